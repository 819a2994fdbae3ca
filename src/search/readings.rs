//! How words and runs of nouns are read: by the author (ruby, terms) and by the dictionary.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::hash::QuickHasher;
use super::lexicon::{Lexicon, Word};
use super::texts::Texts;
use crate::model::search::{ReadWord, ReadingKey};
use crate::text::kana::{is_hiragana_reading, reading_key, to_hiragana};
use crate::words::PartOfSpeech;

/// The words of a run whose reading is taken together.
pub(super) const LONGEST_RUN: usize = 4;
/// A run has no more readings than this, of all that its words would give.
const MOST_READINGS: usize = 6;
/// Fills the places of a run of fewer words.
const NO_WORD: u32 = u32::MAX;

/// A word of a block and how it is read there.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Where it stands in the block's NFKC text.
    pub(super) range: Range<usize>,
    /// Its number in the lexicon; several words under one ruby have that of the first.
    pub(super) word: u32,
    /// The reading that this place asks for: the author's ruby; がつ for a month.
    pub(super) given: Option<String>,
}

/// The readings that one part has.
#[derive(Default)]
pub(super) struct Readings {
    found: Vec<ReadWord>,
    /// The runs of words that are in `found`.
    runs: HashSet<[u32; LONGEST_RUN], BuildHasherDefault<QuickHasher>>,
}

impl Readings {
    /// Adds a word by itself. Words in kana have no need of it.
    pub(super) fn add_word(&mut self, text: &str, piece: &Piece, lexicon: &mut Lexicon<'_>) {
        let word = &lexicon.words[piece.word as usize];
        if let Some(given) = &piece.given {
            self.add_given(&text[piece.range.clone()], given, word);
            return;
        }
        let is_read = &mut lexicon.tallies[piece.word as usize].is_read;
        if !std::mem::replace(is_read, true) && is_read_alone(word) && !is_kana(&word.base) {
            for reading in &word.readings {
                self.add(&word.base, reading, word.inflects());
            }
        }
    }

    /// Adds what the author says of `surface`; of an inflected form what that says of its base form:
    /// 走っ is read はしっ, so 走る is はしる.
    fn add_given(&mut self, surface: &str, given: &str, word: &Word) {
        if !word.inflects() {
            self.add(surface, given, false);
            return;
        }
        let pairs = surface.chars().zip(word.base.chars());
        let stem: usize = pairs
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        if let Some(reading) = given.strip_suffix(&*to_hiragana(&surface[stem..])) {
            let reading = format!("{reading}{}", to_hiragana(&word.base[stem..]));
            if is_hiragana_reading(&reading) {
                self.add(&word.base, &reading, true);
            }
        }
    }

    /// Adds the readings of the runs in neighbouring nouns: from each of them on, as many words as
    /// have readings, up to [`LONGEST_RUN`]. The search looks readings up by their beginnings, so
    /// those cover every part of the run.
    pub(super) fn add_runs(&mut self, text: &str, pieces: &[Piece], lexicon: &Lexicon<'_>) {
        for start in 0..pieces.len() {
            let run = pieces[start..].iter().take(LONGEST_RUN);
            let length = run
                .take_while(|piece| piece_readings(piece, lexicon).len() > 0)
                .count();
            if length > 1 {
                self.add_run(text, &pieces[start..start + length], lexicon);
            }
        }
    }

