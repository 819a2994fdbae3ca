//! The set of grams of one unit, and the hash that the room uses.

use std::hash::{BuildHasherDefault, Hasher};

/// A map with [`QuickHasher`].
pub(super) type QuickMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<QuickHasher>>;

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(hash: u64, value: u64) -> u64 {
    let product = (hash.rotate_left(5) ^ value).wrapping_mul(MULTIPLIER);
    product ^ (product >> 32)
}

/// Multiply and shift: the keys are text that the site's own author wrote, and no order of a map
/// ever reaches the output, so speed is all that counts.
#[derive(Default)]
pub(super) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = mix(self.0, u64::from_le_bytes(word));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = mix(self.0, u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = mix(self.0, value);
    }
}

/// One code point or two neighbours: the first in bits 21 to 41 and the second, or nothing, in
/// bits 0 to 20, each plus one. Three ASCII letters or digits: bit 63 and seven bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Gram(u64);

impl Gram {
    fn one(c: char) -> Gram {
        Gram((u64::from(u32::from(c)) + 1) << 21)
    }

    fn two(a: char, b: char) -> Gram {
        Gram(Gram::one(a).0 | (u64::from(u32::from(b)) + 1))
    }

    fn three(a: char, b: char, c: char) -> Gram {
        let [a, b, c] = [a, b, c].map(|c| u64::from(u32::from(c)));
        Gram(1 << 63 | a << 14 | b << 7 | c)
    }

    /// The gram as text.
    pub(super) fn text(self) -> String {
        if self.0 >> 63 == 1 {
            let ascii = [14, 7, 0].map(|shift| (self.0 >> shift) as u8 & 0x7F);
            return ascii.map(char::from).iter().collect();
        }
        let char_at = |bits: u64| char::from_u32(((bits & 0x1F_FFFF) as u32).checked_sub(1)?);
        char_at(self.0 >> 21)
            .into_iter()
            .chain(char_at(self.0))
            .collect()
    }
}

/// A set that keeps the order of first insertion, made to be filled again and again.
pub(super) struct GramSet {
    /// Open addressing; each slot is a position in `grams` plus one, or 0.
    slots: Vec<u32>,
    grams: Vec<(Gram, bool)>,
}

impl Default for GramSet {
    fn default() -> Self {
        GramSet {
            slots: vec![0; 1 << 12],
            grams: Vec::new(),
        }
    }
}

impl GramSet {
    /// Adds all grams of one folded block.
    pub(super) fn add_block(&mut self, folded: impl Iterator<Item = char>, prominent: bool) {
        let (mut first, mut before) = (None, None);
        for c in folded {
            self.add(Gram::one(c), prominent);
            if let Some(before) = before {
                self.add(Gram::two(before, c), prominent);
            }
            if let (Some(first), Some(before)) = (first, before)
                && [first, before, c].iter().all(char::is_ascii_alphanumeric)
            {
                self.add(Gram::three(first, before, c), prominent);
            }
            (first, before) = (before, Some(c));
        }
    }

    /// Takes the grams out, each with whether a prominent block holds it, and leaves an empty set.
    pub(super) fn take(&mut self) -> Vec<(Gram, bool)> {
        self.slots.fill(0);
        let grams = self.grams.as_slice().to_vec();
        self.grams.clear();
        grams
    }

    fn add(&mut self, gram: Gram, prominent: bool) {
        let slot = self.slot_of(gram);
        match self.slots[slot].checked_sub(1) {
            Some(at) => self.grams[at as usize].1 |= prominent,
            None => {
                self.grams.push((gram, prominent));
                self.slots[slot] = self.grams.len() as u32;
                if self.grams.len() * 2 > self.slots.len() {
                    self.grow();
                }
            }
        }
    }

    /// The slot that holds `gram`, or the free one where it belongs.
    fn slot_of(&self, gram: Gram) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = mix(0, gram.0) as usize & mask;
        while let Some(at) = self.slots[slot].checked_sub(1)
            && self.grams[at as usize].0 != gram
        {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for at in 0..self.grams.len() {
            let slot = self.slot_of(self.grams[at].0);
            self.slots[slot] = at as u32 + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn grams_are_neighbours_within_a_block() {
        let mut set = GramSet::default();
        set.add_block("𠮷野".chars(), true);
        set.add_block("野原".chars(), false);
        set.add_block("a2c-".chars(), false);
        let found: Vec<_> = set.take().into_iter().map(|(g, p)| (g.text(), p)).collect();
        let expected = [
            ("𠮷", true),
            ("野", true),
            ("𠮷野", true),
            ("原", false),
            ("野原", false),
            ("a", false),
            ("2", false),
            ("a2", false),
            ("c", false),
            ("2c", false),
            ("a2c", false),
            ("-", false),
            ("c-", false),
        ];
        assert_eq!(found, expected.map(|(g, p)| (g.to_owned(), p)));
        assert!(set.take().is_empty());
    }

    proptest! {
        #[test]
        fn a_set_of_any_size_holds_each_gram_once(text in "([あ-ん亜-腕\0\u{10FFFF}]|[a-z0-9]){0,9000}") {
            let mut set = GramSet::default();
            set.add_block(text.chars(), false);
            let mut expected = BTreeMap::new();
            let chars: Vec<char> = text.chars().collect();
            for length in 1..=3 {
                let counts = |window: &&[char]| {
                    length < 3 || window.iter().all(char::is_ascii_alphanumeric)
                };
                for window in chars.windows(length).filter(counts) {
                    expected.insert(window.iter().collect::<String>(), ());
                }
            }
            let found = set.take();
            prop_assert_eq!(found.len(), expected.len());
            prop_assert!(found.iter().all(|(gram, _)| expected.contains_key(&gram.text())));
        }
    }
}
