//! Ranges of numbers in texts, 「(1)から(3)まで」: which records lie between their ends is said nowhere.

use std::cmp::Ordering;

use super::State;
use super::references::Reference;
use crate::diag::{Code, Diagnostic, Span};
use crate::model::PageId;
use crate::text::natural;

/// What stands between the ends of a range.
const SIGNS: &[&str] = &[
    "～",
    "〜",
    "~",
    "-",
    "‐",
    "–",
    "—",
    "－",
    "から",
    "ないし",
    "乃至",
    "to",
    "through",
];

/// A record that gets another number: what it was and what it is then.
pub(super) struct Moved<'a> {
    pub(super) page: PageId,
    pub(super) old: Option<&'a str>,
    pub(super) new: &'a str,
}

/// Tells the ranges among `references` of which an end moves, or into or out of which a record does.
pub(super) fn told(
    references: &[Reference],
    moved: &[Moved<'_>],
    state: State<'_>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for pair in references.windows(2) {
        let [first, last] = pair else { continue };
        let Some(span) = range(first, last, state) else {
            continue;
        };
        let collection = |page: PageId| {
            let record = state.site.page(page).record.as_ref();
            record.map(|record| record.collection)
        };
        let of = collection(first.to);
        let mut moved = moved.iter().filter(|moved| collection(moved.page) == of);
        let is_touched = of == collection(last.to)
            && moved.any(|moved| {
                let is_end = moved.page == first.to || moved.page == last.to;
                let mut numbers = moved.old.into_iter().chain([moved.new]);
                is_end || numbers.any(|no| is_between(no, (first.to, last.to), state))
            });
        if is_touched {
            let problem = Diagnostic::new(Code::RangeReference, span);
            let problem = problem.arg("text", state.map.slice(span)).help("default");
            // A text that several pages include has its ranges once.
            if !found.contains(&problem) {
                found.push(problem);
            }
        }
    }
    found
}

/// The whole range of which two references are the ends.
fn range(first: &Reference, last: &Reference, state: State<'_>) -> Option<Span> {
    let (start, end) = (first.span, last.span);
    if start.file != end.file || start.end > end.start {
        return None;
    }
    let between = Span {
        start: start.end,
        end: end.start,
        ..start
    };
    let sign = state.map.slice(between).trim();
    SIGNS.contains(&sign).then_some(Span {
        end: end.end,
        ..start
    })
}

/// Whether a number lies at or between those of two records.
fn is_between(no: &str, (first, last): (PageId, PageId), state: State<'_>) -> bool {
    let number = |page: PageId| state.site.page(page).record.as_ref()?.no.as_deref();
    let (Some(first), Some(last)) = (number(first), number(last)) else {
        return false;
    };
    natural::compare(first, no) != Ordering::Greater
        && natural::compare(no, last) != Ordering::Greater
}
