//! What stands below a page: its dates and the way to its source.

use serde::Serialize;

use super::View;
use super::fields::is_html_date;
use crate::model::path::encode_path;
use crate::model::{Page, RawKind};
use crate::text::date;

/// Front matter keys in the order in which pages show them, and the words for them.
const DATES: [(&str, &str); 3] = [
    ("date", "page_date"),
    ("updated", "page_updated"),
    ("reviewed", "page_reviewed"),
];

/// A date of the page itself.
#[derive(Debug, Serialize)]
pub(crate) struct PageDate {
    /// 更新日.
    pub(crate) label: String,
    /// As written, without a time of the day.
    pub(crate) text: String,
    /// For `<time datetime>`, where HTML can express it.
    pub(crate) datetime: Option<String>,
}

/// The dates that the front matter of `page` gives. A key that the collection's schema has for its
/// own is among the fields.
pub(crate) fn dates(view: View<'_>, page: &Page) -> Vec<PageDate> {
    let schema = page
        .record
        .as_ref()
        .map(|record| &view.site.config.schema.collections[record.collection]);
    let is_field = |key: &str| schema.is_some_and(|schema| schema.field(key).is_some());
    let keys = DATES.iter().filter(|(key, _)| !is_field(key));
    keys.filter_map(|(key, words)| {
        let RawKind::Scalar(text) = &page.document.as_ref()?.front.get(key)?.kind else {
            return None;
        };
        let edtf = date::parse(text).ok().map(|date| date.edtf);
        (!text.trim().is_empty()).then(|| PageDate {
            label: view.strings.get(words).to_owned(),
            text: without_time(text, edtf.as_deref()).to_owned(),
            datetime: edtf.filter(|edtf| is_html_date(edtf)),
        })
    })
    .collect()
}

/// What other generators write as a time of the day, `2024-05-01T10:00:00+09:00`, is shown as the
/// day.
fn without_time<'t>(text: &'t str, edtf: Option<&'t str>) -> &'t str {
    match edtf {
        Some(day) if day.len() == "2024-05-01".len() && text.trim().starts_with(day) => day,
        _ => text,
    }
}

/// `url` with the source file of `page` in the place of `{path}`.
pub(crate) fn file_url(page: &Page, url: Option<&str>) -> Option<String> {
    let path = encode_path(page.source_path.as_deref()?);
    Some(url?.replace("{path}", &path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_the_day_is_shown_as_the_day() {
        for (written, shown) in [
            ("2024-05-01T10:00:00+09:00", "2024-05-01"),
            ("2024-05-01 10:00:00 +0900", "2024-05-01"),
            ("2024-05-01", "2024-05-01"),
            ("2024年5月", "2024年5月"),
            ("きのう", "きのう"),
        ] {
            let edtf = date::parse(written).ok().map(|date| date.edtf);
            assert_eq!(without_time(written, edtf.as_deref()), shown);
        }
    }
}
