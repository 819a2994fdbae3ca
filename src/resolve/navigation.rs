//! Navigation: the page above, the pages below, the ones before and after.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::order::Order;
use crate::model::schema::CollectionId;
use crate::model::{OutPath, Page, PageId, PageKind};
use crate::text::natural;

/// Parents, children, and the page before and after in reading order.
pub(super) fn navigation(
    pages: &mut [Page],
    home: PageId,
    homes: &BTreeMap<String, PageId>,
    records: &[Vec<PageId>],
    order: &Order,
) {
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
    let is_list = |page: &Page| page.kind == PageKind::Editions;
    let editions = pages.iter().position(is_list).map(PageId);
    for (i, page) in pages.iter_mut().enumerate() {
        let parent = match page.kind {
            PageKind::Home | PageKind::NotFound | PageKind::Search => None,
            _ if homes.values().any(|home| *home == PageId(i)) => None,
            PageKind::Record(collection) => lists.get(&collection).copied(),
            PageKind::Numbers => Some(editions.unwrap_or(home)),
            _ => Some(folder_above(&page.url, &by_url).unwrap_or(home)),
        };
        page.parent = parent.filter(|parent| *parent != PageId(i));
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
        PageKind::Graph => (1, 1),
        PageKind::Roadmap => (1, 2),
        PageKind::Editions => (1, 3),
        // Newest first.
        PageKind::Changes(at) | PageKind::Comparison(at) => (1, usize::MAX - at),
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
    for (parent, list) in children {
        pages[parent.0].children = list;
    }
    for home in std::iter::once(&home).chain(homes.values()) {
        let mut reading = Vec::new();
        reading_order(pages, *home, &mut reading);
        link_neighbours(pages, &reading);
    }
}

/// The page of the nearest folder above an address; `None` at the top.
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
            None => return None,
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
