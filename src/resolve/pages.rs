//! Which pages exist: the written ones that are not drafts, and those that the generator makes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Parsed;
use super::addresses::{Addresses, collect_aliases, slug_of};
use super::identity::{self, Role};
use super::keys;
use super::made::{blank_page, made_pages};
use crate::diag::{Code, Diagnostic, Span};
use crate::model::schema::CollectionId;
use crate::model::site::RecordIdentity;
use crate::model::{Asset, Config, Document, OutPath, Page, PageId, PageKind, SourceFile};

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
    diagnostics: &mut Vec<Diagnostic>,
) -> Book {
    let mut addresses = Addresses::new(assets);
    let mut entries: Vec<(Page, Option<SourceFile>)> = Vec::new();
    let (mut drafts, mut unread) = (LeftOut::default(), LeftOut::default());
    let mut seen_ids: HashMap<(CollectionId, String), Span> = HashMap::new();
    let with_index: BTreeSet<String> = parsed
        .iter()
        .filter(|p| !is_left_out(&p.document, config))
        .map(|p| identity::split(&p.source.path))
        .filter(|(_, stem)| identity::is_index(stem))
        .map(|(folder, _)| folder.to_owned())
        .collect();

    for Parsed { source, document } in parsed {
        let (folder, _) = identity::split(&source.path);
        let role = identity::role(&source, with_index.contains(folder));
        if source.is_unread {
            unread.add(&source, &role);
            continue;
        }
        keys::reserved_values(&document, config, diagnostics);
        if is_left_out(&document, config) {
            drafts.add(&source, &role);
            continue;
        }
        let start = Span::new(source.file, 0, 0);
        if let Role::Record(collection, id) = &role
            && !accept_id(*collection, id, start, &mut seen_ids, diagnostics)
        {
            continue;
        }
        let (slug, slug_span) = slug_of(&document, config, diagnostics);
        let dir = source
            .collection
            .map(|c| config.schema.collections[c].dir.as_str());
        let url = identity::address(&source, &role, dir, slug.as_deref());
        if !addresses.claim(&url, slug_span.unwrap_or(start), diagnostics) {
            continue;
        }
        entries.push((
            written_page(role, url, &source, document, config),
            Some(source),
        ));
    }
    for page in made_pages(&entries, &mut addresses, config) {
        entries.push((page, None));
    }
    entries.sort_by(|a, b| a.0.url.cmp(&b.0.url));
    let mut book = index(entries, drafts, unread);
    collect_aliases(&mut book, &mut addresses, config, diagnostics);
    book
}

/// A draft that this build leaves out.
fn is_left_out(document: &Document, config: &Config) -> bool {
    !config.drafts && keys::is_draft(document)
}

fn accept_id(
    collection: CollectionId,
    id: &str,
    span: Span,
    seen: &mut HashMap<(CollectionId, String), Span>,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    if !identity::is_valid_id(id) {
        diagnostics.push(
            Diagnostic::new(Code::InvalidId, span)
                .arg("id", id)
                .help("rename"),
        );
        return false;
    }
    if let Some(first) = seen.get(&(collection, id.to_owned())) {
        let problem = Diagnostic::new(Code::DuplicateId, span)
            .arg("id", id)
            .related(*first, "first")
            .help("rename");
        diagnostics.push(problem);
        return false;
    }
    seen.insert((collection, id.to_owned()), span);
    true
}

fn written_page(
    role: Role,
    url: OutPath,
    source: &SourceFile,
    document: Document,
    config: &Config,
) -> Page {
    let (kind, record) = match role {
        Role::Home => (PageKind::Home, None),
        Role::CollectionIndex(c) => (PageKind::Collection(c), None),
        Role::Folder => (PageKind::Folder, None),
        Role::Plain if url.as_str() == "404.html" => (PageKind::NotFound, None),
        Role::Plain => (PageKind::Plain, None),
        Role::Record(collection, id) => {
            let record = RecordIdentity {
                collection,
                id,
                no: None,
                scope: None,
            };
            (PageKind::Record(collection), Some(record))
        }
    };
    let mut page = blank_page(kind, url, config);
    if let Some(lang) = identity::scalar(&document, "lang").filter(|l| keys::is_language_tag(l)) {
        page.lang = lang.to_owned();
    }
    page.record = record;
    page.source_path = Some(source.path.clone());
    page.document = Some(document);
    page
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
