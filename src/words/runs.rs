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

use super::features::PartOfSpeech;
use super::{Segment, WordNumber};

/// Joins the segments of `text` as the module says; `part` looks up a part of speech.
pub(super) fn join_runs(
    text: &str,
    segments: &mut Vec<Segment>,
    part: impl Fn(Segment) -> Option<PartOfSpeech>,
) {
    // Reads at `from` and writes at `to`, which is never after it.
    let (mut from, mut to) = (0, 0);
    while from < segments.len() {
        let rest = &segments[from..];
        let pairs = rest.windows(2);
        let length = 1 + pairs
            .take_while(|pair| continues(text, pair[0], pair[1]))
            .count();
        let run = &rest[..length];
        if length > 1 && is_one_word(text, run, &part) {
            segments[to] = whole(text, run);
            to += 1;
        } else {
            segments.copy_within(from..from + length, to);
            to += length;
        }
        from += length;
    }
    segments.truncate(to);
}

/// Whether a run of more than one segment is to be joined.
fn is_one_word(
    text: &str,
    run: &[Segment],
    part: impl Fn(Segment) -> Option<PartOfSpeech>,
) -> bool {
    let is_katakana = Script::of_last(surface(text, run[0])) == Script::Katakana;
    !is_katakana || run.iter().any(|&piece| is_failure(text, piece, &part))
}

fn surface(text: &str, segment: Segment) -> &str {
    text.get(segment.start..segment.end).unwrap_or_default()
}

/// Whether two neighbours are of one run.
fn continues(text: &str, a: Segment, b: Segment) -> bool {
    // Hiragana and kanji continue nothing, and most words begin with one.
    let may = |byte: &u8| matches!(byte, ..0xE0 | 0xE3);
    a.end == b.start
        && text.as_bytes().get(b.start).is_some_and(may)
        && Script::of_first(surface(text, b)).joins(Script::of_last(surface(text, a)))
}

/// Whether a piece of a run of katakana shows that the dictionary did not know the word.
fn is_failure(text: &str, piece: Segment, part: impl Fn(Segment) -> Option<PartOfSpeech>) -> bool {
    let is_nominal = matches!(
        part(piece),
        Some(
            PartOfSpeech::Noun
                | PartOfSpeech::ProperNoun
                | PartOfSpeech::SuffixNoun
                | PartOfSpeech::Prefix
        )
    );
    !piece.word.is_known() || !is_nominal || surface(text, piece).chars().nth(1).is_none()
}

fn whole(text: &str, run: &[Segment]) -> Segment {
    let start = run.first().map_or(0, |segment| segment.start);
    let end = run.last().map_or(start, |segment| segment.end);
    let digits = text.as_bytes().get(start..end).unwrap_or_default();
    let word = if digits.iter().all(u8::is_ascii_digit) {
        WordNumber::UNKNOWN_NUMBER
    } else {
        WordNumber::UNKNOWN_NOUN
    };
    Segment { start, end, word }
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
        let mut end = 0;
        let mut segments = Vec::new();
        let mut parts = Vec::new();
        for (word, part, known) in words {
            let start = end;
            end += word.len();
            if *word != " " {
                let kind = if *known { 0 } else { WordNumber::UNKNOWN };
                let word = WordNumber(kind | parts.len() as u32);
                segments.push(Segment { start, end, word });
                parts.push(*part);
            }
        }
        let part = |segment: Segment| Some(parts[(segment.word.0 & !WordNumber::JOINED) as usize]);
        join_runs(&text, &mut segments, part);
        segments
            .iter()
            .map(|segment| text[segment.start..segment.end].to_owned())
            .collect()
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
