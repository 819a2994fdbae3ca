//! "Did you mean" for the names of records, files and anchors.
//!
//! A site may hold thousands of broken links into a folder of thousands of files, and each
//! suggestion compares one name with a whole list. So one build compares a bounded number of
//! names; problems found after that come without a suggestion. Names are sought one after the
//! other in the order of the pages, so that the same ones are found for any number of threads.

use std::collections::{BTreeSet, HashMap};

use super::identity;
use super::pages::Book;
use crate::diag::Diagnostic;
use crate::model::PageId;
use crate::model::schema::CollectionId;
use crate::text::suggest;

/// Comparisons of one build: well under a second.
const COMPARISONS: usize = 500_000;

/// A name that was not found.
pub(super) enum Sought {
    /// The id of a record.
    Record(CollectionId, String),
    /// A content path.
    File(String),
    /// An id on a page.
    Anchor(PageId, String),
}

/// A problem, and the name that it may be a slip of.
pub(super) struct Problem {
    pub(super) diagnostic: Diagnostic,
    pub(super) sought: Option<Sought>,
}

impl From<Diagnostic> for Problem {
    fn from(diagnostic: Diagnostic) -> Self {
        Problem {
            diagnostic,
            sought: None,
        }
    }
}

/// The names that suggestions are taken from.
pub(super) struct Nearby {
    records: HashMap<CollectionId, Vec<String>>,
    /// Content paths by folder: a slip is looked for beside the file that it may mean.
    folders: HashMap<String, Vec<String>>,
    comparisons_left: usize,
}

impl Nearby {
    pub(super) fn new(book: &Book) -> Self {
        let mut records: HashMap<CollectionId, Vec<String>> = HashMap::new();
        for record in book.pages.iter().filter_map(|page| page.record.as_ref()) {
            let ids = records.entry(record.collection).or_default();
            ids.push(record.id.clone());
        }
        let mut folders: HashMap<String, Vec<String>> = HashMap::new();
        for source in book.sources.iter().flatten() {
            let (folder, _) = identity::split(&source.path);
            let files = folders.entry(folder.to_owned()).or_default();
            files.push(source.path.clone());
        }
        Nearby {
            records,
            folders,
            comparisons_left: COMPARISONS,
        }
    }

    /// The id of a record of `collection` that resembles `id`.
    pub(super) fn record(&mut self, collection: CollectionId, id: &str) -> Option<&str> {
        let ids = self.records.get(&collection)?;
        nearest(&mut self.comparisons_left, id, ids)
    }

    /// The content path in the same folder that resembles `path`.
    fn file(&mut self, path: &str) -> Option<&str> {
        let files = self.folders.get(identity::split(path).0)?;
        nearest(&mut self.comparisons_left, path, files)
    }

    /// Completes a problem of a link with what its author may have meant.
    pub(super) fn complete(
        &mut self,
        problem: Problem,
        anchors: &[BTreeSet<String>],
        key_of: impl Fn(CollectionId) -> String,
    ) -> Diagnostic {
        let nearest = problem.sought.and_then(|sought| match sought {
            Sought::Record(collection, id) => self
                .record(collection, &id)
                .map(|id| format!("{}:{id}", key_of(collection))),
            Sought::File(path) => self.file(&path).map(str::to_owned),
            Sought::Anchor(page, anchor) => {
                let ids: Vec<&String> = anchors[page.0].iter().collect();
                nearest(&mut self.comparisons_left, &anchor, &ids).map(str::to_owned)
            }
        });
        match nearest {
            Some(nearest) => problem.diagnostic.arg("nearest", nearest).help("nearest"),
            None => problem.diagnostic,
        }
    }
}

fn nearest<'n>(left: &mut usize, word: &str, names: &'n [impl AsRef<str>]) -> Option<&'n str> {
    *left = left.checked_sub(names.len())?;
    suggest::nearest(word, names.iter().map(AsRef::as_ref))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_seeks_no_further_than_its_bound() {
        let names = ["m01".to_owned(), "m16".to_owned()];
        let mut left = 5;
        assert_eq!(nearest(&mut left, "m1", &names), Some("m01"));
        assert_eq!(nearest(&mut left, "m1", &names), Some("m01"));
        assert_eq!(nearest(&mut left, "m1", &names), None);
        assert_eq!(nearest(&mut left, "m1", &names[..1]), Some("m01"));
    }
}
