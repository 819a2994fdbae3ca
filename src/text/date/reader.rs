//! Takes numbers and signs off the front of a date.

use super::{DateError, PartialDate};

/// What is left to read of a date.
pub(super) struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Reader(text)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a str {
        self.0
    }

    /// Steps over `prefix` if it is next.
    pub(super) fn skip(&mut self, prefix: &str) -> bool {
        let rest = self.0.strip_prefix(prefix);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A Gregorian year of four digits.
    pub(super) fn year(&mut self) -> Option<i32> {
        let before = self.0;
        let year = self.number(4)?;
        let digits = before[..before.len() - self.0.len()].chars().count();
        i32::try_from(year).ok().filter(|_| digits == 4)
    }

    /// A Gregorian year with nothing behind it.
    pub(super) fn last_year(mut self) -> Option<i32> {
        self.year().filter(|_| self.0.is_empty())
    }

    /// A number of at most `most` digits, ASCII or kanji (`二〇二〇`, `十二`, `三十一`).
    pub(super) fn number(&mut self, most: usize) -> Option<u32> {
        let is_digit = |c: char| c.is_ascii_digit() || kanji_value(c).is_some();
        let end = self.0.find(|c| !is_digit(c)).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        let value = read_number(digits, most)?;
        self.0 = rest;
        Some(value)
    }

    /// The date, if nothing is left.
    pub(super) fn finish(self, date: PartialDate) -> Result<PartialDate, DateError> {
        match self.0.is_empty() {
            true => Ok(date),
            false => Err(DateError::Unrecognised),
        }
    }
}

fn read_number(digits: &str, most: usize) -> Option<u32> {
    if let Some((tens, ones)) = digits.split_once('十') {
        let tens = if tens.is_empty() {
            1
        } else {
            read_number(tens, 1)?
        };
        let ones = if ones.is_empty() {
            0
        } else {
            read_number(ones, 1)?
        };
        return Some(tens * 10 + ones);
    }
    let count = digits.chars().count();
    if count == 0 || count > most {
        return None;
    }
    digits.chars().try_fold(0, |value, c| {
        Some(
            value * 10
                + c.to_digit(10)
                    .or_else(|| kanji_value(c).filter(|&v| v < 10))?,
        )
    })
}

fn kanji_value(c: char) -> Option<u32> {
    "〇一二三四五六七八九十"
        .chars()
        .position(|kanji| kanji == c)
        .map(|value| value as u32)
}
