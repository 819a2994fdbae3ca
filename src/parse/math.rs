//! Which `$` make a formula.
//!
//! Texts hold sums as well (`費用は$100、利益は$200`). A formula in the line stands apart from
//! letters and digits outside, and holds Japanese only as `\\text{…}`. A `$` that makes none is
//! replaced in what the parser reads by a character that means nothing, of the same length; the
//! text is taken from the source.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use crate::text::cjk::is_cjk;

/// How often a text is read to tell sums from formulas: each reading takes one `$` out of every
/// wrong pair. Sums of one paragraph that could all pair with its last `$` need a reading each. A
/// text that needs more has no formulas.
const READINGS: usize = 200;

/// What the parser shall read in place of `source`, and whether formulas are in it. `None` where
/// the source itself will do.
pub(super) fn masked(source: &str, options: Options) -> (Option<String>, bool) {
    let mut masked: Option<String> = None;
    for _ in 0..READINGS {
        let text = masked.as_deref().unwrap_or(source);
        let wrong = wrong_pairs(text, options);
        if wrong.is_empty() {
            return (masked, true);
        }
        let mut bytes = text.as_bytes().to_vec();
        for range in wrong {
            bytes[range.start] = STAND_IN;
        }
        // A `$` is one byte, and so is what replaces it.
        masked = String::from_utf8(bytes).ok();
    }
    (None, false)
}

/// Punctuation like `$`, without a meaning in Markdown.
const STAND_IN: u8 = b'%';

fn wrong_pairs(text: &str, options: Options) -> Vec<Range<usize>> {
    Parser::new_ext(text, options)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::InlineMath(formula) => (!is_formula(text, &range, &formula)).then_some(range),
            _ => None,
        })
        .collect()
}

/// Whether `$formula$`, which stands at `range`, is a formula.
fn is_formula(text: &str, range: &Range<usize>, formula: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let is_spoken = formula.contains(is_cjk) && !formula.contains("\\text");
    !is_word(before) && !is_word(after) && !is_spoken && !formula.trim().is_empty()
}
