//! The files of an index: made, and read back without any of the code that made them.

use std::collections::BTreeMap;

use hakusho::emit::search::files;
use hakusho::model::SearchIndex;
use hakusho::model::output::Output;
use serde_json::Value;

/// The bytes of all files, by path.
pub(crate) fn made(index: &SearchIndex, shard_bytes: usize) -> BTreeMap<String, Vec<u8>> {
    files(index, shard_bytes)
        .into_iter()
        .map(|(path, output)| {
            let Output::Make(make) = output else {
                panic!("{path} is made when it is written");
            };
            (
                path.to_string(),
                make().expect("search files always succeed"),
            )
        })
        .collect()
}

/// An index as its files tell it.
pub(crate) struct Decoded {
    /// For each key, the units that hold it as a gram.
    pub(crate) grams: BTreeMap<String, Vec<u32>>,
    /// For each unit, its page and its blocks.
    pub(crate) units: Vec<(usize, Vec<String>)>,
    /// For each page, its address.
    pub(crate) urls: Vec<String>,
    /// Keys in the order in which they stand.
    pub(crate) keys: Vec<String>,
    /// First keys of the shards.
    pub(crate) first_keys: Vec<String>,
}

/// Reads `{head, data}` of a file and checks its head.
fn payload(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Option<Value> {
    let text = std::str::from_utf8(files.get(&format!("search/{name}.js"))?).expect("UTF-8");
    let call = text
        .trim_end()
        .strip_prefix("hakushoSearch(")
        .expect("a call");
    let arguments = call.strip_suffix(");").expect("one statement");
    let both: Value = serde_json::from_str(&format!("[{arguments}]")).expect("plain data");
    assert_eq!(both[0]["file"], name);
    Some(both[1].clone())
}

/// Reads all files.
pub(crate) fn decoded(files: &BTreeMap<String, Vec<u8>>) -> Decoded {
    let numbered = |folder: &str| -> Vec<Value> {
        (0..)
            .map_while(|number| payload(files, &format!("{folder}/{number}")))
            .collect()
    };
    let manifest = payload(files, "manifest").expect("a manifest");
    let page_units = varints(string(&manifest["pageUnits"]));
    let pages = page_units
        .iter()
        .enumerate()
        .flat_map(|(page, &units)| std::iter::repeat_n(page, units as usize));
    let texts = numbered("t");
    let texts = texts
        .iter()
        .flat_map(|file| file.as_array().expect("units"));
    let units = pages
        .zip(texts)
        .map(|(page, unit)| (page, blocks(unit)))
        .collect();
    let tables = numbered("p");
    let rows = tables
        .iter()
        .flat_map(|file| file.as_array().expect("rows"));
    let urls = rows.map(|row| string(&row[0]).to_owned()).collect();
    let (mut keys, mut grams) = (Vec::new(), BTreeMap::new());
    for shard in numbered("k") {
        read_shard(&shard, &mut keys, &mut grams);
    }
    let first_keys = string(&manifest["shards"]).split(' ').map(str::to_owned);
    Decoded {
        grams,
        units,
        urls,
        keys,
        first_keys: first_keys.collect(),
    }
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn blocks(unit: &Value) -> Vec<String> {
    let strings = unit.as_array().expect("strings");
    strings[2..]
        .chunks(2)
        .map(|pair| string(&pair[1]).to_owned())
        .collect()
}

fn read_shard(shard: &Value, keys: &mut Vec<String>, grams: &mut BTreeMap<String, Vec<u32>>) {
    let bytes = unbase64(string(&shard[1]));
    let mut bytes = bytes.iter().copied();
    let mut key: Vec<u16> = Vec::new();
    for name in string(&shard[0]).split(' ') {
        let digit = sextet(name.as_bytes()[0]);
        key.truncate(usize::from(digit >> 3));
        key.extend(name[1..].encode_utf16());
        let text = String::from_utf16(&key).expect("whole characters");
        if digit & 1 != 0 {
            grams.insert(text.clone(), list(&mut bytes));
        }
        if digit & 2 != 0 {
            let count = list(&mut bytes).len();
            skip(&mut bytes, count.div_ceil(4));
        }
        if digit & 4 != 0 {
            for _ in 0..varint(&mut bytes) {
                let length = varint(&mut bytes) as usize;
                skip(&mut bytes, length);
            }
        }
        keys.push(text);
    }
    assert_eq!(bytes.next(), None, "nothing stands behind the last key");
}

fn list(bytes: &mut impl Iterator<Item = u8>) -> Vec<u32> {
    let head = varint(bytes);
    let mut units = Vec::new();
    if head & 1 != 0 {
        for at in 0..varint(bytes) {
            let byte = bytes.next().expect("a whole bitmap");
            units.extend(
                (0..8)
                    .filter(|bit| byte >> bit & 1 != 0)
                    .map(|bit| at * 8 + bit),
            );
        }
    } else {
        let mut next = 0;
        for _ in 0..head >> 2 {
            let unit = next + varint(bytes);
            units.push(unit);
            next = unit + 1;
        }
    }
    assert_eq!(units.len() as u32, head >> 2);
    if head & 2 != 0 {
        let prominent = list(bytes);
        assert!(prominent.iter().all(|&at| (at as usize) < units.len()));
    }
    units
}

fn skip(bytes: &mut impl Iterator<Item = u8>, count: usize) {
    for _ in 0..count {
        bytes.next().expect("as many bytes as were announced");
    }
}

fn varint(bytes: &mut impl Iterator<Item = u8>) -> u32 {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let byte = bytes.next().expect("a whole number");
        value |= u32::from(byte & 127) << shift;
        if byte < 128 {
            break;
        }
    }
    value
}

fn varints(text: &str) -> Vec<u32> {
    let bytes = unbase64(text);
    let mut bytes = bytes.iter().copied().peekable();
    let mut numbers = Vec::new();
    while bytes.peek().is_some() {
        numbers.push(varint(&mut bytes));
    }
    numbers
}

fn sextet(digit: u8) -> u8 {
    match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => panic!("not a base64 digit: {digit}"),
    }
}

fn unbase64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for chunk in text.as_bytes().chunks(4) {
        let bits = chunk
            .iter()
            .fold(0u32, |bits, &d| bits << 6 | u32::from(sextet(d)));
        let bits = bits << (6 * (4 - chunk.len()));
        bytes.extend(&bits.to_be_bytes()[1..chunk.len()]);
    }
    bytes
}
