//! The order in which the records of a comparison are read.

use std::collections::BTreeMap;

use super::super::changes::{ChangeKind, Changes, RecordChange, rank};

/// The records in the order of the later edition; those that are gone stand behind the record that
/// they followed, where readers look for them.
pub(super) fn in_place<'c, 'e>(changes: &'c Changes<'e>) -> Vec<&'c RecordChange<'e>> {
    let (gone, mut placed): (Vec<_>, Vec<_>) = changes.records.iter().partition(|c| is_gone(c));
    let mut old: Vec<&str> = changes.old.records.keys().map(String::as_str).collect();
    old.sort_by_cached_key(|name| {
        let record = changes.old.records.get(*name);
        rank(name, record, false, changes.old, changes.new)
    });
    let places: BTreeMap<&str, usize> = old.iter().enumerate().map(|(at, n)| (*n, at)).collect();
    let mut gone: Vec<(usize, &RecordChange<'e>)> = gone
        .into_iter()
        .map(|change| {
            let name = change.old_name.as_deref().unwrap_or(&change.name);
            (places.get(name).copied().unwrap_or(usize::MAX), change)
        })
        .collect();
    gone.sort_by_key(|(at, _)| *at);
    for (at, change) in gone {
        let before = old.iter().take(at).rev();
        let before = before.filter(|name| is_sibling(name, change, changes));
        let found = before
            .filter_map(|name| position(&placed, name))
            .next()
            .map(|at| at + 1);
        let first = || {
            let key = key(&change.name);
            let mut own = placed.iter().enumerate();
            own.find(|(_, other)| self::key(&other.name) == key)
        };
        let at = found.or_else(|| first().map(|(at, _)| at));
        placed.insert(at.unwrap_or(placed.len()), change);
    }
    placed
}

/// Whether not even its number stays.
fn is_gone(change: &RecordChange<'_>) -> bool {
    change.kind.is_gone() && change.kind != ChangeKind::Reserved
}

fn key(name: &str) -> &str {
    name.split(':').next().unwrap_or_default()
}

/// Whether an old record stood in the same list.
fn is_sibling(name: &str, change: &RecordChange<'_>, changes: &Changes<'_>) -> bool {
    let scope = changes.old.records.get(name).map(|record| &record.scope);
    key(name) == key(&change.name) && scope == change.old.map(|record| &record.scope)
}

/// The place of what was called `name`.
fn position(placed: &[&RecordChange<'_>], name: &str) -> Option<usize> {
    let mut placed = placed.iter();
    placed.position(|change| change.old_name.as_deref() == Some(name))
}
