//! Printed numbers: unique in their scope, and how to recognise them in text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::pages::Book;
pub(super) use super::series::Lookup;
use super::series::{self, Series, Unread};
use crate::diag::{Code, Diagnostic};
use crate::model::schema::{CollectionId, Numbering};
use crate::model::{Config, FrontMatter, Page, PageId, PageKind, RawKind};

/// The printed numbers of all collections.
pub(super) struct Numbers {
    series: Vec<Series>,
    /// What had a number, as printed, and was taken away.
    gone: BTreeMap<(CollectionId, String), Vec<PageId>>,
}

/// Checks uniqueness in scope and indexes the numbers.
pub(super) fn index(book: &Book, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Numbers {
    let mut series = Vec::new();
    let mut gone: BTreeMap<(CollectionId, String), Vec<PageId>> = BTreeMap::new();
    for (collection, declared) in config.schema.collections.iter().enumerate() {
        let Some(numbering) = &declared.number else {
            continue;
        };
        let mut seen: BTreeMap<(Option<&str>, &str), PageId> = BTreeMap::new();
        let mut records: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
        let of_unread = book.unread.records.iter().filter(|(c, _)| *c == collection);
        let mut unread = Unread::default();
        of_unread.for_each(|(_, id)| unread.add(id));
        for (i, page) in book.pages.iter().enumerate() {
            let (PageKind::Record(c), Some(record)) = (page.kind, &page.record) else {
                continue;
            };
            if c != collection {
                continue;
            }
            // What was taken away leaves its number to others.
            if page.is_gone() {
                if let Some(no) = &record.no {
                    let same = gone.entry((collection, numbering.print(no)));
                    same.or_default().push(PageId(i));
                }
                continue;
            }
            let Some(no) = record.no.as_deref() else {
                let front = page.document.as_ref().map(|document| &document.front);
                let is_wrong = |front: &FrontMatter| {
                    let value = front.get(&numbering.field);
                    value.is_some_and(|value| !matches!(value.kind, RawKind::Null))
                };
                if front.is_some_and(|front| front.is_damaged || is_wrong(front)) {
                    unread.add(&record.id);
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
            series.push(Series::new(
                collection,
                numbering,
                (prefix, suffix),
                records,
                unread,
            ));
        }
    }
    Numbers { series, gone }
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

/// The number that `text` writes, with the signs of its printed form or without. `None` where texts
/// would not be searched for it.
pub fn number(numbering: &Numbering, text: &str) -> Option<String> {
    let no = plain(numbering, text).unwrap_or_else(|| text.to_owned());
    series::is_number(&no).then_some(no)
}

/// Every number of `numbering` that `text` prints, in order: where it stands, and the number.
pub fn printed<'t>(numbering: &Numbering, text: &'t str) -> Vec<(Range<usize>, &'t str)> {
    match numbering.format.split_once("{no}") {
        Some((prefix, suffix)) if prefix.len() + suffix.len() > 0 => {
            series::scan(prefix, suffix, text)
        }
        _ => Vec::new(),
    }
}

impl Numbers {
    /// The records that printed `printed` and were taken away.
    pub(super) fn gone(&self, collection: CollectionId, printed: &str) -> &[PageId] {
        let found = self.gone.get(&(collection, printed.to_owned()));
        found.map_or(&[], Vec::as_slice)
    }

    /// Every printed number in body text that links by itself, in order, with what it names.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, Lookup)> {
        Self::scan(self.series.iter().filter(|series| series.autolink), text)
    }

    /// Every printed number in a bracketed label.
    pub(super) fn find_in_label(&self, label: &str) -> Vec<(Range<usize>, Lookup)> {
        Self::scan(self.series.iter(), label)
    }

    /// Where the formats of two collections overlap (`第{no}条` and `第{no}条の2`), the longer one
    /// counts as far as a record has its number; of two equal ones, the one that links by itself.
    fn scan<'s>(
        series: impl Iterator<Item = &'s Series>,
        text: &str,
    ) -> Vec<(Range<usize>, Lookup)> {
        let mut found: Vec<(Range<usize>, Lookup, bool)> = series
            .flat_map(|series| {
                let numbers = series.scan(text).into_iter();
                numbers.map(|(range, no)| (range, series.look_up(no), series.autolink))
            })
            .collect();
        found.sort_by_key(|(range, lookup, autolink)| {
            let is_missing = matches!(lookup, Lookup::Missing(..));
            (range.start, is_missing, Reverse(range.end), !autolink)
        });
        let mut kept: Vec<(Range<usize>, Lookup)> = Vec::new();
        let mut is_settled = true;
        for (range, lookup, autolink) in found {
            match kept.last_mut() {
                Some((last, other)) if *last == range && !is_settled => other.join(lookup),
                Some((last, _)) if range.start < last.end => {}
                _ => {
                    is_settled = autolink;
                    kept.push((range, lookup));
                }
            }
        }
        kept
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

#[cfg(test)]
mod tests {
    use super::*;

    fn series(prefix: &str, suffix: &str) -> Series {
        let records = [1, 16].map(|no| (no.to_string(), vec![PageId(no)]));
        let numbering = Numbering {
            field: "no".to_owned(),
            format: format!("{prefix}{{no}}{suffix}"),
            scope: None,
            autolink: true,
            label_field: None,
        };
        let mut unread = Unread::default();
        unread.add("m08");
        Series::new(
            0,
            &numbering,
            (prefix, suffix),
            BTreeMap::from(records),
            unread,
        )
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
        assert_eq!(
            found(&requirements, "REQ-1.2とREQ-3、XREQ-4、REQ-4a"),
            ["1.2", "3"]
        );
        assert_eq!(found(&series("", "号"), "第12号、3号"), ["12", "3"]);
    }

    #[test]
    fn of_overlapping_formats_the_longer_one_with_a_record_counts() {
        let numbers = Numbers {
            series: vec![series("第", "条"), series("第", "条の2")],
            gone: BTreeMap::new(),
        };
        let found = |text| -> Vec<&str> {
            let found = numbers.find(text).into_iter();
            found.map(|(range, _)| &text[range]).collect()
        };
        assert_eq!(found("第1条の2、第16条"), ["第1条の2", "第16条"]);
        assert_eq!(found("第2条の2"), ["第2条の2"]);
    }

    #[test]
    fn a_label_that_two_collections_print_names_both_unless_one_links_by_itself() {
        let mut numbers = Numbers {
            series: vec![series("(", ")"), series("(", ")")],
            gone: BTreeMap::new(),
        };
        numbers.series[0].autolink = false;
        assert!(matches!(numbers.whole("(1)"), Some(Lookup::Found(_))));
        numbers.series[1].autolink = false;
        let Some(Lookup::Ambiguous(pages)) = numbers.whole("(16)") else {
            panic!("ambiguous");
        };
        assert_eq!(pages, [PageId(16), PageId(16)]);
        assert!(matches!(numbers.whole("(2)"), Some(Lookup::Missing(..))));
    }

    #[test]
    fn a_missing_number_names_the_last_one() {
        let numbers = Numbers {
            series: vec![series("(", ")")],
            gone: BTreeMap::new(),
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
        assert_eq!(series::last_digits("項08").as_deref(), Some("8"));
        assert_eq!(series::last_digits("v2-m10b").as_deref(), Some("10"));
        assert_eq!(series::last_digits("login"), None);
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
