//! CSV and TSV as the rows of a table, each cell with its place in the file.

use crate::diag::{FileId, Span};
use crate::model::document::Align;
use crate::model::{Kind, Node};

/// The records of a CSV as rows of cells.
pub(super) fn rows(file: FileId, text: &str, delimiter: u8) -> Vec<Node> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map_while(Result::ok).collect();
    let starts: Vec<usize> = records
        .iter()
        .map(|record| record.position().map_or(0, |at| at.byte() as usize))
        .chain([text.len()])
        .collect();
    records
        .iter()
        .zip(starts.windows(2))
        .map(|(record, ends)| row(record, Span::new(file, ends[0], ends[1]), text))
        .collect()
}

/// A row; each cell has the place of its words where the file has them as they are, else that of
/// the record.
fn row(record: &csv::StringRecord, span: Span, text: &str) -> Node {
    let mut row = Node::leaf(Kind::TableRow, span);
    let mut from = span.start as usize;
    for words in record {
        let found = text[from..span.end as usize].find(words);
        let place = match found {
            Some(offset) => {
                let start = from + offset;
                from = start + words.len();
                Span::new(span.file, start, from)
            }
            None => span,
        };
        let mut cell = Node::leaf(Kind::TableCell, place);
        for (index, line) in words.trim().lines().enumerate() {
            if index > 0 {
                cell.children.push(Node::leaf(Kind::HardBreak, place));
            }
            let is_whole = line.len() == words.len();
            let own = if is_whole { place } else { span };
            cell.children
                .push(Node::leaf(Kind::Text(line.to_owned()), own));
        }
        row.children.push(cell);
    }
    row
}

/// Columns of numbers stand at the right.
pub(super) fn alignments(rows: &[Node], width: usize) -> Vec<Align> {
    let is_number = |text: &str| {
        let digits = text.trim_start_matches(['-', '+', '▲', '△']);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'))
    };
    let texts = |column: usize| {
        let cells = rows
            .iter()
            .skip(1)
            .filter_map(move |row| row.children.get(column));
        cells.filter_map(|cell| match &cell.children.first()?.kind {
            Kind::Text(text) => Some(text.as_str()),
            _ => None,
        })
    };
    (0..width)
        .map(|column| {
            let is_numeric = texts(column).next().is_some() && texts(column).all(is_number);
            if is_numeric {
                Align::Right
            } else {
                Align::None
            }
        })
        .collect()
}
