//! A record's page: fields, what refers to it, its parts, and what it refers to.

use std::collections::BTreeSet;

use serde::Serialize;

use super::around::{AroundContext, around};
use super::editions::{self, HistoryRow, Predecessor, WithdrawnContext};
use super::fields::{FieldContext, fields};
use super::{Link, View, anchor};
use crate::model::path::encode_fragment;
use crate::model::schema::CollectionId;
use crate::model::{EdgeId, Page, PageId};
use crate::render::html::{self, Counters, Setting};

/// A record.
#[derive(Debug, Serialize)]
pub(crate) struct RecordContext {
    /// The collection's key.
    pub(crate) collection: String,
    /// The name of one record: 施策.
    pub(crate) kind: String,
    /// The record's id.
    pub(crate) id: String,
    /// What became of it, if it is no more.
    pub(crate) withdrawn: Option<WithdrawnContext>,
    /// The withdrawn records whose place it took.
    pub(crate) predecessors: Vec<Predecessor>,
    /// What became of it in each edition, newest first.
    pub(crate) history: Vec<HistoryRow>,
    /// Its fields.
    pub(crate) fields: Vec<FieldContext>,
    /// The records that are joined to it, as a picture.
    pub(crate) around: Option<AroundContext>,
    /// References from other pages, with the heading for them.
    pub(crate) cited_by_title: String,
    /// In the order of the sources.
    pub(crate) cited_by: Vec<Citation>,
    /// Records whose fields name this one.
    pub(crate) named_by: Vec<NamedBy>,
    /// The notes of the bodies shown in `named_by`, `<li>` elements.
    pub(crate) part_notes: String,
    /// Records that this one refers to, each once, in order.
    pub(crate) cites: Vec<Link>,
}

/// A reference from another page.
#[derive(Debug, Serialize)]
pub(crate) struct Citation {
    /// The citing page; its address leads to the statement.
    pub(crate) from: Link,
    /// What the citing page is: 分野. None outside collections.
    pub(crate) kind: Option<String>,
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
    pub(crate) records: Vec<Naming>,
}

/// A record that names this one.
#[derive(Debug, Serialize)]
pub(crate) struct Naming {
    /// The record.
    pub(crate) link: Link,
    /// A part without parts of its own is shown whole: its body, HTML; empty otherwise.
    pub(crate) body: String,
}

/// The context of a record's page.
///
/// `counted` are the numbers that the page's own body has used.
pub(crate) fn record(
    view: View<'_>,
    page: &Page,
    collection: CollectionId,
    counted: Counters,
) -> RecordContext {
    let schema = &view.site.config.schema.collections[collection];
    let kind = schema.label.get(view.lang()).to_owned();
    let mut parts = Parts {
        view,
        counted,
        notes: String::new(),
    };
    RecordContext {
        collection: schema.key.clone(),
        id: page
            .record
            .as_ref()
            .map(|record| record.id.clone())
            .unwrap_or_default(),
        withdrawn: editions::withdrawn(view, page),
        predecessors: editions::predecessors(view, page),
        history: editions::history(view, view.page),
        fields: fields(view, page, collection),
        around: around(view, page),
        cited_by_title: view.strings.format("cited_by", &[("label", &kind)]),
        cited_by: page
            .incoming
            .iter()
            .map(|&edge| citation(view, edge))
            .collect(),
        named_by: parts.named_by(page),
        part_notes: parts.notes,
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
    let kind = view.site.page(edge.from).record.as_ref().map(|record| {
        let collections = &view.site.config.schema.collections;
        collections[record.collection]
            .label
            .get(view.lang())
            .to_owned()
    });
    Citation {
        from,
        kind,
        before: part(0..edge.mark.start),
        mark: sentence
            .get(edge.mark.clone())
            .unwrap_or(&edge.text)
            .to_owned(),
        after: part(edge.mark.end..sentence.len()),
        qualifier: edge.qualifier.clone(),
    }
}

/// Prints the parts of a record on its page.
struct Parts<'a> {
    view: View<'a>,
    counted: Counters,
    notes: String,
}

impl Parts<'_> {
    fn named_by(&mut self, page: &Page) -> Vec<NamedBy> {
        let view = self.view;
        let collections = &view.site.config.schema.collections;
        let mut groups = Vec::new();
        for (collection, field, sources) in &page.incoming_relations {
            let Some(collection) = collections.get(*collection) else {
                continue;
            };
            let Some(field) = collection.fields.get(*field) else {
                continue;
            };
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
            let naming = |&source: &PageId| Naming {
                link: view.link(source),
                body: if field.part_of {
                    self.body(source)
                } else {
                    String::new()
                },
            };
            groups.push(NamedBy {
                title,
                records: sources.iter().map(naming).collect(),
            });
        }
        groups
    }

    /// The body of a part that has no parts itself.
    fn body(&mut self, id: PageId) -> String {
        let view = self.view;
        let page = view.site.page(id);
        let has_parts = page
            .incoming_relations
            .iter()
            .any(|(collection, field, _)| {
                let collection = &view.site.config.schema.collections[*collection];
                collection.fields.get(*field).is_some_and(|f| f.part_of)
            });
        let Some(document) = page.document.as_ref().filter(|_| !has_parts) else {
            return String::new();
        };
        let prefix = format!("{}.", anchor(view, page));
        let setting = Setting {
            site: view.site,
            at: view.at,
            strings: view.strings,
            prefix: &prefix,
            shift: 2,
            counted: self.counted,
            detail: view.detail,
        };
        let body = html::body(setting, page, document);
        self.counted = body.counted;
        self.notes.push_str(&body.notes);
        body.html
    }
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
