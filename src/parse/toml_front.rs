//! TOML front matter with the place of every key and value. Scalars other than strings stay the
//! source's characters.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diag::{Code, Diagnostic, Span};
use crate::model::{RawKind, RawValue};

use super::Input;

/// Deepest nesting of arrays and tables in front matter.
const DEPTH: usize = 16;

/// Reads the TOML at `range` of the file. Errors are reported; what is right is kept.
pub(super) fn read(input: &mut Input, range: Range<usize>) -> Vec<(String, Span, RawValue)> {
    let base = range.start;
    let text = input.text;
    let (table, errors) = DeTable::parse_recoverable(&text[range]);
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        let span = input.span(base + at.start..base + at.end);
        if error.message().contains("duplicate key") {
            let key = input.slice(span).to_owned();
            input.report(Diagnostic::new(Code::DuplicateKey, span).arg("key", key));
        } else {
            input.report(Diagnostic::toml(span, error.message()));
        }
    }
    entries(input, table.get_ref(), base, 1)
}

/// A table's entries in source order (the parser keeps them sorted by key).
fn entries(
    input: &mut Input,
    table: &DeTable,
    base: usize,
    depth: usize,
) -> Vec<(String, Span, RawValue)> {
    let mut entries: Vec<(String, Span, RawValue)> = table
        .iter()
        .map(|(key, found)| {
            let at = key.span();
            let key_span = input.span(base + at.start..base + at.end);
            let at = found.span();
            let span = input.span(base + at.start..base + at.end);
            let kind = kind_of(input, found.get_ref(), span, base, depth);
            (key.get_ref().to_string(), key_span, RawValue { kind, span })
        })
        .collect();
    entries.sort_by_key(|(_, span, _)| *span);
    entries
}

fn kind_of(input: &mut Input, value: &DeValue, span: Span, base: usize, depth: usize) -> RawKind {
    if depth > DEPTH {
        input.report(
            Diagnostic::new(Code::InvalidToml, span)
                .arg("reason", "nested too deeply")
                .help("depth"),
        );
        return RawKind::Null;
    }
    match value {
        DeValue::String(text) => RawKind::Scalar(text.to_string()),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            RawKind::Scalar(input.slice(span).to_owned())
        }
        DeValue::Array(items) => {
            let mut list = Vec::with_capacity(items.len());
            for item in items.iter() {
                let at = item.span();
                let span = input.span(base + at.start..base + at.end);
                let kind = kind_of(input, item.get_ref(), span, base, depth + 1);
                list.push(RawValue { kind, span });
            }
            RawKind::List(list)
        }
        DeValue::Table(table) => RawKind::Map(entries(input, table, base, depth + 1)),
    }
}
