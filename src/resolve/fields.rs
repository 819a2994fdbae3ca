//! Front matter typed by the schema: known keys, values, relations, printed numbers.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::dates;
use super::keys::{RESERVED, plain, unknown_key};
use super::nearby::Nearby;
use super::numbers;
use super::pages::Book;
use super::relations::{self, Numbered};
use super::values;
use crate::diag::{Code, Diagnostic, Span};
use crate::model::schema::{Collection, CollectionId};
use crate::model::site::FieldValue;
use crate::model::{
    Config, Field, FieldType, Node, Page, PageId, PageKind, RawKind, RawValue, Value,
};
use crate::text::suggest;

/// Types the front matter of every page.
pub(super) fn type_all(
    book: &mut Book,
    nearby: &mut Nearby,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let numbered = relations::numbered(book, config);
    let mut typed: Vec<(usize, TypedRecord)> = Vec::new();
    for (i, page) in book.pages.iter().enumerate() {
        let Some(document) = &page.document else {
            continue;
        };
        let known = diagnostics.len();
        let is_field = |key: &str| match page.kind {
            PageKind::Record(at) => config.schema.collections[at].field(key).is_some(),
            _ => false,
        };
        dates::check(document, is_field, diagnostics);
        if let PageKind::Record(collection) = page.kind {
            let mut typer = Typer {
                book,
                nearby,
                numbered: &numbered,
                config,
                collection,
                page: PageId(i),
                diagnostics,
            };
            typed.push((i, typer.record(page)));
        } else {
            plain(page, config, diagnostics);
        }
        if document.front.is_damaged {
            diagnostics.truncate(known);
        }
    }
    for (i, typed) in typed {
        let page = &mut book.pages[i];
        page.fields = typed.fields;
        page.label = typed.label;
        page.title_inferred = typed.title_inferred;
        if let Some(record) = &mut page.record {
            record.no = typed.no;
            record.scope = typed.scope;
        }
    }
    unique_values(book, config, diagnostics);
}

#[derive(Default)]
struct TypedRecord {
    fields: Vec<(usize, FieldValue)>,
    label: Option<String>,
    no: Option<String>,
    scope: Option<String>,
    title_inferred: bool,
}

