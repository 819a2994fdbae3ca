//! A site may name a dictionary that lindera built, with the columns of its makers.

use std::fs;

use hakusho::words::{PartOfSpeech, Tokenizer, parse_terms};
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;

const COLUMNS: [&str; 8] = [
    "surface",
    "left_context_id",
    "right_context_id",
    "cost",
    "part_of_speech",
    "part_of_speech_subcategory_1",
    "base_form",
    "reading",
];

const WORDS: &str = "\
白書,0,0,100,名詞,一般,*,ハクショ
読ん,0,0,100,動詞,自立,読む,ヨン
だ,0,0,100,助動詞,*,だ,ダ
";

#[test]
fn a_dictionary_with_other_columns_is_read_by_their_names() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (source, built) = (folder.path().join("source"), folder.path().join("built"));
    fs::create_dir(&source).expect("the source folder");
    for (name, text) in [
        ("words.csv", WORDS),
        ("matrix.def", "1 1\n0 0 0\n"),
        ("char.def", "DEFAULT 0 1 0\nSPACE 0 1 0\n0x0020 SPACE\n"),
        (
            "unk.def",
            "DEFAULT,0,0,9000,名詞,一般,*,*\nSPACE,0,0,9000,記号,空白,*,*\n",
        ),
    ] {
        fs::write(source.join(name), text).expect("a source file");
    }
    let metadata = Metadata {
        default_left_context_id: 0,
        default_right_context_id: 0,
        dictionary_schema: Schema::new(COLUMNS.map(str::to_owned).to_vec()),
        ..Metadata::default()
    };
    DictionaryBuilder::new(metadata)
        .build_dictionary(&source, &built)
        .expect("the dictionary builds");

    let (terms, bad) = parse_terms("令和,れいわ\n");
    assert!(bad.is_empty());
    let tokenizer = Tokenizer::open(&built, &terms).expect("the dictionary opens");
    let tokens = tokenizer.tokens("令和 白書読んだAI");
    let found: Vec<_> = tokens
        .iter()
        .map(|t| (&*t.base, t.part, t.reading(), t.known))
        .collect();
    let reading = |kana: &str| Some(kana.to_owned());
    assert_eq!(
        found,
        [
            ("令和", PartOfSpeech::Noun, reading("レイワ"), true),
            ("白書", PartOfSpeech::Noun, reading("ハクショ"), true),
            ("読む", PartOfSpeech::Verb, reading("ヨン"), true),
            ("だ", PartOfSpeech::Auxiliary, reading("ダ"), true),
            ("AI", PartOfSpeech::Noun, None, false),
        ]
    );
    assert_eq!(tokenizer.readings("白書"), ["ハクショ"]);
}
