//! `[[measure:m08]]`, `[[measure:m08|通いの場]]`, `[[(8)]]`: a reference in double brackets.
//!
//! The parser sees a reference in single brackets between two bracket characters; here those two
//! go, and what stands before the `|`. Any other text in double brackets stays as it is.

use crate::model::{Kind, Node, Target};

use super::Input;

/// Takes the outer brackets off the references of the blocks.
pub(super) fn apply(nodes: &mut Vec<Node>, input: &Input) {
    for at in 1..nodes.len().saturating_sub(1) {
        if is_reference(&nodes[at], input) {
            unwrap(nodes, at);
        }
    }
    nodes.retain(|node| !matches!(&node.kind, Kind::Text(text) if text.is_empty()));
    nodes
        .iter_mut()
        .for_each(|node| apply(&mut node.children, input));
}

/// Whether the source has the node as `[[…]]` and its label names a record.
fn is_reference(node: &Node, input: &Input) -> bool {
    let Kind::Link {
        target: Target::Unresolved { href, .. },
        ..
    } = &node.kind
    else {
        return false;
    };
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let label = input.text.get(start + 1..end.saturating_sub(1));
    label.is_some_and(|label| address(label) == href) && in_brackets(input.text, start, end)
}

/// What a label in double brackets names: `measure:m08` of `measure:m08|通いの場`.
pub(super) fn address(label: &str) -> &str {
    label
        .split_once('|')
        .map_or(label, |(address, _)| address.trim_end_matches('\\'))
}

/// Whether `text[start..end]`, itself in brackets, stands in a second, unescaped pair.
pub(super) fn in_brackets(text: &str, start: usize, end: usize) -> bool {
    let before = text.as_bytes().get(..start).unwrap_or_default();
    let after = text.as_bytes().get(end..).unwrap_or_default();
    before.ends_with(b"[") && !before.ends_with(b"\\[") && after.starts_with(b"]")
}

/// Drops the bracket before and the one behind `nodes[at]`, and the address before its `|`.
fn unwrap(nodes: &mut [Node], at: usize) {
    let [before, link, after] = &mut nodes[at - 1..=at + 1] else {
        return;
    };
    let (Kind::Text(open), Kind::Text(close)) = (&mut before.kind, &mut after.kind) else {
        return;
    };
    if !open.ends_with('[') || !close.starts_with(']') {
        return;
    }
    open.pop();
    before.span.end -= 1;
    close.remove(0);
    after.span.start += 1;
    if let Some(bar) = link.children.iter().position(has_bar) {
        link.children.drain(..bar);
        let shown = &mut link.children[0];
        if let Kind::Text(text) = &mut shown.kind
            && let Some(cut) = text.find('|')
        {
            text.drain(..=cut);
            shown.span.start += cut as u32 + 1;
        }
    }
}

fn has_bar(node: &Node) -> bool {
    matches!(&node.kind, Kind::Text(text) if text.contains('|'))
}
