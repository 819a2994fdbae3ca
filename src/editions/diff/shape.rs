//! Makes of the places where words differ what an official would underline.
//!
//! The shortest list of differences is not the one that people read best: 介護事務所 → 介護事業所
//! differs in one letter, but nobody amends 務 to 業. Five steps, in this order:
//!
//! 1. *slide*: what was only added or only removed can often stand at several places (国、[市、]県
//!    or 国[、市]、県); it goes where its ends are the ends of sentences, clauses or words;
//! 2. *extend*: a replacement takes the rest of the compound, the verb to its ending, the brackets
//!    round a lone number;
//! 3. *absorb*: what stays the same between two differences and is too short to be read by itself
//!    becomes part of one replacement;
//! 4. *trim*: what a replacement now begins or ends with on both sides is let go again;
//! 5. *extend* once more, for the replacements that 3 made.

use std::ops::Range;

use super::align::Hunk;
use super::extend::{depth, extend, is_bound};
use super::slide::slide;
use super::word::{Class, Word};

/// The words of a text with what is asked of them again and again.
pub(super) struct Cut {
    pub(super) words: Vec<Word>,
    /// Numbers of the words' texts, shared by the two texts that are compared.
    pub(super) numbers: Vec<u32>,
    /// How many characters stand in front of each word, and in all of them.
    pub(super) characters: Vec<usize>,
}

impl Cut {
    /// How many characters a range of words has.
    pub(super) fn length(&self, words: &Range<usize>) -> usize {
        let at = |word: usize| self.characters.get(word).copied().unwrap_or(0);
        at(words.end).saturating_sub(at(words.start))
    }

    /// The bytes of a range of words in a text in which these words start at `offset`; where they
    /// would stand, if it is empty.
    pub(super) fn bytes(&self, words: &Range<usize>, offset: usize) -> Range<usize> {
        let end = self.words.last().map_or(0, |word| word.range.end);
        let start = |at: usize| self.words.get(at).map_or(end, |word| word.range.start);
        offset + start(words.start)..offset + start(words.end)
    }
}

/// Two texts, cut.
pub(super) struct Sides<'c> {
    pub(super) old: &'c Cut,
    pub(super) new: &'c Cut,
}

impl Sides<'_> {
    /// How many characters stand at a hunk, on the side that has more.
    fn size(&self, hunk: &Hunk) -> usize {
        let old = self.old.length(&hunk.old);
        old.max(self.new.length(&hunk.new))
    }
}

/// The five steps.
pub(super) fn shape(sides: &Sides<'_>, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut hunks = slide(sides, hunks);
    extend(sides, &mut hunks);
    let mut hunks = absorb(sides, hunks);
    trim(sides, &mut hunks);
    extend(sides, &mut hunks);
    absorb(sides, hunks)
}

/// Joins hunks with too little between them.
fn absorb(sides: &Sides<'_>, mut hunks: Vec<Hunk>) -> Vec<Hunk> {
    loop {
        let before = hunks.len();
        let mut joined: Vec<Hunk> = Vec::with_capacity(before);
        for hunk in hunks {
            match joined.last_mut() {
                Some(last) if is_too_short(sides, last, &hunk) => {
                    last.old.end = hunk.old.end;
                    last.new.end = hunk.new.end;
                }
                _ => joined.push(hunk),
            }
        }
        hunks = joined;
        if hunks.len() == before {
            return hunks;
        }
    }
}

/// Whether what stands between two hunks is too short to be read by itself.
fn is_too_short(sides: &Sides<'_>, left: &Hunk, right: &Hunk) -> bool {
    let island = left.old.end..right.old.start;
    let length = sides.old.length(&island);
    let words = sides.old.words.get(island).unwrap_or_default();
    let is_addition = left.old.is_empty() && right.old.is_empty();
    let is_removal = left.new.is_empty() && right.new.is_empty();
    let shorter = sides.size(left).min(sides.size(right));
    match length {
        0 => true,
        // Words that are only added are underlined by themselves, however near to each other.
        _ if is_addition || is_removal => false,
        _ if words.iter().any(|word| word.class == Class::Stop) => false,
        _ if is_clause(sides, right, true) || is_clause(sides, left, false) => false,
        _ if parts_brackets(sides, left, right) => false,
        1..=2 => true,
        _ if words.iter().all(|word| word.class.is_function()) => length <= 4 && length <= shorter,
        _ => length * 4 <= shorter,
    }
}

/// Whether one bracket of a pair stands between two hunks and the other outside of them:
/// 「甲」を → 「乙」は is two replacements.
fn parts_brackets(sides: &Sides<'_>, left: &Hunk, right: &Hunk) -> bool {
    let island = depth(sides.old, &(left.old.end..right.old.start));
    match island {
        0 => false,
        ..0 => depth(sides.old, &left.old).max(depth(sides.new, &left.new)) + island < 0,
        _ => depth(sides.old, &right.old).min(depth(sides.new, &right.new)) + island > 0,
    }
}

/// Whether a hunk only adds or only removes a clause: what a comma parts from the words in front of
/// it, or from those behind it.
fn is_clause(sides: &Sides<'_>, hunk: &Hunk, in_front: bool) -> bool {
    let (cut, words) = match (hunk.old.is_empty(), hunk.new.is_empty()) {
        (true, false) => (sides.new, &hunk.new),
        (false, true) => (sides.old, &hunk.old),
        _ => return false,
    };
    let edge = match in_front {
        true => words.start,
        false => words.end - 1,
    };
    let edge = cut.words.get(edge);
    edge.is_some_and(|word| word.class == Class::Comma)
}

/// Lets go what a replacement begins or ends with on both sides, unless it is bound to the rest.
fn trim(sides: &Sides<'_>, hunks: &mut [Hunk]) {
    let same = |old: usize, new: usize| sides.old.numbers.get(old) == sides.new.numbers.get(new);
    for hunk in hunks {
        while hunk.is_replacement()
            && same(hunk.old.start, hunk.new.start)
            && !is_bound(sides, hunk.old.start + 1, hunk.new.start + 1)
        {
            hunk.old.start += 1;
            hunk.new.start += 1;
        }
        while hunk.is_replacement()
            && same(hunk.old.end - 1, hunk.new.end - 1)
            && !is_bound(sides, hunk.old.end - 1, hunk.new.end - 1)
        {
            hunk.old.end -= 1;
            hunk.new.end -= 1;
        }
    }
}
