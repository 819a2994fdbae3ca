//! Turns "what each unit holds" around into "which units hold each key".

mod order;
mod words;

use super::gram_set::Gram;
use super::hash::QuickMap;
use super::part::Part;
use super::readings::PartReadings;
use super::runs::RunTexts;
use super::synonyms::Synonym;
use super::tally::PROMINENT;
use super::terms::Terms;
use crate::model::search::{GramPostings, Key};
use words::Words;

/// Collects the terms of part after part.
#[derive(Default)]
pub(super) struct Inverter {
    next_unit: u32,
    gram_numbers: QuickMap<Gram, u32>,
    grams: Vec<(Gram, GramPostings)>,
    words: Words,
}

/// For the numbers that a part gives to its terms, those of the whole index.
struct Numbers {
    words: Vec<usize>,
    runs: Vec<usize>,
    grams: Vec<u32>,
}

impl Inverter {
    /// Adds the next part; returns how its words are read.
    pub(super) fn add(&mut self, part: Part) -> PartReadings {
        let numbers = self.numbers(&part);
        for terms in &part.units {
            self.add_unit(terms, &numbers, &part.runs);
            self.next_unit += 1;
        }
        for spelling in part.spellings {
            let word = self.words.word(numbers.words[spelling.word as usize]);
            word.spell(spelling.written.as_deref(), spelling.count);
        }
        for (word, form) in part.forms {
            let word = self.words.word(numbers.words[word as usize]);
            word.forms.insert(form);
        }
        part.readings
    }

    fn numbers(&mut self, part: &Part) -> Numbers {
        let words = part.words.iter().map(|key| self.words.number(key));
        let words = words.collect();
        let runs = part.runs.keys.iter().map(|key| self.words.run_number(key));
        let runs = runs.collect();
        let grams = part.grams.iter().map(|&gram| {
            let next = self.grams.len() as u32;
            let number = *self.gram_numbers.entry(gram).or_insert(next);
            if number == next {
                self.grams.push((gram, GramPostings::default()));
            }
            number
        });
        Numbers {
            words,
            runs,
            grams: grams.collect(),
        }
    }

    fn add_unit(&mut self, terms: &Terms, numbers: &Numbers, runs: &RunTexts) {
        let unit = self.next_unit;
        for gram in &terms.grams {
            let number = numbers.grams[(gram / 2) as usize];
            let postings = &mut self.grams[number as usize].1;
            if gram % 2 == 1 {
                postings.prominent.push(postings.units.len() as u32);
            }
            postings.units.push(unit);
        }
        for &(word, level) in &terms.words {
            let number = numbers.words[word as usize];
            self.words.word(number).push(unit, level);
        }
        for run in &terms.runs {
            let number = numbers.runs[run.key as usize];
            let written = runs.written[run.spelling as usize].as_deref();
            self.words.add_run(number, unit, run.level, written);
        }
    }

    /// Adds a synonym.
    pub(super) fn add_synonym(&mut self, synonym: Synonym) {
        let number = self.words.number(&synonym.key);
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
