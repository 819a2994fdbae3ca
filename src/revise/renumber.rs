//! Other numbers for records: in their front matter, and wherever a text or a relation prints them.

use std::collections::BTreeMap;

use super::ranges::{self, Moved};
use super::references::{self, Reference};
use super::sheet::Sheet;
use super::{Revision, Rules, State, Step, names, relations};
use crate::diag::{Code, Diagnostic, Span};
use crate::edit::front_matter::Value;
use crate::model::PageId;
use crate::model::schema::Numbering;

/// A record's numbers.
struct Renumbering<'a> {
    numbering: &'a Numbering,
    old: Option<String>,
    new: String,
}

pub(super) fn plan(
    pairs: &[(String, String)],
    state: State<'_>,
    rules: Rules<'_>,
) -> Result<Revision, Vec<Diagnostic>> {
    let mut wanted: BTreeMap<PageId, Renumbering> = BTreeMap::new();
    let mut steps = Vec::new();
    let mut problems = Vec::new();
    for (name, no) in pairs {
        let read = read(name, no, state, rules);
        match read {
            Ok((page, _)) if wanted.contains_key(&page) => {
                problems.push(super::refused(name).help("twice"));
            }
            Ok((page, renumbering)) => {
                let print = |no: &String| renumbering.numbering.print(no);
                steps.push(Step::Renumbered {
                    name: names::of(page, state.site),
                    from: renumbering.old.as_ref().map(print),
                    to: print(&renumbering.new),
                });
                wanted.insert(page, renumbering);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut sheet = Sheet::new(state);
    for (page, renumbering) in &wanted {
        let value = Value::Scalar(renumbering.new.clone());
        sheet.set(*page, &[(renumbering.numbering.field.as_str(), value)]);
    }
    let references = references::all(state);
    for reference in &references {
        if let Some(renumbering) = wanted.get(&reference.to)
            && let Some(old) = &renumbering.old
        {
            let new = renumbering.numbering.print(&renumbering.new);
            reprint(
                reference,
                renumbering.numbering,
                old,
                &new,
                rules,
                &mut sheet,
            );
        }
    }
    for relation in relations::all(state.site) {
        let Some(renumbering) = wanted.get(&relation.to) else {
            let record = |page: PageId| state.site.page(page).record.as_ref();
            let is_taken = record(relation.to).is_some_and(|old| {
                let mut new = wanted.iter();
                new.any(|(page, new)| {
                    old.no.as_ref() == Some(&new.new)
                        && record(*page).is_some_and(|record| record.collection == old.collection)
                })
            });
            // The number by which it names one that is no more gets another holder.
            if relation.by_number && is_taken && state.site.page(relation.to).is_gone() {
                sheet.reword(&relation, names::id(relation.to, state.site));
            }
            continue;
        };
        if relation.by_number {
            // A number that another record has names none.
            let new = renumbering.new.as_str();
            let record = |page: PageId| state.site.page(page).record.as_ref();
            let collection = record(relation.to).map(|record| record.collection);
            let is_shared = names::all(state.site).any(|page| {
                page != relation.to
                    && !state.site.page(page).is_gone()
                    && record(page).map(|record| record.collection) == collection
                    && number_after(page, &wanted, state) == Some(new)
            });
            let name = match is_shared {
                true => names::id(relation.to, state.site).to_owned(),
                false => relation.number(new),
            };
            sheet.reword(&relation, &name);
        }
    }
    let labels = wanted.keys().filter_map(|page| kept_label(*page, state));
    let moved = wanted.iter().map(|(page, renumbering)| Moved {
        page: *page,
        old: renumbering.old.as_deref(),
        new: &renumbering.new,
    });
    let moved: Vec<Moved> = moved.filter(|moved| moved.old != Some(moved.new)).collect();
    let ranges = ranges::told(&references, &moved, state);
    let warnings = labels.chain(ranges).collect();
    Ok(Revision {
        steps,
        files: sheet.finish()?,
        warnings,
        ..Revision::default()
    })
}

/// A label that stands for the number is the author's own words.
fn kept_label(page: PageId, state: State<'_>) -> Option<Diagnostic> {
    let record = state.site.page(page).record.as_ref()?;
    let collection = &state.site.config.schema.collections[record.collection];
    let key = collection.number.as_ref()?.label_field.as_ref()?;
    let document = state.site.page(page).document.as_ref()?;
    let label = document.front.get(key)?;
    let problem = Diagnostic::new(Code::KeptLabel, label.span).arg("key", key.as_str());
    Some(problem.help("default"))
}

/// The number that a record has afterwards.
fn number_after<'a>(
    page: PageId,
    wanted: &'a BTreeMap<PageId, Renumbering>,
    state: State<'a>,
) -> Option<&'a str> {
    match wanted.get(&page) {
        Some(renumbering) => Some(&renumbering.new),
        None => state.site.page(page).record.as_ref()?.no.as_deref(),
    }
}

fn read<'a>(
    name: &str,
    no: &str,
    state: State<'a>,
    rules: Rules<'_>,
) -> Result<(PageId, Renumbering<'a>), Diagnostic> {
    let named = names::find(name, state)?;
    if no.is_empty() {
        return Err(super::refused(name).help("pair"));
    }
    let numbering = named.collection.number.as_ref().ok_or_else(|| {
        let label = named.collection.label.clone();
        super::refused(name)
            .arg("collection", label)
            .help("numberless")
    })?;
    let new = (rules.number)(numbering, no).ok_or_else(|| {
        let problem = super::refused(name).arg("no", no);
        problem.arg("printed", numbering.print("8")).help("number")
    })?;
    let renumbering = Renumbering {
        numbering,
        old: named.record.no.clone(),
        new,
    };
    Ok((named.page, renumbering))
}

/// Puts `new` wherever the reference prints the number `old` of `numbering`, or names its record by
/// it.
pub(super) fn reprint(
    reference: &Reference,
    numbering: &Numbering,
    old: &str,
    new: &str,
    rules: Rules<'_>,
    sheet: &mut Sheet<'_>,
) {
    for (place, text) in &reference.texts {
        for (range, no) in (rules.printed)(numbering, text) {
            // `(8)@2020` is the number of an edition.
            if no == old && !text[range.end..].starts_with('@') {
                let start = place.start as usize;
                let printed = Span::new(place.file, start + range.start, start + range.end);
                sheet.replace(printed, new);
            }
        }
    }
    let Some(written) = &reference.written else {
        return;
    };
    if rules.whole(Some(numbering), &written.href) == Some(old) {
        match written.place {
            Some(place) => sheet.replace(place, new),
            None => sheet.uneditable(reference.span),
        }
    }
}
