//! What a site knows of its editions: which there are, and what became of each record.

use std::collections::BTreeMap;

use crate::diag::Lang;
use crate::model::edition::Withdrawal;
use crate::model::value::DateValue;
use crate::model::{OutPath, PageId};

/// Kinds of changes, in the order in which lists show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// 新設.
    Added,
    /// 改正: its text or its fields changed.
    Amended,
    /// 移動: its number, label or id changed, and nothing else.
    Moved,
    /// 統合.
    Merged,
    /// 分割.
    Split,
    /// 削る.
    Removed,
    /// 削除: the number stays, empty.
    Reserved,
    /// It is gone without a word.
    Vanished,
    /// 変更なし.
    Unchanged,
}

impl ChangeKind {
    /// The word for it.
    pub fn word(self, lang: Lang) -> &'static str {
        let (ja, en) = match self {
            ChangeKind::Added => ("新設", "added"),
            ChangeKind::Amended => ("改正", "amended"),
            ChangeKind::Moved => ("移動", "moved"),
            ChangeKind::Merged => ("統合", "merged"),
            ChangeKind::Split => ("分割", "split"),
            ChangeKind::Removed => ("削る", "removed"),
            ChangeKind::Reserved => ("削除", "removed, number kept"),
            ChangeKind::Vanished => ("消失", "vanished"),
            ChangeKind::Unchanged => ("変更なし", "unchanged"),
        };
        match lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// Its name in data: one English word.
    pub fn key(self) -> &'static str {
        match self {
            ChangeKind::Reserved => "reserved",
            _ => self.word(Lang::En),
        }
    }
}

impl ChangeKind {
    /// Whether the record is no more.
    pub fn is_gone(self) -> bool {
        match self {
            ChangeKind::Merged
            | ChangeKind::Split
            | ChangeKind::Removed
            | ChangeKind::Reserved
            | ChangeKind::Vanished => true,
            ChangeKind::Added | ChangeKind::Amended | ChangeKind::Moved | ChangeKind::Unchanged => {
                false
            }
        }
    }
}

impl From<Withdrawal> for ChangeKind {
    fn from(withdrawal: Withdrawal) -> Self {
        match withdrawal {
            Withdrawal::Removed => ChangeKind::Removed,
            Withdrawal::Reserved => ChangeKind::Reserved,
            Withdrawal::Merged => ChangeKind::Merged,
            Withdrawal::Split => ChangeKind::Split,
        }
    }
}

/// Whether what its author says of a change calls it one of form only.
pub fn is_minor(note: Option<&str>) -> bool {
    note.is_some_and(|note| ["minor", "軽微"].contains(&note.trim()))
}

/// An edition that the site shows.
#[derive(Clone, Debug)]
pub struct EditionSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: DateValue,
    /// What its author says about it.
    pub note: Option<String>,
    /// Its home page, from the root of the whole site; `None` where it has no pages.
    pub home: Option<OutPath>,
    /// How many records it has.
    pub records: usize,
}

/// What makes a site an old edition of another, below whose root it lies.
#[derive(Clone, Debug)]
pub struct EditionPlace {
    /// Which edition.
    pub edition: EditionSummary,
    /// The home page of the site as it is now.
    pub current_home: OutPath,
    /// Its search pages by their languages, the main one's under the empty name.
    pub searches: BTreeMap<String, OutPath>,
    /// What its pages are now.
    pub counterparts: BTreeMap<PageId, Counterpart>,
}

/// The current page of what an old one shows.
#[derive(Clone, Debug)]
pub struct Counterpart {
    /// Its address.
    pub url: OutPath,
    /// Whether it says the same.
    pub same: bool,
}

/// What a record was in an edition.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// The edition's place in `Site::editions`; `None` for the text as it is now.
    pub edition: Option<usize>,
    /// What happened to it there; `None` in the first edition.
    pub kind: Option<ChangeKind>,
    /// What it was called there: `measure:m08`.
    pub name: String,
    /// Its number or label there.
    pub label: Option<String>,
    /// Its title there.
    pub title: String,
    /// Its page there; `None` for the text as it is now, and where that edition has no pages.
    pub url: Option<OutPath>,
    /// The place in `Site::comparisons` of what changed there; `None` in the first edition.
    pub comparison: Option<usize>,
    /// What its author says about the change.
    pub note: Option<String>,
}
