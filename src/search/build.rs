//! Reads all pages on all threads, and puts together what they hold.

use rayon::prelude::*;

use super::invert::Inverter;
use super::part::{Part, Remembered, part, parts};
use super::units::units;
use super::{readings, synonyms};
use crate::model::SearchIndex;
use crate::model::search::{SearchPage, Unit};
use crate::words::Tokenizer;

/// Parts that are held at one time.
const BATCH: usize = 8;

/// The index of `pages`, which are in the order that breaks ties between hits, without facets and
/// without a place.
///
/// `synonyms` are groups of words that mean the same (`search.synonyms`).
pub fn build(
    pages: Vec<SearchPage>,
    synonyms: &[Vec<String>],
    tokenizer: &Tokenizer,
    remembered: Option<Remembered<'_>>,
) -> SearchIndex {
    let units: Vec<Unit> = pages
        .iter()
        .enumerate()
        .flat_map(|(number, page)| units(number, &page.blocks))
        .collect();
    let mut inverter = Inverter::default();
    let mut words = Vec::new();
    let mut add = |parts: Vec<Part>| {
        for part in parts {
            words.push(inverter.add(part));
        }
    };
    let mut ready = Vec::new();
    for batch in parts(&pages).chunks(BATCH) {
        let read = || {
            let ranges = batch.par_iter();
            let read = ranges.map(|range| part(&pages[range.clone()], tokenizer, remembered));
            read.collect()
        };
        let ((), next) = rayon::join(|| add(std::mem::take(&mut ready)), read);
        ready = next;
    }
    add(ready);
    for synonym in synonyms::synonyms(synonyms, &pages, &units) {
        inverter.add_synonym(synonym);
    }
    let (keys, readings) = rayon::join(|| inverter.keys(), || readings::merge(&words));
    SearchIndex {
        pages,
        units,
        keys,
        readings,
        ..SearchIndex::default()
    }
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
        build(pages, &[], &tokenizer, None)
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

    fn word(index: &SearchIndex, key: &str) -> Option<(Vec<u32>, Vec<u8>, Option<String>)> {
        let key = index.keys.iter().find(|found| found.text == key)?;
        let word = key.word.as_ref()?;
        let units = word.units.iter().collect();
        Some((units, word.levels.clone(), word.display.clone()))
    }

    fn index_of(pages: &[&[&str]]) -> SearchIndex {
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        build(
            pages.iter().map(|texts| page(texts)).collect(),
            &[],
            &tokenizer,
            None,
        )
    }

    #[test]
    fn a_run_of_nouns_is_a_word_from_its_second_unit_on() {
        let index = index_of(&[
            &["データ活用の診断支援。データ活用。"],
            &["道"],
            &["ﾃﾞｰﾀ活用"],
        ]);
        let display = Some("データ活用".to_owned());
        assert_eq!(
            word(&index, "デタ活用"),
            Some((vec![0, 2], vec![1, 0], display))
        );
        assert_eq!(word(&index, "診断支援"), None);
    }

    #[test]
    fn a_word_is_shown_as_it_is_written_most_often() {
        let index = index_of(&[&["PHRとPHRとphrと、ユーザとユーザーとユーザーと、道。"]]);
        for (key, display) in [
            ("phr", Some("PHR")),
            ("ユザ", Some("ユーザー")),
            ("道", None),
        ] {
            let (_, _, found) = word(&index, key).expect("a word");
            assert_eq!(found.as_deref(), display, "{key}");
        }
    }

    #[test]
    fn dates_and_synonyms_are_keys() {
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        let mut pages = vec![page(&["道"]), page(&["H30.12.19と平成30年度"])];
        pages[1].synonyms.push("ＰＨＲ".to_owned());
        let group = ["PHR", "健康記録"].map(str::to_owned).to_vec();
        let index = build(pages, &[group], &tokenizer, None);
        for key in ["@2018-12-19", "@2018-12", "@2018", "@FY2018"] {
            assert_eq!(word(&index, key), Some((vec![1], vec![0], None)), "{key}");
        }
        assert_eq!(word(&index, "=phr"), Some((vec![1], vec![3], None)));
        let key = index.keys.iter().find(|key| key.text == "=健康記録");
        let word = key.and_then(|key| key.word.as_ref()).expect("a synonym");
        assert_eq!(word.forms, ["PHR"]);
        assert!(word.units.is_empty());
    }

    #[test]
    fn threads_change_nothing() {
        let texts: Vec<String> = (0..600)
            .map(|n| format!("第{n}章のデータ活用{}と画像診断支援を{n}回走った。", n % 7))
            .collect();
        let build_with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let texts: Vec<[&str; 1]> = texts.iter().map(|text| [text.as_str()]).collect();
            let pages: Vec<&[&str]> = texts.iter().map(|text| &text[..]).collect();
            pool.expect("a pool").install(|| index_of(&pages))
        };
        assert_eq!(build_with(1), build_with(3));
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
}
