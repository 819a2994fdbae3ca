//! What may not happen between two editions: records that vanish, numbers that mean another thing.

use std::collections::BTreeMap;

use super::changes::{ChangeKind, Changes, old_name};
use crate::diag::{Code, Diagnostic, Place};
use crate::model::edition::{FrozenRecord, FrozenReference};
use crate::model::{Edge, PageId, Site};

/// The problems of `site`, whose state as an edition is `changes.new`, against the last edition.
/// `prefix` leads from the root to the content folder.
pub fn check(site: &Site, changes: &Changes<'_>, prefix: &str) -> Vec<Diagnostic> {
    let gone = changes
        .records
        .iter()
        .filter(|c| c.kind == ChangeKind::Vanished);
    let mut problems: Vec<Diagnostic> = gone
        .filter_map(|change| Some(vanished(changes, &change.name, change.old?, prefix)))
        .collect();
    let checker = Shifts::new(changes);
    problems.extend(
        site.edges
            .iter()
            .filter_map(|edge| checker.shifted(site, edge)),
    );
    problems
}

/// A record of the last edition that is nowhere now.
fn vanished(changes: &Changes<'_>, name: &str, record: &FrozenRecord, prefix: &str) -> Diagnostic {
    let edition = changes.old;
    let path = format!("{prefix}{}", record.path);
    let (key, id) = name.split_once(':').unwrap_or(("", name));
    let collection = edition.schema.by_key(key);
    let problem = Diagnostic::new(Code::VanishedRecord, Place::Path(path.clone()));
    let problem = match collection.map(|c| edition.schema.collections[c].label.clone()) {
        Some(label) => problem.arg("label", label),
        None => problem.arg("label", key),
    };
    let problem = problem
        .arg("edition", edition.id.as_str())
        .arg("title", record.shown())
        .arg("name", name);
    if changes.new.schema.by_key(key).is_none() {
        return problem.arg("key", key).help("collection");
    }
    problem
        .arg("id", id)
        .arg("path", path)
        .help("restore")
        .help("withdraw")
        .help("rename")
}

/// Finds printed numbers whose sentence stayed while their meaning moved (条項ずれ).
struct Shifts<'c> {
    changes: &'c Changes<'c>,
    /// What records are called now, by what they were called.
    renamed: BTreeMap<&'c str, &'c str>,
    /// What they were called, by what they are called now.
    before: BTreeMap<&'c str, &'c str>,
}

impl<'c> Shifts<'c> {
    fn new(changes: &'c Changes<'c>) -> Self {
        // Not `changes.records`: what was gone before is no change, and references may lead to it.
        let pairs = changes.new.records.iter().filter_map(|(name, record)| {
            Some((old_name(name, record, changes.old)?, name.as_str()))
        });
        let renamed: BTreeMap<&str, &str> = pairs.collect();
        Shifts {
            changes,
            before: renamed.iter().map(|(old, new)| (*new, *old)).collect(),
            renamed,
        }
    }

    fn shifted(&self, site: &Site, edge: &Edge) -> Option<Diagnostic> {
        // Only numbers shift: what names a record by its id means that record for ever.
        if !edge.by_number {
            return None;
        }
        let to = name(site, edge.to)?;
        let target = self.changes.new.records.get(&to)?;
        if target.label.as_deref() != Some(edge.text.as_str()) {
            return None;
        }
        let from = name(site, edge.from)?;
        let citing = self
            .changes
            .old
            .records
            .get(*self.before.get(from.as_str())?)?;
        let was = self.counterpart(site, edge, &to, citing)?.to.as_str();
        let is_now = self.renamed.get(was).copied();
        if is_now == Some(to.as_str()) {
            return None;
        }
        let old = self.changes.old.records.get(was)?;
        let problem = Diagnostic::new(Code::ShiftedReference, edge.span)
            .arg("no", edge.text.as_str())
            .arg("edition", self.changes.old.id.as_str())
            .arg("old", format!("{was}「{}」", old.title))
            .arg("new", format!("{to}「{}」", target.title));
        let still = is_now.and_then(|name| self.changes.new.records.get(name));
        let still = still.filter(|record| record.lineage.withdrawn.is_none());
        Some(match still.and_then(|record| record.label.as_deref()) {
            Some(label) => problem
                .arg("correct", label)
                .help("intended")
                .help("default"),
            None => problem.help("gone").help("default"),
        })
    }

    /// The reference that `edge`, which leads to `to`, was in the last edition, if its sentence has
    /// stayed. The same words may stand in several places, as in the cells of a table: where a
    /// record or a statement still has all its references, each is compared with itself.
    fn counterpart<'r>(
        &self,
        site: &Site,
        edge: &Edge,
        to: &str,
        citing: &'r FrozenRecord,
    ) -> Option<&'r FrozenReference> {
        let old: Vec<&FrozenReference> = citing.references.iter().collect();
        let first = old.iter().find(|old| is_same(old, edge))?;
        let new: Vec<&Edge> = site
            .page(edge.from)
            .outgoing
            .iter()
            .map(|id| site.edge(*id))
            .collect();
        let in_statement = |unit: &Option<String>| *unit == edge.statement;
        let of_statement = (
            old.iter()
                .copied()
                .filter(|old| in_statement(&old.unit))
                .collect::<Vec<_>>(),
            new.iter()
                .copied()
                .filter(|new| in_statement(&new.statement))
                .collect::<Vec<_>>(),
        );
        let own = at_same_place(&old, &new, edge).or_else(|| {
            let (old, new) = &of_statement;
            at_same_place(old, new, edge)
        });
        if own.is_some() {
            return own;
        }
        // As many sentences as named the record by its old number do so by its new one: no other has
        // come to mean it.
        let kept = around(&edge.sentence, &edge.text);
        let old = old.iter().filter(|old| {
            self.renamed.get(old.to.as_str()) == Some(&to)
                && around(&old.sentence, &old.text) == kept
        });
        let new = new
            .iter()
            .filter(|new| new.to == edge.to && around(&new.sentence, &new.text) == kept);
        let is_renumbered = old.count() >= new.count();
        (!is_renumbered).then_some(*first)
    }
}

fn is_same(old: &FrozenReference, new: &Edge) -> bool {
    old.text == new.text && old.sentence == new.sentence
}

/// The reference among `old` that stands where `edge` stands among `new`, if all are the same.
fn at_same_place<'r>(
    old: &[&'r FrozenReference],
    new: &[&Edge],
    edge: &Edge,
) -> Option<&'r FrozenReference> {
    let mut pairs = old.iter().zip(new);
    if old.len() != new.len() || !pairs.all(|(old, new)| is_same(old, new)) {
        return None;
    }
    let at = new.iter().position(|other| other.span == edge.span)?;
    old.get(at).copied()
}

/// What stays of a sentence when the number of a reference in it changes.
fn around<'s>(sentence: &'s str, text: &str) -> Option<(&'s str, &'s str)> {
    sentence.split_once(text)
}

fn name(site: &Site, page: PageId) -> Option<String> {
    site.page(page).record_name(&site.config.schema)
}
