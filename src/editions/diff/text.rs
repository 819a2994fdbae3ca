//! The differences of two texts.

use std::ops::Range;

use super::align::{Hunk, Numbers, hunks};
use super::clusters::clusters;
use super::cutter::Cutter;
use super::loosen::loosen;
use super::pairing::pair_sentences;
use super::phrases::word_hunks;
use super::pieces::sentences;
use super::shape::{Cut, Sides, shape};
pub use crate::model::comparison::RunKind;

/// A run of two texts: what both have, or what only one of them has.
///
/// Runs follow each other without gaps, never two of a kind side by side, and where words are
/// replaced, what was removed comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which of the texts have it.
    pub kind: RunKind,
    /// Its bytes in the old text; empty, where it would stand, if it was added.
    pub old: Range<usize>,
    /// Its bytes in the new text; empty, where it stood, if it was removed.
    pub new: Range<usize>,
}

impl Run {
    /// Its text, given the two texts that were compared.
    pub fn text<'t>(&self, old: &'t str, new: &'t str) -> &'t str {
        let found = match self.kind {
            RunKind::Removed => old.get(self.old.clone()),
            RunKind::Same | RunKind::Added => new.get(self.new.clone()),
        };
        found.unwrap_or_default()
    }
}

/// The differences of two texts, as an official would underline them. The same whichever of the two
/// is called old, but for the kinds.
pub fn text_diff(old: &str, new: &str, cutter: Cutter<'_>) -> Vec<Run> {
    // Of two equally short ways `similar` takes one by the order of the texts.
    let is_swapped = (old.len(), old) > (new.len(), new);
    let found = match is_swapped {
        true => differences(new, old, cutter),
        false => differences(old, new, cutter),
    };
    let found = found.into_iter().map(|hunk| match is_swapped {
        true => Hunk {
            old: hunk.new,
            new: hunk.old,
        },
        false => hunk,
    });
    runs(old, new, found)
}

/// A text and the sentences it is cut into.
struct Pieces<'t> {
    text: &'t str,
    pieces: Vec<Range<usize>>,
}

impl<'t> Pieces<'t> {
    fn of(text: &'t str) -> Self {
        let pieces = sentences(text);
        Self { text, pieces }
    }

    fn texts(&self) -> Vec<&'t str> {
        let pieces = self.pieces.iter().cloned();
        pieces.map(|piece| &self.text[piece]).collect()
    }

    /// The bytes of a range of sentences; where they would stand, if it is empty.
    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let start = |at: usize| {
            self.pieces
                .get(at)
                .map_or(self.text.len(), |piece| piece.start)
        };
        start(range.start)..start(range.end)
    }
}

/// The places, in bytes, where two texts differ. Sentences are compared first: one that stayed as
/// it was holds its place, however much changes round it, and only what is left is cut into words.
fn differences(old: &str, new: &str, cutter: Cutter<'_>) -> Vec<Hunk> {
    let (old, new) = (Pieces::of(old), Pieces::of(new));
    let (old_texts, new_texts) = (old.texts(), new.texts());
    let mut known = Numbers::default();
    let old_numbers: Vec<u32> = old_texts.iter().map(|text| known.of(text)).collect();
    let new_numbers: Vec<u32> = new_texts.iter().map(|text| known.of(text)).collect();
    let mut found = Vec::new();
    for gap in hunks(&old_numbers, &new_numbers) {
        for block in pair_sentences(&old_texts, &new_texts, &gap, cutter) {
            let block = Hunk {
                old: old.bytes(&block.old),
                new: new.bytes(&block.new),
            };
            match block.is_replacement() {
                true => found.extend(in_words(old.text, new.text, &block, cutter)),
                false => found.push(block),
            }
        }
    }
    found
}

/// The places, in bytes, where the words of a block differ.
fn in_words(old: &str, new: &str, block: &Hunk, cutter: Cutter<'_>) -> Vec<Hunk> {
    let mut known = Numbers::default();
    let old_cut = cut(&old[block.old.clone()], cutter, &mut known);
    let new_cut = cut(&new[block.new.clone()], cutter, &mut known);
    let sides = Sides {
        old: &old_cut,
        new: &new_cut,
    };
    let found = word_hunks(&old_cut, &new_cut);
    let found = shape(&sides, found).into_iter().map(|hunk| Hunk {
        old: old_cut.bytes(&hunk.old, block.old.start),
        new: new_cut.bytes(&hunk.new, block.new.start),
    });
    match cutter {
        Cutter::Dictionary(_) => found.collect(),
        Cutter::Scripts => found.map(|hunk| loosen(old, new, hunk)).collect(),
    }
}

fn cut<'t>(text: &'t str, cutter: Cutter<'_>, known: &mut Numbers<'t>) -> Cut {
    let words = cutter.words(text);
    let texts = words.iter().map(|word| &text[word.range.clone()]);
    let numbers = texts.clone().map(|text| known.of(text)).collect();
    let mut characters = vec![0];
    let mut sum = 0;
    characters.extend(texts.map(|text| {
        sum += clusters(text).count();
        sum
    }));
    Cut {
        words,
        numbers,
        characters,
    }
}

/// The runs that the places where two texts differ, in order, cut them into.
fn runs(old: &str, new: &str, found: impl Iterator<Item = Hunk>) -> Vec<Run> {
    let mut joined: Vec<Hunk> = Vec::new();
    for hunk in found {
        match joined.last_mut() {
            Some(last) if last.old.end == hunk.old.start && last.new.end == hunk.new.start => {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
            }
            _ => joined.push(hunk),
        }
    }
    // The same letters, cut into other words by what stands round them.
    joined.retain(|hunk| old[hunk.old.clone()] != new[hunk.new.clone()]);
    let mut runs = Vec::new();
    let mut push = |kind: RunKind, old: Range<usize>, new: Range<usize>| {
        if !(old.is_empty() && new.is_empty()) {
            runs.push(Run { kind, old, new });
        }
    };
    let (mut old_end, mut new_end) = (0, 0);
    for Hunk { old, new } in joined {
        push(RunKind::Same, old_end..old.start, new_end..new.start);
        push(RunKind::Removed, old.clone(), new.start..new.start);
        push(RunKind::Added, old.end..old.end, new.clone());
        (old_end, new_end) = (old.end, new.end);
    }
    push(RunKind::Same, old_end..old.len(), new_end..new.len());
    runs
}
