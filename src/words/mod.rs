//! Words: cuts Japanese text into words with base form, part of speech and reading.
//!
//! The dictionary is IPADIC, compiled by the build script and part of the program
//! ([`Tokenizer::embedded`]); a site may name another ([`Tokenizer::open`]) and add terms of its
//! own ([`parse_terms`]). lindera finds the cheapest path through the dictionary's words; tokens
//! that it cut out of the middle of an unknown name are joined again (`runs`), and old kanji are
//! looked up as new ones (`modern`). No word is ever
//! dropped, known or not: only white space is.
//!
//! This room imports `text` only. Of the program only this room and the build script name lindera.

mod embedded;
mod features;
mod lattice;
mod layout;
mod modern;
mod runs;
mod segment;
mod terms;
#[cfg(test)]
mod tests;
mod tokenizer;

use std::borrow::Cow;

pub use features::{PartOfSpeech, to_katakana};
pub use segment::{Segment, WordNumber};
pub use terms::{BadTerm, Term, TermProblem, parse_terms};
pub use tokenizer::{DictionaryError, Tokenizer};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word as the text has it.
    pub surface: &'a str,
    /// Byte offset of its start in the text.
    pub start: usize,
    /// Byte offset of its end in the text.
    pub end: usize,
    /// Its base form (走っ → 走る); the surface itself where the word has no other or is unknown.
    pub base: Cow<'a, str>,
    /// Its part of speech; for an unknown word the dictionary's guess.
    pub part: PartOfSpeech,
    /// Whether the dictionary has it.
    pub known: bool,
    reading: Reading<'a>,
}

impl<'a> Token<'a> {
    /// A word that the dictionary lacks.
    fn unknown(surface: &'a str, start: usize, part: PartOfSpeech) -> Self {
        Self {
            surface,
            start,
            end: start + surface.len(),
            base: Cow::Borrowed(surface),
            part,
            known: false,
            reading: Reading::Surface,
        }
    }

    /// How the word is read, in katakana. An unknown word in kana is read as it is written; there
    /// is no reading for signs, Latin letters, digits and unknown kanji.
    pub fn reading(&self) -> Option<String> {
        self.reading.katakana(self.surface)
    }
}

/// A reading as the dictionary has it; it is put in katakana only when asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading<'a> {
    None,
    /// The surface, if that is kana.
    Surface,
    /// Packed by the build script.
    Packed(&'a str),
    /// Kana.
    Plain(&'a str),
}

impl Reading<'_> {
    fn katakana(self, surface: &str) -> Option<String> {
        match self {
            Self::None => None,
            Self::Packed(packed) => features::unpack_reading(surface, packed),
            Self::Surface => features::is_kana(surface).then(|| to_katakana(surface)),
            Self::Plain(reading) => features::is_kana(reading).then(|| to_katakana(reading)),
        }
    }
}
