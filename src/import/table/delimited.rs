//! CSV (RFC 4180) and TSV, field by field, so that each has its place.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::Cell;
use crate::diag::{FileId, Span};

/// The rows of `text`; those that hold nothing are left out.
pub(super) fn rows(delimiter: u8, file: FileId, text: &str) -> Vec<Vec<Cell>> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut at = 0;
    while let Some((field, end, ends_row)) = field(&mut reader, text, at) {
        row.push(cell(file, text, at..end, &field));
        at = end;
        if ends_row {
            rows.push(std::mem::take(&mut row));
        }
    }
    rows
}

/// The field that begins at byte `at`, where it ends with its delimiter, and whether the row does.
fn field(reader: &mut Reader, text: &str, at: usize) -> Option<(String, usize, bool)> {
    let mut bytes = Vec::new();
    let mut buffer = [0_u8; 1024];
    let mut from = at;
    loop {
        let (result, read, written) = reader.read_field(&text.as_bytes()[from..], &mut buffer);
        bytes.extend_from_slice(&buffer[..written]);
        from += read;
        match result {
            // The next call, with no input, ends the field.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                let field = String::from_utf8_lossy(&bytes).into_owned();
                return Some((field, from, record_end));
            }
            ReadFieldResult::End => return None,
        }
    }
}

/// The cell whose source, with its delimiter and quotes, is `range`.
fn cell(file: FileId, text: &str, range: std::ops::Range<usize>, field: &str) -> Cell {
    let source = text.get(range.clone()).unwrap_or_default();
    let is_around = |c: char| matches!(c, '"' | ',' | '\t' | '\r' | '\n' | ' ');
    let inner = source.trim_start_matches(is_around);
    let start = range.start + source.len() - inner.len();
    let (start, length) = match inner.is_empty() {
        true => (
            range.start + source.len() - source.trim_start_matches(['\r', '\n']).len(),
            0,
        ),
        false => (start, inner.trim_end_matches(is_around).len()),
    };
    Cell {
        text: field.trim().to_owned(),
        place: Span::new(file, start, start + length).into(),
    }
}
