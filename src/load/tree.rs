//! TOML as a tree in which every key and value knows its place. It is owned, so that trees of
//! several files can be merged before they are read.

use crate::diag::{Diagnostic, FileId, Span};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) value: Toml,
    pub(super) span: Span,
}

/// The shapes that configuration uses; dates and floats are nothing that it takes.
#[derive(Clone, Debug)]
pub(super) enum Toml {
    String(String),
    Integer(i64),
    Boolean(bool),
    Array(Vec<Item>),
    Table(Table),
    Other,
}

/// A table's entries in source order.
#[derive(Clone, Debug, Default)]
pub(super) struct Table(pub(super) Vec<Entry>);

/// One `key = value`.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) item: Item,
}

impl Table {
    /// The entry of `key`.
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key)
    }

    /// Takes the entry of `key` out.
    pub(super) fn take(&mut self, key: &str) -> Option<Entry> {
        let at = self.0.iter().position(|entry| entry.key == key)?;
        Some(self.0.remove(at))
    }

    /// Puts `entry` in place of the one with its key, or at the end.
    pub(super) fn put(&mut self, entry: Entry) {
        match self.0.iter_mut().find(|e| e.key == entry.key) {
            Some(old) => *old = entry,
            None => self.0.push(entry),
        }
    }
}

/// Parses `text`, the content of `file`. Syntax errors are reported and what can be read is kept.
pub(super) fn parse(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let (document, errors) = toml::de::DeTable::parse_recoverable(text);
    for error in &errors {
        let at = error.span().unwrap_or(0..0);
        let at = on_characters(text, file, at);
        diagnostics.push(Diagnostic::toml(at, error.message()));
    }
    table(document.get_ref(), text, file)
}

fn table(source: &toml::de::DeTable<'_>, text: &str, file: FileId) -> Table {
    let mut entries: Vec<Entry> = source
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: on_characters(text, file, key.span()),
            item: item(value.get_ref(), value.span(), text, file),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table(entries)
}

fn item(
    value: &toml::de::DeValue<'_>,
    at: std::ops::Range<usize>,
    text: &str,
    file: FileId,
) -> Item {
    use toml::de::DeValue;
    let value = match value {
        DeValue::String(s) => Toml::String(s.to_string()),
        DeValue::Integer(n) => {
            i64::from_str_radix(n.as_str(), n.radix()).map_or(Toml::Other, Toml::Integer)
        }
        DeValue::Boolean(b) => Toml::Boolean(*b),
        DeValue::Array(items) => Toml::Array(
            items
                .iter()
                .map(|i| item(i.get_ref(), i.span(), text, file))
                .collect(),
        ),
        DeValue::Table(t) => Toml::Table(table(t, text, file)),
        DeValue::Float(_) | DeValue::Datetime(_) => Toml::Other,
    };
    Item {
        value,
        span: on_characters(text, file, at),
    }
}

/// A span that never cuts a character, whatever the parser says.
fn on_characters(text: &str, file: FileId, at: std::ops::Range<usize>) -> Span {
    let start = text.floor_char_boundary(at.start.min(text.len()));
    let end = text.ceil_char_boundary(at.end.clamp(start, text.len()));
    Span::new(file, start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceMap;

    #[test]
    fn every_key_and_value_knows_its_place() {
        let mut map = SourceMap::default();
        let text = "[表]\nb = \"施策\"\na = 1\n";
        let file = map.add("t.toml", "[\"表\"]\nb = \"施策\"\na = 1\n");
        let mut problems = Vec::new();
        let tree = parse(map.text(file), file, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        let Toml::Table(inner) = &tree.0[0].item.value else {
            panic!("a table");
        };
        let keys: Vec<&str> = inner.0.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["b", "a"]);
        assert_eq!(map.slice(inner.0[0].item.span), "\"施策\"");
        // A bare key of Japanese letters is no TOML: one error, on a character boundary.
        let file = map.add("u.toml", text);
        parse(text, file, &mut problems);
        assert!(!problems.is_empty());
    }
}
