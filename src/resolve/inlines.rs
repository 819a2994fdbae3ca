//! Inline nodes as text, and texts as inline nodes.

use std::ops::Range;

use crate::diag::Span;
use crate::model::{EdgeId, Kind, Node, Target};

/// The plain text of a node without nested lists, code blocks, footnote marks and images; each
/// block in it on a line of its own.
pub(super) fn plain_text(node: &Node) -> String {
    let mut out = String::new();
    push_text(node, &mut out);
    out
}

/// The alternative texts of the images in a node.
pub(super) fn alternative_text(node: &Node) -> String {
    let own = matches!(node.kind, Kind::Image { .. });
    let texts = node.children.iter().map(|child| match own {
        true => plain_text(child),
        false => alternative_text(child),
    });
    texts.collect()
}

fn push_text(node: &Node, out: &mut String) {
    match &node.kind {
        Kind::CodeBlock { .. } | Kind::List { .. } => {}
        Kind::Element { name, .. } if matches!(name.as_str(), "rt" | "rp") => {}
        kind if kind.is_inline() => flatten(node, out, &mut Vec::new()),
        _ => {
            let mut after_block = false;
            for child in &node.children {
                let start = out.len();
                push_text(child, out);
                let is_block = !child.kind.is_inline();
                let has_text = out.len() > start;
                if (is_block || after_block)
                    && has_text
                    && start > 0
                    && !out[..start].ends_with('\n')
                {
                    out.insert(start, '\n');
                }
                if has_text {
                    after_block = is_block;
                }
            }
        }
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
        Kind::Text(text) | Kind::Code(text) | Kind::Math { text, .. } => out.push_str(text),
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
