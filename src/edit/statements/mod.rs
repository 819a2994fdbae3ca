//! Edits of a record's statements, the items and paragraphs of its top level: what a statement says
//! is changed with as little of its source as possible, so that notes, references, emphasis and
//! `{#id key=value}` stay where they are.

mod leaves;

use std::ops::Range;

use super::align::{Step, align};
use super::markdown::{self, escape, escape_between};
use super::{Edit, line_end, line_start, next_line};
use crate::model::{Document, Kind, Node};
use leaves::Leaves;

/// The nodes of the statements of a document, in order.
pub fn statements(document: &Document) -> impl Iterator<Item = &Node> {
    document.blocks.iter().flat_map(|block| match block.kind {
        Kind::List { .. } => block.children.as_slice(),
        Kind::Paragraph => std::slice::from_ref(block),
        _ => &[],
    })
}

/// What the statement `node` of the file `text` says, without notes and images; each block and
/// each line break in it begins a line.
pub fn plain_text(text: &str, node: &Node) -> String {
    Leaves::of(node, text).plain().to_owned()
}

/// What a body becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// The edits.
    pub edits: Vec<Edit>,
    /// From the statements that were there to the new ones; those that stay the same too.
    pub steps: Vec<Step>,
}

impl Revision {
    /// Whether anything changes.
    pub fn is_none(&self) -> bool {
        self.edits.is_empty()
    }
}

/// The edits of `text`, which `document` was parsed from, by which its statements say `new`. `old`
/// is what they say, in their order. `None` where what changes stands in a file that this one
/// includes.
pub fn revise(text: &str, document: &Document, old: &[&str], new: &[&str]) -> Option<Revision> {
    revise_by(reword, text, document, old, new)
}

/// The same, but a statement that changes is written anew, so that nothing that stays can give
/// another meaning to what comes.
pub fn revise_anew(
    text: &str,
    document: &Document,
    old: &[&str],
    new: &[&str],
) -> Option<Revision> {
    revise_by(rewrite, text, document, old, new)
}

/// How a statement that says something gets to say something else.
type Change = fn(&str, &Node, &str, &str) -> Edit;

fn revise_by(
    change: Change,
    text: &str,
    document: &Document,
    old: &[&str],
    new: &[&str],
) -> Option<Revision> {
    let nodes: Vec<&Node> = statements(document).take(old.len()).collect();
    let steps = align(&old[..nodes.len()], new);
    let is_same = |step: &Step| matches!(step, Step::Same(..));
    if steps.iter().all(is_same) {
        return Some(Revision {
            edits: Vec::new(),
            steps,
        });
    }
    if nodes.iter().any(|node| node.span.file != document.file) {
        return None;
    }
    let mut edits = Vec::new();
    let mut last: Option<&Node> = None;
    for step in &steps {
        match *step {
            Step::Same(at, _) => last = Some(nodes[at]),
            Step::Changed(at, to) => {
                edits.push(change(text, nodes[at], old[at], new[to]));
                last = Some(nodes[at]);
            }
            Step::Removed(at) => {
                edits.push(remove(text, nodes[at]));
                last = Some(nodes[at]);
            }
            Step::Added(to) => edits.push(match (last, nodes.first()) {
                (Some(node), _) => insert_after(text, node, new[to]),
                (None, Some(node)) => insert_before(text, node, new[to]),
                (None, None) => append(text, document, new[to]),
            }),
        }
    }
    Some(Revision { edits, steps })
}

/// `statements` as the body of a new file.
pub fn body(statements: &[&str]) -> String {
    let item = |statement: &&str| format!("- {}\n", escape(statement));
    statements.iter().map(item).collect()
}

/// The edit by which the statement `node`, which says `old`, says `new`. The notes of what goes are
/// kept behind what comes.
pub fn reword(text: &str, node: &Node, old: &str, new: &str) -> Edit {
    let leaves = Leaves::of(node, text);
    if leaves.plain() != old || leaves.has_blocks || leaves.whole().is_none() {
        return rewrite(text, node, old, new);
    }
    let (before, middle) = common(old, new);
    let found = leaves.source(before..before + middle.0.len());
    // Whole nodes may have to go: their text is said anew.
    let kept = (found.plain.start, old.len() - found.plain.end);
    let said = &new[kept.0..new.len() - kept.1];
    if kept.0 == 0 && markdown::beginning(new) > said.len() {
        return rewrite(text, node, old, new);
    }
    let written = escape_between(&new[..kept.0], said, &new[new.len() - kept.1..]);
    let notes = leaves.marks(&found.source, text);
    Edit::replace(found.source, written + &notes)
}

