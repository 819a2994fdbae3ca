//! Printed numbers: unique in their scope, and how to recognise them in text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::pages::Book;
use crate::diag::{Code, Diagnostic};
use crate::model::schema::{CollectionId, Numbering};
use crate::model::{Config, Page, PageId, PageKind};
use crate::text::natural;

/// The printed numbers of all collections.
pub(super) struct Numbers {
    series: Vec<Series>,
}

/// One collection's numbers.
struct Series {
    collection: CollectionId,
    /// Bare numbers in body text are references, too.
    autolink: bool,
    prefix: String,
    suffix: String,
    /// Every record by its number; several where the number is unique only in a scope.
    records: BTreeMap<String, Vec<PageId>>,
    /// What seem to be the numbers of records that could not be read, by their ids: `8` for `m08`.
    unread: BTreeSet<String>,
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

/// Checks uniqueness in scope and indexes the numbers.
pub(super) fn index(book: &Book, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Numbers {
    let mut series = Vec::new();
    for (collection, declared) in config.schema.collections.iter().enumerate() {
        let Some(numbering) = &declared.number else {
            continue;
        };
        let mut seen: BTreeMap<(Option<&str>, &str), PageId> = BTreeMap::new();
        let mut records: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
        let of_unread = book.unread.records.iter().filter(|(c, _)| *c == collection);
        let mut unread: BTreeSet<String> =
            of_unread.filter_map(|(_, id)| last_digits(id)).collect();
        for (i, page) in book.pages.iter().enumerate() {
            let (PageKind::Record(c), Some(record)) = (page.kind, &page.record) else {
                continue;
            };
            if c != collection {
                continue;
            }
            let Some(no) = record.no.as_deref() else {
                let document = page.document.as_ref();
                if document.is_some_and(|d| d.front.is_damaged) {
                    unread.extend(last_digits(&record.id));
                }
                continue;
            };
            match seen.get(&(record.scope.as_deref(), no)) {
                Some(first) => diagnostics.extend(duplicate(book, page, *first, numbering, no)),
                None => {
                    seen.insert((record.scope.as_deref(), no), PageId(i));
                    records.entry(no.to_owned()).or_default().push(PageId(i));
                }
            }
        }
        if let Some((prefix, suffix)) = numbering.format.split_once("{no}")
            && prefix.len() + suffix.len() > 0
        {
            let (prefix, suffix) = (prefix.to_owned(), suffix.to_owned());
            series.push(Series {
                collection,
                autolink: numbering.autolink,
                prefix,
                suffix,
                records,
                unread,
            });
        }
    }
    Numbers { series }
}

fn duplicate(
    book: &Book,
    page: &Page,
    first: PageId,
    numbering: &Numbering,
    no: &str,
) -> Option<Diagnostic> {
    let span_of = |page: &Page| {
        page.document
            .as_ref()?
            .front
            .get(&numbering.field)
            .map(|v| v.span)
    };
    let problem = Diagnostic::new(Code::DuplicateNumber, span_of(page)?)
        .arg("no", numbering.print(no))
        .help("scope");
    let first = span_of(&book.pages[first.0])?;
    Some(problem.related(first, "first"))
}

/// The number in `no` where that holds the signs of the printed form too, `(8)`, or, in a collection
/// whose numbers are found in the text, full-width digits, which the text is not searched for.
pub(super) fn plain(numbering: &Numbering, no: &str) -> Option<String> {
    let (before, after) = numbering.format.split_once("{no}")?;
    let narrow: String = no.nfkc().collect();
    let inner = narrow
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after))
        .filter(|inner| inner.len() < narrow.len());
    let plain = match inner {
        Some(inner) => inner,
        None if numbering.autolink => &narrow,
        None => return None,
    };
    let is_number = plain.starts_with(|c: char| c.is_ascii_digit());
    (plain != no && is_number).then(|| plain.to_owned())
}

impl Numbers {
    /// Every printed number in body text that links by itself, in order, with what it names.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, Lookup)> {
        Self::scan(self.series.iter().filter(|series| series.autolink), text)
    }

    /// Every printed number in a bracketed label.
    pub(super) fn find_in_label(&self, label: &str) -> Vec<(Range<usize>, Lookup)> {
        Self::scan(self.series.iter(), label)
    }

    fn scan<'s>(
        series: impl Iterator<Item = &'s Series>,
        text: &str,
    ) -> Vec<(Range<usize>, Lookup)> {
        let mut found: Vec<(Range<usize>, Lookup)> = series
            .flat_map(|series| {
                let numbers = series.scan(text).into_iter();
                numbers.map(|(range, no)| (range, series.look_up(no)))
            })
            .collect();
        found.sort_by_key(|(range, _)| (range.start, range.end));
        let mut end = 0;
        found.retain(|(range, _)| {
            let free = range.start >= end;
            if free {
                end = range.end;
            }
            free
        });
        found
    }

    /// What `label` names when the whole of it is one printed number.
    pub(super) fn whole(&self, label: &str) -> Option<Lookup> {
        let mut found = self.find_in_label(label);
        match found.as_slice() {
            [(range, _)] if *range == (0..label.len()) => found.pop().map(|(_, lookup)| lookup),
            _ => None,
        }
    }
}

