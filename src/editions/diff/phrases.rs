//! The words of a long text, by phrases first.

use std::ops::Range;

use super::align::{Hunk, Numbers, hunks};
use super::shape::Cut;
use super::word::Class;

/// More pairs of words than this are not compared one by one.
const MOST_PAIRS: usize = 4_000_000;

/// The places where the words of two texts differ. Where a sentence is so long that this would take
/// long, phrases hold their places first, and what is long even then is one replacement.
pub(super) fn word_hunks(old: &Cut, new: &Cut) -> Vec<Hunk> {
    if old.numbers.len().saturating_mul(new.numbers.len()) <= MOST_PAIRS {
        return hunks(&old.numbers, &new.numbers);
    }
    let (old_phrases, new_phrases) = (phrases(old), phrases(new));
    let mut known = Numbers::default();
    let mut numbers = |cut, phrases: &[Range<usize>]| -> Vec<u32> {
        let phrases = phrases.iter();
        phrases
            .map(|phrase| known.of(words_of(cut, phrase)))
            .collect()
    };
    let old_numbers = numbers(old, &old_phrases);
    let new_numbers = numbers(new, &new_phrases);
    let gaps = hunks(&old_numbers, &new_numbers).into_iter();
    let gaps = gaps.flat_map(|gap| {
        let gap = Hunk {
            old: span(old, &old_phrases, &gap.old),
            new: span(new, &new_phrases, &gap.new),
        };
        match gap.old.len().saturating_mul(gap.new.len()) {
            1..=MOST_PAIRS => within(old, new, &gap),
            _ => vec![gap],
        }
    });
    gaps.collect()
}

/// The places where the words of a gap differ.
fn within(old: &Cut, new: &Cut, gap: &Hunk) -> Vec<Hunk> {
    let found = hunks(words_of(old, &gap.old), words_of(new, &gap.new));
    let found = found.into_iter().map(|hunk| Hunk {
        old: gap.old.start + hunk.old.start..gap.old.start + hunk.old.end,
        new: gap.new.start + hunk.new.start..gap.new.start + hunk.new.end,
    });
    found.collect()
}

fn words_of<'c>(cut: &'c Cut, words: &Range<usize>) -> &'c [u32] {
    cut.numbers.get(words.clone()).unwrap_or_default()
}

/// The words of a range of phrases; where they would stand, if it is empty.
fn span(cut: &Cut, phrases: &[Range<usize>], range: &Range<usize>) -> Range<usize> {
    let start = |at: usize| {
        phrases
            .get(at)
            .map_or(cut.words.len(), |phrase| phrase.start)
    };
    start(range.start)..start(range.end)
}

/// Ranges of words that end with a particle or a mark.
fn phrases(cut: &Cut) -> Vec<Range<usize>> {
    let mut phrases = Vec::new();
    let mut start = 0;
    for (at, word) in cut.words.iter().enumerate() {
        let is_end = matches!(
            word.class,
            Class::Function | Class::Comma | Class::Space | Class::Stop
        );
        if is_end || at + 1 == cut.words.len() {
            phrases.push(start..at + 1);
            start = at + 1;
        }
    }
    phrases
}
