//! How postings become bytes and bytes become text.
//!
//! A list of units is a varint of `count << 2 | has_prominent << 1 | is_bitmap`, then either the
//! varint gaps or a varint byte length and a bitmap (lowest bit first), whichever is shorter; then,
//! where units are marked as prominent, their positions in the list as a list of the same form.
//! All varints are LEB128.

use crate::model::search::{Postings, push_varint};

/// Appends a list of units.
pub(super) fn put_units(bytes: &mut Vec<u8>, units: &Postings, prominent: Option<&Postings>) {
    let prominent = prominent.filter(|positions| !positions.is_empty());
    let bitmap_len = units.last().map_or(0, |last| last as usize / 8 + 1);
    let is_bitmap = bitmap_len + 2 < units.gaps().len();
    let flags = u32::from(prominent.is_some()) << 1 | u32::from(is_bitmap);
    push_varint(bytes, (units.len() as u32) << 2 | flags);
    if is_bitmap {
        push_varint(bytes, bitmap_len as u32);
        let start = bytes.len();
        bytes.resize(start + bitmap_len, 0);
        for unit in units.iter() {
            bytes[start + unit as usize / 8] |= 1 << (unit % 8);
        }
    } else {
        bytes.extend_from_slice(units.gaps());
    }
    if let Some(positions) = prominent {
        put_units(bytes, positions, None);
    }
}

/// Appends the length of `text` in bytes of UTF-8 and those bytes.
pub(super) fn put_text(bytes: &mut Vec<u8>, text: &str) {
    push_varint(bytes, text.len() as u32);
    bytes.extend_from_slice(text.as_bytes());
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The base64 digit of the low six bits of `value`.
pub(super) fn base64_digit(value: u8) -> char {
    char::from(DIGITS[usize::from(value & 63)])
}

/// Base64 (RFC 4648) without padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..=chunk.len() {
            text.push(base64_digit((bits >> (18 - 6 * digit)) as u8));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(units: &[u32]) -> Vec<u8> {
        let mut postings = Postings::default();
        units.iter().for_each(|&unit| postings.push(unit));
        let mut bytes = Vec::new();
        put_units(&mut bytes, &postings, None);
        bytes
    }

    #[test]
    fn the_shorter_form_is_taken() {
        assert_eq!(list(&[3, 4, 200]), [3 << 2, 3, 0, 0xC3, 1]);
        let dense: Vec<u32> = (0..16).collect();
        assert_eq!(list(&dense), [16 << 2 | 1, 2, 0xFF, 0xFF]);
        assert_eq!(list(&[]), [0]);
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        let encoded = ["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes()));
        assert_eq!(encoded, ["", "Zg", "Zm8", "Zm9v", "Zm9vYg"]);
    }
}
