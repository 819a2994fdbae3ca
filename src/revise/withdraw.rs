//! A record that is no more: its file says so, and the author hears who still refers to it.

use super::names::{self, Named};
use super::references::{self, Reference};
use super::sheet::Sheet;
use super::{Revision, Rules, State, Step, relations};
use crate::diag::{Code, Diagnostic, Span};
use crate::edit::Edit;
use crate::edit::front_matter::Value;
use crate::model::PageId;
use crate::model::edition::Withdrawal;

pub(super) fn plan(
    name: &str,
    kind: Withdrawal,
    successors: &[String],
    reason: Option<&str>,
    state: State<'_>,
    rules: Rules<'_>,
) -> Result<Revision, Vec<Diagnostic>> {
    let found = names::find(name, state);
    let mut problems: Vec<Diagnostic> = found.as_ref().err().into_iter().cloned().collect();
    let mut next = Vec::new();
    for successor in successors {
        match names::find(successor, state) {
            Ok(other) if found.as_ref().is_ok_and(|f| f.page == other.page) => {
                problems.push(super::refused(name).help("itself"));
            }
            Ok(other) => next.push(other),
            Err(problem) => problems.push(problem),
        }
    }
    let (Ok(named), true) = (found, problems.is_empty()) else {
        return Err(problems);
    };
    // What was merged or split has its successors; only how a number is given up may change.
    let before = state.site.page(named.page).lineage.withdrawn;
    if matches!(before, Some(Withdrawal::Merged | Withdrawal::Split)) {
        return Err(vec![super::refused(name).help("withdrawn")]);
    }
    let mut sheet = Sheet::new(state);
    let seen: Vec<String> = next
        .iter()
        .map(|other| names::seen_from(named.page, other.page, state.site))
        .collect();
    close(named, kind, seen, reason, state, &mut sheet);
    let (warnings, left) = leave(named, kind, state, rules, &mut sheet);
    Ok(Revision {
        steps: vec![Step::Withdrawn {
            name: names::of(named.page, state.site),
            kind,
            successors: next.iter().map(|o| names::of(o.page, state.site)).collect(),
        }],
        files: sheet.finish()?,
        warnings,
        left,
        ..Revision::default()
    })
}

/// Writes into the front matter of `named` what became of it, in the site's language.
pub(super) fn close(
    named: Named<'_>,
    kind: Withdrawal,
    successors: Vec<String>,
    reason: Option<&str>,
    state: State<'_>,
    sheet: &mut Sheet<'_>,
) {
    let is_japanese = state.site.config.lang.starts_with("ja");
    let mut kinds = Withdrawal::ALL.iter();
    let word = kinds.find(|(known, ..)| *known == kind);
    let word = word.map_or("", |(_, ja, en)| if is_japanese { ja } else { en });
    let mut values = vec![("withdrawn", Value::Scalar(word.to_owned()))];
    if !successors.is_empty() {
        values.push(("successors", Value::List(successors)));
    }
    values.extend(reason.map(|reason| ("reason", Value::Scalar(reason.to_owned()))));
    sheet.set(named.page, &values);
}

