//! A record's page: fields, what refers to it and what it refers to.

use std::collections::BTreeSet;

use serde::Serialize;

use super::fields::{FieldContext, fields};
use super::{Link, View};
use crate::model::path::encode_fragment;
use crate::model::schema::CollectionId;
use crate::model::{EdgeId, Page};

/// A record.
#[derive(Debug, Serialize)]
pub(crate) struct RecordContext {
    /// The collection's key.
    pub(crate) collection: String,
    /// The name of one record: 施策.
    pub(crate) kind: String,
    /// The record's id.
    pub(crate) id: String,
    /// Its fields.
    pub(crate) fields: Vec<FieldContext>,
    /// References from other pages, with the heading for them.
    pub(crate) cited_by_title: String,
    /// In the order of the sources.
    pub(crate) cited_by: Vec<Citation>,
    /// Records whose fields name this one.
    pub(crate) named_by: Vec<NamedBy>,
    /// Records that this one refers to, each once, in order.
    pub(crate) cites: Vec<Link>,
}

/// A reference from another page.
#[derive(Debug, Serialize)]
pub(crate) struct Citation {
    /// The citing page; its address leads to the statement.
    pub(crate) from: Link,
    /// The quoted sentence before the number.
    pub(crate) before: String,
    /// The number as printed.
    pub(crate) mark: String,
    /// The sentence behind it.
    pub(crate) after: String,
    /// 等 right behind the number, already part of `after`.
    pub(crate) qualifier: Option<String>,
}

/// Records of one collection that name this record in one field.
#[derive(Debug, Serialize)]
pub(crate) struct NamedBy {
    /// The inverse label: この事業の施策.
    pub(crate) title: String,
    /// The records.
    pub(crate) records: Vec<Link>,
}

/// The context of a record's page.
pub(crate) fn record(view: View<'_>, page: &Page, collection: CollectionId) -> RecordContext {
    let schema = &view.site.config.schema.collections[collection];
    let kind = schema.label.get(view.lang()).to_owned();
    RecordContext {
        collection: schema.key.clone(),
        id: page
            .record
            .as_ref()
            .map(|record| record.id.clone())
            .unwrap_or_default(),
        fields: fields(view, page, collection),
        cited_by_title: view.strings.format("cited_by", &[("label", &kind)]),
        cited_by: page
            .incoming
            .iter()
            .map(|&edge| citation(view, edge))
            .collect(),
        named_by: named_by(view, page),
        cites: cites(view, page),
        kind,
    }
}

/// The quoted reference of `edge`.
fn citation(view: View<'_>, edge: EdgeId) -> Citation {
    let edge = view.site.edge(edge);
    let mut from = view.link(edge.from);
    if let Some(statement) = &edge.statement {
        from.url.push('#');
        from.url.push_str(&encode_fragment(statement));
    }
    let sentence = edge.sentence.as_str();
    let part = |range: std::ops::Range<usize>| sentence.get(range).unwrap_or_default().to_owned();
    Citation {
        from,
        before: part(0..edge.mark.start),
        mark: sentence
            .get(edge.mark.clone())
            .unwrap_or(&edge.text)
            .to_owned(),
        after: part(edge.mark.end..sentence.len()),
        qualifier: edge.qualifier.clone(),
    }
}

fn named_by(view: View<'_>, page: &Page) -> Vec<NamedBy> {
    let collections = &view.site.config.schema.collections;
    page.incoming_relations
        .iter()
        .filter_map(|(collection, field, sources)| {
            let collection = collections.get(*collection)?;
            let field = collection.fields.get(*field)?;
            let title = match &field.inverse {
                Some(inverse) => inverse.get(view.lang()).to_owned(),
                None => view.strings.format(
                    "named_by",
                    &[
                        ("collection", collection.label.get(view.lang())),
                        ("field", field.label.get(view.lang())),
                    ],
                ),
            };
            Some(NamedBy {
                title,
                records: sources.iter().map(|&source| view.link(source)).collect(),
            })
        })
        .collect()
}

fn cites(view: View<'_>, page: &Page) -> Vec<Link> {
    let mut seen = BTreeSet::new();
    page.outgoing
        .iter()
        .map(|&edge| view.site.edge(edge).to)
        .filter(|to| seen.insert(*to))
        .map(|to| view.link(to))
        .collect()
}
