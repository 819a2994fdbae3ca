//! Which pages exist: the written ones that are not drafts, and those that the generator makes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Parsed;
use super::identity::{self, Role};
use crate::diag::{Code, Diagnostic, Lang, Localized, Span};
use crate::model::schema::CollectionId;
use crate::model::site::{RecordIdentity, TitleSource};
use crate::model::{Asset, Config, Document, OutPath, Page, PageId, PageKind, RawKind, SourceFile};

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
    /// Left-out drafts, by content path and by collection and id.
    pub(super) draft_paths: BTreeSet<String>,
    /// See `draft_paths`.
    pub(super) draft_records: BTreeSet<(CollectionId, String)>,
    /// `aliases` by address.
    pub(super) redirects: BTreeMap<OutPath, PageId>,
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
    let mut draft_paths = BTreeSet::new();
    let mut draft_records = BTreeSet::new();
    let mut seen_ids: HashMap<(CollectionId, String), Span> = HashMap::new();
    let with_index: BTreeSet<String> = parsed
        .iter()
        .map(|p| identity::split(&p.source.path))
        .filter(|(_, stem)| *stem == "index")
        .map(|(folder, _)| folder.to_owned())
        .collect();

    for Parsed { source, document } in parsed {
        let (folder, _) = identity::split(&source.path);
        let role = identity::role(&source, with_index.contains(folder));
        if !config.drafts && identity::scalar(&document, "draft") == Some("true") {
            if let Role::Record(collection, id) = &role {
                draft_records.insert((*collection, id.clone()));
            }
            draft_paths.insert(source.path.clone());
            continue;
        }
        let start = Span::new(source.file, 0, 0);
        if let Role::Record(collection, id) = &role
            && !accept_id(*collection, id, start, &mut seen_ids, diagnostics)
        {
            continue;
        }
        let (slug, slug_span) = slug_of(&document, diagnostics);
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
    for page in made_pages(&entries, &addresses, config) {
        entries.push((page, None));
    }
    entries.sort_by(|a, b| a.0.url.cmp(&b.0.url));
    let mut book = index(entries, draft_paths, draft_records);
    collect_aliases(&mut book, &mut addresses, diagnostics);
    book
}

/// Takes addresses once each and says who took them first.
struct Addresses {
    taken: HashMap<String, Option<Span>>,
}

impl Addresses {
    fn new(assets: &[Asset]) -> Self {
        let taken = assets
            .iter()
            .map(|a| (identity::collision_key(&a.path), None))
            .collect();
        Addresses { taken }
    }

    fn is_free(&self, url: &str) -> bool {
        !self.taken.contains_key(&identity::collision_key(url))
    }

