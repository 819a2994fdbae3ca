//! Emphasis next to Japanese text.
//!
//! CommonMark lets `**` open or close by whether letters, punctuation or white space stand beside
//! it, which presumes words with spaces between them: in `**施策（1）**の` the second run cannot
//! close. The remedy (that of markdown-cjk-friendly) is that a CJK character beside a run counts
//! as a letter, and as punctuation where the other side is punctuation that is not CJK.
//!
//! The parser has no such rule, so it reads a shadow of the source in which those characters are
//! replaced by a letter or a mark of the same number of bytes. Spans found in the shadow hold in
//! the source, and all text is taken from the source. Only characters that a first reading found
//! to be plain text are replaced: code, addresses and HTML stay.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text::cjk::is_cjk;

/// What a character beside a run is to the emphasis rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Space,
    Letter,
    Mark,
    Cjk,
}

/// A character of the source and whether it shall count as a punctuation mark or as a letter.
#[derive(Clone, Copy)]
struct Patch {
    at: usize,
    char: char,
    mark: bool,
}

/// The shadow of `source`, or `None` where the source itself will do.
pub(super) fn of(source: &str, options: Options) -> Option<String> {
    let mut patches = patches(source);
    patches.retain(|p| p.mark || !p.char.is_alphabetic());
    if patches.is_empty() {
        return None;
    }
    let texts = text_ranges(source, options);
    let mut shadow = source.as_bytes().to_vec();
    let mut next = texts.iter().peekable();
    let mut changed = false;
    for patch in patches {
        while next.peek().is_some_and(|range| range.end <= patch.at) {
            next.next();
        }
        if next.peek().is_none_or(|range| range.start > patch.at) {
            continue;
        }
        let stand_in = match (patch.char.len_utf8(), patch.mark) {
            (3, true) => "。",
            (3, false) => "字",
            (4, true) => "\u{10100}",
            (4, false) => "\u{20000}",
            _ => continue,
        };
        shadow[patch.at..patch.at + stand_in.len()].copy_from_slice(stand_in.as_bytes());
        changed = true;
    }
    if changed {
        String::from_utf8(shadow).ok()
    } else {
        None
    }
}

/// The CJK characters beside runs of `*` and `~~`, in order, each once.
fn patches(source: &str) -> Vec<Patch> {
    let bytes = source.as_bytes();
    let mut patches: Vec<Patch> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'*' | b'~') {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at] == bytes[start] {
            at += 1;
        }
        if bytes[start] == b'~' && at - start < 2 {
            continue;
        }
        beside(source, start, at, &mut patches);
    }
    patches
}

/// Decides about the characters beside the run `start..end`.
fn beside(source: &str, start: usize, end: usize, patches: &mut Vec<Patch>) {
    let before = source[..start].chars().next_back();
    let after = source[end..].chars().next();
    let (left, right) = (side(before), side(after));
    let mut mark = left == Side::Mark || right == Side::Mark;
    if let (Some(char), Side::Cjk) = (before, left) {
        let at = start - char.len_utf8();
        match patches.last_mut() {
            // One character between two runs that want it differently is what it is.
            Some(last) if last.at == at => {
                let wanted = match right {
                    Side::Letter => false,
                    Side::Mark => true,
                    Side::Space | Side::Cjk => last.mark,
                };
                if wanted != last.mark {
                    last.mark = !char.is_alphanumeric();
                }
                mark = last.mark;
            }
            _ => patches.push(Patch { at, char, mark }),
        }
    }
    if let (Some(char), Side::Cjk) = (after, right) {
        patches.push(Patch {
            at: end,
            char,
            mark,
        });
    }
}

fn side(c: Option<char>) -> Side {
    match c {
        None => Side::Space,
        Some(c) if c.is_whitespace() => Side::Space,
        Some(c) if is_cjk(c) => Side::Cjk,
        Some(c) if c.is_ascii_punctuation() => Side::Mark,
        Some(c) if c.is_alphanumeric() || c.is_ascii() => Side::Letter,
        Some(_) => Side::Mark,
    }
}

/// Where the source is plain text, in order.
fn text_ranges(source: &str, options: Options) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut in_code = false;
    let mut in_label = 0_usize;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            // The text of `[text]` is its label too: it has to stay what the definition says.
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. })
                if in_label > 0 || is_label(link_type) =>
            {
                in_label += 1;
            }
            Event::End(TagEnd::Link | TagEnd::Image) => in_label = in_label.saturating_sub(1),
            Event::Text(CowStr::Borrowed(text))
                if !in_code && in_label == 0 && text.len() == range.len() =>
            {
                ranges.push(range);
            }
            _ => {}
        }
    }
    ranges.sort_by_key(|range| range.start);
    ranges
}

fn is_label(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::Shortcut | LinkType::Collapsed)
}
