//! Typed front matter values, each beside the text that was written.

use serde::{Deserialize, Serialize};

use crate::model::PageId;
use crate::text::date::{self, PartialDate};

/// A value after its field's type was applied.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// String, text, url, quantity, money, decimal, enum: the author's characters.
    Text(String),
    /// A whole number and how it was written (`08`).
    Int(i64, String),
    /// A boolean.
    Bool(bool),
    /// A (partial) date and how it was printed.
    Date(DateValue),
    /// A relation to a record.
    Ref(PageId),
    /// A list.
    List(Vec<Value>),
}

/// A date as typed, as printed, and how exact it is. EDTF level 1 where EDTF has a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateValue {
    /// As written by the author: 令和2年3月.
    pub raw: String,
    /// Machine-readable: `2020-03`, `2018-12-19`, `FY2018`, `XXXX-06`.
    pub edtf: String,
}

impl DateValue {
    /// The first day that it can be: 1 January of a year, 1 April of a fiscal year. `None` without
    /// a year.
    pub fn first_day(&self) -> Option<String> {
        let date = date::parse(&self.edtf).ok().filter(PartialDate::has_year)?;
        let (year, month, day) = date.earliest;
        Some(format!("{year:04}-{:02}-{:02}", month.max(1), day.max(1)))
    }
}

impl From<PartialDate> for DateValue {
    fn from(date: PartialDate) -> Self {
        DateValue {
            raw: date.raw,
            edtf: date.edtf,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_begin_with_their_first_day() {
        for (raw, day) in [
            ("2019-09-03", Some("2019-09-03")),
            ("2020-06", Some("2020-06-01")),
            ("令和5年", Some("2023-01-01")),
            ("平成30年度", Some("2018-04-01")),
            ("6月", None),
        ] {
            let date = DateValue::from(date::parse(raw).expect("a date"));
            assert_eq!(date.first_day().as_deref(), day, "{raw}");
        }
    }
}
