//! Bare `http://` and `https://` addresses in text become links, as GitHub does. Since Japanese
//! has no spaces around them, an address ends before the first CJK character.

use crate::diag::Span;
use crate::model::{Kind, Node, Target};
use crate::text::cjk::is_cjk;

use super::Input;

/// Links the bare addresses in the blocks.
pub(super) fn apply(blocks: &mut Vec<Node>, input: &mut Input) {
    if input.text.contains("http://") || input.text.contains("https://") {
        walk(blocks, input);
    }
}

fn walk(nodes: &mut Vec<Node>, input: &Input) {
    let mut at = 0;
    while at < nodes.len() {
        match &nodes[at].kind {
            Kind::Link { .. } | Kind::Image { .. } => {}
            Kind::Element { name, .. } if matches!(name.as_str(), "pre" | "code") => {}
            Kind::Text(text) => {
                if let Some(pieces) = split(text, nodes[at].span, input) {
                    let count = pieces.len();
                    nodes.splice(at..=at, pieces);
                    at += count;
                    continue;
                }
            }
            _ => walk(&mut nodes[at].children, input),
        }
        at += 1;
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
        let Some(length) = address(&text[at..]) else {
            continue;
        };
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
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
    let end = text
        .find(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || is_cjk(c)
                || matches!(c, '<' | '>' | '"' | '`' | '“' | '”')
        })
        .unwrap_or(text.len());
    let mut address = &text[..end];
    loop {
        let trimmed = address.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'']);
        let trimmed = match trimmed.strip_suffix(')') {
            Some(rest) if trimmed.matches(')').count() > trimmed.matches('(').count() => rest,
            _ => trimmed,
        };
        if trimmed.len() == address.len() {
            break;
        }
        address = trimmed;
    }
    let host = address.get(scheme..)?;
    host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        .then_some(address.len())
}
