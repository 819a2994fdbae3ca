//! lindera's search for the best path, clause by clause, without the owned tokens that its
//! segmenter makes of it: those cost a fifth of the whole segmentation.

use std::cell::RefCell;

use lindera::segmenter::Segmenter;
use lindera_dictionary::dictionary::character_definition::CharacterDefinition;
use lindera_dictionary::viterbi::{Lattice, LatticeOptions, WordId};

use super::{Segment, WordNumber};

/// A clause ends here even without a mark, so that the working memory stays small. lindera's own
/// limit.
const LONGEST_CLAUSE: usize = 32 * 1024;

thread_local! {
    /// Working memory, kept between texts.
    static MEMORY: RefCell<(Lattice, Vec<(usize, WordId)>)> = RefCell::default();
}

/// Appends the pieces that the dictionary cuts `text` into, without white space. They are those of
/// `segmenter.segment`.
pub(super) fn cut(segmenter: &Segmenter, text: &str, segments: &mut Vec<Segment>) {
    let dictionary = &segmenter.dictionary;
    let terms = segmenter.user_dictionary.as_ref().map(|terms| &terms.dict);
    let options = LatticeOptions::new(&segmenter.mode);
    MEMORY.with_borrow_mut(|(lattice, offsets)| {
        for (start, clause) in clauses(text) {
            lattice.set_text_with_options(
                &dictionary.prefix_dictionary,
                &terms,
                &dictionary.character_definition,
                &dictionary.unknown_dictionary,
                &dictionary.connection_cost_matrix,
                clause,
                &options,
            );
            lattice.tokens_offset_into(offsets);
            let ends = offsets.iter().skip(1).map(|&(next, _)| next);
            for (&(from, word), to) in offsets.iter().zip(ends.chain([clause.len()])) {
                if !is_space(&clause[from..to], &dictionary.character_definition) {
                    segments.push(Segment {
                        start: start + from,
                        end: start + to,
                        word: WordNumber::of(word),
                    });
                }
            }
        }
    });
}

/// The clauses of `text`, each with its offset: up to a line's end, a tab, 。 or 、.
fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let clause = &rest[..clause_len(rest)];
        let from = start;
        start += clause.len();
        Some((from, clause))
    })
}

fn clause_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let ends = match bytes[at] {
            b'\n' | b'\t' => true,
            // The last bytes of 、 and 。.
            0x81 | 0x82 => at >= 2 && bytes[at - 2..at] == [0xE3, 0x80],
            _ => false,
        };
        if ends || (at + 1 >= LONGEST_CLAUSE && text.is_char_boundary(at + 1)) {
            return at + 1;
        }
    }
    bytes.len()
}

fn is_space(piece: &str, characters: &CharacterDefinition) -> bool {
    let is_space = |c: char| {
        let mut categories = characters.lookup_categories(c).iter();
        categories.any(|&category| characters.category_name(category) == "SPACE")
    };
    // Most pieces are kana or kanji; no white space begins with one of their bytes but U+3000.
    match piece.as_bytes() {
        [b'!'..=b'~', ..] | [0xE3, 0x81..=0xBF, ..] | [0xE4..=0xE9, ..] => false,
        _ => piece.chars().all(is_space),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tokenizer;
    use proptest::prelude::*;
    use std::borrow::Cow;

    fn cut_by_lindera(segmenter: &Segmenter, text: &str) -> Vec<Segment> {
        let tokens = segmenter.segment(Cow::Borrowed(text)).expect("segments");
        let segments = tokens.iter().map(|token| Segment {
            start: token.byte_start,
            end: token.byte_end,
            word: WordNumber::of(token.word_id),
        });
        segments.collect()
    }

    /// lindera moves its tokens to the left where it leaves out a mark's own white space; the
    /// pieces themselves are the same.
    fn check(text: &str) {
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        let mut segments = Vec::new();
        cut(&tokenizer.segmenter, text, &mut segments);
        assert_eq!(
            segments,
            cut_by_lindera(&tokenizer.segmenter, text),
            "{text:?}"
        );
    }

    #[test]
    fn long_text_without_a_mark_is_cut_as_lindera_cuts_it() {
        check(&"東京都に行った".repeat(3_000));
        check(&format!("{}。a", "x".repeat(LONGEST_CLAUSE - 1)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_pieces_are_those_of_lindera(
            text in "([\\n\\t 。、\u{3000}\u{A0}々〇a-c0-3ぁ-ん亜-茨ア-ンー𠮷]|を|画像診断|走った){0,40}"
        ) {
            check(&text);
        }
    }
}
