//! The files of an index, read back without any of the code that made them.

use std::collections::BTreeMap;

use serde_json::Value;

/// An index as its files tell it.
pub(crate) struct Decoded {
    /// For each key, the units that hold it as a gram.
    pub(crate) grams: BTreeMap<String, Vec<u32>>,
    /// For each word, how it is displayed and its other forms.
    pub(crate) words: BTreeMap<String, (Option<String>, Vec<String>)>,
    /// For each unit, its page and its blocks.
    pub(crate) units: Vec<(usize, Vec<String>)>,
    /// For each page with a unit, its address and its title.
    pub(crate) pages: BTreeMap<usize, (String, String)>,
    /// The keys of each shard, in the order in which they stand.
    pub(crate) key_shards: Vec<Vec<String>>,
    /// Where the manifest says that they begin.
    pub(crate) key_starts: Vec<String>,
    /// The readings of each shard, each with what is told of its words.
    pub(crate) reading_shards: Vec<Vec<Vec<Value>>>,
    /// Where the manifest says that they begin.
    pub(crate) reading_starts: Vec<String>,
    /// What hits can be narrowed down by.
    pub(crate) filters: Value,
}

/// Reads `{head, data}` of a file and checks its head.
pub(crate) fn payload(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Option<Value> {
    let text = std::str::from_utf8(files.get(&format!("search/{name}.js"))?).expect("UTF-8");
    let call = text
        .trim_end()
        .strip_prefix("hakushoSearch(")
        .expect("a call");
    let arguments = call.strip_suffix(");").expect("one statement");
    let both: Value = serde_json::from_str(&format!("[{arguments}]")).expect("plain data");
    assert_eq!(both[0]["file"], name);
    assert_eq!(both[0]["format"], 5);
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
    let texts: Vec<Vec<Value>> = numbered("t").into_iter().map(array).collect();
    let text_units: Vec<usize> = texts.iter().map(Vec::len).collect();
    let announced = varints(string(&manifest["textUnits"])).into_iter();
    assert!(announced.map(|count| count as usize).eq(text_units));
    let starts = |key: &str| -> Vec<String> {
        let keys = string(&manifest[key]).split(' ');
        keys.map(str::to_owned).collect()
    };
    let mut read = Decoded {
        grams: BTreeMap::new(),
        words: BTreeMap::new(),
        units: Vec::new(),
        pages: BTreeMap::new(),
        key_shards: Vec::new(),
        key_starts: starts("shards"),
        reading_shards: Vec::new(),
        reading_starts: starts("readings"),
        filters: payload(files, "filters").expect("filters"),
    };
    for (page, unit) in pages.zip(texts.into_iter().flatten()) {
        let row = (string(&unit[0]).to_owned(), string(&unit[1]).to_owned());
        let known = read.pages.insert(page, row.clone());
        assert!(known.is_none_or(|known| known == row), "one page, one name");
        read.units.push((page, blocks(&unit)));
    }
    for shard in numbered("k") {
        let keys = read_shard(&shard, &mut read);
        read.key_shards.push(keys);
    }
    let shards = numbered("r").into_iter().map(array);
    read.reading_shards = shards.map(|s| s.into_iter().map(array).collect()).collect();
    read
}

fn array(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        other => panic!("not an array: {other}"),
    }
}

pub(crate) fn string(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn blocks(unit: &Value) -> Vec<String> {
    let strings = unit.as_array().expect("strings");
    strings[3..]
        .chunks(2)
        .map(|pair| string(&pair[1]).to_owned())
        .collect()
}

/// Takes what a shard says of its keys, and returns these.
fn read_shard(shard: &Value, read: &mut Decoded) -> Vec<String> {
    let bytes = unbase64(string(&shard[1]));
    let mut bytes = bytes.iter().copied();
    let mut key: Vec<u16> = Vec::new();
    let mut keys = Vec::new();
    for name in string(&shard[0]).split(' ').filter(|name| !name.is_empty()) {
        let digit = sextet(name.as_bytes()[0]);
        key.truncate(usize::from(digit >> 3));
        key.extend(name[1..].encode_utf16());
        let text = String::from_utf16(&key).expect("whole characters");
        if digit & 1 != 0 {
            read.grams.insert(text.clone(), list(&mut bytes));
        }
        if digit & 2 != 0 {
            let count = list(&mut bytes).len();
            skip(&mut bytes, count.div_ceil(4));
        }
        if digit & 4 != 0 {
            let head = varint(&mut bytes);
            let display = (head & 1 != 0).then(|| text_of(&mut bytes));
            let forms = (0..head >> 1).map(|_| text_of(&mut bytes)).collect();
            read.words.insert(text.clone(), (display, forms));
        }
        keys.push(text);
    }
    assert_eq!(bytes.next(), None, "nothing stands behind the last key");
    keys
}

fn text_of(bytes: &mut impl Iterator<Item = u8>) -> String {
    let length = varint(bytes) as usize;
    String::from_utf8(bytes.take(length).collect()).expect("UTF-8")
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

pub(crate) fn varints(text: &str) -> Vec<u32> {
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
