//! The rows of one record: its number and title, then what changed in it.

use super::cells;
use super::style::Style;
use crate::diag::Lang;
use crate::model::comparison::{
    Compared, Line, LineKind, Mark, Part, TableCell, TablePiece, TableRow,
};
use crate::model::config::Omit;
use crate::model::history::ChangeKind;

/// The rows of a record that is not left out.
pub(super) fn rows(record: &Compared, style: &Style) -> Vec<TableRow> {
    let is_head = |line: &&Line| matches!(line.part, Part::Label | Part::Title);
    let heads: Vec<&Line> = record.lines.iter().filter(is_head).collect();
    let rest: Vec<&Line> = record.lines.iter().filter(|l| !is_head(l)).collect();
    match record.kind {
        ChangeKind::Added => one_sided(&heads, &rest, Side::New, style),
        ChangeKind::Removed | ChangeKind::Merged | ChangeKind::Split | ChangeKind::Vanished => {
            one_sided(&heads, &rest, Side::Old, style)
        }
        ChangeKind::Reserved => reserved(&heads, &rest, style),
        ChangeKind::Amended | ChangeKind::Moved | ChangeKind::Unchanged => {
            let mut rows = Vec::new();
            rows.extend(head(&heads, record, style));
            rows.extend(body(&rest, record, style));
            rows
        }
    }
}

/// Number and title in one line.
fn head(heads: &[&Line], record: &Compared, style: &Style) -> Option<TableRow> {
    let mut row = joined(heads, style)?;
    if style.detailed && record.is_renumbered {
        // The number says where a provision stands: it is elsewhere.
        for cell in [&mut row.new, &mut row.old] {
            if let Some(piece) = cell.pieces.first_mut() {
                piece.mark = Mark::Double;
            }
        }
    }
    Some(row)
}

/// `None` where there is neither number nor title.
fn joined(heads: &[&Line], style: &Style) -> Option<TableRow> {
    let mut lines = heads.iter().map(|line| cells::plain(line, style));
    let mut row = lines.next()?;
    for line in lines {
        append(&mut row.new, line.new, style);
        append(&mut row.old, line.old, style);
    }
    Some(row)
}

fn append(cell: &mut TableCell, more: TableCell, style: &Style) {
    if let (Some(last), Some(next)) = (cell.pieces.last(), more.pieces.first()) {
        // One line under both, but where the number has a line of its own.
        let is_one = last.mark == Mark::Line && next.mark == Mark::Line && !style.detailed;
        let mark = if is_one { Mark::Line } else { Mark::None };
        cell.push(style.gap(), mark);
    }
    for piece in more.pieces {
        cell.push(&piece.text, piece.mark);
    }
}

/// Fields that changed and the text, less what is left out.
fn body(lines: &[&Line], record: &Compared, style: &Style) -> Vec<TableRow> {
    let is_moved_only = record.kind == ChangeKind::Moved;
    let is_left_out = |line: &Line| {
        let by_line = style.omit == Omit::Lines || (style.omit == Omit::Records && is_moved_only);
        by_line && line.kind == LineKind::Same
    };
    let is_field = |line: &&&Line| matches!(line.part, Part::Field { .. });
    let mut rows = Vec::new();
    for line in lines.iter().filter(is_field) {
        // What did not change of a record's data is no text that could be abbreviated.
        if style.omit == Omit::Nothing || line.kind != LineKind::Same {
            rows.push(cells::row(line, style));
        }
    }
    let text: Vec<&Line> = lines.iter().filter(|l| !is_field(l)).copied().collect();
    for stretch in text.chunk_by(|a, b| is_left_out(a) && is_left_out(b)) {
        match stretch {
            [first, ..] if is_left_out(first) => rows.push(omitted(style)),
            lines => rows.extend(lines.iter().map(|line| cells::row(line, style))),
        }
    }
    rows
}

fn omitted(style: &Style) -> TableRow {
    let mut cell = TableCell::default();
    cell.push(&style.omitted(), Mark::Note);
    TableRow {
        new: cell.clone(),
        old: cell,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    New,
    Old,
}

/// A record that only one edition has; the other side says so in its first row.
fn one_sided(heads: &[&Line], rest: &[&Line], side: Side, style: &Style) -> Vec<TableRow> {
    let mut rows: Vec<TableRow> = joined(heads, style).into_iter().collect();
    rows.extend(rest.iter().map(|line| cells::plain(line, style)));
    if style.detailed {
        double_first(&mut rows, side);
    }
    if let Some(first) = rows.first_mut() {
        match side {
            Side::New => first.old.push(&style.added(), Mark::Note),
            Side::Old => {
                let (words, mark) = style.gone;
                first.new.push(&style.note(words), mark);
            }
        }
    }
    rows
}

/// The double line on number or title stands for a line under all of it.
fn double_first(rows: &mut [TableRow], side: Side) {
    let cells = rows.iter_mut().map(|row| match side {
        Side::New => &mut row.new,
        Side::Old => &mut row.old,
    });
    let mut mark = Mark::Double;
    for cell in cells {
        for piece in &mut cell.pieces {
            if piece.mark == Mark::Line {
                piece.mark = std::mem::take(&mut mark);
            }
        }
    }
}

/// 削除: the number stays, and 削除 is all that it says.
fn reserved(heads: &[&Line], rest: &[&Line], style: &Style) -> Vec<TableRow> {
    let mut rows: Vec<TableRow> = joined(heads, style).into_iter().collect();
    rows.extend(rest.iter().map(|line| cells::plain(line, style)));
    if let Some(first) = rows.first_mut() {
        let words = match style.lang {
            Lang::Ja => "削除",
            Lang::En => "deleted",
        };
        let said = TableCell {
            pieces: vec![TablePiece {
                text: words.to_owned(),
                mark: Mark::Line,
            }],
            ..TableCell::default()
        };
        append(&mut first.new, said, style);
    }
    rows
}
