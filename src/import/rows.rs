//! The rows of a table by what their columns mean, with what `--fill-down` fills.

use super::Options;
use super::columns::{Columns, Meaning, unknown_key};
use super::table::{Cell, Table};
use crate::diag::{Code, Diagnostic, Place};
use crate::model::FieldType;
use crate::model::schema::Collection;

/// What a row says in one column.
#[derive(Clone, Debug)]
pub(super) struct Said<'t> {
    /// Empty when the row says nothing there.
    pub(super) text: &'t str,
    /// Where it is written.
    pub(super) place: &'t Place,
    /// It was filled from a row above.
    pub(super) is_filled: bool,
}

/// A row that says something.
pub(super) struct Row<'t> {
    said: Vec<(Meaning, Said<'t>)>,
}

impl<'t> Row<'t> {
    /// What the row says of `meaning`; nothing where there is no such column or its cell is empty.
    pub(super) fn get(&self, meaning: &Meaning) -> Option<&Said<'t>> {
        let found = self.said.iter().find(|(known, _)| known == meaning);
        found
            .map(|(_, said)| said)
            .filter(|said| !said.text.is_empty())
    }

    /// All columns, those with empty cells too.
    pub(super) fn all(&self) -> impl Iterator<Item = &(Meaning, Said<'t>)> {
        self.said.iter()
    }

    /// The place to name the row by: of its id, its number, or its first cell with text.
    pub(super) fn place(&self) -> &'t Place {
        let named = [Meaning::Id, Meaning::Number];
        let named = named.iter().find_map(|meaning| self.get(meaning));
        let mut filled = self.said.iter().map(|(_, said)| said);
        let first = || filled.find(|said| !said.text.is_empty() && !said.is_filled);
        named
            .or_else(first)
            .map_or(&Place::Nowhere, |said| said.place)
    }
}

/// The rows of `table` that say something, and problems with them.
pub(super) fn rows<'t>(
    table: &'t Table,
    columns: &Columns,
    collection: &Collection,
    options: &Options,
) -> (Vec<Row<'t>>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let filled = filled(columns, collection, options, &mut problems);
    let mut above: Vec<Option<&'t Cell>> = vec![None; table.headings.len()];
    let mut rows = Vec::new();
    for cells in &table.rows {
        problems.extend(beyond(cells, table.headings.len()));
        let mut row = Row { said: Vec::new() };
        for (meaning, at) in &columns.at {
            let cell = cells.get(*at);
            let mut said = Said {
                text: cell.map_or("", |cell| &cell.text),
                place: cell
                    .or(cells.first())
                    .map_or(&Place::Nowhere, |cell| &cell.place),
                is_filled: false,
            };
            if filled.contains(meaning) {
                match (said.text.is_empty(), above[*at]) {
                    (true, Some(last)) => {
                        (said.text, said.place, said.is_filled) = (&last.text, &last.place, true);
                    }
                    _ => above[*at] = cell.filter(|cell| !cell.text.is_empty()).or(above[*at]),
                }
            }
            row.said.push((meaning.clone(), said));
        }
        let says = |(_, said): &(Meaning, Said)| !said.text.is_empty() && !said.is_filled;
        if row.said.iter().any(says) {
            rows.push(row);
        }
    }
    (rows, problems)
}

/// The columns of `--fill-down`. A relation that nobody wrote is a statement of ours, which only
/// goes with the mark that it is inferred.
fn filled(
    columns: &Columns,
    collection: &Collection,
    options: &Options,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Meaning> {
    let mut filled = Vec::new();
    for key in &options.fill_down {
        let mut known = columns.at.keys();
        let Some(meaning) = known.find(|meaning| meaning.key(collection) == key) else {
            problems.push(match collection.field(key) {
                Some(_) => Diagnostic::new(Code::UnknownImportKey, Place::Nowhere)
                    .arg("key", key.as_str())
                    .arg("collection", collection.label.clone())
                    .help("column"),
                None => unknown_key(key, collection),
            });
            continue;
        };
        let field = collection.field(key);
        let is_relation =
            field.is_some_and(|f| matches!(f.ty, FieldType::Ref(_) | FieldType::Refs(_)));
        if is_relation && !options.inferred {
            problems.push(
                Diagnostic::new(Code::FilledRelation, Place::Nowhere)
                    .arg("key", key.as_str())
                    .arg(
                        "label",
                        field.map_or_else(Default::default, |f| f.label.clone()),
                    )
                    .help("inferred"),
            );
        }
        filled.push(meaning.clone());
    }
    filled
}

/// The first cell with text that has no heading above it.
fn beyond(cells: &[Cell], headings: usize) -> Option<Diagnostic> {
    let cell = cells.get(headings..)?.iter().find(|c| !c.text.is_empty())?;
    Some(
        Diagnostic::new(Code::UnreadableCell, cell.place.clone())
            .arg("value", cell.text.as_str())
            .help("beyond"),
    )
}
