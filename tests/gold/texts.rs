//! What the reference knows of a text: its spellings, base forms, readings and dates.

use std::collections::{BTreeMap, BTreeSet};

use hakusho::model::search::{Block, SearchPage};
use hakusho::text::date;
use hakusho::text::fold::{fold, fold_char, nfkc};
use hakusho::text::kana::to_hiragana;
use hakusho::words::{PartOfSpeech, Token, Tokenizer};

use crate::romaji::romanise;
use crate::spellings;

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
    /// In the plainest of the spellings that convention allows.
    conventional: String,
    /// Without the kana of words that have kanji.
    kanji: String,
}

impl Spelling {
    pub(crate) fn of(text: &str, tokenizer: &Tokenizer) -> Self {
        let normal = modern(text);
        let mut ends = String::new();
        for token in tokenizer.tokens(&normal) {
            ends.push_str(&near(token.surface.trim_end_matches('ー')));
        }
        let near = near(&normal);
        Self {
            plain: plain(&near),
            conventional: spellings::plain(&near),
            kanji: kanji(&normal, tokenizer),
            near,
            ends,
            folded: fold(text),
        }
    }

    /// A text as it is read if it is kana.
    pub(crate) fn kana(text: &str) -> String {
        spellings::sounds(&near(&to_hiragana(&nfkc(text))))
    }

    pub(crate) fn holds(&self, other: &Self) -> bool {
        let holds = |text: &str, part: &str| !part.is_empty() && text.contains(part);
        holds(&self.near, &other.near)
            || holds(&self.ends, &other.ends)
            || holds(&self.plain, &other.plain)
    }

    /// Whether the other is in this in a spelling that convention allows.
    pub(crate) fn holds_as_written(&self, other: &Self) -> bool {
        spellings::holds(&self.conventional, &other.conventional)
    }

    /// Whether the other's compound is in this with more kana or fewer.
    pub(crate) fn holds_kanji(&self, other: &Self) -> bool {
        other.kanji.chars().nth(1).is_some() && self.kanji.contains(&other.kanji)
    }

    pub(crate) fn holds_loosely(&self, other: &Self) -> bool {
        !other.folded.is_empty() && self.folded.contains(&other.folded)
    }
}

