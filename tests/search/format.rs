//! What the files hold is what the index says, whatever the index is.

use hakusho::diag::Localized;
use hakusho::model::SearchIndex;
use hakusho::model::search::{
    Block, Facet, FacetValue, Key, Postings, ReadWord, ReadingKey, SearchPage, TextField, Unit,
    WordPostings,
};
use hakusho::search::build;
use hakusho::text::kana::reading_key;
use hakusho::words::Tokenizer;
use serde_json::json;

use crate::files::{Decoded, decoded, payload, string, varints};
use crate::pages::{Random, random, written};
use crate::support::made;

fn postings(numbers: &[u32]) -> Postings {
    let mut postings = Postings::default();
    numbers.iter().for_each(|&number| postings.push(number));
    postings
}

fn word(surface: &str, reading: &str, inflects: bool) -> ReadWord {
    ReadWord {
        surface: surface.to_owned(),
        reading: reading.to_owned(),
        inflects,
    }
}

fn block(field: TextField, anchor: &str, text: &str) -> Block {
    Block {
        field,
        anchor: anchor.to_owned(),
        text: text.to_owned(),
        rubies: Vec::new(),
    }
}

/// As many readings as there are numbers, sorted.
fn readings(count: usize) -> Vec<ReadingKey> {
    let kana: Vec<char> = ('あ'..='ん').collect();
    let letters = |mut number: usize| -> String {
        let mut reading = String::new();
        for _ in 0..3 {
            reading.insert(0, kana[number % kana.len()]);
            number /= kana.len();
        }
        reading
    };
    let readings = (0..count).map(|number| {
        let reading = letters(number);
        ReadingKey {
            key: reading.clone(),
            words: vec![word(&format!("語{number}"), &reading, false)],
        }
    });
    readings.collect()
}

/// Each key is in the last shard that begins at or before it, in the order of JavaScript.
fn check_shards(shards: &[Vec<String>], starts: &[String]) {
    let units = |text: &str| -> Vec<u16> { text.encode_utf16().collect() };
    let starts: Vec<Vec<u16>> = starts.iter().map(|start| units(start)).collect();
    assert_eq!(starts.len(), shards.len());
    assert!(starts.windows(2).all(|pair| pair[0] < pair[1]));
    let mut before = None;
    for (number, keys) in shards.iter().enumerate() {
        for key in keys {
            let key = units(key);
            let found = starts.iter().rposition(|start| *start <= key);
            assert_eq!(found, Some(number), "{key:?}");
            assert!(before < Some(key.clone()), "{key:?} comes too late");
            before = Some(key);
        }
    }
}

fn reading_keys(files: &Decoded) -> Vec<Vec<String>> {
    let keys = |shard: &Vec<Vec<serde_json::Value>>| {
        let keys = shard.iter().map(|entry| string(&entry[0]).to_owned());
        keys.collect()
    };
    files.reading_shards.iter().map(keys).collect()
}

#[test]
fn shards_are_ranges_of_one_sorted_list() {
    let mut pages = written();
    pages.extend(random(&mut Random(7), 120));
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    let mut index = build(pages, &[], &tokenizer, None);
    index.readings = readings(2_000);
    let bytes = made(&index, 512);
    let files = decoded(&bytes);
    check_shards(&files.key_shards, &files.key_starts);
    assert!(
        files
            .key_shards
            .concat()
            .iter()
            .eq(index.keys.iter().map(|key| &key.text))
    );
    assert!(files.key_shards.len() > 10);
    let keys = reading_keys(&files);
    check_shards(&keys, &files.reading_starts);
    assert!(
        keys.concat()
            .iter()
            .eq(index.readings.iter().map(|reading| &reading.key))
    );
    assert!(keys.len() > 10);
    let again = made(&index, 512);
    assert_eq!(bytes, again, "the same index gives the same bytes");
}

#[test]
fn an_empty_index_has_a_shard_of_each_kind_and_no_text() {
    let files = made(&SearchIndex::default(), 512);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = ["filters", "k/0", "manifest", "r/0"].map(|name| format!("search/{name}.js"));
    assert_eq!(names, expected);
    let read = decoded(&files);
    assert_eq!(
        (read.key_starts, read.reading_starts),
        (vec![String::new()], vec![String::new()])
    );
    assert_eq!(read.filters, json!([]));
}

