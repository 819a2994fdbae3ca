//! Footnotes: definitions are taken out of the flow and numbered by their first reference.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic};
use crate::model::document::Footnote;
use crate::model::{Kind, Node};

use super::Input;

/// Longest label that is looked for in text, bytes.
const LONGEST: usize = 200;

/// A definition as it was met.
pub(super) struct Definition {
    /// The provisional index that [`Kind::FootnoteReference`] carries until [`finish`].
    pub(super) key: usize,
    pub(super) label: String,
    pub(super) blocks: Vec<Node>,
    pub(super) span: crate::diag::Span,
}

/// Orders the definitions and rewrites the references in `blocks` and in the footnotes
/// themselves. Reports labels defined twice and never used.
pub(super) fn finish(
    blocks: &mut [Node],
    definitions: Vec<Definition>,
    input: &mut Input,
) -> Vec<Footnote> {
    let mut known: Vec<Definition> = Vec::with_capacity(definitions.len());
    let mut index: BTreeMap<usize, usize> = BTreeMap::new();
    for definition in definitions {
        if let Some(&first) = index.get(&definition.key) {
            let diagnostic = Diagnostic::new(Code::DuplicateFootnote, definition.span)
                .arg("label", definition.label.as_str())
                .related(known[first].span, "first");
            input.report(diagnostic);
        } else {
            index.insert(definition.key, known.len());
            known.push(definition);
        }
    }
    let order = order(blocks, &known, &index);
    let mut numbers = BTreeMap::new();
    for (number, (count, at)) in order.iter().enumerate() {
        let definition = &known[*at];
        numbers.insert(definition.key, number);
        if *count == 0 {
            let diagnostic = Diagnostic::new(Code::UnusedFootnote, definition.span)
                .arg("label", definition.label.as_str());
            input.report(diagnostic);
        }
    }
    renumber(blocks, &numbers);
    let mut slots: Vec<Option<Definition>> = known.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|(references, at)| slots[at].take().map(|d| (references, d)))
        .map(|(references, mut definition)| {
            renumber(&mut definition.blocks, &numbers);
            Footnote {
                label: definition.label,
                blocks: definition.blocks,
                span: definition.span,
                references,
            }
        })
        .collect()
}

/// `(number of references, position in known)` in order of first reference, the unused ones last.
fn order(
    blocks: &[Node],
    known: &[Definition],
    index: &BTreeMap<usize, usize>,
) -> Vec<(usize, usize)> {
    let mut order: Vec<(usize, usize)> = Vec::new();
    let mut places: Vec<Option<usize>> = vec![None; known.len()];
    let mut met = Vec::new();
    references(blocks, &mut met);
    let mut done = 0;
    loop {
        for at in met.drain(..).filter_map(|key| index.get(&key).copied()) {
            match places[at] {
                Some(place) => order[place].0 += 1,
                None => {
                    places[at] = Some(order.len());
                    order.push((1, at));
                }
            }
        }
        // A footnote may refer to further ones.
        let Some((_, at)) = order.get(done) else {
            break;
        };
        references(&known[*at].blocks, &mut met);
        done += 1;
    }
    let unused = (0..known.len()).filter(|at| places[*at].is_none());
    order.extend(unused.map(|at| (0, at)));
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

fn renumber(nodes: &mut [Node], numbers: &BTreeMap<usize, usize>) {
    for node in nodes {
        if let Kind::FootnoteReference(key) = &mut node.kind {
            *key = numbers.get(key).copied().unwrap_or(0);
        }
        renumber(&mut node.children, numbers);
    }
}

/// Reports `[^label]` that stayed text because no definition has that label.
pub(super) fn report_undefined(blocks: &[Node], definitions: &[Definition], input: &mut Input) {
    if input.text.contains("[^") {
        undefined(blocks, input);
        definitions.iter().for_each(|d| undefined(&d.blocks, input));
    }
}

fn undefined(nodes: &[Node], input: &mut Input) {
    for node in nodes {
        if let Kind::Text(text) = &node.kind {
            let start = node.span.start as usize;
            for (at, _) in text.match_indices("[^") {
                if input.escaped(start + at) {
                    continue;
                }
                let rest = &text[at + 2..];
                let rest = &rest[..super::floor_boundary(rest, LONGEST)];
                let Some((label, _)) = rest.split_once(']') else {
                    continue;
                };
                if label.is_empty() || label.contains(char::is_whitespace) {
                    continue;
                }
                let span = input.span(start + at..start + at + label.len() + 3);
                input.report(Diagnostic::new(Code::UndefinedFootnote, span).arg("label", label));
            }
        }
        undefined(&node.children, input);
    }
}
