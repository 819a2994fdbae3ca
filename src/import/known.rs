//! Which rows speak of which records, and what the new ones are called: known before any cell is
//! read, so that rows may name each other.

use unicode_normalization::UnicodeNormalization;

use super::columns::Meaning;
use super::names::{Named, RowNames};
use super::rows::Row;
use super::values::{Number, number};
use super::{cells, ids::Ids};
use crate::diag::Place;
use crate::model::schema::Collection;
use crate::model::{PageId, Site};
use crate::text::truncate::statement_title;

/// What is known of a row.
pub(super) struct Known<'r, 't> {
    /// The row.
    pub(super) row: &'r Row<'t>,
    /// Its record, if there is one already.
    pub(super) found: Option<PageId>,
    /// Where its number counts.
    pub(super) scope: Option<String>,
    /// The record's id.
    pub(super) id: String,
}

impl<'r, 't> Known<'r, 't> {
    /// A row that speaks of `found`, or else of a new record, which gets its id.
    pub(super) fn new(
        row: &'r Row<'t>,
        found: Option<PageId>,
        scope: Option<String>,
        site: &Site,
        collection: &Collection,
        (ids, is_id): (&mut Ids, fn(&str) -> bool),
    ) -> Known<'r, 't> {
        let record = found.and_then(|page| site.page(page).record.as_ref());
        let id = match (record, row.get(&Meaning::Id)) {
            (Some(record), _) => record.id.clone(),
            (None, Some(said)) => said.text.nfc().collect(),
            (None, None) => {
                let no = plain_number(row, collection);
                ids.make(no.as_deref(), scope.as_deref(), is_id)
            }
        };
        Known {
            row,
            found,
            scope,
            id,
        }
    }

    /// What the row calls its record.
    pub(super) fn names(&self, collection: &Collection) -> RowNames<'t> {
        let named = match self.found {
            Some(page) => Named::There(page),
            None => Named::New(self.id.clone()),
        };
        let mut numbers = Vec::new();
        if let Some(said) = self.row.get(&Meaning::Number) {
            numbers.push(said.text.to_owned());
            if let (Some(no), Some(numbering)) =
                (plain_number(self.row, collection), &collection.number)
            {
                numbers.push(numbering.print(&no));
                numbers.push(no);
            }
        }
        let own = self.row.get(&Meaning::Title).map(|said| said.text.into());
        // A record without a title is called by its first statement.
        let made = || {
            let said = self.row.get(&Meaning::Body)?;
            let first = cells::statements(said.text).into_iter().next()?;
            Some(statement_title(&first).into())
        };
        RowNames {
            title: own.or_else(|| self.found.is_none().then(made)?),
            named,
            numbers,
        }
    }

    /// The cell of a front matter key, else the row's own place.
    pub(super) fn cell(&self, key: &str, collection: &Collection) -> Place {
        let mut cells = self.row.all();
        let said =
            cells.find(|(meaning, said)| meaning.key(collection) == key && !said.text.is_empty());
        said.map_or_else(|| self.row.place().clone(), |(_, said)| said.place.clone())
    }
}

/// The number of the row, without the signs that are printed around it.
fn plain_number(row: &Row, collection: &Collection) -> Option<String> {
    let said = row.get(&Meaning::Number)?;
    match number(collection.number.as_ref()?, said.text) {
        Number::Plain(no) => Some(no),
        Number::Label(_) => None,
    }
}
