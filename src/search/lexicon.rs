//! What the index needs to know of each word, worked out once for each part.
//!
//! Words, base forms and keys are numbers here, in the order in which they were met; the
//! numbers never reach the output.

use std::sync::Arc;

use super::hash::QuickMap;
use super::identifiers::pieces;
use super::tally::{Role, Tally};
use crate::text::fold::fold_nfkc;
use crate::text::kana::to_hiragana;
use crate::words::{PartOfSpeech, Segment, Token, Tokenizer, WordNumber};

/// Longer words (identifiers run together, encoded data) are found by their grams alone.
pub(super) const LONGEST_WORD: usize = 32;

/// A word of the text.
pub(super) struct Word {
    pub(super) part: PartOfSpeech,
    /// Its base form and the pieces of an identifier, where they are words of the index: numbers
    /// for [`Lexicon::bases`].
    pub(super) bases: Box<[u32]>,
    /// The base form in NFKC.
    pub(super) base: Box<str>,
    /// How it is read, in hiragana: the likeliest first; for words that inflect the base form.
    pub(super) readings: Box<[Box<str>]>,
}

impl Word {
    /// Verbs and adjectives.
    pub(super) fn inflects(&self) -> bool {
        matches!(self.part, PartOfSpeech::Verb | PartOfSpeech::Adjective)
    }
}

/// A base form as it is written.
pub(super) struct Base {
    /// NFKC.
    pub(super) text: Arc<str>,
    /// The number of its folded form in [`Lexicon::keys`].
    pub(super) key: u32,
    /// Whether it is its own folded form.
    pub(super) is_plain: bool,
    /// How often it stands in what was read, but for words of the dictionary: see
    /// [`Lexicon::finish`].
    pub(super) count: u64,
}

/// The words that one part has.
pub(super) struct Lexicon<'t> {
    pub(super) tokenizer: &'t Tokenizer,
    known: QuickMap<WordNumber, u32>,
    /// Those of one number by their surfaces.
    others: QuickMap<WordNumber, QuickMap<Box<str>, u32>>,
    /// By the numbers that [`Lexicon::number`] gives.
    pub(super) words: Vec<Word>,
    /// For each of `words`.
    pub(super) tallies: Vec<Tally>,
    base_numbers: QuickMap<Arc<str>, u32>,
    pub(super) bases: Vec<Base>,
    key_numbers: QuickMap<Arc<str>, u32>,
    /// Folded base forms, and what [`Lexicon::key_number`] was asked for.
    pub(super) keys: Vec<Arc<str>>,
}

impl<'t> Lexicon<'t> {
    pub(super) fn new(tokenizer: &'t Tokenizer) -> Self {
        Lexicon {
            tokenizer,
            known: QuickMap::default(),
            others: QuickMap::default(),
            words: Vec::new(),
            tallies: Vec::new(),
            base_numbers: QuickMap::default(),
            bases: Vec::new(),
            key_numbers: QuickMap::default(),
            keys: Vec::new(),
        }
    }

    /// The keys, and how often the base forms stand in what was read.
    pub(super) fn finish(self) -> (Vec<Arc<str>>, Vec<Base>) {
        let mut bases = self.bases;
        for (word, tally) in self.words.iter().zip(&self.tallies) {
            for &base in &word.bases {
                bases[base as usize].count += u64::from(tally.total);
            }
        }
        (self.keys, bases)
    }

    /// The number of the word that stands in `text` at `segment`.
    pub(super) fn number(&mut self, text: &str, segment: Segment) -> u32 {
        let surface = &text[segment.start..segment.end];
        let found = match segment.word.has_one_surface() {
            true => self.known.get(&segment.word),
            false => self
                .others
                .get(&segment.word)
                .and_then(|words| words.get(surface)),
        };
        if let Some(&number) = found {
            return number;
        }
        let number = self.words.len() as u32;
        if segment.word.has_one_surface() {
            self.known.insert(segment.word, number);
        } else {
            let words = self.others.entry(segment.word).or_default();
            words.insert(surface.into(), number);
        }
        let tokenizer = self.tokenizer;
        let word = match tokenizer.token(text, segment) {
            Some(token) => self.word(&token),
            None => Word {
                part: PartOfSpeech::Symbol,
                bases: Box::default(),
                base: surface.into(),
                readings: Box::default(),
            },
        };
        self.tallies.push(Tally {
            role: Role::of(word.part),
            ..Tally::default()
        });
        self.words.push(word);
        number
    }

    fn word(&mut self, token: &Token<'_>) -> Word {
        use PartOfSpeech::{Auxiliary, Particle, Symbol};
        let is_word = !matches!(token.part, Particle | Auxiliary | Symbol);
        let mut bases = Vec::new();
        if is_word {
            bases.extend(self.base_number(&token.base));
            let pieces = pieces(token.surface);
            bases.extend(pieces.filter_map(|piece| self.base_number(piece)));
        }
        let readings = match is_word {
            true => readings(self.tokenizer, token),
            false => Vec::new(),
        };
        Word {
            part: token.part,
            bases: bases.into(),
            base: (&*token.base).into(),
            readings: readings.into_iter().map(String::into_boxed_str).collect(),
        }
    }

