//! Collections, their fields and their numbering: data, never code. The built-in preset is
//! written in the same language as a user's `hakusho.toml`.

use serde::{Deserialize, Serialize};

use crate::diag::Localized;

/// All collections of a site, in the order in which they are declared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// The collections.
    pub collections: Vec<Collection>,
    /// Cross tables that the home page shows.
    pub matrices: Vec<MatrixSpec>,
}

/// The index of a collection in [`Schema::collections`].
pub type CollectionId = usize;

impl Schema {
    /// The collection of that key (`measure`).
    pub fn by_key(&self, key: &str) -> Option<CollectionId> {
        self.collections.iter().position(|c| c.key == key)
    }

    /// The collection whose folder (`measures`) is the first segment of a content path.
    pub fn by_dir(&self, dir: &str) -> Option<CollectionId> {
        self.collections.iter().position(|c| c.dir == dir)
    }
}

/// A folder of records with a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// Singular key, `[a-z][a-z0-9-]+`: `measure`. Used in references: `measure:m08`.
    pub key: String,
    /// Folder under `content/` and in the site: `measures`.
    pub dir: String,
    /// Name of one record: 施策, Measure.
    pub label: Localized,
    /// Name of the whole list: 施策一覧. Defaults to `label`.
    pub title: Localized,
    /// One sentence under the list's heading.
    pub description: Option<Localized>,
    /// How records are numbered, if they are.
    pub number: Option<Numbering>,
    /// Fields of the front matter, in the order in which pages and tables show them.
    pub fields: Vec<Field>,
    /// Fields that a statement may carry at its end: `{status=構築中}`.
    pub statement_fields: Vec<Field>,
    /// Word for one statement in the interface: 概要.
    pub statement_label: Option<Localized>,
    /// Printed in the source document as one table instead of one section a record.
    pub print_table: Option<Vec<PrintColumn>>,
    /// Collections whose records are expected to refer to each record of this one.
    pub require_incoming: Vec<String>,
    /// Not shown among the home page's ways in.
    pub hidden: bool,
}

impl Collection {
    /// The field of that key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }
}

/// The printed number of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbering {
    /// The front matter key that holds it: `no`.
    pub field: String,
    /// How it is printed and recognised: `({no})` or `第{no}条`; `{no}` stands exactly once.
    pub format: String,
    /// The front matter key whose value bounds uniqueness; `None`: unique in the site.
    pub scope: Option<String>,
    /// Bare printed numbers in body text become references.
    pub autolink: bool,
    /// The front matter key that replaces the formatted number where one is given: `label`.
    pub label_field: Option<String>,
}

impl Numbering {
    /// `(8)` for `8`.
    pub fn print(&self, no: &str) -> String {
        self.format.replacen("{no}", no, 1)
    }

    /// `8` for `(8)`; `None` for what is no number as printed.
    pub fn unprint<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (before, after) = self.format.split_once("{no}")?;
        let no = text.strip_prefix(before)?.strip_suffix(after)?;
        (!no.is_empty() && no.len() < text.len()).then_some(no)
    }
}

/// One field of the front matter or of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Front matter key.
    pub key: String,
    /// What its values are.
    pub ty: FieldType,
    /// Its name on pages and in table heads.
    pub label: Localized,
    /// For `ref`/`refs`: the heading on the target's page under which the sources are listed.
    pub inverse: Option<Localized>,
    /// A record without it is an error.
    pub required: bool,
    /// No two records of the collection may share a value.
    pub unique: bool,
    /// For `ref`: this record is a part of the record it names; the document as printed is the
    /// tree of these, and a part's references count under the whole.
    pub part_of: bool,
    /// Shown as a column of the collection's table.
    pub column: bool,
    /// Offered as a filter.
    pub facet: bool,
    /// Shown on the record's page.
    pub shown: bool,
}

/// The type of a field's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldType {
    /// Plain text.
    String,
    /// Prose; Markdown's signs are printed as they stand.
    Text,
    /// A whole number.
    Int,
    /// A decimal number, kept as written.
    Decimal,
    /// `true` or `false`.
    Bool,
    /// One of the listed values.
    Enum(Vec<String>),
    /// The id of a record of that collection (by key).
    Ref(String),
    /// A list of such ids.
    Refs(String),
    /// A day, month, year or fiscal year, in Gregorian or Japanese eras.
    Date,
    /// Two dates or an open end: `2019-09/..`.
    Period,
    /// An absolute `http`, `https` or `mailto` URL.
    Url,
    /// A number with a unit as printed: 約100万人/年.
    Quantity,
    /// An amount of money in `unit`.
    Money {
        /// E.g. 百万円.
        unit: String,
    },
    /// A list of values of one type.
    List(Box<FieldType>),
}

/// A column of a table as the source printed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintColumn {
    /// Its printed heading.
    pub label: String,
    /// What stands in it.
    pub value: PrintValue,
}

/// What a printed column shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PrintValue {
    /// The printed number.
    Number,
    /// The record's title.
    Title,
    /// The record's body.
    Body,
    /// The whole that the record is part of, printed in its first row only.
    WholeOnce,
}

/// A cross table of two collections, filled by references.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixSpec {
    /// Key of the collection whose records (with their parts) refer.
    pub rows: String,
    /// Key of the collection that is referred to.
    pub columns: String,
    /// Its caption.
    pub label: Localized,
}
