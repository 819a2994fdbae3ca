//! What one unit holds: its grams, its words, its runs of nouns and its dates.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasherDefault;
use std::ops::Range;

use super::gram_set::{Gram, GramSet, QuickHasher};
use super::identifiers::{identifiers, pieces as identifier_pieces};
use super::lexicon::{LONGEST_WORD, Lexicon};
use super::pieces::{pieces, rubies};
use super::readings::{LONGEST_RUN, Piece, Readings};
use super::tally::{Role, Tally};
use crate::model::search::{Block, TextField};
use crate::text::date;
use crate::text::fold::{fold_char, fold_nfkc, nfkc};
use crate::words::{Segment, Tokenizer};

/// The terms of one unit. Levels are those of `WordPostings::levels`.
#[derive(Default)]
pub(super) struct Terms {
    /// The number of the thread's [`Reader`].
    pub(super) reader: usize,
    /// Every gram once, with whether a title or heading holds it.
    pub(super) grams: Vec<(Gram, bool)>,
    /// Keys by their numbers in the reader's lexicon.
    pub(super) words: Vec<(u32, u8)>,
    /// Runs of nouns and titles: folded and as written.
    pub(super) runs: Vec<(String, String, u8)>,
    /// Keys of dates.
    pub(super) dates: Vec<(String, u8)>,
}

/// How often a word stands in a unit, and whether in a title or heading.
#[derive(Clone, Copy, Default)]
struct Count {
    times: u32,
    prominent: bool,
}

impl Count {
    fn add(&mut self, prominent: bool) {
        self.times += 1;
        self.prominent |= prominent;
    }

    fn level(self) -> u8 {
        match (self.prominent, self.times) {
            (true, _) => 3,
            (_, 4..) => 2,
            (_, 2..) => 1,
            _ => 0,
        }
    }
}

/// Reads units on one thread, and keeps what need not be worked out twice.
pub(super) struct Reader<'t> {
    number: usize,
    pub(super) lexicon: Lexicon<'t>,
    pub(super) readings: Readings,
    /// Number of the base form's key and other form (folded).
    pub(super) forms: BTreeSet<(u32, String)>,
    /// The forms that were looked at: number of the word and the next character where it matters.
    seen_forms: std::collections::HashSet<(u32, char), BuildHasherDefault<QuickHasher>>,
    grams: GramSet,
    segments: Vec<(Segment, u32)>,
    counts: Vec<Count>,
    counted: Vec<u32>,
    /// The words of the unit that [`Lexicon::tallies`] counts.
    tallied: Vec<u32>,
    /// The neighbouring nouns before the next word.
    run: Vec<Piece>,
    runs: BTreeMap<String, (String, Count)>,
    dates: BTreeMap<String, Count>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(number: usize, tokenizer: &'t Tokenizer) -> Self {
        Reader {
            number,
            lexicon: Lexicon::new(tokenizer),
            readings: Readings::default(),
            forms: BTreeSet::new(),
            seen_forms: Default::default(),
            grams: GramSet::default(),
            segments: Vec::new(),
            counts: Vec::new(),
            counted: Vec::new(),
            tallied: Vec::new(),
            run: Vec::new(),
            runs: BTreeMap::new(),
            dates: BTreeMap::new(),
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
                self.run(normal.trim(), prominent);
            }
            if normal.is_ascii() {
                self.names(&normal, prominent);
            } else {
                self.words(&normal, block, prominent);
            }
        }
        self.count_tallied();
        let counts = &mut self.counts;
        let counted = self.counted.drain(..);
        Terms {
            reader: self.number,
            grams: self.grams.take(),
            words: counted
                .map(|key| (key, std::mem::take(&mut counts[key as usize]).level()))
                .collect(),
            runs: std::mem::take(&mut self.runs)
                .into_iter()
                .map(|(key, (display, count))| (key, display, count.level()))
                .collect(),
            dates: std::mem::take(&mut self.dates)
                .into_iter()
                .map(|(key, count)| (key, count.level()))
                .collect(),
        }
    }

    /// Counts a word that stands outside Japanese text.
    fn count(&mut self, base: u32, prominent: bool) {
        self.lexicon.bases[base as usize].count += 1;
        let times = 1;
        self.count_key(base, Count { times, prominent });
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
                self.count_key(self.lexicon.words[word as usize].bases[at], count);
            }
        }
        self.tallied = tallied;
    }

    fn count_key(&mut self, base: u32, more: Count) {
        let key = self.lexicon.bases[base as usize].key as usize;
        if self.counts.len() <= key {
            self.counts.resize(key + 1, Count::default());
        }
        let count = &mut self.counts[key];
        if count.times == 0 {
            self.counted.push(key as u32);
        }
        count.times += more.times;
        count.prominent |= more.prominent;
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
        segments.clear();
        for segment in self.lexicon.tokenizer.segments(text) {
            segments.push((segment, self.lexicon.number(text, segment)));
        }
        for (at, &(segment, word)) in segments.iter().enumerate() {
            let tally = &mut self.lexicon.tallies[word as usize];
            if tally.times == 0 {
                self.tallied.push(word);
            }
            tally.times = tally.times.saturating_add(1);
            tally.prominent |= prominent;
            tally.total += 1;
            if tally.role == Role::Inflected {
                let next = segments.get(at + 1).map(|(next, _)| *next);
                self.form(text, segment, word, next);
            }
        }
        if block.rubies.is_empty() {
            for &(segment, word) in &segments {
                let range = segment.start..segment.end;
                let given = None;
                self.read(text, Piece { range, word, given }, prominent);
            }
        } else {
            for piece in pieces(text, &segments, &rubies(block)) {
                self.read(text, piece, prominent);
            }
        }
        self.end_run(text, prominent);
        self.segments = segments;
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
                self.run(&text[range], prominent);
            }
        }
    }

    fn run(&mut self, written: &str, prominent: bool) {
        let key = fold_nfkc(written);
        // What begins with a sign could be taken for a date or a synonym.
        let is_word = key.starts_with(char::is_alphanumeric) && key.chars().count() <= LONGEST_WORD;
        if is_word {
            let run = self.runs.entry(key);
            let (_, count) = run.or_insert_with(|| (written.to_owned(), Count::default()));
            count.add(prominent);
        }
    }

    /// A day counts for its month and its year, too; a fiscal year, which no year holds, for itself.
    fn dates(&mut self, text: &str, prominent: bool) {
        for (_, edtf) in date::scan(text) {
            let parts = edtf.match_indices('-').map(|(at, _)| at);
            for end in parts.chain([edtf.len()]) {
                let key = format!("@{}", &edtf[..end]);
                self.dates.entry(key).or_default().add(prominent);
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
