//! Changes of source texts that leave everything else in them byte for byte as it was.
//!
//! Whoever edits a file parses it, asks this room for [`Edit`]s (of front matter values, of
//! statements), and applies them all at once: spans of the parsed text stay true until then.
//! Pure: reading and writing files is the caller's.

pub mod align;
pub mod front_matter;
pub mod markdown;
pub mod statements;
pub mod toml_text;
pub mod yaml;

use std::ops::Range;

/// One change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty to insert.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Replaces `range`.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Edit {
        Edit {
            range,
            text: text.into(),
        }
    }

    /// Inserts at byte `at`. Of several insertions at one place the first comes first.
    pub fn insert(at: usize, text: impl Into<String>) -> Edit {
        Edit::replace(at..at, text)
    }

    /// Takes `range` away.
    pub fn remove(range: Range<usize>) -> Edit {
        Edit::replace(range, "")
    }
}

/// `text` with all `edits`, which may come in any order. `None` when two of them overlap or one
/// does not lie on characters of the text: then it was not made for this text.
pub fn apply(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        text.get(edit.range.clone())?;
        out.push_str(text.get(at..edit.range.start)?);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// The line end that `text` uses.
pub fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// Where the line of byte `at` begins.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |found| found + 1)
}

/// Behind the line break of the line of byte `at`, or the end of the text.
fn next_line(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |found| at + found + 1)
}

#[cfg(test)]
mod tests;
