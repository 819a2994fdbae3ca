//! The pages that nobody wrote: home, lists, folder pages, the document as printed, search, 404.

use std::collections::BTreeSet;

use super::addresses::Addresses;
use super::number_pages::NumberList;
use crate::diag::{Lang, Localized};
use crate::model::edition::{Lineage, changes_folder};
use crate::model::number::list_address;
use crate::model::schema::Field;
use crate::model::site::TitleSource;
use crate::model::{Config, Edition, FieldType, OutPath, Page, PageKind, SourceFile};

/// The pages that the generator adds: home, lists, folder pages, the document as printed, editions
/// and numbers, search, 404.
pub(super) fn made_pages(
    written: &[(Page, Option<SourceFile>)],
    addresses: &mut Addresses,
    (editions, numbers): (&[Edition], &[NumberList]),
    config: &Config,
) -> Vec<Page> {
    let lang = Lang::from_tag(&config.lang);
    let mut made = Vec::new();
    let mut add_in = |language: Option<&str>, kind: PageKind, candidates: &[&str], title: &str| {
        if let Some(url) = candidates.iter().find(|url| addresses.take(url)) {
            let mut page = blank_page(kind, OutPath::new(*url), config);
            page.title = title.to_owned();
            page.derived = true;
            if let Some(language) = language {
                page.lang = language.to_owned();
                page.language = Some(language.to_owned());
            }
            made.push(page);
        }
    };
    let languages: BTreeSet<&str> = written
        .iter()
        .filter_map(|(page, _)| page.language.as_deref())
        .collect();
    for folder in folders(written) {
        let (language, below) = below_language(&folder, &languages);
        let title = folder_title(language, below, config);
        let url = format!("{folder}/index.html");
        add_in(language, PageKind::Folder, &[&url], &title);
    }
    for language in languages.iter().filter(|_| config.search.enabled) {
        let title = words("検索", "Search");
        let title = title.get(Lang::from_tag(language));
        let url = format!("{language}/search.html");
        add_in(Some(language), PageKind::Search, &[&url], title);
    }
    let mut add = |kind: PageKind, candidates: &[&str], title: &str| {
        add_in(None, kind, candidates, title);
    };
    let contents = words("目次", "Contents");
    if !written.iter().any(|(page, _)| page.kind == PageKind::Home) {
        // A finished index.html of the author's keeps its place.
        let title = config.title.as_deref().unwrap_or(contents.get(lang));
        add(PageKind::Home, &["index.html", "home.html"], title);
    }
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
    if fields_given(written, config, |field| field.part_of) {
        let title = words("全文（印刷された順）", "Full text, in printed order");
        add(
            PageKind::Printed,
            &["document.html", "full-document.html"],
            title.get(lang),
        );
    }
    if fields_given(written, config, |field| {
        matches!(field.ty, FieldType::Ref(_) | FieldType::Refs(_))
    }) {
        let title = words("関係図", "Relations");
        let candidates = ["graph.html", "relation-graph.html"];
        add(PageKind::Graph, &candidates, title.get(lang));
    }
    if fields_given(written, config, |field| field.ty == FieldType::Period) {
        let title = words("年表", "Roadmap");
        let candidates = ["roadmap.html", "roadmap-page.html"];
        add(PageKind::Roadmap, &candidates, title.get(lang));
    }
    edition_pages(editions, lang, &mut add);
    for list in numbers {
        let title = list.title.get(lang);
        add(PageKind::Numbers, &[&list_address(&list.key)], title);
        for number in &list.numbers {
            add(PageKind::Number, &[&number.url], number.title.get(lang));
        }
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

/// The list of editions, and what changed from each to the next and to the text as it is now.
fn edition_pages(editions: &[Edition], lang: Lang, add: &mut impl FnMut(PageKind, &[&str], &str)) {
    if editions.is_empty() {
        return;
    }
    let candidates = ["editions/index.html", "editions-list.html"];
    let title = words("版の一覧", "Editions");
    add(PageKind::Editions, &candidates, title.get(lang));
    let later = editions.iter().skip(1).map(Some).chain([None]);
    for (at, edition) in later.enumerate() {
        let folder = changes_folder(edition.map(|edition| edition.id.as_str()));
        let now = words("いまの内容", "current text");
        let name = edition.map_or(now.get(lang), |edition| edition.title.as_str());
        let title = |ja: &str, en: &str| match lang {
            Lang::Ja => format!("{ja}（{name}）"),
            Lang::En => format!("{en}: {name}"),
        };
        add(
            PageKind::Changes(at),
            &[&format!("{folder}index.html")],
            &title("変更一覧", "Changes"),
        );
        add(
            PageKind::Comparison(at),
            &[&format!("{folder}comparison.html")],
            &title("新旧対照表", "Comparison"),
        );
    }
}

/// The language of a folder and the path below that language's.
fn below_language<'f>(
    folder: &'f str,
    languages: &BTreeSet<&'f str>,
) -> (Option<&'f str>, &'f str) {
    let (first, below) = folder.split_once('/').unwrap_or((folder, ""));
    match languages.contains(first) {
        true => (Some(first), below),
        false => (None, folder),
    }
}

/// The title of a folder that has no page of its own.
fn folder_title(language: Option<&str>, below: &str, config: &Config) -> String {
    let lang = Lang::from_tag(language.unwrap_or(&config.lang));
    if below.is_empty() {
        let contents = words("目次", "Contents");
        let title = config.title.as_deref();
        return title.unwrap_or(contents.get(lang)).to_owned();
    }
    let collection = config.schema.by_dir(below).filter(|_| language.is_some());
    match collection {
        Some(collection) => config.schema.collections[collection]
            .title
            .get(lang)
            .to_owned(),
        None => below.rsplit('/').next().unwrap_or(below).to_owned(),
    }
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

/// Whether any record gives a field that `counts`.
fn fields_given(
    written: &[(Page, Option<SourceFile>)],
    config: &Config,
    counts: impl Fn(&Field) -> bool,
) -> bool {
    written.iter().any(|(page, _)| {
        let (PageKind::Record(c), Some(document)) = (page.kind, &page.document) else {
            return false;
        };
        let fields = &config.schema.collections[c].fields;
        fields
            .iter()
            .any(|field| counts(field) && document.front.get(&field.key).is_some())
    })
}

pub(super) fn blank_page(kind: PageKind, url: OutPath, config: &Config) -> Page {
    Page {
        kind,
        url,
        title: String::new(),
        title_source: TitleSource::Made,
        title_inferred: false,
        label: None,
        description: None,
        lang: config.lang.clone(),
        language: None,
        translations: Vec::new(),
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
            PageKind::Printed
                | PageKind::Graph
                | PageKind::Roadmap
                | PageKind::Editions
                | PageKind::Changes(_)
                | PageKind::Comparison(_)
                | PageKind::Numbers
                | PageKind::Number
                | PageKind::Search
                | PageKind::NotFound
        ),
        lineage: Lineage::default(),
        predecessors: Vec::new(),
        change: None,
    }
}
