//! The words of a block as they are read there: what the author's ruby says comes before what the
//! dictionary says, at the places where it stands.

use std::ops::Range;

use super::readings::Piece;
use crate::model::search::Block;
use crate::text::fold::nfkc;
use crate::text::kana::{is_hiragana_reading, to_hiragana};
use crate::words::Segment;

/// Bytes of the NFKC text and the hiragana over them.
type Ruby = (Range<usize>, String);

/// The rubies of `block` in its NFKC text.
pub(super) fn rubies(block: &Block) -> Vec<Ruby> {
    let end_of = |text: &str| nfkc(text).len();
    block
        .rubies
        .iter()
        .filter_map(|(range, reading)| {
            let before = end_of(block.text.get(..range.start)?);
            let base = end_of(block.text.get(range.clone())?);
            Some((before..before + base, to_hiragana(reading)))
        })
        .collect()
}

/// The pieces of a text of these words: where each stands and its number in the lexicon.
pub(super) fn pieces(
    text: &str,
    words: impl Iterator<Item = (Segment, u32)>,
    rubies: &[Ruby],
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = rubies;
    for (segment, word) in words {
        while let [(range, _), after @ ..] = rest
            && range.end <= segment.start
        {
            rest = after;
        }
        let range = segment.start..segment.end;
        match rest.first() {
            Some((over, _)) if over.start < range.start => {
                // The words under a ruby that began before this one are one piece.
                if let Some(piece) = pieces.last_mut() {
                    piece.range.end = range.end;
                    piece.given = with_rubies(text, &piece.range, rubies);
                }
            }
            Some((over, _)) if over.start < range.end => pieces.push(Piece {
                given: with_rubies(text, &range, rubies),
                range,
                word,
            }),
            _ => pieces.push(Piece {
                given: None,
                range,
                word,
            }),
        }
    }
    pieces
}

/// The reading of `text` at `range` from the rubies over it and the kana beside them.
fn with_rubies(text: &str, range: &Range<usize>, rubies: &[Ruby]) -> Option<String> {
    let mut reading = String::new();
    let mut at = range.start;
    for (over, kana) in rubies {
        if over.end <= range.start || over.start >= range.end {
            continue;
        }
        reading.push_str(&to_hiragana(text.get(at..over.start)?));
        reading.push_str(kana);
        at = over.end;
    }
    reading.push_str(&to_hiragana(text.get(at..range.end)?));
    is_hiragana_reading(&reading).then_some(reading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::search::TextField;
    use crate::words::Tokenizer;

    /// The pieces that have a given reading.
    fn given(text: &str, rubies_over: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
        let block = Block {
            field: TextField::Body,
            anchor: String::new(),
            text: text.to_owned(),
            rubies: rubies_over
                .iter()
                .map(|(base, reading)| {
                    let start = text.find(base).expect("the base is in the text");
                    (start..start + base.len(), (*reading).to_owned())
                })
                .collect(),
        };
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        let normal = nfkc(text);
        let segments = tokenizer.segments(&normal).into_iter();
        pieces(
            &normal,
            segments.map(|segment| (segment, 0)),
            &rubies(&block),
        )
        .into_iter()
        .map(|piece| (normal[piece.range].to_owned(), piece.given))
        .filter(|(_, given)| given.is_some())
        .collect()
    }

    fn one(word: &str, reading: &str) -> (String, Option<String>) {
        (word.to_owned(), Some(reading.to_owned()))
    }

    #[test]
    fn ruby_is_the_reading_of_the_words_under_it() {
        assert_eq!(
            given("（ﾃﾞ）診断の", &[("診断", "ミタテ")]),
            [one("診断", "みたて")]
        );
        let names = [("小鳥遊", "たかなし")];
        assert_eq!(given("小鳥遊さん", &names), [one("小鳥遊", "たかなし")]);
        let single = [("東", "とう"), ("京", "きょう")];
        assert_eq!(given("東京へ", &single), [one("東京", "とうきょう")]);
    }

    #[test]
    fn kana_beside_the_ruby_is_read_as_it_stands() {
        assert_eq!(
            given("道を走った", &[("走", "はし")]),
            [one("走っ", "はしっ")]
        );
        assert_eq!(given("東京へ", &[("京", "きょう")]), []);
    }
}
