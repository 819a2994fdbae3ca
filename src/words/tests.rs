//! What the tokenizer promises, with the embedded dictionary.

use std::path::Path;

use proptest::prelude::*;

use super::*;

fn tokenizer() -> Tokenizer {
    Tokenizer::embedded(&[]).expect("the embedded dictionary loads")
}

fn surfaces(text: &str) -> Vec<String> {
    let tokenizer = tokenizer();
    let tokens = tokenizer.tokens(text);
    tokens.iter().map(|t| t.surface.to_owned()).collect()
}

#[test]
fn inflected_words_have_base_form_part_of_speech_and_reading() {
    let tokenizer = tokenizer();
    let tokens = tokenizer.tokens("診断を受けに走った");
    let found: Vec<_> = tokens
        .iter()
        .map(|t| (&*t.base, t.part, t.reading().unwrap_or_default()))
        .collect();
    let expected = [
        ("診断", PartOfSpeech::Noun, "シンダン"),
        ("を", PartOfSpeech::Particle, "ヲ"),
        ("受ける", PartOfSpeech::Verb, "ウケ"),
        ("に", PartOfSpeech::Particle, "ニ"),
        ("走る", PartOfSpeech::Verb, "ハシッ"),
        ("た", PartOfSpeech::Auxiliary, "タ"),
    ];
    assert_eq!(found, expected.map(|(a, b, c)| (a, b, c.to_owned())));
    assert!(tokens.iter().all(|t| t.known));
}

#[test]
fn offsets_are_bytes_of_the_text_and_only_white_space_is_left_out() {
    let text = " ゲノム 医療\n(PHR)を、𠮷野家で\t3.5% ☃ ";
    let tokenizer = tokenizer();
    let mut rest = String::new();
    for token in tokenizer.tokens(text) {
        assert_eq!(&text[token.start..token.end], token.surface);
        rest.push_str(token.surface);
    }
    let expected: String = text.split_whitespace().collect();
    assert_eq!(rest, expected);
}