/// A text in NFKC whose kanji the dictionary knows: 髙橋 is in it as 高橋.
pub(crate) fn modern(text: &str) -> String {
    let is_kanji = |c: char| c >= '\u{2E80}' && c.is_alphabetic() && !"ーｰ".contains(c);
    let modern = |c: char| fold_char(c).filter(|_| is_kanji(c)).unwrap_or(c);
    nfkc(text).chars().map(modern).collect()
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

/// A text without the kana behind the kanji of its words.
fn kanji(normal: &str, tokenizer: &Tokenizer) -> String {
    let is_kanji = |c: char| ('一'..='龠').contains(&c);
    let is_hiragana = |c: char| ('ぁ'..='ゖ').contains(&c);
    let mut out = String::new();
    for token in tokenizer.tokens(normal) {
        let has_kanji = token.surface.contains(is_kanji);
        let kept = |c: &char| !(has_kanji && is_hiragana(*c));
        out.extend(token.surface.chars().filter(kept));
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
    /// The words' base forms, folded; for a noun made of a verb (呼び出し) also that verb's.
    pub(crate) bases: Vec<Vec<String>>,
    /// Keys as `hakusho::text::date` makes them.
    pub(crate) dates: BTreeSet<String>,
    pieces: BTreeMap<usize, Vec<Piece>>,
}

impl Text {
    fn of(block: &Block, tokenizer: &Tokenizer) -> Self {
        let normal = modern(&block.text);
        let tokens = tokenizer.tokens(&normal);
        let mut pieces: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
        for token in &tokens {
            let list = pieces.entry(token.start).or_default();
            list.extend(token_pieces(token, tokenizer));
        }
        for (range, reading) in &block.rubies {
            let at = |end: usize| modern(&block.text[..end]).len();
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
            bases: tokens.iter().map(|token| bases(token, tokenizer)).collect(),
            dates: date::scan(&normal)
                .into_iter()
                .map(|(_, key)| key)
                .collect(),
            pieces,
        }
    }

    /// Whether some words in a row are read so: the whole of them or, with `prefix`, their
    /// beginning; with `nominal`, nouns only.
    pub(crate) fn is_read(&self, sought: &Sought, prefix: bool, nominal: bool) -> bool {
        let seek = Seek {
            text: self,
            sought,
            prefix,
            nominal,
        };
        let starts = self.pieces.iter();
        let mut starts = starts.filter(|(_, pieces)| pieces.iter().any(|piece| piece.opens));
        starts.any(|(&start, _)| seek.from(start, ""))
    }
}

/// A reading that is sought.
#[derive(Clone, Debug)]
pub(crate) enum Sought {
    /// In hiragana, and letters that wait for their vowel: しんだn.
    Kana(String, String),
    /// In romaji, as `romanise` spells it.
    Latin(String),
}

impl Sought {
    /// Whether `said` is the whole reading.
    fn is(&self, said: &str) -> bool {
        match self {
            Self::Kana(kana, tail) => tail.is_empty() && said == kana,
            Self::Latin(latin) => romanise(said) == *latin,
        }
    }

    /// Whether `said` begins with the reading.
    fn begins(&self, said: &str) -> bool {
        match self {
            Self::Kana(kana, tail) => {
                let rest = said.strip_prefix(kana.as_str());
                rest.is_some_and(|rest| romanise(rest).starts_with(tail))
            }
            Self::Latin(latin) => romanise(said).starts_with(latin),
        }
    }

    /// Whether the reading can go on behind `said`.
    fn goes_on(&self, said: &str) -> bool {
        match self {
            Self::Kana(kana, _) => kana.starts_with(said),
            Self::Latin(latin) => latin.starts_with(&romanise(said)),
        }
    }

    fn starts_like(&self, (kana, latin): &(String, String)) -> bool {
        match self {
            Self::Kana(sought, _) => sought.chars().next() == kana.chars().next(),
            Self::Latin(sought) => sought.chars().next() == latin.chars().next(),
        }
    }
}

/// A search for a reading from one place on.
struct Seek<'a> {
    text: &'a Text,
    sought: &'a Sought,
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
            let mut spellings =
                spellings.filter(|spelt| !said.is_empty() || self.sought.starts_like(spelt));
            spellings.any(|(kana, _)| self.with(piece, &format!("{said}{kana}")))
        })
    }

    /// Whether what was `said`, up to the end of `piece`, is it or can be completed.
    fn with(&self, piece: &Piece, said: &str) -> bool {
        self.sought.is(said)
            || (self.prefix && piece.opens && self.sought.begins(said))
            || (self.sought.goes_on(said) && piece.end.is_some_and(|next| self.from(next, said)))
    }
}

fn bases(token: &Token<'_>, tokenizer: &Tokenizer) -> Vec<String> {
    const ENDINGS: [(char, char); 9] = [
        ('い', 'う'),
        ('き', 'く'),
        ('ぎ', 'ぐ'),
        ('し', 'す'),
        ('ち', 'つ'),
        ('に', 'ぬ'),
        ('び', 'ぶ'),
        ('み', 'む'),
        ('り', 'る'),
    ];
    let mut bases = vec![fold(&token.base)];
    if token.part == PartOfSpeech::Noun && token.surface.chars().count() > 2 {
        let mut verb = token.surface.to_owned();
        let last = verb.pop();
        if let Some((_, ending)) = ENDINGS.iter().find(|(from, _)| Some(*from) == last) {
            verb.push(*ending);
            let tokens = tokenizer.tokens(&verb);
            if tokens.len() == 1 && tokens[0].part == PartOfSpeech::Verb {
                bases.push(fold(&verb));
            }
        }
    }
    bases
}

fn token_pieces(token: &Token<'_>, tokenizer: &Tokenizer) -> Vec<Piece> {
    use PartOfSpeech::{Adjective, Auxiliary, Noun, Number, Particle, Prefix, ProperNoun};
    use PartOfSpeech::{SuffixNoun, Symbol, Verb};
    let mut readings: BTreeSet<String> = token.reading().into_iter().collect();
    // 子 is し and こ, 市場 しじょう and いちば.
    if token.part == SuffixNoun || (token.part == Noun && token.surface.chars().nth(1).is_some()) {
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
