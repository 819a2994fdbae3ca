//! One record for several: those that go say so, and what named them names the one that stays.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{self, Named};
use super::references::{self, Reference};
use super::relations::{self, Relation};
use super::sheet::Sheet;
use super::{Revision, Rules, State, Step, paths, renumber, withdraw};
use crate::diag::{Diagnostic, Span};
use crate::edit::front_matter::Value;
use crate::edit::markdown;
use crate::model::edition::Withdrawal;
use crate::model::{PageId, RawKind, RawValue};

pub(super) fn plan(
    wanted: &[String],
    into: &str,
    state: State<'_>,
    rules: Rules<'_>,
) -> Result<Revision, Vec<Diagnostic>> {
    let (merged, into) = read(wanted, into, state)?;
    let site = state.site;
    let mut sheet = Sheet::new(state);
    let name = names::of(into.page, site);
    let mut revision = Revision::default();
    for one in merged.values() {
        let seen = names::seen_from(one.page, into.page, site);
        withdraw::close(
            *one,
            Withdrawal::Merged,
            vec![seen],
            None,
            state,
            &mut sheet,
        );
        let from = names::of(one.page, site);
        revision.renamed.insert(from.clone(), name.clone());
        revision.steps.push(Step::Withdrawn {
            name: from,
            kind: Withdrawal::Merged,
            successors: vec![name.clone()],
        });
    }
    let merger = Merger {
        into,
        cite: Citation::of(into, &merged, state),
        state,
        rules,
    };
    let references = references::all(state);
    let pinned = |page: PageId| merged.get(&page).map(|_| names::of(page, site));
    let goes = |reference: &Reference| {
        let page = site.page(reference.page);
        merged.contains_key(&references::original(page).unwrap_or(reference.page))
    };
    let place = |reference: &Reference| (state.map.path(reference.span.file), reference.span.start);
    // A text that a page that stays includes, too, is not that of what goes.
    let staying = references.iter().filter(|reference| !goes(reference));
    let shared: BTreeSet<(&str, u32)> = staying.map(place).collect();
    for reference in &references {
        if goes(reference) && !shared.contains(&place(reference)) {
            // What goes says what it said. Only a number that must exist gives way to the id.
            withdraw::hold(reference, &references, &pinned, (state, rules), &mut sheet);
        } else if let Some(from) = merged.get(&reference.to) {
            merger.reference(reference, *from, &references, &merged, &mut sheet);
        }
    }
    let relations = relations::all(site);
    let mut groups: BTreeMap<(PageId, &str), Vec<&Relation>> = BTreeMap::new();
    for relation in &relations {
        let group = groups.entry((relation.page, relation.key)).or_default();
        group.push(relation);
    }
    for group in groups.values() {
        if group
            .iter()
            .any(|relation| merged.contains_key(&relation.to))
        {
            let left = merger.relations(group, &merged, &mut sheet);
            revision.warnings.extend(left);
        }
    }
    revision.files = sheet.finish()?;
    Ok(revision)
}

type Merged<'a> = BTreeMap<PageId, Named<'a>>;

