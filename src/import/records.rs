//! Which record of the collection a row speaks of.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::columns::Meaning;
use super::fold;
use super::rows::Row;
use super::values::{Number, number};
use crate::diag::{Code, Diagnostic, Localized};
use crate::model::schema::{Collection, CollectionId};
use crate::model::{PageId, Site};

/// The records of a collection by what rows call them.
pub(super) struct Records<'s> {
    site: &'s Site,
    collection: &'s Collection,
    by_id: BTreeMap<&'s str, PageId>,
    by_number: BTreeMap<&'s str, Vec<PageId>>,
    by_label: BTreeMap<String, Vec<PageId>>,
    by_title: BTreeMap<String, Vec<PageId>>,
}

impl<'s> Records<'s> {
    pub(super) fn of(site: &'s Site, id: CollectionId) -> Records<'s> {
        let mut records = Records {
            site,
            collection: &site.config.schema.collections[id],
            by_id: BTreeMap::new(),
            by_number: BTreeMap::new(),
            by_label: BTreeMap::new(),
            by_title: BTreeMap::new(),
        };
        for id in &site.records[id] {
            let page = site.page(*id);
            let Some(record) = &page.record else { continue };
            records.by_id.insert(&record.id, *id);
            if let Some(no) = &record.no {
                records.by_number.entry(no).or_default().push(*id);
            }
            if let Some(label) = &page.label {
                records.by_label.entry(fold(label)).or_default().push(*id);
            }
            let title = fold(&page.title);
            records.by_title.entry(title).or_default().push(*id);
        }
        records
    }

    /// The record that the row names by its id, else by its number, else, in a collection without
    /// numbers, by its title; `scope` is what the row says of where its number counts. `None` for
    /// a new one.
    pub(super) fn find(
        &self,
        row: &Row,
        scope: Option<&str>,
    ) -> Result<Option<PageId>, Diagnostic> {
        if let Some(said) = row.get(&Meaning::Id) {
            let id: String = said.text.nfc().collect();
            return Ok(self.by_id.get(id.as_str()).copied());
        }
        let none = Vec::new();
        let (named, text) = match (&self.collection.number, row.get(&Meaning::Number)) {
            (Some(numbering), Some(said)) => {
                let plain = match number(numbering, said.text) {
                    Number::Plain(no) => self.by_number.get(no.as_str()),
                    Number::Label(_) => None,
                };
                let label = || self.by_label.get(&fold(said.text));
                (plain.or_else(label).unwrap_or(&none), said)
            }
            (None, _) => match row.get(&Meaning::Title) {
                Some(said) => (self.by_title.get(&fold(said.text)).unwrap_or(&none), said),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        let is_here = |page: &&PageId| {
            let record = self.site.page(**page).record.as_ref();
            let own = record.and_then(|record| record.scope.as_deref());
            scope.is_none_or(|scope| own == Some(scope))
        };
        let found: Vec<PageId> = named.iter().filter(is_here).copied().collect();
        match found.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            several => {
                let ids = several.iter().filter_map(|page| {
                    let record = self.site.page(*page).record.as_ref();
                    record.map(|record| record.id.as_str())
                });
                let ids: Vec<&str> = ids.collect();
                let numbering = self.collection.number.as_ref();
                let scope = numbering.and_then(|n| n.scope.as_deref());
                let problem = Diagnostic::new(Code::AmbiguousRow, text.place.clone())
                    .arg("value", text.text)
                    .arg("ids", Localized::list(&ids));
                Err(match scope {
                    Some(scope) => problem.arg("scope", scope).help("scope"),
                    None => problem.help("id"),
                })
            }
        }
    }
}
