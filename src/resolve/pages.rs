//! Which pages exist: the written ones that are not drafts, and those that the generator makes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Parsed;
use super::addresses::{Addresses, collect_aliases, slug_of};
use super::identity::{self, Role};
use super::keys;
use super::made::{blank_page, made_pages};
use super::translations::{self, Translations};
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

/// What a translation translates: the content path of the original, and into which language.
type Origin = (String, String);

/// The pages as they are found.
struct Collector<'c> {
    addresses: Addresses,
    entries: Vec<(Page, Option<SourceFile>)>,
    drafts: LeftOut,
    unread: LeftOut,
    seen_ids: HashMap<(CollectionId, String), Span>,
    /// Folders with an `index.md`.
    with_index: BTreeSet<String>,
    config: &'c Config,
    diagnostics: &'c mut Vec<Diagnostic>,
}

impl Collector<'_> {
    fn role(&self, path: &str, collection: Option<CollectionId>) -> Role {
        let (folder, _) = identity::split(path);
        identity::role(path, collection, self.with_index.contains(folder))
    }

    fn dir(&self, collection: Option<CollectionId>) -> Option<&str> {
        collection.map(|c| self.config.schema.collections[c].dir.as_str())
    }

    fn add(&mut self, Parsed { source, document }: Parsed) {
        let role = self.role(&source.path, source.collection);
        if source.is_unread {
            return self.unread.add(&source, &role);
        }
        keys::reserved_values(&document, self.config, self.diagnostics);
        if is_left_out(&document, self.config) {
            return self.drafts.add(&source, &role);
        }
        let start = Span::new(source.file, 0, 0);
        if let Role::Record(collection, id) = &role
            && !accept_id(*collection, id, start, &mut self.seen_ids, self.diagnostics)
        {
            return;
        }
        let (slug, slug_span) = slug_of(&document, self.config, self.diagnostics);
        let dir = self.dir(source.collection);
        let url = identity::address(&source.path, &role, dir, slug.as_deref());
        let at = slug_span.unwrap_or(start);
        if self.addresses.claim(&url, at, self.diagnostics) {
            let page = written_page(role, url, &source, document, self.config);
            self.entries.push((page, Some(source)));
        }
    }

    /// Adds a page below the folder of its language; its address and what it translates.
    fn add_translation(
        &mut self,
        Parsed { source, document }: Parsed,
        (original, language): Origin,
        urls: &HashMap<String, OutPath>,
    ) -> Option<(OutPath, String)> {
        if source.is_unread {
            self.unread.paths.insert(source.path);
            return None;
        }
        keys::reserved_values(&document, self.config, self.diagnostics);
        if is_left_out(&document, self.config) || self.drafts.paths.contains(&original) {
            self.drafts.paths.insert(source.path);
            return None;
        }
        let role = self.role(&original, source.collection);
        let (slug, slug_span) = slug_of(&document, self.config, self.diagnostics);
        let own = || {
            let dir = self.dir(source.collection);
            identity::address(&original, &role, dir, slug.as_deref())
        };
        let base = urls.get(&original).cloned().unwrap_or_else(own);
        let url = OutPath::new(format!("{language}/{base}"));
        let at = slug_span.unwrap_or(Span::new(source.file, 0, 0));
        if !self.addresses.claim(&url, at, self.diagnostics) {
            return None;
        }
        // Fields, numbers and references are the original's: a translation is no second record.
        let role = match role {
            Role::Record(..) | Role::Plain => Role::Plain,
            Role::Home | Role::CollectionIndex(_) | Role::Folder => Role::Folder,
        };
        let mut page = written_page(role, url.clone(), &source, document, self.config);
        if page.lang == self.config.lang {
            page.lang.clone_from(&language);
        }
        page.language = Some(language);
        self.entries.push((page, Some(source)));
        Some((url, original))
    }

    fn finish(mut self, originals: &[(OutPath, String)]) -> Book {
        let made = made_pages(&self.entries, &mut self.addresses, self.config);
        self.entries
            .extend(made.into_iter().map(|page| (page, None)));
        self.entries.sort_by(|a, b| a.0.url.cmp(&b.0.url));
        let mut book = index(self.entries, self.drafts, self.unread);
        translations::join(&mut book, originals);
        collect_aliases(
            &mut book,
            &mut self.addresses,
            self.config,
            self.diagnostics,
        );
        book
    }
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
