//! `editions/changes/<edition>/comparison.csv`: a 新旧対照表 as a table for spreadsheets, which know no
//! lines under words: what is marked stands in columns of its own.

use super::{add, table};
use crate::diag::Lang;
use crate::model::comparison::{Comparison, Mark, TableCell};
use crate::model::edition::changes_folder;
use crate::model::{Output, Outputs, Site};

pub(super) fn add_to<'a>(site: &'a Site, outputs: &mut Outputs<'a>) {
    for comparison in &site.comparisons {
        let edition = comparison.new.and_then(|at| site.editions.get(at));
        let folder = changes_folder(edition.map(|edition| edition.id.as_str()));
        let lang = Lang::from_tag(&site.config.lang);
        let make = move || Ok(table::csv_of(&rows(comparison, lang)));
        add(
            outputs,
            format!("{folder}comparison.csv"),
            Output::Make(Box::new(make)),
        );
    }
}

fn rows(comparison: &Comparison, lang: Lang) -> Vec<Vec<String>> {
    let table = &comparison.table;
    let has_remarks = table.heads.len() > 2;
    let marked = |head: &String| match lang {
        Lang::Ja => format!("{head}の変更部分"),
        Lang::En => format!("{head}: what changed"),
    };
    let mut header = table.heads.clone();
    header.extend(table.heads.iter().take(2).map(marked));
    let width = header.len();
    let mut rows = vec![header];
    for group in &table.groups {
        rows.extend(group.heading.iter().map(|heading| {
            let mut row = vec![heading.clone()];
            row.resize(width, String::new());
            row
        }));
        for (at, row) in group.rows.iter().enumerate() {
            let cells = match table.is_new_first {
                true => [&row.new, &row.old],
                false => [&row.old, &row.new],
            };
            let mut texts: Vec<String> = cells.map(text).into();
            if has_remarks {
                texts.push(match at {
                    0 => harmless(group.remarks.join("\n")),
                    _ => String::new(),
                });
            }
            texts.extend(cells.map(self::marked));
            rows.push(texts);
        }
    }
    rows
}

fn text(cell: &TableCell) -> String {
    let indent = "　".repeat(cell.indent.into());
    let pieces = cell.pieces.iter().map(|piece| piece.text.as_str());
    let text: String = std::iter::once(indent.as_str()).chain(pieces).collect();
    harmless(text)
}

/// A cell that no spreadsheet takes for a formula. This file is to be read, and nothing reads it back.
fn harmless(text: String) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text,
    }
}

/// What is marked, each stretch in a line.
fn marked(cell: &TableCell) -> String {
    let marked = cell.pieces.iter().filter(|piece| match piece.mark {
        Mark::Line | Mark::Double => !piece.text.trim().is_empty(),
        Mark::None | Mark::Note | Mark::NoteLine => false,
    });
    let texts: Vec<&str> = marked.map(|piece| piece.text.as_str()).collect();
    harmless(texts.join("\n"))
}
