//! `:::`, which marks no definition.
//!
//! The parser takes the first `:` of a line below a paragraph as the mark of a definition, whatever
//! follows it, and the text would lose that sign. `::` and `:::`, with which other tools mark
//! boxes, are text: in what the parser reads another character of the same length stands there.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// How often a text is read: what was no definition may hold one that is none either.
const READINGS: usize = 8;

/// Text that means nothing in Markdown.
const STAND_IN: u8 = b'x';

/// What the parser shall read in place of `source`; `None` where the source itself will do.
pub(super) fn masked(source: &str, options: Options) -> Option<String> {
    let is_doubled = |line: &str| line.trim_start().starts_with("::");
    if !source.lines().any(is_doubled) {
        return None;
    }
    let mut masked: Option<String> = None;
    for _ in 0..READINGS {
        let text = masked.as_deref().unwrap_or(source);
        let wrong = wrong_marks(text, options);
        if wrong.is_empty() {
            break;
        }
        let mut bytes = text.as_bytes().to_vec();
        for range in wrong {
            bytes[range.start] = STAND_IN;
        }
        // A `:` is one byte, and so is what replaces it.
        masked = String::from_utf8(bytes).ok();
    }
    masked
}

fn wrong_marks(text: &str, options: Options) -> Vec<Range<usize>> {
    Parser::new_ext(text, options)
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::DefinitionListDefinition) => {
                text[range.start..].starts_with("::").then_some(range)
            }
            _ => None,
        })
        .collect()
}
