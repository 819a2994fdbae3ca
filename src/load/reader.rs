//! Takes typed values out of TOML trees. Problems are collected, never thrown: one run reports all
//! of them, and what is wrong reads as if it were absent.

use std::ops::RangeInclusive;

use crate::diag::{Code, Diagnostic, Localized, Span};
use crate::load::settings::{self, Keys};
use crate::load::tree::{Item, Table, Toml};
use crate::text::suggest::nearest;

/// A list of names that is short enough to be printed.
const SHORT_LIST: usize = 20;

/// Takes typed values out of tables and says what is wrong with the rest.
pub(super) struct Reader<'d> {
    /// What a wrong value is reported as.
    pub(super) code: Code,
    /// Where problems go.
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reports the keys of `table` that are none of `known`, with the nearest of them.
    pub(super) fn only(&mut self, table: &Table, known: Keys) {
        for entry in &table.0 {
            if known.names().contains(&entry.key.as_str()) {
                continue;
            }
            self.unknown(
                Code::UnknownConfigKey,
                &entry.key,
                entry.key_span,
                known.names(),
            );
        }
    }

    /// Reports `word`, which is none of `known`.
    pub(super) fn unknown(&mut self, code: Code, word: &str, at: Span, known: &[&str]) {
        let mut diagnostic = Diagnostic::new(code, at).arg("key", word);
        diagnostic = match nearest(word, known.iter().copied()) {
            Some(name) => diagnostic.arg("nearest", name).help("nearest"),
            None if known.len() <= SHORT_LIST => {
                diagnostic.arg("known", known.join(", ")).help("known")
            }
            None => diagnostic,
        };
        self.diagnostics.push(diagnostic);
    }

    /// Reports that the value of `key` is wrong; `help` says what it must be.
    pub(super) fn wrong(&mut self, key: &str, at: Span, help: &'static str) {
        let diagnostic = Diagnostic::new(self.code, at).arg("key", key).help(help);
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn string<'t>(&mut self, table: &'t Table, key: &str) -> Option<(&'t str, Span)> {
        let entry = table.get(key)?;
        self.text_of(key, &entry.item)
    }

    fn text_of<'t>(&mut self, key: &str, item: &'t Item) -> Option<(&'t str, Span)> {
        match &item.value {
            Toml::String(s) => Some((s, item.span)),
            _ => {
                self.wrong(key, item.span, "string");
                None
            }
        }
    }

    pub(super) fn boolean(&mut self, table: &Table, key: &str) -> Option<bool> {
        let entry = table.get(key)?;
        match entry.item.value {
            Toml::Boolean(b) => Some(b),
            _ => {
                self.wrong(key, entry.item.span, "boolean");
                None
            }
        }
    }

    /// A whole number within `range`.
    pub(super) fn size(
        &mut self,
        table: &Table,
        key: &str,
        range: RangeInclusive<usize>,
    ) -> Option<usize> {
        let entry = table.get(key)?;
        let size = match entry.item.value {
            Toml::Integer(n) => usize::try_from(n).ok().filter(|n| range.contains(n)),
            _ => None,
        };
        if size.is_none() {
            let diagnostic = Diagnostic::new(self.code, entry.item.span)
                .arg("key", key)
                .arg("least", *range.start())
                .arg("most", *range.end())
                .help("size");
            self.diagnostics.push(diagnostic);
        }
        size
    }

    pub(super) fn table<'t>(&mut self, table: &'t Table, key: &str) -> Option<(&'t Table, Span)> {
        let entry = table.get(key)?;
        self.table_of(key, &entry.item)
    }

    pub(super) fn table_of<'t>(&mut self, key: &str, item: &'t Item) -> Option<(&'t Table, Span)> {
        match &item.value {
            Toml::Table(t) => Some((t, item.span)),
            _ => {
                self.wrong(key, item.span, "table");
                None
            }
        }
    }

    pub(super) fn array<'t>(&mut self, table: &'t Table, key: &str) -> Option<&'t [Item]> {
        let entry = table.get(key)?;
        self.array_of(key, &entry.item)
    }

    pub(super) fn array_of<'t>(&mut self, key: &str, item: &'t Item) -> Option<&'t [Item]> {
        match &item.value {
            Toml::Array(items) => Some(items),
            _ => {
                self.wrong(key, item.span, "array");
                None
            }
        }
    }

    /// The strings of an array; empty when there is none.
    pub(super) fn strings(&mut self, table: &Table, key: &str) -> Vec<(String, Span)> {
        let items = self.array(table, key).unwrap_or_default();
        self.strings_of(key, items)
    }

    pub(super) fn strings_of(&mut self, key: &str, items: &[Item]) -> Vec<(String, Span)> {
        items
            .iter()
            .filter_map(|item| self.text_of(key, item))
            .map(|(text, span)| (text.to_owned(), span))
            .collect()
    }

    /// Words for the interface: one string for both languages, or `{ ja = "…", en = "…" }`, of
    /// which either may stand alone.
    pub(super) fn localized(&mut self, table: &Table, key: &str) -> Option<Localized> {
        let entry = table.get(key)?;
        let words = match &entry.item.value {
            Toml::String(s) => return Some(Localized::same(s.clone())),
            Toml::Table(words) => words,
            _ => {
                self.wrong(key, entry.item.span, "localized");
                return None;
            }
        };
        self.only(words, settings::LOCALIZED);
        let mut in_language = |lang| self.string(words, lang).map(|(s, _)| s.to_owned());
        match (in_language("ja"), in_language("en")) {
            (Some(ja), Some(en)) => Some(Localized { ja, en }),
            (Some(one), None) | (None, Some(one)) => Some(Localized::same(one)),
            (None, None) => {
                self.wrong(key, entry.item.span, "localized");
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::load::tree::parse;

    #[test]
    fn one_language_serves_both() {
        let mut problems = Vec::new();
        let tree = parse("label = { ja = \"施策\" }\n", FileId(0), &mut problems);
        let mut reader = Reader {
            code: Code::InvalidConfig,
            diagnostics: &mut problems,
        };
        assert_eq!(
            reader.localized(&tree, "label"),
            Some(Localized::same("施策"))
        );
        assert!(problems.is_empty());
    }
}
