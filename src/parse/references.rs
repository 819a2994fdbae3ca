//! Which bracketed labels without a link definition are references to records: `[(8)]`,
//! `[(1),(2)]`, `[(8)@2020]`, `[text][measure:m08]`. Every other label (`[注]`) stays text.

use crate::model::Schema;

/// The labels that a schema gives meaning to.
pub(super) struct Labels<'a> {
    /// What stands before and after the number, for each collection that prints more than that.
    formats: Vec<(&'a str, &'a str)>,
    keys: Vec<&'a str>,
}

impl<'a> Labels<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let formats = schema
            .collections
            .iter()
            .filter_map(|c| c.number.as_ref())
            .filter_map(|n| n.format.split_once("{no}"))
            .filter(|(before, after)| !before.is_empty() || !after.is_empty())
            .collect();
        let keys = schema.collections.iter().map(|c| c.key.as_str()).collect();
        Labels { formats, keys }
    }

    /// Whether the label names records: printed numbers, or one `key:id`.
    pub(super) fn accepts(&self, label: &str) -> bool {
        self.is_number_list(label) || self.is_record(label)
    }

    /// Whether the label is one or more printed numbers, each perhaps with its edition.
    pub(super) fn is_number_list(&self, label: &str) -> bool {
        !self.formats.is_empty()
            && label
                .split([',', '、'])
                .all(|part| self.is_number(part.trim()))
    }

    fn is_number(&self, part: &str) -> bool {
        let number = part.split_once('@').map_or(part, |(number, edition)| {
            let known = !edition.is_empty() && !edition.contains(char::is_whitespace);
            if known { number } else { "" }
        });
        self.formats.iter().any(|(before, after)| {
            number
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after))
                .is_some_and(is_no)
        })
    }

    fn is_record(&self, label: &str) -> bool {
        label.trim().split_once(':').is_some_and(|(key, id)| {
            self.keys.contains(&key)
                && !id.is_empty()
                && !id.contains(|c: char| c == '|' || c.is_whitespace())
        })
    }
}

/// A number as records carry it: digits first, then perhaps `.10`, `-2`, `a`.
fn is_no(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}
