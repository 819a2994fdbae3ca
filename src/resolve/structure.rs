//! What only the whole site knows: reading order, the parts tree, matrices, navigation, backlinks.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::identity::scalar;
use super::pages::Book;
use crate::diag::{Code, Diagnostic, Span};
use crate::model::schema::CollectionId;
use crate::model::site::{Matrix, PrintedNode};
use crate::model::{Asset, Config, Edge, EdgeId, OutPath, Page, PageId, PageKind, Site, Value};
use crate::text::natural;

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
    let matrices = matrices(&book.pages, &records, &edges, &wholes, &config);
    back_ends(&mut book.pages, &edges, &records, &config);
    navigation(&mut book.pages, &records, &order, &config);
    uncited(&book, &records, &edges, &config, diagnostics);
    let home = book.by_url.get("index.html").copied().unwrap_or(PageId(0));
    Site {
        config,
        pages: book.pages,
        edges,
        records,
        home,
        printed,
        matrices,
        redirects: book.redirects,
        assets: assets
            .into_iter()
            .map(|a| Asset {
                path: OutPath::new(a.path).to_string(),
                ..a
            })
            .collect(),
    }
}

/// What pages are ordered by: `weight`, printed number, id or address.
struct Order {
    weights: Vec<f64>,
}

impl Order {
    fn new(pages: &[Page]) -> Self {
        let weight = |page: &Page| {
            scalar(page.document.as_ref()?, "weight")?
                .parse::<f64>()
                .ok()
        };
        Order {
            weights: pages
                .iter()
                .map(|p| weight(p).filter(|w| !w.is_nan()).unwrap_or(f64::INFINITY))
                .collect(),
        }
    }

    fn by_weight(&self, a: PageId, b: PageId) -> Ordering {
        self.weights[a.0].total_cmp(&self.weights[b.0])
    }

