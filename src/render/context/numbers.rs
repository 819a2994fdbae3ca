//! What a number means now and what it meant in each edition.

use serde::Serialize;

use super::{Link, View};
use crate::model::PageId;
use crate::model::history::ChangeKind;
use crate::model::number::{NumberMeaning, NumberPage};

/// A number of a collection.
#[derive(Debug, Serialize)]
pub(crate) struct NumberContext {
    /// The records that have it now.
    pub(crate) now: Vec<Link>,
    /// Newest first.
    pub(crate) rows: Vec<NumberRow>,
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
    let now = meanings.iter().filter(|meaning| meaning.edition.is_none());
    let mut now: Vec<PageId> = now.filter_map(|meaning| meaning.current).collect();
    // Where nothing has it now, the only record that ever had it is what is meant.
    if now.is_empty() {
        now.extend(number.and_then(NumberPage::only));
    }
    NumberContext {
        now: now.into_iter().map(|page| view.link(page)).collect(),
        rows: meanings.iter().map(|meaning| row(view, meaning)).collect(),
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
        scope: meaning.scope.clone(),
        reserved: meaning
            .is_reserved
            .then(|| ChangeKind::Reserved.word(view.lang())),
        url: url.map(|url| view.at.relative(url)),
    }
}
