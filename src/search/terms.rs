//! What one unit holds: its grams, its words, its runs of nouns and its dates.

use std::collections::BTreeSet;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::gram_set::{Gram, GramSet};
use super::hash::{QuickHasher, QuickMap};
use super::identifiers::{identifiers, pieces as identifier_pieces};
use super::lexicon::Lexicon;
use super::part::{Part, Spelling};
use super::pieces::{pieces, rubies};
use super::readings::{LONGEST_RUN, Piece, Readings};
use super::runs::{Runs, UnitRun};
use super::tally::{Count, Role, Tally};
use crate::model::search::{Block, TextField};
use crate::text::date;
use crate::text::fold::{fold_char, fold_nfkc, nfkc};
use crate::words::{Segment, Tokenizer};

/// The terms of one unit, by the numbers that its part gives them.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Terms {
    /// Every gram once: twice its number, and one more where a title or heading holds it.
    pub(super) grams: Vec<u32>,
    /// Words and dates, and levels (`WordPostings::levels`).
    pub(super) words: Vec<(u32, u8)>,
    /// Runs of nouns and titles.
    pub(super) runs: Vec<UnitRun>,
}

/// Reads the units of one part, and keeps what need not be worked out twice.
pub(super) struct Reader<'t> {
    pub(super) lexicon: Lexicon<'t>,
    pub(super) readings: Readings,
    /// Number of the base form's key and other form (folded).
    pub(super) forms: BTreeSet<(u32, String)>,
    /// The forms that were looked at: number of the word and the next character where it matters.
    seen_forms: std::collections::HashSet<(u32, char), BuildHasherDefault<QuickHasher>>,
    grams: GramSet,
    gram_numbers: QuickMap<Gram, u32>,
    all_grams: Vec<Gram>,
    runs: Runs,
    segments: Vec<Segment>,
    /// The numbers of `segments` in the lexicon.
    numbers: Vec<u32>,
    counts: Vec<Count>,
    counted: Vec<u32>,
    /// The words of the unit that [`Lexicon::tallies`] counts.
    tallied: Vec<u32>,
    /// The neighbouring nouns before the next word.
    run: Vec<Piece>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(tokenizer: &'t Tokenizer) -> Self {
        Reader {
            lexicon: Lexicon::new(tokenizer),
            readings: Readings::default(),
            forms: BTreeSet::new(),
            seen_forms: Default::default(),
            grams: GramSet::default(),
            gram_numbers: QuickMap::default(),
            all_grams: Vec::new(),
            runs: Runs::default(),
            segments: Vec::new(),
            numbers: Vec::new(),
            counts: Vec::new(),
            counted: Vec::new(),
            tallied: Vec::new(),
            run: Vec::new(),
        }
    }

    /// The terms of `blocks`.
    pub(super) fn terms(&mut self, blocks: &[Block]) -> Terms {
        for block in blocks {
            let normal = nfkc(&block.text);
            let prominent = block.field.is_prominent();
            let folded = normal.chars().filter_map(fold_char);
            self.grams.add_block(folded, prominent);
            self.dates(&normal, prominent);
            if block.field == TextField::Title {
                self.runs.count(normal.trim(), prominent);
            }
            if normal.is_ascii() {
                self.names(&normal, prominent);
            } else {
                self.words(&normal, block, prominent);
            }
        }
        self.count_tallied();
        let grams = self.grams.take();
        let grams = grams.into_iter().map(|gram| {
            let next = self.all_grams.len() as u32;
            let number = *self.gram_numbers.entry(gram.gram()).or_insert(next);
            if number == next {
                self.all_grams.push(gram.gram());
            }
            number * 2 + u32::from(gram.is_prominent())
        });
        let grams = grams.collect();
        let counts = &mut self.counts;
        let counted = self.counted.drain(..);
        Terms {
            grams,
            words: counted
                .map(|key| (key, std::mem::take(&mut counts[key as usize]).level()))
                .collect(),
            runs: self.runs.take(),
        }
    }

    /// What was read: the terms of all units, and what they say together.
    pub(super) fn finish(self, units: Vec<Terms>) -> Part {
        let (keys, bases) = self.lexicon.finish();
        let spellings = bases.into_iter().map(|base| Spelling {
            word: base.key,
            written: (!base.is_plain).then(|| Box::from(&*base.text)),
            count: base.count,
        });
        Part {
            units,
            grams: self.all_grams,
            words: keys.iter().map(|key| &**key).collect(),
            runs: self.runs.finish(),
            spellings: spellings.collect(),
            forms: self.forms.into_iter().collect(),
            readings: self.readings.finish(),
        }
    }

    /// Counts a word that stands outside Japanese text.
    fn count(&mut self, base: u32, prominent: bool) {
        let base = &mut self.lexicon.bases[base as usize];
        base.count += 1;
        let (key, times) = (base.key, 1);
        self.count_key(key, Count { times, prominent });
    }

    /// Counts the words of the unit for their keys.
    fn count_tallied(&mut self) {
        let mut tallied = std::mem::take(&mut self.tallied);
        for word in tallied.drain(..) {
            let tally = &mut self.lexicon.tallies[word as usize];
            let count = Count {
                times: u32::from(std::mem::take(&mut tally.times)),
                prominent: std::mem::take(&mut tally.prominent),
            };
            for at in 0..self.lexicon.words[word as usize].bases.len() {
                let base = self.lexicon.words[word as usize].bases[at];
                self.count_key(self.lexicon.bases[base as usize].key, count);
            }
        }
        self.tallied = tallied;
    }

    fn count_key(&mut self, key: u32, more: Count) {
        let place = key as usize;
        if self.counts.len() <= place {
            self.counts.resize(place + 1, Count::default());
        }
        let count = &mut self.counts[place];
        if count.times == 0 {
            self.counted.push(key);
        }
        count.add(more);
    }

    /// The dictionary has nothing to say about code and English.
    fn names(&mut self, text: &str, prominent: bool) {
        for name in identifiers(text) {
            for word in std::iter::once(name).chain(identifier_pieces(name)) {
                if let Some(base) = self.lexicon.base_number(word) {
                    self.count(base, prominent);
                }
            }
        }
    }

    fn words(&mut self, text: &str, block: &Block, prominent: bool) {
        if text.as_bytes().contains(&b'_') {
            // `snake_case` names; lindera cuts them into their pieces.
            for name in identifiers(text).filter(|name| name.contains('_')) {
                if let Some(base) = self.lexicon.base_number(name) {
                    self.count(base, prominent);
                }
            }
        }
        let mut segments = std::mem::take(&mut self.segments);
        let mut numbers = std::mem::take(&mut self.numbers);
        self.lexicon.tokenizer.segments_into(text, &mut segments);
        numbers.clear();
        for (at, &segment) in segments.iter().enumerate() {
            let word = self.lexicon.number(text, segment);
            numbers.push(word);
            let tally = &mut self.lexicon.tallies[word as usize];
            if tally.times == 0 {
                self.tallied.push(word);
            }
            tally.times = tally.times.saturating_add(1);
            tally.prominent |= prominent;
            tally.total += 1;
            if tally.role == Role::Inflected {
                self.form(text, segment, word, segments.get(at + 1).copied());
            }
        }
        let words = segments.iter().copied().zip(numbers.iter().copied());
        if block.rubies.is_empty() {
            for (segment, word) in words {
                let range = segment.start..segment.end;
                let given = None;
                self.read(text, Piece { range, word, given }, prominent);
            }
        } else {
            for piece in pieces(text, words, &rubies(block)) {
                self.read(text, piece, prominent);
            }
        }
        self.end_run(text, prominent);
        self.segments = segments;
        self.numbers = numbers;
    }

    /// Collects how the next word is read, by itself and in a run of nouns.
    fn read(&mut self, text: &str, mut piece: Piece, prominent: bool) {
        let Tally { role, is_read, .. } = self.lexicon.tallies[piece.word as usize];
        if let Some(last) = self.run.last() {
            if !role.is_nominal() || last.range.end != piece.range.start {
                self.end_run(text, prominent);
            } else if text[piece.range.clone()] == *"月"
                && self.lexicon.tallies[last.word as usize].role == Role::Number
            {
                // The dictionary's best path often has つき.
                piece.given.get_or_insert_with(|| "がつ".to_owned());
            }
        }
        if role != Role::None && (!is_read || piece.given.is_some()) {
            self.readings.add_word(text, &piece, &mut self.lexicon);
        }
        if role.is_nominal() {
            self.run.push(piece);
        }
    }

    fn end_run(&mut self, text: &str, prominent: bool) {
        let mut run = std::mem::take(&mut self.run);
        if run.len() > 1 {
            self.readings.add_runs(text, &run, &self.lexicon);
            self.compound(text, &run, prominent);
        }
        run.clear();
        self.run = run;
    }

    /// A run of nouns as one word. Numbers are no part of one: there are too many.
    fn compound(&mut self, text: &str, run: &[Piece], prominent: bool) {
        let is_digits =
            |piece: &Piece| text[piece.range.clone()].starts_with(|c: char| c.is_ascii_digit());
        for part in run.split(is_digits) {
            if let ([first, .., last], 2..=LONGEST_RUN) = (part, part.len()) {
                let range: Range<usize> = first.range.start..last.range.end;
                self.runs.count(&text[range], prominent);
            }
        }
    }

    /// A day counts for its month and its year, too; a fiscal year, which no year holds, for itself.
    fn dates(&mut self, text: &str, prominent: bool) {
        for (_, edtf) in date::scan(text) {
            let key = format!("@{edtf}");
            let parts = key.match_indices('-').map(|(at, _)| at);
            for end in parts.chain([key.len()]) {
                let key = self.lexicon.key_number(&key[..end]);
                let times = 1;
                self.count_key(key, Count { times, prominent });
            }
        }
    }

    /// Notes the folded form of an inflected word, if the base form does not cover it. A form of
    /// one character takes the next one along (見て, not 見), so that it does not match inside other
    /// words.
    fn form(&mut self, text: &str, segment: Segment, word: u32, next: Option<Segment>) {
        let surface = &text[segment.start..segment.end];
        let is_short = surface.chars().nth(1).is_none();
        let next = next.filter(|next| is_short && next.start == segment.end);
        let next = next.and_then(|next| fold_nfkc(&text[next.start..next.end]).chars().next());
        if !self.seen_forms.insert((word, next.unwrap_or('\0'))) || (is_short && next.is_none()) {
            return;
        }
        let word = &self.lexicon.words[word as usize];
        let Some(&base) = word.bases.first() else {
            return;
        };
        let key = self.lexicon.bases[base as usize].key;
        let base = &*self.lexicon.keys[key as usize];
        let mut form = fold_nfkc(surface);
        form.extend(next);
        if form.chars().next() == base.chars().next() && form != base {
            self.forms.insert((key, form));
        }
    }
}

#[cfg(test)]
mod tests;
