//! Inline nodes as text, and texts as inline nodes.

use std::ops::Range;

use crate::diag::Span;
use crate::model::{Kind, Node, Target};
pub(super) use crate::model::{flatten, plain_text};

/// The alternative texts of the images in a node.
pub(super) fn alternative_text(node: &Node) -> String {
    let own = matches!(node.kind, Kind::Image { .. });
    let texts = node.children.iter().map(|child| match own {
        true => plain_text(child),
        false => alternative_text(child),
    });
    texts.collect()
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
