//! Typed front matter values, each beside the text that was written.

use serde::{Deserialize, Serialize};

use crate::model::PageId;
use crate::text::date::PartialDate;

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

impl From<PartialDate> for DateValue {
    fn from(date: PartialDate) -> Self {
        DateValue {
            raw: date.raw,
            edtf: date.edtf,
        }
    }
}
