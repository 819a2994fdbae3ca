//! Turns "what each unit holds" around into "which units hold each key".

mod order;
mod words;

use std::collections::BTreeSet;

use super::build::Batch;
use super::gram_set::Gram;
use super::hash::QuickMap;
use super::lexicon::Base;
use super::synonyms::Synonym;
use super::tally::PROMINENT;
use super::terms::{NewTerms, Terms};
use crate::model::search::{GramPostings, Key};
use words::Words;

/// Collects the terms of unit after unit.
#[derive(Default)]
pub(super) struct Inverter {
    next_unit: u32,
    gram_numbers: QuickMap<Gram, u32>,
    grams: Vec<(Gram, GramPostings)>,
    words: Words,
    /// One for each reader.
    readers: Vec<Numbers>,
}

/// For the numbers that a reader gave to its terms, those of the whole index.
#[derive(Default)]
struct Numbers {
    words: Vec<usize>,
    runs: Vec<usize>,
}

impl Inverter {
    /// Adds the next units.
    pub(super) fn add(&mut self, batch: Batch) {
        for (reader, fresh) in batch.fresh.into_iter().enumerate() {
            self.add_numbers(reader, fresh);
        }
        for terms in batch.terms {
            self.add_unit(terms);
            self.next_unit += 1;
        }
    }

    fn add_numbers(&mut self, reader: usize, fresh: NewTerms) {
        if self.readers.len() <= reader {
            self.readers.resize_with(reader + 1, Numbers::default);
        }
        let numbers = &mut self.readers[reader];
        let (words, all) = (&mut numbers.words, &mut self.words);
        words.extend(fresh.words.into_iter().map(|key| all.number(key)));
        let runs = fresh.runs.into_iter().map(|key| all.run_number(key));
        numbers.runs.extend(runs);
    }

    fn add_unit(&mut self, terms: Terms) {
        let unit = self.next_unit;
        let numbers = &self.readers[terms.reader];
        for gram in terms.grams {
            let next = self.grams.len() as u32;
            let number = *self.gram_numbers.entry(gram.gram()).or_insert(next);
            if number == next {
                self.grams.push((gram.gram(), GramPostings::default()));
            }
            let postings = &mut self.grams[number as usize].1;
            if gram.is_prominent() {
                postings.prominent.push(postings.units.len() as u32);
            }
            postings.units.push(unit);
        }
        for (word, level) in terms.words {
            let number = numbers.words[word as usize];
            self.words.word(number).push(unit, level);
        }
        for run in terms.runs {
            let number = numbers.runs[run.key as usize];
            let written = run.written.as_deref();
            self.words.add_run(number, unit, run.level, written);
        }
    }

    /// Adds how often the reader of that number has seen the base forms.
    pub(super) fn add_spellings(&mut self, reader: usize, bases: Vec<Base>) {
        let Some(numbers) = self.readers.get(reader) else {
            return;
        };
        for base in bases {
            let word = self.words.word(numbers.words[base.key as usize]);
            word.spell((!base.is_plain).then_some(&*base.text), base.count);
        }
    }

    /// Adds the inflected forms that the reader of that number has seen.
    pub(super) fn add_forms(&mut self, reader: usize, forms: BTreeSet<(u32, String)>) {
        let Some(numbers) = self.readers.get(reader) else {
            return;
        };
        for (key, form) in forms {
            let word = self.words.word(numbers.words[key as usize]);
            word.forms.insert(form);
        }
    }

    /// Adds a synonym.
    pub(super) fn add_synonym(&mut self, synonym: Synonym) {
        let number = self.words.number(synonym.key.into());
        let word = self.words.word(number);
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
        order::in_order(grams.chain(self.words.into_keys()).collect())
    }
}
