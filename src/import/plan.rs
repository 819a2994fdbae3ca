//! From the rows of a table to the files that change.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::columns::{Columns, Meaning};
use super::ids::Ids;
use super::names::Names;
use super::records::Records;
use super::rows::{Row, rows};
use super::update::{self, Entry, Key, Statements, Wants};
use super::{Request, cells};
use crate::diag::{Code, Diagnostic, Place};
use crate::edit::{self, front_matter, statements};
use crate::model::schema::Collection;
use crate::model::{FrontMatter, PageId};
use crate::text::file_name;

/// What an import comes to.
#[derive(Debug, Default)]
pub struct Plan {
    /// New records, in the table's order.
    pub new: Vec<New>,
    /// Records that change, in the table's order.
    pub changed: Vec<Changed>,
    /// How many records stay as they are.
    pub unchanged: usize,
    /// Records that the table does not have, in reading order: what lists call them.
    pub absent: Vec<String>,
    /// Headings of the columns that are not taken.
    pub left_out: Vec<String>,
}

/// A new record.
#[derive(Debug)]
pub struct New {
    /// Its file, as messages name it.
    pub path: String,
    /// What lists call it.
    pub name: String,
    /// The file's text.
    pub text: String,
}

/// A record that changes.
#[derive(Debug)]
pub struct Changed {
    /// Its file, as messages name it.
    pub path: String,
    /// What lists call it.
    pub name: String,
    /// The file's text as it was.
    pub before: Arc<str>,
    /// The file's text as it shall be.
    pub after: String,
    /// What becomes of its front matter.
    pub keys: Vec<Key>,
    /// What becomes of its statements, if anything.
    pub statements: Option<Statements>,
}

/// Works out what the table changes.
///
/// # Errors
/// Everything that is wrong with the table.
pub fn plan(request: &Request) -> Result<Plan, Vec<Diagnostic>> {
    let collection = &request.site.config.schema.collections[request.collection];
    let (columns, mut problems) = Columns::of(&request.table.headings, request.mapping, collection);
    if !problems.is_empty() {
        return Err(problems);
    }
    let (rows, found) = rows(request.table, &columns, collection, &request.options);
    problems.extend(found);
    let mut planner = Planner {
        request,
        collection,
        names: Names::new(request.site),
        records: Records::of(request.site, request.collection),
        ids: Ids::of(request.site, request.collection, rows.len()),
        seen: BTreeMap::new(),
        numbers: BTreeMap::new(),
        problems,
        plan: Plan {
            left_out: columns.left_out,
            ..Plan::default()
        },
    };
    planner.known_ids(&rows);
    for row in &rows {
        planner.row(row);
    }
    planner.finish()
}

struct Planner<'a> {
    request: &'a Request<'a>,
    collection: &'a Collection,
    names: Names<'a>,
    records: Records<'a>,
    ids: Ids,
    /// The rows of the records that were found, to tell of a second one.
    seen: BTreeMap<PageId, Place>,
    /// Scopes and numbers of the rows.
    numbers: BTreeMap<(Option<String>, String), Place>,
    problems: Vec<Diagnostic>,
    plan: Plan,
}

