//! Addresses: each is taken once, slugs and aliases are checked.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use unicode_normalization::UnicodeNormalization;

use super::pages::Book;
use super::{identity, keys};
use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Asset, Config, Document, OutPath, PageId, RawKind};
use crate::text::file_name;

/// Takes addresses once each and says who took them first.
pub(super) struct Addresses {
    taken: HashMap<String, Option<Span>>,
}

impl Addresses {
    pub(super) fn new(assets: &[Asset]) -> Self {
        let taken = assets
            .iter()
            .map(|a| (file_name::collision_key(&a.path), None))
            .collect();
        Addresses { taken }
    }

    /// Takes an address for a page of the generator's, if it is free.
    pub(super) fn take(&mut self, url: &str) -> bool {
        match self.taken.entry(file_name::collision_key(url)) {
            Entry::Occupied(_) => false,
            Entry::Vacant(free) => {
                free.insert(None);
                true
            }
        }
    }

    pub(super) fn claim(
        &mut self,
        url: &OutPath,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        let key = file_name::collision_key(url.as_str());
        if let Some(first) = self.taken.get(&key) {
            let problem =
                Diagnostic::new(Code::DuplicateOutputPath, span).arg("path", url.as_str());
            diagnostics.push(match first {
                Some(first) => problem.help("slug").related(*first, "first"),
                None => problem.help("slug"),
            });
            return false;
        }
        self.taken.insert(key, Some(span));
        true
    }
}

/// The `slug`, if it is one path segment that an address may hold.
pub(super) fn slug_of(
    document: &Document,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<String>, Option<Span>) {
    let Some(value) = document.front.get("slug") else {
        return (None, None);
    };
    match &value.kind {
        RawKind::Scalar(slug)
            if identity::is_valid_id(slug)
                && !slug.starts_with('.')
                && file_name::fault(&format!("{slug}.html")).is_none() =>
        {
            (Some(slug.clone()), Some(value.span))
        }
        _ => {
            diagnostics.push(keys::invalid("slug", value.span, "slug", config));
            (None, None)
        }
    }
}

/// `aliases`: old addresses, relative to the site's root, with or without `.html` or a leading `/`.
pub(super) fn collect_aliases(
    book: &mut Book,
    addresses: &mut Addresses,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut found = Vec::new();
    for (i, page) in book.pages.iter().enumerate() {
        let Some(value) = page.document.as_ref().and_then(|d| d.front.get("aliases")) else {
            continue;
        };
        for item in value.items() {
            match &item.kind {
                RawKind::Scalar(text) if alias_path(text).is_some() => {
                    found.extend(alias_path(text).map(|url| (url, PageId(i), item.span)));
                }
                _ => diagnostics.push(keys::invalid("aliases", item.span, "alias", config)),
            }
        }
    }
    found.extend(old_ids(book, config));
    for (url, page, span) in found {
        if addresses.claim(&url, span, diagnostics) {
            book.redirects.insert(url, page);
        }
    }
}

/// `renamed-from`: the addresses that a record had under other ids.
fn old_ids(book: &Book, config: &Config) -> Vec<(OutPath, PageId, Span)> {
    let mut found = Vec::new();
    for (i, page) in book.pages.iter().enumerate() {
        let (Some(record), Some(document)) = (&page.record, &page.document) else {
            continue;
        };
        let Some(value) = document.front.get("renamed-from") else {
            continue;
        };
        let schema = &config.schema;
        for item in value.items() {
            let RawKind::Scalar(name) = &item.kind else {
                continue;
            };
            let (collection, id) = match name.split_once(':') {
                Some((key, id)) => (schema.by_key(key), id),
                None => (Some(record.collection), name.as_str()),
            };
            // Of a collection that is no more, the editions know the addresses.
            if let Some(collection) = collection.and_then(|at| schema.collections.get(at))
                && let Some(url) = alias_path(&format!("{}/{id}.html", collection.dir))
            {
                found.push((url, PageId(i), item.span));
            }
        }
    }
    found
}

fn alias_path(text: &str) -> Option<OutPath> {
    let trimmed = text.trim().trim_start_matches('/');
    let path = match trimmed {
        "" => return None,
        p if p.ends_with('/') => format!("{p}index.html"),
        p if p.ends_with(".html") || p.ends_with(".htm") => p.to_owned(),
        p => format!("{p}.html"),
    };
    let safe = path
        .split('/')
        .all(|s| !matches!(s, "" | "." | "..") && !s.contains('#'));
    let path: String = path.nfc().collect();
    (safe && file_name::fault(&path).is_none()).then(|| OutPath::new(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_name_files_inside_the_site() {
        let url = |text| alias_path(text).map(|p| p.to_string());
        assert_eq!(url("/old/8/").as_deref(), Some("old/8/index.html"));
        assert_eq!(url("old").as_deref(), Some("old.html"));
        assert_eq!(url("a.html").as_deref(), Some("a.html"));
        assert_eq!(url("../up"), None);
        assert_eq!(url("con"), None);
        assert_eq!(url("old:8"), None);
        assert!(alias_path(&"あ".repeat(40)).is_none());
        assert_eq!(url("/"), None);
    }
}