pub(super) struct Typer<'a> {
    pub(super) book: &'a Book,
    pub(super) nearby: &'a mut Nearby,
    pub(super) numbered: &'a Numbered<'a>,
    pub(super) config: &'a Config,
    collection: CollectionId,
    /// Whose front matter it is.
    pub(super) page: PageId,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Typer<'_> {
    fn record(&mut self, page: &Page) -> TypedRecord {
        let mut typed = TypedRecord::default();
        let Some(document) = &page.document else {
            return typed;
        };
        let config = self.config;
        let collection = &config.schema.collections[self.collection];
        let start = document
            .front
            .span
            .unwrap_or(Span::new(document.file, 0, 0));
        let misspelt = self.unknown_keys(page, collection);
        let inferred = self.inferred_keys(page, collection);
        for (index, field) in collection.fields.iter().enumerate() {
            match document.front.get(&field.key) {
                Some(raw) if !matches!(raw.kind, RawKind::Null) => {
                    if let Some(value) = self.value(field, raw) {
                        let inferred = inferred.iter().any(|key| key == &field.key);
                        typed.fields.push((
                            index,
                            FieldValue {
                                value,
                                inferred,
                                span: raw.span,
                            },
                        ));
                    }
                }
                // The misspelt key is the one fault to report.
                _ if field.required && !misspelt.contains(&field.key) => {
                    let problem = Diagnostic::new(
                        Code::MissingField,
                        Span {
                            end: start.start,
                            ..start
                        },
                    )
                    .arg("key", field.key.as_str())
                    .arg("label", field.label.clone())
                    .arg("collection", collection.label.clone())
                    .help(match document.front.span {
                        Some(_) => "add",
                        None => "front",
                    });
                    self.diagnostics.push(problem);
                }
                _ => {}
            }
        }
        typed.title_inferred = inferred.iter().any(|key| key == "title");
        self.number(page, collection, &mut typed);
        typed
    }

    /// Reports the keys that the schema does not know and returns those that were meant.
    fn unknown_keys(&mut self, page: &Page, collection: &Collection) -> Vec<String> {
        let mut meant = Vec::new();
        let numbering = collection.number.iter().flat_map(|n| {
            let names = [Some(&n.field), n.scope.as_ref(), n.label_field.as_ref()];
            names.into_iter().flatten().map(String::as_str)
        });
        let fields = collection.fields.iter().map(|f| f.key.as_str());
        let known: Vec<&str> = numbering
            .chain(fields)
            .chain(RESERVED.iter().copied())
            .collect();
        for (key, span, _) in page.document.iter().flat_map(|d| &d.front.entries) {
            if !known.contains(&key.as_str()) {
                meant.extend(suggest::nearest(key, known.iter().copied()).map(str::to_owned));
                self.diagnostics
                    .push(unknown_key(key, *span, known.iter().copied()));
            }
        }
        meant
    }

    /// The keys that `inferred` lists; each must be one that the front matter has.
    fn inferred_keys(&mut self, page: &Page, collection: &Collection) -> Vec<String> {
        let Some(document) = &page.document else {
            return Vec::new();
        };
        let Some(value) = document.front.get("inferred") else {
            return Vec::new();
        };
        let items = match &value.kind {
            RawKind::List(items) => items.as_slice(),
            RawKind::Null => &[],
            _ => std::slice::from_ref(value),
        };
        let mut keys = Vec::new();
        for item in items {
            match &item.kind {
                RawKind::Scalar(key) if document.front.get(key).is_some() => keys.push(key.clone()),
                _ => {
                    let problem = Diagnostic::new(Code::InvalidValue, item.span)
                        .arg("key", "inferred")
                        .arg("collection", collection.label.clone())
                        .help("inferred");
                    self.diagnostics.push(problem);
                }
            }
        }
        keys
    }

    fn value(&mut self, field: &Field, raw: &RawValue) -> Option<Value> {
        match (&field.ty, &raw.kind) {
            (FieldType::Ref(to), RawKind::Scalar(id)) => self.relation(field, to, id, raw.span),
            (FieldType::Refs(to), _) => {
                let mut targets = Vec::new();
                for item in raw.items() {
                    match &item.kind {
                        RawKind::Scalar(id) => {
                            targets.extend(self.relation(field, to, id, item.span))
                        }
                        _ => self.wrong_shape(field, item.span, "refs"),
                    }
                }
                Some(Value::List(targets))
            }
            (FieldType::List(item), _) => {
                let mut values = Vec::new();
                for element in raw.items() {
                    match &element.kind {
                        RawKind::Scalar(text) => {
                            values.extend(self.scalar(item, field, text, element.span))
                        }
                        _ => self.wrong_shape(field, element.span, "list"),
                    }
                }
                Some(Value::List(values))
            }
            (ty, RawKind::Scalar(text)) => self.scalar(ty, field, text, raw.span),
            _ => {
                self.wrong_shape(field, raw.span, "scalar");
                None
            }
        }
    }

    fn scalar(&mut self, ty: &FieldType, field: &Field, text: &str, span: Span) -> Option<Value> {
        match values::scalar(ty, &field.key, text, span) {
            Ok(value) => {
                let doubt = values::doubt(ty, &field.key, text, span);
                self.diagnostics.extend(doubt);
                Some(value)
            }
            Err(problem) => {
                self.diagnostics.push(problem);
                None
            }
        }
    }

    fn wrong_shape(&mut self, field: &Field, span: Span, expected: &'static str) {
        let problem = Diagnostic::new(Code::InvalidValue, span)
            .arg("key", field.key.as_str())
            .help(expected);
        self.diagnostics.push(problem);
    }

    fn number(&mut self, page: &Page, collection: &Collection, typed: &mut TypedRecord) {
        let (Some(numbering), Some(document)) = (&collection.number, &page.document) else {
            return;
        };
        let mut scalar_of = |key: &String| match document.front.get(key).map(|v| (&v.kind, v.span))
        {
            Some((RawKind::Scalar(text), _)) => Some(text.clone()),
            None | Some((RawKind::Null, _)) => None,
            Some((_, span)) => {
                let problem = Diagnostic::new(Code::InvalidValue, span)
                    .arg("key", key.as_str())
                    .help("scalar");
                self.diagnostics.push(problem);
                None
            }
        };
        let mut read = |key: Option<&String>| key.and_then(&mut scalar_of);
        typed.no = read(Some(&numbering.field));
        typed.scope = read(numbering.scope.as_ref());
        let label = read(numbering.label_field.as_ref());
        if let Some((plain, value)) = typed.no.as_deref().and_then(|no| {
            let plain = numbers::plain(numbering, no)?;
            Some((plain, document.front.get(&numbering.field)?))
        }) {
            let problem = Diagnostic::new(Code::InvalidValue, value.span)
                .arg("key", numbering.field.as_str())
                .arg("printed", numbering.print(&plain))
                .arg("plain", plain.as_str())
                .help("no");
            self.diagnostics.push(problem);
            typed.no = Some(plain);
        }
        typed.label = label.or_else(|| typed.no.as_ref().map(|no| numbering.print(no)));
    }
}

