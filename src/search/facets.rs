//! The values by which a reader can narrow hits down: fields that the schema marks as facets.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::text::shown_title;
use crate::model::schema::{Collection, Field, FieldType};
use crate::model::search::{Facet, FacetValue};
use crate::model::{Page, PageId, Site, Value};
use crate::text::natural;

/// The facets of `site`, in the order of the schema; `found` are the pages of the index.
pub(super) fn facets(site: &Site, found: &[PageId]) -> Vec<Facet> {
    let collections = site.config.schema.collections.iter().enumerate();
    collections
        .flat_map(|(id, collection)| {
            let records: Vec<(u32, &Page)> = (0..)
                .zip(found)
                .map(|(number, &page)| (number, site.page(page)))
                .filter(|(_, page)| page.record.as_ref().is_some_and(|r| r.collection == id))
                .collect();
            let fields = collection.fields.iter().enumerate();
            fields
                .filter(|(_, field)| field.facet)
                .map(move |(at, field)| facet(site, collection, (at, field), &records))
        })
        .filter(|facet| !facet.values.is_empty())
        .collect()
}

fn facet(
    site: &Site,
    collection: &Collection,
    (at, field): (usize, &Field),
    records: &[(u32, &Page)],
) -> Facet {
    let mut values: BTreeMap<String, FacetValue> = BTreeMap::new();
    for &(number, page) in records {
        for (_, value) in page.fields.iter().filter(|(field, _)| *field == at) {
            for (value, label) in named(site, &value.value) {
                let entry = values.entry(value.clone()).or_insert_with(|| FacetValue {
                    value,
                    label,
                    pages: Default::default(),
                });
                // A list may name a value twice.
                if entry.pages.last() != Some(number) {
                    entry.pages.push(number);
                }
            }
        }
    }
    let mut values: Vec<FacetValue> = values.into_values().collect();
    values.sort_by(|a, b| in_order(&field.ty, a, b));
    Facet {
        collection: collection.key.clone(),
        field: field.key.clone(),
        label: field.label.clone(),
        values,
    }
}

/// What names each single value of `value`, and what readers see.
fn named(site: &Site, value: &Value) -> Vec<(String, String)> {
    let own = |text: &str| vec![(text.to_owned(), text.to_owned())];
    match value {
        Value::Text(text) => own(text.trim()),
        Value::Int(number, _) => own(&number.to_string()),
        Value::Bool(truth) => own(&truth.to_string()),
        Value::Date(date) => date.edtf.split('/').filter_map(year).collect(),
        Value::Ref(page) => {
            let page = site.page(*page);
            let id = page.record.as_ref().map(|record| record.id.clone());
            id.into_iter().map(|id| (id, shown_title(page))).collect()
        }
        Value::List(values) => values.iter().flat_map(|value| named(site, value)).collect(),
    }
}

/// The year or fiscal year of a date.
fn year(edtf: &str) -> Option<(String, String)> {
    if let Some(year) = edtf.strip_prefix("FY") {
        return Some((edtf.to_owned(), format!("{year}年度")));
    }
    let year = edtf.get(..4)?;
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| (year.to_owned(), year.to_owned()))
}

/// The schema's order for listed values, else that of the labels.
fn in_order(ty: &FieldType, a: &FacetValue, b: &FacetValue) -> Ordering {
    match ty {
        FieldType::List(of) => in_order(of, a, b),
        FieldType::Enum(listed) => {
            let place = |value: &FacetValue| listed.iter().position(|one| *one == value.value);
            place(a).cmp(&place(b))
        }
        _ => natural::compare(&a.label, &b.label).then_with(|| a.value.cmp(&b.value)),
    }
}

#[cfg(test)]
mod tests;
