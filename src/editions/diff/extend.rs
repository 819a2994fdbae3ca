//! What a replacement takes along because it would not be read without it.

use super::align::Hunk;
use super::shape::{Cut, Sides};
use super::word::{Class, Word, are_compound, are_inflection};

/// The longest rest of a compound that a replacement takes along. A longer one is a name that is
/// read by itself.
const LONGEST_REST: usize = 8;

/// Widens the replacements. What is only added or only removed stays as it is.
pub(super) fn extend(sides: &Sides<'_>, hunks: &mut [Hunk]) {
    for number in 0..hunks.len() {
        let before = number.checked_sub(1).and_then(|before| hunks.get(before));
        let first = before.map_or(0, |before| before.old.end);
        let after = hunks.get(number + 1);
        let last = after.map_or(sides.old.words.len(), |after| after.old.start);
        if let Some(hunk) = hunks.get_mut(number).filter(|hunk| hunk.is_replacement()) {
            take_before(sides, hunk, first);
            take_after(sides, hunk, last);
            take_round(sides, hunk, first, last);
        }
    }
}

fn take_before(sides: &Sides<'_>, hunk: &mut Hunk, first: usize) {
    let room = hunk.old.start - first;
    let bound = (0..room)
        .take_while(|by| is_bound(sides, hunk.old.start - by, hunk.new.start - by))
        .count();
    let rest = hunk.old.start - bound..hunk.old.start;
    let taken = how_much(
        sides,
        bound,
        sides.old.length(&rest),
        hunk.old.start.checked_sub(1),
    );
    hunk.old.start -= taken;
    hunk.new.start -= taken;
}

fn take_after(sides: &Sides<'_>, hunk: &mut Hunk, last: usize) {
    let room = last - hunk.old.end;
    let bound = (0..room)
        .take_while(|by| is_bound(sides, hunk.old.end + by, hunk.new.end + by))
        .count();
    let rest = hunk.old.end..hunk.old.end + bound;
    let taken = how_much(sides, bound, sides.old.length(&rest), Some(hunk.old.end));
    hunk.old.end += taken;
    hunk.new.end += taken;
}

/// How many of the `bound` words beside a hunk it takes: all of them, or of a long name only a
/// suffix that stands beside the hunk.
fn how_much(sides: &Sides<'_>, bound: usize, length: usize, nearest: Option<usize>) -> usize {
    let nearest = nearest.and_then(|nearest| sides.old.words.get(nearest));
    match bound {
        _ if length <= LONGEST_REST => bound,
        _ if nearest.is_some_and(|word| word.is_suffix) => bound.min(1),
        _ => 0,
    }
}

/// Whether the words on both sides of a seam belong together, in either text.
pub(super) fn is_bound(sides: &Sides<'_>, old: usize, new: usize) -> bool {
    is_bound_in(sides.old, old) || is_bound_in(sides.new, new)
}

fn is_bound_in(cut: &Cut, seam: usize) -> bool {
    let word = |back: usize| seam.checked_sub(back).and_then(|at| cut.words.get(at));
    let (Some(left), Some(right)) = (word(1), cut.words.get(seam)) else {
        return false;
    };
    match right.class {
        // 第三条: an ordinal is a name.
        Class::Number => left.class == Class::Ordinal,
        // 年度 in 令和2年度予算 belongs to its number first.
        Class::Noun => {
            are_compound(left, right) && word(2).is_none_or(|word| word.class != Class::Number)
        }
        _ => are_inflection(left, right),
    }
}

/// Takes the brackets round a lone number, the unit of a number that does not stand alone, and the
/// bracket that is missing to a pair.
fn take_round(sides: &Sides<'_>, hunk: &mut Hunk, first: usize, last: usize) {
    let words = &sides.old.words;
    let class = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|word| word.class);
    let before = hunk.old.start.checked_sub(1).filter(|&at| at >= first);
    let after = Some(hunk.old.end).filter(|&at| at < last);
    let ends_in_number = |cut: &Cut, end: usize| {
        let last = end.checked_sub(1).and_then(|at| cut.words.get(at));
        last.is_some_and(|word| word.class == Class::Number)
    };
    let old_number = ends_in_number(sides.old, hunk.old.end);
    let new_number = ends_in_number(sides.new, hunk.new.end);
    let are_alone = are_labels(sides.old, &hunk.old) && are_labels(sides.new, &hunk.new);
    let depths = [depth(sides.old, &hunk.old), depth(sides.new, &hunk.new)];
    let is_label = class(before) == Some(Class::Open) && class(after) == Some(Class::Close);
    let (takes_before, takes_after) = match (are_alone, old_number || new_number) {
        (true, _) => (is_label, is_label),
        (false, true) => (false, class(after) == Some(Class::Noun)),
        (false, false) => (
            depths == [-1, -1] && class(before) == Some(Class::Open),
            depths == [1, 1] && class(after) == Some(Class::Close),
        ),
    };
    hunk.old.start -= usize::from(takes_before);
    hunk.new.start -= usize::from(takes_before);
    hunk.old.end += usize::from(takes_after);
    hunk.new.end += usize::from(takes_after);
}

/// Whether a range is a number, or begins and ends with one and has the inner brackets of several:
/// `3)、(4`.
fn are_labels(cut: &Cut, range: &std::ops::Range<usize>) -> bool {
    let words = cut.words.get(range.clone()).unwrap_or_default();
    let is_number = |at: Option<&Word>| at.is_some_and(|word| word.class == Class::Number);
    let has_ends = is_number(words.first()) && is_number(words.last());
    let mut open = 1;
    let are_joined = words.iter().all(|word| {
        match word.class {
            Class::Open => open += 1,
            Class::Close => open -= 1,
            _ => {}
        }
        (0..=1).contains(&open)
    });
    has_ends && are_joined && (words.len() == 1 || words.iter().any(|w| w.class == Class::Close))
}

/// How many brackets a range of words opens more than it closes.
pub(super) fn depth(cut: &Cut, words: &std::ops::Range<usize>) -> i32 {
    let words = cut.words.get(words.clone()).unwrap_or_default();
    let sum = words.iter().map(|word| match word.class {
        Class::Open => 1,
        Class::Close => -1,
        _ => 0,
    });
    sum.sum()
}
