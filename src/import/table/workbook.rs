//! Excel workbooks. A merged range is one cell: wherever it reaches, its value stands.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, XlsxError, open_workbook_from_rs};

use super::Cell;
use crate::diag::{Code, Diagnostic, Place};

/// The most cells that a sheet may have.
const MOST_CELLS: usize = 5_000_000;

/// An open workbook.
pub struct Workbook<'b> {
    book: Xlsx<Cursor<&'b [u8]>>,
    /// What messages call the file.
    shown: &'b str,
}

impl<'b> Workbook<'b> {
    /// Opens the workbook of these bytes.
    ///
    /// # Errors
    /// `unreadable-table` when it is none, or is protected by a password.
    pub fn open(bytes: &'b [u8], shown: &'b str) -> Result<Workbook<'b>, Diagnostic> {
        let book = open_workbook_from_rs(Cursor::new(bytes));
        let book = book.map_err(|error: XlsxError| unreadable(shown, &error))?;
        Ok(Workbook { book, shown })
    }

    /// The names of its sheets.
    pub fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// The rows of a sheet, and problems with its cells.
    ///
    /// # Errors
    /// `unreadable-table` when the sheet cannot be read.
    pub fn rows(&mut self, sheet: &str) -> Result<(Vec<Vec<Cell>>, Vec<Diagnostic>), Diagnostic> {
        let shown = self.shown;
        let failed = |error: XlsxError| unreadable(shown, &error);
        let range = self.book.worksheet_range(sheet).map_err(failed)?;
        let merged = self.book.merge_cells_by_sheet_name(sheet).map_err(failed)?;
        let (height, width) = range.get_size();
        if height.saturating_mul(width) > MOST_CELLS {
            let place = Place::Path(shown.to_owned());
            return Err(Diagnostic::new(Code::UnreadableTable, place).help("size"));
        }
        let (top, left) = range.start().unwrap_or_default();
        let mut problems = Vec::new();
        let mut rows: Vec<Vec<Cell>> = range
            .rows()
            .enumerate()
            .map(|(row, cells)| {
                let cell = |(column, data): (usize, &Data)| {
                    let name = name(top as usize + row, left as usize + column);
                    let place = Place::Path(format!("{shown}:{name}"));
                    if let Data::Error(error) = data {
                        let problem = Diagnostic::new(Code::UnreadableCell, place.clone());
                        problems.push(problem.arg("value", error.to_string()).help("formula"));
                    }
                    Cell {
                        text: printed(data).trim().to_owned(),
                        place,
                    }
                };
                cells.iter().enumerate().map(cell).collect()
            })
            .collect();
        for range in merged {
            let inside = |at: u32, from: u32| at.checked_sub(from).map(|at| at as usize);
            let start = inside(range.start.0, top).zip(inside(range.start.1, left));
            let Some((row, column)) = start else { continue };
            let Some(first) = rows.get(row).and_then(|r| r.get(column)).cloned() else {
                continue;
            };
            let (down, across) = (range.end.0 - range.start.0, range.end.1 - range.start.1);
            for cells in rows.iter_mut().skip(row).take(down as usize + 1) {
                for cell in cells.iter_mut().skip(column).take(across as usize + 1) {
                    *cell = first.clone();
                }
            }
        }
        Ok((rows, problems))
    }
}

fn unreadable(shown: &str, error: &XlsxError) -> Diagnostic {
    let place = Place::Path(shown.to_owned());
    let problem = Diagnostic::new(Code::UnreadableTable, place);
    match error {
        XlsxError::Password => problem.help("password"),
        error => problem.arg("reason", error.to_string()).help("workbook"),
    }
}

/// What a sheet shows of a value, as far as the file tells: numbers without the zeros that a
/// number format adds.
fn printed(data: &Data) -> String {
    let date = |year, month, day| format!("{year:04}-{month:02}-{day:02}");
    match data {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => date(year, month, day),
                _ => format!("{} {hour:02}:{minute:02}", date(year, month, day)),
            }
        }
        Data::DateTimeIso(text) => {
            let midnight = text.strip_suffix("T00:00:00");
            midnight.unwrap_or(text).to_owned()
        }
        Data::Error(_) => String::new(),
        other => other.to_string(),
    }
}

/// `B7` for the seventh row and the second column, counted from 0.
fn name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}
