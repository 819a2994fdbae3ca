use crate::model::search::{Block, ReadingKey, SearchPage, TextField};
use crate::search::build;
use crate::words::{Term, Tokenizer};

fn readings_of(text: &str, rubies: &[(&str, &str)], terms: &[Term]) -> Vec<ReadingKey> {
    let rubies = rubies.iter().map(|(base, reading)| {
        let start = text.find(base).expect("the base is in the text");
        (start..start + base.len(), (*reading).to_owned())
    });
    let block = Block {
        field: TextField::Body,
        anchor: String::new(),
        rubies: rubies.collect(),
        text: text.to_owned(),
    };
    let page = SearchPage {
        blocks: vec![block],
        ..SearchPage::default()
    };
    let tokenizer = Tokenizer::embedded(terms).expect("the terms compile");
    build(vec![page], &[], &tokenizer, None).readings
}

/// The words that are found under the key of `reading` and read so.
fn words<'a>(readings: &'a [ReadingKey], reading: &str) -> Vec<(&'a str, bool)> {
    let key = crate::text::kana::reading_key(reading);
    let found = readings.iter().filter(|found| found.key == key);
    let words = found.flat_map(|found| &found.words);
    words
        .filter(|word| word.reading == reading)
        .map(|word| (word.surface.as_str(), word.inflects))
        .collect()
}

#[test]
fn nouns_verbs_and_adverbs_are_found_by_their_readings() {
    let readings = readings_of("画像診断を受けに必ず走った。新しいサーバー。", &[], &[]);
    assert_eq!(words(&readings, "しんだん"), [("診断", false)]);
    assert_eq!(words(&readings, "はしる"), [("走る", true)]);
    assert_eq!(words(&readings, "うける"), [("受ける", true)]);
    assert_eq!(words(&readings, "あたらしい"), [("新しい", true)]);
    assert_eq!(words(&readings, "かならず"), [("必ず", false)]);
    assert_eq!(words(&readings, "がぞうしんだん"), [("画像診断", false)]);
    assert_eq!(words(&readings, "さーばー"), []);
    assert!(readings.iter().all(|reading| !reading.key.contains('ー')));
    let keys: Vec<_> = readings.iter().map(|reading| &reading.key).collect();
    assert!(keys.is_sorted());
}

#[test]
fn old_kanji_are_read_as_new_ones() {
    let readings = readings_of("𠮷田と國家。吉田と国家。市塲", &[], &[]);
    assert_eq!(
        words(&readings, "よしだ"),
        [("吉田", false), ("𠮷田", false)]
    );
    assert_eq!(
        words(&readings, "こっか"),
        [("国家", false), ("國家", false)]
    );
    assert_eq!(words(&readings, "いちば"), [("市塲", false)]);
}

#[test]
fn suffixes_are_read_in_all_of_their_ways() {
    let text = "演算子と列挙子、初期値、設計者、要素数、12月";
    let readings = readings_of(text, &[], &[]);
    for (reading, word) in [
        ("えんざんし", "演算子"),
        ("れっきょし", "列挙子"),
        ("しょきち", "初期値"),
        ("せっけいしゃ", "設計者"),
        ("ようそすう", "要素数"),
        ("がつ", "月"),
    ] {
        assert!(
            words(&readings, reading).contains(&(word, false)),
            "{reading}"
        );
    }
}

#[test]
fn from_every_noun_of_a_run_on_up_to_four_are_read_together() {
    let readings = readings_of("画像診断支援データ活用基盤とPHR情報", &[], &[]);
    for (reading, word) in [
        ("がぞうしんだんしえんでーた", "画像診断支援データ"),
        ("しんだんしえんでーたかつよう", "診断支援データ活用"),
        ("でーたかつようきばん", "データ活用基盤"),
        ("かつようきばん", "活用基盤"),
        ("じょうほう", "情報"),
    ] {
        assert_eq!(words(&readings, reading), [(word, false)], "{reading}");
    }
}

#[test]
fn terms_of_the_site_come_before_the_dictionary() {
    let term = |surface: &str, reading: &str| Term {
        surface: surface.to_owned(),
        reading: Some(reading.to_owned()),
    };
    let terms = [term("市場", "いちば"), term("PHR", "ぴーえいちあーる")];
    let readings = readings_of("市場調査とPHR情報", &[], &terms);
    assert_eq!(words(&readings, "いちば"), [("市場", false)]);
    assert_eq!(words(&readings, "しじょう"), []);
    assert_eq!(words(&readings, "ぴーえいちあーる"), [("PHR", false)]);
    assert_eq!(
        words(&readings, "ぴーえいちあーるじょうほう"),
        [("PHR情報", false)]
    );
    assert_eq!(words(&readings, "いちばちょうさ"), [("市場調査", false)]);
}

#[test]
fn ruby_comes_before_all_where_it_stands_and_nowhere_else() {
    let readings = readings_of(
        "昨日診断、小鳥遊さん、走った。",
        &[("診断", "みたて"), ("小鳥遊", "たかなし"), ("走", "わし")],
        &[],
    );
    assert_eq!(words(&readings, "みたて"), [("診断", false)]);
    assert_eq!(words(&readings, "しんだん"), []);
    assert_eq!(words(&readings, "たかなし"), [("小鳥遊", false)]);
    assert_eq!(words(&readings, "わしる"), [("走る", true)]);
    assert_eq!(words(&readings, "はしる"), []);
    let elsewhere = readings_of("診断と診断", &[("診断", "みたて")], &[]);
    assert_eq!(words(&elsewhere, "みたて"), [("診断", false)]);
    assert_eq!(words(&elsewhere, "しんだん"), [("診断", false)]);
}
