//! Dates as Japanese documents print them: Gregorian or by era, whole or partial, fiscal years.
//!
//! The text is read through NFKC (`２０１９年` is `2019年`), kanji numerals count, and the result
//! keeps what was printed beside EDTF. Fiscal years, which EDTF lacks, are `FY2018`: April 2018 to
//! March 2019. A date without its year is `XXXX-06`.

mod reader;
mod scan;

use unicode_normalization::UnicodeNormalization;

use crate::text::wareki::{self, Era};
use reader::Reader;

pub use scan::scan;

/// A date, as exact as it was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartialDate {
    /// As printed: `H30.12.19`.
    pub raw: String,
    /// `2018-12-19`, `2020-03`, `2020`, `FY2018`, `XXXX-06`, `XXXX-06-30`.
    pub edtf: String,
    /// The earliest day it can be: year, month, day; month and day 0 where unknown, so that a
    /// year sorts before its months. Dates without a year sort last.
    pub earliest: (i32, u32, u32),
}

impl PartialDate {
    /// The latest day it can be, in the form of [`earliest`](Self::earliest); every month counts
    /// as one of 31 days.
    pub fn latest(&self) -> (i32, u32, u32) {
        let or = |part: u32, last: u32| if part == 0 { last } else { part };
        match self.earliest {
            (year, ..) if self.edtf.starts_with("FY") => (year + 1, 3, 31),
            (year, month, day) => (year, or(month, 12), or(day, 31)),
        }
    }

    /// Whether its year is known.
    pub fn has_year(&self) -> bool {
        self.earliest.0 != NO_YEAR
    }
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// None of the forms.
    Unrecognised,
    /// The era had no such year: 平成40年.
    NoSuchEraYear {
        /// The era.
        era: &'static str,
        /// Its last year; `None` for the current one (year 0).
        last: Option<u32>,
    },
    /// The era's year is right but the day or month lies outside the era: 平成31年5月.
    OutsideEra {
        /// The era.
        era: &'static str,
    },
    /// A month or day before 1873, in the lunar calendar.
    LunarCalendar,
    /// No such month: 2019-13.
    NoSuchMonth(u32),
    /// No such day in that month: 2019-02-29.
    NoSuchDay(u32),
}

impl DateError {
    /// A stable key for the message catalogue.
    pub fn key(self) -> &'static str {
        match self {
            DateError::Unrecognised => "unrecognised",
            DateError::NoSuchEraYear { .. } => "no-such-era-year",
            DateError::OutsideEra { .. } => "outside-era",
            DateError::LunarCalendar => "lunar-calendar",
            DateError::NoSuchMonth(_) => "no-such-month",
            DateError::NoSuchDay(_) => "no-such-day",
        }
    }
}

/// Reads a date that is all of `text`. ISO dates with a time are accepted; the time is not kept.
///
/// Forms: `2019-09-03` `2019/9/3` `2019.9.3` `2019-09` `2019` `2019年9月3日` `2019年5月` `2019年`
/// `令和2年3月` `令和元年` `令和二年` `H30.12.19` `H30` `平成30年度` `H30年度` `2020年度` `FY2020`
/// `6月` `6月30日` `XXXX-06`. Era years must have existed, and days must lie in the era.
pub fn parse(text: &str) -> Result<PartialDate, DateError> {
    let plain: String = text
        .nfkc()
        .filter(|c| !c.is_whitespace() || *c == 'T')
        .collect();
    let plain = without_time(&plain);
    if let Some(rest) = plain.strip_prefix("FY") {
        let year = Reader::new(rest)
            .last_year()
            .ok_or(DateError::Unrecognised)?;
        return Ok(fiscal(text, year));
    }
    if let Some(rest) = plain.strip_prefix("XXXX-") {
        return parse_month_day(text, rest, ["-", ""]);
    }
    if let Some((era, rest)) = wareki::strip_era(plain) {
        return parse_era(text, era, rest);
    }
    if has_month_but_no_year(plain) {
        return parse_month_day(text, plain, ["月", "日"]);
    }
    let mut reader = Reader::new(plain);
    let year = reader.year().ok_or(DateError::Unrecognised)?;
    parse_after_year(text, year, None, reader)
}

