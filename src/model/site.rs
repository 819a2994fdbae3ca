//! The resolved site: every page with its address, every link a typed target.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::{Localized, Span};
use crate::model::edition::Lineage;
use crate::model::history::{EditionPlace, EditionSummary, HistoryEntry};
use crate::model::number::NumberPage;
use crate::model::schema::CollectionId;
use crate::model::{Asset, Comparison, Config, Document, OutPath, Schema, Value};

/// Index into [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageId(pub usize);

/// Index into [`Site::edges`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EdgeId(pub usize);

/// The whole site after names were resolved.
pub struct Site {
    /// The configuration.
    pub config: Arc<Config>,
    /// All pages, written and made, sorted by output path.
    pub pages: Vec<Page>,
    /// References from body text, in order of their source pages and positions.
    pub edges: Vec<Edge>,
    /// For each collection, its records in reading order (number, then `weight`, then id).
    pub records: Vec<Vec<PageId>>,
    /// The home page.
    pub home: PageId,
    /// The home pages of the other languages, by language.
    pub homes: BTreeMap<String, PageId>,
    /// The parts tree, roots first: the document as printed. Empty when no field is `part_of`.
    pub printed: Vec<PrintedNode>,
    /// Filled cross tables, in the schema's order.
    pub matrices: Vec<Matrix>,
    /// Old addresses and the pages that answer for them now.
    pub redirects: BTreeMap<OutPath, PageId>,
    /// Files to copy.
    pub assets: Vec<Asset>,
    /// The folder that it lies in, from the root of the whole site: nothing, or that of an old
    /// edition, `editions/2020/`.
    pub prefix: String,
    /// Set when this is an old edition.
    pub place: Option<EditionPlace>,
    /// The editions that are shown beside it, oldest first.
    pub editions: Vec<EditionSummary>,
    /// What changed from each edition to the next, oldest first; the last one leads to the text as
    /// it is now.
    pub comparisons: Vec<Comparison>,
    /// What became of each record, newest first.
    pub history: BTreeMap<PageId, Vec<HistoryEntry>>,
    /// The pages of numbers; none without editions.
    pub numbers: BTreeMap<PageId, NumberPage>,
}

impl Site {
    /// The page of an id.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// The home page of the pages in `language`, as [`Page::language`] names it.
    pub fn home_of(&self, language: Option<&str>) -> PageId {
        let own = language.and_then(|language| self.homes.get(language));
        own.copied().unwrap_or(self.home)
    }

    /// The languages of the site, as [`Page::language`] names them: the main one, then the others.
    pub fn languages(&self) -> impl Iterator<Item = Option<&str>> {
        let others = self.homes.keys().map(|language| Some(language.as_str()));
        std::iter::once(None).chain(others)
    }

    /// A value as one text.
    pub fn printed(&self, value: &Value) -> String {
        match value {
            Value::Text(text) | Value::Int(_, text) => text.clone(),
            Value::Bool(flag) => flag.to_string(),
            Value::Date(date) => date.raw.clone(),
            Value::Ref(page) => self.page(*page).title.clone(),
            Value::List(values) => {
                let texts: Vec<String> = values.iter().map(|v| self.printed(v)).collect();
                texts.join("、")
            }
        }
    }

    /// The edge of an id.
    pub fn edge(&self, id: EdgeId) -> &Edge {
        &self.edges[id.0]
    }
}

/// The folder, from the site's root, of what belongs to one language: nothing, or `en/`.
pub fn language_folder(language: Option<&str>) -> String {
    language.map_or(String::new(), |language| format!("{language}/"))
}

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// `index.html`.
    Home,
    /// A Markdown file outside any collection.
    Plain,
    /// A folder without a page of its own.
    Folder,
    /// A record.
    Record(CollectionId),
    /// A collection's table.
    Collection(CollectionId),
    /// The document as printed.
    Printed,
    /// All records and what joins them, as a picture.
    Graph,
    /// The records that have a period, on an axis of fiscal years.
    Roadmap,
    /// The list of editions.
    Editions,
    /// What changed from one edition to the next, as a list: the place in [`Site::comparisons`].
    Changes(usize),
    /// The same as a 新旧対照表.
    Comparison(usize),
    /// The numbers of a collection, now and in all editions.
    Numbers,
    /// What a number means and meant.
    Number,
    /// The search page.
    Search,
    /// `404.html`.
    NotFound,
}

/// One page of the site.
pub struct Page {
    /// What it is.
    pub kind: PageKind,
    /// Its address.
    pub url: OutPath,
    /// Plain text: of the front matter, the first heading, the first statement, or the file name.
    pub title: String,
    /// Where the title was taken from: decides whether the page prints it as text of its own.
    pub title_source: TitleSource,
    /// The title is ours, not the source's: shown 〔推定〕, and left out of the document as printed.
    pub title_inferred: bool,
    /// The printed number or label, `(8)`, `<具体目標1>`.
    pub label: Option<String>,
    /// For search engines and lists.
    pub description: Option<String>,
    /// BCP 47 tag.
    pub lang: String,
    /// The language whose pages it is among, `en` of `en/guide.html`; `None` in the main one.
    pub language: Option<String>,
    /// Its versions in all languages, itself among them, the original first; empty when there is
    /// no other.
    pub translations: Vec<PageId>,
    /// The body, with every link resolved and every block's id set. `None` for made pages.
    pub document: Option<Document>,
    /// The source file as messages name it, for "edit this page".
    pub source_path: Option<String>,
    /// What makes a record: id, number, scope.
    pub record: Option<RecordIdentity>,
    /// Typed front matter in schema order: `(index in the collection's fields, value)`.
    pub fields: Vec<(usize, FieldValue)>,
    /// Statements in order. Their nodes carry the same ids.
    pub statements: Vec<Statement>,
    /// Edges that start here, in order.
    pub outgoing: Vec<EdgeId>,
    /// Edges that end here, in the order of the sources.
    pub incoming: Vec<EdgeId>,
    /// Records whose fields name this one: `(collection, field index, sources)`.
    pub incoming_relations: Vec<(CollectionId, usize, Vec<PageId>)>,
    /// Extra search words.
    pub synonyms: Vec<String>,
    /// The page above in the navigation.
    pub parent: Option<PageId>,
    /// Pages below, in reading order.
    pub children: Vec<PageId>,
    /// Reading order within the section.
    pub previous: Option<PageId>,
    /// Reading order within the section.
    pub next: Option<PageId>,
    /// Headings of the body for the table of contents: level, id, plain text.
    pub headings: Vec<(u8, String, String)>,
    /// Not among the things that search finds (lists, matrix, the document as printed).
    pub derived: bool,
    /// How the record's identity changed.
    pub lineage: Lineage,
    /// The withdrawn records whose place it took, in the order of the pages.
    pub predecessors: Vec<PageId>,
    /// What the author says about the change since the last edition.
    pub change: Option<String>,
}

