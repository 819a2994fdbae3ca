//! What the script of a table needs to sort and filter: typed keys and the values of facets. The
//! names of values are those that the search has (`search::facets`), so that both take the same
//! addresses.

use std::collections::BTreeMap;

use super::View;
use crate::model::schema::Collection;
use crate::model::{FieldType, Page, Value};

/// Key, name and listed values of each field with `facet = true`: `[["status","状況",["案"]]]`.
pub(crate) fn of_collection(view: View<'_>, schema: &Collection) -> String {
    let facets = schema.fields.iter().filter(|field| field.facet);
    let facets: Vec<(&str, &str, &[String])> = facets
        .map(|field| {
            let listed: &[String] = match &field.ty {
                FieldType::Enum(values) => values,
                _ => &[],
            };
            (field.key.as_str(), field.label.get(view.lang()), listed)
        })
        .collect();
    serde_json::to_string(&facets).unwrap_or_default()
}

/// For each facet the record's values and their names: `{"status":[["案","案"]]}`.
pub(crate) fn of_record(view: View<'_>, schema: &Collection, page: &Page) -> String {
    let mut facets: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    for (index, value) in &page.fields {
        if let Some(field) = schema.fields.get(*index).filter(|field| field.facet) {
            named(view, &value.value, facets.entry(&field.key).or_default());
        }
    }
    serde_json::to_string(&facets).unwrap_or_default()
}

fn named(view: View<'_>, value: &Value, found: &mut Vec<(String, String)>) {
    let mut own = |text: &str| found.push((text.to_owned(), text.to_owned()));
    match value {
        Value::Text(text) => own(text.trim()),
        Value::Int(number, _) => own(&number.to_string()),
        Value::Bool(truth) => {
            let words = view.strings.get(if *truth { "yes" } else { "no" });
            found.push((truth.to_string(), words.to_owned()));
        }
        Value::Date(date) => date.edtf.split('/').filter_map(year).for_each(own),
        Value::Ref(page) => {
            let page = view.site.page(*page);
            if let Some(record) = &page.record {
                let label = page.label.as_ref().map(|label| format!("{label} "));
                let name = format!("{}{}", label.unwrap_or_default(), page.title);
                found.push((record.id.clone(), name));
            }
        }
        Value::List(values) => values.iter().for_each(|value| named(view, value, found)),
    }
}

/// The year or fiscal year of a date.
fn year(edtf: &str) -> Option<&str> {
    let digits = edtf.strip_prefix("FY").unwrap_or(edtf).get(..4)?;
    let is_year = digits.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| &edtf[..edtf.len().min(if edtf.starts_with("FY") { 6 } else { 4 })])
}

/// What to sort a value by, where its text would not do.
pub(crate) fn sort_key(ty: &FieldType, value: &Value) -> Option<String> {
    match (ty, value) {
        (FieldType::Enum(listed), Value::Text(text)) => {
            let place = listed.iter().position(|one| one == text)?;
            Some(place.to_string())
        }
        (FieldType::Decimal | FieldType::Money { .. } | FieldType::Quantity, Value::Text(text)) => {
            Some(text.replace([',', '，'], ""))
        }
        (_, Value::Date(date)) => {
            let start = date.edtf.trim_start_matches("../");
            let start = start.split('/').next().unwrap_or_default();
            Some(match start.strip_prefix("FY") {
                Some(year) => format!("{year}-04"),
                None => start.replace("XXXX", "9999"),
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::value::DateValue;

    #[test]
    fn typed_values_have_keys_that_sort() {
        let date = |edtf: &str| {
            let (raw, edtf) = (String::new(), edtf.to_owned());
            sort_key(&FieldType::Date, &Value::Date(DateValue { raw, edtf })).expect("a key")
        };
        let keys = ["2018-03-31", "FY2018", "2018-12", "2019-09/..", "XXXX-06"].map(date);
        assert!(keys.is_sorted(), "{keys:?}");
        assert_eq!(date("../2021-04"), "2021-04");
        let ty = FieldType::Enum(vec!["案".to_owned(), "承認".to_owned()]);
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(sort_key(&ty, &text("承認")).as_deref(), Some("1"));
        assert_eq!(
            sort_key(&FieldType::Decimal, &text("1,200.5")).as_deref(),
            Some("1200.5")
        );
        assert_eq!(sort_key(&FieldType::String, &text("字")), None);
    }

    #[test]
    fn facets_of_dates_are_years() {
        assert_eq!(year("FY2018"), Some("FY2018"));
        assert_eq!(year("2019-09-03"), Some("2019"));
        assert_eq!(year("XXXX-06"), None);
        assert_eq!(year(".."), None);
    }
}
