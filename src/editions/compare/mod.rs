//! (Changes, words) → [`Comparison`]: the records of two editions side by side, line by line.

mod beside;
mod fields;
mod lines;
mod pages;
mod place;

use std::collections::BTreeMap;

use super::changes::{Changes, RecordChange};
use super::diff::Cutter;
use super::table;
use crate::diag::Lang;
use crate::model::comparison::{Compared, Comparison, Side};
use crate::model::config::ComparisonStyle;
use crate::model::edition::FrozenRecord;
use crate::model::{Collection, Edition, OutPath};

/// Where the two editions of a comparison stand.
#[derive(Clone, Copy, Debug)]
pub struct Between {
    /// The earlier one's place in `Site::editions`.
    pub old: usize,
    /// The later one's; `None` for the text as it is now.
    pub new: Option<usize>,
}

/// What a comparison needs besides the editions.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// How words are told from each other.
    pub cutter: Cutter<'a>,
    /// How the table is laid out.
    pub style: &'a ComparisonStyle,
    /// The language of labels and notes.
    pub lang: Lang,
}

/// Compares two editions line by line.
pub fn compare(changes: &Changes<'_>, between: Between, setting: Setting<'_>) -> Comparison {
    let collections = collections(changes);
    let renamed = changes.records.iter().filter_map(|change| {
        let old = change.old_name.as_deref();
        old.map(|old| (old, change.name.as_str()))
    });
    let sides = Sides {
        changes,
        between,
        renamed: renamed.filter(|(old, new)| old != new).collect(),
    };
    let compared = place::in_place(changes).into_iter().filter_map(|change| {
        let key = change.name.split(':').next().unwrap_or_default();
        let collection = collections.iter().position(|c| c.key == key)?;
        Some(Compared {
            collection,
            lines: lines::lines(change, &collections[collection], &sides, setting),
            ..sides.record(change)
        })
    });
    let records: Vec<Compared> = compared.collect();
    let table = table::table(&records, &collections, setting.style, setting.lang);
    Comparison {
        old: between.old,
        new: between.new,
        collections,
        records,
        pages: pages::pages(&sides, setting),
        table,
    }
}

/// The collections of the later edition, then those that only the earlier one has.
fn collections(changes: &Changes<'_>) -> Vec<Collection> {
    let mut all = changes.new.schema.collections.clone();
    let old = changes.old.schema.collections.iter();
    let gone: Vec<Collection> = old
        .filter(|collection| changes.new.schema.by_key(&collection.key).is_none())
        .cloned()
        .collect();
    all.extend(gone);
    all
}

/// Looks up records on both sides.
struct Sides<'c> {
    changes: &'c Changes<'c>,
    between: Between,
    /// New names of records by their old ones.
    renamed: BTreeMap<&'c str, &'c str>,
}

impl Sides<'_> {
    /// A record without its lines.
    fn record(&self, change: &RecordChange<'_>) -> Compared {
        let lineage = change.new.map(|record| &record.lineage);
        let successors = lineage.map(|lineage| lineage.successors.iter());
        let successors = successors.into_iter().flatten();
        Compared {
            name: change.name.clone(),
            renamed_from: renamed_from(change),
            collection: 0,
            kind: change.kind,
            is_minor: change.is_minor(),
            is_renumbered: change.is_renumbered(),
            note: change
                .note
                .filter(|_| !change.is_minor())
                .map(str::to_owned),
            reason: lineage
                .and_then(|lineage| lineage.reason.clone())
                .filter(|_| change.kind.is_gone()),
            successors: successors.filter_map(|name| self.in_new(name)).collect(),
            old: change.old.map(|record| self.old_side(record)),
            new: change.new.map(|record| self.new_side(record)),
            lines: Vec::new(),
        }
    }

    /// The record of that name in the earlier edition.
    fn in_old(&self, name: &str) -> Option<Side> {
        let record = self.changes.old.records.get(name)?;
        Some(self.old_side(record))
    }

    /// The record of that name in the later edition.
    fn in_new(&self, name: &str) -> Option<Side> {
        let record = self.changes.new.records.get(name)?;
        Some(self.new_side(record))
    }

    fn old_side(&self, record: &FrozenRecord) -> Side {
        side(record, Some(self.changes.old))
    }

    fn new_side(&self, record: &FrozenRecord) -> Side {
        let edition = self.between.new.map(|_| self.changes.new);
        side(record, edition)
    }
}

/// The old id of a record that has another one now.
fn renamed_from(change: &RecordChange<'_>) -> Option<String> {
    let old = change.old_name.as_ref();
    let old = old.filter(|old| **old != change.name)?;
    Some(id(old).to_owned())
}

/// `m08` of `measure:m08`.
fn id(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, id)| id)
}

/// A record in an edition, or in the text as it is now.
fn side(record: &FrozenRecord, edition: Option<&Edition>) -> Side {
    let folder = edition.map_or(String::new(), Edition::folder);
    Side {
        label: record.label.clone(),
        title: record.title.clone(),
        url: Some(OutPath::new(format!("{folder}{}", record.url))),
    }
}
