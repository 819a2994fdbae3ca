//! A table of any format as headings and rows of cells, each with its place.

mod delimited;
mod text;
mod workbook;

use crate::diag::{Code, Diagnostic, FileId, Place};
pub use workbook::Workbook;

/// Rows among which the headings are looked for: titles may stand above them.
const HEAD_ROWS: usize = 30;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What is printed in it, without white space around it.
    pub text: String,
    /// Where it is. The cells of a merged range have one place.
    pub place: Place,
}

/// What a table is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, RFC 4180.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// A Markdown table, or lines with tabs, somewhere in a text.
    Text,
    /// An Excel workbook.
    Workbook,
}

impl Format {
    /// The format of files whose names end so (`csv`).
    pub fn of(ending: &str) -> Option<Format> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "csv" => Format::Csv,
            "tsv" | "tab" => Format::Tsv,
            "md" | "markdown" | "txt" => Format::Text,
            "xlsx" | "xlsm" => Format::Workbook,
            _ => return None,
        })
    }
}

/// Headings and rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub headings: Vec<Cell>,
    /// The rows below them that hold something.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The table in `text`, the contents of `file`. Of several that a text may hold it is the one
    /// with most headings that `is_known` accepts.
    ///
    /// # Errors
    /// `unreadable-table` when there is none.
    pub fn of_text(
        format: Format,
        file: FileId,
        text: &str,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Table, Diagnostic> {
        let grids = match format {
            Format::Csv => vec![delimited::rows(b',', file, text)],
            Format::Tsv => vec![delimited::rows(b'\t', file, text)],
            Format::Text | Format::Workbook => text::tables(file, text),
        };
        let best = best(grids.into_iter().map(|rows| headed(rows, is_known)));
        let start = crate::diag::Span::new(file, 0, 0);
        best.ok_or_else(|| Diagnostic::new(Code::UnreadableTable, start).help("none"))
    }

    /// The table of the rows of a sheet, which messages call `shown`.
    ///
    /// # Errors
    /// `unreadable-table` when there is nothing in it.
    pub fn of_rows(
        rows: Vec<Vec<Cell>>,
        shown: &str,
        is_known: &dyn Fn(&str) -> bool,
    ) -> Result<Table, Diagnostic> {
        let place = Place::Path(shown.to_owned());
        best(std::iter::once(headed(rows, is_known)))
            .ok_or_else(|| Diagnostic::new(Code::UnreadableTable, place).help("none"))
    }
}

/// The first of those with most known headings.
fn best(tables: impl Iterator<Item = Option<(usize, Table)>>) -> Option<Table> {
    let better = |best: (usize, Table), other: (usize, Table)| match other.0 > best.0 {
        true => other,
        false => best,
    };
    tables.flatten().reduce(better).map(|(_, table)| table)
}

/// Takes the headings off: the first of the rows with most known headings. With how many there are.
fn headed(rows: Vec<Vec<Cell>>, is_known: &dyn Fn(&str) -> bool) -> Option<(usize, Table)> {
    let is_filled = |row: &Vec<Cell>| row.iter().any(|cell| !cell.text.is_empty());
    let mut rows: Vec<Vec<Cell>> = rows.into_iter().filter(is_filled).collect();
    let count = |row: &Vec<Cell>| row.iter().filter(|cell| is_known(&cell.text)).count();
    let counts: Vec<usize> = rows.iter().take(HEAD_ROWS).map(count).collect();
    let most = counts.iter().copied().max()?;
    let at = counts.iter().position(|count| *count == most)?;
    let mut rows = rows.split_off(at).into_iter();
    let headings = rows.next()?;
    // Headings of two rows are merged ranges, which have the place of the first.
    let is_heading = |row: &Vec<Cell>| {
        let mut cells = row.iter().filter(|cell| is_known(&cell.text));
        most > 0 && row.len() == headings.len() && {
            let same = cells.all(|cell| headings.iter().any(|head| head.place == cell.place));
            same && count(row) == most
        }
    };
    let rows = rows.filter(|row| !is_heading(row)).collect();
    Some((most, Table { headings, rows }))
}

#[cfg(test)]
mod tests;
