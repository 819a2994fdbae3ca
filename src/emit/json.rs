//! How values look in JSON.

use serde_json::{Value as Json, json};

use crate::model::{PageId, Site, Value};

/// A record's name in data: `measure:m08`; another page's is its address.
pub(super) fn key(site: &Site, page: PageId) -> String {
    let page = site.page(page);
    let record = page.record_name(&site.config.schema);
    record.unwrap_or_else(|| format!("page:{}", page.url))
}

/// A typed value: text as written, dates as `{raw, edtf}`, relations as record names.
pub(super) fn value(site: &Site, value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Int(number, _) => json!(number),
        Value::Bool(flag) => json!(flag),
        Value::Date(date) => json!(date),
        Value::Ref(page) => json!(key(site, *page)),
        Value::List(values) => values.iter().map(|v| self::value(site, v)).collect(),
    }
}

/// Pretty-printed with a last newline, so that a data file reads and diffs well.
pub(super) fn bytes(value: &impl serde::Serialize) -> Vec<u8> {
    // Serialising maps with string keys into memory cannot fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
