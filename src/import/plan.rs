//! From the rows of a table to the files that change.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::Request;
use super::change::{self, Change, Key, Manner, Statements};
use super::check;
use super::columns::{Columns, Meaning};
use super::ids::Ids;
use super::known::Known;
use super::names::Names;
use super::problems;
use super::records::Records;
use super::rows::{Row, rows};
use super::wants::{Reader, Wants};
use crate::diag::{Code, Diagnostic, Place};
use crate::edit::{self, front_matter, statements};
use crate::model::schema::Collection;
use crate::model::{Field, FrontMatter, PageId};
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
    let known: Vec<Known> = rows.iter().filter_map(|row| planner.known(row)).collect();
    let names = known.iter().map(|row| row.names(collection));
    planner.names.learn(request.collection, names.collect());
    for row in &known {
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
                seen.get(&id)
                    .map(|first| problems::twice(&id, said.place, first))
            };
            self.problems.extend(problem);
            self.ids.take(&id);
            seen.entry(id).or_insert_with(|| said.place.clone());
        }
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            site: self.request.site,
            collection: self.collection,
            names: &self.names,
            rules: &self.request.rules,
        }
    }

    /// Which record the row speaks of. `None` when that cannot be told, which is reported.
    fn known<'r, 't>(&mut self, row: &'r Row<'t>) -> Option<Known<'r, 't>> {
        let scope = self.reader().scope(row);
        let scope = scope.map_err(|found| self.problems.extend(found)).ok()?;
        let found = self.records.find(row, scope.as_deref());
        let found = found.map_err(|problem| self.problems.push(problem)).ok()?;
        if let Some(page) = found {
            let place = row.place().clone();
            if let Some(first) = self.seen.get(&page) {
                let problem = problems::twice(&self.name(page), &place, first);
                self.problems.push(problem);
                return None;
            }
            self.seen.insert(page, place);
        }
        let (site, collection) = (self.request.site, self.collection);
        let ids = (&mut self.ids, self.request.rules.is_id);
        Some(Known::new(row, found, scope, site, collection, ids))
    }

    fn row(&mut self, known: &Known) {
        let wants = match self.reader().read(known.row, known.found) {
            Ok(wants) => wants,
            Err(problems) => return self.problems.extend(problems),
        };
        self.count(known, &wants);
        match known.found {
            Some(page) => self.update(page, known, &wants),
            None => self.create(known, &wants),
        }
    }

    /// Notes the number that the record will have. No two may have the same.
    fn count(&mut self, known: &Known, wants: &Wants) {
        let page = known.found.map(|page| self.request.site.page(page));
        let record = page.and_then(|page| page.record.as_ref());
        let no = wants.no.clone().or_else(|| record?.no.clone());
        let scope = known.scope.clone().or_else(|| record?.scope.clone());
        let Some(no) = no else { return };
        let place = known.row.place().clone();
        let taken = self.numbers.insert((scope, no.clone()), place.clone());
        if taken.is_some() {
            self.problems
                .push(problems::duplicate(self.collection, &no, place));
        }
    }

    fn update(&mut self, page: PageId, row: &Known, wants: &Wants) {
        let shown = self.request.site.page(page);
        let name = self.name(page);
        let Some(document) = &shown.document else {
            return;
        };
        let path = self.request.map.path(document.file);
        let text = self.request.map.text(document.file);
        let before = (self.request.rules.read)(path, text);
        let uneditable = |place| {
            let problem = Diagnostic::new(Code::UneditableRecord, place);
            problem.arg("name", name.as_str()).help("text")
        };
        let mut fault = None;
        // What stays of a statement may give another meaning to what comes; then it all comes anew.
        for anew in [false, true] {
            let manner = Manner {
                clear_empty: self.request.options.clear_empty,
                anew,
            };
            let change = change::change(document, text, shown, self.collection, wants, manner);
            let change = match change {
                Ok(change) => change,
                Err(place) => {
                    let place = place.map_or_else(|| row.row.place().clone(), Place::Span);
                    return self.problems.push(uneditable(place));
                }
            };
            let Some(after) = edit::apply(text, &change.edits) else {
                return self.problems.push(uneditable(row.row.place().clone()));
            };
            if after == **text {
                self.plan.unchanged += 1;
                return;
            }
            let says = wants.body.as_ref().filter(|_| change.statements.is_some());
            let says: Vec<&str> = match says {
                Some(says) => says.iter().map(String::as_str).collect(),
                None => shown.statements.iter().map(|s| s.text.as_str()).collect(),
            };
            let read = (self.request.rules.read)(path, &after);
            fault = check::changed_record(&before, &read, &change, &says);
            if fault.is_some() {
                continue;
            }
            self.cleared(row, &name, &change);
            return self.plan.changed.push(Changed {
                path: path.to_owned(),
                name,
                before: text.clone(),
                after,
                keys: change.keys,
                statements: change.statements,
            });
        }
        self.problems
            .extend(fault.map(|fault| problems::unfaithful(row, self.collection, &name, &fault)));
    }

    fn create(&mut self, row: &Known, wants: &Wants) {
        let path = format!("{}/{}.md", self.request.folder, row.id);
        let numbering = self.collection.number.as_ref();
        let label = wants
            .label
            .clone()
            .or_else(|| Some(numbering?.print(wants.no.as_deref()?)));
        let name = named(&row.id, label.as_deref());
        let values = change::values(self.collection, wants);
        let says: Vec<&str> = wants.body.iter().flatten().map(String::as_str).collect();
        let body = statements::body(&says);
        let edits = match values.is_empty() {
            true => Some(Vec::new()),
            false => front_matter::set(&FrontMatter::default(), &body, &values),
        };
        let text = edits.and_then(|edits| edit::apply(&body, &edits));
        let text = text.unwrap_or(body);
        let has = |key: &str| values.iter().any(|(known, _)| *known == key);
        let missing: Vec<&Field> = self
            .collection
            .fields
            .iter()
            .filter(|field| field.required && !has(&field.key))
            .collect();
        if !missing.is_empty() {
            let problem = problems::incomplete(row, self.collection, &name, &missing);
            self.problems.push(problem.help("column"));
        }
        let document = (self.request.rules.read)(&path, &text);
        if let Some(fault) = check::new_record(&document, &values, &says) {
            let problem = problems::unfaithful(row, self.collection, &name, &fault);
            self.problems.push(problem);
        }
        self.plan.new.push(New { path, name, text });
    }

    /// Tells of required fields that the row takes away.
    fn cleared(&mut self, row: &Known, name: &str, change: &Change) {
        let is_gone = |field: &&Field| {
            let mut values = change.values.iter();
            field.required && values.any(|(key, value)| *key == field.key && value.is_none())
        };
        let gone: Vec<&Field> = self.collection.fields.iter().filter(is_gone).collect();
        if !gone.is_empty() {
            let problem = problems::incomplete(row, self.collection, name, &gone);
            self.problems.push(problem.help("cell"));
        }
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
                self.problems.push(problems::duplicate(
                    self.collection,
                    &number.1,
                    place.clone(),
                ));
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
