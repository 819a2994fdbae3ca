//! What comes of a revision: whether the site still builds, and whether every reference means the
//! record that it meant.

use std::collections::{BTreeMap, BTreeSet};

use super::references::{self, Reference};
use super::{Revision, State, names, relations};
use crate::diag::{Code, Diagnostic, Place, Severity, SourceMap, Span};
use crate::edit::Edit;
use crate::model::PageId;

/// What there is to say before a revision is written.
#[derive(Debug, Default)]
pub struct Outcome {
    /// With one of these nothing may be written.
    pub problems: Vec<Diagnostic>,
    /// What the author should look at.
    pub warnings: Vec<Diagnostic>,
}

/// A state and its problems.
pub type Judged<'a> = (State<'a>, &'a [Diagnostic]);

/// Compares the site as `revision` makes it with the site as it is. Both have the same map.
pub fn outcome(revision: &Revision, before: Judged<'_>, after: Judged<'_>) -> Outcome {
    let mut outcome = Outcome {
        problems: new_errors(before, after),
        warnings: Vec::new(),
    };
    let after = after.0;
    Comparison {
        revision,
        before: before.0,
        after,
    }
    .run(&mut outcome);
    outcome
}

/// The errors that were not there before.
fn new_errors((before, old): Judged<'_>, (after, new): Judged<'_>) -> Vec<Diagnostic> {
    let place = |problem: &Diagnostic, map: &SourceMap| match &problem.place {
        Place::Span(span) => map.path(span.file).to_owned(),
        Place::Path(path) => path.clone(),
        Place::Nowhere => String::new(),
    };
    let errors = |problems: &'_ [Diagnostic]| -> Vec<Diagnostic> {
        let errors = problems.iter().filter(|p| p.severity == Severity::Error);
        errors.cloned().collect()
    };
    let mut known = BTreeMap::new();
    for problem in errors(old) {
        let key = (problem.code, place(&problem, before.map), problem.args);
        *known.entry(key).or_insert(0) += 1;
    }
    let mut found = errors(new);
    found.retain(|problem| {
        let key = (
            problem.code,
            place(problem, after.map),
            problem.args.clone(),
        );
        match known.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    });
    found
}

struct Comparison<'a> {
    revision: &'a Revision,
    before: State<'a>,
    after: State<'a>,
}

impl Comparison<'_> {
    fn run(&self, outcome: &mut Outcome) {
        self.references(outcome);
        self.relations(outcome);
    }

    /// Every link leads where it led.
    fn references(&self, outcome: &mut Outcome) {
        let mut now: BTreeMap<&str, Vec<(Span, String)>> = BTreeMap::new();
        let after = references::all(self.after);
        for reference in &after {
            let path = self.after.map.path(reference.span.file);
            let name = names::of(reference.to, self.after.site);
            now.entry(path).or_default().push((reference.span, name));
        }
        let mut met: BTreeSet<Span> = BTreeSet::new();
        for reference in references::all(self.before) {
            let (path, at) = self.place_of(&reference);
            let there = now.get(path).map_or(&[][..], Vec::as_slice);
            // A text that several pages include is there several times.
            let here = |span: &Span| (span.start..span.end).contains(&at);
            let found: Vec<&(Span, String)> = there.iter().filter(|(s, _)| here(s)).collect();
            met.extend(found.iter().map(|(span, _)| *span));
            let name = names::of(reference.to, self.before.site);
            if found.is_empty() || found.iter().any(|(_, now)| *now != name) {
                outcome.problems.push(lost(reference.span, &name));
            }
        }
        for found in now.into_values() {
            for (span, name) in found {
                if met.insert(span) {
                    let text = self.after.map.slice(span);
                    let problem = Diagnostic::new(Code::CapturedReference, span);
                    let problem = problem.arg("text", text).arg("name", name);
                    outcome.warnings.push(problem.help("default"));
                }
            }
        }
    }

    /// Where a reference stands afterwards: the path, and a byte in it.
    fn place_of(&self, reference: &Reference) -> (&str, u32) {
        let path = self.before.map.path(reference.span.file);
        let mut changes = self.revision.files.iter();
        let change = changes.find(|change| change.path == path);
        match change {
            Some(change) => (&change.path, moved(&change.edits, reference.span.start)),
            None => (path, reference.span.start),
        }
    }

    /// Every relation names what it named.
    fn relations(&self, outcome: &mut Outcome) {
        let all = |state: State<'_>| -> BTreeSet<(String, String, String)> {
            let relations = relations::all(state.site).into_iter();
            let name = |page: PageId| names::of(page, state.site);
            relations
                .map(|r| (name(r.page), r.key.to_owned(), name(r.to)))
                .collect()
        };
        let now = all(self.after);
        for relation in relations::all(self.before.site) {
            let name = |page: PageId| names::of(page, self.before.site);
            let to = name(relation.to);
            let wanted = (name(relation.page), relation.key.to_owned(), to.clone());
            if !now.contains(&wanted) {
                outcome.problems.push(lost(relation.written.span, &to));
            }
        }
    }
}

fn lost(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::LostReference, span)
        .arg("name", name)
        .help("default")
}

/// Where byte `at` is after `edits`.
fn moved(edits: &[Edit], at: u32) -> u32 {
    let mut moved = i64::from(at);
    for edit in edits.iter().filter(|edit| edit.range.end <= at as usize) {
        moved += edit.text.len() as i64 - edit.range.len() as i64;
    }
    u32::try_from(moved).unwrap_or(at)
}