impl Planner<'_> {
    /// Takes the ids that the table gives before any is made.
    fn known_ids(&mut self, rows: &[Row]) {
        let mut seen: BTreeMap<String, Place> = BTreeMap::new();
        for row in rows {
            let Some(said) = row.get(&Meaning::Id) else {
                continue;
            };
            let id: String = said.text.nfc().collect();
            let path = format!("{}/{id}.md", self.request.folder);
            let problem = if !(self.request.rules.is_id)(&id) {
                let invalid = Diagnostic::new(Code::InvalidId, said.place.clone());
                Some(invalid.arg("id", id.as_str()).help("rename"))
            } else if let Some(why) = file_name::fault(&path) {
                let unsafe_path = Diagnostic::new(Code::UnsafePath, said.place.clone());
                Some(unsafe_path.arg("path", path).help(why))
            } else {
                seen.get(&id).map(|first| twice(&id, said.place, first))
            };
            self.problems.extend(problem);
            self.ids.take(&id);
            seen.entry(id).or_insert_with(|| said.place.clone());
        }
    }

    fn row(&mut self, row: &Row) {
        let wants = update::Reader {
            site: self.request.site,
            collection: self.collection,
            names: &self.names,
            rules: &self.request.rules,
        };
        let scope = match wants.scope(row) {
            Ok(scope) => scope,
            Err(problems) => return self.problems.extend(problems),
        };
        let found = match self.records.find(row, scope.as_deref()) {
            Ok(found) => found,
            Err(problem) => return self.problems.push(problem),
        };
        if let Some(page) = found {
            let place = row.place().clone();
            if let Some(first) = self.seen.get(&page) {
                let name = self.name(page);
                return self.problems.push(twice(&name, &place, first));
            }
            self.seen.insert(page, place);
        }
        let wants = match wants.read(row, found) {
            Ok(wants) => wants,
            Err(problems) => return self.problems.extend(problems),
        };
        self.count(row, &wants, found, scope);
        match found {
            Some(page) => self.update(page, row, wants),
            None => self.create(row, wants),
        }
    }

    /// Notes the number that the record will have. No two may have the same.
    fn count(&mut self, row: &Row, wants: &Wants, found: Option<PageId>, scope: Option<String>) {
        let record = found.and_then(|page| self.request.site.page(page).record.as_ref());
        let no = wants.no.clone().or_else(|| record?.no.clone());
        let scope = scope.or_else(|| record?.scope.clone());
        let Some(no) = no else { return };
        let place = row.place().clone();
        let taken = self.numbers.insert((scope, no.clone()), place.clone());
        if taken.is_some() {
            self.problems.push(self.duplicate(&no, place));
        }
    }

    fn duplicate(&self, no: &str, place: Place) -> Diagnostic {
        let numbering = self.collection.number.as_ref();
        let printed = numbering.map_or(no.to_owned(), |numbering| numbering.print(no));
        Diagnostic::new(Code::DuplicateNumber, place)
            .arg("no", printed)
            .help("scope")
    }

    fn update(&mut self, page: PageId, row: &Row, wants: Wants) {
        let shown = self.request.site.page(page);
        let name = self.name(page);
        let Some(document) = &shown.document else {
            return;
        };
        let text = self.request.map.text(document.file);
        let change = update::change(
            document,
            text,
            shown,
            self.collection,
            &wants,
            self.request.options.clear_empty,
        );
        let change = match change {
            Ok(change) => change,
            Err(place) => {
                let place = place.map_or_else(|| row.place().clone(), Place::Span);
                let problem = Diagnostic::new(Code::UneditableRecord, place);
                return self.problems.push(problem.arg("name", name).help("text"));
            }
        };
        let after = edit::apply(text, &change.edits);
        match after {
            Some(after) if after != **text => self.plan.changed.push(Changed {
                path: self.request.map.path(document.file).to_owned(),
                name,
                before: text.clone(),
                after,
                keys: change.keys,
                statements: change.statements,
            }),
            Some(_) => self.plan.unchanged += 1,
            None => {
                let problem = Diagnostic::new(Code::UneditableRecord, row.place().clone());
                self.problems.push(problem.arg("name", name).help("text"));
            }
        }
    }

    fn create(&mut self, row: &Row, wants: Wants) {
        let rules = &self.request.rules;
        let id = match row.get(&Meaning::Id) {
            Some(said) => said.text.nfc().collect(),
            None => self
                .ids
                .make(wants.no.as_deref(), wants.scope.as_deref(), rules.is_id),
        };
        let says: Vec<&str> = wants.body.iter().flatten().map(String::as_str).collect();
        let body = statements::body(&says);
        let mut values: Vec<(&str, front_matter::Value)> = Vec::new();
        let mut inferred = Vec::new();
        for Entry {
            key,
            wanted,
            is_filled,
        } in &wants.entries
        {
            if let Some(wanted) = wanted {
                values.push((key, wanted.value.clone()));
                if *is_filled && update::is_relation(self.collection, key) {
                    inferred.push(key.clone());
                }
            }
        }
        if !inferred.is_empty() {
            values.push(("inferred", front_matter::Value::List(inferred)));
        }
        let edits = match values.is_empty() {
            true => Some(Vec::new()),
            false => front_matter::set(&FrontMatter::default(), &body, &values),
        };
        let text = edits.and_then(|edits| edit::apply(&body, &edits));
        let numbering = self.collection.number.as_ref();
        let label = wants
            .label
            .clone()
            .or_else(|| Some(numbering?.print(wants.no.as_deref()?)));
        self.plan.new.push(New {
            path: format!("{}/{id}.md", self.request.folder),
            name: named(&id, label.as_deref()),
            text: text.unwrap_or(body),
        });
    }

    /// What lists call a record: its id and its printed number.
    fn name(&self, page: PageId) -> String {
        let page = self.request.site.page(page);
        let id = page.record.as_ref().map_or("", |record| &record.id);
        named(id, page.label.as_deref())
    }

    /// What the table does not have; and whether one of those has a number that the table gives
    /// to another.
    fn finish(mut self) -> Result<Plan, Vec<Diagnostic>> {
        for page in &self.request.site.records[self.request.collection] {
            if self.seen.contains_key(page) {
                continue;
            }
            self.plan.absent.push(self.name(*page));
            let record = self.request.site.page(*page).record.as_ref();
            let number = record.and_then(|r| Some((r.scope.clone(), r.no.clone()?)));
            if let Some(number) = number
                && let Some(place) = self.numbers.get(&number)
            {
                self.problems.push(self.duplicate(&number.1, place.clone()));
            }
        }
        // A merged range, or a cell that fills others, is wrong once.
        let mut told: Vec<Diagnostic> = Vec::new();
        for problem in std::mem::take(&mut self.problems) {
            if !told.contains(&problem) {
                told.push(problem);
            }
        }
        self.problems = told;
        match self.problems.is_empty() {
            true => Ok(self.plan),
            false => Err(self.problems),
        }
    }
}

fn named(id: &str, label: Option<&str>) -> String {
    match label {
        Some(label) => format!("{id} {label}"),
        None => id.to_owned(),
    }
}

fn twice(name: &str, place: &Place, first: &Place) -> Diagnostic {
    let problem = Diagnostic::new(Code::DuplicateRow, place.clone()).arg("name", name);
    match first {
        Place::Span(span) => problem.related(*span, "first"),
        Place::Path(path) => problem.arg("first", path.as_str()).help("first"),
        Place::Nowhere => problem,
    }
}

/// The statements of a cell, where what a record says already is taken as it is written there: one
/// that has several lines stays one, and signs that belong to it stay.
pub(super) fn said(cell: &str, old: &[&str]) -> Vec<String> {
    let parts: Vec<Vec<String>> = old.iter().map(|old| cells::statements(old)).collect();
    let new = cells::statements(cell);
    let mut said = Vec::new();
    let (mut at, mut from) = (0, 0);
    while at < new.len() {
        let is_here =
            |known: &usize| !parts[*known].is_empty() && new[at..].starts_with(&parts[*known]);
        match (from..old.len()).find(is_here) {
            Some(known) => {
                said.push(old[known].to_owned());
                at += parts[known].len();
                from = known + 1;
            }
            None => {
                said.push(new[at].clone());
                at += 1;
            }
        }
    }
    said
}
