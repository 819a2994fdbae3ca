//! Inline nodes as text, and texts as inline nodes.

use std::ops::Range;

use crate::diag::Span;
use crate::model::{EdgeId, Kind, Node, Target};

/// The plain text of a node without nested blocks' lists, footnote marks and images.
pub(super) fn plain_text(node: &Node) -> String {
    let mut out = String::new();
    push_text(node, &mut out);
    out
}

fn push_text(node: &Node, out: &mut String) {
    match &node.kind {
        Kind::Text(text) | Kind::Code(text) => out.push_str(text),
        Kind::SoftBreak(joined) => out.push_str(if *joined { "" } else { " " }),
        Kind::HardBreak => out.push('\n'),
        Kind::FootnoteReference(_)
        | Kind::Image { .. }
        | Kind::CodeBlock { .. }
        | Kind::List { .. } => {}
        Kind::Element { name, .. } if matches!(name.as_str(), "rt" | "rp") => {}
        _ => node.children.iter().for_each(|child| push_text(child, out)),
    }
}

pub(super) fn reference_node(target: Target, printed: &str, span: Span) -> Node {
    let mut link = Node::leaf(
        Kind::Link {
            target,
            title: String::new(),
        },
        span,
    );
    link.children
        .push(Node::leaf(Kind::Text(printed.to_owned()), span));
    link
}

/// A part of a text node; nothing for an empty range.
pub(super) fn push_part(out: &mut Vec<Node>, node: &Node, range: Range<usize>) {
    if let (Kind::Text(text), false) = (&node.kind, range.is_empty()) {
        let start = node.span.start as usize;
        let span = Span::new(node.span.file, start + range.start, start + range.end);
        out.push(Node::leaf(Kind::Text(text[range].to_owned()), span));
    }
}

/// The text of inlines with the places of the references in it.
pub(super) fn flatten(node: &Node, out: &mut String, marks: &mut Vec<(EdgeId, Range<usize>)>) {
    let start = out.len();
    match &node.kind {
        Kind::Text(text) | Kind::Code(text) => out.push_str(text),
        Kind::SoftBreak(joined) => out.push_str(if *joined { "" } else { " " }),
        Kind::HardBreak => out.push('\n'),
        Kind::FootnoteReference(_) | Kind::Image { .. } => {}
        Kind::Element { name, .. } if matches!(name.as_str(), "rt" | "rp") => {}
        _ => node
            .children
            .iter()
            .for_each(|child| flatten(child, out, marks)),
    }
    if let Kind::Link {
        target: Target::Reference(edge),
        ..
    } = &node.kind
    {
        marks.push((*edge, start..out.len()));
    }
}

/// Inline kinds; an element is inline when nothing in it is a block.
pub(super) fn is_inline(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text(_)
            | Kind::SoftBreak(_)
            | Kind::HardBreak
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Code(_)
            | Kind::Link { .. }
            | Kind::Image { .. }
            | Kind::FootnoteReference(_)
    ) || matches!(kind, Kind::Element { name, .. } if is_phrasing(name))
}

fn is_phrasing(name: &str) -> bool {
    matches!(
        name,
        "ruby"
            | "rt"
            | "rp"
            | "wbr"
            | "sub"
            | "sup"
            | "kbd"
            | "abbr"
            | "span"
            | "a"
            | "em"
            | "strong"
            | "b"
            | "i"
            | "s"
            | "u"
            | "small"
            | "mark"
            | "code"
            | "q"
            | "cite"
            | "dfn"
            | "time"
            | "var"
            | "samp"
    )
}