    /// Records: weight, then number (records without one last), then id.
    fn records(&self, pages: &[Page], a: PageId, b: PageId) -> Ordering {
        let key = |id: PageId| pages[id.0].record.as_ref();
        let number = |id: PageId| key(id).and_then(|r| r.no.as_deref());
        let by_number = match (number(a), number(b)) {
            (Some(x), Some(y)) => natural::compare(x, y),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        let id = |id: PageId| key(id).map_or("", |r| r.id.as_str());
        self.by_weight(a, b)
            .then(by_number)
            .then_with(|| natural::compare(id(a), id(b)))
    }
}

fn sorted_records(pages: &[Page], order: &Order, config: &Config) -> Vec<Vec<PageId>> {
    let scoped = |collection: CollectionId, page: PageId| -> Option<&str> {
        config.schema.collections[collection]
            .number
            .as_ref()?
            .scope
            .as_ref()?;
        pages[page.0].record.as_ref()?.scope.as_deref()
    };
    (0..config.schema.collections.len())
        .map(|collection| {
            let mut ids: Vec<PageId> = pages
                .iter()
                .enumerate()
                .filter(|(_, p)| p.kind == PageKind::Record(collection))
                .map(|(i, _)| PageId(i))
                .collect();
            ids.sort_by(|a, b| {
                let scope = scoped(collection, *a).cmp(&scoped(collection, *b));
                order
                    .by_weight(*a, *b)
                    .then(scope)
                    .then_with(|| order.records(pages, *a, *b))
            });
            ids
        })
        .collect()
}

/// For each page the record it is part of. A cycle is reported and cut.
fn wholes(
    book: &Book,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<PageId, PageId> {
    let mut wholes = BTreeMap::new();
    let mut spans = BTreeMap::new();
    for (i, page) in book.pages.iter().enumerate() {
        let PageKind::Record(collection) = page.kind else {
            continue;
        };
        for (index, field) in &page.fields {
            if let (true, Value::Ref(whole)) = (
                config.schema.collections[collection].fields[*index].part_of,
                &field.value,
            ) {
                wholes.insert(PageId(i), *whole);
                spans.insert(PageId(i), field.span);
            }
        }
    }
    for start in wholes.keys().copied().collect::<Vec<_>>() {
        let mut seen = BTreeSet::from([start]);
        let mut at = start;
        while let Some(next) = wholes.get(&at).copied() {
            if !seen.insert(next) {
                let span = spans.get(&at).copied().or(book.source_span(at));
                let span = span.unwrap_or(Span::new(crate::diag::FileId(0), 0, 0));
                let title = book.pages[at.0].title.as_str();
                diagnostics.push(
                    Diagnostic::new(Code::RelationCycle, span)
                        .arg("title", title)
                        .help("break"),
                );
                wholes.remove(&at);
                break;
            }
            at = next;
        }
    }
    wholes
}

/// The parts tree. Roots are the records that have parts, and those of collections that could be
/// parts but are not.
fn printed_tree(
    pages: &[Page],
    wholes: &BTreeMap<PageId, PageId>,
    order: &Order,
    config: &Config,
) -> Vec<PrintedNode> {
    if wholes.is_empty() {
        return Vec::new();
    }
    let mut parts: BTreeMap<PageId, Vec<PageId>> = BTreeMap::new();
    for (part, whole) in wholes {
        parts.entry(*whole).or_default().push(*part);
    }
    let takes_part = |page: &Page| match page.kind {
        PageKind::Record(c) => config.schema.collections[c]
            .fields
            .iter()
            .any(|f| f.part_of),
        _ => false,
    };
    let compare = |a: &PageId, b: &PageId| {
        let collection = |id: &PageId| pages[id.0].record.as_ref().map(|r| r.collection);
        order
            .by_weight(*a, *b)
            .then_with(|| collection(a).cmp(&collection(b)))
            .then_with(|| order.records(pages, *a, *b))
    };
    parts.values_mut().for_each(|list| list.sort_by(compare));
    let mut roots: Vec<PageId> = (0..pages.len())
        .map(PageId)
        .filter(|id| {
            !wholes.contains_key(id) && (parts.contains_key(id) || takes_part(&pages[id.0]))
        })
        .collect();
    roots.sort_by(compare);
    fn node(page: PageId, parts: &BTreeMap<PageId, Vec<PageId>>) -> PrintedNode {
        let below = parts.get(&page).map(Vec::as_slice).unwrap_or_default();
        PrintedNode {
            page,
            parts: below.iter().map(|p| node(*p, parts)).collect(),
        }
    }
    roots.into_iter().map(|root| node(root, &parts)).collect()
}

/// Fills the cross tables: a reference counts in the row of the whole that its source is part of.
fn matrices(
    pages: &[Page],
    records: &[Vec<PageId>],
    edges: &[Edge],
    wholes: &BTreeMap<PageId, PageId>,
    config: &Config,
) -> Vec<Matrix> {
    let schema = &config.schema;
    let collections = |spec: &crate::model::schema::MatrixSpec| {
        Some((schema.by_key(&spec.rows)?, schema.by_key(&spec.columns)?))
    };
    let mut filled = Vec::new();
    for spec in &schema.matrices {
        let Some((row_collection, column_collection)) = collections(spec) else {
            continue;
        };
        let (rows, columns) = (&records[row_collection], &records[column_collection]);
        if rows.is_empty() || columns.is_empty() {
            continue;
        }
        let position = |list: &[PageId]| -> BTreeMap<PageId, usize> {
            list.iter().enumerate().map(|(i, p)| (*p, i)).collect()
        };
        let (row_of, column_of) = (position(rows), position(columns));
        let mut cells: BTreeMap<(usize, usize), Vec<EdgeId>> = BTreeMap::new();
        for (i, edge) in edges.iter().enumerate() {
            let mut chain =
                std::iter::successors(Some(edge.from), |page| wholes.get(page).copied());
            let row = chain.find_map(|page| row_of.get(&page));
            if let (Some(row), Some(column)) = (row, column_of.get(&edge.to)) {
                cells.entry((*row, *column)).or_default().push(EdgeId(i));
            }
        }
        debug_assert!(rows.iter().all(|id| pages[id.0].record.is_some()));
        filled.push(Matrix {
            label: spec.label.clone(),
            collections: (row_collection, column_collection),
            rows: rows.clone(),
            columns: columns.clone(),
            cells,
        });
    }
    filled
}

/// Incoming references and relations.
fn back_ends(pages: &mut [Page], edges: &[Edge], records: &[Vec<PageId>], config: &Config) {
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
                found
                    .entry((target, collection, *index))
                    .or_default()
                    .push(*source);
            }
        }
    }
    debug_assert!(
        found
            .keys()
            .all(|(_, c, i)| *i < config.schema.collections[*c].fields.len())
    );
    for ((target, collection, index), sources) in found {
        pages[target.0]
            .incoming_relations
            .push((collection, index, sources));
    }
}

