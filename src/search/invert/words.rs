//! The words of the index and the units that hold them.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::search::{Key, WordPostings};
use crate::search::hash::QuickMap;
use crate::search::tally::PROMINENT;

/// A word that the index is to have.
#[derive(Default)]
pub(super) struct Word {
    postings: WordPostings,
    pub(super) forms: BTreeSet<String>,
    /// How often it is written otherwise than the key.
    spellings: Vec<(Box<str>, u64)>,
    /// How often it is written as the key.
    plain: u64,
}

impl Word {
    /// Adds a unit, which is not before the last one.
    pub(super) fn push(&mut self, unit: u32, level: u8) {
        let levels = &mut self.postings.levels;
        match levels.last_mut() {
            Some(last) if self.postings.units.last() == Some(unit) => {
                *last = level.max(*last).max(1);
            }
            _ => {
                self.postings.units.push(unit);
                levels.push(level);
            }
        }
    }

    /// Adds how often it is written so, or as the key itself.
    pub(super) fn spell(&mut self, written: Option<&str>, times: u64) {
        let Some(written) = written else {
            self.plain += times;
            return;
        };
        match self
            .spellings
            .iter_mut()
            .find(|(found, _)| **found == *written)
        {
            Some((_, count)) => *count += times,
            None => self.spellings.push((written.into(), times)),
        }
    }

    fn finish(self) -> Box<WordPostings> {
        let plain = self.plain;
        let spellings = self
            .spellings
            .into_iter()
            .filter(|(_, count)| *count > plain);
        let display = spellings.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
        Box::new(WordPostings {
            display: display.map(|(written, _)| written.into_string()),
            forms: self.forms.into_iter().collect(),
            ..self.postings
        })
    }
}

/// A run of nouns that is no word yet, or is one.
enum Run {
    /// No unit has it.
    Fresh,
    /// One unit has it, at that level. Most never stand in a second one, so this must be small.
    Once(u32, u8),
    /// The number of the word.
    Word(usize),
}

/// All words, by numbers in the order of the first unit that has them.
#[derive(Default)]
pub(super) struct Words {
    numbers: QuickMap<Arc<str>, usize>,
    words: Vec<Word>,
    run_numbers: QuickMap<Arc<str>, usize>,
    runs: Vec<(Arc<str>, Run)>,
}

impl Words {
    /// The number of the word with that key.
    pub(super) fn number(&mut self, key: &str) -> usize {
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        let number = self.words.len();
        let mut word = Word::default();
        if let Some(&run) = self.run_numbers.get(key)
            && let Run::Once(unit, level) =
                std::mem::replace(&mut self.runs[run].1, Run::Word(number))
        {
            word.push(unit, level);
        }
        self.words.push(word);
        self.numbers.insert(key.into(), number);
        number
    }

    pub(super) fn word(&mut self, number: usize) -> &mut Word {
        &mut self.words[number]
    }

    /// The number of a run of nouns, for [`Words::add_run`].
    pub(super) fn run_number(&mut self, key: &str) -> usize {
        if let Some(&number) = self.run_numbers.get(key) {
            return number;
        }
        let number = self.runs.len();
        let state = match self.numbers.get(key) {
            Some(&word) => Run::Word(word),
            None => Run::Fresh,
        };
        let key: Arc<str> = key.into();
        self.runs.push((Arc::clone(&key), state));
        self.run_numbers.insert(key, number);
        number
    }

    /// Adds a run of nouns: it is a word from its second unit on, or in a title or heading.
    /// `written` is how the unit writes it, where that is not the key.
    pub(super) fn add_run(&mut self, run: usize, unit: u32, level: u8, written: Option<&str>) {
        let (key, state) = &mut self.runs[run];
        let number = match state {
            Run::Fresh if level < PROMINENT => {
                *state = Run::Once(unit, level);
                return;
            }
            Run::Word(number) => *number,
            Run::Fresh | Run::Once(..) => {
                let key = Arc::clone(key);
                self.number(&key)
            }
        };
        let word = &mut self.words[number];
        word.push(unit, level);
        word.spell(written, 1);
    }

    /// The words as keys of the index, in no order.
    pub(super) fn into_keys(self) -> impl Iterator<Item = Key> {
        let mut words = self.words;
        self.numbers.into_iter().map(move |(text, number)| Key {
            text: text.to_string(),
            gram: None,
            word: Some(std::mem::take(&mut words[number]).finish()),
        })
    }
}
