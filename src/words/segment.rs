//! The words of a text as numbers: what is cheap to compare and to look up.

use lindera_dictionary::viterbi::{LexType, WordId};

/// Where a word of a text stands, and which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Byte offset of its start in the text.
    pub start: usize,
    /// Byte offset of its end in the text.
    pub end: usize,
    /// Which word.
    pub word: WordNumber,
}

/// The number of a word: the same word of the dictionary has the same number in every text.
/// Unknown words share the few numbers of their kinds and are told apart by their surfaces; so are
/// words in old kanji.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordNumber(pub(super) u32);

impl WordNumber {
    /// A word in letters, kana or kanji that the dictionary lacks.
    pub const UNKNOWN_NOUN: Self = Self(Self::JOINED);
    /// Digits that the dictionary lacks.
    pub const UNKNOWN_NUMBER: Self = Self(Self::JOINED | 1);

    /// The text writes the word in another way.
    const VARIANT: u32 = 1 << 29;
    const TERM: u32 = 1 << 30;
    pub(super) const UNKNOWN: u32 = 2 << 30;
    pub(super) const JOINED: u32 = 3 << 30;

    pub(super) fn of(word: WordId) -> Self {
        let lexicon = match word.lex_type() {
            _ if word.is_unknown() => Self::UNKNOWN,
            _ if word.is_system() => 0,
            _ => Self::TERM,
        };
        Self(lexicon | (word.id() & !(Self::JOINED | Self::VARIANT)))
    }

    /// Whether dictionary or terms have the word.
    pub fn is_known(self) -> bool {
        self.0 < Self::UNKNOWN
    }

    /// The same word where the text writes it in another way than the dictionary (國家 for 国家).
    pub(super) fn variant(self) -> Self {
        match self.is_known() {
            true => Self(self.0 | Self::VARIANT),
            false => self,
        }
    }

    /// Whether all texts that have this word write it alike. Others are told apart by their
    /// surfaces.
    pub fn has_one_surface(self) -> bool {
        self.is_known() && self.0 & Self::VARIANT == 0
    }

    /// The word as lindera numbers it; `None` for what was joined.
    pub(super) fn word_id(self) -> Option<WordId> {
        let lexicon = match self.0 & Self::JOINED {
            0 => LexType::System,
            Self::TERM => LexType::User,
            Self::UNKNOWN => LexType::Unknown,
            _ => return None,
        };
        Some(WordId::new(
            lexicon,
            self.0 & !(Self::JOINED | Self::VARIANT),
        ))
    }
}
