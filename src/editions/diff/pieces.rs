//! Cuts a text into sentences and lines.

use std::ops::Range;

use super::clusters::clusters;
use super::word::Class;

/// The sentences of `text`, white space included: they follow each other without gaps. A line break
/// ends a sentence; a 。 inside brackets does not.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let (mut start, mut depth) = (0, 0_u32);
    for cluster in clusters(text) {
        let c = text[cluster.clone()].chars().next().unwrap_or(' ');
        let is_break = matches!(c, '\n' | '\r');
        match Class::of_mark(c) {
            Some(Class::Open) => depth += 1,
            // A bracket that is never closed holds no more than its line.
            Some(Class::Close) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_full_stop = matches!(c, '。' | '｡' | '！' | '？');
        if is_break || (is_full_stop && depth == 0) {
            depth = 0;
            pieces.push(start..cluster.end);
            start = cluster.end;
        }
    }
    if start < text.len() {
        pieces.push(start..text.len());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_full_stops_outside_brackets_and_at_line_breaks() {
        for (text, expected) in [
            (
                "甲。乙（丙をいう。以下同じ。）は丁。",
                "甲。|乙（丙をいう。以下同じ。）は丁。",
            ),
            ("甲（乙。\r\n丙。丁", "甲（乙。\r\n|丙。|丁"),
            ("\n\n甲", "\n|\n|甲"),
            ("", ""),
        ] {
            let pieces = sentences(text).into_iter();
            let pieces: Vec<&str> = pieces.map(|range| &text[range]).collect();
            assert_eq!(pieces.join("|"), expected);
        }
    }
}
