//! Attribute lists at the end of headings, paragraphs and items: `{#id .class status=構築中}`.
//!
//! A list counts when every word in it has the form of an attribute and at least one is an id, a
//! class or a statement field of the schema; any other `{…}` is the author's text. It is taken
//! out of the text and put on the heading, the top-level paragraph or the top-level item.

use crate::diag::{Code, Diagnostic};
use crate::model::{Attributes, Kind, Node};

use super::Input;

/// Reads the lists of all headings and of the statements of a document's top level.
pub(super) fn apply(blocks: &mut [Node], input: &mut Input) {
    if !input.text.contains('}') {
        return;
    }
    headings(blocks, input);
    for block in blocks {
        match block.kind {
            Kind::Paragraph => own(block, input),
            Kind::List { .. } => {
                for item in &mut block.children {
                    if matches!(item.kind, Kind::Item(_)) {
                        statement(item, input);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Reads the lists of the headings in `nodes`, however deep.
pub(super) fn headings(nodes: &mut [Node], input: &mut Input) {
    for node in nodes {
        match node.kind {
            Kind::Heading(_) => own(node, input),
            Kind::Paragraph => {}
            _ => headings(&mut node.children, input),
        }
    }
}

/// A list at the end of the node's own text.
fn own(node: &mut Node, input: &mut Input) {
    let end = node.children.len();
    if let Some(found) = take(&mut node.children, end, input) {
        merge(node, found);
    }
}

/// A list at the end of an item's text, before the blocks inside it, or at the end of its first
/// or last paragraph.
fn statement(item: &mut Node, input: &mut Input) {
    let inlines = item
        .children
        .iter()
        .take_while(|n| n.kind.is_inline())
        .count();
    let mut found = take(&mut item.children, inlines, input);
    let count = item.children.len();
    for at in [0, count.wrapping_sub(1)] {
        if found.is_some() {
            break;
        }
        if let Some(paragraph) = item.children.get_mut(at)
            && paragraph.kind == Kind::Paragraph
        {
            let end = paragraph.children.len();
            found = take(&mut paragraph.children, end, input);
        }
    }
    if let Some(found) = found {
        merge(item, found);
    }
}

fn merge(node: &mut Node, found: Attributes) {
    let attributes = node.attributes.get_or_insert_default();
    attributes.id = found.id.or(attributes.id.take());
    attributes.classes.extend(found.classes);
    attributes.pairs.extend(found.pairs);
}

/// Takes the list out of the text that ends at child `end`.
fn take(children: &mut Vec<Node>, end: usize, input: &mut Input) -> Option<Attributes> {
    let last = children.get_mut(end.checked_sub(1)?)?;
    let Kind::Text(text) = &mut last.kind else {
        return None;
    };
    let body = text.trim_end();
    let open = body.rfind('{')?;
    let inner = body[open + 1..].strip_suffix('}')?;
    if input.slice(last.span) != text.as_str() {
        return None;
    }
    let at = last.span.start as usize + open;
    let before = text[..open].chars().next_back();
    let apart = before.is_none_or(char::is_whitespace) || inner.trim_start().starts_with('#');
    if !apart || input.escaped(at) {
        return None;
    }
    let (found, diagnostics) = parse(inner, at + 1, input)?;
    input.diagnostics.extend(diagnostics);
    let kept = text[..open].trim_end().len();
    text.truncate(kept);
    last.span.end = last.span.start + kept as u32;
    if kept == 0 {
        children.remove(end - 1);
        if end >= 2 && matches!(children[end - 2].kind, Kind::SoftBreak(_)) {
            children.remove(end - 2);
        }
    }
    Some(found)
}

/// The words of a list whose first byte is at `base`; `None` when it is not one.
fn parse(inner: &str, base: usize, input: &Input) -> Option<(Attributes, Vec<Diagnostic>)> {
    let mut found = Attributes::default();
    let mut diagnostics = Vec::new();
    for (at, word) in words(inner)? {
        let span = input.span(base + at..base + at + word.len());
        if let Some(id) = word.strip_prefix('#') {
            if id.is_empty() || id.contains(['#', '"', '\'', '<', '>']) {
                return None;
            }
            found.id = Some(id.to_owned());
        } else if let Some(class) = word.strip_prefix('.') {
            let named = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            if class.is_empty() || !class.chars().all(named) {
                return None;
            }
            found.classes.push(class.to_owned());
        } else {
            let (key, quoted) = word.split_once('=')?;
            let named = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            if key.is_empty() || !key.chars().all(named) {
                return None;
            }
            let value = quoted
                .strip_prefix('"')
                .and_then(|v| v.strip_suffix('"'))
                .unwrap_or(quoted);
            if is_statement_field(input, key) {
                let start = base + at + key.len() + 1;
                let place = input.span(start..start + quoted.len());
                found.pairs.push((key.to_owned(), value.to_owned(), place));
            } else {
                diagnostics.push(
                    Diagnostic::new(Code::DisallowedAttribute, span)
                        .arg("name", key)
                        .help("list"),
                );
            }
        }
    }
    (found != Attributes::default()).then_some((found, diagnostics))
}

/// The words of a list with their offsets; white space inside double quotes does not part them.
fn words(inner: &str) -> Option<Vec<(usize, &str)>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (i, c) in inner.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            words.extend(start.take().map(|s| (s, &inner[s..i])));
        } else if start.is_none() {
            start = Some(i);
        }
    }
    if quoted {
        return None;
    }
    words.extend(start.map(|s| (s, &inner[s..])));
    Some(words)
}

fn is_statement_field(input: &Input, key: &str) -> bool {
    let collections = &input.config.schema.collections;
    collections
        .iter()
        .any(|c| c.statement_fields.iter().any(|f| f.key == key))
}
