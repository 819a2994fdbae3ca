//! Puts the site together: what only the whole site knows.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::navigation::navigation;
use super::order::{Order, sorted_records};
use super::pages::Book;
use super::parts::{matrices, printed_tree, wholes};
use crate::diag::{Code, Diagnostic, Localized};
use crate::model::schema::CollectionId;
use crate::model::{Asset, Config, Edge, EdgeId, Page, PageId, PageKind, Site, Value};

/// Puts the site together.
pub(super) fn assemble(
    mut book: Book,
    edges: Vec<Edge>,
    assets: Vec<Asset>,
    config: Arc<Config>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Site {
    let order = Order::new(&book.pages);
    let records = sorted_records(&book.pages, &order, &config);
    let wholes = wholes(&book, &config, diagnostics);
    let printed = printed_tree(&book.pages, &wholes, &order, &config);
    let matrices = matrices(&records, &edges, &wholes, &config, diagnostics);
    back_ends(&mut book.pages, &edges, &records);
    let is_home = |page: &Page| page.kind == PageKind::Home;
    let home = PageId(book.pages.iter().position(is_home).unwrap_or(0));
    let homes = homes(&book.pages);
    label_translations(&mut book.pages);
    navigation(&mut book.pages, home, &homes, &records, &order);
    uncited(&book, &records, &edges, &config, diagnostics);
    let number = |(url, number)| Some((*book.by_url.get(&url)?, number));
    let numbers = std::mem::take(&mut book.numbers);
    let numbers = numbers.into_iter().filter_map(number).collect();
    Site {
        config,
        pages: book.pages,
        edges,
        records,
        home,
        homes,
        printed,
        matrices,
        redirects: book.redirects,
        assets,
        prefix: String::new(),
        place: None,
        editions: Vec::new(),
        comparisons: Vec::new(),
        history: BTreeMap::new(),
        numbers,
    }
}

/// The home page of each further language.
fn homes(pages: &[Page]) -> BTreeMap<String, PageId> {
    let found = pages.iter().enumerate().filter_map(|(at, page)| {
        let language = page.language.clone()?;
        let is_home = page.url.as_str() == format!("{language}/index.html");
        is_home.then_some((language, PageId(at)))
    });
    found.collect()
}

/// The translation of a record bears its number.
fn label_translations(pages: &mut [Page]) {
    for at in 0..pages.len() {
        if let Some(&original) = pages[at].translations.first() {
            pages[at].label = pages[original.0].label.clone();
        }
    }
}

/// Incoming references and relations.
fn back_ends(pages: &mut [Page], edges: &[Edge], records: &[Vec<PageId>]) {
    for (i, edge) in edges.iter().enumerate() {
        pages[edge.to.0].incoming.push(EdgeId(i));
    }
    let mut found: BTreeMap<(PageId, CollectionId, usize), Vec<PageId>> = BTreeMap::new();
    for source in records.iter().flatten() {
        let PageKind::Record(collection) = pages[source.0].kind else {
            continue;
        };
        for (index, field) in &pages[source.0].fields {
            let targets = match &field.value {
                Value::Ref(target) => vec![*target],
                Value::List(values) => values
                    .iter()
                    .filter_map(|v| match v {
                        Value::Ref(target) => Some(*target),
                        _ => None,
                    })
                    .collect(),
                _ => Vec::new(),
            };
            for target in targets {
                let sources = found.entry((target, collection, *index)).or_default();
                // A list may name the same record twice.
                if sources.last() != Some(source) {
                    sources.push(*source);
                }
            }
        }
    }
    for ((target, collection, index), sources) in found {
        pages[target.0]
            .incoming_relations
            .push((collection, index, sources));
    }
}

/// `require-incoming`: records that nothing refers to.
fn uncited(
    book: &Book,
    records: &[Vec<PageId>],
    edges: &[Edge],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (collection, declared) in config.schema.collections.iter().enumerate() {
        if declared.require_incoming.is_empty() {
            continue;
        }
        let from: Vec<CollectionId> = declared
            .require_incoming
            .iter()
            .filter_map(|key| config.schema.by_key(key))
            .collect();
        for id in &records[collection] {
            let page = &book.pages[id.0];
            let cited = page.incoming.iter().any(|edge| {
                let source = &book.pages[edges[edge.0].from.0];
                source
                    .record
                    .as_ref()
                    .is_some_and(|r| from.contains(&r.collection))
            });
            if let (false, Some(span)) = (cited, book.source_span(*id)) {
                let labels = from.iter().map(|c| &config.schema.collections[*c].label);
                let from = Localized {
                    ja: labels
                        .clone()
                        .map(|l| l.ja.as_str())
                        .collect::<Vec<_>>()
                        .join("や"),
                    en: labels
                        .map(|l| l.en.as_str())
                        .collect::<Vec<_>>()
                        .join(" or "),
                };
                let problem = Diagnostic::new(Code::RequiredIncoming, span)
                    .arg(
                        "title",
                        page.label.clone().unwrap_or_else(|| page.title.clone()),
                    )
                    .arg("label", declared.label.clone())
                    .arg("from", from);
                diagnostics.push(problem);
            }
        }
    }
}