/// The edit by which the statement `node` is written anew, before the notes that it has.
fn rewrite(text: &str, node: &Node, _old: &str, new: &str) -> Edit {
    let leaves = Leaves::of(node, text);
    match leaves.whole() {
        Some(whole) => {
            let notes = leaves.marks(&whole, text);
            Edit::replace(whole, escape(new) + &notes)
        }
        // Nothing but marks: the words go in front of them.
        None => Edit::insert(content_start(text, node), escape(new) + " "),
    }
}

/// How long the common beginning is, and what stands between it and the common end.
fn common<'t>(old: &'t str, new: &'t str) -> (usize, (&'t str, &'t str)) {
    let same = |(a, b): &(char, char)| a == b;
    let length = |(c, _): (char, char)| c.len_utf8();
    let before: usize = old
        .chars()
        .zip(new.chars())
        .take_while(same)
        .map(length)
        .sum();
    let (own, other) = (&old[before..], &new[before..]);
    let pairs = own.chars().rev().zip(other.chars().rev());
    let after: usize = pairs.take_while(same).map(length).sum();
    (
        before,
        (&own[..own.len() - after], &other[..other.len() - after]),
    )
}

/// The edit that takes the statement with its lines out.
pub fn remove(text: &str, node: &Node) -> Edit {
    let (start, end) = lines(text, node);
    let is_paragraph = node.kind == Kind::Paragraph;
    let blank = text[end..]
        .lines()
        .next()
        .is_some_and(|line| line.trim().is_empty());
    Edit::remove(match is_paragraph && blank {
        true => start..next_line(text, end),
        false => start..end,
    })
}

/// The edit that adds a statement behind `node`, in the same form.
pub fn insert_after(text: &str, node: &Node, new: &str) -> Edit {
    let (start, end) = lines(text, node);
    let line = line_end(text);
    let (before, after) = match text[..end].ends_with('\n') {
        true => ("", line),
        false => (line, ""),
    };
    let written = match node.kind {
        Kind::Paragraph => format!("{line}{}", escape(new)),
        _ => format!("{}{}", marker(text, start, node, 1), escape(new)),
    };
    Edit::insert(end, format!("{before}{written}{after}"))
}

/// The edit that adds a statement before `node`, in the same form.
pub fn insert_before(text: &str, node: &Node, new: &str) -> Edit {
    let (start, _) = lines(text, node);
    let line = line_end(text);
    let written = match node.kind {
        Kind::Paragraph => format!("{}{line}{line}", escape(new)),
        _ => format!("{}{}{line}", marker(text, start, node, 0), escape(new)),
    };
    Edit::insert(start, written)
}

/// The edit that adds a statement behind all that a document without statements holds.
fn append(text: &str, document: &Document, new: &str) -> Edit {
    let line = line_end(text);
    let item = format!("- {}{line}", escape(new));
    let front = document.front.span.map_or(0, |span| span.end as usize);
    let Some(last) = document.blocks.last() else {
        let gap = match text[..front].is_empty() || text[..front].ends_with('\n') {
            true => "",
            false => line,
        };
        return Edit::insert(front, format!("{gap}{item}"));
    };
    let (_, end) = lines(text, last);
    let gap = match text[..end].ends_with('\n') {
        true => line.to_owned(),
        false => line.repeat(2),
    };
    Edit::insert(end, format!("{gap}{item}"))
}

/// From the beginning of the node's first line to behind its last one.
fn lines(text: &str, node: &Node) -> (usize, usize) {
    let range = node.span.range();
    let start = line_start(text, range.start);
    let end = range.start + text[range].trim_end().len();
    (start, next_line(text, end))
}

/// The marker of the item `node` with the white space around it; a number goes on by `step`.
fn marker(text: &str, start: usize, node: &Node, step: u64) -> String {
    let content = content_start(text, node);
    let marker = &text[start..content];
    let digits: String = marker.chars().filter(char::is_ascii_digit).collect();
    match digits.parse::<u64>() {
        Ok(number) => marker.replacen(&digits, &number.saturating_add(step).to_string(), 1),
        Err(_) if marker.trim().is_empty() => "- ".to_owned(),
        Err(_) => marker.to_owned(),
    }
}

/// Where the content of a node begins: of an item, behind its marker.
fn content_start(text: &str, node: &Node) -> usize {
    let range: Range<usize> = node.span.range();
    let source = &text[range.clone()];
    if node.kind == Kind::Paragraph {
        return range.start;
    }
    let number = source.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = number
        .strip_prefix(['-', '*', '+', '.', ')'])
        .unwrap_or(number);
    let rest = rest.trim_start_matches([' ', '\t']);
    range.start + source.len() - rest.len()
}
