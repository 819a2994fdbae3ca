//! The files of the search index: classic scripts, each one call with plain data, which load from
//! `file://` and under a strict Content Security Policy alike.
//!
//! | file | holds |
//! |---|---|
//! | `search/manifest.js` | what the engine needs first: sizes, first keys of the shards, the fold |
//! | `search/k/N.js` | a range of the sorted keys and their postings |
//! | `search/t/N.js` | the texts of some units |
//! | `search/p/N.js` | addresses and titles of `PAGES_PER_FILE` pages |
//!
//! Every file is `hakushoSearch({format, site, file}, data);`, so that a page can tell a file of
//! another site, another build or another version of this format. `search_codec` says
//! how postings are packed. Keys stand in one string, separated by spaces (no key holds white
//! space): one base64 digit whose low three bits are `GRAM`, `WORD` and `FORMS` and whose
//! high three say how many UTF-16 code units of the key before are shared, then the rest.

use std::ops::Range;

use rayon::prelude::*;
use serde_json::{Value, json};

use super::search_codec::{base64, base64_digit, put_text, put_units};
use crate::model::search::{Key, TextField, Unit, push_varint};
use crate::model::{OutPath, Output, SearchIndex};
use crate::text::fold::fold_data;

/// Version of the files' format; the engine refuses any other.
const FORMAT: u32 = 1;
/// The key is a gram.
const GRAM: u8 = 1;
/// The key is a word.
const WORD: u8 = 2;
/// The word has other forms.
const FORMS: u8 = 4;
/// Pages in one file of the page table.
const PAGES_PER_FILE: usize = 256;
/// A text file takes units until it would be longer than this, bytes of UTF-8.
const TEXT_FILE_BYTES: usize = 12 * 1024;
/// Most code units that a key can share with the one before.
const MOST_SHARED: usize = 7;

/// All files of `index`. `shard_bytes` is the size at which a range of keys ends, before base64.
pub fn files(index: &SearchIndex, shard_bytes: usize) -> Vec<(OutPath, Output<'_>)> {
    let sizes: Vec<usize> = index.keys.par_iter().map(entry_size).collect();
    let mut shards = portions(&sizes, shard_bytes, Ends::AfterTarget);
    if shards.is_empty() {
        // A site without text has a shard too: the engine need not know.
        shards.push(0..0);
    }
    let sizes: Vec<usize> = index.units.iter().map(|u| unit_size(index, u)).collect();
    let texts = portions(&sizes, TEXT_FILE_BYTES, Ends::BeforeTarget);
    let tables = index.pages.len().div_ceil(PAGES_PER_FILE);

    let mut files = Vec::with_capacity(1 + shards.len() + texts.len() + tables);
    let manifest = manifest(index, &shards, &texts);
    files.push(file(index, "manifest".to_owned(), move || manifest.clone()));
    for (number, range) in shards.into_iter().enumerate() {
        files.push(file(index, format!("k/{number}"), move || {
            key_shard(&index.keys[range.clone()])
        }));
    }
    for (number, range) in texts.into_iter().enumerate() {
        files.push(file(index, format!("t/{number}"), move || {
            let units = index.units[range.clone()].iter();
            units.map(|unit| unit_text(index, unit)).collect()
        }));
    }
    for number in 0..tables {
        files.push(file(index, format!("p/{number}"), move || {
            let pages = index.pages.chunks(PAGES_PER_FILE).nth(number);
            let pages = pages.unwrap_or_default().iter();
            pages.map(|page| json!([page.url, page.title])).collect()
        }));
    }
    files
}

/// The plan of one file; its bytes are made when it is written.
fn file<'a>(
    index: &'a SearchIndex,
    name: String,
    data: impl Fn() -> Value + Send + Sync + 'a,
) -> (OutPath, Output<'a>) {
    let path = OutPath::new(format!("search/{name}.js"));
    let make = move || {
        let head = json!({"format": FORMAT, "site": index.site, "file": name});
        Ok(script(&head, &data()).into_bytes())
    };
    (path, Output::Make(Box::new(make)))
}

/// The call, with everything escaped that a script or an HTML parser could stumble over.
fn script(head: &Value, data: &Value) -> String {
    format!("hakushoSearch({head},{data});\n")
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// Where a portion ends: with the item that reaches the target, or before the one that passes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    AfterTarget,
    BeforeTarget,
}

