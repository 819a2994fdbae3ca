//! Tables in a text: Markdown's, and lines whose cells are parted by tabs.

use std::ops::Range;

use super::Cell;
use crate::diag::{FileId, Span};

/// The rows of each table of `text`.
pub(super) fn tables(file: FileId, text: &str) -> Vec<Vec<Vec<Cell>>> {
    let mut tables = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end_matches(['\r', '\n']).len();
        at += line.len();
        match line.contains(['\t', '|']) {
            true => open.push(range),
            false => tables.extend(table(file, text, &std::mem::take(&mut open))),
        }
    }
    tables.extend(table(file, text, &open));
    tables
}

/// The table of neighbouring lines, if they are one.
fn table(file: FileId, text: &str, lines: &[Range<usize>]) -> Option<Vec<Vec<Cell>>> {
    let delimiter = lines
        .iter()
        .position(|line| is_delimiter_row(&text[line.clone()]));
    if let Some(below) = delimiter.filter(|at| *at > 0) {
        let rows = lines[below - 1..]
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != 1);
        return Some(rows.map(|(_, line)| pipes(file, text, line)).collect());
    }
    let tabbed: Vec<Vec<Cell>> = lines
        .iter()
        .filter(|line| text[(*line).clone()].contains('\t'))
        .map(|line| tabs(file, text, line))
        .collect();
    (tabbed.len() > 1).then_some(tabbed)
}

/// `|---|:-:|`
fn is_delimiter_row(line: &str) -> bool {
    let is_dashes = |part: &str| {
        let part = part.trim();
        let dashes = part.strip_prefix(':').unwrap_or(part);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    };
    let inner = line.trim();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    line.contains('|') && inner.split('|').all(is_dashes)
}

fn tabs(file: FileId, text: &str, line: &Range<usize>) -> Vec<Cell> {
    let mut at = line.start;
    let cell = |part: &str| {
        let range = trimmed(text, at..at + part.len());
        at += part.len() + 1;
        Cell {
            text: text[range.clone()].to_owned(),
            place: Span::new(file, range.start, range.end).into(),
        }
    };
    text[line.clone()].split('\t').map(cell).collect()
}

fn pipes(file: FileId, text: &str, line: &Range<usize>) -> Vec<Cell> {
    let line = trimmed(text, line.clone());
    let start = line.start + usize::from(text[line.clone()].starts_with('|'));
    let mut parts = Vec::new();
    let mut from = start;
    let mut escaped = false;
    for (at, c) in text[start..line.end].char_indices() {
        if c == '|' && !escaped {
            parts.push(from..start + at);
            from = start + at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if from < line.end {
        parts.push(from..line.end);
    }
    parts
        .into_iter()
        .map(|part| {
            let range = trimmed(text, part);
            Cell {
                text: unescape(&text[range.clone()]),
                place: Span::new(file, range.start, range.end).into(),
            }
        })
        .collect()
}

/// `range` without the white space around what is in it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

/// What Markdown prints for a text without emphasis and links.
fn unescape(source: &str) -> String {
    const ENTITIES: [(&str, char); 6] = [
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&amp;", '&'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&nbsp;", '\u{a0}'),
    ];
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let escaped = rest[c.len_utf8()..].chars().next();
        let entity = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
        let (printed, length) = match (c, escaped, entity) {
            ('\\', Some(sign), _) if sign.is_ascii_punctuation() => (sign, 2),
            (_, _, Some((name, sign))) => (*sign, name.len()),
            _ => (c, c.len_utf8()),
        };
        out.push(printed);
        rest = &rest[length..];
    }
    out
}
