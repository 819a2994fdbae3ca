//! What pages show of editions: the banner of an old one, the list of all, a record's history.

use serde::Serialize;

use super::comparison::{RedlineRow, redline};
use super::feeds::{FeedLink, site_feeds};
use super::{Link, View};
use crate::model::history::{ChangeKind, EditionSummary, HistoryEntry};
use crate::model::number::NumberPage;
use crate::model::{OutPath, Page, PageId, PageKind};

/// The old edition that a page belongs to.
#[derive(Debug, Serialize)]
pub(crate) struct OldEdition {
    /// Its id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// Its date, as its author gave it.
    pub(crate) date: String,
    /// The page as it is now, relative; none where it is no more.
    pub(crate) current: Option<String>,
    /// Whether that says the same.
    pub(crate) same: bool,
    /// The home page of the current edition, relative.
    pub(crate) current_home: String,
}

/// The list of editions.
#[derive(Debug, Serialize)]
pub(crate) struct EditionsContext {
    /// Newest first.
    pub(crate) editions: Vec<EditionRow>,
    /// The home page of the text as it is now, relative.
    pub(crate) current_home: String,
    /// The list of what changed since the last edition, relative.
    pub(crate) changes: Option<String>,
    /// The same as a 新旧対照表.
    pub(crate) comparison: Option<String>,
    /// The lists of numbers of each collection that has any.
    pub(crate) numbers: Vec<Link>,
    /// The feeds of the whole site; none where its address is not known.
    pub(crate) feeds: Vec<FeedLink>,
}

/// An edition in the list.
#[derive(Debug, Serialize)]
pub(crate) struct EditionRow {
    /// Its id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// Its date, as its author gave it.
    pub(crate) date: String,
    /// What its author says about it.
    pub(crate) note: Option<String>,
    /// Its home page, relative; none where it has no pages.
    pub(crate) url: Option<String>,
    /// How many records it has.
    pub(crate) records: usize,
    /// The list of what it changed, relative; none of the first one.
    pub(crate) changes: Option<String>,
    /// The same as a 新旧対照表.
    pub(crate) comparison: Option<String>,
}

/// A step in a record's history.
#[derive(Debug, Serialize)]
pub(crate) struct HistoryRow {
    /// The edition's date and title; none for the text as it is now.
    pub(crate) edition: Option<String>,
    /// What happened: 改正; none in the first edition.
    pub(crate) change: Option<&'static str>,
    /// Its number or label there.
    pub(crate) label: Option<String>,
    /// The record there, relative; none for the text as it is now, and where the edition has no
    /// pages.
    pub(crate) url: Option<String>,
    /// What its author says about the change.
    pub(crate) note: Option<String>,
    /// What differs from the step before.
    pub(crate) lines: Vec<RedlineRow>,
}

/// A record that is no more.
#[derive(Debug, Serialize)]
pub(crate) struct WithdrawnContext {
    /// What became of it: 統合.
    pub(crate) kind: &'static str,
    /// Why.
    pub(crate) reason: Option<String>,
    /// What took its place.
    pub(crate) successors: Vec<Link>,
}

/// A withdrawn record whose place another took.
#[derive(Debug, Serialize)]
pub(crate) struct Predecessor {
    /// The record.
    pub(crate) link: Link,
    /// What became of it: 統合.
    pub(crate) kind: &'static str,
}

/// The old edition that page `id` belongs to.
pub(crate) fn old_edition(view: View<'_>, id: PageId) -> Option<OldEdition> {
    let place = view.site.place.as_ref()?;
    let counterpart = place.counterparts.get(&id);
    Some(OldEdition {
        id: place.edition.id.clone(),
        title: place.edition.title.clone(),
        date: place.edition.date.raw.clone(),
        current: counterpart.map(|page| view.at.relative(&page.url)),
        same: counterpart.is_some_and(|page| page.same),
        current_home: view.at.relative(&place.current_home),
    })
}

/// The page that stands for page `id` in search engines: of an old edition the current one, as
/// far as that says the same; of a number the only record that it ever meant.
pub(crate) fn canonical<'s>(view: View<'s>, id: PageId) -> &'s OutPath {
    if let Some(only) = view.site.numbers.get(&id).and_then(NumberPage::only) {
        return &view.site.page(only).url;
    }
    let place = view.site.place.as_ref();
    let counterpart = place.and_then(|place| place.counterparts.get(&id));
    match counterpart.filter(|page| page.same) {
        Some(page) => &page.url,
        None => &view.site.page(id).url,
    }
}