/// Lets what refers to `named` go on meaning it, and tells of it: what is to become of a sentence
/// is its author's to say. A number that must name a record, `[(8)]` or that of a relation, gives way
/// to its id; a bare one stays, and builds warn of it. Also returns whose bare numbers those are.
pub(super) fn leave(
    named: Named<'_>,
    kind: Withdrawal,
    state: State<'_>,
    rules: Rules<'_>,
    sheet: &mut Sheet<'_>,
) -> (Vec<Diagnostic>, Vec<String>) {
    let site = state.site;
    let name = names::of(named.page, site);
    let references = references::all(state);
    let own = |reference: &&Reference| reference.to == named.page;
    let pinned = |page: PageId| (page == named.page).then(|| name.clone());
    let keeps_number = kind == Withdrawal::Reserved;
    let mut warnings = Vec::new();
    for reference in references.iter().filter(own) {
        if !keeps_number {
            hold(reference, &references, &pinned, (state, rules), sheet);
        }
        let page = site.page(reference.page);
        let home = references::original(page).unwrap_or(reference.page);
        if home != named.page && !site.page(home).is_gone() {
            warnings.push(remaining(
                reference.span,
                state.map.slice(reference.span),
                &name,
            ));
        }
    }
    for relation in relations::all(site) {
        if relation.to == named.page && relation.by_number && !keeps_number {
            sheet.reword(&relation, &named.record.id);
        }
        let is_other = relation.page != named.page && !site.page(relation.page).is_gone();
        if relation.to == named.page && is_other {
            warnings.push(remaining(relation.written.span, relation.text, &name));
        }
    }
    // A text that several pages include refers once.
    let mut told: Vec<Diagnostic> = Vec::new();
    warnings.retain(|warning| {
        let is_new = !told.contains(warning);
        told.extend(is_new.then(|| warning.clone()));
        is_new
    });
    let left = if keeps_number { Vec::new() } else { vec![name] };
    (warnings, left)
}

pub(super) fn remaining(span: Span, text: &str, name: &str) -> Diagnostic {
    Diagnostic::new(Code::RemainingReference, span)
        .arg("text", text)
        .arg("name", name)
        .help("default")
}

/// Lets a reference that names its record by a number which must exist name it by its id. `pinned`
/// is what the records are called to which that is to happen.
pub(super) fn hold(
    reference: &Reference,
    all: &[Reference],
    pinned: &dyn Fn(PageId) -> Option<String>,
    (state, rules): (State<'_>, Rules<'_>),
    sheet: &mut Sheet<'_>,
) {
    let Some(name) = pinned(reference.to) else {
        return;
    };
    if let Some(list) = reference.list {
        let link = |number: &Reference| {
            let name = pinned(number.to)?;
            Some(format!("[{}]({name})", state.map.slice(number.span)))
        };
        return apart(list, all, &link, state, sheet);
    }
    let Some(written) = &reference.written else {
        return;
    };
    let record = state.site.page(reference.to).record.as_ref();
    let collection = record.map(|record| &state.site.config.schema.collections[record.collection]);
    let numbering = collection.and_then(|collection| collection.number.as_ref());
    if rules.whole(numbering, &written.href).is_none() {
        return;
    }
    let Some(place) = written.place else {
        return sheet.uneditable(reference.span);
    };
    let is_label = reference.texts.iter().any(|(text, _)| *text == place);
    if !is_label {
        return sheet.replace(place, name);
    }
    let span = reference.span;
    let (start, end) = (span.start as usize, span.end as usize);
    let text = state.map.text(span.file);
    let behind = format!("({name})");
    if text[..start].ends_with('[') && text[end..].starts_with(']') {
        // `[[(8)]]`
        sheet.edit(span, Edit::remove(start - 1..start));
        sheet.edit(span, Edit::replace(end..end + 1, behind));
    } else if text[..end].ends_with("][]") {
        sheet.edit(span, Edit::replace(end - 2..end, behind));
    } else {
        sheet.edit(span, Edit::insert(end, behind));
    }
}

/// Takes several numbers in one pair of brackets apart: `[(1),(8)]` to `[(1)],[(8)](measure:m08)`.
/// `link` says which number becomes a link of another form.
pub(super) fn apart(
    list: Span,
    all: &[Reference],
    link: &dyn Fn(&Reference) -> Option<String>,
    state: State<'_>,
    sheet: &mut Sheet<'_>,
) {
    let (start, end) = (list.start as usize, list.end as usize);
    sheet.edit(list, Edit::remove(start..start + 1));
    sheet.edit(list, Edit::remove(end - 1..end));
    for number in all.iter().filter(|other| other.list == Some(list)) {
        let own = || format!("[{}]", state.map.slice(number.span));
        sheet.replace(number.span, link(number).unwrap_or_else(own));
    }
}
