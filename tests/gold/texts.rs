//! What the reference knows of a text: its spellings, base forms, readings and dates.

use std::collections::{BTreeMap, BTreeSet};

use hakusho::model::search::{Block, SearchPage};
use hakusho::text::date;
use hakusho::text::fold::{fold, fold_char, nfkc};
use hakusho::text::kana::to_hiragana;
use hakusho::words::{PartOfSpeech, Token, Tokenizer};

use crate::romaji::romanise;

/// A page.
pub(crate) struct PageText {
    /// Words of its front matter, folded.
    pub(crate) synonyms: Vec<String>,
    /// Its blocks.
    pub(crate) texts: Vec<Text>,
}

impl PageText {
    pub(crate) fn of(page: &SearchPage, tokenizer: &Tokenizer) -> Self {
        let texts = page.blocks.iter();
        Self {
            synonyms: page.synonyms.iter().map(|word| fold(word)).collect(),
            texts: texts.map(|block| Text::of(block, tokenizer)).collect(),
        }
    }
}

/// A text in the spellings that count as the same.
pub(crate) struct Spelling {
    /// Width, case, kanji and white space aside.
    near: String,
    /// Also ー at the end of a word.
    ends: String,
    /// Also iteration marks and the commas of numbers.
    plain: String,
    /// Also ー anywhere.
    folded: String,
}

impl Spelling {
    pub(crate) fn of(text: &str, tokenizer: &Tokenizer) -> Self {
        let normal = nfkc(text);
        let mut ends = String::new();
        for token in tokenizer.tokens(&normal) {
            ends.push_str(&near(token.surface.trim_end_matches('ー')));
        }
        let near = near(&normal);
        Self {
            plain: plain(&near),
            near,
            ends,
            folded: fold(text),
        }
    }

    /// A text as it is read if it is kana.
    pub(crate) fn kana(text: &str) -> String {
        fold(&to_hiragana(&nfkc(text)))
    }

    pub(crate) fn holds(&self, other: &Self) -> bool {
        let holds = |text: &str, part: &str| !part.is_empty() && text.contains(part);
        holds(&self.near, &other.near)
            || holds(&self.ends, &other.ends)
            || holds(&self.plain, &other.plain)
    }

    pub(crate) fn holds_loosely(&self, other: &Self) -> bool {
        !other.folded.is_empty() && self.folded.contains(&other.folded)
    }
}

/// The fold, but ー stays.
fn near(normal: &str) -> String {
    let keep = |c| if c == 'ー' { Some(c) } else { fold_char(c) };
    normal.chars().filter_map(keep).collect()
}

/// Iteration marks written out, numbers without commas.
fn plain(near: &str) -> String {
    let chars: Vec<char> = near.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        match (c, out.chars().next_back()) {
            (',', _) if at > 0 && is_digit(at - 1) && (1..4).all(|n| is_digit(at + n)) => {}
            ('々' | 'ゝ' | 'ヽ', Some(before)) => out.push(before),
            ('ゞ' | 'ヾ', Some(before)) => {
                out.push(char::from_u32(u32::from(before) + 1).unwrap_or(before));
            }
            _ => out.push(c),
        }
    }
    out
}

/// A stretch of a text and how it may be read; several may begin at one place.
struct Piece {
    /// Where the next begins; `None` when none may follow.
    end: Option<usize>,
    /// In hiragana (or as written), and in romaji.
    spellings: Vec<(String, String)>,
    /// A reading may begin here.
    opens: bool,
    nominal: bool,
}

/// A block.
pub(crate) struct Text {
    pub(crate) raw: String,
    pub(crate) spelling: Spelling,
    /// The words' base forms, folded.
    pub(crate) bases: Vec<String>,
    /// Keys as `hakusho::text::date` makes them.
    pub(crate) dates: BTreeSet<String>,
    pieces: BTreeMap<usize, Vec<Piece>>,
}

impl Text {
    fn of(block: &Block, tokenizer: &Tokenizer) -> Self {
        let normal = nfkc(&block.text);
        let tokens = tokenizer.tokens(&normal);
        let mut pieces: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
        for token in &tokens {
            let list = pieces.entry(token.start).or_default();
            list.extend(token_pieces(token, tokenizer));
        }
        for (range, reading) in &block.rubies {
            let at = |end: usize| nfkc(&block.text[..end]).len();
            let piece = Piece {
                end: Some(at(range.end)),
                spellings: vec![spelt(reading)],
                opens: true,
                nominal: true,
            };
            pieces.entry(at(range.start)).or_default().push(piece);
        }
        Self {
            raw: block.text.clone(),
            spelling: Spelling::of(&block.text, tokenizer),
            bases: tokens.iter().map(|token| fold(&token.base)).collect(),
            dates: date::scan(&normal)
                .into_iter()
                .map(|(_, key)| key)
                .collect(),
            pieces,
        }
    }

