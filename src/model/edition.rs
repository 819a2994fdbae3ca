//! Frozen editions: the state of all records at a date, complete enough to be shown for ever.
//!
//! One edition is one file, `editions/ID.json`. What an earlier edition has in the same form is
//! stored as `{"same": "ID"}` ([`EditionFile`]); `load` puts it in, so that every stage sees whole
//! editions ([`Edition`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::Schema;
use crate::model::value::DateValue;

/// What the first key of an edition's file says.
pub const EDITION_FORMAT: &str = "hakusho-edition";
/// The version of that format which this program writes, and the newest that it reads.
pub const EDITION_VERSION: u32 = 1;

/// A frozen edition. `F` is a file, `R` a record: whole, or as they are stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition<F = FrozenFile, R = FrozenRecord> {
    /// [`EDITION_FORMAT`].
    pub format: String,
    /// [`EDITION_VERSION`] of the program that wrote it.
    pub version: u32,
    /// Its name, in addresses and behind `@`.
    pub id: String,
    /// Its title, as its author gave it.
    pub title: String,
    /// Its date, partial where the author knew no more.
    pub date: DateValue,
    /// What its author says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The edition before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The settings by which its text is read.
    pub settings: Settings,
    /// The collections as they were.
    pub schema: Schema,
    /// The Markdown files, by path below the content folder.
    pub files: BTreeMap<String, F>,
    /// The records by name (`measure:m08`): what the files come to.
    pub records: BTreeMap<String, R>,
    /// The copied files that its pages show or link to, by address.
    pub assets: BTreeMap<String, FrozenAsset>,
    /// BLAKE3 of the whole, hexadecimal; see [`EditionFile::digest`].
    pub hash: String,
}

/// The folder, from the site's root, of what the edition of that id changed: `editions/changes/2021/`;
/// without an id, of what changed since the last one.
pub fn changes_folder(id: Option<&str>) -> String {
    format!("editions/{CHANGES}/{}/", id.unwrap_or(NOW))
}

/// Below `editions/`, the folder of what changed. No edition is called so.
pub const CHANGES: &str = "changes";
/// What the text as it is now is called among editions. No edition is called so.
pub const NOW: &str = "now";

impl<F, R> Edition<F, R> {
    /// The folder of its pages, from the site's root: `editions/2020/`.
    pub fn folder(&self) -> String {
        format!("editions/{}/", self.id)
    }

    /// The same edition with its files and records in another form.
    pub fn with<G, S>(
        &self,
        files: BTreeMap<String, G>,
        records: BTreeMap<String, S>,
    ) -> Edition<G, S> {
        Edition {
            format: self.format.clone(),
            version: self.version,
            id: self.id.clone(),
            title: self.title.clone(),
            date: self.date.clone(),
            note: self.note.clone(),
            after: self.after.clone(),
            settings: self.settings.clone(),
            schema: self.schema.clone(),
            files,
            records,
            assets: self.assets.clone(),
            hash: self.hash.clone(),
        }
    }
}

/// An edition as its file has it.
pub type EditionFile = Edition<Stored<FrozenFile>, Stored<FrozenRecord>>;

impl EditionFile {
    /// What [`Edition::hash`] must be: the hash of everything else, as JSON without white space.
    pub fn digest(&self) -> String {
        let bare = EditionFile {
            hash: String::new(),
            ..self.clone()
        };
        // Serialising maps with string keys into memory cannot fail.
        let bytes = serde_json::to_vec(&bare).unwrap_or_default();
        blake3::hash(&bytes).to_hex().to_string()
    }
}

/// A value, or the edition that has the same one under the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Stored<T> {
    /// As in that edition.
    Same {
        /// Its id; the value stands there in full.
        same: String,
    },
    /// In full.
    Full(T),
}

/// The settings by which the text of an edition is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The site's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// One sentence about the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// BCP 47 tag of the main language.
    pub lang: String,
    /// Further languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// `[markdown] cjk-emphasis`.
    pub cjk_emphasis: bool,
    /// `[markdown] highlight`.
    pub highlight: bool,
    /// `[markdown] math`.
    pub math: bool,
}

/// A Markdown file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenFile {
    /// Its text.
    pub text: String,
    /// What its directives include, by the path as written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub includes: BTreeMap<String, FrozenInclude>,
}

/// A file that another includes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenInclude {
    /// From the root.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A copied file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenAsset {
    /// BLAKE3 of its bytes, hexadecimal. They lie in `editions/assets/` under that name, with the
    /// ending of the address.
    pub hash: String,
    /// Its size, bytes.
    pub bytes: u64,
}

impl FrozenAsset {
    /// The file below `editions/` that holds the bytes of the asset with that address.
    pub fn stored_at(&self, address: &str) -> String {
        let name = address.rsplit('/').next().unwrap_or(address);
        match name.rsplit_once('.') {
            Some((_, ending)) => format!("assets/{}.{ending}", self.hash),
            None => format!("assets/{}", self.hash),
        }
    }
}

