//! `search/manifest.js`: what the engine needs before it can load anything else.
//!
//! | member | holds |
//! |---|---|
//! | `shards`, `readings` | where each shard of `k/` and `r/` begins, joined by spaces |
//! | `pageUnits` | how many units each page has, base64 varints |
//! | `textUnits` | how many units each text file has, base64 varints |
//! | `collections` | `[first page, key or null]` of each run of pages of one collection |
//! | `synonyms` | whether there are keys of synonyms |
//! | `versions` | the versions of `filters` and, for each group of files, of `k`, `r` and `t` |
//! | `compounds` | compounds of verbs that have several spellings (`text::compounds`) |
//! | `fold` | the fold table (`text::fold::fold_data`) |
//!
//! A shard begins at the shortest beginning of its first key that comes after the last key of the
//! shard before, and the first shard at the empty string: a key that exists is in the last shard
//! that begins at or before it.

use std::ops::Range;

use serde_json::{Value, json};

use super::codec::base64;
use crate::model::SearchIndex;
use crate::model::search::push_varint;
use crate::text::compounds::COMPOUNDS;
use crate::text::fold::fold_data;

/// What lies in which file: ranges of keys, of readings, of units.
pub(super) struct Portions {
    pub(super) keys: Vec<Range<usize>>,
    pub(super) readings: Vec<Range<usize>>,
    pub(super) texts: Vec<Range<usize>>,
}

/// All of it but the versions.
pub(super) fn manifest(index: &SearchIndex, portions: &Portions) -> Value {
    let mut page_units = vec![0; index.pages.len()];
    for unit in &index.units {
        page_units[unit.page] += 1;
    }
    json!({
        "shards": starts(&portions.keys, |at| &index.keys[at].text),
        "readings": starts(&portions.readings, |at| &index.readings[at].key),
        "pageUnits": varints(page_units),
        "textUnits": varints(portions.texts.iter().map(|range| range.len() as u32)),
        "collections": collections(index),
        "synonyms": index.keys.iter().any(|key| key.word.is_some() && key.text.starts_with('=')),
        "compounds": COMPOUNDS,
        "fold": fold_data(),
    })
}

/// Where each shard begins.
fn starts<'a>(shards: &[Range<usize>], key: impl Fn(usize) -> &'a str) -> String {
    let starts = shards.iter().map(|range| start(&key, range.start));
    starts.collect::<Vec<_>>().join(" ")
}

/// Where a shard begins whose first key is the one at `first`.
pub(super) fn start<'a>(key: &impl Fn(usize) -> &'a str, first: usize) -> &'a str {
    match first {
        0 => "",
        first => separator(key(first - 1), key(first)),
    }
}

/// The shortest beginning of `text` that comes after `before` in the order of UTF-16 code units;
/// `text` itself does.
fn separator<'a>(before: &str, text: &'a str) -> &'a str {
    let shared = before.chars().zip(text.chars()).take_while(|(a, b)| a == b);
    let shared: usize = shared.map(|(a, _)| a.len_utf8()).sum();
    let next = text[shared..].chars().next().map_or(0, char::len_utf8);
    &text[..shared + next]
}

fn collections(index: &SearchIndex) -> Vec<(usize, Option<&str>)> {
    let mut runs: Vec<(usize, Option<&str>)> = Vec::new();
    for (number, page) in index.pages.iter().enumerate() {
        let collection = page.collection.as_deref();
        if runs.last().is_none_or(|(_, last)| *last != collection) {
            runs.push((number, collection));
        }
    }
    runs
}

fn varints(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut bytes = Vec::new();
    for number in numbers {
        push_varint(&mut bytes, number);
    }
    base64(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_separator_is_as_short_as_it_can_be() {
        assert_eq!(separator("画像", "診断"), "診");
        assert_eq!(separator("診", "診断"), "診断");
        assert_eq!(separator("関係者", "関数"), "関数");
        assert_eq!(separator("𠮟", "𠮷野"), "𠮷");
    }
}
