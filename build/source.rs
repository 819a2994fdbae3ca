//! Writes IPADIC as the source files that lindera's dictionary builder reads (mecab's formats).
//!
//! On the way it adapts the words to this program:
//! - surfaces and base forms are in NFKC, as the text to be tokenised is (IPADIC writes Latin
//!   letters, digits and many signs in full width, so the original would know none of them);
//! - words with ASCII digits and single ASCII letters go: `24月` must not be cut as `2|4月`, and
//!   `2020` not into digits, while runs of either are found as unknown words anyway;
//! - features shrink to part of speech, base form and reading, packed (see `features`), and words
//!   that then differ in nothing appear once;
//! - terms newer than IPADIC are added, with grammar and cost of a word that is like them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;

use crate::features::{PartOfSpeech, pack_base, pack_reading};
use crate::yoin::{Category, Cost, Matrix, Unknown, Word};

/// The custom columns of the compiled dictionary; the tokenizer knows their order.
pub const COLUMNS: [&str; 3] = ["part", "base", "reading"];

/// `words.csv`: surface, left id, right id, cost, part of speech, base form, reading.
pub fn words_csv(words: &[Word], terms: &[Word]) -> String {
    let mut rows = BTreeSet::new();
    for word in words.iter().chain(terms) {
        let surface: String = word.surface.nfkc().collect();
        let surface = surface.trim();
        if is_kept(surface) {
            let [part, base, reading] = pack(surface, &word.features);
            rows.insert((surface.to_owned(), word.cost, part, base, reading));
        }
    }
    let mut csv = String::new();
    for (surface, cost, part, base, reading) in &rows {
        let (surface, base, reading) = (quoted(surface), quoted(base), quoted(reading));
        let Cost {
            left_id,
            right_id,
            word,
        } = cost;
        // Writing to a String cannot fail.
        let _ = writeln!(
            csv,
            "{surface},{left_id},{right_id},{word},{part},{base},{reading}"
        );
    }
    csv
}

fn is_kept(surface: &str) -> bool {
    let is_letter = surface.len() == 1 && surface.starts_with(|c: char| c.is_ascii_alphabetic());
    let has_digit = surface.contains(|c: char| c.is_ascii_digit());
    // The builder of the trie refuses NUL.
    !(surface.is_empty() || surface.contains('\0') || is_letter || has_digit)
}

/// Packs IPADIC's features (classes, conjugation, base form, reading, pronunciation).
fn pack(surface: &str, features: &str) -> [String; 3] {
    let field = |index| features.split(',').nth(index).unwrap_or("*");
    let base: String = match field(6) {
        "*" => String::new(),
        base => base.nfkc().collect(),
    };
    [
        PartOfSpeech::from_classes(field(0), field(1)).code().into(),
        pack_base(surface, base.trim()),
        pack_reading(surface, field(7)),
    ]
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// The terms of `terms.csv` (lines `term,reading,word like it`) as words of the dictionary.
pub fn terms(csv: &str, words: &[Word]) -> Result<Vec<Word>, String> {
    let lines = csv.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let [term, reading, like] = line.split(',').collect::<Vec<_>>()[..] else {
                return Err(format!(
                    "terms.csv: not `term,reading,word like it`: {line}"
                ));
            };
            // The cheapest of the words written so is how that word is used most.
            let like = words
                .iter()
                .filter(|word| word.surface == like)
                .min_by_key(|word| word.cost.word)
                .ok_or_else(|| format!("terms.csv: {term}: IPADIC has no word {like}"))?;
            let classes: Vec<&str> = like.features.split(',').take(6).collect();
            Ok(Word {
                surface: term.to_owned(),
                cost: like.cost,
                features: format!("{},{term},{reading}", classes.join(",")),
            })
        })
        .collect()
}

/// `matrix.def`: right id of the earlier word, left id of the later word, cost.
pub fn matrix_def(matrix: &Matrix) -> String {
    let width = usize::from(matrix.width);
    let mut text = format!("{} {}\n", matrix.width, matrix.height);
    for (left_id, row) in matrix.costs.chunks(width.max(1)).enumerate() {
        for (right_id, cost) in row.iter().enumerate() {
            let _ = writeln!(text, "{right_id} {left_id} {cost}");
        }
    }
    text
}

/// Names for the categories, each with a character that is of that category. The data have
/// numbers only; lindera asks for `DEFAULT` and `SPACE` by name.
const SAMPLES: [(&str, char); 10] = [
    ("SPACE", ' '),
    ("KANJI", '漢'),
    ("SYMBOL", '!'),
    ("NUMERIC", '1'),
    ("ALPHA", 'a'),
    ("HIRAGANA", 'あ'),
    ("KATAKANA", 'ア'),
    ("KANJINUMERIC", '一'),
    ("GREEK", 'α'),
    ("CYRILLIC", 'д'),
];

/// The name of each category, in the order of their numbers.
pub fn category_names(unknown: &Unknown) -> Result<Vec<&'static str>, String> {
    let mut names = vec![""; unknown.categories.len()];
    let samples = SAMPLES.iter().map(|(name, sample)| {
        let id = unknown.table.get(*sample as usize);
        (*name, id.copied().unwrap_or(unknown.default))
    });
    for (name, id) in std::iter::once(("DEFAULT", unknown.default)).chain(samples) {
        match names.get_mut(usize::from(id)) {
            Some(slot) if slot.is_empty() => *slot = name,
            _ => {
                return Err(format!(
                    "yoin-ipadic: the category {name} has no number of its own"
                ));
            }
        }
    }
    if names.contains(&"") {
        return Err("yoin-ipadic: a category of characters has no name".to_owned());
    }
    Ok(names)
}

/// `char.def`: the categories, and the category of each range of code points.
pub fn char_def(unknown: &Unknown, names: &[&str]) -> String {
    let mut text = String::new();
    for (category, name) in unknown.categories.iter().zip(names) {
        let Category {
            invoke,
            group,
            length,
            ..
        } = category;
        let _ = writeln!(
            text,
            "{name} {} {} {length}",
            u8::from(*invoke),
            u8::from(*group)
        );
    }
    let mut start = 0;
    for run in unknown.table.chunk_by(|a, b| a == b) {
        let end = start + run.len();
        let name = run.first().and_then(|id| names.get(usize::from(*id)));
        if let Some(name) = name.filter(|name| **name != "DEFAULT") {
            // Numerals are letters too: 一般 must be a candidate for an unknown word of kanji.
            let more = if *name == "KANJINUMERIC" {
                " KANJI"
            } else {
                ""
            };
            let _ = writeln!(text, "0x{start:04X}..0x{:04X} {name}{more}", end - 1);
        }
        start = end;
    }
    // The iteration mark continues a word of kanji; the data call it a symbol only.
    text + "0x3005 KANJI\n"
}

/// `unk.def`: the grammar of unknown words of each category.
pub fn unk_def(unknown: &Unknown, names: &[&str]) -> String {
    let mut text = String::new();
    for (category, name) in unknown.categories.iter().zip(names) {
        for (cost, features) in &category.entries {
            let [part, base, reading] = pack("", features);
            let _ = writeln!(
                text,
                "{name},{},{},{},{part},{base},{reading}",
                cost.left_id, cost.right_id, cost.word
            );
        }
    }
    text
}