/// A record: what its file came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenRecord {
    /// Its file, below the content folder.
    pub path: String,
    /// Its address, from the site's root.
    pub url: String,
    /// The number as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<String>,
    /// What bounds the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// The number or label as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The title; of a record without one, its first statement, cut short.
    pub title: String,
    /// Whether the title is its own.
    pub titled: bool,
    /// Typed front matter by key.
    pub fields: BTreeMap<String, FrozenField>,
    /// Its text: what can be matched, cited and compared, in order.
    pub units: Vec<FrozenUnit>,
    /// What its text refers to, in order.
    pub references: Vec<FrozenReference>,
    /// How its identity changed.
    #[serde(default, skip_serializing_if = "Lineage::is_empty")]
    pub lineage: Lineage,
    /// `change:`, what its author says about the change to this edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
}

impl FrozenRecord {
    /// `(8) 題名`.
    pub fn shown(&self) -> String {
        match &self.label {
            Some(label) => format!("{label} {}", self.title),
            None => self.title.clone(),
        }
    }

    /// Whether it is no more, and does not even keep its number's place.
    pub fn is_gone(&self) -> bool {
        self.lineage.is_gone()
    }
}

/// How a record's identity changed: front matter of the same names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lineage {
    /// Ids that the record had before; names (`measure:m08`) where it was of another collection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub renamed_from: Vec<String>,
    /// The record is no more; what became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
    /// The records that took its place, by name (`measure:m11`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Lineage {
    /// The names that a record of the collection `key` had before: of that collection, unless
    /// `renamed-from` names another (`measure:m08`).
    pub fn former_names<'l>(&'l self, key: &'l str) -> impl Iterator<Item = String> + 'l {
        let whole = move |id: &String| match id.contains(':') {
            true => id.clone(),
            false => format!("{key}:{id}"),
        };
        self.renamed_from.iter().map(whole)
    }

    /// Whether the record is no more, and does not even keep its number's place.
    pub fn is_gone(&self) -> bool {
        let kind = self.withdrawn;
        kind.is_some_and(|kind| kind != Withdrawal::Reserved)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Lineage::default()
    }
}

/// What became of a record that is no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withdrawal {
    /// 削る: its number is free, the later ones may move up.
    Removed,
    /// 削除: its number stays, empty.
    Reserved,
    /// 統合: another record holds what it held.
    Merged,
    /// 分割: several records hold what it held.
    Split,
}

impl Withdrawal {
    /// Every kind with its names in front matter: Japanese, English.
    pub const ALL: [(Withdrawal, &'static str, &'static str); 4] = [
        (Withdrawal::Removed, "削る", "removed"),
        (Withdrawal::Reserved, "削除", "reserved"),
        (Withdrawal::Merged, "統合", "merged"),
        (Withdrawal::Split, "分割", "split"),
    ];

    /// The kind of that name, in either language.
    pub fn from_name(name: &str) -> Option<Withdrawal> {
        let mut all = Self::ALL.iter();
        let found = all.find(|(_, ja, en)| [*ja, *en].contains(&name));
        found.map(|(kind, ..)| *kind)
    }
}

/// A typed value of the front matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenField {
    /// The value.
    pub value: FrozenValue,
    /// It is ours, not the source's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
}

/// A value beside what was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FrozenValue {
    /// As written.
    Text(String),
    /// A whole number, as written.
    Int(String),
    /// A boolean.
    Bool(bool),
    /// A date.
    Date(DateValue),
    /// A record, by name (`measure:m08`).
    Ref(String),
    /// A list.
    List(Vec<FrozenValue>),
}

/// A stretch of a record's text: a statement, a heading, a row of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenUnit {
    /// The anchor of it, or of what it is in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The author gave it that id, which then tells it from others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub named: bool,
    /// What it is.
    pub kind: UnitKind,
    /// Plain text; cells of a row are divided by tabs. Empty of an image alone.
    pub text: String,
    /// What it has beside its words: where links lead (`link measure:m08`), images, readings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<String>,
    /// Typed attributes at its end.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, FrozenValue>,
}

/// What a [`FrozenUnit`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    /// A heading of that level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, so many lists deep.
    Item(u8),
    /// The same of a numbered list, with its number.
    Numbered(u8, u64),
    /// A paragraph of a note.
    Note,
    /// The head of a table.
    Head,
    /// A row of a table.
    Row,
    /// Code, formulas, figures: compared as a whole.
    Block,
}

/// A reference of a record's text to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrozenReference {
    /// The anchor of the statement or block that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// As printed: `(8)`.
    pub text: String,
    /// The record, by name.
    pub to: String,
    /// The sentence around it.
    pub sentence: String,
}
