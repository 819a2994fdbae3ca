//! `search/k/N.js`: `[names, postings]` of a range of keys.
//!
//! The keys stand in one string, separated by spaces (no key holds white space): one base64 digit
//! whose low three bits are `GRAM`, `WORD` and `STRINGS` and whose high three say how many UTF-16
//! code units of the key before are shared, then the rest.
//!
//! The postings of all keys follow each other, in base64: the units and prominent units of a gram;
//! the units of a word, its levels (four a byte, lowest bits first) and its strings: a varint of
//! `forms << 1 | has_display`, then how the word is displayed, then its forms.

use serde_json::{Value, json};

use super::codec::{base64, base64_digit, put_text, put_units};
use crate::model::search::{Key, WordPostings, push_varint};

/// The key is a gram.
const GRAM: u8 = 1;
/// The key is a word.
const WORD: u8 = 2;
/// The word has other forms or is displayed in another way.
const STRINGS: u8 = 4;
/// Most code units that a key can share with the one before.
const MOST_SHARED: usize = 7;

pub(super) fn shard(keys: &[Key]) -> Value {
    let mut names = String::new();
    let mut bytes = Vec::new();
    let mut before = "";
    for key in keys {
        let kinds = put_entry(&mut bytes, key);
        let (shared, rest) = split_shared(before, &key.text);
        if !names.is_empty() {
            names.push(' ');
        }
        names.push(base64_digit(shared << 3 | kinds));
        names.push_str(rest);
        before = &key.text;
    }
    json!([names, base64(&bytes)])
}

/// About as many bytes as a key takes, before base64.
pub(super) fn size(key: &Key) -> usize {
    let mut bytes = Vec::new();
    put_entry(&mut bytes, key);
    bytes.len() + key.text.len()
}

/// Appends a key's postings and says which kinds there are.
fn put_entry(bytes: &mut Vec<u8>, key: &Key) -> u8 {
    let mut kinds = 0;
    if let Some(gram) = &key.gram {
        kinds |= GRAM;
        put_units(bytes, &gram.units, Some(&gram.prominent));
    }
    if let Some(word) = &key.word {
        kinds |= WORD;
        put_units(bytes, &word.units, None);
        for levels in word.levels.chunks(4) {
            let packed = levels.iter().rev().fold(0, |byte, level| byte << 2 | level);
            bytes.push(packed);
        }
        if word.display.is_some() || !word.forms.is_empty() {
            kinds |= STRINGS;
            put_strings(bytes, word);
        }
    }
    kinds
}

fn put_strings(bytes: &mut Vec<u8>, word: &WordPostings) {
    let has_display = u32::from(word.display.is_some());
    push_varint(bytes, (word.forms.len() as u32) << 1 | has_display);
    for text in word.display.iter().chain(&word.forms) {
        put_text(bytes, text);
    }
}

/// How many UTF-16 code units `text` shares with `before`, and the rest of it.
fn split_shared<'a>(before: &str, text: &'a str) -> (u8, &'a str) {
    let (mut shared, mut bytes) = (0, 0);
    for (a, b) in before.chars().zip(text.chars()) {
        if a != b || shared + a.len_utf16() > MOST_SHARED {
            break;
        }
        shared += a.len_utf16();
        bytes += a.len_utf8();
    }
    (shared as u8, &text[bytes..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_beginnings_never_split_a_character() {
        assert_eq!(split_shared("関係", "関数"), (1, "数"));
        assert_eq!(split_shared("aaaaaa𠮷", "aaaaaa𠮷x"), (6, "𠮷x"));
        assert_eq!(split_shared("𠮷", "𠮷野"), (2, "野"));
        assert_eq!(split_shared("", "a"), (0, "a"));
    }
}
