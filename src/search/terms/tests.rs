use super::*;

struct Found {
    words: Vec<(String, u8)>,
    runs: Vec<(String, String, u8)>,
    dates: Vec<(String, u8)>,
    forms: Vec<(String, String)>,
}

impl Found {
    fn level(&self, word: &str) -> Option<u8> {
        let found = self.words.iter().find(|(found, _)| found == word);
        found.map(|(_, level)| *level)
    }
}

fn terms_of(blocks: &[(TextField, &str)]) -> Found {
    let blocks: Vec<Block> = blocks
        .iter()
        .map(|&(field, text)| Block {
            field,
            anchor: String::new(),
            text: text.to_owned(),
            rubies: Vec::new(),
        })
        .collect();
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    let mut reader = Reader::new(&tokenizer);
    let terms = reader.terms(&blocks);
    let part = reader.finish(vec![terms]);
    let terms = &part.units[0];
    let key = |number: u32| {
        let word = part.words.iter().nth(number as usize);
        word.expect("a word").to_owned()
    };
    let forms = part.forms.iter();
    let counted = terms.words.iter();
    let counted = counted.map(|&(word, level)| (key(word), level));
    let (dates, words) = counted.partition(|(key, _)| key.starts_with('@'));
    let run = |run: &UnitRun| {
        let key = part
            .runs
            .keys
            .iter()
            .nth(run.key as usize)
            .expect("a run")
            .to_owned();
        let written = part.runs.written[run.spelling as usize]
            .as_ref()
            .map_or_else(|| key.clone(), |text| text.to_string());
        (key, written, run.level)
    };
    Found {
        words,
        runs: terms.runs.iter().map(run).collect(),
        dates,
        forms: forms
            .map(|(base, form)| (key(*base), form.clone()))
            .collect(),
    }
}

#[test]
fn words_are_base_forms_and_unknown_words_stay() {
    let terms = terms_of(&[
        (TextField::Heading, "介護ロボット"),
        (TextField::Body, "クロージャとＡＭＥＤ。道を走った。走る。"),
    ]);
    assert_eq!(terms.level("介護"), Some(3));
    assert_eq!(terms.level("クロジャ"), Some(0));
    assert_eq!(terms.level("amed"), Some(0));
    assert_eq!(terms.level("走る"), Some(1));
    assert_eq!(terms.level("を"), None);
    assert_eq!(terms.forms, [("走る".to_owned(), "走っ".to_owned())]);
}

#[test]
fn a_form_of_one_character_takes_the_next_along() {
    let terms = terms_of(&[(TextField::Body, "映画を見て、した。")]);
    assert_eq!(terms.forms, [("見る".to_owned(), "見て".to_owned())]);
}

#[test]
fn code_is_words_of_letters_and_digits() {
    let terms = terms_of(&[(TextField::Code, "let PHR_1 = open(\"phr\"); phr;\n")]);
    assert_eq!(terms.level("phr"), Some(1));
    assert_eq!(terms.level("phr_1"), Some(0));
    assert_eq!(terms.level("open"), Some(0));
    assert_eq!(terms.level(""), None);
}

#[test]
fn identifiers_are_found_by_their_pieces_in_any_text() {
    let text = "関数getUserNameとuser_nameを呼ぶ";
    let terms = terms_of(&[(TextField::Body, text), (TextField::Code, "getUserId()")]);
    for (word, level) in [
        ("getusername", 0),
        ("get", 1),
        ("user_name", 0),
        ("user", 1),
        ("name", 1),
        ("getuserid", 0),
        ("id", 0),
    ] {
        assert_eq!(terms.level(word), Some(level), "{word}");
    }
}

#[test]
fn neighbouring_nouns_are_one_word_too_and_numbers_are_not() {
    let mut terms = terms_of(&[
        (TextField::Title, "PHR データ活用"),
        (TextField::Heading, "画像診断"),
        (
            TextField::Body,
            "データヘルスの推進。令和2年度予算案。画像診断。",
        ),
    ]);
    terms.runs.sort();
    let runs: Vec<_> = terms
        .runs
        .iter()
        .map(|(key, written, level)| (key.as_str(), written.as_str(), *level))
        .collect();
    let expected = [
        ("phrデタ活用", "PHR データ活用", 3),
        ("デタヘルス", "データヘルス", 0),
        ("デタ活用", "データ活用", 3),
        ("年度予算案", "年度予算案", 0),
        ("画像診断", "画像診断", 3),
    ];
    assert_eq!(runs, expected);
}

#[test]
fn dates_are_keys_with_the_months_and_years_around_them() {
    let mut terms = terms_of(&[(TextField::Body, "平成30年度、H30.12.19、2018年12月、")]);
    terms.dates.sort();
    let found: Vec<_> = terms
        .dates
        .iter()
        .map(|(key, level)| (key.as_str(), *level))
        .collect();
    let expected = [
        ("@2018", 1),
        ("@2018-12", 1),
        ("@2018-12-19", 0),
        ("@FY2018", 0),
    ];
    assert_eq!(found, expected);
}
