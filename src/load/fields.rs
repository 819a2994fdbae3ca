//! `[collections.KEY.fields]` and `statement-fields`: names, types and labels of fields.

use crate::diag::{Localized, Span};
use crate::load::reader::Reader;
use crate::load::tree::{Entry, Table};
use crate::model::schema::{Field, FieldType};

const FIELD_KEYS: &[&str] = &[
    "type", "to", "values", "unit", "of", "label", "inverse", "part-of", "column", "facet",
    "required", "unique", "shown",
];
const TYPES: &[&str] = &[
    "string", "text", "int", "decimal", "bool", "enum", "ref", "refs", "date", "period", "url",
    "quantity", "money", "list",
];

/// Where a field was written.
#[derive(Debug)]
pub(super) struct FieldPlaces {
    pub(super) key: Span,
    /// The collection that a `ref` names.
    pub(super) to: Option<Span>,
    /// `part-of = …`
    pub(super) part_of: Option<Span>,
}

/// The fields of the table `key` of a collection, in source order.
pub(super) fn fields(
    collection: &Table,
    key: &str,
    reader: &mut Reader<'_>,
) -> (Vec<Field>, Vec<FieldPlaces>) {
    let Some((table, _)) = reader.table(collection, key) else {
        return Default::default();
    };
    table
        .0
        .iter()
        .filter_map(|entry| field(entry, reader))
        .unzip()
}

fn field(entry: &Entry, reader: &mut Reader<'_>) -> Option<(Field, FieldPlaces)> {
    let (table, at) = reader.table_of(&entry.key, &entry.item)?;
    reader.only(table, FIELD_KEYS);
    let ty = match reader.string(table, "type") {
        Some((name, span)) => field_type(name, span, table, reader),
        None => {
            if table.get("type").is_none() {
                reader.wrong(&entry.key, at, "missing-type");
            }
            None
        }
    };
    let is_known = ty.is_some();
    let mut flag = |key, default| reader.boolean(table, key).unwrap_or(default);
    let field = Field {
        key: entry.key.clone(),
        // The type that takes any value, so that records are not blamed for the schema's fault.
        ty: ty.unwrap_or_else(|| FieldType::List(Box::new(FieldType::String))),
        required: flag("required", false),
        unique: flag("unique", false),
        part_of: flag("part-of", false) && is_known,
        column: flag("column", false),
        facet: flag("facet", false),
        shown: flag("shown", true),
        label: reader
            .localized(table, "label")
            .unwrap_or_else(|| Localized::same(&entry.key)),
        inverse: reader.localized(table, "inverse"),
    };
    let place_of = |key: &str| table.get(key).map(|e| e.item.span);
    let places = FieldPlaces {
        key: entry.key_span,
        to: place_of("to"),
        part_of: place_of("part-of"),
    };
    Some((field, places))
}

/// The type `name`, which was written at `at`, with its parameters from the field's `table`.
fn field_type(name: &str, at: Span, table: &Table, reader: &mut Reader<'_>) -> Option<FieldType> {
    Some(match name {
        "string" => FieldType::String,
        "text" => FieldType::Text,
        "int" => FieldType::Int,
        "decimal" => FieldType::Decimal,
        "bool" => FieldType::Bool,
        "date" => FieldType::Date,
        "period" => FieldType::Period,
        "url" => FieldType::Url,
        "quantity" => FieldType::Quantity,
        "ref" => FieldType::Ref(parameter("to", "missing-to", at, table, reader)?),
        "refs" => FieldType::Refs(parameter("to", "missing-to", at, table, reader)?),
        "money" => FieldType::Money {
            unit: parameter("unit", "missing-unit", at, table, reader)?,
        },
        "enum" => FieldType::Enum(values(at, table, reader)?),
        "list" => {
            let of = reader.string(table, "of").unwrap_or(("string", at));
            if matches!(of.0, "list" | "ref" | "refs") {
                reader.wrong("of", of.1, "list-of");
                return None;
            }
            FieldType::List(Box::new(field_type(of.0, of.1, table, reader)?))
        }
        _ => {
            reader.unknown(reader.code, name, at, TYPES);
            return None;
        }
    })
}

fn parameter(
    key: &str,
    missing: &'static str,
    at: Span,
    table: &Table,
    reader: &mut Reader<'_>,
) -> Option<String> {
    let value = reader.string(table, key).map(|(text, _)| text.to_owned());
    if table.get(key).is_none() {
        reader.wrong(key, at, missing);
    }
    value
}

fn values(at: Span, table: &Table, reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let listed = reader.strings(table, "values");
    if listed.is_empty() {
        reader.wrong("values", at, "missing-values");
        return None;
    }
    let mut values: Vec<String> = Vec::with_capacity(listed.len());
    for (value, span) in listed {
        if values.contains(&value) {
            reader.wrong("values", span, "repeated-value");
        } else {
            values.push(value);
        }
    }
    Some(values)
}