impl Page {
    /// The record's name in references and data, `measure:m08`; `None` for what is no record.
    pub fn record_name(&self, schema: &Schema) -> Option<String> {
        let record = self.record.as_ref()?;
        let key = &schema.collections[record.collection].key;
        Some(format!("{key}:{}", record.id))
    }

    /// Whether the record is no more, and does not even keep its number's place: its page stays,
    /// and lists leave it out.
    pub fn is_gone(&self) -> bool {
        self.lineage.is_gone()
    }

    /// Where the page lies as Markdown: beside it, `.md` for `.html`.
    pub fn markdown_url(&self) -> String {
        let url = self.url.as_str();
        format!("{}.md", url.strip_suffix(".html").unwrap_or(url))
    }

    /// Whether it lies there: pages that only show others in another form do not.
    pub fn has_markdown(&self) -> bool {
        self.document.is_some() || matches!(self.kind, PageKind::Collection(_) | PageKind::Folder)
    }
}

/// Where a page's title comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleSource {
    /// `title:` in the front matter: the page prints it above the body, search finds it.
    FrontMatter,
    /// The body's first heading, which prints it.
    Heading,
    /// The first statement, cut short: printed above the body, but search finds the statement.
    Statement,
    /// The file name, a collection's title, the interface's words: printed, not searched.
    Made,
}

/// The identity of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordIdentity {
    /// Its collection.
    pub collection: CollectionId,
    /// The file stem; permanent.
    pub id: String,
    /// The number as written (`8`, `1.10`).
    pub no: Option<String>,
    /// The scope's value as written.
    pub scope: Option<String>,
}

/// A field's value on a page.
#[derive(Clone, Debug)]
pub struct FieldValue {
    /// The typed value.
    pub value: Value,
    /// Ours, not the source's: shown 〔推定〕.
    pub inferred: bool,
    /// Where it was written.
    pub span: Span,
}

/// An addressable unit of a record.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its anchor: `s1`, or as written.
    pub id: String,
    /// Its plain text, without generated marks.
    pub text: String,
    /// `{status=構築中}`: `(index in the collection's statement fields, value)`.
    pub fields: Vec<(usize, Value)>,
}

/// A reference from body text to a record.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The citing page.
    pub from: PageId,
    /// The statement or block that holds it.
    pub statement: Option<String>,
    /// The cited record's page.
    pub to: PageId,
    /// The statement or block of it that is cited, if the reference names one.
    pub anchor: Option<String>,
    /// As printed: `(8)`.
    pub text: String,
    /// The record was found by its number; otherwise by its id or its file, which mean it for ever.
    pub by_number: bool,
    /// 等 right behind it.
    pub qualifier: Option<String>,
    /// The sentence around it, plain text.
    pub sentence: String,
    /// Where `text` stands in `sentence`, bytes.
    pub mark: std::ops::Range<usize>,
    /// Where it was written.
    pub span: Span,
}

/// A node of the document as printed.
#[derive(Clone, Debug)]
pub struct PrintedNode {
    /// The record.
    pub page: PageId,
    /// Its parts in order.
    pub parts: Vec<PrintedNode>,
}

/// A filled cross table.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// Its caption.
    pub label: Localized,
    /// The collection of the rows and of the columns.
    pub collections: (CollectionId, CollectionId),
    /// Row records.
    pub rows: Vec<PageId>,
    /// Column records.
    pub columns: Vec<PageId>,
    /// Edges by `(row, column)` position; the edge may start at a part of the row's record.
    pub cells: BTreeMap<(usize, usize), Vec<EdgeId>>,
}

/// Where a link leads. After `resolve` nothing is [`Target::Unresolved`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// As the author wrote it (after `parse`).
    Unresolved {
        /// The destination, entities and escapes decoded.
        href: String,
        /// The destination in the source, or the whole link where it cannot be told apart.
        span: Span,
    },
    /// A page of the site, with an anchor in it.
    Page(PageId, Option<String>),
    /// The same, written as a reference to a record: shown on both ends.
    Reference(EdgeId),
    /// A copied file, with what the author wrote behind `#` (`page=3` of a PDF).
    Asset(OutPath, Option<String>),
    /// A file of an edition, from the root of the whole site, with an anchor in it.
    Edition(OutPath, Option<String>),
    /// Another site; scheme checked.
    External(String),
    /// A link that leads nowhere: its text is printed without `href`.
    Broken,
}
