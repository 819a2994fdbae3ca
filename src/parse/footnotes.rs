//! Footnotes: definitions are taken out of the flow and numbered by their first reference.

use crate::diag::{Code, Diagnostic};
use crate::model::document::Footnote;
use crate::model::{Kind, Node};

use super::Input;

/// A definition as it was met.
pub(super) struct Definition {
    /// The provisional index that [`Kind::FootnoteReference`] carries until [`finish`].
    pub(super) key: usize,
    pub(super) label: String,
    pub(super) blocks: Vec<Node>,
    pub(super) span: crate::diag::Span,
}

/// Orders the definitions and rewrites the references in `blocks` and in the footnotes
/// themselves. Reports labels defined twice, never used, and (in text) never defined.
pub(super) fn finish(
    blocks: &mut [Node],
    definitions: Vec<Definition>,
    input: &mut Input,
) -> Vec<Footnote> {
    let mut known: Vec<Definition> = Vec::with_capacity(definitions.len());
    for definition in definitions {
        match known.iter().find(|d| d.key == definition.key) {
            Some(first) => {
                let diagnostic = Diagnostic::new(Code::DuplicateFootnote, definition.span)
                    .arg("label", definition.label.as_str())
                    .related(first.span, "first");
                input.report(diagnostic);
            }
            None => known.push(definition),
        }
    }
    if input.text.contains("[^") {
        undefined(blocks, input);
        known.iter().for_each(|d| undefined(&d.blocks, input));
    }
    let counts = order(blocks, &known);
    for (_, definition) in counts.iter().filter(|(count, _)| *count == 0) {
        let definition = &known[*definition];
        let diagnostic = Diagnostic::new(Code::UnusedFootnote, definition.span)
            .arg("label", definition.label.as_str());
        input.report(diagnostic);
    }
    let keys: Vec<usize> = counts.iter().map(|(_, i)| known[*i].key).collect();
    renumber(blocks, &keys);
    let mut slots: Vec<Option<Definition>> = known.into_iter().map(Some).collect();
    counts
        .into_iter()
        .filter_map(|(references, i)| slots[i].take().map(|d| (references, d)))
        .map(|(references, mut definition)| {
            renumber(&mut definition.blocks, &keys);
            Footnote {
                label: definition.label,
                blocks: definition.blocks,
                span: definition.span,
                references,
            }
        })
        .collect()
}

/// `(number of references, index into known)` in order of first reference, the unused ones last.
fn order(blocks: &[Node], known: &[Definition]) -> Vec<(usize, usize)> {
    let mut order: Vec<(usize, usize)> = Vec::new();
    let mut met = Vec::new();
    references(blocks, &mut met);
    let mut done = 0;
    loop {
        for key in met.drain(..) {
            let Some(index) = known.iter().position(|d| d.key == key) else {
                continue;
            };
            match order.iter_mut().find(|(_, i)| *i == index) {
                Some((count, _)) => *count += 1,
                None => order.push((1, index)),
            }
        }
        let Some((_, index)) = order.get(done) else {
            break;
        };
        done += 1;
        references(&known[*index].blocks, &mut met);
    }
    for index in 0..known.len() {
        if !order.iter().any(|(_, i)| *i == index) {
            order.push((0, index));
        }
    }
    order
}

fn references(nodes: &[Node], met: &mut Vec<usize>) {
    for node in nodes {
        if let Kind::FootnoteReference(key) = node.kind {
            met.push(key);
        }
        references(&node.children, met);
    }
}

fn renumber(nodes: &mut [Node], keys: &[usize]) {
    for node in nodes {
        if let Kind::FootnoteReference(key) = &mut node.kind {
            *key = keys.iter().position(|k| k == key).unwrap_or(0);
        }
        renumber(&mut node.children, keys);
    }
}

/// Reports `[^label]` that stayed text because no definition has that label.
fn undefined(nodes: &[Node], input: &mut Input) {
    for node in nodes {
        if let Kind::Text(text) = &node.kind {
            let start = node.span.start as usize;
            for (at, _) in text.match_indices("[^") {
                if input.escaped(start + at) {
                    continue;
                }
                let label = text[at + 2..].split(']').next().unwrap_or_default();
                let closed = text[at + 2 + label.len()..].starts_with(']');
                if !closed || label.is_empty() || label.contains(char::is_whitespace) {
                    continue;
                }
                let span = input.span(start + at..start + at + label.len() + 3);
                input.report(Diagnostic::new(Code::UndefinedFootnote, span).arg("label", label));
            }
        }
        undefined(&node.children, input);
    }
}
