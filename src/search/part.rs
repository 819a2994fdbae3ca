//! A part of the index: some neighbouring pages, read together and remembered together.
//!
//! Where a part ends is decided by the addresses of its pages, so that an edit of one page, or a new
//! one, changes one part or two and leaves the others what they were. What a part says depends on
//! nothing but its texts and the dictionary.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::gram_set::Gram;
use super::readings::PartReadings;
use super::runs::RunTexts;
use super::terms::{Reader, Terms};
use super::texts::Texts;
use super::units::units;
use crate::model::memory::{Key, Memory, Shelf, keep, key, recall};
use crate::model::search::SearchPage;
use crate::words::Tokenizer;

/// A part has so many pages at most.
const MOST_PAGES: usize = 64;
/// Of so many pages, about one begins a part.
const ABOUT: u8 = 32;

/// What some pages hold.
#[derive(Serialize, Deserialize)]
pub(super) struct Part {
    /// Units in the order of their pages.
    pub(super) units: Vec<Terms>,
    /// By the numbers that the units give.
    pub(super) grams: Vec<Gram>,
    /// The same: keys of words.
    pub(super) words: Texts,
    /// The same: runs of nouns.
    pub(super) runs: RunTexts,
    /// How words are written.
    pub(super) spellings: Vec<Spelling>,
    /// Numbers of words, and their other forms.
    pub(super) forms: Vec<(u32, String)>,
    /// How words are read.
    pub(super) readings: PartReadings,
}

impl Part {
    /// Whether every number has something behind it: what is remembered comes from outside.
    fn is_sound(&self) -> bool {
        let is_word = |word: u32| (word as usize) < self.words.len();
        let is_unit = |unit: &Terms| {
            let mut grams = unit.grams.iter();
            let mut words = unit.words.iter();
            let mut runs = unit.runs.iter();
            grams.all(|gram| ((gram / 2) as usize) < self.grams.len())
                && words.all(|(word, _)| is_word(*word))
                && runs.all(|run| {
                    (run.key as usize) < self.runs.keys.len()
                        && (run.spelling as usize) < self.runs.written.len()
                })
        };
        self.units.iter().all(is_unit)
            && self.spellings.iter().all(|spelling| is_word(spelling.word))
            && self.forms.iter().all(|(word, _)| is_word(*word))
    }
}

/// How often a word is written so.
#[derive(Serialize, Deserialize)]
pub(super) struct Spelling {
    /// The number of its key.
    pub(super) word: u32,
    /// Where that is not the key.
    pub(super) written: Option<Box<str>>,
    pub(super) count: u64,
}

/// What earlier builds know, and what names the dictionary with its terms.
#[derive(Clone, Copy)]
pub struct Remembered<'m> {
    /// What they know.
    pub memory: &'m dyn Memory,
    /// Another one for every dictionary.
    pub dictionary: Key,
}

/// Where the parts of `pages` are.
pub(super) fn parts(pages: &[SearchPage]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, page) in pages.iter().enumerate() {
        let begins = blake3::hash(page.url.as_bytes()).as_bytes()[0].is_multiple_of(ABOUT);
        if at > start && (begins || at - start == MOST_PAGES) {
            parts.push(start..at);
            start = at;
        }
    }
    if start < pages.len() {
        parts.push(start..pages.len());
    }
    parts
}

/// What `pages` hold.
pub(super) fn part(
    pages: &[SearchPage],
    tokenizer: &Tokenizer,
    remembered: Option<Remembered<'_>>,
) -> Part {
    let read = || {
        let mut reader = Reader::new(tokenizer);
        let mut terms = Vec::new();
        for page in pages {
            for unit in units(0, &page.blocks) {
                terms.push(reader.terms(&page.blocks[unit.blocks]));
            }
        }
        reader.finish(terms)
    };
    let Some(Remembered { memory, dictionary }) = remembered else {
        return read();
    };
    let key = key(&[&dictionary, &texts(pages)]);
    let known: Option<Part> = recall(memory, Shelf::Terms, &key);
    known.filter(Part::is_sound).unwrap_or_else(|| {
        let part = read();
        keep(memory, Shelf::Terms, key, &part);
        part
    })
}

/// The texts of `pages` in one, each told from the next.
fn texts(pages: &[SearchPage]) -> Vec<u8> {
    let mut texts = Vec::new();
    let mut add = |bytes: &[u8]| {
        texts.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        texts.extend_from_slice(bytes);
    };
    for page in pages {
        add(&page.blocks.len().to_le_bytes());
        for block in &page.blocks {
            add(&[block.field as u8]);
            add(block.text.as_bytes());
            add(&block.rubies.len().to_le_bytes());
            for (range, reading) in &block.rubies {
                add(&range.start.to_le_bytes());
                add(&range.end.to_le_bytes());
                add(reading.as_bytes());
            }
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(numbers: Range<usize>) -> Vec<SearchPage> {
        let page = |number| SearchPage {
            url: format!("p{number:04}.html"),
            ..SearchPage::default()
        };
        numbers.map(page).collect()
    }

    #[test]
    fn a_new_page_leaves_most_parts_what_they_were() {
        let pages = urls(0..1000);
        let all = parts(&pages);
        assert!(all.len() > 15 && all.iter().all(|part| part.len() <= MOST_PAGES));
        assert_eq!(all.iter().map(ExactSizeIterator::len).sum::<usize>(), 1000);
        let first = |parts: &[Range<usize>], pages: &[SearchPage]| -> Vec<String> {
            parts
                .iter()
                .map(|part| pages[part.start].url.clone())
                .collect()
        };
        let fewer = urls(1..1000);
        let (all, fewer) = (first(&all, &pages), first(&parts(&fewer), &fewer));
        let same = all.iter().filter(|url| fewer.contains(url)).count();
        assert!(same + 4 > all.len(), "{same} of {}", all.len());
    }
}
