//! One file of the cache: a checksum, then values under their keys. Pure.
//!
//! Whatever is not exactly what [`write`] makes, by this very program, is no pack: a damaged file,
//! a shorter one, one of another version all mean that there is nothing remembered.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::memory::Key;

/// First bytes of every pack; the number changes with the format.
const MAGIC: &[u8; 16] = b"hakusho-cache 1\n";
/// Bytes of a hash.
const HASH: usize = 32;
/// Before each value: its key, its age, its length.
const HEAD: usize = HASH + 1 + 4;

/// Where a value is, and for how many builds nobody has asked for it.
pub(super) struct Entry {
    pub(super) range: Range<usize>,
    pub(super) age: u8,
}

/// The bytes of a pack of `entries`, made by the program `tool`.
pub(super) fn write<'v>(
    tool: &Key,
    entries: impl Iterator<Item = (&'v Key, u8, &'v [u8])>,
) -> Vec<u8> {
    let mut body = tool.to_vec();
    for (key, age, value) in entries {
        // A value too long for its length is not worth keeping.
        let Ok(length) = u32::try_from(value.len()) else {
            continue;
        };
        body.extend_from_slice(key);
        body.push(age);
        body.extend_from_slice(&length.to_le_bytes());
        body.extend_from_slice(value);
    }
    let mut pack = MAGIC.to_vec();
    pack.extend_from_slice(blake3::hash(&body).as_bytes());
    pack.extend_from_slice(&body);
    pack
}

/// Where the values of `pack` are, if it is one of the program `tool`.
pub(super) fn read(tool: &Key, pack: &[u8]) -> Option<HashMap<Key, Entry>> {
    let rest = pack.strip_prefix(MAGIC)?;
    let (checksum, body) = rest.split_at_checked(HASH)?;
    // The cheaper question first.
    if !body.starts_with(tool) || blake3::hash(body).as_bytes() != checksum {
        return None;
    }
    let mut at = MAGIC.len() + 2 * HASH;
    let mut entries = HashMap::new();
    while at < pack.len() {
        let head = pack.get(at..at + HEAD)?;
        let key: Key = head[..HASH].try_into().ok()?;
        let length = u32::from_le_bytes(head[HASH + 1..].try_into().ok()?) as usize;
        let start = at + HEAD;
        at = start.checked_add(length)?;
        pack.get(start..at)?;
        let age = head[HASH];
        entries.insert(
            key,
            Entry {
                range: start..at,
                age,
            },
        );
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Vec<u8> {
        let values: [(&Key, u8, &[u8]); 2] = [(&[1; 32], 0, b"one"), (&[2; 32], 3, b"")];
        write(&[7; 32], values.into_iter())
    }

    #[test]
    fn a_pack_gives_back_what_it_took() {
        let pack = sample();
        let read = read(&[7; 32], &pack).expect("a pack");
        assert_eq!(read.len(), 2);
        assert_eq!(&pack[read[&[1; 32]].range.clone()], b"one");
        assert_eq!((read[&[2; 32]].range.len(), read[&[2; 32]].age), (0, 3));
    }

    #[test]
    fn another_program_s_pack_is_none() {
        assert!(read(&[8; 32], &sample()).is_none());
    }

    proptest! {
        #[test]
        fn a_damaged_pack_is_none(at in 0..sample().len(), byte: u8, length in 0..sample().len()) {
            let mut pack = sample();
            let is_same = pack[at] == byte;
            pack[at] = byte;
            prop_assert_eq!(read(&[7; 32], &pack).is_some(), is_same);
            prop_assert!(read(&[7; 32], &sample()[..length]).is_none());
        }

        #[test]
        fn any_bytes_are_read_without_harm(bytes: Vec<u8>) {
            prop_assert!(read(&[7; 32], &bytes).is_none());
        }
    }
}
