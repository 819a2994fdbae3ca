//! An old edition's site, put in its place below the root of the current one.

use std::collections::BTreeMap;

use crate::model::history::{Counterpart, EditionPlace, EditionSummary};
use crate::model::{Edition, Kind, Node, OutPath, Page, PageId, PageKind, Site, Target};

/// What lists say of an edition.
pub fn summary(edition: &Edition) -> EditionSummary {
    EditionSummary {
        id: edition.id.clone(),
        title: edition.title.clone(),
        date: edition.date.clone(),
        note: edition.note.clone(),
        home: Some(OutPath::new(format!("{}index.html", edition.folder()))),
        records: edition.records.len(),
    }
}

/// Takes from `current` the addresses in its editions before the place `first`, which have no pages.
pub fn hide(current: &mut Site, first: usize) {
    let is_hidden = |edition: Option<usize>| edition.is_some_and(|at| at < first);
    for edition in current.editions.iter_mut().take(first) {
        edition.home = None;
    }
    for entry in current.history.values_mut().flatten() {
        entry.url.take_if(|_| is_hidden(entry.edition));
    }
    for comparison in &mut current.comparisons {
        let (old, new) = (is_hidden(Some(comparison.old)), is_hidden(comparison.new));
        for record in &mut comparison.records {
            let later = record.new.iter_mut().chain(&mut record.successors);
            later.for_each(|side| drop(side.url.take_if(|_| new)));
            record
                .old
                .iter_mut()
                .for_each(|side| drop(side.url.take_if(|_| old)));
        }
    }
    let numbers = current.numbers.values_mut();
    for meaning in numbers.flat_map(|number| &mut number.meanings) {
        meaning.url.take_if(|_| is_hidden(meaning.edition));
    }
}

/// Moves all of `site`, made from `edition`, into the edition's folder; its pages learn what they
/// are in `current`, whose state as an edition is `now`.
pub fn relocate(site: &mut Site, edition: &Edition, current: &Site, now: &Edition) {
    let prefix = edition.folder();
    let counterparts = Counterparts::new(edition, current, now).of(site);
    site.place = Some(EditionPlace {
        edition: EditionSummary {
            home: Some(moved(&site.page(site.home).url, &prefix)),
            ..summary(edition)
        },
        current_home: current.page(current.home).url.clone(),
        searches: searches(current),
        counterparts,
    });
    for page in &mut site.pages {
        page.url = moved(&page.url, &prefix);
        page.derived = true;
        if let Some(document) = &mut page.document {
            document
                .blocks
                .iter_mut()
                .for_each(|node| relink(node, &prefix));
            let notes = document
                .footnotes
                .iter_mut()
                .flat_map(|note| &mut note.blocks);
            notes.for_each(|node| relink(node, &prefix));
        }
    }
    for asset in &mut site.assets {
        asset.path = format!("{prefix}{}", asset.path);
    }
    let redirects = std::mem::take(&mut site.redirects).into_iter();
    site.redirects = redirects
        .map(|(url, page)| (moved(&url, &prefix), page))
        .collect();
    site.prefix = prefix;
}

fn searches(current: &Site) -> BTreeMap<String, OutPath> {
    let pages = current.pages.iter();
    pages
        .filter(|page| page.kind == PageKind::Search)
        .map(|page| {
            let language = page.language.clone().unwrap_or_default();
            (language, page.url.clone())
        })
        .collect()
}

fn moved(url: &OutPath, prefix: &str) -> OutPath {
    OutPath::new(format!("{prefix}{url}"))
}

fn relink(node: &mut Node, prefix: &str) {
    if let Kind::Link { target, .. } | Kind::Image { target, .. } = &mut node.kind
        && let Target::Asset(path, _) = target
    {
        *path = moved(path, prefix);
    }
    node.children
        .iter_mut()
        .for_each(|child| relink(child, prefix));
}

/// Finds what pages of an old edition are now.
struct Counterparts<'e> {
    edition: &'e Edition,
    now: &'e Edition,
    /// The current pages by their files.
    by_path: BTreeMap<&'e str, &'e Page>,
    /// What records are called now, by what they were called.
    renamed: BTreeMap<String, &'e str>,
}

impl<'e> Counterparts<'e> {
    fn new(edition: &'e Edition, current: &'e Site, now: &'e Edition) -> Self {
        let written = |page: &'e Page| Some((page.source_path.as_deref()?, page));
        let mut renamed = BTreeMap::new();
        for (name, record) in &now.records {
            let key = name.split(':').next().unwrap_or_default();
            for old in record.lineage.former_names(key) {
                renamed.entry(old).or_insert(&**name);
            }
        }
        Counterparts {
            edition,
            now,
            by_path: current.pages.iter().filter_map(written).collect(),
            renamed,
        }
    }

    fn of(&self, site: &Site) -> BTreeMap<PageId, Counterpart> {
        let pages = site.pages.iter().enumerate();
        pages
            .filter_map(|(at, page)| Some((PageId(at), self.one(page, site)?)))
            .collect()
    }

    /// A record by its name, another page by its file.
    fn one(&self, page: &Page, site: &Site) -> Option<Counterpart> {
        let (path, same) = match page.record_name(&site.config.schema) {
            Some(name) => self.record(&name)?,
            None => {
                let path = page.source_path.as_deref()?;
                (
                    path,
                    self.edition.files.get(path) == self.now.files.get(path),
                )
            }
        };
        Some(Counterpart {
            url: self.by_path.get(path)?.url.clone(),
            same,
        })
    }

    /// The file of the record that was called `old`, and whether it says the same.
    fn record(&self, old: &str) -> Option<(&'e str, bool)> {
        let records = &self.now.records;
        let renamed = || records.get(*self.renamed.get(old)?);
        let own = records.get(old);
        let record = own.or_else(renamed)?;
        let before = self.edition.records.get(old)?;
        let file = |edition: &'e Edition, path: &str| edition.files.get(path);
        let same = own.is_some()
            && file(self.edition, &before.path) == file(self.now, &record.path)
            && before.references == record.references
            && before.units == record.units
            && before.fields == record.fields
            && before.label == record.label
            && record.lineage.withdrawn.is_none();
        Some((&record.path, same))
    }
}
