//! One collection's printed numbers: how they are recognised and what they name.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::PageId;
use crate::model::schema::{CollectionId, Numbering};
use crate::text::natural;

/// One collection's numbers.
pub(super) struct Series {
    collection: CollectionId,
    /// Bare numbers in body text are references, too.
    pub(super) autolink: bool,
    prefix: String,
    suffix: String,
    /// Every record by its number; several where the number is unique only in a scope.
    records: BTreeMap<String, Vec<PageId>>,
    unread: Unread,
    /// The printed form of the highest number.
    last: Option<String>,
}

/// The numbers of records that could not be read, as far as their ids tell: `8` for `m08`.
#[derive(Default)]
pub(super) struct Unread {
    numbers: BTreeSet<String>,
    /// An id tells no number, so that it may be any.
    any: bool,
}

impl Unread {
    pub(super) fn add(&mut self, id: &str) {
        match last_digits(id) {
            Some(no) => {
                self.numbers.insert(no);
            }
            None => self.any = true,
        }
    }

    fn may_have(&self, no: &str) -> bool {
        self.any || self.numbers.contains(no)
    }
}

/// What a printed number names.
pub(super) enum Lookup {
    /// The one record.
    Found(PageId),
    /// It seems, a record that could not be read, which was reported.
    Unknown,
    /// Nothing; the collection and the printed form of its last number.
    Missing(CollectionId, Option<String>),
    /// Several records in different scopes.
    Ambiguous(Vec<PageId>),
}

impl Lookup {
    /// The same printed form in a second collection: what both name is ambiguous.
    pub(super) fn join(&mut self, other: Lookup) {
        let mut named = Vec::new();
        for lookup in [&*self, &other] {
            match lookup {
                Lookup::Found(page) => named.push(*page),
                Lookup::Ambiguous(pages) => named.extend(pages),
                Lookup::Missing(..) | Lookup::Unknown => {}
            }
        }
        if named.len() > 1 {
            *self = Lookup::Ambiguous(named);
        }
    }
}

impl Series {
    pub(super) fn new(
        collection: CollectionId,
        numbering: &Numbering,
        (prefix, suffix): (&str, &str),
        records: BTreeMap<String, Vec<PageId>>,
        unread: Unread,
    ) -> Self {
        let last = records.keys().max_by(|a, b| natural::compare(a, b));
        Series {
            collection,
            autolink: numbering.autolink,
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            last: last.map(|no| format!("{prefix}{no}{suffix}")),
            records,
            unread,
        }
    }

    /// Every number of the series in `text`.
    pub(super) fn scan<'t>(&self, text: &'t str) -> Vec<(Range<usize>, &'t str)> {
        scan(&self.prefix, &self.suffix, text)
    }

    pub(super) fn look_up(&self, no: &str) -> Lookup {
        match self.records.get(no).map(Vec::as_slice) {
            Some([one]) => Lookup::Found(*one),
            Some(several) => Lookup::Ambiguous(several.to_vec()),
            None if self.unread.may_have(no) => Lookup::Unknown,
            None => Lookup::Missing(self.collection, self.last.clone()),
        }
    }
}

/// Number matches: the format exactly, with a number in ASCII digits (`8`, `1.2`, `3-1`).
pub(super) fn scan<'t>(prefix: &str, suffix: &str, text: &'t str) -> Vec<(Range<usize>, &'t str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(prefix) {
        let start = at + offset;
        let digits = start + prefix.len();
        let length = number_length(&text[digits..]);
        let after = digits + length;
        let end = after + suffix.len();
        if length > 0
            && text[after..].starts_with(suffix)
            && !is_inside_word(text, start)
            && !is_inside_word(text, end)
        {
            found.push((start..end, &text[digits..after]));
            at = end;
        } else {
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
        }
        if at >= text.len() {
            break;
        }
    }
    found
}

/// Whether `text` is a number as [`scan`] finds it between the signs of its format.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && number_length(text) == text.len()
}

/// The last run of digits in a record's id, without leading zeros.
pub(super) fn last_digits(id: &str) -> Option<String> {
    let end = id.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = id[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| {
            at + id[at..].chars().next().map_or(1, char::len_utf8)
        });
    Some(id[start..end].trim_start_matches('0').to_owned())
}

/// Whether ASCII letters or digits stand on both sides of byte `at`: `XREQ-4`, `REQ-4a`.
fn is_inside_word(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
        && text[at..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Bytes of the number at the start of `text`: digits, with single `.` or `-` between digits.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let joins = matches!(bytes[end], b'.' | b'-')
            && end > 0
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[end].is_ascii_digit() || joins) {
            break;
        }
        end += 1;
    }
    end
}
