//! What the columns of a table are: the front matter keys, the id, the title and the body that
//! their headings stand for.

use std::collections::BTreeMap;

use super::fold;
use super::table::Cell;
use crate::diag::{Code, Diagnostic, Lang, Localized, Place};
use crate::model::schema::{Collection, PrintValue};
use crate::text::suggest;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning {
    /// The id.
    Id,
    /// The printed number.
    Number,
    /// The title.
    Title,
    /// The statements.
    Body,
    /// A field, by its place in the schema.
    Field(usize),
    /// A front matter key of the numbering that is no field: the label, the scope.
    Key(String),
}

impl Meaning {
    /// The front matter key, or the reserved word, of a column of `collection`.
    pub(super) fn key<'c>(&'c self, collection: &'c Collection) -> &'c str {
        match self {
            Meaning::Id => "id",
            Meaning::Title => "title",
            Meaning::Body => "body",
            Meaning::Number => collection.number.as_ref().map_or("", |n| &n.field),
            Meaning::Field(at) => collection.fields.get(*at).map_or("", |field| &field.key),
            Meaning::Key(key) => key,
        }
    }

    /// What `key` names.
    fn of(key: &str, collection: &Collection) -> Option<Meaning> {
        let numbering = collection.number.as_ref();
        let is_number = numbering.is_some_and(|n| n.field == key);
        let field = || collection.fields.iter().position(|field| field.key == key);
        let of_number = || {
            let numbering = numbering?;
            let keys = [&numbering.label_field, &numbering.scope];
            keys.into_iter().flatten().find(|known| *known == key)
        };
        Some(match key {
            "id" => Meaning::Id,
            "title" => Meaning::Title,
            "body" => Meaning::Body,
            _ if is_number => Meaning::Number,
            _ => match (field(), of_number()) {
                (Some(at), _) => Meaning::Field(at),
                (None, Some(key)) => Meaning::Key(key.clone()),
                (None, None) => return None,
            },
        })
    }
}

/// `--map`: what the author says of headings.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// Folded heading, as it was written, and the column's meaning; `None` leaves it out.
    said: Vec<(String, String, Option<Meaning>)>,
}

impl Mapping {
    /// Reads `番号=no`; nothing behind the `=` leaves the column out.
    ///
    /// # Errors
    /// All that are wrong.
    pub fn read(said: &[String], collection: &Collection) -> Result<Mapping, Vec<Diagnostic>> {
        let mut mapping = Mapping::default();
        let mut problems = Vec::new();
        for pair in said {
            let Some((heading, key)) = pair.rsplit_once('=') else {
                let problem = Diagnostic::new(Code::UnknownImportKey, Place::Nowhere);
                problems.push(problem.arg("key", pair.as_str()).help("form"));
                continue;
            };
            let (heading, key) = (heading.trim(), key.trim());
            let meaning = Meaning::of(key, collection);
            if meaning.is_none() && !key.is_empty() {
                problems.push(unknown_key(key, collection));
                continue;
            }
            mapping
                .said
                .push((fold(heading), heading.to_owned(), meaning));
        }
        match problems.is_empty() {
            true => Ok(mapping),
            false => Err(problems),
        }
    }

    /// What a heading stands for, if anything is known of it.
    fn meaning(&self, heading: &str, collection: &Collection) -> Option<Meaning> {
        let folded = fold(heading);
        match self.said.iter().find(|(known, ..)| *known == folded) {
            Some((_, _, meaning)) => meaning.clone(),
            None => by_itself(&folded, collection),
        }
    }

    /// Whether a heading means something, also when that is to be left out.
    pub fn knows(&self, heading: &str, collection: &Collection) -> bool {
        let folded = fold(heading);
        !folded.is_empty()
            && (self.said.iter().any(|(known, ..)| *known == folded)
                || by_itself(&folded, collection).is_some())
    }
}

/// A key of the import that the collection does not have.
pub(super) fn unknown_key(key: &str, collection: &Collection) -> Diagnostic {
    let numbering = collection.number.iter().flat_map(|n| {
        let keys = [Some(&n.field), n.scope.as_ref(), n.label_field.as_ref()];
        keys.into_iter().flatten().map(String::as_str)
    });
    let fields = collection.fields.iter().map(|field| field.key.as_str());
    let mut known: Vec<&str> = numbering.chain(fields).collect();
    known.dedup();
    known.extend(["id", "title", "body"]);
    let problem = Diagnostic::new(Code::UnknownImportKey, Place::Nowhere)
        .arg("key", key)
        .arg("collection", collection.label.clone())
        .arg("known", known.join(", "));
    match suggest::nearest(key, known) {
        Some(nearest) => problem
            .arg("nearest", nearest)
            .help("nearest")
            .help("known"),
        None => problem.help("known"),
    }
}

