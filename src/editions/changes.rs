//! What became of each record from one edition to the next.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Edition;
use crate::model::edition::{FrozenField, FrozenRecord, FrozenUnit, FrozenValue};

pub use crate::model::history::ChangeKind;
use crate::model::history::is_minor;

/// A record in two editions.
#[derive(Clone, Debug)]
pub struct RecordChange<'e> {
    /// Its name now; of one that vanished, its last.
    pub name: String,
    /// Its name before, where it was there.
    pub old_name: Option<String>,
    /// What happened.
    pub kind: ChangeKind,
    /// As it was.
    pub old: Option<&'e FrozenRecord>,
    /// As it is.
    pub new: Option<&'e FrozenRecord>,
    /// Whether its text differs.
    pub text_changed: bool,
    /// Whether its title differs.
    pub title_changed: bool,
    /// The fields that differ, by key.
    pub fields: Vec<FieldChange<'e>>,
    /// What its author says about the change; `minor` for one that is none in substance.
    pub note: Option<&'e str>,
}

impl RecordChange<'_> {
    /// Whether the number or label as printed differs.
    pub fn is_renumbered(&self) -> bool {
        matches!((self.old, self.new), (Some(old), Some(new)) if old.label != new.label)
    }

    /// Whether its author calls the change one of form only.
    pub fn is_minor(&self) -> bool {
        is_minor(self.note)
    }
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange<'e> {
    /// Its key.
    pub key: &'e str,
    /// As it was.
    pub old: Option<&'e FrozenField>,
    /// As it is.
    pub new: Option<&'e FrozenField>,
}

/// What changed between two editions.
#[derive(Clone, Debug)]
pub struct Changes<'e> {
    /// The earlier one.
    pub old: &'e Edition,
    /// The later one.
    pub new: &'e Edition,
    /// Every record of either, those of the later one in its order (collection, number), and each
    /// that is gone behind those.
    pub records: Vec<RecordChange<'e>>,
}

impl Changes<'_> {
    /// How many of each kind, kinds that occur only.
    pub fn counts(&self) -> BTreeMap<ChangeKind, usize> {
        let mut counts = BTreeMap::new();
        for record in &self.records {
            *counts.entry(record.kind).or_default() += 1;
        }
        counts
    }
}

/// Compares two editions. Identity is the record's name; `renamed-from` leads back over renames.
pub fn changes<'e>(old: &'e Edition, new: &'e Edition) -> Changes<'e> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut records: Vec<RecordChange<'e>> = Vec::new();
    let before = |(name, record): (&'e String, &'e FrozenRecord)| {
        (name.as_str(), record, old_name(name, record, old))
    };
    let pairs: Vec<_> = new.records.iter().map(before).collect();
    let renamed = pairs.iter().filter_map(|(name, _, before)| {
        let before = before.filter(|before| before != name)?;
        Some((before, *name))
    });
    let renamed: BTreeMap<&str, &str> = renamed.collect();
    for (name, record, before) in pairs {
        known.extend(before);
        let change = compare(name, record, before, old, &renamed);
        // What was gone before is no news.
        let was_gone = change.old.is_some_and(|r| r.lineage.withdrawn.is_some());
        if !(was_gone && change.kind == ChangeKind::Unchanged) {
            records.push(change);
        }
    }
    for (name, record) in &old.records {
        if !known.contains(name.as_str()) {
            records.push(RecordChange {
                name: name.clone(),
                old_name: Some(name.clone()),
                kind: ChangeKind::Vanished,
                old: Some(record),
                new: None,
                text_changed: false,
                title_changed: false,
                fields: Vec::new(),
                note: None,
            });
        }
    }
    records.sort_by_cached_key(|change| order(change, old, new));
    Changes { old, new, records }
}

/// The name in `old` of what is now called `name`.
pub(super) fn old_name<'e>(
    name: &'e str,
    record: &FrozenRecord,
    old: &'e Edition,
) -> Option<&'e str> {
    let find = |name: &str| {
        old.records
            .get_key_value(name)
            .map(|(name, _)| name.as_str())
    };
    find(name).or_else(|| {
        let (key, _) = name.split_once(':')?;
        let mut names = record.lineage.former_names(key);
        names.find_map(|name| find(&name))
    })
}