/// Parents, children, and the page before and after in reading order.
fn navigation(pages: &mut [Page], records: &[Vec<PageId>], order: &Order, config: &Config) {
    let by_url: BTreeMap<String, PageId> = pages
        .iter()
        .enumerate()
        .map(|(i, p)| (p.url.to_string(), PageId(i)))
        .collect();
    let lists: BTreeMap<CollectionId, PageId> = pages
        .iter()
        .enumerate()
        .filter_map(|(i, p)| match p.kind {
            PageKind::Collection(c) => Some((c, PageId(i))),
            _ => None,
        })
        .collect();
    for page in pages.iter_mut() {
        page.parent = match page.kind {
            PageKind::Home | PageKind::NotFound | PageKind::Search => None,
            PageKind::Record(collection) => lists.get(&collection).copied(),
            _ => folder_above(&page.url, &by_url),
        };
    }
    let mut children: BTreeMap<PageId, Vec<PageId>> = BTreeMap::new();
    for (i, page) in pages.iter().enumerate() {
        if let (Some(parent), false) = (page.parent, page.record.is_some()) {
            children.entry(parent).or_default().push(PageId(i));
        }
    }
    for (collection, list) in &lists {
        children
            .entry(*list)
            .or_default()
            .extend(&records[*collection]);
        link_neighbours(pages, &records[*collection]);
    }
    let rank = |page: &Page| match page.kind {
        PageKind::Collection(c) => (0, c),
        PageKind::Printed => (1, 0),
        _ => (2, 0),
    };
    for list in children.values_mut() {
        list.sort_by(|a, b| {
            let (x, y) = (&pages[a.0], &pages[b.0]);
            if x.record.is_some() && y.record.is_some() {
                return Ordering::Equal;
            }
            order
                .by_weight(*a, *b)
                .then(rank(x).cmp(&rank(y)))
                .then_with(|| natural::compare(x.url.as_str(), y.url.as_str()))
        });
    }
    debug_assert!(lists.keys().all(|c| *c < config.schema.collections.len()));
    for (parent, list) in children {
        pages[parent.0].children = list;
    }
    if let Some(home) = by_url.get("index.html") {
        let mut reading = Vec::new();
        reading_order(pages, *home, &mut reading);
        link_neighbours(pages, &reading);
    }
}

/// The page of the nearest folder above an address.
fn folder_above(url: &OutPath, by_url: &BTreeMap<String, PageId>) -> Option<PageId> {
    let mut folder = url
        .as_str()
        .strip_suffix("/index.html")
        .unwrap_or(url.as_str());
    loop {
        match folder.rsplit_once('/') {
            Some((above, _)) => {
                folder = above;
                if let Some(page) = by_url.get(&format!("{above}/index.html")) {
                    return Some(*page);
                }
            }
            None => return by_url.get("index.html").copied(),
        }
    }
}

/// Plain pages and folders, depth first.
fn reading_order(pages: &[Page], at: PageId, out: &mut Vec<PageId>) {
    if matches!(
        pages[at.0].kind,
        PageKind::Home | PageKind::Plain | PageKind::Folder
    ) {
        out.push(at);
        for child in &pages[at.0].children {
            reading_order(pages, *child, out);
        }
    }
}

fn link_neighbours(pages: &mut [Page], list: &[PageId]) {
    for pair in list.windows(2) {
        pages[pair[0].0].next = Some(pair[1]);
        pages[pair[1].0].previous = Some(pair[0]);
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
                let labels: Vec<&str> = from
                    .iter()
                    .map(|c| config.schema.collections[*c].label.ja.as_str())
                    .collect();
                let problem = Diagnostic::new(Code::RequiredIncoming, span)
                    .arg(
                        "title",
                        page.label.clone().unwrap_or_else(|| page.title.clone()),
                    )
                    .arg("label", declared.label.clone())
                    .arg("from", labels.join("、"));
                diagnostics.push(problem);
            }
        }
    }
}
