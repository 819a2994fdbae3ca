//! What a number means now and what it meant in each edition.

use serde::Serialize;

use super::editions::withdrawn;
use super::{Link, View};
use crate::model::PageId;
use crate::model::history::ChangeKind;
use crate::model::number::{NumberMeaning, NumberPage};

/// A number of a collection.
#[derive(Debug, Serialize)]
pub(crate) struct NumberContext {
    /// The records that have it now.
    pub(crate) now: Vec<Link>,
    /// Nothing of the text as it is now has it, not even as a number that is kept empty.
    pub(crate) vacant: bool,
    /// The records that had it last, where it means nothing now.
    pub(crate) former: Vec<FormerRecord>,
    /// Newest first.
    pub(crate) rows: Vec<NumberRow>,
}

/// A record that had the number last.
#[derive(Debug, Serialize)]
pub(crate) struct FormerRecord {
    /// The number as printed there.
    pub(crate) label: Option<String>,
    /// The record's title there.
    pub(crate) title: String,
    /// Where the number counts, if not everywhere.
    pub(crate) scope: Option<String>,
    /// The page of a record that is withdrawn, relative.
    pub(crate) url: Option<String>,
    /// What became of it: 統合; 移動 of one that has another number now.
    pub(crate) kind: &'static str,
    /// Why it was withdrawn.
    pub(crate) reason: Option<String>,
    /// What took its place; of one that has another number now, itself.
    pub(crate) successors: Vec<Link>,
}

/// A record that has the number.
#[derive(Debug, Serialize)]
pub(crate) struct NumberRow {
    /// The edition's date and title; none for the text as it is now.
    pub(crate) edition: Option<String>,
    /// The number as printed there.
    pub(crate) label: Option<String>,
    /// The record's title there.
    pub(crate) title: String,
    /// Where the number counts, if not everywhere.
    pub(crate) scope: Option<String>,
    /// The word for a number that is kept empty.
    pub(crate) reserved: Option<&'static str>,
    /// The record there, or now where that edition is not shown; relative.
    pub(crate) url: Option<String>,
}

/// The number of page `id`.
pub(crate) fn number(view: View<'_>, id: PageId) -> NumberContext {
    let number = view.site.numbers.get(&id);
    let meanings: &[NumberMeaning] = number.map_or(&[], |number| &number.meanings);
    let now = number.into_iter().flat_map(NumberPage::now);
    let former = number.map_or(Vec::new(), NumberPage::former);
    NumberContext {
        now: now
            .filter_map(|meaning| meaning.current)
            .map(|page| view.link(page))
            .collect(),
        vacant: meanings.iter().all(|meaning| meaning.edition.is_some()),
        former: former.into_iter().map(|last| became(view, last)).collect(),
        rows: meanings.iter().map(|meaning| row(view, meaning)).collect(),
    }
}

/// What became of the record that had the number last.
fn became(view: View<'_>, last: &NumberMeaning) -> FormerRecord {
    let page = last.current.map(|id| (id, view.site.page(id)));
    let is_moved = page.is_some_and(|(_, page)| page.lineage.withdrawn.is_none());
    let gone = page.and_then(|(_, page)| withdrawn(view, page));
    let kind = if is_moved {
        ChangeKind::Moved
    } else {
        ChangeKind::Vanished
    };
    let itself = last.current.filter(|_| is_moved).map(|id| view.link(id));
    FormerRecord {
        label: last.label.clone(),
        title: last.title.clone(),
        scope: last.scope_title.clone(),
        url: last.current.filter(|_| !is_moved).map(|id| view.url(id)),
        kind: gone
            .as_ref()
            .map_or(kind.word(view.lang()), |gone| gone.kind),
        reason: gone.as_ref().and_then(|gone| gone.reason.clone()),
        successors: gone.map_or(itself.into_iter().collect(), |gone| gone.successors),
    }
}

fn row(view: View<'_>, meaning: &NumberMeaning) -> NumberRow {
    let edition = meaning.edition.and_then(|at| view.site.editions.get(at));
    let current = || meaning.current.map(|page| &view.site.page(page).url);
    let url = meaning.url.as_ref().or_else(current);
    NumberRow {
        edition: edition.map(|e| format!("{} {}", e.date.raw, e.title)),
        label: meaning.label.clone(),
        title: meaning.title.clone(),
        scope: meaning.scope_title.clone(),
        reserved: meaning
            .is_reserved
            .then(|| ChangeKind::Reserved.word(view.lang())),
        url: url.map(|url| view.at.relative(url)),
    }
}