    /// The number of a base form; `None` for what is no word of the index.
    pub(super) fn base_number(&mut self, base: &str) -> Option<u32> {
        if let Some(&number) = self.base_numbers.get(base) {
            return Some(number);
        }
        let folded = fold_nfkc(base);
        // `=` and `@` begin the keys of synonyms and dates.
        if folded.is_empty()
            || folded.starts_with(['=', '@'])
            || folded.chars().count() > LONGEST_WORD
        {
            return None;
        }
        let is_plain = folded == base;
        let key = self.key_number(&folded);
        let text = match is_plain {
            true => Arc::clone(&self.keys[key as usize]),
            false => base.into(),
        };
        let number = self.bases.len() as u32;
        self.base_numbers.insert(Arc::clone(&text), number);
        self.bases.push(Base {
            text,
            key,
            is_plain,
            count: 0,
        });
        Some(number)
    }

    /// The number of a key.
    pub(super) fn key_number(&mut self, key: &str) -> u32 {
        if let Some(&number) = self.key_numbers.get(key) {
            return number;
        }
        let (number, key) = (self.keys.len() as u32, Arc::from(key));
        self.keys.push(Arc::clone(&key));
        self.key_numbers.insert(key, number);
        number
    }
}

/// How a word is read, in hiragana, the likeliest first.
///
/// The best path chooses among the readings of a word without knowing better, so a noun has all of
/// its readings as a noun (市場: しじょう, いちば), and a suffix those as a noun too (子: し, こ). Names have
/// too many for that.
fn readings(tokenizer: &Tokenizer, token: &Token<'_>) -> Vec<String> {
    use PartOfSpeech::{Adjective, Noun, SuffixNoun, Verb};
    let best = token.reading();
    let all = |parts: &[PartOfSpeech], word: &str| {
        tokenizer.readings_as(word, |part| parts.contains(&part))
    };
    let (best, others) = match token.part {
        Verb | Adjective => {
            let base = all(&[Verb, Adjective], &token.base);
            (
                best.filter(|_| base.is_empty() && token.base == token.surface),
                base,
            )
        }
        _ if !token.known => (best, Vec::new()),
        Noun => (best, all(&[Noun], token.surface)),
        SuffixNoun => (best, all(&[Noun, SuffixNoun], token.surface)),
        _ => (best, Vec::new()),
    };
    let mut readings: Vec<String> = Vec::new();
    for reading in best.into_iter().chain(others) {
        let reading = to_hiragana(&reading);
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(lexicon: &mut Lexicon<'_>, text: &str) -> Vec<u32> {
        let segments = lexicon.tokenizer.segments(text).into_iter();
        segments
            .map(|segment| lexicon.number(text, segment))
            .collect()
    }

    fn read(text: &str, part: impl Fn(&str) -> bool) -> Vec<String> {
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        let mut lexicon = Lexicon::new(&tokenizer);
        let numbers = numbers(&mut lexicon, text);
        let words = numbers
            .iter()
            .map(|&number| &lexicon.words[number as usize]);
        words
            .filter(|word| part(&word.base))
            .flat_map(|word| word.readings.iter().map(|reading| reading.to_string()))
            .collect()
    }

    #[test]
    fn a_word_has_one_number_and_a_base_form_one_key() {
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        let mut lexicon = Lexicon::new(&tokenizer);
        let text = "診断と診断。PHRとphr。クロージャとクロージャと";
        let numbers = numbers(&mut lexicon, text);
        assert_eq!(numbers[0], numbers[2]);
        let last = numbers.len() - 2;
        assert_eq!(numbers[last], numbers[last - 2]);
        let key = |at: usize| {
            let base = lexicon.words[numbers[at] as usize].bases[0];
            lexicon.bases[base as usize].key
        };
        assert_eq!(&*lexicon.keys[key(4) as usize], "phr");
        assert_eq!(key(4), key(6));
        assert_ne!(numbers[4], numbers[6]);
    }

    #[test]
    fn a_noun_has_its_readings_and_a_verb_those_of_its_base_form() {
        let market = read("市場", |_| true);
        assert!(market.contains(&"しじょう".to_owned()) && market.contains(&"いちば".to_owned()));
        assert_eq!(read("走った", |base| base == "走る"), ["はしる"]);
        let open = read("開いた", |base| base == "開く");
        assert!(open.contains(&"ひらく".to_owned()) && open.contains(&"あく".to_owned()));
        assert_eq!(read("PHR", |_| true), Vec::<String>::new());
    }
}
