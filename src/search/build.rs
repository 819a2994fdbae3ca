//! Turns "what each unit holds" around into "which units hold each key".

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::gram_set::{Gram, GramSet, QuickMap};
use super::terms::{Terms, terms};
use super::units::units;
use crate::model::SearchIndex;
use crate::model::search::{GramPostings, Key, SearchPage, Unit, WordPostings};
use crate::words::Tokenizer;

/// Units whose terms are held at one time.
const BATCH: usize = 256;

/// The index of `pages`, which are in the order that breaks ties between hits.
///
/// `synonyms` are groups of words that mean the same (`search.synonyms`).
pub fn build(
    pages: Vec<SearchPage>,
    synonyms: &[Vec<String>],
    tokenizer: &Tokenizer,
) -> SearchIndex {
    let _ = synonyms;
    let units: Vec<Unit> = pages
        .iter()
        .enumerate()
        .flat_map(|(number, page)| units(number, &page.blocks))
        .collect();
    let terms_of = |batch: &[Unit]| -> Vec<Terms> {
        batch
            .par_iter()
            .map_init(GramSet::default, |set, unit| {
                let blocks = &pages[unit.page].blocks[unit.blocks.clone()];
                terms(blocks, tokenizer, set)
            })
            .collect()
    };
    let mut inverter = Inverter::default();
    let mut ready = Vec::new();
    for batch in units.chunks(BATCH) {
        let ((), next) = rayon::join(|| inverter.add(ready), || terms_of(batch));
        ready = next;
    }
    inverter.add(ready);
    let keys = inverter.keys();
    SearchIndex {
        site: site_id(&pages, &keys),
        pages,
        units,
        keys,
        readings: Vec::new(),
        facets: Vec::new(),
    }
}

/// Names what the files will hold, so that files of two builds are never mixed.
fn site_id(pages: &[SearchPage], keys: &[Key]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add_bytes = |bytes: &[u8]| {
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    for key in keys {
        add_bytes(key.text.as_bytes());
        if let Some(gram) = &key.gram {
            add_bytes(gram.units.gaps());
        }
        if let Some(word) = &key.word {
            add_bytes(&word.levels);
            word.forms
                .iter()
                .for_each(|form| add_bytes(form.as_bytes()));
        }
    }
    let mut add = |text: &str| add_bytes(text.as_bytes());
    for page in pages {
        add(&page.url);
        add(&page.title);
        add(page.collection.as_deref().unwrap_or_default());
        for block in &page.blocks {
            add(&block.anchor);
            add(&block.text);
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Collects the terms of unit after unit.
#[derive(Default)]
struct Inverter {
    next_unit: u32,
    gram_numbers: QuickMap<Gram, usize>,
    grams: Vec<(Gram, GramPostings)>,
    word_numbers: QuickMap<String, usize>,
    words: Vec<(WordPostings, BTreeSet<String>)>,
}

impl Inverter {
    fn add(&mut self, batch: Vec<Terms>) {
        for terms in batch {
            self.add_unit(terms);
            self.next_unit += 1;
        }
    }

    fn add_unit(&mut self, terms: Terms) {
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
            postings.units.push(self.next_unit);
        }
        for (word, level) in terms.words {
            let fresh = self.words.len();
            let number = *self.word_numbers.entry(word).or_insert(fresh);
            if number == fresh {
                self.words.push(Default::default());
            }
            let postings = &mut self.words[number].0;
            postings.units.push(self.next_unit);
            postings.levels.push(level);
        }
        for (base, form) in terms.forms {
            if let Some(&number) = self.word_numbers.get(&base) {
                self.words[number].1.insert(form);
            }
        }
    }

    /// All keys in their final order, grams and words of the same text in one.
    fn keys(self) -> Vec<Key> {
        let grams = self.grams.into_iter().map(|(gram, postings)| Key {
            text: gram.text(),
            gram: Some(postings),
            word: None,
        });
        let mut words = self.words;
        let words = self.word_numbers.into_iter().map(|(text, number)| {
            let (mut postings, forms) = std::mem::take(&mut words[number]);
            postings.forms = forms.into_iter().collect();
            Key {
                text,
                gram: None,
                word: Some(Box::new(postings)),
            }
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

/// The order of strings in JavaScript: by UTF-16 code units.
fn by_utf16(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::search::{Block, TextField};

    fn page(texts: &[&str]) -> SearchPage {
        SearchPage {
            blocks: texts
                .iter()
                .map(|text| Block {
                    field: TextField::Body,
                    anchor: String::new(),
                    text: (*text).to_owned(),
                    rubies: Vec::new(),
                })
                .collect(),
            ..SearchPage::default()
        }
    }

    fn sample() -> SearchIndex {
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        let pages = vec![page(&["画像", "診断"]), page(&["画像診断", "𠮷と\u{FA0E}"])];
        build(pages, &[], &tokenizer)
    }

    #[test]
    fn keys_lead_to_their_units_and_no_gram_spans_two_blocks() {
        let index = sample();
        let units = |text: &str| -> Vec<u32> {
            let key = index.keys.iter().find(|key| key.text == text);
            let gram = key.and_then(|key| key.gram.as_ref());
            gram.map(|gram| gram.units.iter().collect())
                .unwrap_or_default()
        };
        assert_eq!(units("画像"), [0, 1]);
        assert_eq!(units("像診"), [1]);
        assert_eq!(units("断"), [0, 1]);
        let word = index.keys.iter().find(|key| key.text == "診断");
        let word = word
            .and_then(|key| key.word.as_ref())
            .expect("診断 is a word");
        assert_eq!(word.units.iter().collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn keys_are_in_the_order_of_javascript() {
        let index = sample();
        let texts: Vec<Vec<u16>> = index
            .keys
            .iter()
            .map(|key| key.text.encode_utf16().collect())
            .collect();
        assert!(texts.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn the_site_is_named_after_its_content() {
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        let one = build(vec![page(&["一", "二"])], &[], &tokenizer);
        assert_eq!(
            one.site,
            build(vec![page(&["一", "二"])], &[], &tokenizer).site
        );
        assert_ne!(one.site, build(vec![page(&["一二"])], &[], &tokenizer).site);
        assert_eq!(one.site.len(), 16);
    }
}
