//! Another id for a record: its files are called otherwise, and whatever names it says so.

use unicode_normalization::UnicodeNormalization;

use super::names::{self, Named};
use super::references::{self, Reference};
use super::relations;
use super::sheet::Sheet;
use super::{Revision, Rules, State, Step, ids, paths};
use crate::diag::{Diagnostic, Span};
use crate::edit::front_matter::{self, Value};

pub(super) fn plan(
    name: &str,
    id: &str,
    state: State<'_>,
    rules: Rules<'_>,
) -> Result<Revision, Vec<Diagnostic>> {
    let one = |problem| vec![problem];
    let named = names::find(name, state).map_err(one)?;
    let old = named.record.id.as_str();
    if id.strip_suffix(".md").unwrap_or(id).nfc().eq(old.chars()) {
        return Ok(Revision::default());
    }
    let free = ids::free(id, named, state, rules).map_err(one)?;
    let new = free.id.as_str();
    let mut sheet = Sheet::new(state);
    files(named, new, state, &mut sheet);
    past(named, new, &mut sheet);
    for reference in references::all(state) {
        if reference.to == named.page {
            link(&reference, named, new, &mut sheet);
        }
    }
    let relations = relations::all(state.site).into_iter();
    for relation in relations.chain(relations::successors(state.site)) {
        if relation.to == named.page && !relation.by_number {
            sheet.reword(&relation, new);
        }
    }
    let from = names::of(named.page, state.site);
    let to = format!("{}:{new}", named.collection.key);
    Ok(Revision {
        steps: vec![Step::Renamed {
            name: from.clone(),
            to: to.clone(),
        }],
        files: sheet.finish()?,
        renamed: [(from, to)].into(),
        ..Revision::default()
    })
}

/// The files of the record and of its translations get other names.
fn files(named: Named<'_>, new: &str, state: State<'_>, sheet: &mut Sheet<'_>) {
    let record = state.site.page(named.page);
    let others = record.translations.iter().copied();
    let others = others.filter(|page| *page != named.page);
    for page in std::iter::once(named.page).chain(others) {
        let Some(document) = &state.site.page(page).document else {
            continue;
        };
        let path = state.map.path(document.file);
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        if let Some(rest) = file.strip_prefix(named.record.id.as_str()) {
            let slash = if folder.is_empty() { "" } else { "/" };
            sheet.rename(page, format!("{folder}{slash}{new}{rest}"));
        }
    }
}

/// `renamed-from` tells what the record was called. Whoever gets an old name back loses it there.
fn past(named: Named<'_>, new: &str, sheet: &mut Sheet<'_>) {
    let Some(document) = sheet.document(named.page) else {
        return;
    };
    let known = document.front.get("renamed-from");
    let mut past = known.map_or_else(Vec::new, front_matter::texts);
    past.retain(|id| id != new);
    past.push(named.record.id.clone());
    let value = match past.as_slice() {
        [only] => Value::Scalar(only.clone()),
        _ => Value::List(past),
    };
    sheet.set(named.page, &[("renamed-from", value)]);
}

/// Lets a link that names the record by its id, or by its file, name it by the new one.
fn link(reference: &Reference, named: Named<'_>, new: &str, sheet: &mut Sheet<'_>) {
    let Some(written) = &reference.written else {
        return;
    };
    let has_slug = sheet
        .document(named.page)
        .is_some_and(|document| document.front.get("slug").is_some());
    let (range, text) = match in_name(&written.href, named) {
        Some(range) => (range, new.to_owned()),
        None => match paths::in_path(&written.href, &named.record.id, new, has_slug) {
            Some(found) => found,
            None => return,
        },
    };
    match written.place {
        Some(place) => {
            let start = place.start as usize;
            let at = Span::new(place.file, start + range.start, start + range.end);
            sheet.replace(at, text);
        }
        None => sheet.uneditable(reference.span),
    }
}

/// Where the id stands in `measure:m08#s1`.
fn in_name(href: &str, named: Named<'_>) -> Option<std::ops::Range<usize>> {
    let rest = href
        .strip_prefix(&named.collection.key)?
        .strip_prefix(':')?;
    let start = href.len() - rest.len();
    let end = rest.find('#').map_or(href.len(), |at| start + at);
    (start..end).into()
}
