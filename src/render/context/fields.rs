//! Field values as pages and tables show them: the author's characters, with links for relations.

use serde::Serialize;

use super::{Link, View};
use crate::model::schema::CollectionId;
use crate::model::site::FieldValue;
use crate::model::{FieldType, Page, Value};

/// A field of a record.
#[derive(Debug, Serialize)]
pub(crate) struct FieldContext {
    /// The front matter key.
    pub(crate) key: String,
    /// Its name on pages.
    pub(crate) label: String,
    /// At least one.
    pub(crate) values: Vec<ValueContext>,
    /// Ours, not the source's.
    pub(crate) inferred: bool,
    /// Search finds the values here; not so for relations, which show other records' titles, and
    /// for yes and no, which are the interface's words.
    pub(crate) searched: bool,
}

/// One value.
#[derive(Debug, Default, Serialize)]
pub(crate) struct ValueContext {
    /// As written.
    pub(crate) text: String,
    /// The field's unit, behind a number that was written without one.
    pub(crate) unit: Option<String>,
    /// For `<time datetime>`: dates that HTML can express.
    pub(crate) datetime: Option<String>,
    /// For relations.
    pub(crate) link: Option<Link>,
    /// For addresses of other sites.
    pub(crate) external: Option<String>,
}

/// The fields of a record that its page shows.
pub(crate) fn fields(view: View<'_>, page: &Page, collection: CollectionId) -> Vec<FieldContext> {
    let schema = &view.site.config.schema.collections[collection].fields;
    let mut shown = Vec::new();
    for (index, value) in &page.fields {
        let Some(field) = schema.get(*index).filter(|field| field.shown) else {
            continue;
        };
        let values = values(view, &field.ty, value);
        if !values.is_empty() {
            shown.push(FieldContext {
                key: field.key.clone(),
                label: field.label.get(view.lang()).to_owned(),
                searched: !shows_other_words(&field.ty),
                values,
                inferred: value.inferred,
            });
        }
    }
    shown
}

/// The values of one field, lists spread out.
pub(crate) fn values(view: View<'_>, ty: &FieldType, field: &FieldValue) -> Vec<ValueContext> {
    let mut out = Vec::new();
    push_value(view, ty, &field.value, &mut out);
    if field.inferred {
        // The field says it once for all its values.
        for link in out.iter_mut().filter_map(|value| value.link.as_mut()) {
            link.inferred = false;
        }
    }
    out
}

fn shows_other_words(ty: &FieldType) -> bool {
    match ty {
        FieldType::Ref(_) | FieldType::Refs(_) | FieldType::Bool => true,
        FieldType::List(of) => shows_other_words(of),
        _ => false,
    }
}

fn push_value(view: View<'_>, ty: &FieldType, value: &Value, out: &mut Vec<ValueContext>) {
    let text = |text: &str| ValueContext {
        text: text.to_owned(),
        ..ValueContext::default()
    };
    out.push(match value {
        Value::Text(written) => {
            let is_url = *ty == FieldType::Url;
            ValueContext {
                unit: match ty {
                    FieldType::Money { unit } if written.ends_with(char::is_numeric) => {
                        Some(unit.clone())
                    }
                    _ => None,
                },
                external: is_url.then(|| written.clone()),
                ..text(written)
            }
        }
        Value::Int(_, written) => text(written),
        Value::Bool(yes) => text(view.strings.get(if *yes { "yes" } else { "no" })),
        Value::Date(date) => ValueContext {
            datetime: is_html_date(&date.edtf).then(|| date.edtf.clone()),
            ..text(&date.raw)
        },
        Value::Ref(page) => ValueContext {
            link: Some(view.link(*page)),
            ..ValueContext::default()
        },
        Value::List(values) => {
            let of = match ty {
                FieldType::List(of) => of,
                other => other,
            };
            for value in values {
                push_value(view, of, value, out);
            }
            return;
        }
    });
}

/// `2020`, `2020-03` and `2020-03-31` are dates in HTML; fiscal years and open ends are not.
pub(crate) fn is_html_date(edtf: &str) -> bool {
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = edtf.split('-').collect();
    parts.len() <= 3 && digits(parts[0], 4) && parts[1..].iter().all(|part| digits(part, 2))
}

#[cfg(test)]
mod tests {
    use super::is_html_date;

    #[test]
    fn only_what_html_knows_becomes_a_datetime() {
        for good in ["2020", "2020-03", "2018-12-19"] {
            assert!(is_html_date(good), "{good}");
        }
        for bad in ["FY2018", "XXXX-06", "2019-09/..", ""] {
            assert!(!is_html_date(bad), "{bad}");
        }
    }
}
