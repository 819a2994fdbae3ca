//! A request to change what records are → which files change and how: `renumber`, `withdraw`,
//! `merge`, `split`, `rename`.
//!
//! 1. `names` finds the records that the author names; `ids` says which new ids they may have.
//! 2. `references` lists the links of all texts that lead to records, notes, translations and
//!    included files among them; `relations` the front matter values that do.
//! 3. A module for each request puts its edits on a `sheet`; `edit` makes them.
//! 4. `outcome` compares the site as it would be with the site as it is: every reference means the
//!    same record as before, or the author is told.
//!
//! Pure. Links are edited by their spans in the parsed text; nothing is searched for in sources.
//! References to an edition, `[(8)@2020]`, mean that edition's number and stay.

mod ids;
mod merge;
mod names;
mod outcome;
mod paths;
mod ranges;
mod references;
mod relations;
mod rename;
mod renumber;
mod sheet;
mod split;
mod withdraw;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Code, Diagnostic, FileId, Place, SourceMap};
use crate::model::edition::Withdrawal;
use crate::model::schema::Numbering;
use crate::model::{Document, Site};
pub use outcome::{Judged, Outcome, outcome};
pub use sheet::{Fate, FileChange};

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
pub struct Rules<'a> {
    /// The number that an author writes, `8` or `(8)`, where it is of a known form.
    pub number: fn(&Numbering, &str) -> Option<String>,
    /// The numbers that a text prints, and where.
    pub printed: for<'t> fn(&Numbering, &'t str) -> Vec<Printed<'t>>,
    /// Whether a record may have this id.
    pub is_id: fn(&str) -> bool,
    /// Whether a build would read a file at a path below the content folder.
    pub is_content: &'a dyn Fn(&str) -> bool,
}

impl Rules<'_> {
    /// The number, if `text` is one as printed and nothing else.
    fn whole<'t>(&self, numbering: Option<&Numbering>, text: &'t str) -> Option<&'t str> {
        match (self.printed)(numbering?, text).as_slice() {
            [(range, no)] if *range == (0..text.len()) => Some(no),
            _ => None,
        }
    }
}

/// What to do. Records are named as people name them: `measure:m08`, `m08`, `(8)`, `8`, or by their
/// file.
#[derive(Clone, Debug)]
pub enum Request {
    /// Give records other numbers, all at once.
    Renumber(Vec<(String, String)>),
    /// Take a record out.
    Withdraw {
        /// Which.
        name: String,
        /// Whether its number keeps its place.
        reserved: bool,
        /// What took its place.
        successors: Vec<String>,
        /// Why.
        reason: Option<String>,
    },
    /// Let one record stand for several.
    Merge {
        /// Those that go.
        names: Vec<String>,
        /// The one that stays.
        into: String,
    },
    /// Let several records stand for one.
    Split {
        /// The one that goes.
        name: String,
        /// The ids of the new ones.
        into: Vec<String>,
    },
    /// Give a record another id.
    Rename {
        /// Which.
        name: String,
        /// The new id.
        id: String,
    },
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
    /// It was taken out.
    Withdrawn {
        /// The record.
        name: String,
        /// In which way.
        kind: Withdrawal,
        /// What took its place.
        successors: Vec<String>,
    },
    /// It is new: a copy of another.
    Made {
        /// The record.
        name: String,
        /// The keys of the front matter that it has not taken over.
        without: Vec<String>,
    },
    /// Its id changed.
    Renamed {
        /// What it was called.
        name: String,
        /// What it is called now.
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
    /// What needs the author's eye, at its place in the texts as they were.
    pub warnings: Vec<Diagnostic>,
    /// What records are called afterwards, by what they were called, where that differs.
    renamed: BTreeMap<String, String>,
    /// Records to which a bare number may lead no longer.
    left: Vec<String>,
}

/// Works out what `request` changes.
///
/// # Errors
/// Everything that is wrong with the request, and places that cannot be edited.
pub fn plan(
    request: &Request,
    state: State<'_>,
    rules: Rules<'_>,
) -> Result<Revision, Vec<Diagnostic>> {
    match request {
        Request::Renumber(pairs) => renumber::plan(pairs, state, rules),
        Request::Withdraw {
            name,
            reserved,
            successors,
            reason,
        } => {
            let kind = match reserved {
                true => Withdrawal::Reserved,
                false => Withdrawal::Removed,
            };
            withdraw::plan(name, kind, successors, reason.as_deref(), state, rules)
        }
        Request::Merge { names, into } => merge::plan(names, into, state, rules),
        Request::Split { name, into } => split::plan(name, into, state, rules),
        Request::Rename { name, id } => rename::plan(name, id, state, rules),
    }
}

/// What cannot be done to the record that the author calls `name`.
fn refused(name: &str) -> Diagnostic {
    Diagnostic::new(Code::RevisionRefused, Place::Nowhere).arg("name", name)
}