#[test]
fn old_kanji_are_read_as_new_ones_and_stay_as_they_are() {
    let tokenizer = tokenizer();
    let text = "𠮷田が國家と葛\u{E0100}城の學校で讀んだ。慶應と芥川龍之介";
    let tokens = tokenizer.tokens(text);
    let found: Vec<_> = tokens
        .iter()
        .filter(|token| token.part != PartOfSpeech::Particle)
        .map(|t| (t.surface, &*t.base, t.reading().unwrap_or_default()))
        .collect();
    for expected in [
        ("𠮷田", "𠮷田", "ヨシダ"),
        ("國家", "國家", "コッカ"),
        ("葛\u{E0100}城", "葛\u{E0100}城", "カツラギ"),
        ("學校", "學校", "ガッコウ"),
        ("讀ん", "讀む", "ヨン"),
        ("慶應", "慶應", "ケイオウ"),
        ("龍之介", "龍之介", "リュウノスケ"),
    ] {
        let (surface, base, reading) = expected;
        let expected = (surface, base, reading.to_owned());
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    assert!(
        tokens
            .iter()
            .all(|token| text[token.start..token.end] == *token.surface)
    );
}

#[test]
fn unknown_words_are_kept_whole() {
    for word in [
        "クロージャ",
        "リアクティビティー",
        "コンポーネント",
        "マイナポータル",
        "AMED",
        "PRISM",
        "ICT",
        "JREPO",
        "ImPACT",
        "2020",
    ] {
        let text = format!("{word}は{word}の{word}");
        assert_eq!(surfaces(&text), [word, "は", word, "の", word]);
    }
    let tokenizer = tokenizer();
    let token = &tokenizer.tokens("クロージャ")[0];
    assert_eq!((token.known, &*token.base), (false, "クロージャ"));
    assert_eq!(token.reading().as_deref(), Some("クロージャ"));
}

#[test]
fn known_katakana_words_stay_apart() {
    assert_eq!(surfaces("データヘルス"), ["データ", "ヘルス"]);
    assert_eq!(surfaces("ドラッグフリー"), ["ドラッグ", "フリー"]);
}

#[test]
fn words_in_full_width_of_the_dictionary_are_known_in_nfkc() {
    let tokenizer = tokenizer();
    let tokens = tokenizer.tokens("Tシャツ");
    assert_eq!(tokens.len(), 1);
    assert!(tokens[0].known);
}

#[test]
fn the_era_of_reiwa_is_a_word() {
    let tokenizer = tokenizer();
    let tokens = tokenizer.tokens("令和2年");
    let found: Vec<_> = tokens.iter().map(|t| (t.surface, t.part)).collect();
    assert_eq!(
        found,
        [
            ("令和", PartOfSpeech::ProperNoun),
            ("2", PartOfSpeech::Number),
            ("年", PartOfSpeech::SuffixNoun),
        ]
    );
    assert_eq!(tokens[0].reading().as_deref(), Some("レイワ"));
}

#[test]
fn every_term_of_the_built_in_list_is_one_word_with_its_reading() {
    let tokenizer = tokenizer();
    let terms = include_str!("terms.csv").lines();
    let mut count = 0;
    for line in terms.filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split(',').collect();
        let text = format!("{}の", columns[0]);
        let tokens = tokenizer.tokens(&text);
        assert_eq!(tokens[0].surface, columns[0]);
        assert_eq!(tokens[0].reading().as_deref(), Some(columns[1]));
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn signs_are_signs_and_rare_kanji_are_not() {
    let tokenizer = tokenizer();
    let parts: Vec<_> = tokenizer.tokens("(!𩸽").iter().map(|t| t.part).collect();
    assert_eq!(
        parts,
        [
            PartOfSpeech::Symbol,
            PartOfSpeech::Symbol,
            PartOfSpeech::Noun
        ]
    );
}

#[test]
fn a_site_s_terms_are_one_word_with_their_reading() {
    let terms = [
        Term {
            surface: "次世代医療基盤法".to_owned(),
            reading: Some("じせだいいりょうきばんほう".to_owned()),
        },
        Term {
            surface: "\"A,B\"".to_owned(),
            reading: None,
        },
    ];
    let tokenizer = Tokenizer::embedded(&terms).expect("the terms compile");
    let tokens = tokenizer.tokens("改正次世代医療基盤法と\"A,B\"");
    let found: Vec<_> = tokens.iter().map(|t| t.surface).collect();
    assert_eq!(found, ["改正", "次世代医療基盤法", "と", "\"A,B\""]);
    assert_eq!(
        tokens[1].reading().as_deref(),
        Some("ジセダイイリョウキバンホウ")
    );
    assert_eq!(tokens[3].reading(), None);
    assert_eq!(
        tokenizer.readings("次世代医療基盤法"),
        ["ジセダイイリョウキバンホウ"]
    );
}

#[test]
fn all_readings_of_a_word_are_found() {
    let readings = tokenizer().readings("子");
    assert!(readings.contains(&"コ".to_owned()) && readings.contains(&"シ".to_owned()));
    assert_eq!(tokenizer().readings("該当無"), Vec::<String>::new());
}

#[test]
fn a_folder_without_a_dictionary_is_refused() {
    let error = Tokenizer::open(Path::new("src"), &[]).err();
    assert!(error.is_some_and(|error| !error.message.is_empty()));
}

#[test]
fn repeated_text_is_tokenised_alike() {
    let sentence =
        "健康・医療・介護分野におけるICTの活用を推進し、令和2年度までに運用を開始した。\n";
    let tokenizer = tokenizer();
    let one = tokenizer.tokens(sentence).len();
    assert_eq!(tokenizer.tokens(&sentence.repeat(50)).len(), 50 * one);
}

proptest! {
    #[test]
    fn every_character_but_white_space_is_in_one_token(
        text in "([ァ-ヿa-zぁ-ん一-龠0-9 、。\n]|\\PC|.){0,60}"
    ) {
        let tokenizer = tokenizer();
        let mut end = 0;
        let mut left_out = String::new();
        for token in tokenizer.tokens(&text) {
            prop_assert!(end <= token.start && token.start < token.end);
            prop_assert_eq!(&text[token.start..token.end], token.surface);
            prop_assert!(!token.base.is_empty());
            left_out.push_str(&text[end..token.start]);
            end = token.end;
        }
        left_out.push_str(&text[end..]);
        prop_assert_eq!(left_out.trim(), "");
    }
}
