//! A table and a site → what becomes of a collection's records.
//!
//! 1. `table` reads Markdown tables, lines with tabs, CSV, TSV and Excel's workbooks into rows of
//!    cells, each with its place.
//! 2. `columns` says what the headings stand for, `rows` what each row says.
//! 3. `records` finds the record that a row speaks of, `names` those that its cells name, `values`
//!    and `cells` read front matter values and statements, `ids` makes ids for new records.
//! 4. `known` tells which rows are new records and what they are called, so that rows may name each
//!    other; `plan` puts together which files change and how; `edit` makes the changes, so that
//!    nothing else in a file is touched.
//! 5. `check` reads what was made again: it must say what the table says, and nothing else may read
//!    in another way.
//!
//! Pure. Nothing is made up: an empty cell says nothing, and a table's silence about a record is
//! only told. Problems are collected; with one of them nothing may be written.

mod cells;
mod change;
mod check;
mod columns;
mod ids;
mod known;
mod names;
mod plan;
mod problems;
mod records;
mod rows;
mod table;
mod values;
mod wants;

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Diagnostic, SourceMap, Span};
use crate::model::schema::CollectionId;
use crate::model::{Document, FieldType, Site, Value};
pub use cells::statements;
pub use change::{Key, KeyStep, Statements};
pub use columns::Mapping;
pub use plan::{Changed, New, Plan, plan};
pub use table::{Cell, Format, Table, Workbook};

/// What to import into what.
pub struct Request<'a> {
    /// The site, with all its records.
    pub site: &'a Site,
    /// The texts of its files.
    pub map: &'a SourceMap,
    /// The collection.
    pub collection: CollectionId,
    /// The folder of its records, as messages name files: `content/rules`.
    pub folder: String,
    /// The table.
    pub table: &'a Table,
    /// What the author says of its headings.
    pub mapping: &'a Mapping,
    /// How to go about it.
    pub options: Options,
    /// What other rooms know.
    pub rules: Rules<'a>,
}

/// How to go about it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Keys whose empty cells have the value of the cell above.
    pub fill_down: Vec<String>,
    /// What is filled into a relation is marked as inferred.
    pub inferred: bool,
    /// An empty cell takes the value away.
    pub clear_empty: bool,
}

/// What other rooms know: what the type of a field accepts, which ids are valid, and how a text
/// reads.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Types a text of a field (by its key), or says what is wrong with it.
    pub value: fn(&FieldType, &str, &str, Span) -> Result<Value, Diagnostic>,
    /// Whether a record may have this id.
    pub is_id: fn(&str) -> bool,
    /// What the file of that name, as messages have it, would be with that text.
    pub read: &'a dyn Fn(&str, &str) -> Document,
}

/// What two spellings of a name have in common: width, case and spaces do not count.
pub(crate) fn fold(text: &str) -> String {
    let narrow = text.nfkc().filter(|c| !c.is_whitespace());
    narrow.flat_map(char::to_lowercase).collect()
}
