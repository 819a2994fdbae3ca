//! What comes of a revision: whether the site still builds, and whether every reference means the
//! record that it meant.

use std::collections::{BTreeMap, BTreeSet};

use super::references::{self, Reference};
use super::sheet::{Fate, FileChange};
use super::{Revision, State, Step, names, relations};
use crate::diag::{Code, Diagnostic, Place, Severity, SourceMap, Span};
use crate::edit::Edit;
use crate::model::PageId;
use crate::model::edition::Withdrawal;

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
        problems: new_errors(revision, before, after),
        warnings: Vec::new(),
    };
    let after = after.0;
    let known: BTreeSet<String> = names::all(after.site)
        .map(|page| names::of(page, after.site))
        .collect();
    for step in &revision.steps {
        if let Step::Renamed { to: name, .. } | Step::Made { name, .. } = step
            && !known.contains(name)
        {
            outcome
                .problems
                .push(super::refused(name).help("no-record"));
        }
    }
    // References that are lost because of an error are no errors of their own.
    if outcome.problems.is_empty() {
        let comparison = Comparison {
            revision,
            before: before.0,
            after,
        };
        comparison.run(&mut outcome);
    }
    outcome
}

/// The errors that were not there before.
fn new_errors(
    revision: &Revision,
    (before, old): Judged<'_>,
    (after, new): Judged<'_>,
) -> Vec<Diagnostic> {
    let place = |problem: &Diagnostic, map: &SourceMap| match &problem.place {
        Place::Span(span) => map.path(span.file).to_owned(),
        Place::Path(path) => path.clone(),
        Place::Nowhere => String::new(),
    };
    let moved = |path: String| {
        let mut moves = revision.files.iter().filter(|f| f.fate == Fate::Moved);
        moves
            .find(|f| f.from == path)
            .map_or(path, |f| f.path.clone())
    };
    let errors = |problems: &'_ [Diagnostic]| -> Vec<Diagnostic> {
        let errors = problems.iter().filter(|p| p.severity == Severity::Error);
        errors.cloned().collect()
    };
    // What an error says may change with the numbers; the file that it is in and its kind do not.
    let mut known = BTreeMap::new();
    for problem in errors(old) {
        let key = (problem.code, moved(place(&problem, before.map)));
        *known.entry(key).or_insert(0) += 1;
    }
    let mut found = errors(new);
    found.retain(|problem| {
        let key = (problem.code, place(problem, after.map));
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
        let made: BTreeMap<&str, &FileChange> = by_path(self.revision, Fate::Copied);
        let mut now: BTreeMap<&str, Vec<(Span, String)>> = BTreeMap::new();
        let after = references::all(self.after);
        for reference in &after {
            let path = self.after.map.path(reference.span.file);
            let name = names::of(reference.to, self.after.site);
            now.entry(path).or_default().push((reference.span, name));
        }
        let mut met: BTreeSet<Span> = BTreeSet::new();
        let mut meant: BTreeMap<Span, String> = BTreeMap::new();
        for reference in references::all(self.before) {
            let (path, at) = self.place_of(&reference);
            let there = now.get(path).map_or(&[][..], Vec::as_slice);
            // A text that several pages include is there several times.
            let here = |span: &Span| (span.start..span.end).contains(&at);
            let found: Vec<&(Span, String)> = there.iter().filter(|(s, _)| here(s)).collect();
            met.extend(found.iter().map(|(span, _)| *span));
            let name = names::of(reference.to, self.before.site);
            let is_merged = self.is_merged(reference.page);
            let is_left = is_merged || self.revision.left.contains(&name);
            let may_leave = reference.written.is_none() && is_left;
            // What a record that is merged says, it says of others as they were; not so where it
            // includes the text.
            let wanted = self.name_after(&name);
            let is_wanted = |now: &String| now == wanted || (is_merged && *now == name);
            if found.iter().any(|(_, now)| !is_wanted(now)) || (found.is_empty() && !may_leave) {
                outcome.problems.push(lost(reference.span, &name));
            }
            meant.extend(found.iter().map(|(span, _)| (*span, name.clone())));
        }
        self.doubled(&meant, outcome);
        for (path, found) in now {
            for (span, name) in found {
                if !made.contains_key(path) && met.insert(span) {
                    let text = self.after.map.slice(span);
                    let problem = Diagnostic::new(Code::CapturedReference, span);
                    let problem = problem.arg("text", text).arg("name", name);
                    outcome.warnings.push(problem.help("default"));
                }
            }
        }
    }

    /// Sentences that refer to the record that stays more than once, now that it stands for others.
    /// `meant` says what each reference meant before: a sentence that named one record twice is its
    /// author's own.
    fn doubled(&self, meant: &BTreeMap<Span, String>, outcome: &mut Outcome) {
        let site = self.after.site;
        let mut statements: BTreeMap<_, Vec<Span>> = BTreeMap::new();
        for edge in &site.edges {
            let key = (edge.from, &edge.statement, edge.to);
            statements.entry(key).or_default().push(edge.span);
        }
        for ((_, _, to), spans) in statements {
            for pair in spans.windows(2) {
                let [first, second] = pair else { continue };
                let meant = meant.get(first).zip(meant.get(second));
                let is_new = meant.is_some_and(|(first, second)| first != second);
                if is_new && self.is_one_sentence(*first, *second) {
                    let problem = Diagnostic::new(Code::DoubledReference, *second);
                    let text = self.after.map.slice(*second);
                    let problem = problem.arg("text", text).arg("name", names::of(to, site));
                    outcome.warnings.push(problem.help("default"));
                }
            }
        }
    }

    /// Whether no sentence ends between two places, as in 「始める。(3)、(3)」.
    fn is_one_sentence(&self, first: Span, second: Span) -> bool {
        if first.file != second.file || first.end > second.start {
            return false;
        }
        let between = Span {
            file: first.file,
            start: first.end,
            end: second.start,
        };
        !self.after.map.slice(between).contains(['。', '\n'])
    }

    /// Where a reference stands afterwards: the path, and a byte in it.
    fn place_of(&self, reference: &Reference) -> (&str, u32) {
        let path = self.before.map.path(reference.span.file);
        let mut changes = self.revision.files.iter();
        let change = changes.find(|change| change.from == path && change.fate != Fate::Copied);
        match change {
            Some(change) => (&change.path, moved(&change.edits, reference.span.start)),
            None => (path, reference.span.start),
        }
    }

    /// Every relation names what it named. Those that a merger makes superfluous may go.
    fn relations(&self, outcome: &mut Outcome) {
        let after = self.after.site;
        let now: BTreeSet<(String, &str, String)> = relations::all(after)
            .iter()
            .map(|r| (names::of(r.page, after), r.key, names::of(r.to, after)))
            .collect();
        for relation in relations::all(self.before.site) {
            let name = |page: PageId| names::of(page, self.before.site);
            let (page, to) = (name(relation.page), name(relation.to));
            let wanted = self.name_after(&to).to_owned();
            // A record that is merged keeps its own front matter.
            let page = self.id_after(&page).to_owned();
            let stays = (page.clone(), relation.key, to.clone());
            let is_own = page == wanted;
            let wanted = (page, relation.key, wanted);
            if !now.contains(&wanted) && !now.contains(&stays) && !is_own {
                outcome.problems.push(lost(relation.written.span, &to));
            }
        }
    }

    /// Whether a page is a record that is merged into another, or a translation of one.
    fn is_merged(&self, page: PageId) -> bool {
        let site = self.before.site;
        let page = references::original(site.page(page)).unwrap_or(page);
        let name = names::of(page, site);
        let mut steps = self.revision.steps.iter();
        steps.any(|step| {
            matches!(step, Step::Withdrawn { name: gone, kind: Withdrawal::Merged, .. } if *gone == name)
        })
    }

    /// What references mean afterwards that mean `name` before.
    fn name_after<'n>(&'n self, name: &'n str) -> &'n str {
        self.revision.renamed.get(name).map_or(name, String::as_str)
    }

    /// What the record `name` itself is called afterwards.
    fn id_after<'n>(&'n self, name: &'n str) -> &'n str {
        let mut steps = self.revision.steps.iter();
        let renamed = steps.find_map(|step| match step {
            Step::Renamed { name: old, to } if old == name => Some(to.as_str()),
            _ => None,
        });
        renamed.unwrap_or(name)
    }
}

fn by_path(revision: &Revision, fate: Fate) -> BTreeMap<&str, &FileChange> {
    let files = revision.files.iter().filter(|file| file.fate == fate);
    files.map(|file| (file.path.as_str(), file)).collect()
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
