//! Finds the dates that stand in running text.
//!
//! The text is NFKC. The search engine of the theme has a scanner of its own for the same grammar;
//! both are tested with `tests/search/dates.json`. `?` is optional, `sp` is one U+0020 or nothing:
//!
//! ```text
//! date   = named / letter / dotted / iso / fiscal
//! named  = year sp "年" (sp "度" | other? (sp number sp "月" (sp number sp "日")?)?)
//! year   = ("令和" | "平成" | "昭和" | "大正" | "明治") sp ("元" | number)   era
//!        | [RHSTM] ("元" | number)                                      era by its letter
//!        | digit digit digit digit                    1000 to 2999, ASCII or positional kanji
//! other  = "(" year sp "年" ")"                                         2018年(平成30年)12月
//! dotted = [RHSTM] number mark number mark number                       H30.12.19
//! iso    = digit{4} mark number mark number                             2018-12-19
//! mark   = "." | "-" | "/", the same one twice
//! fiscal = "FY" sp digit{4}
//! number = one or two ASCII digits, or kanji: 〇一二三四五六七八九, 十二, 二十, 三十一
//! ```
//!
//! - Digits are taken as long as they go: a number of more digits than allowed is none.
//! - Nothing begins behind an ASCII letter, an ASCII digit or `_`, except the names of eras; a
//!   four-digit year not behind a kanji numeral or behind `.` or `,` that follows an ASCII digit;
//!   dotted and iso not behind their own mark. `dotted`, `iso` and `fiscal` do not end before an
//!   ASCII letter (but `T` and a digit, a time), an ASCII digit or `_`, nor before their own mark
//!   with an ASCII letter or digit behind it. So nothing is found in a longer number or name.
//! - `年` counts neither in 年間 and 年代, nor in 年前 unless it is 年前半 or 年前期.
//! - A month and its day must exist: 2018年13月 is the year alone, 2018年2月30日 the month alone;
//!   dotted and iso are whole or nothing. Years before 1873 have no months (lunar calendar).
//! - The years of an era go on after its end, as in plans of the time: 平成32年度 is FY2020.
//!   元 is 1; there is no year 0.
//! - Dates do not overlap; of all that begin at one place the longest counts.

use std::ops::Range;

use super::check_month_day;
use super::reader::Reader;
use crate::text::wareki::{self, Era};

/// The dates in `text` (NFKC), in order: where each stands (bytes), and the date as
/// [`super::PartialDate::edtf`] writes it.
pub fn scan(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = next_start(text, from) {
        match date_at(text, start) {
            Some((end, edtf)) => {
                found.push((start..end, edtf));
                from = end;
            }
            None => from = start + first_len(&text[start..]),
        }
    }
    found
}

/// Whether a numeral of a year or the name of an era begins there.
fn is_start(bytes: &[u8]) -> bool {
    const STARTS: [&str; 14] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "令", "平", "昭", "大", "明",
    ];
    let begins = |start: &&str| bytes.starts_with(start.as_bytes());
    STARTS.iter().any(begins)
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// Where the next date can begin, at or after `from`. Most text is passed over byte by byte.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|&at| match bytes[at] {
        b'0'..=b'9' | b'R' | b'H' | b'S' | b'T' | b'M' | b'F' => !follows_word(bytes, at),
        // The first bytes of 〇, of the numerals of a year, and of the names of eras. Most kanji and
        // all kana but 〇 are told apart by the second byte.
        0xE3 => bytes.get(at + 1) == Some(&0x80) && bytes.get(at + 2) == Some(&0x87),
        0xE4..=0xE6 => is_start(&bytes[at..]),
        _ => false,
    })
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn follows_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|before| is_word(bytes[before]))
}

/// The date that begins at `start`: its end and what it is.
fn date_at(text: &str, start: usize) -> Option<(usize, String)> {
    let mut reader = Reader::new(&text[start..]);
    if reader.skip("FY") {
        reader.skip(" ");
        let year = ascii_year(&mut reader)?;
        let end = text.len() - reader.rest().len();
        return ends_well(text, end, None).then(|| (end, format!("FY{year:04}")));
    }
    let year = year(&mut reader)?;
    if year.is_gregorian && !begins_well(text, start) {
        return None;
    }
    let (rest, edtf) = match reader.rest().chars().next() {
        Some(mark @ ('.' | '-' | '/')) if year.takes_marks => {
            let edtf = marked(text, start, mark, year.number, &mut reader)?;
            (reader.rest(), edtf)
        }
        _ => named(reader, year.number)?,
    };
    Some((text.len() - rest.len(), edtf))
}

/// A year and how it was written.
struct Year {
    number: i32,
    is_gregorian: bool,
    /// Whether `.12.19` may follow.
    takes_marks: bool,
}

fn year(reader: &mut Reader<'_>) -> Option<Year> {
    let Some((era, _)) = wareki::strip_era(reader.rest()) else {
        let is_ascii = reader.rest().starts_with(|c: char| c.is_ascii_digit());
        let number = reader.year().filter(|year| (1000..3000).contains(year))?;
        return Some(Year {
            number,
            is_gregorian: true,
            takes_marks: is_ascii,
        });
    };
    let by_letter = !reader.skip(era.name);
    if by_letter {
        reader.skip(era.letter.encode_utf8(&mut [0; 4]));
    } else {
        reader.skip(" ");
    }
    let number = match reader.skip("元") {
        true => 1,
        false => reader.number(2).filter(|&number| number > 0)?,
    };
    Some(Year {
        number: era.first.0 - 1 + i32::try_from(number).ok()?,
        is_gregorian: false,
        takes_marks: by_letter,
    })
}