#[test]
fn a_reading_is_told_where_it_is_not_the_key() {
    let entry = |words: &[ReadWord]| ReadingKey {
        key: reading_key(&words[0].reading),
        words: words.to_vec(),
    };
    let index = SearchIndex {
        readings: vec![
            entry(&[word("港", "みなと", false), word("湊", "みなと", false)]),
            entry(&[word("走る", "はしる", true)]),
            entry(&[word("横浜サーバー", "よこはまさーばー", false)]),
        ],
        ..SearchIndex::default()
    };
    let read = decoded(&made(&index, 1 << 20));
    let expected = [
        json!(["みなと", "港", "湊"]),
        json!(["はしる", ["走る", "", 1]]),
        json!(["よこはまさば", ["横浜サーバー", "よこはまさーばー", 0]]),
    ];
    assert_eq!(json!(read.reading_shards), json!([expected]));
}

#[test]
fn words_keep_how_they_are_displayed_and_their_forms() {
    let key = |text: &str, display: Option<&str>, forms: &[&str]| Key {
        text: text.to_owned(),
        gram: None,
        word: Some(Box::new(WordPostings {
            units: postings(&[0]),
            levels: vec![0],
            display: display.map(str::to_owned),
            forms: forms.iter().map(|&form| form.to_owned()).collect(),
        })),
    };
    let index = SearchIndex {
        keys: vec![
            key("=phr", None, &["Personal Health Record"]),
            key("デタ", Some("データ"), &[]),
            key("港", None, &[]),
            key("走る", Some("走る"), &["走っ", "走り"]),
        ],
        ..SearchIndex::default()
    };
    let read = decoded(&made(&index, 1 << 20));
    let strings = |display: Option<&str>, forms: &[&str]| {
        let forms: Vec<String> = forms.iter().map(|&form| form.to_owned()).collect();
        (display.map(str::to_owned), forms)
    };
    assert_eq!(
        read.words["=phr"],
        strings(None, &["Personal Health Record"])
    );
    assert_eq!(read.words["デタ"], strings(Some("データ"), &[]));
    assert_eq!(read.words["走る"], strings(Some("走る"), &["走っ", "走り"]));
    assert!(!read.words.contains_key("港"));
}

#[test]
fn units_name_their_page_and_the_heading_above_them() {
    let index = SearchIndex {
        pages: vec![SearchPage {
            url: "a%20b.html".to_owned(),
            title: "表題".to_owned(),
            blocks: vec![
                block(TextField::Title, "", "表題"),
                block(TextField::Heading, "h", "見出し"),
                block(TextField::Body, "h", "本文"),
            ],
            ..SearchPage::default()
        }],
        units: vec![
            Unit {
                page: 0,
                blocks: 0..2,
                under: None,
            },
            Unit {
                page: 0,
                blocks: 2..3,
                under: Some(1),
            },
        ],
        ..SearchIndex::default()
    };
    let texts = payload(&made(&index, 512), "t/0").expect("one text file");
    let expected = json!([
        ["a%20b.html", "表題", "", "t", "表題", "hh", "見出し"],
        ["a%20b.html", "表題", "見出し", "bh", "本文"],
    ]);
    assert_eq!(texts, expected);
}

#[test]
fn filters_name_values_and_the_pages_that_have_them() {
    let label = Localized {
        ja: "担当".to_owned(),
        en: "In charge".to_owned(),
    };
    let value = |value: &str, label: &str, pages: &[u32]| FacetValue {
        value: value.to_owned(),
        label: label.to_owned(),
        pages: postings(pages),
    };
    let index = SearchIndex {
        facets: vec![Facet {
            collection: "measure".to_owned(),
            field: "lead".to_owned(),
            label,
            values: vec![value("m01", "<港>", &[3, 4, 300]), value("m02", "市", &[0])],
        }],
        ..SearchIndex::default()
    };
    let read = decoded(&made(&index, 512));
    let facet = &read.filters[0];
    assert_eq!(facet["collection"], "measure");
    assert_eq!(facet["field"], "lead");
    assert_eq!(facet["label"], json!({"ja": "担当", "en": "In charge"}));
    assert_eq!(facet["values"][0][1], "<港>");
    assert_eq!(facet["values"][1][0], "m02");
    let gaps = |number: usize| varints(string(&facet["values"][number][2]));
    assert_eq!((gaps(0), gaps(1)), (vec![3, 0, 295], vec![0]));
}