fn compare<'e>(
    name: &str,
    new: &'e FrozenRecord,
    before: Option<&str>,
    edition: &'e Edition,
    renamed: &BTreeMap<&str, &str>,
) -> RecordChange<'e> {
    let old = before.and_then(|name| edition.records.get(name));
    let mut change = RecordChange {
        name: name.to_owned(),
        old_name: before.map(str::to_owned),
        kind: ChangeKind::Added,
        old,
        new: Some(new),
        text_changed: false,
        title_changed: false,
        fields: Vec::new(),
        // A note that the last edition has already was about that one.
        note: new
            .change
            .as_deref()
            .filter(|note| old.is_none_or(|o| o.change.as_deref() != Some(note))),
    };
    let Some(old) = old else { return change };
    change.text_changed = !same_text(&old.units, &new.units, renamed);
    change.title_changed = (old.titled || new.titled) && old.title != new.title;
    change.fields = field_changes(old, new);
    change.kind = match (old.lineage.withdrawn, new.lineage.withdrawn) {
        (before, Some(kind)) if before != Some(kind) => kind.into(),
        _ if change.text_changed || change.title_changed || !change.fields.is_empty() => {
            ChangeKind::Amended
        }
        _ if change.is_renumbered() || before != Some(name) => ChangeKind::Moved,
        _ => ChangeKind::Unchanged,
    };
    change
}

fn same_text(old: &[FrozenUnit], new: &[FrozenUnit], renamed: &BTreeMap<&str, &str>) -> bool {
    let is_same = |(a, b): (&FrozenUnit, &FrozenUnit)| {
        (a.kind, &a.text, &a.fields) == (b.kind, &b.text, &b.fields)
            && a.details.len() == b.details.len()
            && a.details
                .iter()
                .zip(&b.details)
                .all(|(a, b)| same_detail(a, b, renamed))
    };
    old.len() == new.len() && old.iter().zip(new).all(is_same)
}

/// Whether two details say the same, whatever the record is called that they lead to. `renamed` has
/// the new names of records by their old ones.
pub(super) fn same_detail(old: &str, new: &str, renamed: &BTreeMap<&str, &str>) -> bool {
    let now = |detail: &str| {
        let to = detail.strip_prefix("link ")?;
        let (name, anchor) = to.find('#').map_or((to, ""), |at| to.split_at(at));
        Some(format!("link {}{anchor}", renamed.get(name)?))
    };
    old == new || now(old).is_some_and(|old| old == new)
}

fn field_changes<'e>(old: &'e FrozenRecord, new: &'e FrozenRecord) -> Vec<FieldChange<'e>> {
    let keys: BTreeSet<&String> = old.fields.keys().chain(new.fields.keys()).collect();
    let change = |key: &'e String| {
        let (old, new) = (old.fields.get(key), new.fields.get(key));
        // Of another type it still says the same.
        let says = |field: Option<&FrozenField>| field.map(|f| (texts(&f.value), f.inferred));
        (says(old) != says(new)).then_some(FieldChange { key, old, new })
    };
    keys.into_iter().filter_map(change).collect()
}

/// Collections in the order of the schema, then numbers, then names; what is gone comes last.
fn order(change: &RecordChange<'_>, old: &Edition, new: &Edition) -> impl Ord + use<> {
    let is_gone = change.new.is_none_or(FrozenRecord::is_gone);
    rank(&change.name, change.new.or(change.old), is_gone, old, new)
}

/// What puts the record of that name in order among those of two editions.
pub(super) fn rank(
    name: &str,
    record: Option<&FrozenRecord>,
    is_gone: bool,
    old: &Edition,
    new: &Edition,
) -> impl Ord + use<> {
    let key = name.split(':').next().unwrap_or_default();
    let place = |edition: &Edition| edition.schema.by_key(key);
    let place = place(new).or_else(|| place(old)).unwrap_or(usize::MAX);
    let scope = record.and_then(|r| r.scope.clone()).unwrap_or_default();
    let no = record.and_then(|r| r.no.clone());
    (
        place,
        Natural(scope),
        is_gone,
        no.is_none(),
        Natural(no.unwrap_or_default()),
        Natural(name.to_owned()),
    )
}

/// A text that numbers in it are compared by their values.
#[derive(PartialEq, Eq)]
struct Natural(String);

impl Ord for Natural {
    fn cmp(&self, other: &Natural) -> std::cmp::Ordering {
        crate::text::natural::compare(&self.0, &other.0).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Natural) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What a value says, as written; the values of a list apart.
pub fn texts(value: &FrozenValue) -> Vec<String> {
    match value {
        FrozenValue::Text(text) | FrozenValue::Int(text) | FrozenValue::Ref(text) => {
            vec![text.clone()]
        }
        FrozenValue::Bool(flag) => vec![flag.to_string()],
        FrozenValue::Date(date) => vec![date.raw.clone()],
        FrozenValue::List(values) => values.iter().flat_map(texts).collect(),
    }
}
