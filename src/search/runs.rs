//! The runs of nouns and the titles that one thread has met, as numbers: most text repeats them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::hash::QuickMap;
use super::lexicon::LONGEST_WORD;
use super::tally::Count;
use super::texts::Texts;
use crate::text::fold::fold_nfkc;

/// Written too long, or not as a word.
const NO_WORD: u32 = u32::MAX;

/// A run of nouns of one unit.
#[derive(Serialize, Deserialize)]
pub(super) struct UnitRun {
    /// The number of its folded form among [`RunTexts::keys`].
    pub(super) key: u32,
    /// As the unit has it first, among [`RunTexts::written`].
    pub(super) spelling: u32,
    /// As `WordPostings::levels` has it.
    pub(super) level: u8,
}

/// What stands behind the numbers of runs.
#[derive(Serialize, Deserialize)]
pub(super) struct RunTexts {
    /// Folded.
    pub(super) keys: Texts,
    /// As they are written, where that is not the key itself.
    pub(super) written: Vec<Option<Box<str>>>,
}

struct Spelling {
    key: u32,
    /// As [`RunTexts::written`].
    written: Option<Arc<str>>,
}

struct Key {
    text: Arc<str>,
    /// In the unit at hand.
    count: Count,
    /// The first spelling in the unit at hand.
    spelling: u32,
}

/// See the module.
#[derive(Default)]
pub(super) struct Runs {
    /// By what is written (NFKC), positions in `spellings` or [`NO_WORD`].
    spelling_numbers: QuickMap<Arc<str>, u32>,
    spellings: Vec<Spelling>,
    key_numbers: QuickMap<Arc<str>, u32>,
    keys: Vec<Key>,
    /// The keys that the unit has.
    unit: Vec<u32>,
}

impl Runs {
    /// Counts a run of nouns, or a title, in the unit.
    pub(super) fn count(&mut self, written: &str, prominent: bool) {
        let spelling = match self.spelling_numbers.get(written) {
            Some(&spelling) => spelling,
            None => self.insert(written),
        };
        if spelling == NO_WORD {
            return;
        }
        let number = self.spellings[spelling as usize].key;
        let key = &mut self.keys[number as usize];
        if key.count.times == 0 {
            key.spelling = spelling;
            self.unit.push(number);
        }
        let times = 1;
        key.count.add(Count { times, prominent });
    }

    fn insert(&mut self, written: &str) -> u32 {
        let folded = fold_nfkc(written);
        // What begins with a sign could be taken for a date or a synonym.
        let is_word =
            folded.starts_with(char::is_alphanumeric) && folded.chars().count() <= LONGEST_WORD;
        if !is_word {
            self.spelling_numbers.insert(written.into(), NO_WORD);
            return NO_WORD;
        }
        let is_plain = folded == written;
        let key = match self.key_numbers.get(&*folded) {
            Some(&key) => key,
            None => self.insert_key(folded.into()),
        };
        let text = match is_plain {
            true => Arc::clone(&self.keys[key as usize].text),
            false => written.into(),
        };
        let number = self.spellings.len() as u32;
        self.spellings.push(Spelling {
            key,
            written: (!is_plain).then(|| Arc::clone(&text)),
        });
        self.spelling_numbers.insert(text, number);
        number
    }

    fn insert_key(&mut self, text: Arc<str>) -> u32 {
        let number = self.keys.len() as u32;
        self.key_numbers.insert(Arc::clone(&text), number);
        self.keys.push(Key {
            text,
            count: Count::default(),
            spelling: NO_WORD,
        });
        number
    }

    /// Ends the unit; returns its runs, each key once.
    pub(super) fn take(&mut self) -> Vec<UnitRun> {
        let keys = &mut self.keys;
        let runs = self.unit.drain(..).map(|number| {
            let key = &mut keys[number as usize];
            UnitRun {
                key: number,
                spelling: key.spelling,
                level: std::mem::take(&mut key.count).level(),
            }
        });
        runs.collect()
    }

    /// What stands behind all numbers.
    pub(super) fn finish(self) -> RunTexts {
        let written = |spelling: Spelling| spelling.written.map(|text| Box::from(&*text));
        RunTexts {
            keys: self.keys.iter().map(|key| &*key.text).collect(),
            written: self.spellings.into_iter().map(written).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_key_are_counted_together_and_the_first_is_shown() {
        let mut runs = Runs::default();
        for (written, prominent) in [
            ("ユーザー名", false),
            ("ユーザ名", false),
            ("診断支援", true),
        ] {
            runs.count(written, prominent);
        }
        let unit = runs.take();
        let found: Vec<_> = unit
            .iter()
            .map(|run| (run.key, run.spelling, run.level))
            .collect();
        assert_eq!(found, [(0, 0, 1), (1, 2, 3)]);
        runs.count("ユーザ名", false);
        let again = runs.take();
        assert_eq!((again.len(), again[0].key, again[0].level), (1, 0, 0));
        let spelling = again[0].spelling as usize;
        let texts = runs.finish();
        let keys: Vec<&str> = texts.keys.iter().collect();
        assert_eq!(keys, ["ユザ名", "診断支援"]);
        assert_eq!(texts.written[0].as_deref(), Some("ユーザー名"));
        assert_eq!(texts.written[spelling].as_deref(), Some("ユーザ名"));
        assert_eq!(texts.written[2], None);
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        let mut runs = Runs::default();
        for written in ["=名", "@2018", "", &"名".repeat(LONGEST_WORD + 1)] {
            runs.count(written, false);
            runs.count(written, false);
        }
        assert!(runs.take().is_empty() && runs.finish().keys.len() == 0);
    }
}
