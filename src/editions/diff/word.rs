//! What the engine knows of a word besides its text: enough to tell where an official would not
//! cut.

use std::ops::Range;

use crate::text::cjk::{is_hiragana, is_kana, is_kanji};

/// A word of a text. The words of a text follow each other without gaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// What it does in its sentence.
    pub(super) class: Class,
    /// Whether it cannot stand without the word before it.
    pub(super) is_suffix: bool,
    /// The script of its first character.
    pub(super) head: Script,
    /// The script of its last character.
    pub(super) tail: Script,
}

/// What a word does in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A noun, its prefixes and suffixes: what compounds are made of.
    Noun,
    /// Digits and numerals.
    Number,
    /// 第: what makes the number behind it a name.
    Ordinal,
    /// A verb or an adjective.
    Verb,
    /// The ending of a verb.
    Auxiliary,
    /// Particles, conjunctions and the like.
    Function,
    /// Any other word.
    Other,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A mark between the parts of a sentence.
    Comma,
    /// The end of a sentence or of a line.
    Stop,
    /// Any other mark.
    Mark,
    /// White space within a line.
    Space,
}

impl Class {
    /// The class of a character that is always a word by itself.
    pub(super) fn of_mark(c: char) -> Option<Self> {
        match c {
            '\n' | '\r' | '。' | '．' | '｡' | '！' | '？' | '!' | '?' => Some(Self::Stop),
            '、' | '，' | '､' | ',' | '・' | '･' | '；' | ';' => Some(Self::Comma),
            '(' | '（' | '[' | '［' | '{' | '｛' | '「' | '『' | '【' | '〔' | '〈' | '《'
            | '“' | '｢' => Some(Self::Open),
            ')' | '）' | ']' | '］' | '}' | '｝' | '」' | '』' | '】' | '〕' | '〉' | '》'
            | '”' | '｣' => Some(Self::Close),
            c if c.is_whitespace() => Some(Self::Space),
            // Kana's length mark counts as a letter; ① and ㈱ are signs of their own.
            c if is_list_number(c) => Some(Self::Number),
            c if !c.is_alphanumeric() => Some(Self::Mark),
            _ => None,
        }
    }

    /// Whether a word of this class says nothing by itself.
    pub(super) fn is_function(self) -> bool {
        !matches!(self, Self::Noun | Self::Number | Self::Verb | Self::Other)
    }
}

/// ① and the like: numbers, but neither digits nor numerals.
fn is_list_number(c: char) -> bool {
    c.is_numeric() && !is_digit(c) && !is_kanji(c)
}

/// Digits of both widths.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Scripts, as far as a change of script is the end of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Kanji.
    Kanji,
    /// Hiragana.
    Hiragana,
    /// Katakana of both widths.
    Katakana,
    /// Digits of both widths.
    Digit,
    /// Every other letter.
    Latin,
    /// Marks and white space.
    None,
}

impl Script {
    /// The script of `c`.
    pub(super) fn of(c: char) -> Self {
        match c {
            _ if is_kanji(c) => Self::Kanji,
            _ if is_hiragana(c) => Self::Hiragana,
            '・' | '･' => Self::None,
            _ if is_kana(c) => Self::Katakana,
            _ if is_digit(c) => Self::Digit,
            _ if c.is_alphabetic() => Self::Latin,
            _ => Self::None,
        }
    }
}

/// Whether two neighbours are parts of one compound: nouns that meet in kanji or in katakana.
/// Where the script changes, readers see a seam.
pub(super) fn are_compound(left: &Word, right: &Word) -> bool {
    left.class == Class::Noun
        && right.class == Class::Noun
        && left.tail == right.head
        && matches!(left.tail, Script::Kanji | Script::Katakana)
}

/// Whether two neighbours are an inflected word and its ending, or two such endings.
pub(super) fn are_inflection(left: &Word, right: &Word) -> bool {
    matches!(left.class, Class::Verb | Class::Auxiliary) && right.class == Class::Auxiliary
}