fn parse_era(raw: &str, era: &'static Era, rest: &str) -> Result<PartialDate, DateError> {
    let mut reader = Reader::new(rest);
    let year = match reader.skip("元") {
        true => 1,
        false => reader.number(2).ok_or(DateError::Unrecognised)?,
    };
    let gregorian = era.gregorian_year(year).ok_or(DateError::NoSuchEraYear {
        era: era.name,
        last: era.last_year(),
    })?;
    parse_after_year(raw, gregorian, Some(era), reader)
}

/// Reads what stands behind the year: nothing, 年, 年度, a month, a month and a day.
fn parse_after_year(
    raw: &str,
    year: i32,
    era: Option<&'static Era>,
    mut reader: Reader<'_>,
) -> Result<PartialDate, DateError> {
    if reader.skip("年度") || reader.skip("FY") {
        return reader.finish(fiscal(raw, year));
    }
    let separator = ["年", "-", "/", "."].into_iter().find(|s| reader.skip(s));
    let month_end = match separator {
        None => return reader.finish(whole_year(raw, year)),
        Some("年") if reader.is_at_end() => return Ok(whole_year(raw, year)),
        Some("年") => "月",
        Some(other) => other,
    };
    let month = reader.number(2).ok_or(DateError::Unrecognised)?;
    let has_day = match month_end {
        "月" if reader.skip("月") => !reader.is_at_end(),
        "月" => return Err(DateError::Unrecognised),
        other => reader.skip(other),
    };
    let day = match has_day {
        true => Some(reader.number(2).ok_or(DateError::Unrecognised)?),
        false => None,
    };
    if day.is_some() && month_end == "月" && !reader.skip("日") {
        return Err(DateError::Unrecognised);
    }
    check_month_day(Some(year), month, day)?;
    if let Some(era) = era {
        if Era::is_lunar(year) {
            return Err(DateError::LunarCalendar);
        }
        if !era.covers(year, month, day) {
            return Err(DateError::OutsideEra { era: era.name });
        }
    }
    reader.finish(PartialDate {
        raw: raw.to_owned(),
        edtf: match day {
            Some(day) => format!("{year:04}-{month:02}-{day:02}"),
            None => format!("{year:04}-{month:02}"),
        },
        earliest: (year, month, day.unwrap_or(0)),
    })
}

/// Reads a month, and a day if there is one: `6月30日`, or behind `XXXX-`: `06-30`.
fn parse_month_day(raw: &str, rest: &str, ends: [&str; 2]) -> Result<PartialDate, DateError> {
    let mut reader = Reader::new(rest);
    let month = reader.number(2).ok_or(DateError::Unrecognised)?;
    let has_day = reader.skip(ends[0]) && !reader.is_at_end();
    let day = match has_day {
        true => Some(reader.number(2).ok_or(DateError::Unrecognised)?),
        false => None,
    };
    if has_day && !reader.skip(ends[1]) {
        return Err(DateError::Unrecognised);
    }
    check_month_day(None, month, day)?;
    reader.finish(PartialDate {
        raw: raw.to_owned(),
        edtf: match day {
            Some(day) => format!("XXXX-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}"),
        },
        earliest: (NO_YEAR, month, day.unwrap_or(0)),
    })
}

/// Sorts behind every year that can be written.
const NO_YEAR: i32 = 10_000;

fn fiscal(raw: &str, year: i32) -> PartialDate {
    PartialDate {
        raw: raw.to_owned(),
        edtf: format!("FY{year:04}"),
        earliest: (year, 4, 0),
    }
}

fn whole_year(raw: &str, year: i32) -> PartialDate {
    PartialDate {
        raw: raw.to_owned(),
        edtf: format!("{year:04}"),
        earliest: (year, 0, 0),
    }
}

