//! The parts tree, which is the document as printed, and the cross tables that count by it.

use std::collections::{BTreeMap, BTreeSet};

use super::order::Order;
use super::pages::Book;
use crate::diag::{Code, Diagnostic, Place};
use crate::model::site::{Matrix, PrintedNode};
use crate::model::{Config, Edge, EdgeId, Page, PageId, PageKind, Value};

/// Cells of a cross table that a page can show: 300 rows of 300 columns, some megabytes.
const MATRIX_CELLS: usize = 90_000;

/// For each page the record it is part of. A cycle is reported and cut, and so is a chain of parts
/// that is longer than `limits.nesting`.
pub(super) fn wholes(
    book: &Book,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<PageId, PageId> {
    let mut wholes = BTreeMap::new();
    let mut spans = BTreeMap::new();
    for (i, page) in book.pages.iter().enumerate() {
        let PageKind::Record(collection) = page.kind else {
            continue;
        };
        for (index, field) in &page.fields {
            if let (true, Value::Ref(whole)) = (
                config.schema.collections[collection].fields[*index].part_of,
                &field.value,
            ) {
                wholes.insert(PageId(i), *whole);
                spans.insert(PageId(i), field.span);
            }
        }
    }
    for (part, fault) in cut_to_trees(&mut wholes, config.limits.nesting) {
        let Some(span) = spans.get(&part) else {
            continue;
        };
        diagnostics.push(match fault {
            PartFault::Cycle => Diagnostic::new(Code::RelationCycle, *span)
                .arg("title", book.pages[part.0].title.as_str())
                .help("break"),
            PartFault::TooDeep => {
                Diagnostic::new(Code::NestingTooDeep, *span).arg("limit", config.limits.nesting)
            }
        });
    }
    wholes
}

/// Why a part was cut off its whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartFault {
    Cycle,
    TooDeep,
}

/// Removes relations until what is left are trees of at most `limit` levels below their roots,
/// and says which. Climbs from each part to the first whole whose depth is known.
fn cut_to_trees(wholes: &mut BTreeMap<PageId, PageId>, limit: usize) -> Vec<(PageId, PartFault)> {
    let mut cut = Vec::new();
    let mut depths: BTreeMap<PageId, usize> = BTreeMap::new();
    for start in wholes.keys().copied().collect::<Vec<_>>() {
        let mut path = vec![start];
        let mut on_path = BTreeSet::from([start]);
        let mut at = start;
        while let (Some(whole), None) = (wholes.get(&at).copied(), depths.get(&at)) {
            if !on_path.insert(whole) {
                wholes.remove(&at);
                cut.push((at, PartFault::Cycle));
                break;
            }
            path.push(whole);
            at = whole;
        }
        let mut depth = None;
        for page in path.into_iter().rev() {
            let below = depth.map_or(0, |above: usize| above + 1);
            let mut own = depths.get(&page).copied().unwrap_or(below);
            if own > limit {
                wholes.remove(&page);
                cut.push((page, PartFault::TooDeep));
                own = 0;
            }
            depths.insert(page, own);
            depth = Some(own);
        }
    }
    cut
}

/// The parts tree. Roots are the records that have parts, and those of collections that could be
/// parts but are not.
pub(super) fn printed_tree(
    pages: &[Page],
    wholes: &BTreeMap<PageId, PageId>,
    order: &Order,
    config: &Config,
) -> Vec<PrintedNode> {
    if wholes.is_empty() {
        return Vec::new();
    }
    let mut parts: BTreeMap<PageId, Vec<PageId>> = BTreeMap::new();
    for (part, whole) in wholes {
        parts.entry(*whole).or_default().push(*part);
    }
    let takes_part = |page: &Page| match page.kind {
        PageKind::Record(c) => config.schema.collections[c]
            .fields
            .iter()
            .any(|f| f.part_of),
        _ => false,
    };
    let compare = |a: &PageId, b: &PageId| {
        let collection = |id: &PageId| pages[id.0].record.as_ref().map(|r| r.collection);
        order
            .by_weight(*a, *b)
            .then_with(|| collection(a).cmp(&collection(b)))
            .then_with(|| order.records(pages, *a, *b))
    };
    parts.values_mut().for_each(|list| list.sort_by(compare));
    let mut roots: Vec<PageId> = (0..pages.len())
        .map(PageId)
        .filter(|id| {
            !wholes.contains_key(id) && (parts.contains_key(id) || takes_part(&pages[id.0]))
        })
        .collect();
    roots.sort_by(compare);
    fn node(page: PageId, parts: &BTreeMap<PageId, Vec<PageId>>) -> PrintedNode {
        let below = parts.get(&page).map(Vec::as_slice).unwrap_or_default();
        PrintedNode {
            page,
            parts: below.iter().map(|p| node(*p, parts)).collect(),
        }
    }
    roots.into_iter().map(|root| node(root, &parts)).collect()
}