    fn add_run(&mut self, text: &str, run: &[Piece], lexicon: &Lexicon<'_>) {
        if run.iter().all(|piece| piece.given.is_none()) {
            let mut words = [NO_WORD; LONGEST_RUN];
            for (slot, piece) in words.iter_mut().zip(run) {
                *slot = piece.word;
            }
            if !self.runs.insert(words) {
                return;
            }
        }
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return;
        };
        let surface = &text[first.range.start..last.range.end];
        if is_kana(surface) {
            return;
        }
        let pieces: Vec<PieceReadings<'_>> = run
            .iter()
            .map(|piece| piece_readings(piece, lexicon))
            .collect();
        let all: usize = pieces.iter().map(PieceReadings::len).product();
        for number in 0..all.min(MOST_READINGS) {
            self.add(surface, &combination(&pieces, all, number), false);
        }
    }

    /// All of them with the keys under which they are found.
    pub(super) fn finish(self) -> PartReadings {
        let keyed = self.found.iter().map(|word| {
            let key = reading_key(&word.reading);
            (key, word)
        });
        let mut found: Vec<(String, &ReadWord)> =
            keyed.filter(|(key, _)| !key.is_empty()).collect();
        found.sort_unstable();
        found.dedup();
        let mut readings = PartReadings::default();
        for (key, word) in found {
            let texts = [&key, &word.surface, &word.reading];
            texts.into_iter().for_each(|text| readings.texts.push(text));
            readings.inflects.push(word.inflects);
        }
        readings
    }

    /// Adds a reading in hiragana.
    fn add(&mut self, surface: &str, reading: &str, inflects: bool) {
        self.found.push(ReadWord {
            surface: surface.to_owned(),
            reading: reading.to_owned(),
            inflects,
        });
    }
}

/// The reading of that number of all that `pieces` give together, `all` of them: the last piece's
/// changes first.
fn combination(pieces: &[PieceReadings<'_>], all: usize, number: usize) -> String {
    let mut reading = String::new();
    let (mut left, mut number) = (all, number);
    for piece in pieces {
        left /= piece.len();
        reading.push_str(piece.get(number / left));
        number %= left;
    }
    reading
}

/// The readings of a piece, the likeliest first.
fn piece_readings<'a>(piece: &'a Piece, lexicon: &'a Lexicon<'_>) -> PieceReadings<'a> {
    match &piece.given {
        Some(given) => PieceReadings::Given(given),
        None => PieceReadings::Word(&lexicon.words[piece.word as usize].readings),
    }
}

enum PieceReadings<'a> {
    Given(&'a str),
    Word(&'a [Box<str>]),
}

impl<'a> PieceReadings<'a> {
    fn len(&self) -> usize {
        match self {
            PieceReadings::Given(_) => 1,
            PieceReadings::Word(readings) => readings.len(),
        }
    }

    /// The reading of that number, which is less than the length.
    fn get(&self, number: usize) -> &'a str {
        match *self {
            PieceReadings::Given(given) => given,
            PieceReadings::Word(readings) => &readings[number],
        }
    }
}

/// Numerals and prefixes are read as a part of something.
fn is_read_alone(word: &Word) -> bool {
    !matches!(word.part, PartOfSpeech::Number | PartOfSpeech::Prefix)
}

fn is_kana(text: &str) -> bool {
    is_hiragana_reading(&to_hiragana(text))
}

/// The readings of a part, sorted.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct PartReadings {
    /// Of each the key, the word and its reading.
    texts: Texts,
    /// As [`ReadWord::inflects`].
    inflects: Vec<bool>,
}

impl PartReadings {
    /// Key, word, reading, whether it inflects.
    fn iter(&self) -> impl Iterator<Item = (&str, &str, &str, bool)> {
        let mut texts = self.texts.iter();
        let mut next = move || texts.next().unwrap_or_default();
        self.inflects
            .iter()
            .map(move |&inflects| (next(), next(), next(), inflects))
    }
}

/// All readings by their keys, in their final order.
pub(super) fn merge(parts: &[PartReadings]) -> Vec<ReadingKey> {
    let mut found: Vec<_> = parts.iter().flat_map(PartReadings::iter).collect();
    // A stable sort makes use of the order within the parts. Hiragana and ー are in the order of
    // UTF-16 code units as they are in that of code points.
    found.par_sort();
    found.dedup();
    let mut keys: Vec<ReadingKey> = Vec::new();
    for (key, surface, reading, inflects) in found {
        let word = ReadWord {
            surface: surface.to_owned(),
            reading: reading.to_owned(),
            inflects,
        };
        match keys.last_mut() {
            Some(last) if last.key == key => last.words.push(word),
            _ => keys.push(ReadingKey {
                key: key.to_owned(),
                words: vec![word],
            }),
        }
    }
    keys
}

#[cfg(test)]
mod tests;
