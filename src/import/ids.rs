//! Ids of new records, in the way of those that are there.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Site;
use crate::model::schema::{Collection, CollectionId};
use crate::text::file_name;

/// Digits that the number in an id has at least where no other record shows it.
const DIGITS: usize = 2;

/// The ids of a collection, those of this import among them.
pub(super) struct Ids {
    /// As the file systems that make least difference between names compare them.
    taken: BTreeSet<String>,
    /// What stands before the number: `m` of `m08`.
    prefix: String,
    /// How many digits the number has, with zeros before it.
    digits: usize,
    /// Numbers start anew in each scope, whose name the ids begin with.
    is_scoped: bool,
    highest: u64,
}

impl Ids {
    /// The ids of the records of `collection`; `rows` is how many may be new.
    pub(super) fn of(site: &Site, collection: CollectionId, rows: usize) -> Ids {
        let declared = &site.config.schema.collections[collection];
        // Lists leave out what is no more; its file is there all the same.
        let records = site.pages.iter().filter_map(|page| page.record.as_ref());
        let ids: Vec<&str> = records
            .filter(|record| record.collection == collection)
            .map(|record| record.id.as_str())
            .collect();
        let pattern = pattern(&ids);
        let digits = match (&pattern, ids.len() + rows) {
            (Some((_, digits)), _) => *digits,
            (None, count) => count.to_string().len().max(DIGITS),
        };
        let prefix = pattern.map_or_else(|| initial(declared), |(prefix, _)| prefix);
        let highest = ids.iter().filter_map(|id| number(id, &prefix)).max();
        Ids {
            taken: ids.iter().map(|id| file_name::collision_key(id)).collect(),
            is_scoped: declared.number.as_ref().is_some_and(|n| n.scope.is_some()),
            prefix,
            digits,
            highest: highest.unwrap_or(0),
        }
    }

    /// Takes `id` when it is free.
    pub(super) fn take(&mut self, id: &str) -> bool {
        if let Some(number) = number(id, &self.prefix) {
            self.highest = self.highest.max(number);
        }
        self.taken.insert(file_name::collision_key(id))
    }

    /// An id for the record of this number and scope, and takes it.
    pub(super) fn make(
        &mut self,
        no: Option<&str>,
        scope: Option<&str>,
        is_valid: fn(&str) -> bool,
    ) -> String {
        let wanted = match (no, scope) {
            (Some(no), Some(scope)) if self.is_scoped => Some(format!("{scope}-{no}")),
            (Some(no), _) if !self.is_scoped => Some(match no.parse::<u64>() {
                Ok(no) => format!("{}{no:0width$}", self.prefix, width = self.digits),
                Err(_) => format!("{}{no}", self.prefix),
            }),
            _ => None,
        };
        if let Some(id) = wanted.filter(|id| is_valid(id))
            && self.take(&id)
        {
            return id;
        }
        loop {
            self.highest = self.highest.saturating_add(1);
            let (prefix, highest, width) = (&self.prefix, self.highest, self.digits);
            let id = format!("{prefix}{highest:0width$}");
            if self.take(&id) {
                return id;
            }
        }
    }
}

/// The number behind `prefix`.
fn number(id: &str, prefix: &str) -> Option<u64> {
    let digits = id.strip_prefix(prefix)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

/// What most ids have before their number, and how many digits that has where it begins with
/// zeros.
fn pattern(ids: &[&str]) -> Option<(String, usize)> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for id in ids {
        let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &id[prefix.len()..];
        if !digits.is_empty() {
            let (count, width) = counts.entry(prefix).or_default();
            *count += 1;
            if digits.starts_with('0') {
                *width = digits.len().max(*width);
            }
        }
    }
    let (prefix, (count, width)) = counts.into_iter().max_by_key(|(_, (count, _))| *count)?;
    (2 * count >= ids.len()).then(|| (prefix.to_owned(), width.max(1)))
}

/// The first letter of the collection's key.
fn initial(collection: &Collection) -> String {
    collection.key.chars().take(1).collect()
}
