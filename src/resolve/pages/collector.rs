//! Gives each file its page: originals first, then the translations, then what nobody wrote.

use std::collections::{BTreeSet, HashMap};

use super::super::Parsed;
use super::super::addresses::{Addresses, collect_aliases, slug_of};
use super::super::identity::{self, Role};
use super::super::made::{blank_page, made_pages};
use super::super::{Editions, keys, number_pages, translations};
use super::{Book, LeftOut, index, is_left_out};
use crate::diag::{Code, Diagnostic, Span};
use crate::model::schema::CollectionId;
use crate::model::site::RecordIdentity;
use crate::model::{Config, Document, OutPath, Page, PageKind, SourceFile};

/// What a translation translates: the content path of the original, and into which language.
pub(super) type Origin = (String, String);

/// The pages as they are found.
pub(super) struct Collector<'c> {
    pub(super) addresses: Addresses,
    pub(super) entries: Vec<(Page, Option<SourceFile>)>,
    pub(super) drafts: LeftOut,
    pub(super) unread: LeftOut,
    pub(super) seen_ids: HashMap<(CollectionId, String), Span>,
    /// Folders with an `index.md`.
    pub(super) with_index: BTreeSet<String>,
    pub(super) editions: Editions<'c>,
    pub(super) config: &'c Config,
    pub(super) diagnostics: &'c mut Vec<Diagnostic>,
}

impl Collector<'_> {
    fn role(&self, path: &str, collection: Option<CollectionId>) -> Role {
        let (folder, _) = identity::split(path);
        identity::role(path, collection, self.with_index.contains(folder))
    }

    fn dir(&self, collection: Option<CollectionId>) -> Option<&str> {
        collection.map(|c| self.config.schema.collections[c].dir.as_str())
    }

    pub(super) fn add(&mut self, Parsed { source, document }: Parsed) {
        let role = self.role(&source.path, source.collection);
        if source.is_unread {
            return self.unread.add(&source, &role);
        }
        keys::reserved_values(&document, self.config, self.diagnostics);
        if is_left_out(&document, self.config) {
            // What refers to it is not at fault: perhaps it is no draft.
            if keys::is_perhaps_draft(&document) {
                self.unread.add(&source, &role);
            }
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
    pub(super) fn add_translation(
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

    pub(super) fn finish(mut self, originals: &[(OutPath, String)]) -> Book {
        let lists = match self.editions.listed {
            true => number_pages::lists(&self.entries, self.editions.known, self.config),
            false => Vec::new(),
        };
        let made = made_pages(
            &self.entries,
            &mut self.addresses,
            (self.editions.shown(), &lists),
            self.config,
        );
        self.entries
            .extend(made.into_iter().map(|page| (page, None)));
        self.entries.sort_by(|a, b| a.0.url.cmp(&b.0.url));
        let mut book = index(self.entries, self.drafts, self.unread);
        book.numbers = number_pages::by_address(lists, &book.pages);
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
