//! How records came to be what they are: `renamed-from`, `withdrawn`, `successors`, `reason`,
//! `change` in front matter.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::identity::scalar;
use super::keys;
use super::pages::Book;
use crate::diag::{Code, Diagnostic, Span};
use crate::model::edition::{Lineage, Withdrawal};
use crate::model::schema::CollectionId;
use crate::model::{Config, Document, PageId, RawKind, RawValue};

/// Fills the lineage of all records, and on the other side their predecessors.
pub(super) fn read(book: &mut Book, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut successors: BTreeMap<PageId, Vec<(PageId, Span)>> = BTreeMap::new();
    for at in 0..book.pages.len() {
        let page = &book.pages[at];
        let (Some(document), Some(record)) = (&page.document, &page.record) else {
            continue;
        };
        let mut reader = Reader {
            book,
            config,
            collection: record.collection,
            diagnostics,
        };
        let (lineage, found) = reader.lineage(document);
        if !found.is_empty() {
            successors.insert(PageId(at), found);
        }
        let change = scalar(document, "change").map(str::to_owned);
        let page = &mut book.pages[at];
        (page.lineage, page.change) = (lineage, change);
    }
    for (old, new) in &successors {
        for (page, _) in new {
            let predecessors = &mut book.pages[page.0].predecessors;
            if !predecessors.contains(old) {
                predecessors.push(*old);
            }
        }
    }
    cycles(&successors, book, diagnostics);
}

struct Reader<'a> {
    book: &'a Book,
    config: &'a Config,
    collection: CollectionId,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn lineage(&mut self, document: &Document) -> (Lineage, Vec<(PageId, Span)>) {
        let mut lineage = Lineage {
            reason: scalar(document, "reason").map(str::to_owned),
            ..Lineage::default()
        };
        if let Some(value) = document.front.get("withdrawn") {
            lineage.withdrawn = self.withdrawal(value);
        }
        for (id, span) in texts(document.front.get("renamed-from")) {
            let (is_there, name) = self.former(&id);
            if is_there {
                self.wrong("renamed-from", span, "renamed");
            }
            lineage.renamed_from.push(name);
        }
        let mut found = Vec::new();
        for (name, span) in texts(document.front.get("successors")) {
            match self.record(&name) {
                Some((page, name)) => {
                    lineage.successors.push(name);
                    found.push((page, span));
                }
                None => self.diagnostics.push(
                    Diagnostic::new(Code::MissingSuccessor, span)
                        .arg("id", name)
                        .help("default"),
                ),
            }
        }
        let needs_one = matches!(
            lineage.withdrawn,
            Some(Withdrawal::Merged | Withdrawal::Split)
        );
        if needs_one && document.front.get("successors").is_none() {
            let span = document.front.get("withdrawn").map(|value| value.span);
            span.into_iter()
                .for_each(|span| self.wrong("withdrawn", span, "successors"));
        }
        (lineage, found)
    }

    fn withdrawal(&mut self, value: &RawValue) -> Option<Withdrawal> {
        let found = match &value.kind {
            RawKind::Null => return None,
            RawKind::Scalar(text) => Withdrawal::from_name(text),
            RawKind::List(_) | RawKind::Map(_) => None,
        };
        if found.is_none() {
            self.wrong("withdrawn", value.span, "withdrawn");
        }
        found
    }

    fn wrong(&mut self, key: &str, span: Span, help: &'static str) {
        self.diagnostics
            .push(keys::invalid(key, span, help, self.config));
    }

    /// What `renamed-from` names, without the collection's key where that is its own, and whether a
    /// record is called so now.
    fn former(&self, name: &str) -> (bool, String) {
        let name: String = name.nfc().collect();
        let is_there = self.record(&name).is_some();
        let key = &self.config.schema.collections[self.collection].key;
        match name.split_once(':') {
            Some((own, id)) if own == key => (is_there, id.to_owned()),
            _ => (is_there, name),
        }
    }

    /// A record by `id`, of the same collection, or by `key:id`.
    fn record(&self, name: &str) -> Option<(PageId, String)> {
        let name: String = name.nfc().collect();
        let schema = &self.config.schema;
        let (collection, id) = match name.split_once(':') {
            Some((key, id)) => (schema.by_key(key)?, id.to_owned()),
            None => (self.collection, name),
        };
        let key = &schema.collections[collection].key;
        let whole = format!("{key}:{id}");
        let page = self.book.by_record.get(&(collection, id))?;
        Some((*page, whole))
    }
}

/// The scalars of a value or of its list.
fn texts(value: Option<&RawValue>) -> Vec<(String, Span)> {
    let items = value.map_or(&[][..], RawValue::items);
    let text = |item: &RawValue| match &item.kind {
        RawKind::Scalar(text) => Some((text.clone(), item.span)),
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

/// A record cannot be among its own successors, over however many steps. Each circle is reported
/// once, at its first record.
fn cycles(
    successors: &BTreeMap<PageId, Vec<(PageId, Span)>>,
    book: &Book,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut reported: BTreeSet<PageId> = BTreeSet::new();
    for (start, first) in successors {
        let mut open: Vec<PageId> = first.iter().map(|(page, _)| *page).collect();
        let mut seen: BTreeSet<PageId> = BTreeSet::new();
        while let Some(page) = open.pop() {
            if seen.insert(page) {
                open.extend(
                    successors
                        .get(&page)
                        .into_iter()
                        .flatten()
                        .map(|(next, _)| *next),
                );
            }
        }
        if seen.contains(start) && !seen.iter().any(|page| reported.contains(page)) {
            reported.insert(*start);
            let id = book.pages[start.0].record.as_ref().map_or("", |r| &r.id);
            let cycle = Diagnostic::new(Code::LineageCycle, first[0].1);
            diagnostics.push(cycle.arg("id", id).help("default"));
        }
    }
}
