//! Cross tables: which record of the rows refers to which of the columns.

use serde::Serialize;

use super::{Link, View};
use crate::model::path::encode_fragment;
use crate::model::site::Matrix;

/// A cross table.
#[derive(Debug, Serialize)]
pub(crate) struct MatrixContext {
    /// Its caption.
    pub(crate) label: String,
    /// Column heads with the number of references to each.
    pub(crate) columns: Vec<Head>,
    /// The rows.
    pub(crate) rows: Vec<MatrixRow>,
    /// All references.
    pub(crate) total: usize,
    /// Some reference has a qualifier: `(1)等`.
    pub(crate) qualified: bool,
    /// Columns without any.
    pub(crate) uncited: Vec<Link>,
    /// Sentences about rows and columns that are left out.
    pub(crate) left_out: Vec<String>,
    /// The sentence in front of `uncited`.
    pub(crate) uncited_title: String,
}

/// A column.
#[derive(Debug, Serialize)]
pub(crate) struct Head {
    /// The record.
    pub(crate) link: Link,
    /// References in this column.
    pub(crate) total: usize,
}

/// A row.
#[derive(Debug, Serialize)]
pub(crate) struct MatrixRow {
    /// The record.
    pub(crate) link: Link,
    /// One cell a column: its references.
    pub(crate) cells: Vec<Vec<Mark>>,
    /// References in this row.
    pub(crate) total: usize,
}

/// A reference in a cell.
#[derive(Debug, Serialize)]
pub(crate) struct Mark {
    /// The address of the citing statement.
    pub(crate) url: String,
    /// Who refers to whom, for those who do not see the table.
    pub(crate) name: String,
    /// 等.
    pub(crate) qualifier: Option<String>,
}

/// As many rows or columns without any reference are shown: that there is none is worth seeing, but
/// in a long register the others would be lost among them.
const BLANK: usize = 30;

/// The context of one cross table.
pub(crate) fn matrix(view: View<'_>, matrix: &Matrix) -> MatrixContext {
    let mut columns: Vec<Head> = matrix
        .columns
        .iter()
        .map(|&column| Head {
            link: view.link(column),
            total: 0,
        })
        .collect();
    let mut rows = Vec::with_capacity(matrix.rows.len());
    for (row_index, &row) in matrix.rows.iter().enumerate() {
        let mut row = MatrixRow {
            link: view.link(row),
            cells: Vec::with_capacity(columns.len()),
            total: 0,
        };
        for (column_index, column) in columns.iter_mut().enumerate() {
            let edges = matrix.cells.get(&(row_index, column_index));
            let marks: Vec<Mark> = edges
                .into_iter()
                .flatten()
                .map(|&edge| mark(view, edge))
                .collect();
            row.total += marks.len();
            column.total += marks.len();
            row.cells.push(marks);
        }
        rows.push(row);
    }
    let collections = &view.site.config.schema.collections;
    let name = |id: usize| collections[id].label.get(view.lang());
    let mut left_out = Vec::new();
    let mut tell = |of: usize, count: usize| {
        let words = [("collection", name(of)), ("n", &count.to_string())];
        left_out.push(view.strings.format("matrix_left_out", &words));
    };
    let blank = rows.iter().filter(|row| row.total == 0).count();
    if blank > BLANK {
        rows.retain(|row| row.total > 0);
        tell(matrix.collections.0, blank);
    }
    let blank = columns.iter().filter(|column| column.total == 0).count();
    if blank > BLANK {
        let mut marked = columns.iter().map(|column| column.total > 0).cycle();
        for row in &mut rows {
            row.cells.retain(|_| marked.next().unwrap_or(true));
        }
        columns.retain(|column| column.total > 0);
        tell(matrix.collections.1, blank);
    }
    MatrixContext {
        left_out,
        label: matrix.label.get(view.lang()).to_owned(),
        qualified: rows
            .iter()
            .flat_map(|row| row.cells.iter().flatten())
            .any(|mark| mark.qualifier.is_some()),
        total: rows.iter().map(|row| row.total).sum(),
        uncited: columns
            .iter()
            .filter(|column| column.total == 0)
            .map(|column| column.link.clone())
            .collect(),
        uncited_title: view.strings.format(
            "uncited",
            &[
                ("rows", name(matrix.collections.0)),
                ("columns", name(matrix.collections.1)),
            ],
        ),
        columns,
        rows,
    }
}

fn mark(view: View<'_>, edge: crate::model::EdgeId) -> Mark {
    let edge = view.site.edge(edge);
    let mut url = view.url(edge.from);
    if let Some(statement) = &edge.statement {
        url.push('#');
        url.push_str(&encode_fragment(statement));
    }
    let from = view.site.page(edge.from);
    Mark {
        url,
        name: view.strings.format(
            "matrix_mark",
            &[
                ("from", from.label.as_deref().unwrap_or(&from.title)),
                ("to", &edge.text),
            ],
        ),
        qualifier: edge.qualifier.clone(),
    }
}
