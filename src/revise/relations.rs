//! The front matter values that name records.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::names;
use crate::model::schema::{CollectionId, Numbering};
use crate::model::{Collection, Document, FieldType, PageId, RawKind, RawValue, Site};

/// A value that names a record, perhaps an item of a list.
pub(super) struct Relation<'a> {
    /// The record in whose front matter it stands.
    pub(super) page: PageId,
    /// The key.
    pub(super) key: &'a str,
    /// The key of the collection in which the record is sought.
    pub(super) collection: &'a str,
    /// The value of the key is a list.
    pub(super) in_list: bool,
    /// The value as it stands there.
    pub(super) written: &'a RawValue,
    /// What it says.
    pub(super) text: &'a str,
    /// The record.
    pub(super) to: PageId,
    /// It is named by its number.
    pub(super) by_number: bool,
    /// How that number is printed, where it stands so.
    printed: Option<&'a Numbering>,
}

impl Relation<'_> {
    /// The same value with another id or number: with the collection's key in front where it was.
    pub(super) fn reworded(&self, name: &str) -> String {
        match self.prefix() {
            Some(prefix) => format!("{prefix}{name}"),
            None => name.to_owned(),
        }
    }

    /// `no` in the form of the number that names the record.
    pub(super) fn number(&self, no: &str) -> String {
        match self.printed {
            Some(numbering) => numbering.print(no),
            None => no.to_owned(),
        }
    }

    fn prefix(&self) -> Option<&str> {
        let rest = self.text.strip_prefix(self.collection)?;
        rest.starts_with(':')
            .then(|| &self.text[..=self.collection.len()])
    }
}

/// Records by what relations may call them.
struct Records<'a> {
    by_id: BTreeMap<(CollectionId, &'a str), PageId>,
    by_number: BTreeMap<(CollectionId, &'a str), Vec<PageId>>,
    site: &'a Site,
}

impl<'a> Records<'a> {
    fn of(site: &'a Site) -> Records<'a> {
        let mut records = Records {
            by_id: BTreeMap::new(),
            by_number: BTreeMap::new(),
            site,
        };
        for id in names::all(site) {
            let Some(record) = &site.page(id).record else {
                continue;
            };
            records
                .by_id
                .insert((record.collection, record.id.as_str()), id);
            if let Some(no) = &record.no {
                let same = records.by_number.entry((record.collection, no.as_str()));
                same.or_default().push(id);
            }
        }
        // What was taken away leaves its number to others.
        let is_live = |page: &PageId| !site.page(*page).is_gone();
        for pages in records.by_number.values_mut() {
            if pages.iter().any(is_live) {
                pages.retain(is_live);
            }
        }
        records
    }

    fn by_id(&self, collection: CollectionId, name: &str) -> Option<PageId> {
        let id: String = name.nfc().collect();
        self.by_id.get(&(collection, id.as_str())).copied()
    }

    fn by_number(&self, collection: CollectionId, no: &str) -> Option<PageId> {
        match self.by_number.get(&(collection, no))?.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    fn relation(
        &self,
        page: PageId,
        (key, collection): (&'a str, &'a str),
        in_list: bool,
        written: &'a RawValue,
    ) -> Option<Relation<'a>> {
        let RawKind::Scalar(text) = &written.kind else {
            return None;
        };
        let rest = text
            .strip_prefix(collection)
            .and_then(|rest| rest.strip_prefix(':'));
        let target = self.site.config.schema.by_key(collection)?;
        let name = rest.unwrap_or(text);
        let by_id = self.by_id(target, name);
        let numbering = self.site.config.schema.collections[target].number.as_ref();
        let plain = || self.by_number(target, name);
        let as_printed = || self.by_number(target, numbering?.unprint(name)?);
        let is_plain = self.by_number.contains_key(&(target, name));
        let to = by_id.or_else(plain).or_else(as_printed)?;
        Some(Relation {
            page,
            key,
            collection,
            in_list,
            written,
            text,
            to,
            by_number: by_id.is_none(),
            printed: numbering.filter(|_| by_id.is_none() && !is_plain),
        })
    }
}

/// Every record with what was written of it, and its collection.
fn written(site: &Site) -> impl Iterator<Item = (PageId, &Document, &Collection)> {
    names::all(site).filter_map(|id| {
        let page = site.page(id);
        let record = page.record.as_ref()?;
        let collection = &site.config.schema.collections[record.collection];
        Some((id, page.document.as_ref()?, collection))
    })
}

/// Every value of a field that relates records, in order of the records.
pub(super) fn all(site: &Site) -> Vec<Relation<'_>> {
    let records = Records::of(site);
    let mut found = Vec::new();
    for (id, document, collection) in written(site) {
        for field in &collection.fields {
            let (collection, in_list) = match &field.ty {
                FieldType::Ref(to) => (to.as_str(), false),
                FieldType::Refs(to) => (to.as_str(), true),
                _ => continue,
            };
            let items = document.front.get(&field.key).map_or(&[][..], |raw| {
                if in_list {
                    raw.items()
                } else {
                    std::slice::from_ref(raw)
                }
            });
            let key = (field.key.as_str(), collection);
            let related = items
                .iter()
                .filter_map(|item| records.relation(id, key, in_list, item));
            found.extend(related);
        }
    }
    found
}

/// The items of `successors` of all records: whose they are, and what they name.
pub(super) fn successors(site: &Site) -> Vec<Relation<'_>> {
    let records = Records::of(site);
    let mut found = Vec::new();
    for (id, document, collection) in written(site) {
        let own = collection.key.as_str();
        let items = document.front.get("successors");
        for item in items.map_or(&[][..], RawValue::items) {
            let RawKind::Scalar(text) = &item.kind else {
                continue;
            };
            let named = text.split_once(':').map_or(own, |(key, _)| key);
            let schema = &site.config.schema;
            let Some(collection) = schema.by_key(named) else {
                continue;
            };
            let key = ("successors", schema.collections[collection].key.as_str());
            let relation = records.relation(id, key, true, item);
            found.extend(relation.filter(|relation| !relation.by_number));
        }
    }
    found
}