/// What a folded heading stands for by itself: a key, a label, or one of the words that exported
/// tables have.
fn by_itself(folded: &str, collection: &Collection) -> Option<Meaning> {
    let is = |word: &str| fold(word) == folded;
    let is_label = |label: &Localized| is(label.get(Lang::Ja)) || is(label.get(Lang::En));
    let numbering = collection.number.as_ref();
    if folded == "id" {
        return Some(Meaning::Id);
    }
    if let Some(numbering) = numbering
        && (is(&numbering.field) || is("番号") || is("No.") || is("No"))
    {
        return Some(Meaning::Number);
    }
    let mut fields = collection.fields.iter();
    if let Some(at) = fields.position(|field| is(&field.key) || is_label(&field.label)) {
        return Some(Meaning::Field(at));
    }
    if is("題名") || is("title") {
        return Some(Meaning::Title);
    }
    let words = collection.statement_label.as_ref();
    if words.is_some_and(is_label) || is("本文") || is("text") || is("body") {
        return Some(Meaning::Body);
    }
    let keys = numbering
        .into_iter()
        .flat_map(|n| [&n.label_field, &n.scope]);
    let key = keys.flatten().find(|key| is(key));
    key.map(|key| Meaning::Key(key.clone()))
        .or_else(|| printed(&is, collection))
}

/// What stands below the heading that the source document printed.
fn printed(is: &dyn Fn(&str) -> bool, collection: &Collection) -> Option<Meaning> {
    let mut columns = collection.print_table.iter().flatten();
    match columns.find(|column| is(&column.label))?.value {
        PrintValue::Number => collection.number.as_ref().map(|_| Meaning::Number),
        PrintValue::Title => Some(Meaning::Title),
        PrintValue::Body => Some(Meaning::Body),
        PrintValue::WholeOnce => {
            let mut fields = collection.fields.iter();
            fields.position(|field| field.part_of).map(Meaning::Field)
        }
    }
}

/// The columns of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// Where each thing stands.
    pub(super) at: BTreeMap<Meaning, usize>,
    /// The headings of the columns that are not taken.
    pub(super) left_out: Vec<String>,
}

impl Columns {
    /// The columns below `headings`, and what is wrong with them.
    pub(super) fn of(
        headings: &[Cell],
        mapping: &Mapping,
        collection: &Collection,
    ) -> (Columns, Vec<Diagnostic>) {
        let mut columns = Columns::default();
        let mut problems = Vec::new();
        let made = made_by_export(headings, mapping);
        for (at, cell) in headings.iter().enumerate() {
            if at >= made {
                columns.left_out.push(cell.text.clone());
                continue;
            }
            // A merged heading stands above several columns; the first is meant.
            if at > 0 && headings[at - 1].place == cell.place {
                continue;
            }
            match mapping.meaning(&cell.text, collection) {
                Some(meaning) => match columns.at.get(&meaning) {
                    Some(first) => problems.push(
                        Diagnostic::new(Code::DuplicateColumn, cell.place.clone())
                            .arg("key", meaning.key(collection))
                            .arg("first", headings[*first].text.as_str())
                            .arg("heading", cell.text.as_str()),
                    ),
                    None => {
                        columns.at.insert(meaning, at);
                    }
                },
                None if !cell.text.is_empty() => columns.left_out.push(cell.text.clone()),
                None => {}
            }
        }
        problems.extend(missing(headings, mapping));
        if columns.at.is_empty() && problems.is_empty() {
            problems.push(unmapped(headings, collection));
        }
        (columns, problems)
    }
}

/// From where on the columns of an exported table are made from the site: who refers to a record,
/// and the address of its page. A field may well be called URL, too.
fn made_by_export(headings: &[Cell], mapping: &Mapping) -> usize {
    let is = |cell: &Cell, words: &[&str]| {
        let folded = fold(&cell.text);
        let is_said = mapping.said.iter().any(|(known, ..)| *known == folded);
        !is_said && words.iter().any(|word| fold(word) == folded)
    };
    match headings {
        [.., sources, address]
            if is(sources, &["参照元", "Referenced by"]) && is(address, &["URL"]) =>
        {
            headings.len() - 2
        }
        _ => headings.len(),
    }
}

/// Headings of `--map` that the table does not have.
fn missing(headings: &[Cell], mapping: &Mapping) -> Vec<Diagnostic> {
    let known: Vec<&str> = headings
        .iter()
        .map(|cell| cell.text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    let is_there = |folded: &str| known.iter().any(|heading| fold(heading) == folded);
    let missing = mapping.said.iter().filter(|(folded, ..)| !is_there(folded));
    missing
        .map(|(_, heading, _)| {
            let place = headings.first().map_or(Place::Nowhere, |c| c.place.clone());
            let problem = Diagnostic::new(Code::UnknownColumn, place)
                .arg("heading", heading.as_str())
                .arg("known", Localized::list(&known));
            match suggest::nearest(heading, known.iter().copied()) {
                Some(nearest) => problem
                    .arg("nearest", nearest)
                    .help("nearest")
                    .help("known"),
                None => problem.help("known"),
            }
        })
        .collect()
}

fn unmapped(headings: &[Cell], collection: &Collection) -> Diagnostic {
    let place = headings.first().map_or(Place::Nowhere, |c| c.place.clone());
    let texts = headings.iter().map(|cell| cell.text.as_str());
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    let example = texts.first().copied().unwrap_or_default();
    let key = collection.number.as_ref().map_or("title", |n| &n.field);
    Diagnostic::new(Code::UnreadableTable, place)
        .arg("headings", Localized::list(&texts))
        .arg("example", format!("{example}={key}"))
        .help("map")
}