/// Cuts items of the given sizes into runs of about `target`.
fn portions(sizes: &[usize], target: usize, ends: Ends) -> Vec<Range<usize>> {
    let mut portions = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if ends == Ends::BeforeTarget && at > start && sum + size > target {
            portions.push(start..at);
            (start, sum) = (at, 0);
        }
        sum += size;
        if ends == Ends::AfterTarget && sum >= target {
            portions.push(start..at + 1);
            (start, sum) = (at + 1, 0);
        }
    }
    if start < sizes.len() {
        portions.push(start..sizes.len());
    }
    portions
}

fn manifest(index: &SearchIndex, shards: &[Range<usize>], texts: &[Range<usize>]) -> Value {
    let first_keys: Vec<&str> = shards
        .iter()
        .map(|range| index.keys.get(range.start).map_or("", |key| &key.text))
        .collect();
    let mut page_units = vec![0; index.pages.len()];
    for unit in &index.units {
        page_units[unit.page] += 1;
    }
    let text_units = texts.iter().map(|range| range.len() as u32);
    let mut collections: Vec<(usize, Option<&str>)> = Vec::new();
    for (number, page) in index.pages.iter().enumerate() {
        let collection = page.collection.as_deref();
        if collections
            .last()
            .is_none_or(|(_, last)| *last != collection)
        {
            collections.push((number, collection));
        }
    }
    json!({
        "shards": first_keys.join(" "),
        "pageUnits": varints(page_units),
        "textUnits": varints(text_units),
        "tablePages": PAGES_PER_FILE,
        "collections": collections,
        "fold": fold_data(),
    })
}

fn varints(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut bytes = Vec::new();
    for number in numbers {
        push_varint(&mut bytes, number);
    }
    base64(&bytes)
}

/// `[keys, postings]` of one shard.
fn key_shard(keys: &[Key]) -> Value {
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
        if !word.forms.is_empty() {
            kinds |= FORMS;
            push_varint(bytes, word.forms.len() as u32);
            word.forms.iter().for_each(|form| put_text(bytes, form));
        }
    }
    kinds
}

fn entry_size(key: &Key) -> usize {
    let mut bytes = Vec::new();
    put_entry(&mut bytes, key);
    bytes.len() + key.text.len()
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

/// `[heading in force, its id, field and id of a block, its text, field and id …]`.
fn unit_text(index: &SearchIndex, unit: &Unit) -> Value {
    let blocks = &index.pages[unit.page].blocks;
    let under = unit.under.map(|at| &blocks[at]);
    let mut strings = vec![
        under.map(|block| block.text.clone()).unwrap_or_default(),
        under.map(|block| block.anchor.clone()).unwrap_or_default(),
    ];
    for block in &blocks[unit.blocks.clone()] {
        let field = match block.field {
            TextField::Title => 't',
            TextField::Heading => 'h',
            TextField::Body => 'b',
            TextField::Code => 'c',
        };
        strings.push(format!("{field}{}", block.anchor));
        strings.push(block.text.clone());
    }
    json!(strings)
}

fn unit_size(index: &SearchIndex, unit: &Unit) -> usize {
    let blocks = &index.pages[unit.page].blocks[unit.blocks.clone()];
    blocks.iter().map(|b| b.text.len() + b.anchor.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_end_where_they_should() {
        let sizes = [5, 5, 9, 30, 1];
        assert_eq!(portions(&sizes, 10, Ends::AfterTarget), [0..2, 2..4, 4..5]);
        assert_eq!(
            portions(&sizes, 10, Ends::BeforeTarget),
            [0..2, 2..3, 3..4, 4..5]
        );
        assert!(portions(&[], 10, Ends::AfterTarget).is_empty());
    }

    #[test]
    fn shared_beginnings_never_split_a_character() {
        assert_eq!(split_shared("関係", "関数"), (1, "数"));
        assert_eq!(split_shared("aaaaaa𠮷", "aaaaaa𠮷x"), (6, "𠮷x"));
        assert_eq!(split_shared("𠮷", "𠮷野"), (2, "野"));
        assert_eq!(split_shared("", "a"), (0, "a"));
    }

    #[test]
    fn scripts_hold_nothing_that_ends_them() {
        let data = json!("</script><!--\u{2028}");
        let call = script(&json!({}), &data);
        assert_eq!(
            call,
            "hakushoSearch({},\"\\u003c/script>\\u003c!--\\u2028\");\n"
        );
    }
}