fn ascii_year(reader: &mut Reader<'_>) -> Option<i32> {
    let is_ascii = reader.rest().starts_with(|c: char| c.is_ascii_digit());
    let year = reader.year().filter(|year| (1000..3000).contains(year));
    year.filter(|_| is_ascii)
}

/// Whether a Gregorian year that begins at `start` is no part of a longer number.
fn begins_well(text: &str, start: usize) -> bool {
    let mut before = text[..start].chars().rev();
    match before.next() {
        Some('.' | ',') => !before.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !"〇一二三四五六七八九十百千万".contains(c),
        None => true,
    }
}

/// Whether a date in digits can end at `end`; `mark` is the sign between its numbers.
fn ends_well(text: &str, end: usize, mark: Option<char>) -> bool {
    let mut after = text[end..].chars();
    let next = after.next();
    let behind = after.next();
    match next {
        Some('T') => behind.is_some_and(|c| c.is_ascii_digit()),
        Some(c) if c.is_ascii_alphanumeric() || c == '_' => false,
        _ if next == mark => !behind.is_some_and(|c| c.is_ascii_alphanumeric()),
        _ => true,
    }
}

/// What stands behind the year of a date like `H30.12.19`.
fn marked(
    text: &str,
    start: usize,
    mark: char,
    year: i32,
    reader: &mut Reader<'_>,
) -> Option<String> {
    let mut buffer = [0; 4];
    let mark_text = &*mark.encode_utf8(&mut buffer);
    if text[..start].ends_with(mark) || !reader.skip(mark_text) {
        return None;
    }
    let month = reader.number(2)?;
    let day = reader.skip(mark_text).then(|| reader.number(2))??;
    check_month_day(Some(year), month, Some(day)).ok()?;
    let end = text.len() - reader.rest().len();
    let is_whole = !Era::is_lunar(year) && ends_well(text, end, Some(mark));
    is_whole.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// What stands behind the year of a date with 年: what is left after the date, and the date.
fn named(mut reader: Reader<'_>, year: i32) -> Option<(&str, String)> {
    reader.skip(" ");
    if !reader.skip("年") {
        return None;
    }
    let after_year = reader.rest();
    if reader.skip("度") || (reader.skip(" ") && reader.skip("度")) {
        return Some((reader.rest(), format!("FY{year:04}")));
    }
    let before_halves = ["前半", "前期"]
        .iter()
        .any(|half| after_year.starts_with(half));
    if after_year.starts_with(['間', '代', '前']) && !before_halves {
        return None;
    }
    let only_year = (after_year, format!("{year:04}"));
    if Era::is_lunar(year) {
        return Some(only_year);
    }
    let mut reader = Reader::new(skip_other(after_year));
    let Some(month) = counted(&mut reader, "月") else {
        return Some(only_year);
    };
    if check_month_day(Some(year), month, None).is_err() {
        return Some(only_year);
    }
    let after_month = reader.rest();
    Some(match counted(&mut reader, "日") {
        Some(day) if check_month_day(Some(year), month, Some(day)).is_ok() => {
            (reader.rest(), format!("{year:04}-{month:02}-{day:02}"))
        }
        _ => (after_month, format!("{year:04}-{month:02}")),
    })
}

/// `text` behind the same year in another calendar, in brackets.
fn skip_other(text: &str) -> &str {
    let mut reader = Reader::new(text);
    let is_year = reader.skip("(") && year(&mut reader).is_some() && {
        reader.skip(" ");
        reader.skip("年") && reader.skip(")")
    };
    if is_year { reader.rest() } else { text }
}

/// A number and the sign behind it.
fn counted(reader: &mut Reader<'_>, sign: &str) -> Option<u32> {
    reader.skip(" ");
    let number = reader.number(2)?;
    reader.skip(" ");
    reader.skip(sign).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::nfkc;
    use proptest::prelude::*;

    /// The table that the search engine of the theme is tested with, too.
    const TABLE: &str = include_str!("../../../tests/search/dates.json");

    #[test]
    fn dates_of_running_text_are_found() {
        let table: Vec<(String, Vec<(String, String)>)> =
            serde_json::from_str(TABLE).expect("a table of texts and dates");
        assert!(table.len() > 30);
        for (text, expected) in table {
            assert_eq!(nfkc(&text), text, "the table is in NFKC");
            let found: Vec<_> = scan(&text)
                .into_iter()
                .map(|(range, edtf)| (text[range].to_owned(), edtf))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_scanned_and_every_date_is_one(
            text in "([0-9年月日度元令和平成HRTFY十二〇/.: ()-]|2018年|令和2年|.){0,30}"
        ) {
            let mut end = 0;
            for (range, edtf) in scan(&text) {
                prop_assert!(end <= range.start && range.start < range.end);
                prop_assert_eq!(super::super::parse(&edtf).map(|date| date.edtf), Ok(edtf));
                end = range.end;
            }
        }
    }
}
