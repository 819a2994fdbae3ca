//! `search/r/N.js`: a list of readings in the order of their keys, each `[key, word, word …]`.
//!
//! A word is its surface alone if it does not inflect and is read as the key says, otherwise
//! `[surface, reading, inflects]`, where the reading is empty if it is the key and `inflects` is 0
//! or 1.

use serde_json::{Value, json};

use crate::model::memory::{Key, key};
use crate::model::search::{ReadWord, ReadingKey};

pub(super) fn shard(readings: &[ReadingKey]) -> Value {
    readings.iter().map(entry).collect()
}

fn entry(reading: &ReadingKey) -> Value {
    let words = reading.words.iter().map(|word| match extra(reading, word) {
        ("", false) => json!(word.surface),
        (read, inflects) => json!([word.surface, read, u8::from(inflects)]),
    });
    std::iter::once(json!(reading.key)).chain(words).collect()
}

/// What a word says beside its surface: its reading where that is not the key, and whether it
/// inflects.
fn extra<'a>(reading: &ReadingKey, word: &'a ReadWord) -> (&'a str, bool) {
    let read = if word.reading == reading.key {
        ""
    } else {
        &word.reading
    };
    (read, word.inflects)
}

/// About as many bytes as an entry takes.
pub(super) fn size(reading: &ReadingKey) -> usize {
    let words = reading.words.iter();
    let lengths = words.map(|word| word.surface.len() + extra(reading, word).0.len());
    reading.key.len() + lengths.sum::<usize>()
}

/// The hash of all that [`shard`] says.
pub(super) fn hash(readings: &[ReadingKey]) -> Key {
    let mut bytes = Vec::new();
    for reading in readings {
        bytes.extend_from_slice(reading.key.as_bytes());
        // No text holds such bytes.
        bytes.push(0xFE);
        for word in &reading.words {
            bytes.extend_from_slice(word.surface.as_bytes());
            bytes.push(0xFF);
            bytes.extend_from_slice(word.reading.as_bytes());
            bytes.extend([0xFF, u8::from(word.inflects)]);
        }
        bytes.push(0xFE);
    }
    key(&[&bytes])
}
