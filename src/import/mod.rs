//! A table and a site → what becomes of a collection's records.
//!
//! 1. `table` reads Markdown tables, lines with tabs, CSV, TSV and Excel's workbooks into rows of
//!    cells, each with its place.
//! 2. `columns` says what the headings stand for, `rows` what each row says.
//! 3. `records` finds the record that a row speaks of, `names` those that its cells name, `values`
//!    and `cells` read front matter values and statements, `ids` makes ids for new records.
//! 4. `plan` puts together which files change and how; `edit` makes the changes, so that nothing
//!    else in a file is touched.
//!
//! Pure. Nothing is made up: an empty cell says nothing, and a table's silence about a record is
//! only told. Problems are collected; with one of them nothing may be written.

mod cells;
mod columns;
mod ids;
mod names;
mod plan;
mod records;
mod rows;
mod table;
mod update;
mod values;

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Diagnostic, SourceMap, Span};
use crate::model::schema::CollectionId;
use crate::model::{FieldType, Site, Value};
pub use cells::statements;
pub use columns::Mapping;
pub use plan::{Changed, New, Plan, plan};
pub use table::{Cell, Format, Table, Workbook};
pub use update::{Key, KeyStep, Statements};

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
    pub rules: Rules,
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

/// What other rooms know: what the type of a field accepts, and which ids are valid.
#[derive(Clone, Copy)]
pub struct Rules {
    /// Types a text of a field (by its key), or says what is wrong with it.
    pub value: fn(&FieldType, &str, &str, Span) -> Result<Value, Diagnostic>,
    /// Whether a record may have this id.
    pub is_id: fn(&str) -> bool,
}

/// What two spellings of a name have in common: width, case and spaces do not count.
pub(crate) fn fold(text: &str) -> String {
    let narrow = text.nfkc().filter(|c| !c.is_whitespace());
    narrow.flat_map(char::to_lowercase).collect()
}
