//! Which record the author names: `measure:m08`, `m08`, `(8)`, `8`, or its file.

use unicode_normalization::UnicodeNormalization;

use super::State;
use crate::diag::{Code, Diagnostic, Localized, Place};
use crate::model::schema::Collection;
use crate::model::site::RecordIdentity;
use crate::model::{Page, PageId, Site};
use crate::text::suggest;

/// A record that the author named.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) page: PageId,
    pub(super) record: &'a RecordIdentity,
    pub(super) collection: &'a Collection,
}

/// The record of that name.
pub(super) fn find<'a>(name: &str, state: State<'a>) -> Result<Named<'a>, Diagnostic> {
    let site = state.site;
    let page = look_up(name, state)?;
    let record = site.page(page).record.as_ref();
    let named = record.map(|record| Named {
        page,
        record,
        collection: &site.config.schema.collections[record.collection],
    });
    named.ok_or_else(|| unknown(name, site))
}

/// Names that say more count before those that say less.
fn look_up(name: &str, state: State<'_>) -> Result<PageId, Diagnostic> {
    let site = state.site;
    let wanted: String = name.nfc().collect();
    let narrow: String = name.trim().nfkc().collect();
    let path = wanted.trim_start_matches("./");
    let is_named = |page: &Page| page.record_name(&site.config.schema).as_ref() == Some(&wanted);
    let is_id = |page: &Page| page.record.as_ref().is_some_and(|r| r.id == wanted);
    let is_file = |page: &Page| {
        let document = page.document.as_ref();
        page.source_path.as_deref() == Some(path)
            || document.is_some_and(|document| state.map.path(document.file) == path)
    };
    // Who is gone has left its number to others.
    let is_printed = |page: &Page| {
        let narrow_label = page.label.as_ref().map(|label| label.nfkc().collect());
        !page.is_gone() && (narrow_label.as_ref() == Some(&narrow) || prints(page, site, &narrow))
    };
    let is_number = |page: &Page| {
        let no = page.record.as_ref().and_then(|record| record.no.as_ref());
        !page.is_gone() && no.is_some_and(|no| *no == narrow)
    };
    let tests: [&dyn Fn(&Page) -> bool; 5] = [&is_named, &is_file, &is_id, &is_printed, &is_number];
    for test in tests {
        let found: Vec<PageId> = all(site).filter(|id| test(site.page(*id))).collect();
        match found.as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => return Err(ambiguous(name, several, site)),
        }
    }
    translated(path, state).ok_or_else(|| unknown(name, site))
}

/// What lists and messages call a record.
pub(super) fn of(page: PageId, site: &Site) -> String {
    let name = site.page(page).record_name(&site.config.schema);
    name.unwrap_or_default()
}

/// The record's id.
pub(super) fn id(page: PageId, site: &Site) -> &str {
    let record = site.page(page).record.as_ref();
    record.map_or("", |record| record.id.as_str())
}

/// How a record of the collection of `from` names `to`: by the id, or by the whole name where it is
/// another collection's.
pub(super) fn seen_from(from: PageId, to: PageId, site: &Site) -> String {
    let collection = |page: PageId| site.page(page).record.as_ref().map(|r| r.collection);
    match collection(from) == collection(to) {
        true => id(to, site).to_owned(),
        false => of(to, site),
    }
}

/// Every record, those too that are no more, which lists leave out.
pub(super) fn all(site: &Site) -> impl Iterator<Item = PageId> {
    let pages = site.pages.iter().enumerate();
    pages.filter_map(|(at, page)| page.record.as_ref().map(|_| PageId(at)))
}

fn prints(page: &Page, site: &Site, text: &str) -> bool {
    let Some(record) = &page.record else {
        return false;
    };
    let numbering = site.config.schema.collections[record.collection]
        .number
        .as_ref();
    let printed = numbering.zip(record.no.as_ref()).map(|(n, no)| n.print(no));
    printed.is_some_and(|printed| printed.nfkc().collect::<String>() == text)
}

/// The record whose translation lies at `path`.
fn translated(path: &str, state: State<'_>) -> Option<PageId> {
    let pages = &state.site.pages;
    let page = pages.iter().find(|page| {
        let document = page.document.as_ref();
        page.source_path.as_deref() == Some(path)
            || document.is_some_and(|document| state.map.path(document.file) == path)
    })?;
    let original = *page.translations.first()?;
    let record = state.site.page(original).record.as_ref();
    record.map(|_| original)
}

fn ambiguous(name: &str, several: &[PageId], site: &Site) -> Diagnostic {
    let names: Vec<String> = several.iter().map(|page| of(*page, site)).collect();
    Diagnostic::new(Code::AmbiguousRecord, Place::Nowhere)
        .arg("name", name)
        .arg("candidates", Localized::list(&names))
        .help("default")
}

fn unknown(name: &str, site: &Site) -> Diagnostic {
    let names: Vec<String> = all(site).map(|page| of(page, site)).collect();
    let ids = all(site).map(|page| id(page, site));
    let nearest = match name.contains(':') {
        true => suggest::nearest(name, names.iter().map(String::as_str)),
        false => suggest::nearest(name, ids),
    };
    let problem = Diagnostic::new(Code::UnknownRecord, Place::Nowhere).arg("name", name);
    match nearest {
        Some(nearest) => problem.arg("nearest", nearest).help("nearest"),
        None => problem,
    }
    .help("default")
}
