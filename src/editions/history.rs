//! What became of each record, edition by edition.

use std::collections::BTreeMap;

use super::changes::{Changes, RecordChange, changes};
use crate::model::Edition;
use crate::model::OutPath;
use crate::model::edition::FrozenRecord;
use crate::model::history::{ChangeKind, HistoryEntry};

/// What changed from each of `editions`, oldest first, to the next, and from the last to `now`.
pub fn successive<'e>(editions: &'e [Edition], now: &'e Edition) -> Vec<Changes<'e>> {
    let later = editions.iter().skip(1).chain([now]);
    let pairs = editions.iter().zip(later);
    pairs.map(|(old, new)| changes(old, new)).collect()
}

/// By the name of each record of `now`, its steps through `editions`, newest first: those at which
/// something happened to it. `pairs` are what [`successive`] gives.
pub fn histories(pairs: &[Changes<'_>], now: &Edition) -> BTreeMap<String, Vec<HistoryEntry>> {
    let editions: Vec<&Edition> = pairs.iter().map(|pair| pair.old).collect();
    let indexed: Vec<BTreeMap<&str, &RecordChange<'_>>> = pairs
        .iter()
        .map(|pair| {
            pair.records
                .iter()
                .map(|change| (change.name.as_str(), change))
                .collect()
        })
        .collect();
    let steps = now
        .records
        .keys()
        .map(|name| (name.clone(), steps(name, &editions, &indexed)));
    steps.collect()
}

fn steps<'c>(
    name: &'c str,
    editions: &[&'c Edition],
    indexed: &[BTreeMap<&'c str, &'c RecordChange<'c>>],
) -> Vec<HistoryEntry> {
    let mut found = Vec::new();
    let mut name = name;
    for (at, changes) in indexed.iter().enumerate().rev() {
        let later = (at + 1 < editions.len()).then_some(at + 1);
        // A record that was withdrawn before is not among the changes, and is called the same.
        let Some(change) = changes.get(name) else {
            continue;
        };
        if change.kind != ChangeKind::Unchanged {
            found.push(HistoryEntry {
                kind: Some(change.kind),
                note: change.note.map(str::to_owned),
                comparison: Some(at),
                ..entry(later, name, editions, change.new)
            });
        }
        match &change.old_name {
            Some(old) => name = old,
            None => return found,
        }
    }
    let first = editions
        .first()
        .and_then(|edition| edition.records.get(name));
    found.extend(first.map(|record| entry(Some(0), name, editions, Some(record))));
    found
}

/// An entry that says where the record was, and nothing of what happened.
fn entry(
    edition: Option<usize>,
    name: &str,
    editions: &[&Edition],
    record: Option<&FrozenRecord>,
) -> HistoryEntry {
    let url = edition
        .zip(record)
        .map(|(at, record)| OutPath::new(format!("{}{}", editions[at].folder(), record.url)));
    HistoryEntry {
        edition,
        kind: None,
        label: record.and_then(|record| record.label.clone()),
        title: record.map_or(String::new(), |record| record.title.clone()),
        url,
        name: name.to_owned(),
        comparison: None,
        note: None,
    }
}
