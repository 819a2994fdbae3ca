//! The schema language: `[collections.KEY]` and `[[matrices]]`, in the preset and in
//! `hakusho.toml` alike. Shapes are read here; what only the whole schema can tell is checked in
//! `validate`, which needs the places that [`Places`] keeps.

use crate::diag::{Localized, Span};
use crate::load::fields::{FieldPlaces, Owner, fields};
use crate::load::reader::Reader;
use crate::load::settings;
use crate::load::tree::{Item, Table, Toml};
use crate::model::schema::{Collection, MatrixSpec, Numbering, PrintColumn, PrintValue, Schema};

/// Where the parts of a schema were written, in the order of the schema.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// One for each collection.
    pub(super) collections: Vec<CollectionPlaces>,
    /// Rows and columns of each matrix.
    pub(super) matrices: Vec<(Span, Span)>,
}

/// Where the parts of a collection were written.
#[derive(Debug)]
pub(super) struct CollectionPlaces {
    pub(super) key: Span,
    /// The folder's name, or the collection's key where it follows from that.
    pub(super) dir: Span,
    pub(super) format: Option<Span>,
    pub(super) scope: Option<Span>,
    pub(super) fields: Vec<FieldPlaces>,
    pub(super) statement_fields: Vec<FieldPlaces>,
    pub(super) require_incoming: Vec<Span>,
}

/// Reads the tables of `collections` and the array of `matrices`.
pub(super) fn read(
    collections: &Table,
    matrices: &[Item],
    reader: &mut Reader<'_>,
) -> (Schema, Places) {
    let mut schema = Schema::default();
    let mut places = Places::default();
    for entry in &collections.0 {
        let Some((table, _)) = reader.table_of(&entry.key, &entry.item) else {
            continue;
        };
        let (collection, at) = collection(&entry.key, entry.key_span, table, reader);
        schema.collections.push(collection);
        places.collections.push(at);
    }
    for item in matrices {
        if let Some((spec, at)) = matrix(item, reader) {
            schema.matrices.push(spec);
            places.matrices.push(at);
        }
    }
    (schema, places)
}

fn collection(
    key: &str,
    key_span: Span,
    table: &Table,
    reader: &mut Reader<'_>,
) -> (Collection, CollectionPlaces) {
    reader.only(table, settings::COLLECTION);
    let (dir, dir_span) = match reader.string(table, "dir") {
        Some((dir, span)) => (dir.to_owned(), span),
        None => (format!("{key}s"), key_span),
    };
    let label = reader
        .localized(table, "label")
        .unwrap_or_else(|| Localized::same(key));
    let (number, format, scope) = numbering(table, reader);
    let (of_records, field_places) = fields(table, Owner::Record, reader);
    let (of_statements, statement_places) = fields(table, Owner::Statement, reader);
    let incoming = reader.strings(table, "require-incoming");
    let collection = Collection {
        key: key.to_owned(),
        dir,
        title: reader
            .localized(table, "title")
            .unwrap_or_else(|| label.clone()),
        label,
        description: reader.localized(table, "description"),
        number,
        fields: of_records,
        statement_fields: of_statements,
        statement_label: reader.localized(table, "statement-label"),
        print_table: print_table(table, reader),
        require_incoming: incoming.iter().map(|(key, _)| key.clone()).collect(),
        hidden: reader.boolean(table, "hidden").unwrap_or(false),
    };
    let places = CollectionPlaces {
        key: key_span,
        dir: dir_span,
        format,
        scope,
        fields: field_places,
        statement_fields: statement_places,
        require_incoming: incoming.iter().map(|(_, span)| *span).collect(),
    };
    (collection, places)
}

/// `number = { … }` with the places of its format and its scope.
fn numbering(
    table: &Table,
    reader: &mut Reader<'_>,
) -> (Option<Numbering>, Option<Span>, Option<Span>) {
    let Some((inner, at)) = reader.table(table, "number") else {
        return (None, None, None);
    };
    reader.only(inner, settings::NUMBER);
    let format = reader.string(inner, "format");
    let scope = reader.string(inner, "scope");
    let text = |found: Option<(&str, Span)>| found.map(|(text, _)| text.to_owned());
    let numbering = Numbering {
        field: text(reader.string(inner, "field")).unwrap_or_else(|| "no".to_owned()),
        format: text(format).unwrap_or_else(|| "{no}".to_owned()),
        scope: text(scope),
        autolink: reader.boolean(inner, "autolink").unwrap_or(false),
        label_field: text(reader.string(inner, "label-field")),
    };
    let format_span = format.map_or(at, |(_, span)| span);
    (
        Some(numbering),
        Some(format_span),
        scope.map(|(_, span)| span),
    )
}

fn print_table(table: &Table, reader: &mut Reader<'_>) -> Option<Vec<PrintColumn>> {
    let items = reader.array(table, "print-table")?;
    let columns: Vec<PrintColumn> = items
        .iter()
        .filter_map(|item| print_column(item, reader))
        .collect();
    Some(columns)
}

fn print_column(item: &Item, reader: &mut Reader<'_>) -> Option<PrintColumn> {
    let (table, at) = reader.table_of("print-table", item)?;
    reader.only(table, settings::PRINT_COLUMN);
    let label = reader.string(table, "label")?.0.to_owned();
    let value = match reader.string(table, "value") {
        Some(("number", _)) => PrintValue::Number,
        Some(("title", _)) => PrintValue::Title,
        Some(("body", _)) => PrintValue::Body,
        Some(("whole-once", _)) => PrintValue::WholeOnce,
        Some((other, span)) => {
            let known = &["number", "title", "body", "whole-once"];
            reader.unknown(reader.code, other, span, known);
            return None;
        }
        None => {
            reader.wrong("print-table", at, "print-value");
            return None;
        }
    };
    Some(PrintColumn { label, value })
}

fn matrix(item: &Item, reader: &mut Reader<'_>) -> Option<(MatrixSpec, (Span, Span))> {
    let Toml::Table(table) = &item.value else {
        reader.wrong("matrices", item.span, "table");
        return None;
    };
    reader.only(table, settings::MATRIX);
    let rows = reader.string(table, "rows");
    let columns = reader.string(table, "columns");
    let (Some((rows, rows_at)), Some((columns, columns_at))) = (rows, columns) else {
        reader.wrong("matrices", item.span, "matrix");
        return None;
    };
    let label = reader
        .localized(table, "label")
        .unwrap_or_else(|| Localized::same(format!("{rows} × {columns}")));
    let spec = MatrixSpec {
        rows: rows.to_owned(),
        columns: columns.to_owned(),
        label,
    };
    Some((spec, (rows_at, columns_at)))
}
