//! Ids of feeds and their entries: `tag:` URIs (RFC 4151), which stay what they are when pages move.

use crate::model::path::{encode_path, encode_segment};

/// Makes the ids of a site.
pub(super) struct Ids {
    /// The host, where a `tag:` may name it.
    host: Option<String>,
    /// The root's address behind the host, which tells sites of one host from each other.
    path: String,
}

impl Ids {
    /// The ids of the site at `root`, `https://example.jp/a/`.
    pub(super) fn of(root: &str) -> Ids {
        let rest = root.split_once("://").map_or(root, |(_, rest)| rest);
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority.split(':').next().unwrap_or_default();
        let host = host.to_ascii_lowercase();
        let is_name = !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        Ids {
            host: is_name.then_some(host),
            // What is encoded already stays.
            path: path
                .split('%')
                .map(encode_path)
                .collect::<Vec<_>>()
                .join("%"),
        }
    }

    /// The id of the feed `stem`; `day` is the first edition's.
    pub(super) fn of_feed(&self, stem: &str, day: &str) -> String {
        self.id(day, &encode_path(stem))
    }

    /// The id of what became of the record `name` at an edition of that day.
    pub(super) fn of_change(&self, name: &str, edition: &str, day: &str) -> String {
        let (key, id) = name.split_once(':').unwrap_or(("", name));
        let (id, edition) = (encode_segment(id), encode_segment(edition));
        self.id(day, &format!("{key}:{id}@{edition}"))
    }

    fn id(&self, day: &str, own: &str) -> String {
        let path = &self.path;
        match &self.host {
            Some(host) => format!("tag:{host},{day}:/{path}{own}"),
            // A host in other letters than ASCII, or an address in its place, may stand in no
            // `tag:`: a UUID of everything that would (RFC 9562, version 8).
            None => uuid(&format!("{day}:/{path}{own}")),
        }
    }
}

fn uuid(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    let hex = hash.as_str();
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default();
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        part(0..8),
        part(8..12),
        part(12..15),
        part(15..18),
        part(18..30)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_name_the_host_the_day_and_the_record() {
        let ids = Ids::of("https://Example.jp:8080/a/%E3%81%82/");
        assert_eq!(
            ids.of_change("rule:第2", "2024", "2024-06-01"),
            "tag:example.jp,2024-06-01:/a/%E3%81%82/rule:%E7%AC%AC2@2024"
        );
        assert_eq!(
            ids.of_feed("rules/r1.feed", "2023-01-01"),
            "tag:example.jp,2023-01-01:/a/%E3%81%82/rules/r1.feed"
        );
    }

    #[test]
    fn hosts_that_no_tag_may_name_have_other_ids() {
        let one = Ids::of("https://例え.jp/").of_feed("feed", "2023-01-01");
        let other = Ids::of("https://例え.jp/").of_feed("rules/feed", "2023-01-01");
        assert!(
            one.starts_with("urn:uuid:") && one.len() == "urn:uuid:".len() + 36,
            "{one}"
        );
        assert_ne!(one, other);
    }
}
