//! `[collections.KEY.fields]` and `statement-fields`: names, types and labels of fields.

use crate::diag::{Code, Diagnostic, Localized, Span};
use crate::load::reader::Reader;
use crate::load::settings::{self, FIELD_TYPES, Keys};
use crate::load::tree::{Entry, Table};
use crate::model::schema::{Field, FieldType};

/// Types that the few words at the end of a statement cannot hold.
const NOT_OF_STATEMENTS: &[&str] = &["ref", "refs", "list"];

/// Where a field was written.
#[derive(Debug)]
pub(super) struct FieldPlaces {
    pub(super) key: Span,
    /// The collection that a `ref` names.
    pub(super) to: Option<Span>,
    /// `part-of = …`
    pub(super) part_of: Option<Span>,
}

/// What a field belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The front matter of a record.
    Record,
    /// The end of a statement, `{status=構築中}`.
    Statement,
}

impl Owner {
    /// The table of a collection that declares such fields.
    fn table(self) -> &'static str {
        match self {
            Owner::Record => "fields",
            Owner::Statement => "statement-fields",
        }
    }

    fn keys(self) -> Keys {
        match self {
            Owner::Record => settings::FIELD,
            Owner::Statement => settings::STATEMENT_FIELD,
        }
    }

    fn types(self) -> Vec<&'static str> {
        let is_fit = |ty: &&str| self == Owner::Record || !NOT_OF_STATEMENTS.contains(ty);
        FIELD_TYPES.iter().copied().filter(is_fit).collect()
    }
}

/// The fields of `owner` that a collection declares, in source order.
pub(super) fn fields(
    collection: &Table,
    owner: Owner,
    reader: &mut Reader<'_>,
) -> (Vec<Field>, Vec<FieldPlaces>) {
    let Some((table, _)) = reader.table(collection, owner.table()) else {
        return Default::default();
    };
    table
        .0
        .iter()
        .filter_map(|entry| field(entry, owner, reader))
        .unzip()
}

fn field(entry: &Entry, owner: Owner, reader: &mut Reader<'_>) -> Option<(Field, FieldPlaces)> {
    let (table, at) = reader.table_of(&entry.key, &entry.item)?;
    reader.only(table, owner.keys());
    let ty = match reader.string(table, "type") {
        Some((name, span)) if owner.types().contains(&name) => {
            field_type(name, span, entry, table, reader)
        }
        Some((name, span)) => {
            reader.unknown(reader.code, name, span, &owner.types());
            None
        }
        None => {
            if table.get("type").is_none() {
                reader.wrong(&entry.key, at, "missing-type");
            }
            None
        }
    };
    let is_known = ty.is_some();
    if let (Some(ty), Some((name, _))) = (&ty, reader.string(table, "type")) {
        only_of_type(ty, name, table, reader);
    }
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

/// Reports the keys of a field that mean nothing for its type: `values` of a `string` would let
/// every value pass.
fn only_of_type(ty: &FieldType, name: &str, table: &Table, reader: &mut Reader<'_>) {
    let item = match ty {
        FieldType::List(item) => item.as_ref(),
        other => other,
    };
    let is_relation = matches!(ty, FieldType::Ref(_) | FieldType::Refs(_));
    for (key, is_fit) in [
        ("to", is_relation),
        ("inverse", is_relation),
        ("of", matches!(ty, FieldType::List(_))),
        ("values", matches!(item, FieldType::Enum(_))),
        ("unit", matches!(item, FieldType::Money { .. })),
    ] {
        if let (false, Some(entry)) = (is_fit, table.get(key)) {
            let problem = Diagnostic::new(Code::InvalidSchema, entry.key_span)
                .arg("key", key)
                .arg("ty", name);
            reader.diagnostics.push(problem.help("not-of-type"));
        }
    }
}

/// The type `name`, which was written at `at`, with its parameters from the `table` of the field
/// `entry`.
fn field_type(
    name: &str,
    at: Span,
    entry: &Entry,
    table: &Table,
    reader: &mut Reader<'_>,
) -> Option<FieldType> {
    let mut parameter = |key, missing| {
        let value = reader.string(table, key).map(|(text, _)| text.to_owned());
        if table.get(key).is_none() {
            reader.wrong(&entry.key, at, missing);
        }
        value
    };
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
        "ref" => FieldType::Ref(parameter("to", "missing-to")?),
        "refs" => FieldType::Refs(parameter("to", "missing-to")?),
        "money" => FieldType::Money {
            unit: parameter("unit", "missing-unit")?,
        },
        "enum" => FieldType::Enum(values(at, entry, table, reader)?),
        "list" => {
            let of = reader.string(table, "of").unwrap_or(("string", at));
            if matches!(of.0, "list" | "ref" | "refs") {
                reader.wrong("of", of.1, "list-of");
                return None;
            }
            FieldType::List(Box::new(field_type(of.0, of.1, entry, table, reader)?))
        }
        _ => {
            reader.unknown(reader.code, name, at, FIELD_TYPES);
            return None;
        }
    })
}

fn values(at: Span, entry: &Entry, table: &Table, reader: &mut Reader<'_>) -> Option<Vec<String>> {
    let listed = reader.strings(table, "values");
    if listed.is_empty() {
        reader.wrong(&entry.key, at, "missing-values");
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
