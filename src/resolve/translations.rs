//! Pages in other languages: `x.en.md` is the English of `x.md` and lies at `en/x.html`.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks;
use super::pages::Book;
use crate::model::{Attributes, Config, Kind, Node, OutPath, Page, PageId, PageKind};
use crate::text::language;

/// Tells translations from other files.
pub struct Translations<'a> {
    /// The content paths of all files.
    paths: BTreeSet<&'a str>,
    config: &'a Config,
}

impl<'a> Translations<'a> {
    /// `paths` are the content paths of all files.
    pub fn new(paths: impl Iterator<Item = &'a str>, config: &'a Config) -> Self {
        Translations {
            paths: paths.collect(),
            config,
        }
    }

    /// The content path of the original and the language, if `path` is that of a translation: one
    /// whose original exists, or whose language the configuration names.
    pub fn of(&self, path: &str) -> Option<(String, String)> {
        let (rest, ending) = path.rsplit_once('.')?;
        let (base, tag) = rest.rsplit_once('.')?;
        let is_name = !base.is_empty() && !base.ends_with('/');
        let is_declared = self.config.languages.iter().any(|known| known == tag);
        let is_language = is_declared || language::is_familiar(tag);
        if !is_name || !is_language || tag == self.config.lang {
            return None;
        }
        let candidates = [ending, "md", "markdown"];
        let mut originals = candidates.iter().map(|ending| format!("{base}.{ending}"));
        let original = originals.find(|original| self.paths.contains(original.as_str()));
        match original {
            Some(original) => Some((original, tag.to_owned())),
            None if is_declared => Some((format!("{base}.{ending}"), tag.to_owned())),
            None => None,
        }
    }
}

/// Tells every page its versions in all languages, itself among them: the original first, then by
/// language. `originals` are the addresses of translations and the content paths of what they
/// translate.
pub(super) fn join(book: &mut Book, originals: &[(OutPath, String)]) {
    let mut versions: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for (url, path) in originals {
        if let Some(page) = book.by_url.get(url.as_str()) {
            versions.entry(path).or_default().push(*page);
        }
    }
    for (path, mut list) in versions {
        list.sort_by_key(|page| book.pages[page.0].language.clone());
        if let Some(original) = book.by_path.get(path) {
            list.insert(0, *original);
        }
        if list.len() > 1 {
            for page in &list {
                book.pages[page.0].translations.clone_from(&list);
            }
        }
    }
}

/// A translation with the outline of its original takes the ids of its headings, so that links to
/// a section lead to it in every language. An id that the translator wrote stays.
pub(super) fn adopt_ids(pages: &mut [Page]) {
    for at in 0..pages.len() {
        let Some(&original) = pages[at].translations.first() else {
            continue;
        };
        if original.0 == at || pages[at].language.is_none() {
            continue;
        }
        let outline = |page: &Page| {
            let document = page.document.as_ref();
            document.map_or(Vec::new(), |document| headings(&document.blocks))
        };
        let (theirs, own) = (outline(&pages[original.0]), outline(&pages[at]));
        let levels =
            |list: &[(u8, String)]| list.iter().map(|(level, _)| *level).collect::<Vec<_>>();
        if own.is_empty() || levels(&theirs) != levels(&own) {
            continue;
        }
        let explicit = blocks::ids(&pages[at]);
        let free = theirs.into_iter().map(|(_, id)| id);
        let mut ids = free.map(|id| (!explicit.contains(&id)).then_some(id));
        if let Some(document) = &mut pages[at].document {
            give(&mut document.blocks, &mut ids);
        }
    }
}

/// Whether a page is a record or the translation of one: both have statements.
pub(super) fn has_statements(pages: &[Page], page: &Page) -> bool {
    let original = page
        .translations
        .first()
        .map_or(page, |first| &pages[first.0]);
    [page, original]
        .iter()
        .any(|page| matches!(page.kind, PageKind::Record(_)))
}

/// Levels and ids of the headings, in order; an id is empty before it is given.
fn headings(nodes: &[Node]) -> Vec<(u8, String)> {
    let mut found = Vec::new();
    for node in nodes {
        match node.kind {
            Kind::Heading(level) => found.push((level, node.id().unwrap_or_default().to_owned())),
            _ => found.extend(headings(&node.children)),
        }
    }
    found
}

fn give(nodes: &mut [Node], ids: &mut impl Iterator<Item = Option<String>>) {
    for node in nodes {
        if !matches!(node.kind, Kind::Heading(_)) {
            give(&mut node.children, ids);
        } else if let Some(Some(id)) = ids.next()
            && node.id().is_none()
        {
            let attributes = node
                .attributes
                .get_or_insert_with(Box::<Attributes>::default);
            attributes.id = Some(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_are_told_from_other_names_with_dots() {
        let mut config = Config::default();
        config.languages.push("ko".to_owned());
        let translations = Translations {
            paths: ["a.md", "b/c.markdown", "d.draft.md"].into(),
            config: &config,
        };
        let of = |path| translations.of(path);
        let pair = |path: &str, tag: &str| Some((path.to_owned(), tag.to_owned()));
        assert_eq!(of("a.en.md"), pair("a.md", "en"));
        assert_eq!(of("b/c.zh-Hant.md"), pair("b/c.markdown", "zh-Hant"));
        assert_eq!(of("e.ko.md"), pair("e.md", "ko"));
        assert_eq!(of("a.old.md"), None);
        for other in [
            "a.md",
            "a.ja.md",
            "e.en.md",
            "d.draft.md",
            ".en.md",
            "b/.en.md",
            "a.1.md",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
