//! Old kanji and variants, which the dictionary seldom has: 𠮷田, 國家, 葛󠄀城.
//!
//! Where the dictionary does not know a piece, or knows no more than its one character, the piece is
//! looked up in new kanji. What it has in old ones (慶應, 龍之介) stays as it is.

use super::Segment;
use crate::text::fold::modern_char;

/// A text with some kanji in their new forms.
pub(super) struct Modern {
    pub(super) text: String,
    /// For each byte of `text`, and for its end, where that is in the text as it was.
    offsets: Vec<usize>,
}

impl Modern {
    /// `text`, which the dictionary cuts into `segments`, with new kanji where it failed; `None`
    /// where that changes nothing.
    pub(super) fn of(text: &str, segments: &[Segment]) -> Option<Self> {
        if !segments.iter().any(|&segment| is_old(text, segment)) {
            return None;
        }
        let mut modern = Modern {
            text: String::with_capacity(text.len()),
            offsets: Vec::with_capacity(text.len() + 1),
        };
        let mut end = 0;
        for segment in segments {
            let range = segment.start..segment.end;
            modern.push(text, end..range.start, Some);
            end = range.end;
            let is_old = is_old(text, *segment);
            modern.push(text, range, if is_old { modern_char } else { Some });
        }
        modern.push(text, end..text.len(), Some);
        modern.offsets.push(text.len());
        (modern.text != text).then_some(modern)
    }

    fn push(
        &mut self,
        text: &str,
        range: std::ops::Range<usize>,
        modern: fn(char) -> Option<char>,
    ) {
        for (offset, c) in text[range.clone()].char_indices() {
            if let Some(c) = modern(c) {
                let offset = range.start + offset;
                self.text.push(c);
                self.offsets.resize(self.text.len(), offset);
            }
        }
    }

    /// A segment of the modern text as one of `text`, as which it was made.
    pub(super) fn in_original(&self, segment: Segment, text: &str) -> Segment {
        let [start, end] = [segment.start, segment.end].map(|at| self.offsets[at]);
        let is_same = text[start..end] == self.text[segment.start..segment.end];
        let word = match is_same {
            true => segment.word,
            false => segment.word.variant(),
        };
        Segment { start, end, word }
    }
}

/// Whether the dictionary failed at a piece with an old kanji.
fn is_old(text: &str, segment: Segment) -> bool {
    let piece = &text[segment.start..segment.end];
    // Most pieces are kana, or longer than a character and known.
    let is_kana = matches!(piece.as_bytes(), [0xE3, 0x81..=0x83, _]);
    let is_failure = !segment.word.is_known() || piece.chars().nth(1).is_none();
    !is_kana && is_failure && piece.chars().any(|c| modern_char(c) != Some(c))
}

/// The text in new kanji.
pub(super) fn modern(text: &str) -> String {
    text.chars().filter_map(modern_char).collect()
}
