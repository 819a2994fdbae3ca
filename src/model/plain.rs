//! The text of a node, without what stands beside it: the one reading that titles, quotations and
//! editions share.

use std::ops::Range;

use crate::model::{EdgeId, Kind, Node, Target};

/// The plain text of a node without nested lists, code blocks, footnote marks and images; each
/// block in it on a line of its own.
pub fn plain_text(node: &Node) -> String {
    let mut out = String::new();
    push_text(node, &mut out);
    out
}

/// The text of inlines with the places of the references in it.
pub fn flatten(node: &Node, out: &mut String, marks: &mut Vec<(EdgeId, Range<usize>)>) {
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