/// Fills the cross tables: a reference counts in the row of the whole that its source is part of.
pub(super) fn matrices(
    records: &[Vec<PageId>],
    edges: &[Edge],
    wholes: &BTreeMap<PageId, PageId>,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Matrix> {
    let schema = &config.schema;
    let collections = |spec: &crate::model::schema::MatrixSpec| {
        Some((schema.by_key(&spec.rows)?, schema.by_key(&spec.columns)?))
    };
    let mut filled = Vec::new();
    for spec in &schema.matrices {
        let Some((row_collection, column_collection)) = collections(spec) else {
            continue;
        };
        let (rows, columns) = (&records[row_collection], &records[column_collection]);
        if rows.is_empty() || columns.is_empty() {
            continue;
        }
        if rows.len().saturating_mul(columns.len()) > MATRIX_CELLS {
            let place = Place::Path("hakusho.toml".to_owned());
            let problem = Diagnostic::new(Code::MatrixTooLarge, place)
                .arg("label", spec.label.clone())
                .arg("rows", rows.len())
                .arg("columns", columns.len())
                .arg("limit", MATRIX_CELLS);
            diagnostics.push(problem);
            continue;
        }
        let position = |list: &[PageId]| -> BTreeMap<PageId, usize> {
            list.iter().enumerate().map(|(i, p)| (*p, i)).collect()
        };
        let (row_of, column_of) = (position(rows), position(columns));
        let mut cells: BTreeMap<(usize, usize), Vec<EdgeId>> = BTreeMap::new();
        for (i, edge) in edges.iter().enumerate() {
            let mut chain =
                std::iter::successors(Some(edge.from), |page| wholes.get(page).copied());
            let row = chain.find_map(|page| row_of.get(&page));
            if let (Some(row), Some(column)) = (row, column_of.get(&edge.to)) {
                cells.entry((*row, *column)).or_default().push(EdgeId(i));
            }
        }
        filled.push(Matrix {
            label: spec.label.clone(),
            collections: (row_collection, column_collection),
            rows: rows.clone(),
            columns: columns.clone(),
            cells,
        });
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Localized;
    use crate::model::schema::{Collection, MatrixSpec};

    /// `(part, whole)` pairs as a map.
    fn relations(pairs: &[(usize, usize)]) -> BTreeMap<PageId, PageId> {
        pairs
            .iter()
            .map(|(a, b)| (PageId(*a), PageId(*b)))
            .collect()
    }

    #[test]
    fn circles_are_cut_once_and_trees_are_left() {
        let mut wholes = relations(&[(1, 2), (2, 3), (3, 1), (4, 1), (5, 5), (7, 6)]);
        let cut = cut_to_trees(&mut wholes, 100);
        assert_eq!(
            cut,
            [(PageId(3), PartFault::Cycle), (PageId(5), PartFault::Cycle)]
        );
        assert_eq!(wholes, relations(&[(1, 2), (2, 3), (4, 1), (7, 6)]));
    }

    #[test]
    fn long_chains_are_cut_into_trees_of_the_limit() {
        for (from, to) in [(1, 0), (0, 1)] {
            let pairs: Vec<_> = (0..10).map(|i| (i + from, i + to)).collect();
            let mut wholes = relations(&pairs);
            let cut = cut_to_trees(&mut wholes, 4);
            assert_eq!(cut.len(), 2, "{cut:?}");
            assert!(cut.iter().all(|(_, fault)| *fault == PartFault::TooDeep));
            for start in 0..=10 {
                let chain = std::iter::successors(Some(PageId(start)), |p| wholes.get(p).copied());
                assert!(chain.count() <= 5);
            }
        }
    }

    #[test]
    fn a_matrix_that_no_page_could_hold_is_left_out() {
        let mut config = Config::default();
        let collection = |key: &str| Collection {
            key: key.to_owned(),
            ..Collection::default()
        };
        config.schema.collections = ["rows", "columns"].map(collection).into();
        config.schema.matrices.push(MatrixSpec {
            rows: "rows".to_owned(),
            columns: "columns".to_owned(),
            label: Localized::same("表"),
        });
        let none = BTreeMap::new();
        for (rows, columns, made) in [(300, 300, 1), (301, 300, 0), (1, 90_001, 0)] {
            let records = [rows, columns].map(|count| (0..count).map(PageId).collect());
            let mut problems = Vec::new();
            let found = matrices(&records, &[], &none, &config, &mut problems);
            assert_eq!((found.len(), problems.len()), (made, 1 - made));
        }
    }
}
