//! What the wants of a row change in the file of a record, and the front matter of a new one.

use super::wants::{Entry, Wants};
use crate::diag::Span;
use crate::edit::align::Step;
use crate::edit::front_matter::{self, Value};
use crate::edit::{Edit, statements};
use crate::model::schema::Collection;
use crate::model::{Document, FieldType, Page, RawKind};

/// A key of the front matter that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub key: String,
    /// What becomes of it.
    pub step: KeyStep,
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStep {
    /// It had no value.
    Added,
    /// It had another value.
    Changed,
    /// It goes.
    Removed,
}

/// What becomes of the statements of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statements {
    /// The ids of those that were there, in order.
    pub ids: Vec<String>,
    /// From the old to the new ones.
    pub steps: Vec<Step>,
}

/// Whether `key` is a relation.
fn is_relation(collection: &Collection, key: &str) -> bool {
    let field = collection.field(key);
    field.is_some_and(|field| matches!(field.ty, FieldType::Ref(_) | FieldType::Refs(_)))
}

/// The front matter of a new record.
pub(super) fn values<'w>(collection: &Collection, wants: &'w Wants) -> Vec<(&'w str, Value)> {
    let mut values: Vec<(&str, Value)> = Vec::new();
    let mut inferred = Vec::new();
    for entry in &wants.entries {
        if let Some(wanted) = &entry.wanted {
            values.push((&entry.key, wanted.value.clone()));
            if entry.is_filled && is_relation(collection, &entry.key) {
                inferred.push(entry.key.clone());
            }
        }
    }
    if !inferred.is_empty() {
        values.push(("inferred", Value::List(inferred)));
    }
    values
}

/// What changes in a file.
pub(super) struct Change {
    pub(super) edits: Vec<Edit>,
    /// The values that keys get; `None` takes a key away.
    pub(super) values: Vec<(String, Option<Value>)>,
    pub(super) keys: Vec<Key>,
    pub(super) statements: Option<Statements>,
}

/// How a change goes about it.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// Empty cells take values away.
    pub(super) clear_empty: bool,
    /// Statements that change are written anew, whatever could stay of them.
    pub(super) anew: bool,
}

/// What `wants` changes in the file `text` of `page`.
///
/// # Errors
/// The place that cannot be changed here: a value that is a table, a text from another file.
pub(super) fn change(
    document: &Document,
    text: &str,
    page: &Page,
    collection: &Collection,
    wants: &Wants,
    manner: Manner,
) -> Result<Change, Option<Span>> {
    let front = &document.front;
    let mut change = Change {
        edits: Vec::new(),
        values: Vec::new(),
        keys: Vec::new(),
        statements: None,
    };
    let mut values: Vec<(&str, Value)> = Vec::new();
    let mut inferred = front
        .get("inferred")
        .map_or_else(Vec::new, front_matter::texts);
    for Entry {
        key,
        wanted,
        is_filled,
    } in &wants.entries
    {
        let now = front
            .get(key)
            .filter(|raw| !matches!(raw.kind, RawKind::Null));
        let step = match (wanted, now) {
            (Some(wanted), _) if wanted.is_there => continue,
            (Some(wanted), Some(raw)) if wanted.value.is(raw) => continue,
            (None, Some(_)) if manner.clear_empty => {
                change.edits.extend(front_matter::remove(front, text, key));
                change.values.push((key.clone(), None));
                KeyStep::Removed
            }
            (None, _) => continue,
            (Some(wanted), now) => {
                values.push((key, wanted.value.clone()));
                match now {
                    Some(_) => KeyStep::Changed,
                    None => KeyStep::Added,
                }
            }
        };
        inferred.retain(|known| known != key);
        if *is_filled && is_relation(collection, key) {
            inferred.push(key.clone());
        }
        change.keys.push(Key {
            key: key.clone(),
            step,
        });
    }
    let known = front.get("inferred").map(front_matter::texts);
    match (known, inferred.is_empty()) {
        (Some(_), true) => {
            let removed = front_matter::remove(front, text, "inferred");
            change.edits.extend(removed);
            change.values.push(("inferred".to_owned(), None));
        }
        (Some(known), false) if known == inferred => {}
        (_, false) => values.push(("inferred", Value::List(inferred))),
        (None, true) => {}
    }
    let table = || {
        let mut raws = values.iter().filter_map(|(key, _)| front.get(key));
        raws.find(|raw| matches!(raw.kind, RawKind::Map(_)))
            .map(|raw| raw.span)
    };
    let edits = front_matter::set(front, text, &values).ok_or_else(table)?;
    change.edits.extend(edits);
    let set = values.into_iter();
    let set = set.map(|(key, value)| (key.to_owned(), Some(value)));
    change.values.extend(set);
    body_change(document, text, page, wants, manner, &mut change)?;
    Ok(change)
}

fn body_change(
    document: &Document,
    text: &str,
    page: &Page,
    wants: &Wants,
    manner: Manner,
    change: &mut Change,
) -> Result<(), Option<Span>> {
    let Some(new) = wants
        .body
        .as_ref()
        .filter(|body| manner.clear_empty || !body.is_empty())
    else {
        return Ok(());
    };
    let old: Vec<&str> = page.statements.iter().map(|s| s.text.as_str()).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let revise = match manner.anew {
        true => statements::revise_anew,
        false => statements::revise,
    };
    let revision = revise(text, document, &old, &new).ok_or(None)?;
    if !revision.is_none() {
        change.edits.extend(revision.edits);
        change.statements = Some(Statements {
            ids: page.statements.iter().map(|s| s.id.clone()).collect(),
            steps: revision.steps,
        });
    }
    Ok(())
}
