//! What only the whole schema can tell: names that must differ, and names that must exist.

use crate::diag::{Code, Diagnostic, Span};
use crate::load::fields::FieldPlaces;
use crate::load::reader::Reader;
use crate::load::schema::{CollectionPlaces, Places};
use crate::model::schema::{Collection, Field, FieldType, Schema};
use crate::text::file_name;

/// URL schemes: `key:id` in a link must never be mistaken for one of them.
const SCHEMES: &[&str] = &[
    "about",
    "blob",
    "cid",
    "data",
    "file",
    "ftp",
    "ftps",
    "geo",
    "git",
    "http",
    "https",
    "irc",
    "javascript",
    "ldap",
    "magnet",
    "mailto",
    "news",
    "nntp",
    "sftp",
    "sip",
    "sms",
    "ssh",
    "tel",
    "urn",
    "vbscript",
    "view-source",
    "ws",
    "wss",
    "xmpp",
];

/// Folders that the generator itself fills.
const OWN_FOLDERS: &[&str] = &["assets", "data", "editions", "n", "search"];

/// Front matter keys that mean the same for every record, so that no schema can type them.
const FIXED_KEYS: &[&str] = &[
    "aliases",
    "change",
    "draft",
    "extra",
    "inferred",
    "lang",
    "reason",
    "renamed-from",
    "slug",
    "successors",
    "synonyms",
    "template",
    "title",
    "weight",
    "withdrawn",
];

/// Reports everything that is wrong with `schema` as a whole.
pub(super) fn validate(schema: &Schema, places: &Places, reader: &mut Reader<'_>) {
    let keys: Vec<&str> = schema.collections.iter().map(|c| c.key.as_str()).collect();
    for (collection, at) in schema.collections.iter().zip(&places.collections) {
        key_and_folder(collection, at, reader);
        numbering(collection, at, reader);
        all_fields(&collection.fields, &at.fields, collection, &keys, reader);
        all_fields(
            &collection.statement_fields,
            &at.statement_fields,
            collection,
            &keys,
            reader,
        );
        for (key, span) in collection.require_incoming.iter().zip(&at.require_incoming) {
            names_collection(key, *span, &keys, reader);
        }
    }
    distinct_folders(schema, places, reader);
    distinct_autolinks(schema, places, reader);
    for (matrix, (rows, columns)) in schema.matrices.iter().zip(&places.matrices) {
        names_collection(&matrix.rows, *rows, &keys, reader);
        names_collection(&matrix.columns, *columns, &keys, reader);
    }
}

fn key_and_folder(collection: &Collection, at: &CollectionPlaces, reader: &mut Reader<'_>) {
    let key = collection.key.as_str();
    if !is_key(key) {
        reader.wrong(key, at.key, "key");
    } else if SCHEMES.contains(&key) {
        reader.wrong(key, at.key, "scheme");
    }
    let dir = collection.dir.as_str();
    if dir.is_empty()
        || dir.starts_with(['.', '_'])
        || dir.contains('/')
        || file_name::fault(dir).is_some()
    {
        reader.wrong("dir", at.dir, "dir");
    } else if OWN_FOLDERS.contains(&dir) {
        reader.wrong("dir", at.dir, "own-folder");
    }
}

/// `[a-z][a-z0-9-]+`
fn is_key(key: &str) -> bool {
    key.len() >= 2
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn distinct_folders(schema: &Schema, places: &Places, reader: &mut Reader<'_>) {
    for (i, collection) in schema.collections.iter().enumerate() {
        let Some(first) = schema.by_dir(&collection.dir).filter(|&first| first < i) else {
            continue;
        };
        let diagnostic = Diagnostic::new(Code::InvalidSchema, places.collections[i].dir)
            .arg("key", "dir")
            .arg("dir", collection.dir.as_str())
            .related(places.collections[first].dir, "first")
            .help("duplicate-dir");
        reader.diagnostics.push(diagnostic);
    }
}

/// A number in the text must say which collection it means.
fn distinct_autolinks(schema: &Schema, places: &Places, reader: &mut Reader<'_>) {
    let format_of = |i: usize| {
        let number = schema.collections[i].number.as_ref();
        number.filter(|n| n.autolink).map(|n| n.format.as_str())
    };
    for (i, at) in places.collections.iter().enumerate() {
        let (Some(format), Some(span)) = (format_of(i), at.format) else {
            continue;
        };
        let Some(first) = (0..i).find(|&j| format_of(j) == Some(format)) else {
            continue;
        };
        let mut diagnostic = Diagnostic::new(Code::InvalidSchema, span)
            .arg("key", "format")
            .arg("format", format)
            .help("duplicate-format");
        if let Some(span) = places.collections[first].format {
            diagnostic = diagnostic.related(span, "first");
        }
        reader.diagnostics.push(diagnostic);
    }
}

fn numbering(collection: &Collection, at: &CollectionPlaces, reader: &mut Reader<'_>) {
    let Some(number) = &collection.number else {
        return;
    };
    if let Some(span) = at.format
        && number.format.matches("{no}").count() != 1
    {
        reader.wrong("format", span, "format");
    } else if let Some(span) = at.format
        && number.autolink
        && number.format == "{no}"
    {
        // Every number of every text would be a reference.
        reader.wrong("format", span, "bare-autolink");
    }
    if let (Some(scope), Some(span)) = (&number.scope, at.scope)
        && collection.field(scope).is_none()
    {
        let known: Vec<&str> = collection.fields.iter().map(|f| f.key.as_str()).collect();
        reader.unknown(Code::InvalidSchema, scope, span, &known);
    }
}

fn all_fields(
    fields: &[Field],
    places: &[FieldPlaces],
    collection: &Collection,
    keys: &[&str],
    reader: &mut Reader<'_>,
) {
    for (field, at) in fields.iter().zip(places) {
        if !is_field_key(&field.key) {
            reader.wrong(&field.key, at.key, "field-key");
        } else if FIXED_KEYS.contains(&field.key.as_str()) {
            reader.wrong(&field.key, at.key, "reserved");
        }
        let relation = match &field.ty {
            FieldType::Ref(to) | FieldType::Refs(to) => Some(to),
            _ => None,
        };
        if let (Some(to), Some(span)) = (relation, at.to) {
            names_collection(to, span, keys, reader);
        }
        if let (true, Some(span)) = (field.part_of, at.part_of) {
            part_of(field, span, collection, reader);
        }
    }
}

/// A record is part of one other at most: one `part-of` field a collection, and it is a `ref`.
fn part_of(field: &Field, at: Span, collection: &Collection, reader: &mut Reader<'_>) {
    let first = collection.fields.iter().find(|f| f.part_of);
    if !matches!(field.ty, FieldType::Ref(_)) || first.is_none_or(|f| f.key != field.key) {
        reader.wrong(&field.key, at, "part-of");
    }
}

/// Field keys are letters and digits of any script, `-` and `_`: `{状況=構築中}` must be readable
/// where a statement ends.
fn is_field_key(key: &str) -> bool {
    key.starts_with(char::is_alphabetic)
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | 'ー'))
}

fn names_collection(key: &str, at: Span, keys: &[&str], reader: &mut Reader<'_>) {
    if !keys.contains(&key) {
        reader.unknown(Code::InvalidSchema, key, at, keys);
    }
}
