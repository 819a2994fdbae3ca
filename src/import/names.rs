//! Which record of a collection a cell's text names: by id, number, label or title.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::fold;
use crate::diag::{Code, Diagnostic, Place};
use crate::model::schema::CollectionId;
use crate::model::{PageId, Site};
use crate::text::suggest;

/// As many names as a message lists.
const LISTED: usize = 8;
/// What parts the names of several records in one cell.
const SEPARATORS: &[char] = &['、', '\n', ';', '；', ',', '，'];

/// The names of the records of one collection, made when they are first asked for.
struct Index {
    /// Folded names, the more telling kinds first: ids, then numbers and labels, then titles.
    kinds: [BTreeMap<String, Vec<PageId>>; 3],
}

/// The names of the records of all collections.
pub(super) struct Names<'s> {
    site: &'s Site,
    indexes: Vec<OnceCell<Index>>,
}

impl<'s> Names<'s> {
    pub(super) fn new(site: &'s Site) -> Names<'s> {
        let count = site.config.schema.collections.len();
        Names {
            site,
            indexes: (0..count).map(|_| OnceCell::new()).collect(),
        }
    }

    /// The record that `text` names.
    pub(super) fn find(&self, to: &str, text: &str, place: &Place) -> Result<PageId, Diagnostic> {
        let Some(collection) = self.site.config.schema.by_key(to) else {
            return Err(self.unmatched(to, text, place, &[]));
        };
        match self.look_up(collection, text) {
            [only] => Ok(*only),
            several => Err(self.unmatched(to, text, place, several)),
        }
    }

    /// The records that `text` names, parted by 、 and the like where that is no part of a name.
    pub(super) fn find_all(
        &self,
        to: &str,
        text: &str,
        place: &Place,
    ) -> Result<Vec<PageId>, Vec<Diagnostic>> {
        let mut found = Vec::new();
        let mut problems = Vec::new();
        let collection = self.site.config.schema.by_key(to);
        let mut rest = text.trim_matches(is_between);
        while !rest.is_empty() {
            // The longest beginning that is a name, else up to the next separator.
            let ends = rest.match_indices(SEPARATORS).map(|(at, _)| at);
            let ends: Vec<usize> = ends.chain([rest.len()]).collect();
            let named = ends.iter().rev().find(|end| {
                let part = rest[..**end].trim();
                collection.is_some_and(|c| self.look_up(c, part).len() == 1)
            });
            let end = named.or(ends.first()).copied().unwrap_or(rest.len());
            match self.find(to, rest[..end].trim(), place) {
                Ok(page) if !found.contains(&page) => found.push(page),
                Ok(_) => {}
                Err(problem) => problems.push(problem),
            }
            rest = rest[end..].trim_matches(is_between);
        }
        match problems.is_empty() {
            true => Ok(found),
            false => Err(problems),
        }
    }

    /// The id of a record, as relations name it.
    pub(super) fn id(&self, page: PageId) -> String {
        let record = self.site.page(page).record.as_ref();
        record.map_or(String::new(), |record| record.id.clone())
    }

    fn look_up(&self, collection: CollectionId, text: &str) -> &[PageId] {
        let index = self.indexes[collection].get_or_init(|| index(self.site, collection));
        let folded = fold(text);
        let kinds = index.kinds.iter();
        let mut found = kinds.filter_map(|kind| kind.get(&folded));
        found.next().map_or(&[], Vec::as_slice)
    }

    fn unmatched(&self, to: &str, text: &str, place: &Place, several: &[PageId]) -> Diagnostic {
        let schema = &self.site.config.schema;
        let collection = schema.by_key(to).map(|c| (c, &schema.collections[c]));
        let problem = Diagnostic::new(Code::UnmatchedCell, place.clone()).arg("value", text);
        let Some((id, collection)) = collection else {
            return problem.arg("key", to);
        };
        let problem = problem
            .arg("collection", collection.label.clone())
            .arg("key", collection.key.as_str());
        if !several.is_empty() {
            let ids: Vec<String> = several.iter().map(|page| self.id(*page)).collect();
            return problem.arg("ids", ids.join("、")).help("ambiguous");
        }
        let pages = self.site.records[id]
            .iter()
            .map(|page| self.site.page(*page));
        let titles: Vec<&str> = pages.map(|page| page.title.as_str()).collect();
        match suggest::nearest(text, titles.iter().copied()) {
            Some(nearest) => problem.arg("nearest", nearest).help("nearest"),
            None if titles.is_empty() => problem.help("none"),
            None => {
                let mut listed = titles[..titles.len().min(LISTED)].join("、");
                if titles.len() > LISTED {
                    listed.push('…');
                }
                problem.arg("known", listed).help("known")
            }
        }
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || SEPARATORS.contains(&c)
}

fn index(site: &Site, collection: CollectionId) -> Index {
    let mut kinds: [BTreeMap<String, Vec<PageId>>; 3] = Default::default();
    for id in &site.records[collection] {
        let page = site.page(*id);
        let Some(record) = &page.record else { continue };
        let names = [
            (0, Some(&record.id)),
            (1, page.label.as_ref()),
            (1, record.no.as_ref()),
            (2, Some(&page.title)),
        ];
        for (kind, name) in names {
            let Some(name) = name.map(|name| fold(name)).filter(|n| !n.is_empty()) else {
                continue;
            };
            let pages = kinds[kind].entry(name).or_default();
            if !pages.contains(id) {
                pages.push(*id);
            }
        }
    }
    Index { kinds }
}
