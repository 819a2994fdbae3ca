//! A request to change what records are → which files change and how.
//!
//! 1. `names` finds the records that the author names.
//! 2. `references` lists the links of all texts that lead to records, notes, translations and
//!    included files among them; `relations` the front matter values that do.
//! 3. A module for each request puts its edits on a `sheet`; `edit` makes them.
//! 4. `outcome` compares the site as it would be with the site as it is: every reference means the
//!    same record as before, or the author is told.
//!
//! Pure. Links are edited by their spans in the parsed text; nothing is searched for in sources.
//! References to an edition, `[(8)@2020]`, mean that edition's number and stay.

mod names;
mod outcome;
mod references;
mod relations;
mod renumber;
mod sheet;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Code, Diagnostic, FileId, Place, SourceMap};
use crate::model::schema::Numbering;
use crate::model::{Document, Site};
pub use outcome::{Judged, Outcome, outcome};
pub use sheet::FileChange;

/// A site as it was read.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// Its pages.
    pub site: &'a Site,
    /// The texts of its files.
    pub map: &'a SourceMap,
    /// Its documents as they were parsed, with the links as they are written.
    pub documents: &'a BTreeMap<FileId, Document>,
}

/// Where a text prints a number, and the number.
pub type Printed<'t> = (Range<usize>, &'t str);

/// What other rooms know.
#[derive(Clone, Copy)]
pub struct Rules {
    /// The number that an author writes, `8` or `(8)`, where it is of a known form.
    pub number: fn(&Numbering, &str) -> Option<String>,
    /// The numbers that a text prints, and where.
    pub printed: for<'t> fn(&Numbering, &'t str) -> Vec<Printed<'t>>,
}

/// What to do. Records are named as people name them: `measure:m08`, `m08`, `(8)`, `8`, or by their
/// file.
#[derive(Clone, Debug)]
pub enum Request {
    /// Give records other numbers, all at once.
    Renumber(Vec<(String, String)>),
}

/// What is done to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its number changed, from one printed form to another.
    Renumbered {
        /// The record.
        name: String,
        /// As printed before, if it had a number.
        from: Option<String>,
        /// As printed now.
        to: String,
    },
}

/// What a request comes to.
#[derive(Debug, Default)]
pub struct Revision {
    /// What is done, in the order of the request.
    pub steps: Vec<Step>,
    /// The files that change, sorted by path.
    pub files: Vec<FileChange>,
}

/// Works out what `request` changes.
///
/// # Errors
/// Everything that is wrong with the request, and places that cannot be edited.
pub fn plan(
    request: &Request,
    state: State<'_>,
    rules: Rules,
) -> Result<Revision, Vec<Diagnostic>> {
    match request {
        Request::Renumber(pairs) => renumber::plan(pairs, state, rules),
    }
}

/// What cannot be done to the record that the author calls `name`.
fn refused(name: &str) -> Diagnostic {
    Diagnostic::new(Code::RevisionRefused, Place::Nowhere).arg("name", name)
}