/// The typed `{status=構築中}` pairs of a statement.
pub(super) fn statement_values(
    node: &Node,
    fields: &[Field],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(usize, Value)> {
    let mut values = Vec::new();
    for (key, text, span) in node.attributes.iter().flat_map(|a| &a.pairs) {
        match fields.iter().position(|f| &f.key == key) {
            Some(index) => match values::scalar(&fields[index].ty, key, text, *span) {
                Ok(value) => {
                    diagnostics.extend(values::doubt(&fields[index].ty, key, text, *span));
                    values.push((index, value));
                }
                Err(problem) => diagnostics.push(problem),
            },
            None => diagnostics.push(unknown_key(
                key,
                *span,
                fields.iter().map(|f| f.key.as_str()),
            )),
        }
    }
    values
}

/// `unique` fields: no two records of a collection share a value.
fn unique_values(book: &Book, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(CollectionId, usize, String), Span> = BTreeMap::new();
    for page in &book.pages {
        let PageKind::Record(collection) = page.kind else {
            continue;
        };
        for (index, field) in &page.fields {
            let declared = &config.schema.collections[collection].fields[*index];
            if !declared.unique {
                continue;
            }
            for text in texts_of(book, &field.value) {
                match seen.entry((collection, *index, text.clone())) {
                    Entry::Occupied(first) => diagnostics.push(
                        Diagnostic::new(Code::DuplicateValue, field.span)
                            .arg("key", declared.key.as_str())
                            .arg("value", text)
                            .related(*first.get(), "first"),
                    ),
                    Entry::Vacant(free) => {
                        free.insert(field.span);
                    }
                }
            }
        }
    }
}

/// What a value says, as written; of a list, what each of its values says, once.
fn texts_of(book: &Book, value: &Value) -> BTreeSet<String> {
    match value {
        Value::Text(text) | Value::Int(_, text) => BTreeSet::from([text.clone()]),
        Value::Bool(flag) => BTreeSet::from([flag.to_string()]),
        Value::Date(date) => BTreeSet::from([date.raw.clone()]),
        Value::Ref(page) => {
            let record = book.pages[page.0].record.as_ref();
            record.map(|r| r.id.clone()).into_iter().collect()
        }
        Value::List(values) => values.iter().flat_map(|v| texts_of(book, v)).collect(),
    }
}
