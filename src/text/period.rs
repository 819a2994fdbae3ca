//! Spans of time as documents print them: two dates, or one with an open end.

use unicode_normalization::UnicodeNormalization;

use crate::text::date::{self, DateError, PartialDate};

/// A span of time; an end that is `None` is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day, month or year.
    pub start: Option<PartialDate>,
    /// The last day, month or year.
    pub end: Option<PartialDate>,
}

impl Period {
    /// An EDTF interval: `2019-09/..`; a single date stands for itself.
    pub fn edtf(&self) -> String {
        let side = |date: &Option<PartialDate>| match date {
            Some(date) => date.edtf.clone(),
            None => "..".to_owned(),
        };
        match self.start == self.end {
            true => side(&self.start),
            false => format!("{}/{}", side(&self.start), side(&self.end)),
        }
    }
}

impl Period {
    /// Whether it ends before it begins, as far as the dates say.
    pub fn is_reversed(&self) -> bool {
        match (&self.start, &self.end) {
            (Some(start), Some(end)) if start.has_year() && end.has_year() => {
                start.earliest > end.latest()
            }
            _ => false,
        }
    }
}

/// Reads a span of time that is all of `text`: `2019-09/..`, `2019年9月から`, `2020年度まで`,
/// `2019年9月～2020年3月`, `H30年度から令和2年度まで`; a single date is a span from its first day to
/// its last. Errors are those of the date that could not be read.
pub fn parse(text: &str) -> Result<Period, DateError> {
    let single = match date::parse(text) {
        Ok(date) => {
            return Ok(Period {
                start: Some(date.clone()),
                end: Some(date),
            });
        }
        Err(error) => error,
    };
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let (from, to) = ["から", "~", "〜", "–", "/"]
        .iter()
        .find_map(|separator| plain.split_once(separator))
        .or_else(|| plain.strip_suffix("まで").map(|to| ("", to)))
        .ok_or(single)?;
    let to = to.strip_suffix("まで").unwrap_or(to);
    let period = Period {
        start: side(from)?,
        end: side(to)?,
    };
    if period.start.is_none() && period.end.is_none() {
        return Err(DateError::Unrecognised);
    }
    Ok(period)
}

fn side(text: &str) -> Result<Option<PartialDate>, DateError> {
    match text {
        "" | ".." => Ok(None),
        date => date::parse(date).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_printed() {
        for (raw, edtf) in [
            ("2019-09/..", "2019-09/.."),
            ("../2020", "../2020"),
            ("2019-09/2020-03-31", "2019-09/2020-03-31"),
            ("2019年9月から", "2019-09/.."),
            ("2020年度まで", "../FY2020"),
            ("2019年9月～2020年3月", "2019-09/2020-03"),
            ("H30年度から令和2年度まで", "FY2018/FY2020"),
            ("2019/9/3", "2019-09-03"),
            ("2019/2020", "2019/2020"),
        ] {
            assert_eq!(
                parse(raw).map(|period| period.edtf()),
                Ok(edtf.to_owned()),
                "{raw}"
            );
        }
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_told_from_partial_dates() {
        for (raw, is_reversed) in [
            ("2020-05/2020-03", true),
            ("令和2年5月～令和2年3月", true),
            ("2020-03-02/2020-03-01", true),
            ("2021年度から2020年度まで", true),
            ("2021-04/2020年度", true),
            ("2021-03/2020年度", false),
            ("2020-05/2020", false),
            ("2020年度/2020", false),
            ("2020-03/2020-03-01", false),
            ("2020-05/..", false),
            ("../2020", false),
            ("6月～3月", false),
        ] {
            let period = parse(raw).unwrap_or_else(|error| panic!("{raw}: {error:?}"));
            assert_eq!(period.is_reversed(), is_reversed, "{raw}");
        }
    }

    #[test]
    fn what_is_no_period_says_why() {
        for (raw, error) in [
            ("当面", DateError::Unrecognised),
            ("../..", DateError::Unrecognised),
            ("2019-13", DateError::NoSuchMonth(13)),
            ("2019-09/2020-02-30", DateError::NoSuchDay(30)),
        ] {
            assert_eq!(parse(raw), Err(error), "{raw}");
        }
    }
}
