//! Links that name a record by its file.

use unicode_normalization::UnicodeNormalization;

use crate::model::path::encode_segment;
use crate::text::url::percent_decode;

/// Where the id stands in `../measures/m08.md#s1`, and what stands there for the new one.
pub(super) fn in_path(
    href: &str,
    old: &str,
    new: &str,
    has_slug: bool,
) -> Option<(std::ops::Range<usize>, String)> {
    let path = &href[..href.find(['#', '?']).unwrap_or(href.len())];
    let path = path.trim_end_matches('/');
    let start = path.rfind('/').map_or(0, |at| at + 1);
    let file = &path[start..];
    let decoded: String = percent_decode(file).nfc().collect();
    let rest = decoded.strip_prefix(old)?;
    let is_page = rest.ends_with(".html") || rest.ends_with(".htm");
    if !(rest.is_empty() || rest.starts_with('.')) || (is_page && has_slug) {
        return None;
    }
    // The ending is written in the file's name as it is.
    let end = start + file.len().checked_sub(rest.len())?;
    let is_plain = new
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'));
    let new = match is_plain && !file.contains('%') {
        true => new.to_owned(),
        false => encode_segment(new),
    };
    href.is_char_boundary(end).then_some((start..end, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_paths() {
        let renamed = |href: &str| {
            let (range, new) = in_path(href, "m08", "通いの場", false)?;
            Some(format!(
                "{}{new}{}",
                &href[..range.start],
                &href[range.end..]
            ))
        };
        for (href, expected) in [
            ("../measures/m08.md#s1", "../measures/通いの場.md#s1"),
            ("m08.en.md", "通いの場.en.md"),
            ("m08.html?x", "通いの場.html?x"),
            ("/measures/m08/", "/measures/通いの場/"),
            ("m08", "通いの場"),
        ] {
            assert_eq!(renamed(href).as_deref(), Some(expected), "{href}");
        }
        assert_eq!(renamed("m080.md"), None);
        assert_eq!(renamed("m08/"), Some("通いの場/".to_owned()));
        assert!(in_path("m08.html", "m08", "m80", true).is_none());
        let encoded = in_path("%E5%9B%B3.md", "図", "表", false);
        assert_eq!(encoded, Some((0..9, "%E8%A1%A8".to_owned())));
        let signs = in_path("m08.md", "m08", "a(1)", false);
        assert_eq!(signs, Some((0..3, "a%281%29".to_owned())));
    }
}
