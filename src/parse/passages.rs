//! Passages in another language: `[text]{lang=en}`, read aloud and set by that language's rules.

use crate::model::{Kind, Node};
use crate::text::language;

use super::Input;

/// What stands between a passage and its language.
const JOINT: &str = "]{lang=";

/// Whether a file holds anything that [`apply`] could mark.
pub(super) fn occur(text: &str) -> bool {
    text.contains(JOINT)
}

/// Marks the passages in the blocks.
pub(super) fn apply(nodes: &mut Vec<Node>, input: &Input) {
    for node in nodes.iter_mut() {
        let is_code = matches!(&node.kind, Kind::Element { name, .. }
            if matches!(name.as_str(), "pre" | "code" | "kbd" | "samp"));
        if !is_code {
            apply(&mut node.children, input);
        }
    }
    let mut at = 0;
    while at < nodes.len() {
        at = mark(nodes, at, input).unwrap_or(at) + 1;
    }
}

/// Marks the first passage that ends in the text `nodes[end]`; the place of its node.
fn mark(nodes: &mut Vec<Node>, end: usize, input: &Input) -> Option<usize> {
    let text = source_text(&nodes[end], input)?;
    let (close, length, lang) = text.match_indices(JOINT).find_map(|(close, _)| {
        let rest = &text[close + JOINT.len()..];
        let value = &rest[..rest.find('}')?];
        let tag = value.trim_matches('"');
        let length = JOINT.len() + value.len() + 1;
        language::is_tag(tag).then(|| (close, length, tag.to_owned()))
    })?;
    let (start, open) = opening(nodes, end, close, input)?;
    let outer_start = nodes[start].span.start as usize + open;
    let outer_end = nodes[end].span.start as usize + close + length;
    let kind = Kind::Element {
        name: "span".to_owned(),
        attributes: vec![("lang".to_owned(), lang)],
    };
    let mut passage = Node::leaf(kind, input.span(outer_start..outer_end));
    let before = part(&nodes[start], 0, open, input);
    let after = part(&nodes[end], close + length, usize::MAX, input);
    if start == end {
        passage
            .children
            .extend(part(&nodes[end], open + 1, close, input));
    } else {
        passage
            .children
            .extend(part(&nodes[start], open + 1, usize::MAX, input));
        passage
            .children
            .extend(nodes[start + 1..end].iter().cloned());
        passage.children.extend(part(&nodes[end], 0, close, input));
    }
    let place = start + usize::from(before.is_some());
    let replaced = before.into_iter().chain([passage]).chain(after);
    nodes.splice(start..=end, replaced);
    Some(place)
}

/// The bracket that the one at `close` of `nodes[end]` closes.
fn opening(nodes: &[Node], end: usize, close: usize, input: &Input) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    for at in (0..=end).rev() {
        let node = &nodes[at];
        if !node.kind.is_inline() {
            return None;
        }
        let Some(text) = source_text(node, input) else {
            continue;
        };
        let text = if at == end { &text[..close] } else { text };
        for (open, bracket) in text.rmatch_indices(['[', ']']) {
            let is_escaped = open == 0 && input.escaped(node.span.start as usize);
            match bracket {
                _ if is_escaped => {}
                "]" => depth += 1,
                _ if depth == 0 => return Some((at, open)),
                _ => depth -= 1,
            }
        }
    }
    None
}

/// The text of a node that equals its source.
fn source_text<'n>(node: &'n Node, input: &Input) -> Option<&'n str> {
    match &node.kind {
        Kind::Text(text) if input.slice(node.span) == text => Some(text),
        _ => None,
    }
}

/// A part of a text node; nothing when it is empty.
fn part(node: &Node, start: usize, end: usize, input: &Input) -> Option<Node> {
    let Kind::Text(text) = &node.kind else {
        return None;
    };
    let end = end.min(text.len());
    let base = node.span.start as usize;
    (start < end).then(|| {
        let span = input.span(base + start..base + end);
        Node::leaf(Kind::Text(text[start..end].to_owned()), span)
    })
}
