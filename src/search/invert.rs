//! Turns "what each unit holds" around into "which units hold each key".

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;

use super::build::Batch;
use super::gram_set::{Gram, QuickMap};
use super::lexicon::Base;
use super::synonyms::Synonym;
use super::terms::Terms;
use crate::model::search::{GramPostings, Key, WordPostings};

/// The level of a word that stands in a title or heading.
const PROMINENT: u8 = 3;

/// Collects the terms of unit after unit.
#[derive(Default)]
pub(super) struct Inverter {
    next_unit: u32,
    gram_numbers: QuickMap<Gram, usize>,
    grams: Vec<(Gram, GramPostings)>,
    word_numbers: QuickMap<Arc<str>, usize>,
    words: Vec<Word>,
    /// For each reader, the numbers of its keys in `words`.
    readers: Vec<Vec<usize>>,
    /// The runs of nouns that stand in one unit so far: the hash of the key, the unit, the level.
    /// Most never stand in a second one, so this must be small.
    once: QuickMap<u64, (u32, u8)>,
}

#[derive(Default)]
struct Word {
    postings: WordPostings,
    forms: BTreeSet<String>,
    /// How often it is written otherwise than the key.
    spellings: Vec<(Box<str>, u64)>,
    /// How often it is written as the key.
    plain: u64,
}

impl Word {
    /// Adds a unit, which is not before the last one.
    fn push(&mut self, unit: u32, level: u8) {
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

    fn spell(&mut self, written: &str, times: u64) {
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

impl Inverter {
    /// Adds the next units.
    pub(super) fn add(&mut self, batch: Batch) {
        for (number, keys) in batch.keys.into_iter().enumerate() {
            if self.readers.len() <= number {
                self.readers.push(Vec::new());
            }
            for key in keys {
                let word = self.word_number(key);
                self.readers[number].push(word);
            }
        }
        for terms in batch.terms {
            self.add_unit(terms);
            self.next_unit += 1;
        }
    }

    fn add_unit(&mut self, terms: Terms) {
        let unit = self.next_unit;
        for (gram, prominent) in terms.grams {
            let fresh = self.grams.len();
            let number = *self.gram_numbers.entry(gram).or_insert(fresh);
            if number == fresh {
                self.grams.push((gram, GramPostings::default()));
            }
            let postings = &mut self.grams[number].1;
            if prominent {
                postings.prominent.push(postings.units.len() as u32);
            }
            postings.units.push(unit);
        }
        for (key, level) in terms.words {
            let number = self.readers[terms.reader][key as usize];
            self.words[number].push(unit, level);
        }
        for (key, level) in terms.dates {
            let number = self.word_number(key.into());
            self.words[number].push(unit, level);
        }
        for (key, written, level) in terms.runs {
            self.add_run(key, &written, level);
        }
    }

    /// Adds a run of nouns: it is a word from its second unit on, or in a title or heading.
    fn add_run(&mut self, key: String, written: &str, level: u8) {
        let unit = self.next_unit;
        if level < PROMINENT && !self.word_numbers.contains_key(&*key) {
            let hash = hash_of(&key);
            if let Entry::Vacant(free) = self.once.entry(hash) {
                free.insert((unit, level));
                return;
            }
        }
        let is_plain = key == written;
        let number = self.word_number(key.into());
        let word = &mut self.words[number];
        word.push(unit, level);
        match is_plain {
            true => word.plain += 1,
            false => word.spell(written, 1),
        }
    }

    fn word_number(&mut self, key: Arc<str>) -> usize {
        if let Some(&number) = self.word_numbers.get(&key) {
            return number;
        }
        let number = self.words.len();
        let mut word = Word::default();
        if let Some((unit, level)) = self.once.remove(&hash_of(&key)) {
            word.push(unit, level);
        }
        self.words.push(word);
        self.word_numbers.insert(key, number);
        number
    }

    /// Adds how often the reader of that number has seen the base forms.
    pub(super) fn add_spellings(&mut self, reader: usize, bases: Vec<Base>) {
        let Some(numbers) = self.readers.get(reader) else {
            return;
        };
        for base in bases {
            let word = &mut self.words[numbers[base.key as usize]];
            match base.is_plain {
                true => word.plain += base.count,
                false => word.spell(&base.text, base.count),
            }
        }
    }

    /// Adds the inflected forms that the reader of that number has seen.
    pub(super) fn add_forms(&mut self, reader: usize, forms: BTreeSet<(u32, String)>) {
        let Some(numbers) = self.readers.get(reader) else {
            return;
        };
        for (key, form) in forms {
            self.words[numbers[key as usize]].forms.insert(form);
        }
    }

    /// Adds a synonym.
    pub(super) fn add_synonym(&mut self, synonym: Synonym) {
        let number = self.word_number(synonym.key.into());
        let word = &mut self.words[number];
        for unit in synonym.units {
            word.push(unit, PROMINENT);
        }
        word.forms.extend(synonym.others);
    }

    /// All keys in their final order, grams and words of the same text in one.
    pub(super) fn keys(self) -> Vec<Key> {
        let grams = self.grams.into_iter().map(|(gram, postings)| Key {
            text: gram.text(),
            gram: Some(postings),
            word: None,
        });
        let mut words = self.words;
        let words = self.word_numbers.into_iter().map(|(text, number)| Key {
            text: text.to_string(),
            gram: None,
            word: Some(std::mem::take(&mut words[number]).finish()),
        });
        let mut keys: Vec<Key> = grams.chain(words).collect();
        // A gram before the word of the same text: its `word` is free to take the other's.
        keys.par_sort_unstable_by(|a, b| {
            by_utf16(&a.text, &b.text).then(b.gram.is_some().cmp(&a.gram.is_some()))
        });
        keys.dedup_by(|later, kept| {
            let same = later.text == kept.text;
            if same {
                kept.word = later.word.take();
            }
            same
        });
        keys
    }
}

/// The same for the same key in every run. Two keys of one hash would give one of them a unit too
/// many, which changes the order of hits and nothing else.
fn hash_of(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// The order of strings in JavaScript: by UTF-16 code units. That is the order of UTF-8, but that
/// pairs of surrogates (first bytes F0 to F4) come before U+E000 to U+FFFF (EE and EF).
fn by_utf16(a: &str, b: &str) -> Ordering {
    let place = |byte: u8| {
        if matches!(byte, 0xEE | 0xEF) {
            byte + 10
        } else {
            byte
        }
    };
    let mut pairs = a.bytes().zip(b.bytes());
    match pairs.find(|(a, b)| a != b) {
        Some((a, b)) => place(a).cmp(&place(b)),
        None => a.len().cmp(&b.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_utf16(
            a in "[aé亜\u{D7FF}\u{E000}\u{FA0E}\u{FFFF}𠮷\u{10FFFF}]{0,4}",
            b in "[aé亜\u{D7FF}\u{E000}\u{FA0E}\u{FFFF}𠮷\u{10FFFF}]{0,4}",
        ) {
            prop_assert_eq!(by_utf16(&a, &b), a.encode_utf16().cmp(b.encode_utf16()));
        }
    }
}