impl Series {
    /// Number matches: the format exactly, with a number in ASCII digits (`8`, `1.2`, `3-1`).
    fn scan<'t>(&self, text: &'t str) -> Vec<(Range<usize>, &'t str)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(offset) = text[at..].find(&self.prefix) {
            let start = at + offset;
            let digits = start + self.prefix.len();
            let length = number_length(&text[digits..]);
            let after = digits + length;
            let bounded = !self.prefix.starts_with(|c: char| c.is_ascii_alphanumeric())
                || !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
            if length > 0 && bounded && text[after..].starts_with(&self.suffix) {
                let end = after + self.suffix.len();
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

    fn look_up(&self, no: &str) -> Lookup {
        match self.records.get(no).map(Vec::as_slice) {
            Some([one]) => Lookup::Found(*one),
            Some(several) => Lookup::Ambiguous(several.to_vec()),
            None if self.unread.contains(no) => Lookup::Unknown,
            None => {
                let last = self.records.keys().max_by(|a, b| natural::compare(a, b));
                Lookup::Missing(
                    self.collection,
                    last.map(|no| format!("{}{no}{}", self.prefix, self.suffix)),
                )
            }
        }
    }
}

/// The last run of digits in a record's id, without leading zeros.
fn last_digits(id: &str) -> Option<String> {
    let end = id.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = id[..end]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| {
            at + id[at..].chars().next().map_or(1, char::len_utf8)
        });
    Some(id[start..end].trim_start_matches('0').to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn series(prefix: &str, suffix: &str) -> Series {
        Series {
            collection: 0,
            autolink: true,
            prefix: prefix.into(),
            suffix: suffix.into(),
            records: BTreeMap::from([
                ("1".to_owned(), vec![PageId(1)]),
                ("16".to_owned(), vec![PageId(16)]),
            ]),
            unread: BTreeSet::from(["8".to_owned()]),
        }
    }

    fn found<'t>(series: &Series, text: &'t str) -> Vec<&'t str> {
        series.scan(text).into_iter().map(|(_, no)| no).collect()
    }

    #[test]
    fn only_the_exact_half_width_format_is_a_number() {
        let measures = series("(", ")");
        assert_eq!(found(&measures, "…を構築。(1)等、(16)"), ["1", "16"]);
        assert!(found(&measures, "II-1 教育改革／（1）リテラシー").is_empty());
        assert!(found(&measures, "(令和2年3月最終改定) (1 ) ( 1)").is_empty());
        let requirements = series("REQ-", "");
        assert_eq!(found(&requirements, "REQ-1.2とREQ-3、XREQ-4"), ["1.2", "3"]);
    }

    #[test]
    fn a_missing_number_names_the_last_one() {
        let numbers = Numbers {
            series: vec![series("(", ")")],
        };
        assert!(matches!(
            numbers.whole("(1)"),
            Some(Lookup::Found(PageId(1)))
        ));
        let Some(Lookup::Missing(0, Some(last))) = numbers.whole("(17)") else {
            panic!("missing");
        };
        assert_eq!(last, "(16)");
        assert!(numbers.whole("(1)等").is_none());
        // It would be wrong to say that (8) does not exist: its file could not be read.
        assert!(matches!(numbers.whole("(8)"), Some(Lookup::Unknown)));
        assert_eq!(last_digits("項08").as_deref(), Some("8"));
        assert_eq!(last_digits("v2-m10b").as_deref(), Some("10"));
        assert_eq!(last_digits("login"), None);
    }

    #[test]
    fn a_number_is_written_without_its_signs() {
        let numbering = |format: &str, autolink| Numbering {
            field: "no".to_owned(),
            format: format.to_owned(),
            scope: None,
            autolink,
            label_field: None,
        };
        let plain = |format, no| super::plain(&numbering(format, true), no);
        assert_eq!(plain("({no})", "(8)").as_deref(), Some("8"));
        assert_eq!(plain("({no})", "（８）").as_deref(), Some("8"));
        assert_eq!(plain("REQ-{no}", "２").as_deref(), Some("2"));
        assert_eq!(plain("({no})", "8"), None);
        assert_eq!(plain("第{no}条", "2-1"), None);
        assert_eq!(super::plain(&numbering("第{no}条", false), "２"), None);
    }
}
