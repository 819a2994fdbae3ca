//! Reads the data of the crate `yoin-ipadic`: mecab-ipadic 2.7.0 in little-endian, length-prefixed
//! tables.
//!
//! The crate's own decoder is not used: it reads through unaligned pointers. The layouts are those
//! of `yoin-core` 0.0.1 (`dic/morph.rs`, `dic/matrix.rs`, `dic/unknown.rs`).

/// Grammar and cost of a word: where it may stand, and how likely it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Row of the connection matrix seen by the word before.
    pub left_id: u16,
    /// Column of the connection matrix seen by the word after.
    pub right_id: u16,
    /// Cost of the word itself; smaller is likelier.
    pub word: i16,
}

/// One word of the dictionary.
#[derive(Clone, Debug)]
pub struct Word {
    pub surface: String,
    pub cost: Cost,
    /// IPADIC's comma-separated features: classes, conjugation, base form, reading, pronunciation.
    pub features: String,
}

/// Costs of putting one word after another.
pub struct Matrix {
    /// Number of `right_id`s.
    pub width: u16,
    /// Number of `left_id`s.
    pub height: u16,
    /// `costs[left_id of the later word × width + right_id of the earlier word]`.
    pub costs: Vec<i16>,
}

/// A class of characters, for words that are not in the dictionary.
#[derive(Clone, Debug, Default)]
pub struct Category {
    /// Whether unknown words are tried even where the dictionary has a word.
    pub invoke: bool,
    /// Whether a whole run of the class is one candidate.
    pub group: bool,
    /// Candidates of 1 to this many characters are tried too.
    pub length: u8,
    /// The grammar such a word may have, with IPADIC's features.
    pub entries: Vec<(Cost, String)>,
}

/// How unknown words are made.
pub struct Unknown {
    pub categories: Vec<Category>,
    /// The category of every code point below U+FFFF.
    pub table: Vec<u8>,
    /// The category of every other code point.
    pub default: u8,
}

/// Number of words in mecab-ipadic 2.7.0; fewer mean that unpacking was cut short.
const WORDS: usize = 392_126;

/// Reads all words, in the crate's order.
pub fn words(bytes: &[u8]) -> Result<Vec<Word>, String> {
    let mut reader = Reader::new("MORPHS", bytes);
    let mut words = Vec::new();
    while !reader.at_end() {
        words.push(Word {
            surface: reader.string()?,
            cost: reader.cost()?,
            features: reader.string()?,
        });
    }
    if words.len() == WORDS {
        Ok(words)
    } else {
        Err(reader.broken())
    }
}

/// Reads the connection matrix.
pub fn matrix(bytes: &[u8]) -> Result<Matrix, String> {
    let mut reader = Reader::new("MATRIX", bytes);
    let (width, height) = (reader.u16()?, reader.u16()?);
    let costs = (0..usize::from(width) * usize::from(height))
        .map(|_| reader.i16())
        .collect::<Result<_, _>>()?;
    Ok(Matrix {
        width,
        height,
        costs,
    })
}

/// Reads the character classes and the unknown words.
pub fn unknown(bytes: &[u8]) -> Result<Unknown, String> {
    let mut reader = Reader::new("UNKOWN", bytes);
    let firsts = reader.table()?;
    let counts = reader.table()?;
    let offsets = reader.table()?;
    let length = reader.u32()? as usize;
    let entries = reader.take(length)?;
    let count = usize::from(reader.u8()?);
    let default = reader.u8()?;
    let invoke = reader.take(count)?;
    let group = reader.take(count)?;
    let lengths = reader.take(count)?;
    let table = reader.rest().to_vec();

    let mut categories = Vec::with_capacity(count);
    for (id, ((invoke, group), length)) in invoke.iter().zip(group).zip(lengths).enumerate() {
        let mut category = Category {
            invoke: *invoke != 0,
            group: *group != 0,
            length: *length,
            entries: Vec::new(),
        };
        let (Some(first), Some(count)) = (firsts.get(id), counts.get(id)) else {
            return Err(reader.broken());
        };
        for offset in offsets.iter().skip(*first as usize).take(*count as usize) {
            let entry = entries.get(*offset as usize..);
            let mut entry = Reader::new("UNKOWN", entry.ok_or_else(|| reader.broken())?);
            category.entries.push((entry.cost()?, entry.string()?));
        }
        categories.push(category);
    }
    Ok(Unknown {
        categories,
        table,
        default,
    })
}

/// A cursor over one of the crate's tables.
struct Reader<'a> {
    name: &'static str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(name: &'static str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, at: 0 }
    }

    fn at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    fn broken(&self) -> String {
        format!(
            "yoin-ipadic's {} is not in the expected layout (byte {}). If the crate's data were \
             unpacked in part only, delete the folder `data` of yoin-ipadic-0.0.1 in Cargo's \
             registry and build again",
            self.name, self.at
        )
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], String> {
        let end = self.at.checked_add(length);
        let bytes = end.and_then(|end| self.bytes.get(self.at..end));
        let bytes = bytes.ok_or_else(|| self.broken())?;
        self.at += length;
        Ok(bytes)
    }

    fn rest(&mut self) -> &'a [u8] {
        let bytes = &self.bytes[self.at.min(self.bytes.len())..];
        self.at = self.bytes.len();
        bytes
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let bytes = self.take(N)?;
        bytes.try_into().map_err(|_| self.broken())
    }

    fn u8(&mut self) -> Result<u8, String> {
        self.array().map(|[byte]| byte)
    }

    fn u16(&mut self) -> Result<u16, String> {
        self.array().map(u16::from_le_bytes)
    }

    fn i16(&mut self) -> Result<i16, String> {
        self.array().map(i16::from_le_bytes)
    }

    fn u32(&mut self) -> Result<u32, String> {
        self.array().map(u32::from_le_bytes)
    }

    fn table(&mut self) -> Result<Vec<u32>, String> {
        (0..self.u32()?).map(|_| self.u32()).collect()
    }

    fn string(&mut self) -> Result<String, String> {
        let length = self.u32()? as usize;
        let bytes = self.take(length)?.to_vec();
        String::from_utf8(bytes).map_err(|_| self.broken())
    }

    fn cost(&mut self) -> Result<Cost, String> {
        Ok(Cost {
            left_id: self.u16()?,
            right_id: self.u16()?,
            word: self.i16()?,
        })
    }
}
