//! A 新旧対照表 as templates read it.

use serde::Serialize;

use super::View;
use super::comparison::{Between, between};
use crate::model::comparison::{ComparisonTable, Mark, TableCell, TableGroup};

/// A 新旧対照表.
#[derive(Debug, Serialize)]
pub(crate) struct ComparisonContext {
    /// The two editions.
    pub(crate) between: Between,
    /// Heads of the columns.
    pub(crate) heads: Vec<String>,
    /// Whether it has a column of remarks.
    pub(crate) remarks: bool,
    /// Whether its lines run from top to bottom.
    pub(crate) vertical: bool,
    /// What its marks mean.
    pub(crate) legend: String,
    /// What stands below it.
    pub(crate) remark: Option<String>,
    /// Its rows, by record.
    pub(crate) groups: Vec<GroupContext>,
}

/// The rows of a record, or the heading of a collection.
#[derive(Debug, Serialize)]
pub(crate) struct GroupContext {
    /// The heading; then there are no rows.
    pub(crate) heading: Option<String>,
    /// Its rows: two cells each, in the order of the columns.
    pub(crate) rows: Vec<Vec<CellContext>>,
    /// What happened and why; beside all rows.
    pub(crate) remarks: Vec<String>,
}

/// A cell.
#[derive(Debug, Serialize)]
pub(crate) struct CellContext {
    /// `new` or `old`.
    pub(crate) side: &'static str,
    /// How far it is moved in, in steps.
    pub(crate) indent: u8,
    /// Whether a broken line surrounds it.
    pub(crate) boxed: bool,
    /// Its text.
    pub(crate) pieces: Vec<PieceContext>,
}

/// A stretch of a cell.
#[derive(Debug, Serialize)]
pub(crate) struct PieceContext {
    /// `ins`, `del`, `span` for marks that are no change of words, or nothing.
    pub(crate) tag: &'static str,
    /// Its class: `line`, `double`, `note`, `note line`.
    pub(crate) class: &'static str,
    /// The text.
    pub(crate) text: String,
}

/// The context of a 新旧対照表; `None` if there is no such comparison.
pub(crate) fn comparison(view: View<'_>, at: usize) -> Option<ComparisonContext> {
    let comparison = view.site.comparisons.get(at)?;
    let table = &comparison.table;
    Some(ComparisonContext {
        between: between(view, comparison)?,
        heads: table.heads.clone(),
        remarks: table.heads.len() > 2,
        vertical: table.is_vertical,
        legend: table.legend.clone(),
        remark: table.remark.clone(),
        groups: table.groups.iter().map(|g| group(g, table)).collect(),
    })
}

fn group(group: &TableGroup, table: &ComparisonTable) -> GroupContext {
    let rows = group.rows.iter().map(|row| {
        let mut cells = vec![cell(&row.new, "new", "ins"), cell(&row.old, "old", "del")];
        if !table.is_new_first {
            cells.reverse();
        }
        cells
    });
    GroupContext {
        heading: group.heading.clone(),
        rows: rows.collect(),
        remarks: group.remarks.clone(),
    }
}

fn cell(cell: &TableCell, side: &'static str, change: &'static str) -> CellContext {
    let pieces = cell.pieces.iter().map(|piece| {
        // A line under a blank marks a place, not words.
        let is_blank = piece.text.trim().is_empty();
        let (tag, class) = match piece.mark {
            Mark::None => ("", ""),
            Mark::Line if is_blank => ("span", "line blank"),
            Mark::Line => (change, "line"),
            Mark::Double => (change, "double"),
            Mark::Note => ("span", "note"),
            Mark::NoteLine => ("span", "note line"),
        };
        let text = piece.text.clone();
        PieceContext { tag, class, text }
    });
    CellContext {
        side,
        indent: cell.indent,
        boxed: cell.is_boxed,
        pieces: pieces.collect(),
    }
}