/// The context of the list of editions.
pub(crate) fn editions(view: View<'_>) -> EditionsContext {
    let comparisons = &view.site.comparisons;
    let page = |new: Option<usize>, is_it: fn(PageKind) -> Option<usize>| {
        let at = comparisons.iter().position(|c| c.new == new)?;
        let mut pages = view.site.pages.iter();
        let page = pages.find(|page| is_it(page.kind) == Some(at))?;
        Some(view.at.relative(&page.url))
    };
    let row = |(at, edition): (usize, &EditionSummary)| EditionRow {
        changes: page(Some(at), changes_of),
        comparison: page(Some(at), comparison_of),
        id: edition.id.clone(),
        title: edition.title.clone(),
        date: edition.date.raw.clone(),
        note: edition.note.clone(),
        url: edition.home.as_ref().map(|home| view.at.relative(home)),
        records: edition.records,
    };
    let pages = view.site.pages.iter().enumerate();
    let numbers = pages.filter(|(_, page)| page.kind == PageKind::Numbers);
    EditionsContext {
        editions: view
            .site
            .editions
            .iter()
            .enumerate()
            .rev()
            .map(row)
            .collect(),
        current_home: view.url(view.home()),
        changes: page(None, changes_of),
        comparison: page(None, comparison_of),
        numbers: numbers.map(|(at, _)| view.link(PageId(at))).collect(),
        feeds: site_feeds(view),
    }
}

fn changes_of(kind: PageKind) -> Option<usize> {
    match kind {
        PageKind::Changes(at) => Some(at),
        _ => None,
    }
}

fn comparison_of(kind: PageKind) -> Option<usize> {
    match kind {
        PageKind::Comparison(at) => Some(at),
        _ => None,
    }
}
/// The history of the record on page `id`.
pub(crate) fn history(view: View<'_>, id: PageId) -> Vec<HistoryRow> {
    let entries = view.site.history.get(&id);
    let row = |entry: &HistoryEntry| {
        let edition = entry.edition.and_then(|at| view.site.editions.get(at));
        HistoryRow {
            edition: edition.map(|e| format!("{} {}", e.date.raw, e.title)),
            change: entry.kind.map(|kind| kind.word(view.lang())),
            label: entry.label.clone(),
            url: entry.url.as_ref().map(|url| view.at.relative(url)),
            note: entry.note.clone(),
            lines: lines(view, entry),
        }
    };
    entries.into_iter().flatten().map(row).collect()
}

/// What differs at a step of a record's history.
fn lines(view: View<'_>, entry: &HistoryEntry) -> Vec<RedlineRow> {
    let comparison = entry
        .comparison
        .and_then(|at| view.site.comparisons.get(at));
    let record = comparison.and_then(|comparison| comparison.record(&entry.name));
    record.map_or(Vec::new(), |record| redline(view, record))
}

/// What became of the record on `page`, if it is no more.
pub(crate) fn withdrawn(view: View<'_>, page: &Page) -> Option<WithdrawnContext> {
    let kind = ChangeKind::from(page.lineage.withdrawn?);
    let successor = |name: &String| {
        let (key, id) = name.split_once(':')?;
        let collection = view.site.config.schema.by_key(key)?;
        let found = view.site.pages.iter().position(|page| {
            page.record
                .as_ref()
                .is_some_and(|r| r.collection == collection && r.id == id)
        })?;
        Some(view.link(PageId(found)))
    };
    Some(WithdrawnContext {
        kind: kind.word(view.lang()),
        reason: page.lineage.reason.clone(),
        successors: page
            .lineage
            .successors
            .iter()
            .filter_map(successor)
            .collect(),
    })
}

/// The withdrawn records whose place the record on `page` took.
pub(crate) fn predecessors(view: View<'_>, page: &Page) -> Vec<Predecessor> {
    let predecessor = |id: &PageId| {
        let kind = view.site.page(*id).lineage.withdrawn?;
        Some(Predecessor {
            link: view.link(*id),
            kind: ChangeKind::from(kind).word(view.lang()),
        })
    };
    page.predecessors.iter().filter_map(predecessor).collect()
}
