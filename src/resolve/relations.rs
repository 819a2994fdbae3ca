//! Relations: front matter values that name records, by id or by number.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::fields::Typer;
use super::identity::scalar;
use super::pages::Book;
use crate::diag::{Code, Diagnostic, Localized, Span};
use crate::model::schema::CollectionId;
use crate::model::{Config, Field, PageId, PageKind, Value};

/// Records by the number in their front matter, by which a relation may name them.
pub(super) type Numbered<'b> = BTreeMap<(CollectionId, &'b str), Vec<PageId>>;

pub(super) fn numbered<'b>(book: &'b Book, config: &Config) -> Numbered<'b> {
    let mut records = Numbered::new();
    for (i, page) in book.pages.iter().enumerate() {
        let (PageKind::Record(collection), Some(document)) = (page.kind, &page.document) else {
            continue;
        };
        let numbering = config.schema.collections[collection].number.as_ref();
        if let Some(no) = numbering.and_then(|n| scalar(document, &n.field)) {
            records.entry((collection, no)).or_default().push(PageId(i));
        }
    }
    // What was taken away leaves its number to others.
    let is_live = |page: &PageId| !book.pages[page.0].is_gone();
    for pages in records.values_mut() {
        if pages.iter().any(is_live) {
            pages.retain(is_live);
        }
    }
    records
}

impl Typer<'_> {
    /// The record that `id` names; a record that names itself was perhaps meant to name another.
    pub(super) fn relation(
        &mut self,
        field: &Field,
        to: &str,
        id: &str,
        span: Span,
    ) -> Option<Value> {
        let found = self.named(field, to, id, span);
        // A part of itself is an error of its own.
        if found == Some(Value::Ref(self.page)) && !field.part_of {
            let problem = Diagnostic::new(Code::SelfRelation, span)
                .arg("key", field.key.as_str())
                .arg("label", field.label.clone())
                .help("other");
            self.diagnostics.push(problem);
        }
        found
    }

    /// The record that `id` names: an id of the collection, or a number, `8` or as printed, `(8)`.
    fn named(&mut self, field: &Field, to: &str, id: &str, span: Span) -> Option<Value> {
        let target = self.config.schema.by_key(to)?;
        let id = id
            .strip_prefix(to)
            .and_then(|rest| rest.strip_prefix(':'))
            .unwrap_or(id);
        let record = (target, id.nfc().collect::<String>());
        if let Some(page) = self.book.by_record.get(&record) {
            return Some(Value::Ref(*page));
        }
        let numbering = self.config.schema.collections[target].number.as_ref();
        let printed = numbering.and_then(|numbering| numbering.unprint(id));
        let named = [Some(id), printed].into_iter().flatten();
        let named = named.filter_map(|no| self.numbered.get(&(target, no)));
        match named.map(Vec::as_slice).next() {
            Some([page]) => return Some(Value::Ref(*page)),
            Some(pages) => {
                self.ambiguous(id, pages, span);
                return None;
            }
            None => {}
        }
        if self.book.unread.records.contains(&record) {
            return None;
        }
        let is_draft = self.book.drafts.records.contains(&record);
        let code = if is_draft {
            Code::ReferenceToDraft
        } else {
            Code::BrokenRelation
        };
        let label: Localized = self.config.schema.collections[target].label.clone();
        let mut problem = Diagnostic::new(code, span)
            .arg("key", field.key.as_str())
            .arg("label", label)
            .arg("no", id)
            .arg("id", id);
        if is_draft {
            problem = problem.help("drafts");
        } else if let Some(nearest) = self.nearby.record(target, id) {
            problem = problem.arg("nearest", nearest).help("nearest");
        }
        self.diagnostics.push(problem);
        None
    }

    /// A number that several records carry, each in a scope of its own.
    fn ambiguous(&mut self, no: &str, pages: &[PageId], span: Span) {
        let schema = &self.config.schema;
        let names: Vec<String> = pages
            .iter()
            .filter_map(|p| self.book.pages[p.0].record_name(schema))
            .collect();
        let problem = Diagnostic::new(Code::AmbiguousReference, span)
            .arg("no", no)
            .arg("candidates", Localized::list(&names))
            .help("candidates");
        self.diagnostics.push(problem);
    }
}
