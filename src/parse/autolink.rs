//! Bare `http://` and `https://` addresses in text become links, as GitHub does. Since Japanese
//! has no spaces around them, an address ends before the first CJK character.

use crate::diag::Span;
use crate::model::{Kind, Node, Target};
use crate::text::cjk::is_cjk;

use super::Input;

/// Whether a file holds anything that [`apply`] could link.
pub(super) fn occurs(text: &str) -> bool {
    text.contains("http://") || text.contains("https://")
}

/// Links the bare addresses in the blocks.
pub(super) fn apply(nodes: &mut Vec<Node>, input: &Input) {
    for mut node in std::mem::take(nodes) {
        match &node.kind {
            Kind::Link { .. } | Kind::Image { .. } => {}
            Kind::Element { name, .. } if matches!(name.as_str(), "pre" | "code") => {}
            Kind::Text(text) => {
                if let Some(pieces) = split(text, node.span, input) {
                    nodes.extend(pieces);
                    continue;
                }
            }
            _ => apply(&mut node.children, input),
        }
        nodes.push(node);
    }
}

/// The text cut into text and links, if it holds an address.
fn split(text: &str, span: Span, input: &Input) -> Option<Vec<Node>> {
    if input.slice(span) != text {
        return None;
    }
    let start = span.start as usize;
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(found) = text[from..].find("http") {
        let at = from + found;
        from = at + 4;
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        let Some(length) = address(&text[at..]) else {
            continue;
        };
        if at > done {
            pieces.push(text_node(
                &text[done..at],
                input.span(start + done..start + at),
            ));
        }
        let place = input.span(start + at..start + at + length);
        let address = &text[at..at + length];
        pieces.push(Node {
            kind: Kind::Link {
                target: Target::Unresolved {
                    href: address.to_owned(),
                    span: place,
                },
                title: String::new(),
            },
            span: place,
            attributes: None,
            children: vec![text_node(address, place)],
        });
        done = at + length;
        from = done;
    }
    if done == 0 {
        return None;
    }
    if done < text.len() {
        let rest = input.span(start + done..start + text.len());
        pieces.push(text_node(&text[done..], rest));
    }
    Some(pieces)
}

fn text_node(text: &str, span: Span) -> Node {
    Node::leaf(Kind::Text(text.to_owned()), span)
}

/// The length of the address that `text` starts with.
fn address(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"]
        .iter()
        .find(|s| text.starts_with(**s))?
        .len();
    if !text[scheme..].starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return None;
    }
    let end = text
        .find(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || is_cjk(c)
                || matches!(c, '<' | '>' | '"' | '`' | '“' | '”')
        })
        .unwrap_or(text.len());
    let mut address = &text[..end];
    // A closing bracket belongs to the address only if its opening one does.
    let opening = address.matches('(').count();
    let mut unopened = address.matches(')').count().saturating_sub(opening);
    loop {
        let trimmed = address.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'']);
        address = trimmed;
        match trimmed.strip_suffix(')') {
            Some(rest) if unopened > 0 => {
                address = rest;
                unopened -= 1;
            }
            _ => break,
        }
    }
    (address.len() > scheme).then_some(address.len())
}
