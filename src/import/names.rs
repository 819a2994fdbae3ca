//! Which record of a collection a cell's text names: by id, number, label or title.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::fold;
use crate::diag::{Code, Diagnostic, Localized, Place};
use crate::model::schema::CollectionId;
use crate::model::{PageId, Site};
use crate::text::{natural, suggest};

/// As many names as a message lists.
const LISTED: usize = 8;
/// What parts the names of several records in one cell.
const SEPARATORS: &[char] = &['、', '\n', ';', '；', ',', '，'];

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A record of the site.
    There(PageId),
    /// A new record of the table, by its id.
    New(String),
}

impl Named {
    /// Whether it is the record on that page.
    pub(super) fn is(&self, page: PageId) -> bool {
        *self == Named::There(page)
    }
}

/// The names of the records of one collection.
#[derive(Default)]
struct Index {
    /// Folded names, the more telling kinds first: ids, then numbers and labels, then titles.
    kinds: [BTreeMap<String, Vec<Named>>; 3],
}

impl Index {
    fn add(&mut self, kind: usize, name: &str, named: &Named) {
        let name = fold(name);
        if !name.is_empty() {
            let known = self.kinds[kind].entry(name).or_default();
            if !known.contains(named) {
                known.push(named.clone());
            }
        }
    }
}

/// What a row calls its record.
pub(super) struct RowNames<'t> {
    /// The record.
    pub(super) named: Named,
    /// Its number in all forms.
    pub(super) numbers: Vec<String>,
    /// Its title.
    pub(super) title: Option<Cow<'t, str>>,
}

/// The names of the records of all collections; those of the table count before what the site has.
pub(super) struct Names<'s> {
    site: &'s Site,
    /// Made when they are first asked for.
    indexes: Vec<OnceCell<Index>>,
    /// The collection of the table, what its rows call their records, and which those are.
    table: Option<(CollectionId, Index, Vec<Named>)>,
    /// The titles of the rows, for messages.
    titles: Vec<String>,
}

impl<'s> Names<'s> {
    pub(super) fn new(site: &'s Site) -> Names<'s> {
        let count = site.config.schema.collections.len();
        Names {
            site,
            indexes: (0..count).map(|_| OnceCell::new()).collect(),
            table: None,
            titles: Vec::new(),
        }
    }

    /// Learns what the rows of the table call the records of `collection`.
    pub(super) fn learn(&mut self, collection: CollectionId, rows: Vec<RowNames>) {
        let mut index = Index::default();
        for row in &rows {
            index.add(0, &self.id(&row.named), &row.named);
            for number in &row.numbers {
                index.add(1, number, &row.named);
            }
            if let Some(title) = &row.title {
                index.add(2, title, &row.named);
                self.titles.push(title.to_string());
            }
        }
        let named = rows.into_iter().map(|row| row.named).collect();
        self.table = Some((collection, index, named));
    }

    /// The record that `text` names.
    pub(super) fn find(&self, to: &str, text: &str, place: &Place) -> Result<Named, Diagnostic> {
        let Some(collection) = self.site.config.schema.by_key(to) else {
            return Err(self.unmatched(to, text, place, &[]));
        };
        let mut found = self.look_up(collection, text);
        match found.pop() {
            Some(only) if found.is_empty() => Ok(only),
            last => {
                found.extend(last);
                Err(self.unmatched(to, text, place, &found))
            }
        }
    }

    /// The records that `text` names, parted by 、 and the like where that is no part of a name.
    pub(super) fn find_all(
        &self,
        to: &str,
        text: &str,
        place: &Place,
    ) -> Result<Vec<Named>, Vec<Diagnostic>> {
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
    pub(super) fn id(&self, named: &Named) -> String {
        match named {
            Named::New(id) => id.clone(),
            Named::There(page) => {
                let record = self.site.page(*page).record.as_ref();
                record.map_or(String::new(), |record| record.id.clone())
            }
        }
    }

    fn look_up(&self, collection: CollectionId, text: &str) -> Vec<Named> {
        let index = self.indexes[collection].get_or_init(|| index(self.site, collection));
        let folded = fold(text);
        let table = self.table.as_ref().filter(|(of, ..)| *of == collection);
        for kind in 0..index.kinds.len() {
            let of_site = index.kinds[kind]
                .get(&folded)
                .map_or(&[][..], Vec::as_slice);
            let Some((_, rows, known)) = table else {
                if !of_site.is_empty() {
                    return of_site.to_vec();
                }
                continue;
            };
            let mut found = rows.kinds[kind].get(&folded).cloned().unwrap_or_default();
            found.extend(of_site.iter().filter(|n| !known.contains(n)).cloned());
            // What the table calls otherwise now may still go by its old name.
            if found.is_empty() {
                found.extend(of_site.iter().cloned());
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn unmatched(&self, to: &str, text: &str, place: &Place, several: &[Named]) -> Diagnostic {
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
            let ids: Vec<String> = several.iter().map(|named| self.id(named)).collect();
            return problem.arg("ids", Localized::list(&ids)).help("ambiguous");
        }
        if let Some(last) = self.last_number(id, text) {
            return problem.arg("last", last).help("range");
        }
        let pages = self.site.records[id]
            .iter()
            .map(|page| self.site.page(*page));
        let mut titles: Vec<&str> = pages.map(|page| page.title.as_str()).collect();
        if self.table.as_ref().is_some_and(|(of, ..)| *of == id) {
            let more = self.titles.iter().map(String::as_str);
            let more: Vec<&str> = more.filter(|title| !titles.contains(title)).collect();
            titles.extend(more);
        }
        match suggest::nearest(text, titles.iter().copied()) {
            Some(nearest) => problem.arg("nearest", nearest).help("nearest"),
            None if titles.is_empty() => problem.help("none"),
            None => {
                let mut listed = Localized::list(&titles[..titles.len().min(LISTED)]);
                if titles.len() > LISTED {
                    listed.ja.push('…');
                    listed.en.push('…');
                }
                problem.arg("known", listed).help("known")
            }
        }
    }
}

impl Names<'_> {
    /// The last number of a collection, as printed, where `text` has the form of one.
    fn last_number(&self, id: CollectionId, text: &str) -> Option<String> {
        let numbering = self.site.config.schema.collections[id].number.as_ref()?;
        let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        let no = numbering.unprint(&text).unwrap_or(&text);
        let is_number = |no: &str| {
            let mut characters = no.chars();
            characters.next().is_some_and(|c| c.is_ascii_digit())
                && characters.all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
        };
        if !is_number(no) {
            return None;
        }
        let records = self.site.records[id].iter();
        let numbers = records.filter_map(|page| {
            let record = self.site.page(*page).record.as_ref()?;
            record.no.as_deref().filter(|no| is_number(no))
        });
        let last = numbers.max_by(|a, b| natural::compare(a, b))?;
        Some(numbering.print(last))
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || SEPARATORS.contains(&c)
}

fn index(site: &Site, collection: CollectionId) -> Index {
    let mut index = Index::default();
    for id in &site.records[collection] {
        let page = site.page(*id);
        let Some(record) = &page.record else { continue };
        let named = Named::There(*id);
        index.add(0, &record.id, &named);
        for number in page.label.iter().chain(&record.no) {
            index.add(1, number, &named);
        }
        index.add(2, &page.title, &named);
    }
    index
}
