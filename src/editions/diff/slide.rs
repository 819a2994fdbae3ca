//! Puts what was added or removed where its ends are the ends of something.

use std::ops::Range;

use super::align::Hunk;
use super::shape::{Cut, Sides};
use super::word::{Class, are_compound, are_inflection};

/// The most words of a replacement that are looked for at an end of the other side.
const MOST_WORDS: usize = 3;

/// Moves what is only added or only removed to the best of its places, after what was added behind
/// or in front of a replaced word has been parted from it.
pub(super) fn slide(sides: &Sides<'_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut hunks = part(sides, hunks);
    for number in 0..hunks.len() {
        let (first, last) = room(sides, &hunks, number);
        let Some(hunk) = hunks.get_mut(number) else {
            continue;
        };
        let places = match (hunk.old.is_empty(), hunk.new.is_empty()) {
            (true, false) => best_slide(sides.new, &hunk.new, first.new..last.new),
            (false, true) => best_slide(sides.old, &hunk.old, first.old..last.old),
            _ => 0,
        };
        for side in [&mut hunk.old, &mut hunk.new] {
            side.start = side.start.saturating_add_signed(places);
            side.end = side.end.saturating_add_signed(places);
        }
    }
    hunks
}

/// A place in both texts.
struct Place {
    old: usize,
    new: usize,
}

/// The ends of the hunks before and behind hunk `number`.
fn room(sides: &Sides<'_>, hunks: &[Hunk], number: usize) -> (Place, Place) {
    let before = number.checked_sub(1).and_then(|before| hunks.get(before));
    let first = before.map_or(Place { old: 0, new: 0 }, |before| Place {
        old: before.old.end,
        new: before.new.end,
    });
    let ends = Place {
        old: sides.old.words.len(),
        new: sides.new.words.len(),
    };
    let last = hunks.get(number + 1).map_or(ends, |after| Place {
        old: after.old.start,
        new: after.new.start,
    });
    (first, last)
}

/// Parts 10億[円] → 15億円、更に20億[円] into 10億 → 15億 and what was added: a word that was
/// replaced by one of its kind, and the same words behind both.
fn part(sides: &Sides<'_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut parted = Vec::with_capacity(hunks.len());
    for number in 0..hunks.len() {
        let (_, last) = room(sides, &hunks, number);
        let Some(hunk) = hunks.get(number) else {
            continue;
        };
        match kept_behind(sides, hunk, last.old) {
            Some((head, kept)) => {
                parted.push(Hunk {
                    old: hunk.old.start..hunk.old.start + head,
                    new: hunk.new.start..hunk.new.start + head,
                });
                let start = head + kept;
                parted.push(Hunk {
                    old: hunk.old.start + start..hunk.old.end + kept,
                    new: hunk.new.start + start..hunk.new.end + kept,
                });
            }
            None => parted.push(hunk.clone()),
        }
    }
    parted
}

/// How many words of a replacement are replaced one by one, and how many that stand behind it are
/// kept behind those; the rest is only added or only removed.
fn kept_behind(sides: &Sides<'_>, hunk: &Hunk, last: usize) -> Option<(usize, usize)> {
    let head = hunk.old.len().min(hunk.new.len());
    let is_old_longer = hunk.old.len() > hunk.new.len();
    if !(1..=MOST_WORDS).contains(&head) || hunk.old.len() == hunk.new.len() {
        return None;
    }
    let class = |cut: &Cut, at: usize| cut.words.get(at).map(|word| word.class);
    let of_a_kind = (0..head)
        .all(|by| class(sides.old, hunk.old.start + by) == class(sides.new, hunk.new.start + by));
    let (long, range) = match is_old_longer {
        true => (sides.old, &hunk.old),
        false => (sides.new, &hunk.new),
    };
    // What stands behind the hunk, seen in the longer text.
    let kept = (0..last - hunk.old.end)
        .take_while(|by| {
            let inside = range.start + head + by;
            long.numbers.get(inside) == long.numbers.get(range.end + by)
        })
        .count();
    (of_a_kind && kept > 0).then_some((head, kept))
}

/// By how many words to move `run`, which may move within `room`.
fn best_slide(cut: &Cut, run: &Range<usize>, room: Range<usize>) -> isize {
    let same = |a: usize, b: usize| cut.numbers.get(a) == cut.numbers.get(b);
    let back = (1..=run.start - room.start)
        .take_while(|by| same(run.start - by, run.end - by))
        .count();
    let forth = (0..room.end - run.end)
        .take_while(|by| same(run.start + by, run.end + by))
        .count();
    let places = (run.start - back)..=(run.start + forth);
    let best = places.max_by_key(|&start| {
        let seams = seam(cut, start) + seam(cut, start + run.len());
        // Of equally good places the one where it was found.
        (seams, start == run.start)
    });
    best.map_or(0, |start| start.cast_signed() - run.start.cast_signed())
}

/// How well a text can be parted in front of `word`.
fn seam(cut: &Cut, word: usize) -> i32 {
    let before = word.checked_sub(1).and_then(|before| cut.words.get(before));
    let (Some(before), Some(after)) = (before, cut.words.get(word)) else {
        return 10;
    };
    match (before.class, after.class) {
        _ if are_compound(before, after) || are_inflection(before, after) => -10,
        (_, Class::Stop) => 0,
        (Class::Stop, _) => 10,
        (_, Class::Close) | (Class::Open, _) => -2,
        // Laws add 「、市」 behind 国, not 「市、」 in front of 県, but 「規則により、」 behind 市は、.
        (Class::Noun | Class::Close, Class::Comma) => 5,
        (_, Class::Comma) => 2,
        (Class::Comma, _) => 4,
        (Class::Close, _) | (_, Class::Open) => 6,
        // A particle belongs to the word before it.
        (_, Class::Function | Class::Auxiliary) => 0,
        (Class::Function | Class::Auxiliary, _) => 3,
        _ => 1,
    }
}
