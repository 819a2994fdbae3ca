//! The tokenizer: text in, words out.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use lindera::segmenter::Segmenter;
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::{DetailFields, Dictionary};
use lindera_dictionary::mode::Mode;
use lindera_dictionary::viterbi::{Lattice, WordId};

use super::features::{PartOfSpeech, to_katakana};
use super::lattice::cut;
use super::layout::Layout;
use super::modern::{Modern, modern};
use super::runs::join_runs;
use super::terms::Term;
use super::{Segment, Token, WordNumber, embedded};

/// Why a dictionary could not be used. The message is lindera's own, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryError {
    /// What lindera says.
    pub message: String,
}

impl DictionaryError {
    fn new(error: impl std::fmt::Display) -> Self {
        let message = error.to_string();
        Self { message }
    }
}

impl std::fmt::Display for DictionaryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DictionaryError {}

/// Cuts Japanese text into words. One tokenizer serves all threads.
#[derive(Clone)]
pub struct Tokenizer {
    pub(super) segmenter: Segmenter,
    layout: Layout,
    /// The site's own terms with a reading.
    term_readings: Arc<BTreeMap<String, String>>,
}

impl Tokenizer {
    /// The tokenizer with the dictionary that is part of the program, and a site's own terms.
    ///
    /// # Errors
    /// When the terms cannot be compiled (no known input does that).
    pub fn embedded(terms: &[Term]) -> Result<Self, DictionaryError> {
        let dictionary = embedded::load().map_err(DictionaryError::new)?;
        Self::new(dictionary, terms)
    }

    /// The tokenizer with another dictionary, a folder that `lindera build` made, and a site's own
    /// terms. lindera reads the folder: the only disk access of this room.
    ///
    /// # Errors
    /// When the folder is no such dictionary, or was made by another version of lindera.
    pub fn open(dictionary: &Path, terms: &[Term]) -> Result<Self, DictionaryError> {
        let dictionary = Dictionary::load_from_path(dictionary).map_err(DictionaryError::new)?;
        Self::new(dictionary, terms)
    }

    fn new(dictionary: Dictionary, terms: &[Term]) -> Result<Self, DictionaryError> {
        let layout = Layout::of(&dictionary.metadata.dictionary_schema);
        let term_readings = terms.iter().filter_map(|term| {
            let reading = to_katakana(term.reading.as_deref()?);
            Some((term.surface.clone(), reading))
        });
        let term_readings = Arc::new(term_readings.collect());
        let terms = if terms.is_empty() {
            None
        } else {
            let rows = layout.rows(terms, &dictionary.metadata);
            let builder = DictionaryBuilder::new((*dictionary.metadata).clone());
            let terms = builder.build_user_dict_from_reader(rows.as_bytes());
            Some(terms.map_err(DictionaryError::new)?)
        };
        let segmenter = Segmenter::new(Mode::Normal, dictionary, terms);
        Ok(Self {
            segmenter,
            layout,
            term_readings,
        })
    }

    /// The words of `text` in order, without white space. The caller puts the text in NFKC;
    /// offsets are bytes of `text` as given.
    pub fn tokens<'a>(&'a self, text: &'a str) -> Vec<Token<'a>> {
        let segments = self.segments(text).into_iter();
        segments
            .filter_map(|segment| self.token(text, segment))
            .collect()
    }

    /// Where the words of `text` stand and which they are: [`Tokenizer::tokens`] without a look at
    /// the words themselves, which a caller does once for each number.
    pub fn segments(&self, text: &str) -> Vec<Segment> {
        let mut segments = Vec::new();
        self.segments_into(text, &mut segments);
        segments
    }

    /// [`Tokenizer::segments`] into a vector that the caller keeps; what it held is gone.
    pub fn segments_into(&self, text: &str, segments: &mut Vec<Segment>) {
        segments.clear();
        cut(&self.segmenter, text, segments);
        if let Some(modern) = Modern::of(text, segments) {
            segments.clear();
            cut(&self.segmenter, &modern.text, segments);
            for segment in segments.iter_mut() {
                *segment = modern.in_original(*segment, text);
            }
        }
        join_runs(text, segments, |segment| {
            self.token(text, segment).map(|token| token.part)
        });
    }

