//! What the search finds: the texts of the pages, and the keys that lead to them.
//!
//! A page's text is a list of blocks. Runs of whole blocks make up *units*, the documents of the
//! index and the portions in which texts are loaded: most pages are one unit, long ones several.
//! Keys are sorted by UTF-16 code units, the order of strings in JavaScript. Readings are a keyspace
//! of their own, sorted in the same way: only queries in kana or romaji look into it.

use std::ops::Range;

use crate::diag::Localized;

/// The index of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchIndex {
    /// The folder, from the root of the whole site, in which `search/` lies: nothing, or that of a
    /// language.
    pub folder: String,
    /// Names the site, whatever it says: 16 hexadecimal digits.
    pub site: String,
    /// The pages that can be found, in the order of their addresses.
    pub pages: Vec<SearchPage>,
    /// Units in the order of their pages.
    pub units: Vec<Unit>,
    /// All keys, sorted by UTF-16 code units, each once.
    pub keys: Vec<Key>,
    /// How words are read, sorted by UTF-16 code units of the key, each key once.
    pub readings: Vec<ReadingKey>,
    /// The fields by which a search can be narrowed down, in the order of the schema.
    pub facets: Vec<Facet>,
}

/// The text of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchPage {
    /// Relative URL reference from the site's root, percent-encoded.
    pub url: String,
    /// What a list of hits calls the page.
    pub title: String,
    /// Key of its collection, if it is a record.
    pub collection: Option<String>,
    /// Words that find it beside those of its text, as the author wrote them.
    pub synonyms: Vec<String>,
    /// Its text in reading order.
    pub blocks: Vec<Block>,
}

/// A piece of text that is found as a whole; no match spans two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub field: TextField,
    /// The id to jump to; empty when there is none above it.
    pub anchor: String,
    /// The author's characters.
    pub text: String,
    /// What the author says of how parts of the text are read (ruby), in order: bytes of `text`,
    /// and kana.
    pub rubies: Vec<(Range<usize>, String)>,
}

/// What a block is to its page: decides its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextField {
    /// The page's label or title.
    Title,
    /// A heading; begins a section.
    Heading,
    /// Prose, cells, captions, values.
    Body,
    /// A code block.
    Code,
}

impl TextField {
    /// Words here say what the page or the section is about.
    pub fn is_prominent(self) -> bool {
        matches!(self, TextField::Title | TextField::Heading)
    }
}

/// A run of blocks of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Index into [`SearchIndex::pages`].
    pub page: usize,
    /// Its blocks in [`SearchPage::blocks`].
    pub blocks: Range<usize>,
    /// The heading under which its first block stands, when that heading is in an earlier unit:
    /// an index into [`SearchPage::blocks`].
    pub under: Option<usize>,
}

/// One key and where it leads.
///
/// Two kinds of words are no text: `@2018-12-19`, `@2018-12`, `@2018`, `@FY2018` are dates (the units
/// in which such a date stands in any notation, a day also under its month and year, a fiscal year
/// under itself alone), and `=phr` is a synonym (the units of the pages that declare it, and in
/// `forms` the other words of its groups as they are written, in NFKC).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Folded text: one code point, two neighbours, three ASCII letters or digits, a word's base
    /// form, a run of nouns.
    pub text: String,
    /// For code points that stand so in folded blocks.
    pub gram: Option<GramPostings>,
    /// For words.
    pub word: Option<Box<WordPostings>>,
}

/// The units whose folded blocks hold a gram.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GramPostings {
    /// The units.
    pub units: Postings,
    /// Those of them in which a title or heading holds it: positions in `units`.
    pub prominent: Postings,
}

/// The units that hold a word in any of its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordPostings {
    /// The units.
    pub units: Postings,
    /// For each of them: 0 once, 1 up to three times, 2 more often, 3 in a title or heading.
    pub levels: Vec<u8>,
    /// The word as it is written most often, in NFKC, where that is not the key (データ for デタ).
    pub display: Option<String>,
    /// Folded forms that differ from the key (走っ, 走り for 走る), sorted.
    pub forms: Vec<String>,
}

/// A reading and the words that are read so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingKey {
    /// The reading in hiragana without what spellings leave out (`text::kana::reading_key`).
    pub key: String,
    /// The words, sorted by surface and reading.
    pub words: Vec<ReadWord>,
}

/// A word and how it is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadWord {
    /// The word in NFKC: a base form or a run of nouns.
    pub surface: String,
    /// Its whole reading, in hiragana (and ー).
    pub reading: String,
    /// Whether it is a verb or an adjective in its base form.
    pub inflects: bool,
}

/// A field of a collection's records by which hits can be narrowed down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facet {
    /// Key of the collection.
    pub collection: String,
    /// Key of the field.
    pub field: String,
    /// The field's name.
    pub label: Localized,
    /// Its values, in the order in which they are offered.
    pub values: Vec<FacetValue>,
}

/// A value of a facet and who has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetValue {
    /// What names the value: a record's id, or the value itself.
    pub value: String,
    /// What readers see.
    pub label: String,
    /// Indices into [`SearchIndex::pages`].
    pub pages: Postings,
}

/// A growing list of increasing numbers, held as the LEB128 bytes of its gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    gaps: Vec<u8>,
    len: u32,
    /// One more than the last number.
    next: u32,
}

impl Postings {
    /// Adds `number`, which is greater than every number before it.
    pub fn push(&mut self, number: u32) {
        debug_assert!(number >= self.next, "{number} is not greater");
        push_varint(&mut self.gaps, number - self.next);
        self.next = number + 1;
        self.len += 1;
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number added last.
    pub fn last(&self) -> Option<u32> {
        self.next.checked_sub(1)
    }

    /// The gaps between the numbers (each counted from one after the number before) as LEB128.
    pub fn gaps(&self) -> &[u8] {
        &self.gaps
    }

    /// The numbers in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let mut bytes = self.gaps.iter();
        let mut next = 0;
        std::iter::from_fn(move || {
            let mut gap = 0u32;
            for shift in (0..).step_by(7) {
                let byte = *bytes.next()?;
                gap |= u32::from(byte & 0x7F) << shift;
                if byte < 0x80 {
                    break;
                }
            }
            let number = next + gap;
            next = number + 1;
            Some(number)
        })
    }
}

/// Appends `number` as LEB128: seven bits a byte, low bits first, the high bit says "more".
pub fn push_varint(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn postings_give_back_what_they_took(numbers in prop::collection::btree_set(0u32..2_000_000, 0..50)) {
            let mut postings = Postings::default();
            for &number in &numbers {
                postings.push(number);
            }
            prop_assert_eq!(postings.len(), numbers.len());
            prop_assert_eq!(postings.last(), numbers.last().copied());
            prop_assert!(postings.iter().eq(numbers));
        }
    }
}
