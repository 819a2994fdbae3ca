//! Readings over words: `{漢字|かんじ}`, one for each character in `{漢字|かん|じ}`.
//!
//! Braces with a bar mean other things as well (`{start|stop}`, `{可|否}`), so only what looks like
//! a reading is one: no kanji in it, and kanji below it or kana in it. `｜` serves where `|` would
//! end the cell of a table. The tree is that of `<ruby>`.

use std::ops::Range;

use crate::model::{Kind, Node};
use crate::text::cjk::{is_kana, is_kanji};

use super::Input;

/// Turns the readings in the blocks into ruby.
pub(super) fn apply(nodes: &mut Vec<Node>, input: &Input) {
    for mut node in std::mem::take(nodes) {
        match &node.kind {
            Kind::Image { .. } => {}
            Kind::Element { name, .. }
                if matches!(name.as_str(), "pre" | "code" | "kbd" | "samp" | "ruby") => {}
            Kind::Text(text) => {
                if text.contains('{')
                    && let Some(pieces) = split(text, &node, input)
                {
                    nodes.extend(pieces);
                    continue;
                }
            }
            _ => apply(&mut node.children, input),
        }
        nodes.push(node);
    }
}

/// The text cut into text and ruby, if it holds any.
fn split(text: &str, node: &Node, input: &Input) -> Option<Vec<Node>> {
    let start = node.span.start as usize;
    if input.slice(node.span) != text {
        return None;
    }
    let piece = |range: Range<usize>| {
        let span = input.span(start + range.start..start + range.end);
        Node::leaf(Kind::Text(text[range].to_owned()), span)
    };
    let mut pieces = Vec::new();
    let mut done = 0;
    for (open, _) in text.match_indices('{') {
        let is_escaped = open == 0 && input.escaped(start);
        if open < done || is_escaped {
            continue;
        }
        let Some(length) = text[open..].find('}') else {
            break;
        };
        let Some(parts) = parts(&text[open + 1..open + length]) else {
            continue;
        };
        if open > done {
            pieces.push(piece(done..open));
        }
        done = open + length + 1;
        let mut ruby = element("ruby", input.span(start + open..start + done));
        for (base, reading) in parts {
            let at = |range: Range<usize>| open + 1 + range.start..open + 1 + range.end;
            let reading = piece(at(reading));
            let mut rt = element("rt", reading.span);
            rt.children.push(reading);
            ruby.children.extend([piece(at(base)), rt]);
        }
        pieces.push(ruby);
    }
    if done > 0 && done < text.len() {
        pieces.push(piece(done..text.len()));
    }
    (done > 0).then_some(pieces)
}

fn element(name: &str, span: crate::diag::Span) -> Node {
    let kind = Kind::Element {
        name: name.to_owned(),
        attributes: Vec::new(),
    };
    Node::leaf(kind, span)
}

/// The bases and their readings in `漢字|かん|じ`, as ranges; `None` when it is no ruby.
fn parts(inner: &str) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, bar) in inner.match_indices(['|', '｜']) {
        ranges.push(start..at);
        start = at + bar.len();
    }
    ranges.push(start..inner.len());
    let base = ranges.remove(0);
    let above = &inner[base.end..];
    let has_words = |range: &Range<usize>| inner[range.clone()].contains(char::is_alphanumeric);
    let is_ruby = !ranges.is_empty()
        && has_words(&base)
        && ranges.iter().all(has_words)
        && !inner.contains(['{', '\n'])
        && !above.contains(is_kanji)
        && (inner[base.clone()].contains(is_kanji) || above.contains(is_kana));
    if !is_ruby {
        return None;
    }
    let characters = characters(&inner[base.clone()]);
    if ranges.len() == 1 {
        let reading = ranges.remove(0);
        return Some(vec![(base, reading)]);
    }
    (characters.len() == ranges.len()).then(|| characters.into_iter().zip(ranges).collect())
}

/// The characters of a word, each with the marks that belong to it.
fn characters(word: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in word.char_indices() {
        let end = at + c.len_utf8();
        let is_mark = matches!(u32::from(c), 0x3099..=0x309A | 0xFE00..=0xFE0F | 0xE0100..=0xE01EF);
        match found.last_mut() {
            Some(last) if is_mark => last.end = end,
            _ => found.push(at..end),
        }
    }
    found
}