fn read<'a>(
    wanted: &[String],
    into: &str,
    state: State<'a>,
) -> Result<(Merged<'a>, Named<'a>), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let gone = |named: Named<'_>| {
        let lineage = &state.site.page(named.page).lineage;
        lineage.withdrawn.is_some()
    };
    let target = names::find(into, state);
    if target.as_ref().is_ok_and(|target| gone(*target)) {
        problems.push(super::refused(into).help("withdrawn"));
    }
    let mut merged = Merged::new();
    for name in wanted {
        match names::find(name, state) {
            Ok(one) if target.as_ref().is_ok_and(|t| t.page == one.page) => {
                problems.push(super::refused(name).help("itself"));
            }
            Ok(one) if gone(one) => problems.push(super::refused(name).help("withdrawn")),
            Ok(one) => {
                if merged.insert(one.page, one).is_some() {
                    problems.push(super::refused(name).help("twice"));
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    match target {
        Ok(target) if problems.is_empty() => Ok((merged, target)),
        Ok(_) => Err(problems),
        Err(problem) => {
            problems.push(problem);
            Err(problems)
        }
    }
}

/// How texts name the record that stays.
struct Citation {
    /// `measure:m08`.
    name: String,
    /// Its printed number, if it has one.
    number: Option<String>,
    /// No other record prints that.
    is_clear: bool,
    /// It links by itself.
    is_bare: bool,
    /// A link that needs no number.
    link: String,
}

impl Citation {
    fn of(into: Named<'_>, merged: &Merged<'_>, state: State<'_>) -> Citation {
        let site = state.site;
        let print = |page: PageId| {
            let record = site.page(page).record.as_ref()?;
            let numbering = &site.config.schema.collections[record.collection].number;
            Some(numbering.as_ref()?.print(record.no.as_ref()?))
        };
        let number = print(into.page);
        let mut others = names::all(site).filter(|page| {
            *page != into.page && !merged.contains_key(page) && !site.page(*page).is_gone()
        });
        let name = names::of(into.page, site);
        // Between bars, in a table, a bar would end the cell.
        let title = markdown::escape(&site.page(into.page).title).replace('|', "\\|");
        Citation {
            link: format!("[{}]({name})", number.as_ref().unwrap_or(&title)),
            is_clear: number.is_some() && !others.any(|page| print(page) == number),
            is_bare: into.collection.number.as_ref().is_some_and(|n| n.autolink),
            number,
            name,
        }
    }
}

struct Merger<'a> {
    into: Named<'a>,
    cite: Citation,
    state: State<'a>,
    rules: Rules<'a>,
}

impl Merger<'_> {
    /// Lets a link to `from` lead to the record that stays, and print its number.
    fn reference(
        &self,
        reference: &Reference,
        from: Named<'_>,
        all: &[Reference],
        merged: &Merged<'_>,
        sheet: &mut Sheet<'_>,
    ) {
        let number = self.cite.number.as_ref().filter(|_| self.cite.is_clear);
        let Some(written) = &reference.written else {
            if let (Some(list), None) = (reference.list, number) {
                let link =
                    |number: &Reference| merged.get(&number.to).map(|_| self.cite.link.clone());
                return withdraw::apart(list, all, &link, self.state, sheet);
            }
            let number = number.filter(|_| self.cite.is_bare || reference.list.is_some());
            return sheet.replace(reference.span, number.unwrap_or(&self.cite.link));
        };
        let numbering = from.collection.number.as_ref();
        let is_number = self.rules.whole(numbering, &written.href).is_some();
        if is_number && number.is_none() {
            return sheet.replace(reference.span, self.cite.link.as_str());
        }
        let old = from.record.no.as_ref();
        if let (Some(numbering), Some(old), Some(new)) = (numbering, old, &self.cite.number) {
            renumber::reprint(reference, numbering, old, new, self.rules, sheet);
        }
        if !is_number {
            match written.place {
                Some(place) => sheet.replace(place, self.destination(&written.href, from, sheet)),
                None => sheet.uneditable(reference.span),
            }
        }
    }

    /// The destination in place of `href`: a path where it was one and the files lie side by side.
    /// A section of the other record is none of this one.
    fn destination(&self, href: &str, from: Named<'_>, sheet: &Sheet<'_>) -> String {
        let file = |page: PageId| sheet.document(page).map(|d| self.state.map.path(d.file));
        let folder = |page: PageId| file(page)?.rsplit_once('/').map(|(folder, _)| folder);
        let has_slug = [from.page, self.into.page].iter().any(|page| {
            let document = sheet.document(*page);
            document.is_some_and(|document| document.front.get("slug").is_some())
        });
        let (old, new) = (&from.record.id, &self.into.record.id);
        let is_name = href.starts_with(&format!("{}:", from.collection.key));
        match paths::in_path(href, old, new, has_slug) {
            Some((range, new)) if !is_name && folder(from.page) == folder(self.into.page) => {
                let rest = href[range.end..].split(['#', '?']).next();
                format!("{}{new}{}", &href[..range.start], rest.unwrap_or_default())
            }
            _ => self.cite.name.clone(),
        }
    }

    /// Lets the relations of one key name the record that stays, once, and not in that record
    /// itself. What cannot be so is told.
    fn relations(
        &self,
        group: &[&Relation<'_>],
        merged: &Merged<'_>,
        sheet: &mut Sheet<'_>,
    ) -> Vec<Diagnostic> {
        let Some(first) = group.first() else {
            return Vec::new();
        };
        let is_own = first.page == self.into.page;
        let mut is_named = is_own || group.iter().any(|r| r.to == self.into.page);
        let mut told = Vec::new();
        let mut kept = Vec::new();
        let mut dropped = Vec::new();
        for relation in group.iter().filter(|r| merged.contains_key(&r.to)) {
            let fits = relation.collection == self.into.collection.key;
            if !fits || (is_own && !relation.in_list) {
                let name = names::of(relation.to, self.state.site);
                let place = relation.written.span;
                told.push(withdraw::remaining(place, relation.text, &name));
                if relation.by_number {
                    sheet.reword(relation, names::id(relation.to, self.state.site));
                }
            } else if is_named && relation.in_list {
                dropped.push(relation.written.span);
            } else {
                is_named = true;
                kept.push(*relation);
            }
        }
        let id = self.into.record.id.as_str();
        match dropped.is_empty() {
            true => kept.iter().for_each(|r| sheet.reword(r, id)),
            false => shorten(first, &kept, &dropped, id, sheet),
        }
        told
    }
}

/// Rewrites the list in which `first` stands without what is dropped, `id` for what is kept.
fn shorten(
    first: &Relation<'_>,
    kept: &[&Relation<'_>],
    dropped: &[Span],
    id: &str,
    sheet: &mut Sheet<'_>,
) {
    let document = sheet.document(first.page);
    let Some(raw) = document.and_then(|document| document.front.get(first.key)) else {
        return;
    };
    let stays = raw
        .items()
        .iter()
        .filter(|item| !dropped.contains(&item.span));
    let text = |item: &RawValue| {
        let mut new = kept.iter().filter(|r| r.written.span == item.span);
        match (new.next(), &item.kind) {
            (Some(relation), _) => Some(relation.reworded(id)),
            (None, RawKind::Scalar(text)) => Some(text.clone()),
            (None, _) => None,
        }
    };
    let list = stays.filter_map(text).collect();
    sheet.set(first.page, &[(first.key, Value::List(list))]);
}
