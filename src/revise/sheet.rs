//! The edits of all files, gathered and made at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::State;
use super::relations::Relation;
use crate::diag::{Code, Diagnostic, Place, Span};
use crate::edit::front_matter::{self, Value};
use crate::edit::{self, Edit};
use crate::model::{Document, PageId, RawKind, RawValue};

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its text changes.
    Changed,
    /// It gets another name, and perhaps another text.
    Moved,
    /// It stays, and another is made of it.
    Copied,
}

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Where it is, from the site's folder.
    pub from: String,
    /// Where the text goes, from the site's folder.
    pub path: String,
    /// What becomes of it.
    pub fate: Fate,
    /// The text that it has.
    pub before: Arc<str>,
    /// The text that stands at `path` afterwards.
    pub after: String,
    /// From the one to the other.
    pub(super) edits: Vec<Edit>,
}

/// The edits of the files that there are, by path: a page that another includes is read twice, and
/// edited once.
pub(super) struct Sheet<'a> {
    state: State<'a>,
    edits: BTreeMap<String, (Arc<str>, Vec<Edit>)>,
    /// What files that get another name are called afterwards.
    moved: BTreeMap<String, String>,
    pub(super) problems: Vec<Diagnostic>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(state: State<'a>) -> Sheet<'a> {
        Sheet {
            state,
            edits: BTreeMap::new(),
            moved: BTreeMap::new(),
            problems: Vec::new(),
        }
    }

    /// Edits the file of `place`.
    pub(super) fn edit(&mut self, place: Span, edit: Edit) {
        let map = self.state.map;
        let entry = self.edits.entry(map.path(place.file).to_owned());
        let (_, edits) = entry.or_insert_with(|| (map.text(place.file).clone(), Vec::new()));
        // Two links may have their destination in one definition.
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }

    /// Puts `text` where `place` is.
    pub(super) fn replace(&mut self, place: Span, text: impl Into<String>) {
        self.edit(place, Edit::replace(place.range(), text));
    }

    /// Gives a file another name.
    pub(super) fn rename(&mut self, page: PageId, to: String) {
        if let Some(document) = self.document(page) {
            let file = document.file;
            let path = self.state.map.path(file).to_owned();
            let text = self.state.map.text(file).clone();
            self.edits
                .entry(path.clone())
                .or_insert_with(|| (text, Vec::new()));
            self.moved.insert(path, to);
        }
    }

    /// Gives keys of a page's front matter these values.
    pub(super) fn set(&mut self, page: PageId, values: &[(&str, Value)]) {
        let Some(document) = self.document(page) else {
            return;
        };
        let text = self.state.map.text(document.file);
        match front_matter::set(&document.front, text, values) {
            Some(edits) => {
                let place = Span::new(document.file, 0, 0);
                edits.into_iter().for_each(|edit| self.edit(place, edit));
            }
            None => {
                let is_table = |raw: &&RawValue| matches!(raw.kind, RawKind::Map(_));
                let raws = values.iter().filter_map(|(key, _)| document.front.get(key));
                let place = raws.filter(is_table).map(|raw| raw.span).next();
                self.uneditable(place.unwrap_or(Span::new(document.file, 0, 0)));
            }
        }
    }

    /// Lets a relation name `name`, an id or a number.
    pub(super) fn reword(&mut self, relation: &Relation<'_>, name: &str) {
        let Some(document) = self.document(relation.page) else {
            return;
        };
        let (text, written) = (self.state.map.text(document.file), relation.written);
        let name = relation.reworded(name);
        match front_matter::reworded(&document.front, text, written, &name) {
            Some(edit) => self.edit(written.span, edit),
            None => self.uneditable(written.span),
        }
    }

    /// A place that has to be edited and cannot be.
    pub(super) fn uneditable(&mut self, place: Span) {
        let problem = Diagnostic::new(Code::UneditablePlace, place);
        self.problems.push(problem.help("default"));
    }

    pub(super) fn document(&self, page: PageId) -> Option<&'a Document> {
        self.state.site.page(page).document.as_ref()
    }

    /// The files that change.
    ///
    /// # Errors
    /// What cannot be edited.
    pub(super) fn finish(mut self) -> Result<Vec<FileChange>, Vec<Diagnostic>> {
        let mut files = Vec::new();
        for (from, (before, edits)) in std::mem::take(&mut self.edits) {
            let Some(after) = edit::apply(&before, &edits) else {
                let problem = Diagnostic::new(Code::UneditablePlace, Place::Path(from));
                self.problems.push(problem.help("default"));
                continue;
            };
            let moved = self.moved.get(&from);
            if moved.is_none() && after == *before {
                continue;
            }
            files.push(FileChange {
                path: moved.unwrap_or(&from).clone(),
                fate: match moved {
                    Some(_) => Fate::Moved,
                    None => Fate::Changed,
                },
                from,
                before,
                after,
                edits,
            });
        }
        match self.problems.is_empty() {
            true => Ok(files),
            false => Err(self.problems),
        }
    }
}
