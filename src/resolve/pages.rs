//! Which pages exist: the written ones that are not drafts, and those that the generator makes.
//! `collector` gives each file its page.

mod collector;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::addresses::Addresses;
use super::identity::{self, Role};
use super::keys;
use super::translations::Translations;
use super::{Editions, Parsed};
use crate::diag::{Diagnostic, Span};
use crate::model::number::NumberPage;
use crate::model::schema::CollectionId;
use crate::model::{Asset, Config, Document, OutPath, Page, PageId, SourceFile};
use collector::{Collector, Origin};

/// The pages while they are being resolved, with the names under which others know them.
pub(super) struct Book {
    /// Sorted by address; the position is the [`PageId`].
    pub(super) pages: Vec<Page>,
    /// The written pages' files.
    pub(super) sources: Vec<Option<SourceFile>>,
    /// By content path, `measures/m08.md`.
    pub(super) by_path: HashMap<String, PageId>,
    /// By address, `measures/m08.html`.
    pub(super) by_url: HashMap<String, PageId>,
    /// By collection and id.
    pub(super) by_record: HashMap<(CollectionId, String), PageId>,
    /// Drafts that are not built.
    pub(super) drafts: LeftOut,
    /// Files that could not be read, which was reported; what refers to them is not at fault.
    pub(super) unread: LeftOut,
    /// `aliases` by address.
    pub(super) redirects: BTreeMap<OutPath, PageId>,
    /// The pages of numbers, by address.
    pub(super) numbers: BTreeMap<String, NumberPage>,
}

/// Files without a page.
#[derive(Default)]
pub(super) struct LeftOut {
    /// By content path.
    pub(super) paths: BTreeSet<String>,
    /// Records, by collection and id.
    pub(super) records: BTreeSet<(CollectionId, String)>,
}

impl LeftOut {
    fn add(&mut self, source: &SourceFile, role: &Role) {
        if let Role::Record(collection, id) = role {
            self.records.insert((*collection, id.clone()));
        }
        self.paths.insert(source.path.clone());
    }
}

impl Book {
    pub(super) fn source_span(&self, id: PageId) -> Option<Span> {
        Some(Span::new(self.sources[id.0].as_ref()?.file, 0, 0))
    }
}

/// Reads roles and addresses off the paths, leaves drafts out, adds the made pages.
pub(super) fn collect(
    parsed: Vec<Parsed>,
    assets: &[Asset],
    config: &Config,
    editions: Editions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Book {
    let paths = parsed.iter().map(|p| p.source.path.as_str());
    let translations = Translations::new(paths, config);
    let origins: Vec<Option<Origin>> = parsed
        .iter()
        .map(|p| translations.of(&p.source.path))
        .collect();
    let with_index = parsed
        .iter()
        .filter(|p| !is_left_out(&p.document, config))
        .map(|p| identity::split(&p.source.path))
        .filter(|(_, stem)| identity::is_index(stem))
        .map(|(folder, _)| folder.to_owned())
        .collect();
    let mut collector = Collector {
        addresses: Addresses::new(assets),
        entries: Vec::new(),
        drafts: LeftOut::default(),
        unread: LeftOut::default(),
        seen_ids: HashMap::new(),
        with_index,
        editions,
        config,
        diagnostics,
    };
    // A translation takes its address from its original.
    let mut translated = Vec::new();
    for (parsed, origin) in parsed.into_iter().zip(origins) {
        match origin {
            Some(origin) => translated.push((parsed, origin)),
            None => collector.add(parsed),
        }
    }
    let urls: HashMap<String, OutPath> = collector
        .entries
        .iter()
        .filter_map(|(page, source)| Some((source.as_ref()?.path.clone(), page.url.clone())))
        .collect();
    let originals: Vec<(OutPath, String)> = translated
        .into_iter()
        .filter_map(|(parsed, origin)| collector.add_translation(parsed, origin, &urls))
        .collect();
    collector.finish(&originals)
}

/// A draft that this build leaves out.
fn is_left_out(document: &Document, config: &Config) -> bool {
    !config.drafts && keys::is_draft(document)
}

fn index(entries: Vec<(Page, Option<SourceFile>)>, drafts: LeftOut, unread: LeftOut) -> Book {
    let (pages, sources): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    let mut book = Book {
        pages,
        sources,
        by_path: HashMap::new(),
        by_url: HashMap::new(),
        by_record: HashMap::new(),
        drafts,
        unread,
        redirects: BTreeMap::new(),
        numbers: BTreeMap::new(),
    };
    for (i, (page, source)) in book.pages.iter().zip(&book.sources).enumerate() {
        book.by_url.insert(page.url.as_str().to_owned(), PageId(i));
        if let Some(source) = source {
            book.by_path.insert(source.path.clone(), PageId(i));
        }
        if let Some(record) = &page.record {
            book.by_record
                .insert((record.collection, record.id.clone()), PageId(i));
        }
    }
    book
}
