//! The grams of one unit.

use serde::{Deserialize, Serialize};

/// One code point or two neighbours: the first in bits 21 to 41 and the second, or nothing, in
/// bits 0 to 20, each plus one. Three ASCII letters or digits: bit 63 and seven bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Gram(u64);

impl Gram {
    const TRIPLE: u64 = 1 << 63;

    fn one(c: char) -> Gram {
        Gram((u64::from(u32::from(c)) + 1) << 21)
    }

    fn two(a: char, b: char) -> Gram {
        Gram(Gram::one(a).0 | (u64::from(u32::from(b)) + 1))
    }

    fn three(a: char, b: char, c: char) -> Gram {
        let [a, b, c] = [a, b, c].map(|c| u64::from(u32::from(c)));
        Gram(Self::TRIPLE | a << 14 | b << 7 | c)
    }

    fn is_triple(self) -> bool {
        self.0 & Self::TRIPLE != 0
    }

    /// The gram as text.
    pub(super) fn text(self) -> String {
        if self.is_triple() {
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

/// A gram of a unit, and in bit 62, which grams leave free, whether a title or heading holds it.
#[derive(Clone, Copy)]
pub(super) struct UnitGram(u64);

impl UnitGram {
    const PROMINENT: u64 = 1 << 62;

    fn new(gram: Gram, prominent: bool) -> Self {
        UnitGram(gram.0 | if prominent { Self::PROMINENT } else { 0 })
    }

    pub(super) fn gram(self) -> Gram {
        Gram(self.0 & !Self::PROMINENT)
    }

    pub(super) fn is_prominent(self) -> bool {
        self.0 & Self::PROMINENT != 0
    }
}

/// The grams of one unit, each once; made to be filled again and again.
///
/// A unit has some hundreds of different characters. They are numbered, so that a bit for every
/// pair of them fits in the processor's nearest memory.
pub(super) struct GramSet {
    /// By code point: one more than the number of the character, or 0.
    numbers: Vec<u32>,
    chars: Vec<char>,
    pairs: Matrix,
    /// Bits for all triples of ASCII characters.
    triples: Vec<u64>,
    grams: Vec<Gram>,
    /// The grams of prominent blocks, some more than once.
    prominent: Vec<Gram>,
}

impl Default for GramSet {
    fn default() -> Self {
        GramSet {
            numbers: vec![0; char::MAX as usize + 1],
            chars: Vec::new(),
            pairs: Matrix::default(),
            triples: vec![0; 1 << (7 * 3 - 6)],
            grams: Vec::new(),
            prominent: Vec::new(),
        }
    }
}

impl GramSet {
    /// Adds all grams of one folded block.
    pub(super) fn add_block(&mut self, folded: impl Iterator<Item = char>, prominent: bool) {
        let (mut first, mut before) = (None, None);
        for c in folded {
            let number = self.number(c);
            if prominent {
                self.prominent.push(Gram::one(c));
            }
            if let Some((before, before_number)) = before {
                let gram = Gram::two(before, c);
                if self.pairs.insert(before_number, number) {
                    self.grams.push(gram);
                }
                if prominent {
                    self.prominent.push(gram);
                }
            }
            if let (Some(first), Some((before, _))) = (first, before)
                && [first, before, c].iter().all(char::is_ascii_alphanumeric)
            {
                self.add_triple(Gram::three(first, before, c), prominent);
            }
            (first, before) = (before.map(|(before, _)| before), Some((c, number)));
        }
    }

    /// The number of a character in the unit; adds its gram.
    fn number(&mut self, c: char) -> usize {
        let number = &mut self.numbers[c as usize];
        if *number == 0 {
            self.chars.push(c);
            self.grams.push(Gram::one(c));
            *number = self.chars.len() as u32;
            self.pairs.make_room(self.chars.len());
        }
        *number as usize - 1
    }

    fn add_triple(&mut self, gram: Gram, prominent: bool) {
        let (word, bit) = triple_bit(gram);
        if self.triples[word] & bit == 0 {
            self.triples[word] |= bit;
            self.grams.push(gram);
        }
        if prominent {
            self.prominent.push(gram);
        }
    }

    /// Takes the grams out, each with whether a prominent block holds it, and leaves an empty set.
    pub(super) fn take(&mut self) -> Vec<UnitGram> {
        self.pairs.clear(self.chars.len());
        for c in self.chars.drain(..) {
            self.numbers[c as usize] = 0;
        }
        self.prominent.sort_unstable();
        let prominent = &self.prominent;
        let mut grams = Vec::with_capacity(self.grams.len());
        for gram in self.grams.drain(..) {
            if gram.is_triple() {
                self.triples[triple_bit(gram).0] = 0;
            }
            let is_prominent = prominent.binary_search(&gram).is_ok();
            grams.push(UnitGram::new(gram, is_prominent));
        }
        self.prominent.clear();
        grams
    }
}

/// Where the bit of three ASCII characters is.
fn triple_bit(gram: Gram) -> (usize, u64) {
    let at = (gram.0 & !Gram::TRIPLE) as usize;
    (at / 64, 1 << (at % 64))
}

/// A square of bits that grows.
#[derive(Default)]
struct Matrix {
    bits: Vec<u64>,
    /// Words of a row.
    width: usize,
}

impl Matrix {
    /// Makes room for the numbers below `size`.
    fn make_room(&mut self, size: usize) {
        if size <= self.width * 64 {
            return;
        }
        let width = (self.width * 2).max(8);
        let mut bits = vec![0; width * width * 64];
        for (old, new) in self
            .bits
            .chunks(self.width.max(1))
            .zip(bits.chunks_mut(width))
        {
            new[..old.len()].copy_from_slice(old);
        }
        *self = Matrix { bits, width };
    }

    /// Adds a pair; whether it is new.
    fn insert(&mut self, row: usize, column: usize) -> bool {
        let word = &mut self.bits[row * self.width + column / 64];
        let bit = 1 << (column % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Empties the first rows.
    fn clear(&mut self, rows: usize) {
        self.bits[..rows * self.width].fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The grams of the unit at hand as text, each with whether it is prominent.
    fn taken(set: &mut GramSet) -> Vec<(String, bool)> {
        let text = |gram: UnitGram| (gram.gram().text(), gram.is_prominent());
        set.take().into_iter().map(text).collect()
    }

    #[test]
    fn grams_are_neighbours_within_a_block() {
        let mut set = GramSet::default();
        set.add_block("𠮷野".chars(), true);
        set.add_block("野原".chars(), false);
        set.add_block("a2c-".chars(), false);
        let found = taken(&mut set);
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
            let found = taken(&mut set);
            prop_assert_eq!(found.len(), expected.len());
            prop_assert!(found.iter().all(|(gram, _)| expected.contains_key(gram)));
        }
    }
}