fn check_month_day(year: Option<i32>, month: u32, day: Option<u32>) -> Result<(), DateError> {
    if !(1..=12).contains(&month) {
        return Err(DateError::NoSuchMonth(month));
    }
    let leap = year.is_none_or(|y| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    match day {
        Some(day) if !(1..=days).contains(&day) => Err(DateError::NoSuchDay(day)),
        _ => Ok(()),
    }
}

fn has_month_but_no_year(plain: &str) -> bool {
    plain
        .find('月')
        .is_some_and(|at| !plain[..at].contains(['年', '-', '/', '.']))
}

/// The date of an ISO date and time: `2019-09-03T10:00:00+09:00`, with a space or none for the T
/// (white space is gone already).
fn without_time(plain: &str) -> &str {
    let is_iso = |date: &str| {
        date.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
    };
    match (plain.get(..10), plain.get(10..)) {
        (Some(date), Some(time)) if is_iso(date) => {
            let clock = time.trim_start_matches('T').as_bytes();
            let is_time = clock.len() >= 5
                && clock[2] == b':'
                && clock
                    .iter()
                    .all(|b| b.is_ascii_digit() || b":.+-Z".contains(b));
            if is_time { date } else { plain }
        }
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_printed() {
        for (raw, edtf) in [
            ("2019-09-03", "2019-09-03"),
            ("2019-09", "2019-09"),
            ("2019", "2019"),
            ("2019年", "2019"),
            ("2019/9/3", "2019-09-03"),
            ("2019.9.3", "2019-09-03"),
            ("2019年5月", "2019-05"),
            ("２０１９年５月１日", "2019-05-01"),
            ("令和2年3月", "2020-03"),
            ("令和 元年", "2019"),
            ("令和二年十二月三十一日", "2020-12-31"),
            ("二〇二〇年三月", "2020-03"),
            ("H30.12.19", "2018-12-19"),
            ("H30", "2018"),
            ("平成31年4月30日", "2019-04-30"),
            ("昭和64年1月", "1989-01"),
            ("明治元年", "1868"),
            ("平成30年度", "FY2018"),
            ("H30年度", "FY2018"),
            ("2020年度", "FY2020"),
            ("FY2020", "FY2020"),
            ("6月", "XXXX-06"),
            ("6月30日", "XXXX-06-30"),
            ("XXXX-06", "XXXX-06"),
            ("2020-02-29", "2020-02-29"),
            ("2019-09-03T10:00:00+09:00", "2019-09-03"),
            ("2019-09-03 10:00", "2019-09-03"),
        ] {
            let date = parse(raw).unwrap_or_else(|error| panic!("{raw}: {error:?}"));
            assert_eq!((date.edtf.as_str(), date.raw.as_str()), (edtf, raw));
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        let era = |era, last| DateError::NoSuchEraYear { era, last };
        for (raw, error) in [
            ("", DateError::Unrecognised),
            ("年度内", DateError::Unrecognised),
            ("来月", DateError::Unrecognised),
            ("2019年9月から", DateError::Unrecognised),
            ("2019-9-3-1", DateError::Unrecognised),
            ("19-09-03", DateError::Unrecognised),
            ("2019-13", DateError::NoSuchMonth(13)),
            ("13月", DateError::NoSuchMonth(13)),
            ("2019-02-29", DateError::NoSuchDay(29)),
            ("2月30日", DateError::NoSuchDay(30)),
            ("平成40年", era("平成", Some(31))),
            ("令和0年", era("令和", None)),
            ("平成31年5月", DateError::OutsideEra { era: "平成" }),
            ("令和元年4月", DateError::OutsideEra { era: "令和" }),
            ("明治5年12月", DateError::LunarCalendar),
        ] {
            assert_eq!(parse(raw), Err(error), "{raw}");
        }
    }

    #[test]
    fn partial_dates_sort_by_their_earliest_day() {
        let ordered = [
            "2018年",
            "2018-03-31",
            "H30年度",
            "2018年4月1日",
            "2019",
            "6月",
        ];
        let mut dates: Vec<_> = ordered.iter().rev().flat_map(|raw| parse(raw)).collect();
        dates.sort_by_key(|date| date.earliest);
        let sorted: Vec<&str> = dates.iter().map(|date| date.raw.as_str()).collect();
        assert_eq!(sorted, ordered);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[0-9年月日度元令和平成HRTFYX十二〇/.: -]{0,14}|\\PC{0,10}") {
            if let Ok(date) = parse(&text) {
                prop_assert_eq!(&date.raw, &text);
                prop_assert_eq!(parse(&date.edtf).map(|d| d.edtf), Ok(date.edtf));
            }
        }
    }
}
