//! `> [!NOTE]`: quotations that their first line marks as a note, as on GitHub.
//!
//! What stands behind the mark on its line is the title; where nothing follows that line, it is
//! the text. Any other word in `[!…]` leaves a quotation.

use crate::model::document::Admonition;
use crate::model::{Kind, Node};

use super::Input;

const MARKS: [(&str, Admonition); 5] = [
    ("[!note]", Admonition::Note),
    ("[!tip]", Admonition::Tip),
    ("[!important]", Admonition::Important),
    ("[!warning]", Admonition::Warning),
    ("[!caution]", Admonition::Caution),
];

/// Turns the marked quotations in the blocks into admonitions.
pub(super) fn apply(nodes: &mut [Node], input: &Input) {
    for node in nodes {
        if node.kind == Kind::Quote
            && let Some((kind, length)) = mark(node, input)
        {
            convert(node, kind, length);
        }
        apply(&mut node.children, input);
    }
}

/// The kind that the first line names, and the length of its mark. A mark with nothing behind it
/// and nothing below marks nothing.
fn mark(quote: &Node, input: &Input) -> Option<(Admonition, usize)> {
    let first = quote
        .children
        .first()
        .filter(|n| n.kind == Kind::Paragraph)?;
    let start = first.children.first()?;
    let Kind::Text(text) = &start.kind else {
        return None;
    };
    if input.slice(start.span) != text || input.escaped(start.span.start as usize) {
        return None;
    }
    let (mark, kind) = MARKS.iter().find(|(mark, _)| {
        text.get(..mark.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(mark))
    })?;
    let is_alone =
        quote.children.len() == 1 && first.children.len() == 1 && text[mark.len()..].trim() == "";
    (!is_alone).then_some((*kind, mark.len()))
}

fn convert(quote: &mut Node, kind: Admonition, length: usize) {
    quote.kind = Kind::Admonition(kind);
    let paragraph = &mut quote.children[0];
    cut_start(&mut paragraph.children, length);
    let is_break = |n: &Node| matches!(n.kind, Kind::SoftBreak(_) | Kind::HardBreak);
    let inlines = &mut paragraph.children;
    let end = inlines.iter().position(is_break).unwrap_or(inlines.len());
    let rest = inlines.split_off(end);
    let title = std::mem::replace(inlines, rest);
    if !paragraph.children.is_empty() {
        let after = paragraph.children.remove(0);
        paragraph.span.start = after.span.end;
    } else if quote.children.len() == 1 {
        quote.children[0].children = title;
        return;
    } else {
        quote.children.remove(0);
    }
    if let (Some(first), Some(last)) = (title.first(), title.last()) {
        let mut span = first.span;
        span.end = last.span.end;
        let mut node = Node::leaf(Kind::AdmonitionTitle, span);
        node.children = title;
        quote.children.insert(0, node);
    }
}

/// Takes the mark and the white space behind it off the first text.
fn cut_start(inlines: &mut Vec<Node>, length: usize) {
    if let Kind::Text(text) = &mut inlines[0].kind {
        let rest = text[length..].trim_start();
        let cut = text.len() - rest.len();
        text.drain(..cut);
        let is_empty = text.is_empty();
        inlines[0].span.start += cut as u32;
        if is_empty {
            inlines.remove(0);
        }
    }
}
