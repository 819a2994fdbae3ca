//! A collection as an Excel workbook: every cell is text, so that `08`, `1.10` and dates stay as
//! they are printed; the headings stay in sight and filter.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::table;
use crate::diag::{Diagnostic, Lang};
use crate::model::Site;
use crate::model::schema::CollectionId;
use crate::text::cjk::is_cjk;

/// The narrowest and the widest column, in the width of a digit.
const WIDTHS: (usize, usize) = (6, 60);
/// Characters that Excel takes as the name of a sheet, and those that it does not.
const NAME: (usize, &[char]) = (31, &['[', ']', ':', '*', '?', '/', '\\', '\'']);

/// The workbook of a collection; `path` is what messages call it.
pub(super) fn xlsx(site: &Site, id: CollectionId, path: &str) -> Result<Vec<u8>, Diagnostic> {
    let collection = &site.config.schema.collections[id];
    let title = collection.title.get(Lang::from_tag(&site.config.lang));
    workbook(title, &table::rows(site, id))
        .map_err(|error| Diagnostic::io(path, &std::io::Error::other(error)))
}

fn workbook(title: &str, rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a date of its own it would take the clock's, and differ every time.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name(title))?;
    let cell = Format::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let head = Format::new()
        .set_bold()
        .set_border_bottom(FormatBorder::Thin);
    for (row, texts) in rows.iter().enumerate() {
        let format = if row == 0 { &head } else { &cell };
        for (column, text) in texts.iter().enumerate() {
            let (row, column) = (row as u32, column as u16);
            if !text.is_empty() {
                sheet.write_string_with_format(row, column, text, format)?;
            }
        }
    }
    frame(sheet, rows)?;
    book.save_to_buffer()
}

/// What makes the table one to work with: widths, headings that stay and filter.
fn frame(sheet: &mut Worksheet, rows: &[Vec<String>]) -> Result<(), XlsxError> {
    let columns = rows.first().map_or(0, Vec::len);
    for column in 0..columns {
        let lines = rows.iter().flat_map(|row| row[column].lines());
        let width = lines.map(width).max().unwrap_or(0) + 2;
        sheet.set_column_width(column as u16, width.clamp(WIDTHS.0, WIDTHS.1) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    if let (Some(last), Some(right)) = (rows.len().checked_sub(1), columns.checked_sub(1)) {
        sheet.autofilter(0, 0, last as u32, right as u16)?;
        if last > 0 {
            let wrong = rust_xlsxwriter::IgnoreError::NumberStoredAsText;
            sheet.ignore_error_range(1, 0, last as u32, right as u16, wrong)?;
        }
    }
    Ok(())
}

fn width(line: &str) -> usize {
    line.chars().map(|c| if is_cjk(c) { 2 } else { 1 }).sum()
}

fn sheet_name(title: &str) -> String {
    let allowed = title
        .chars()
        .filter(|c| !NAME.1.contains(c) && !c.is_control());
    let name: String = allowed.take(NAME.0).collect();
    match name.trim().is_empty() {
        true => "Sheet1".to_owned(),
        false => name,
    }
}
