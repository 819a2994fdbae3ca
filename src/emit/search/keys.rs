//! `search/k/N.js`: `[names, postings]` of a range of keys.
//!
//! The keys stand in one string, separated by spaces (no key holds white space): one base64 digit
//! whose low three bits are `GRAM`, `WORD` and `STRINGS` and whose high three say how many UTF-16
//! code units of the key before are shared, then the rest.
//!
//! The postings of all keys follow each other, in base64: the units and prominent units of a gram;
//! the units of a word, its levels (four a byte, lowest bits first) and its strings: a varint of
//! `forms << 1 | has_display`, then how the word is displayed, then its forms.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::codec::{base64, base64_digit, put_text, put_units};
use crate::model::memory::{Key as Hash, key as hash};
use crate::model::search::{Key, WordPostings, push_varint};

/// The key is a gram.
const GRAM: u8 = 1;
/// The key is a word.
const WORD: u8 = 2;
/// The word has other forms or is displayed in another way.
const STRINGS: u8 = 4;
/// Most code units that a key can share with the one before.
const MOST_SHARED: usize = 7;

/// The postings of all keys, packed.
#[derive(Clone)]
pub(super) struct Entries<'a> {
    keys: &'a [Key],
    packed: Arc<Packed>,
}

#[derive(Default)]
struct Packed {
    bytes: Vec<u8>,
    /// For each key, what its postings are and where they end.
    ends: Vec<(u8, usize)>,
}

/// Keys that are packed at a time.
const CHUNK: usize = 4096;

impl<'a> Entries<'a> {
    pub(super) fn new(keys: &'a [Key]) -> Entries<'a> {
        let pack = |keys: &[Key]| {
            let mut packed = Packed::default();
            for key in keys {
                let kinds = put_entry(&mut packed.bytes, key);
                packed.ends.push((kinds, packed.bytes.len()));
            }
            packed
        };
        let chunks: Vec<Packed> = keys.par_chunks(CHUNK).map(pack).collect();
        let mut packed = Packed::default();
        for chunk in chunks {
            let start = packed.bytes.len();
            packed.bytes.extend_from_slice(&chunk.bytes);
            let ends = chunk.ends.into_iter();
            packed
                .ends
                .extend(ends.map(|(kinds, end)| (kinds, start + end)));
        }
        let packed = Arc::new(packed);
        Entries { keys, packed }
    }

    /// About as many bytes as each key takes, before base64.
    pub(super) fn sizes(&self) -> Vec<usize> {
        let mut before = 0;
        let keys = self.keys.iter().zip(&self.packed.ends);
        keys.map(|(key, (_, end))| {
            let start = std::mem::replace(&mut before, *end);
            end - start + key.text.len()
        })
        .collect()
    }

    /// The postings of a range of keys.
    fn bytes(&self, range: &Range<usize>) -> &[u8] {
        let end = |keys: usize| {
            keys.checked_sub(1)
                .map_or(0, |last| self.packed.ends[last].1)
        };
        &self.packed.bytes[end(range.start)..end(range.end)]
    }

    /// The hash of all that [`Entries::shard`] of that range says.
    pub(super) fn hash(&self, range: Range<usize>) -> Hash {
        let mut names = Vec::new();
        for at in range.clone() {
            names.extend_from_slice(self.keys[at].text.as_bytes());
            // No key holds such a byte.
            names.extend([0xFF, self.packed.ends[at].0]);
        }
        hash(&[&names, self.bytes(&range)])
    }

    pub(super) fn shard(&self, range: Range<usize>) -> Value {
        let mut names = String::new();
        let mut before = "";
        for at in range.clone() {
            let (key, kinds) = (&self.keys[at], self.packed.ends[at].0);
            let (shared, rest) = split_shared(before, &key.text);
            if !names.is_empty() {
                names.push(' ');
            }
            names.push(base64_digit(shared << 3 | kinds));
            names.push_str(rest);
            before = &key.text;
        }
        json!([names, base64(self.bytes(&range))])
    }
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
