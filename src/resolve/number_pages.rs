//! The pages of printed numbers: one for each number that a record has or had in an edition.

use std::collections::BTreeMap;

use super::{identity, numbers};
use crate::diag::Localized;
use crate::model::number::{self, NumberPage};
use crate::model::schema::Collection;
use crate::model::{Config, Edition, Page, PageKind, SourceFile};

/// The numbers of a collection.
pub(super) struct NumberList {
    /// Its key.
    pub(super) key: String,
    /// What the list is called.
    pub(super) title: Localized,
    /// Those that it has and had.
    pub(super) numbers: Vec<Number>,
}

/// A number.
pub(super) struct Number {
    /// The address of its page.
    pub(super) url: String,
    /// What that is called.
    pub(super) title: Localized,
    folded: String,
}

/// The numbers of each collection that has any, now or in one of the editions. Spellings of one
/// number share its page, whose address is the oldest one's, so that it never changes.
pub(super) fn lists(
    written: &[(Page, Option<SourceFile>)],
    editions: &[Edition],
    config: &Config,
) -> Vec<NumberList> {
    // Newer words for a collection stand before older ones.
    let schemas = editions.iter().rev().map(|edition| &edition.schema);
    let mut known: Vec<&Collection> = Vec::new();
    for schema in std::iter::once(&config.schema).chain(schemas) {
        for collection in &schema.collections {
            if known.iter().all(|other| other.key != collection.key) {
                known.push(collection);
            }
        }
    }
    let list = |collection: &&Collection| {
        let mut spellings: BTreeMap<String, String> = BTreeMap::new();
        let old = of_editions(editions, &collection.key);
        for no in old.into_iter().chain(of_now(written, collection, config)) {
            spellings.entry(number::folded(&no)).or_insert(no);
        }
        let numbers = spellings.into_iter();
        NumberList {
            key: collection.key.clone(),
            title: list_title(collection),
            numbers: numbers.map(|(key, no)| one(collection, key, &no)).collect(),
        }
    };
    let lists = known.iter().map(list);
    lists.filter(|list| !list.numbers.is_empty()).collect()
}

/// The numbers by the addresses of their pages, as far as those are ours.
pub(super) fn by_address(lists: Vec<NumberList>, pages: &[Page]) -> BTreeMap<String, NumberPage> {
    let mut numbers = BTreeMap::new();
    for list in lists {
        for Number { url, folded, .. } in list.numbers {
            let page = NumberPage {
                key: list.key.clone(),
                folded,
                meanings: Vec::new(),
            };
            numbers.insert(url, page);
        }
    }
    let of_numbers = pages.iter().filter(|page| page.kind == PageKind::Number);
    of_numbers
        .filter_map(|page| numbers.remove_entry(page.url.as_str()))
        .collect()
}

/// Those of records that are there, or whose number is kept empty; oldest edition first.
fn of_editions(editions: &[Edition], key: &str) -> Vec<String> {
    let of_collection = |name: &str| name.split_once(':').is_some_and(|(other, _)| other == key);
    let records = editions.iter().flat_map(|edition| &edition.records);
    records
        .filter(|(name, record)| of_collection(name) && !record.is_gone())
        .filter_map(|(_, record)| record.no.clone())
        .collect()
}

/// Those of the records now. Front matter is not typed yet.
fn of_now(
    written: &[(Page, Option<SourceFile>)],
    collection: &Collection,
    config: &Config,
) -> Vec<String> {
    let id = config.schema.by_key(&collection.key);
    let (Some(id), Some(numbering)) = (id, &collection.number) else {
        return Vec::new();
    };
    let number = |(page, _): &(Page, Option<SourceFile>)| {
        let document = page.document.as_ref()?;
        let is_here = page.kind == PageKind::Record(id);
        // What is withdrawn now had its number in an edition, or never.
        let is_withdrawn = document.front.get("withdrawn").is_some();
        let no = identity::scalar(document, &numbering.field)?;
        let no = numbers::plain(numbering, no).unwrap_or_else(|| no.to_owned());
        (is_here && !is_withdrawn && !no.trim().is_empty()).then_some(no)
    };
    written.iter().filter_map(number).collect()
}

fn list_title(collection: &Collection) -> Localized {
    Localized {
        ja: format!("{}の番号", collection.label.ja),
        en: format!("{} numbers", collection.label.en),
    }
}

fn one(collection: &Collection, folded: String, no: &str) -> Number {
    let printed = collection.number.as_ref();
    let printed = printed.map_or_else(|| no.to_owned(), |numbering| numbering.print(no));
    Number {
        url: number::address(&collection.key, no),
        title: Localized {
            ja: called(&collection.label.ja, &printed),
            en: called(&collection.label.en, &printed),
        },
        folded,
    }
}

/// A number behind what its collection is called, unless it begins with that: 具体目標1.
fn called(label: &str, printed: &str) -> String {
    let bare = printed.trim_start_matches(|c: char| !c.is_alphanumeric());
    if bare.starts_with(label) {
        return printed.to_owned();
    }
    format!("{label} {printed}")
}
