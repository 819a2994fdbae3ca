//! The final order of the keys.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::model::search::Key;

/// Puts `keys` in order, those of the same text in one.
pub(super) fn in_order(mut keys: Vec<Key>) -> Vec<Key> {
    let mut order: Vec<(u64, usize)> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| (beginning(&key.text), at))
        .collect();
    // A gram before the word of the same text: its `word` is free to take the other's.
    order.par_sort_unstable_by(|a, b| {
        let (first, second) = (&keys[a.1], &keys[b.1]);
        a.0.cmp(&b.0)
            .then_with(|| by_utf16(&first.text, &second.text))
            .then_with(|| second.gram.is_some().cmp(&first.gram.is_some()))
    });
    let mut sorted: Vec<Key> = Vec::with_capacity(keys.len());
    for (_, at) in order {
        let key = std::mem::take(&mut keys[at]);
        match sorted.last_mut() {
            Some(last) if last.text == key.text => last.word = key.word,
            _ => sorted.push(key),
        }
    }
    sorted
}

/// The first four UTF-16 code units: no text is before another whose number here is less.
fn beginning(text: &str) -> u64 {
    let units = text.encode_utf16().chain(std::iter::repeat(0)).take(4);
    units.fold(0, |before, unit| before << 16 | u64::from(unit))
}

/// The order of strings in JavaScript: by UTF-16 code units. That is the order of UTF-8, but that
/// pairs of surrogates (first bytes F0 to F4) come before U+E000 to U+FFFF (EE and EF).
fn by_utf16(a: &str, b: &str) -> Ordering {
    let place = |byte: u8| {
        if matches!(byte, 0xEE | 0xEF) {
            byte + 10
        } else {
            byte
        }
    };
    let mut pairs = a.bytes().zip(b.bytes());
    match pairs.find(|(a, b)| a != b) {
        Some((a, b)) => place(a).cmp(&place(b)),
        None => a.len().cmp(&b.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_utf16(
            a in "[aé亜\u{D7FF}\u{E000}\u{FA0E}\u{FFFF}𠮷\u{10FFFF}]{0,4}",
            b in "[aé亜\u{D7FF}\u{E000}\u{FA0E}\u{FFFF}𠮷\u{10FFFF}]{0,4}",
        ) {
            let expected = a.encode_utf16().cmp(b.encode_utf16());
            prop_assert_eq!(by_utf16(&a, &b), expected);
            let order = beginning(&a).cmp(&beginning(&b)).then_with(|| by_utf16(&a, &b));
            prop_assert_eq!(order, expected);
        }
    }
}
