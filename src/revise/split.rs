//! Several records for one: copies of its file, from which the author takes what is not theirs.

use std::collections::BTreeSet;

use super::ids::{self, Free};
use super::names::{self, Named};
use super::sheet::{Fate, FileChange, Sheet};
use super::{Revision, Rules, State, Step, withdraw};
use crate::diag::{Diagnostic, Span};
use crate::edit::front_matter::{self, Value};
use crate::edit::{self, Edit};
use crate::model::Document;
use crate::model::edition::Withdrawal;
use crate::text::file_name;

/// What a file says of its own past and address, which no copy shares.
const OWN: &[&str] = &[
    "withdrawn",
    "successors",
    "reason",
    "renamed-from",
    "change",
    "aliases",
    "slug",
];

pub(super) fn plan(
    name: &str,
    into: &[String],
    state: State<'_>,
    rules: Rules<'_>,
) -> Result<Revision, Vec<Diagnostic>> {
    let named = names::find(name, state).map_err(|problem| vec![problem])?;
    if state.site.page(named.page).lineage.withdrawn.is_some() {
        return Err(vec![super::refused(name).help("withdrawn")]);
    }
    let free = ids(name, into, named, state, rules)?;
    let mut sheet = Sheet::new(state);
    let key = &named.collection.key;
    let whole = |free: &Free| format!("{key}:{}", free.id);
    let successors: Vec<String> = free.iter().map(|free| free.id.clone()).collect();
    withdraw::close(
        named,
        Withdrawal::Split,
        successors,
        None,
        state,
        &mut sheet,
    );
    let (warnings, left) = withdraw::leave(named, Withdrawal::Split, state, rules, &mut sheet);
    let Some(document) = sheet.document(named.page) else {
        return Err(vec![super::refused(name).help("no-record")]);
    };
    let (copy, without) = copy(document, named, state).map_err(|place| {
        sheet.uneditable(place);
        std::mem::take(&mut sheet.problems)
    })?;
    let mut steps = vec![Step::Withdrawn {
        name: names::of(named.page, state.site),
        kind: Withdrawal::Split,
        successors: free.iter().map(whole).collect(),
    }];
    let mut files = sheet.finish()?;
    for free in &free {
        steps.push(Step::Made {
            name: whole(free),
            without: without.clone(),
        });
        files.push(FileChange {
            from: state.map.path(document.file).to_owned(),
            path: free.path.clone(),
            fate: Fate::Copied,
            before: state.map.text(document.file).clone(),
            after: copy.clone(),
            edits: Vec::new(),
        });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Revision {
        steps,
        files,
        warnings,
        left,
        ..Revision::default()
    })
}

fn ids(
    name: &str,
    into: &[String],
    named: Named<'_>,
    state: State<'_>,
    rules: Rules<'_>,
) -> Result<Vec<Free>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut found: Vec<Free> = Vec::new();
    let key = |free: &Free| file_name::collision_key(&free.id);
    for id in into {
        match ids::free(id, named, state, rules) {
            Ok(free) if found.iter().any(|other| other.id == free.id) => {
                problems.push(super::refused(id).help("twice"));
            }
            Ok(free) if found.iter().any(|other| key(other) == key(&free)) => {
                problems.push(super::refused(id).help("case"));
            }
            Ok(free) => found.push(free),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() && found.len() < 2 {
        problems.push(super::refused(name).help("several"));
    }
    match problems.is_empty() {
        true => Ok(found),
        false => Err(problems),
    }
}

/// The text of a copy, and the keys of the front matter that it has not taken over.
fn copy(
    document: &Document,
    named: Named<'_>,
    state: State<'_>,
) -> Result<(String, Vec<String>), Span> {
    let numbering = named.collection.number.iter();
    let number = numbering.flat_map(|n| [Some(&n.field), n.label_field.as_ref()]);
    let unique = named.collection.fields.iter();
    let unique = unique.filter(|field| field.unique && !field.required);
    let left_out: BTreeSet<&str> = OWN
        .iter()
        .copied()
        .chain(number.flatten().map(String::as_str))
        .chain(unique.map(|field| field.key.as_str()))
        .collect();
    let front = &document.front;
    let text = state.map.text(document.file);
    let keys = front.entries.iter().map(|(key, ..)| key.as_str());
    let mut without: Vec<&str> = keys.filter(|key| left_out.contains(key)).collect();
    let mut edits: Vec<Edit> = Vec::new();
    if let Some(raw) = front.get("inferred") {
        let mut kept = front_matter::texts(raw);
        let count = kept.len();
        kept.retain(|key| !without.contains(&key.as_str()));
        if kept.is_empty() {
            without.push("inferred");
        } else if kept.len() < count {
            let set = front_matter::set(front, text, &[("inferred", Value::List(kept))]);
            edits.extend(set.ok_or(raw.span)?);
        }
    }
    for key in &without {
        edits.extend(front_matter::remove(front, text, key));
    }
    let whole = Span::new(document.file, 0, 0);
    let copy = edit::apply(text, &edits).ok_or(whole)?;
    let without = without.into_iter().map(str::to_owned).collect();
    Ok((copy, without))
}
