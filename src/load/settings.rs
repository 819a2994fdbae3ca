//! The keys of `hakusho.toml`: every table and what may stand in it. Only from here does
//! [`Reader::only`](super::reader::Reader::only) take what it tells unknown keys by, so that
//! `docs/configuration.md` can be held to this list.

/// The keys of one kind of table. Nothing outside this file can make one.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    table: &'static str,
    names: &'static [&'static str],
}

impl Keys {
    /// Where they stand: `[search]`, `number = { … }`.
    pub fn table(self) -> &'static str {
        self.table
    }

    /// Their names.
    pub fn names(self) -> &'static [&'static str] {
        self.names
    }
}

macro_rules! tables {
    ($($constant:ident = $table:literal: $($name:literal)*;)*) => {
        $(pub(super) const $constant: Keys = Keys { table: $table, names: &[$($name),*] };)*

        /// Every kind of table, in the order in which the program reads them.
        pub const TABLES: &[Keys] = &[$($constant),*];
    };
}

tables! {
    TOP = "hakusho.toml": "title" "description" "lang" "languages" "site-url" "edit-url"
        "source-url" "theme" "preset" "trusted-html" "markdown-copies" "markdown" "search"
        "editions" "limits" "lint" "collections" "matrices";
    MARKDOWN = "[markdown]": "cjk-emphasis" "highlight" "math";
    LIMITS = "[limits]": "file-bytes" "nesting" "front-matter-bytes";
    SEARCH = "[search]": "enabled" "synonyms" "user-dictionary" "dictionary" "shard-bytes";
    EDITIONS = "[editions]": "render" "search" "comparison";
    COMPARISON = "[editions.comparison]": "preset" "order" "pad" "omit" "bracket" "remarks"
        "writing" "heads" "legend";
    COLLECTION = "[collections.KEY]": "dir" "label" "title" "description" "number" "fields"
        "statement-label" "statement-fields" "print-table" "require-incoming" "hidden";
    NUMBER = "number = { … }": "field" "format" "scope" "autolink" "label-field";
    PRINT_COLUMN = "print-table = [{ … }]": "label" "value";
    FIELD = "[collections.KEY.fields]": "type" "to" "values" "unit" "of" "label" "inverse"
        "part-of" "column" "facet" "required" "unique" "shown";
    STATEMENT_FIELD = "[collections.KEY.statement-fields]": "type" "values" "unit" "label";
    MATRIX = "[[matrices]]": "rows" "columns" "label";
    LOCALIZED = "{ ja = …, en = … }": "ja" "en";
}

/// What the `type` of a field may be.
pub const FIELD_TYPES: &[&str] = &[
    "string", "text", "int", "decimal", "bool", "enum", "ref", "refs", "date", "period", "url",
    "quantity", "money", "list",
];
