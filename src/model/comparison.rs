//! What changed from one edition to the next, line by line, for the pages that show it: 変更一覧,
//! 新旧対照表, the history of a record.

use crate::model::OutPath;
use crate::model::history::ChangeKind;
use crate::model::schema::{Collection, CollectionId};

/// What changed from an edition to the next one, or to the text as it is now.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The earlier edition's place in `Site::editions`.
    pub old: usize,
    /// The later one's; `None` for the text as it is now.
    pub new: Option<usize>,
    /// The collections of both, those of the later one first.
    pub collections: Vec<Collection>,
    /// Every record of either, unchanged ones too, as they are to be read: what is gone stands where
    /// it stood.
    pub records: Vec<Compared>,
    /// The pages that changed and are no records.
    pub pages: Vec<ComparedPage>,
    /// The 新旧対照表.
    pub table: ComparisonTable,
}

impl Comparison {
    /// The record that the later edition calls so.
    pub fn record(&self, name: &str) -> Option<&Compared> {
        self.records.iter().find(|record| record.name == name)
    }

    /// The records to which something happened.
    pub fn changed(&self) -> impl Iterator<Item = &Compared> {
        let records = self.records.iter();
        records.filter(|record| record.kind != ChangeKind::Unchanged)
    }
}

/// A record in two editions.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Its name now (`measure:m08`); of one that vanished, its last.
    pub name: String,
    /// The id that it had before, where that was another.
    pub renamed_from: Option<String>,
    /// Its collection's place in [`Comparison::collections`].
    pub collection: CollectionId,
    /// What happened.
    pub kind: ChangeKind,
    /// Whether its author calls the change one of form only.
    pub is_minor: bool,
    /// Whether its number or label differs.
    pub is_renumbered: bool,
    /// What its author says about the change.
    pub note: Option<String>,
    /// Why it is no more.
    pub reason: Option<String>,
    /// What took its place.
    pub successors: Vec<Side>,
    /// As it was.
    pub old: Option<Side>,
    /// As it is.
    pub new: Option<Side>,
    /// All of it, one line for each part: number, title, fields, text.
    pub lines: Vec<Line>,
}

impl Compared {
    /// The record as it is; of one that is no more, as it was.
    pub fn latest(&self) -> Option<&Side> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// A page that is no record, in two editions.
#[derive(Clone, Debug)]
pub struct ComparedPage {
    /// Its file, below the content folder.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// What happened: it is new, gone, or other than it was.
    pub kind: ChangeKind,
    /// Its page, where the later edition is the text as it is now.
    pub url: Option<OutPath>,
    /// Its source, line by line.
    pub lines: Vec<Line>,
}

/// A record in one edition.
#[derive(Clone, Debug)]
pub struct Side {
    /// The number or label as printed.
    pub label: Option<String>,
    /// Its title, or its first statement, cut short.
    pub title: String,
    /// Its page, from the root of the whole site; `None` where the edition has no pages.
    pub url: Option<OutPath>,
}

impl Side {
    /// `(8) 題名`.
    pub fn shown(&self) -> String {
        match &self.label {
            Some(label) => format!("{label} {}", self.title),
            None => self.title.clone(),
        }
    }
}

/// A part of a record beside what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which part.
    pub part: Part,
    /// What happened to it.
    pub kind: LineKind,
    /// Its text in both editions.
    pub runs: Vec<TextRun>,
}

/// A part of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The number or label.
    Label,
    /// The title, where it has one of its own.
    Title,
    /// A field.
    Field {
        /// Its label in the later edition; where that has none, in the earlier.
        new: String,
        /// The other way round.
        old: String,
    },
    /// A heading of its text.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list, so many lists deep.
    Item(u8),
    /// A paragraph of a note.
    Note,
    /// A row of a table.
    Row,
    /// Code, a formula, a figure.
    Block,
}

/// What happened to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing.
    Same,
    /// Other words.
    Changed,
    /// The same words elsewhere.
    Moved,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// A stretch of a text that one or both editions have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// Which of them.
    pub kind: RunKind,
    /// The text.
    pub text: String,
}

/// Which of two texts have a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// Both.
    Same,
    /// Only the old one.
    Removed,
    /// Only the new one.
    Added,
}

/// A 新旧対照表, laid out after the site's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparisonTable {
    /// Heads of the columns, in the order in which they stand.
    pub heads: Vec<String>,
    /// Which version stands first.
    pub is_new_first: bool,
    /// Whether the lines run from top to bottom.
    pub is_vertical: bool,
    /// What stands above the table and says what its marks mean.
    pub legend: String,
    /// What stands below it.
    pub remark: Option<String>,
    /// The rows, by collection and record.
    pub groups: Vec<TableGroup>,
}

/// The rows of a record, or of unchanged neighbours, or a collection's heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableGroup {
    /// The heading of a collection, where the table has several: then no rows.
    pub heading: Option<String>,
    /// Lines that stand side by side.
    pub rows: Vec<TableRow>,
    /// What happened, in words, where the table has such a column: it spans all the rows.
    pub remarks: Vec<String>,
}

/// A line of both versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// The new version; empty where it has nothing here.
    pub new: TableCell,
    /// The old version.
    pub old: TableCell,
}

/// A line of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableCell {
    /// How far it is moved in, in steps.
    pub indent: u8,
    /// Whether a broken line surrounds it: a changed row of a table, a changed figure.
    pub is_boxed: bool,
    /// Its text.
    pub pieces: Vec<TablePiece>,
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePiece {
    /// The text.
    pub text: String,
    /// How it is marked.
    pub mark: Mark,
}

/// How a stretch is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Not at all.
    #[default]
    None,
    /// 傍線: other words than in the other version.
    Line,
    /// 二重傍線, on a number or title: the whole record is new, gone, or elsewhere.
    Double,
    /// A note of the table's, not the record's text: （略）.
    Note,
    /// Such a note with a line: （削除）.
    NoteLine,
}
