//! One line of a record as two cells.

use super::style::Style;
use crate::diag::Lang;
use crate::model::comparison::{Line, LineKind, Mark, Part, RunKind, TableCell, TableRow, TextRun};

/// The line on both sides; where one has nothing, the table says so.
pub(super) fn row(line: &Line, style: &Style) -> TableRow {
    let mut row = plain(line, style);
    match line.kind {
        LineKind::Added => row.old.push(&style.added(), Mark::Note),
        LineKind::Removed => {
            let (words, mark) = style.gone;
            row.new.push(&style.note(words), mark);
        }
        LineKind::Same | LineKind::Changed | LineKind::Moved => {}
    }
    row
}

/// The line on both sides; a side that has nothing is empty.
pub(super) fn plain(line: &Line, style: &Style) -> TableRow {
    let boxed = style.detailed
        && matches!(line.part, Part::Row | Part::Block)
        && line.kind != LineKind::Same;
    let mut row = TableRow {
        new: cell(line, RunKind::Added, boxed, style),
        old: cell(line, RunKind::Removed, boxed, style),
    };
    if line.kind == LineKind::Added {
        row.old = TableCell::default();
    }
    if line.kind == LineKind::Removed {
        row.new = TableCell::default();
    }
    row
}

fn cell(line: &Line, own: RunKind, boxed: bool, style: &Style) -> TableCell {
    let (indent, prefix) = start(&line.part, own, style);
    let mut cell = TableCell {
        indent,
        is_boxed: boxed,
        ..TableCell::default()
    };
    let changed = match boxed {
        true => Mark::None,
        false => Mark::Line,
    };
    let is_marked = match &line.part {
        _ if matches!(line.kind, LineKind::Added | LineKind::Removed) => true,
        Part::Field { new, old } => new != old,
        _ => false,
    };
    cell.push(&prefix, if is_marked { changed } else { Mark::None });
    for (at, run) in line.runs.iter().enumerate() {
        if run.kind == RunKind::Same {
            // What stands elsewhere is new there, and gone here.
            let mark = match line.kind {
                LineKind::Moved => changed,
                _ => Mark::None,
            };
            cell.push(&run.text, mark);
        } else if run.kind == own {
            cell.push(&run.text, changed);
        } else if style.pad && is_alone(&line.runs, at) {
            cell.push(&blank(&run.text), Mark::Line);
        }
    }
    cell
}

/// Whether nothing stands on the other side in the place of this run.
fn is_alone(runs: &[TextRun], at: usize) -> bool {
    let is_same = |at: Option<usize>| {
        let run = at.and_then(|at| runs.get(at));
        run.is_none_or(|run| run.kind == RunKind::Same)
    };
    is_same(at.checked_sub(1)) && is_same(at.checked_add(1))
}

/// A blank as wide as a text.
fn blank(text: &str) -> String {
    let blank = |letter: char| match letter.is_ascii() {
        true => '\u{a0}',
        false => '　',
    };
    text.chars().map(blank).collect()
}

/// How far a line is moved in, and what stands before its text.
fn start(part: &Part, side: RunKind, style: &Style) -> (u8, String) {
    match part {
        Part::Item(depth) => (depth.saturating_sub(1), String::new()),
        Part::Note => match style.lang {
            Lang::Ja => (0, "注：".to_owned()),
            Lang::En => (0, "Note: ".to_owned()),
        },
        Part::Field { new, old } => {
            let label = if side == RunKind::Added { new } else { old };
            match style.lang {
                Lang::Ja => (0, format!("{label}：")),
                Lang::En => (0, format!("{label}: ")),
            }
        }
        Part::Label | Part::Title | Part::Heading | Part::Paragraph | Part::Row | Part::Block => {
            (0, String::new())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::config::{ComparisonPreset, ComparisonStyle};

    fn style(preset: ComparisonPreset, pad: bool) -> Style {
        let own = ComparisonStyle {
            preset,
            pad: Some(pad),
            ..ComparisonStyle::default()
        };
        Style::new(&own, Lang::Ja)
    }

    fn line(part: Part, kind: LineKind, runs: &[(RunKind, &str)]) -> Line {
        let runs = runs.iter().map(|(kind, text)| TextRun {
            kind: *kind,
            text: (*text).to_owned(),
        });
        Line {
            part,
            kind,
            runs: runs.collect(),
        }
    }

    fn pieces(cell: &TableCell) -> Vec<(&str, Mark)> {
        let pieces = cell.pieces.iter();
        pieces
            .map(|piece| (piece.text.as_str(), piece.mark))
            .collect()
    }

    #[test]
    fn a_blank_stands_where_nothing_was_but_not_beside_other_words() {
        let added = [
            (RunKind::Same, "費用の"),
            (RunKind::Added, "一部1"),
            (RunKind::Same, "を"),
        ];
        let added = line(Part::Paragraph, LineKind::Changed, &added);
        let shown = row(&added, &style(ComparisonPreset::Mhlw, true));
        assert_eq!(
            pieces(&shown.old),
            [
                ("費用の", Mark::None),
                ("　　\u{a0}", Mark::Line),
                ("を", Mark::None)
            ]
        );
        let shown = row(&added, &style(ComparisonPreset::Mhlw, false));
        assert_eq!(pieces(&shown.old), [("費用のを", Mark::None)]);

        let replaced = [(RunKind::Removed, "全部"), (RunKind::Added, "一部")];
        let replaced = line(Part::Paragraph, LineKind::Changed, &replaced);
        let shown = row(&replaced, &style(ComparisonPreset::Mhlw, true));
        assert_eq!(pieces(&shown.old), [("全部", Mark::Line)]);
        assert_eq!(pieces(&shown.new), [("一部", Mark::Line)]);
    }

    #[test]
    fn a_changed_row_of_a_table_is_boxed_where_the_form_has_boxes() {
        let runs = [(RunKind::Removed, "1 ｜ 2"), (RunKind::Added, "1 ｜ 3")];
        let changed = line(Part::Row, LineKind::Changed, &runs);
        let shown = row(&changed, &style(ComparisonPreset::Detailed, false));
        assert!(shown.new.is_boxed && shown.old.is_boxed);
        assert_eq!(pieces(&shown.new), [("1 ｜ 3", Mark::None)]);
        let shown = row(&changed, &style(ComparisonPreset::Mhlw, false));
        assert!(!shown.new.is_boxed);
        assert_eq!(pieces(&shown.new), [("1 ｜ 3", Mark::Line)]);
    }

    #[test]
    fn a_line_that_stands_elsewhere_is_marked_on_both_sides() {
        let moved = line(Part::Item(2), LineKind::Moved, &[(RunKind::Same, "同じ文")]);
        let shown = row(&moved, &style(ComparisonPreset::Plan, false));
        assert_eq!(shown.new.indent, 1);
        assert_eq!(pieces(&shown.new), [("同じ文", Mark::Line)]);
        assert_eq!(pieces(&shown.new), pieces(&shown.old));
    }
}