    /// How many pieces lindera's own segmenter cuts `texts` into: the segmentation by itself, to
    /// measure the rest against.
    pub fn count_pieces(&self, texts: &[&str]) -> usize {
        self.sum_of_lindera(texts, |pieces| pieces.len())
    }

    /// The same, and what lindera's tokens then tell of each piece, part of speech, base form and
    /// reading: how many bytes of it there are.
    pub fn count_details(&self, texts: &[&str]) -> usize {
        let bytes = |mut piece: lindera::token::Token<'_>| -> usize {
            piece.details_iter().map(str::len).sum()
        };
        self.sum_of_lindera(texts, |pieces| pieces.into_iter().map(bytes).sum())
    }

    /// The sum of what `count` makes of the tokens of each text as lindera gives them.
    fn sum_of_lindera(
        &self,
        texts: &[&str],
        count: impl Fn(Vec<lindera::token::Token<'_>>) -> usize,
    ) -> usize {
        let mut lattice = Lattice::default();
        let counts = texts.iter().map(|text| {
            let found = self
                .segmenter
                .segment_with_lattice(Cow::Borrowed(text), &mut lattice);
            found.map_or(0, &count)
        });
        counts.sum()
    }

    /// What dictionary and terms say of a word of `text`.
    pub fn token<'a>(&'a self, text: &'a str, segment: Segment) -> Option<Token<'a>> {
        let Segment { start, end, word } = segment;
        let surface = text.get(start..end)?;
        let Some(id) = word.word_id() else {
            let part = match word {
                WordNumber::UNKNOWN_NUMBER => PartOfSpeech::Number,
                _ => PartOfSpeech::Noun,
            };
            return Some(Token::unknown(surface, start, part));
        };
        let features = self.layout.features(surface, self.details(id));
        let has_letter = surface.contains(char::is_alphanumeric);
        let part = match features.part {
            // IPADIC takes unknown signs for verbal nouns, and letters of rare scripts for signs.
            _ if !has_letter => PartOfSpeech::Symbol,
            PartOfSpeech::Symbol if id.is_unknown() => PartOfSpeech::Noun,
            part => part,
        };
        if id.is_unknown() {
            return Some(Token::unknown(surface, start, part));
        }
        Some(Token {
            surface,
            start,
            end,
            base: features.base,
            part,
            known: true,
            reading: features.reading,
        })
    }

    fn details(&self, word: WordId) -> DetailFields<'_> {
        let id = word.id() as usize;
        let dictionary = &self.segmenter.dictionary;
        match &self.segmenter.user_dictionary {
            _ if word.is_unknown() => dictionary.unknown_word_details_iter(id),
            Some(terms) if !word.is_system() => terms.word_details_iter(id),
            _ => dictionary.word_details_iter(id),
        }
    }

    /// Every reading (katakana, sorted) that dictionary and terms give the word `surface`, not only
    /// the one of the best path: 子 is read シ as well as コ.
    pub fn readings(&self, surface: &str) -> Vec<String> {
        self.readings_as(surface, |_| true)
    }

    /// The readings of `surface` as the parts of speech that `counts` picks. A term of the site has
    /// the reading that the site gives it and no other.
    pub fn readings_as(&self, surface: &str, counts: impl Fn(PartOfSpeech) -> bool) -> Vec<String> {
        if let Some(reading) = self.term_readings.get(surface) {
            return vec![reading.clone()];
        }
        let dictionary = &self.segmenter.dictionary.prefix_dictionary;
        let mut entries = dictionary.find_surface(surface);
        if entries.is_empty() {
            entries = dictionary.find_surface(&modern(surface));
        }
        let mut readings: Vec<String> = entries
            .into_iter()
            .filter_map(|entry| {
                let details = self.details(entry.word_id());
                let features = self.layout.features(surface, details);
                let reading = features.reading.katakana(surface)?;
                counts(features.part).then_some(reading)
            })
            .collect();
        readings.sort();
        readings.dedup();
        readings
    }
}
