//! Keeps whole what the dictionary cuts in the middle of a name.
//!
//! The dictionary knows JR and NHK, but JREPO is neither; it knows the particle ジャ and cuts
//! クロージャ before it. Two rules join such tokens again, both over neighbours without a gap:
//!
//! - a boundary between two letters of an alphabet (Latin, Greek, Cyrillic) or between two ASCII
//!   digits is no boundary;
//! - a run of katakana is one word when the dictionary failed in it: when a piece is unknown, is
//!   neither noun nor affix, or is a single character.
//!
//! A run of katakana that is made of known nouns stays apart (サーバー|サイド), so that each is
//! found and ranked by itself.

use super::Token;
use super::features::PartOfSpeech;

/// Joins the tokens of `text` as the module says.
pub(super) fn join_runs<'a>(text: &'a str, tokens: Vec<Token<'a>>) -> Vec<Token<'a>> {
    if !needs_joining(text, &tokens) {
        return tokens;
    }
    let mut joined: Vec<Token<'a>> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.into_iter().peekable();
    while let Some(first) = rest.next() {
        let script = Script::of_last(first.surface);
        if script == Script::Other {
            joined.push(first);
            continue;
        }
        let mut run = vec![first];
        while let Some(next) = rest.next_if(|next| continues(&run, next)) {
            run.push(next);
        }
        if run.len() > 1 && (script != Script::Katakana || run.iter().any(is_failure)) {
            joined.push(whole(text, &run));
        } else {
            joined.append(&mut run);
        }
    }
    joined
}

/// Whether any two neighbours are of one run; most texts have none, and then nothing is copied.
fn needs_joining(text: &str, tokens: &[Token<'_>]) -> bool {
    tokens.windows(2).any(|pair| {
        pair[0].end == pair[1].start
            && pair[1].end <= text.len()
            && Script::of_last(pair[0].surface).joins(Script::of_first(pair[1].surface))
    })
}

fn continues(run: &[Token<'_>], next: &Token<'_>) -> bool {
    run.last().is_some_and(|last| {
        last.end == next.start
            && Script::of_last(last.surface).joins(Script::of_first(next.surface))
    })
}

/// Whether a piece of a run of katakana shows that the dictionary did not know the word.
fn is_failure(piece: &Token<'_>) -> bool {
    let is_nominal = matches!(
        piece.part,
        PartOfSpeech::Noun
            | PartOfSpeech::ProperNoun
            | PartOfSpeech::SuffixNoun
            | PartOfSpeech::Prefix
    );
    !piece.known || !is_nominal || piece.surface.chars().nth(1).is_none()
}

fn whole<'a>(text: &'a str, run: &[Token<'a>]) -> Token<'a> {
    let start = run.first().map_or(0, |token| token.start);
    let end = run.last().map_or(start, |token| token.end);
    let surface = text.get(start..end).unwrap_or_default();
    let is_number = surface.bytes().all(|byte| byte.is_ascii_digit());
    let part = if is_number {
        PartOfSpeech::Number
    } else {
        PartOfSpeech::Noun
    };
    Token::unknown(surface, start, part)
}

/// The scripts whose runs are not cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Alphabet,
    Digit,
    Katakana,
    Other,
}

impl Script {
    fn of(c: Option<char>) -> Self {
        match c {
            Some('0'..='9') => Self::Digit,
            Some('ァ'..='ヺ' | 'ー'..='ヿ') => Self::Katakana,
            // Below U+0530 every letter is Latin, Greek or Cyrillic.
            Some(c) if c < '\u{530}' && c.is_alphabetic() => Self::Alphabet,
            _ => Self::Other,
        }
    }

    fn of_first(text: &str) -> Self {
        Self::of(text.chars().next())
    }

    fn of_last(text: &str) -> Self {
        Self::of(text.chars().next_back())
    }

    fn joins(self, next: Self) -> bool {
        self == next && self != Self::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PartOfSpeech::{Adverb, Noun, Number};

    /// Joins the words of a text, given as (surface, part of speech, known); a space is a gap.
    fn join(words: &[(&str, PartOfSpeech, bool)]) -> Vec<String> {
        let text: String = words.iter().map(|(word, ..)| *word).collect();
        let mut start = 0;
        let mut tokens = Vec::new();
        for (word, part, known) in words {
            let token = Token::unknown(&text[start..start + word.len()], start, *part);
            if *word != " " {
                tokens.push(Token {
                    known: *known,
                    ..token
                });
            }
            start += word.len();
        }
        let joined = join_runs(&text, tokens);
        for token in &joined {
            assert_eq!(&text[token.start..token.end], token.surface);
        }
        joined.iter().map(|t| t.surface.to_owned()).collect()
    }

    #[test]
    fn katakana_is_joined_where_the_dictionary_failed() {
        assert_eq!(
            join(&[("トーク", Noun, true), ("ン", Noun, true)]),
            ["トークン"]
        );
        assert_eq!(
            join(&[("ピッ", Adverb, true), ("キング", Noun, true)]),
            ["ピッキング"]
        );
        assert_eq!(
            join(&[("データ", Noun, true), ("ヘルス", Noun, true)]),
            ["データ", "ヘルス"]
        );
    }

    #[test]
    fn letters_are_joined_with_letters_and_digits_with_digits() {
        let words = [
            ("JR", Noun, true),
            ("EPO", Noun, false),
            ("20", Number, true),
            ("21", Number, false),
            ("年", Noun, true),
        ];
        assert_eq!(join(&words), ["JREPO", "2021", "年"]);
    }

    #[test]
    fn a_gap_is_a_boundary() {
        let words = [("JR", Noun, true), (" ", Noun, true), ("EPO", Noun, true)];
        assert_eq!(join(&words), ["JR", "EPO"]);
    }
}
