//! What the records of old editions are called now.

use std::collections::BTreeMap;

use super::changes::old_name;
use crate::model::Edition;

/// Each edition of `editions`, which are in order, oldest first, with its place among them and what
/// its records are called now, by what they were called. Newest first; what is no more is left out.
pub(super) fn names_now<'e>(
    editions: &[&'e Edition],
    now: &'e Edition,
) -> Vec<(usize, &'e Edition, BTreeMap<&'e str, &'e str>)> {
    let own = |name: &'e String| (name.as_str(), name.as_str());
    let mut names: BTreeMap<&str, &str> = now.records.keys().map(own).collect();
    let mut later = now;
    let mut found = Vec::new();
    for (at, edition) in editions.iter().copied().enumerate().rev() {
        names = before(&names, later, edition);
        later = edition;
        found.push((at, edition, names.clone()));
    }
    found
}

/// The names of `edition`, from `names`, which are those of the `later` one.
fn before<'e>(
    names: &BTreeMap<&'e str, &'e str>,
    later: &'e Edition,
    edition: &'e Edition,
) -> BTreeMap<&'e str, &'e str> {
    let records = later.records.iter();
    let pairs = records.filter_map(|(name, record)| {
        let old = old_name(name, record, edition)?;
        Some((old, *names.get(name.as_str())?))
    });
    pairs.collect()
}