    fn claim(&mut self, url: &OutPath, span: Span, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let key = identity::collision_key(url.as_str());
        if let Some(first) = self.taken.get(&key) {
            let mut problem = Diagnostic::new(Code::DuplicateOutputPath, span)
                .arg("path", url.as_str())
                .help("slug");
            if let Some(first) = first {
                problem = problem.related(*first, "first");
            }
            diagnostics.push(problem);
            return false;
        }
        self.taken.insert(key, Some(span));
        true
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

/// The `slug`, if it is one path segment that an address may hold.
fn slug_of(
    document: &Document,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<String>, Option<Span>) {
    let Some(value) = document.front.get("slug") else {
        return (None, None);
    };
    match &value.kind {
        RawKind::Scalar(slug) if identity::is_valid_id(slug) && !slug.starts_with('.') => {
            (Some(slug.clone()), Some(value.span))
        }
        _ => {
            let problem = Diagnostic::new(Code::InvalidValue, value.span)
                .arg("key", "slug")
                .help("slug");
            diagnostics.push(problem);
            (None, None)
        }
    }
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
    if let Some(lang) = identity::scalar(&document, "lang") {
        page.lang = lang.to_owned();
    }
    page.record = record;
    page.source_path = Some(source.path.clone());
    page.document = Some(document);
    page
}

fn blank_page(kind: PageKind, url: OutPath, config: &Config) -> Page {
    Page {
        kind,
        url,
        title: String::new(),
        title_source: TitleSource::Made,
        label: None,
        description: None,
        lang: config.lang.clone(),
        document: None,
        source_path: None,
        record: None,
        fields: Vec::new(),
        statements: Vec::new(),
        outgoing: Vec::new(),
        incoming: Vec::new(),
        incoming_relations: Vec::new(),
        synonyms: Vec::new(),
        parent: None,
        children: Vec::new(),
        previous: None,
        next: None,
        headings: Vec::new(),
        derived: matches!(
            kind,
            PageKind::Printed | PageKind::Search | PageKind::NotFound
        ),
    }
}

/// The pages that the generator adds: home, lists, folder pages, the document as printed, search, 404.
fn made_pages(
    written: &[(Page, Option<SourceFile>)],
    addresses: &Addresses,
    config: &Config,
) -> Vec<Page> {
    let lang = Lang::from_tag(&config.lang);
    let mut made = Vec::new();
    let mut add = |kind: PageKind, candidates: &[&str], title: &str| {
        if let Some(url) = candidates.iter().find(|url| addresses.is_free(url)) {
            let mut page = blank_page(kind, OutPath::new(*url), config);
            page.title = title.to_owned();
            page.derived = true;
            made.push(page);
        }
    };
    let contents = words("目次", "Contents");
    add(
        PageKind::Home,
        &["index.html"],
        config.title.as_deref().unwrap_or(contents.get(lang)),
    );
    for (id, collection) in config.schema.collections.iter().enumerate() {
        let has_records = written
            .iter()
            .any(|(page, _)| page.kind == PageKind::Record(id));
        if has_records {
            let url = format!("{}/index.html", collection.dir);
            add(
                PageKind::Collection(id),
                &[&url],
                collection.title.get(lang),
            );
        }
    }
    for folder in folders(written) {
        let name = folder.rsplit('/').next().unwrap_or(&folder);
        add(PageKind::Folder, &[&format!("{folder}/index.html")], name);
    }
    if has_parts(written, config) {
        let title = words("全文（印刷された順）", "Full text, in printed order");
        add(
            PageKind::Printed,
            &["document.html", "full-document.html"],
            title.get(lang),
        );
    }
    if config.search.enabled {
        let title = words("検索", "Search");
        add(
            PageKind::Search,
            &["search.html", "search-page.html"],
            title.get(lang),
        );
    }
    add(
        PageKind::NotFound,
        &["404.html"],
        words("ページが見つかりません", "Page not found").get(lang),
    );
    made
}

fn words(ja: &str, en: &str) -> Localized {
    Localized {
        ja: ja.to_owned(),
        en: en.to_owned(),
    }
}

/// Every folder above a page that lies outside collections, without the root.
fn folders(written: &[(Page, Option<SourceFile>)]) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    for (page, _) in written {
        if matches!(page.kind, PageKind::Record(_) | PageKind::Collection(_)) {
            continue;
        }
        let mut path = page.url.as_str();
        while let Some((folder, _)) = path.rsplit_once('/') {
            folders.insert(folder.to_owned());
            path = folder;
        }
    }
    folders
}

/// Whether any record says that it is part of another.
fn has_parts(written: &[(Page, Option<SourceFile>)], config: &Config) -> bool {
    written.iter().any(|(page, _)| {
        let (PageKind::Record(c), Some(document)) = (page.kind, &page.document) else {
            return false;
        };
        let fields = &config.schema.collections[c].fields;
        fields
            .iter()
            .any(|f| f.part_of && document.front.get(&f.key).is_some())
    })
}

fn index(
    entries: Vec<(Page, Option<SourceFile>)>,
    draft_paths: BTreeSet<String>,
    draft_records: BTreeSet<(CollectionId, String)>,
) -> Book {
    let (pages, sources): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    let mut book = Book {
        pages,
        sources,
        by_path: HashMap::new(),
        by_url: HashMap::new(),
        by_record: HashMap::new(),
        draft_paths,
        draft_records,
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

/// `aliases`: old addresses, relative to the site's root, with or without `.html` or a leading `/`.
fn collect_aliases(book: &mut Book, addresses: &mut Addresses, diagnostics: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    for (i, page) in book.pages.iter().enumerate() {
        let Some(value) = page.document.as_ref().and_then(|d| d.front.get("aliases")) else {
            continue;
        };
        let items = match &value.kind {
            RawKind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        for item in items {
            match &item.kind {
                RawKind::Scalar(text) if alias_path(text).is_some() => {
                    found.extend(alias_path(text).map(|url| (url, PageId(i), item.span)));
                }
                _ => diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, item.span)
                        .arg("key", "aliases")
                        .help("alias"),
                ),
            }
        }
    }
    for (url, page, span) in found {
        if addresses.claim(&url, span, diagnostics) {
            book.redirects.insert(url, page);
        }
    }
}

fn alias_path(text: &str) -> Option<OutPath> {
    let trimmed = text.trim().trim_start_matches('/');
    let path = match trimmed {
        "" => return None,
        p if p.ends_with('/') => format!("{p}index.html"),
        p if p.ends_with(".html") || p.ends_with(".htm") => p.to_owned(),
        p => format!("{p}.html"),
    };
    let safe = path
        .split('/')
        .all(|s| !matches!(s, "" | "." | "..") && !s.contains(['\\', '?', '#', '\0']));
    safe.then(|| OutPath::new(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_name_files_inside_the_site() {
        let url = |text| alias_path(text).map(|p| p.to_string());
        assert_eq!(url("/old/8/").as_deref(), Some("old/8/index.html"));
        assert_eq!(url("old").as_deref(), Some("old.html"));
        assert_eq!(url("a.html").as_deref(), Some("a.html"));
        assert_eq!(url("../up"), None);
        assert_eq!(url("/"), None);
    }
}