    /// Whether some words in a row are read so: `latin` romaji or hiragana; the whole of them or,
    /// with `prefix`, their beginning; with `nominal`, nouns only.
    pub(crate) fn is_read(&self, reading: &str, latin: bool, prefix: bool, nominal: bool) -> bool {
        let seek = Seek {
            text: self,
            reading,
            latin,
            prefix,
            nominal,
        };
        let starts = self.pieces.iter();
        let mut starts = starts.filter(|(_, pieces)| pieces.iter().any(|piece| piece.opens));
        starts.any(|(&start, _)| seek.from(start, ""))
    }
}

/// A search for a reading from one place on.
struct Seek<'a> {
    text: &'a Text,
    reading: &'a str,
    latin: bool,
    prefix: bool,
    nominal: bool,
}

impl Seek<'_> {
    /// Whether what was `said` can be completed with the pieces from `start` on.
    fn from(&self, start: usize, said: &str) -> bool {
        let pieces = self.text.pieces.get(&start).into_iter().flatten();
        let mut pieces = pieces
            .filter(|piece| (piece.nominal || !self.nominal) && (piece.opens || !said.is_empty()));
        pieces.any(|piece| {
            let spellings = piece.spellings.iter();
            let mut spellings = spellings.filter(|(kana, latin)| {
                let first = if self.latin { latin } else { kana }.chars().next();
                !said.is_empty() || first == self.reading.chars().next()
            });
            spellings.any(|(kana, _)| self.goes_on(piece.end, &format!("{said}{kana}")))
        })
    }

    fn goes_on(&self, next: Option<usize>, said: &str) -> bool {
        let now = match self.latin {
            true => romanise(said),
            false => said.to_owned(),
        };
        if now == self.reading || (self.prefix && now.starts_with(self.reading)) {
            return true;
        }
        let more = self.reading.starts_with(&now) && self.reading.len() > now.len();
        more && next.is_some_and(|next| self.from(next, said))
    }
}

fn token_pieces(token: &Token<'_>, tokenizer: &Tokenizer) -> Vec<Piece> {
    use PartOfSpeech::{Adjective, Auxiliary, Noun, Number, Particle, Prefix, ProperNoun};
    use PartOfSpeech::{SuffixNoun, Symbol, Verb};
    let mut readings: BTreeSet<String> = token.reading().into_iter().collect();
    if token.part == SuffixNoun {
        readings.extend(tokenizer.readings(token.surface));
    }
    readings.insert(token.surface.to_owned());
    let opens = !matches!(token.part, Particle | Auxiliary | Symbol);
    let mut pieces = vec![Piece {
        end: Some(token.end),
        spellings: readings.iter().map(|reading| spelt(reading)).collect(),
        opens,
        nominal: matches!(token.part, Noun | ProperNoun | SuffixNoun | Prefix | Number),
    }];
    if matches!(token.part, Verb | Adjective) {
        let base = tokenizer.tokens(&token.base);
        let reading: Option<String> = base.iter().map(Token::reading).collect();
        pieces.push(Piece {
            end: None,
            spellings: reading.iter().map(|reading| spelt(reading)).collect(),
            opens,
            nominal: false,
        });
    }
    pieces
}

fn spelt(reading: &str) -> (String, String) {
    let kana = Spelling::kana(reading);
    let latin = romanise(&kana);
    (kana, latin)
}

/// Whether the text holds a word: anywhere, but a word in ASCII between other characters than such.
pub(crate) fn holds_word(text: &Text, word: &str) -> bool {
    if !word.is_ascii() {
        return text.spelling.folded.contains(&fold(word));
    }
    let (text, word) = (nfkc(&text.raw).to_lowercase(), word.to_lowercase());
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    text.match_indices(&word).any(|(at, _)| {
        !text[..at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter)
    })
}

/// The date that a query asks for.
pub(crate) fn query_date(text: &str) -> Option<String> {
    let date = date::parse(text).ok()?;
    (!date.edtf.starts_with("XXXX")).then_some(date.edtf)
}
