//! One parsed source file: front matter and a format-neutral tree with spans.
//!
//! The tree holds meaning, never HTML strings: what the HTML writer makes of it, Word or EPUB
//! writers can make as well.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::diag::{FileId, Span};
use crate::model::Target;
use crate::model::memory::Key;

/// A parsed Markdown file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// The source.
    #[serde(skip)]
    pub file: FileId,
    /// The hash of its text and of what that includes: with the configuration it names everything
    /// that `parse` has made of it.
    pub hash: Key,
    /// The front matter; empty when there is none.
    pub front: FrontMatter,
    /// Top-level blocks.
    pub blocks: Vec<Node>,
    /// Footnote definitions in order of first reference, then the unreferenced ones.
    pub footnotes: Vec<Footnote>,
}

impl Document {
    /// Says that the source is `file`, which has no number of its own from build to build.
    pub fn set_file(&mut self, file: FileId) {
        self.file = file;
        self.front.span.iter_mut().for_each(|span| span.file = file);
        for (_, span, value) in &mut self.front.entries {
            span.file = file;
            value.set_file(file);
        }
        self.blocks.iter_mut().for_each(|node| node.set_file(file));
        for note in &mut self.footnotes {
            note.span.file = file;
            note.blocks.iter_mut().for_each(|node| node.set_file(file));
        }
    }
}

/// `[^label]: …`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Footnote {
    /// The label as written, without `^`.
    pub label: String,
    /// Its blocks.
    pub blocks: Vec<Node>,
    /// The definition in the source.
    pub span: Span,
    /// How many references point at it.
    pub references: usize,
}

/// The front matter's entries in source order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FrontMatter {
    /// Key, its span, value.
    pub entries: Vec<(String, Span, RawValue)>,
    /// The whole block with its fences.
    pub span: Option<Span>,
    /// It could not be read as a whole, which was reported: what is missing or odd in it says
    /// nothing more.
    pub is_damaged: bool,
}

impl FrontMatter {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&RawValue> {
        self.entries
            .iter()
            .find(|(k, _, _)| k == key)
            .map(|(_, _, v)| v)
    }
}

/// A front matter value before a schema types it. Scalars are the source text (quotes and
/// escapes resolved, nothing else): `1.10`, `08` and `no` stay what they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RawValue {
    /// What it is.
    pub kind: RawKind,
    /// Where it is, quotes included.
    pub span: Span,
}

impl RawValue {
    /// The items of a list; another value is the only one.
    pub fn items(&self) -> &[RawValue] {
        match &self.kind {
            RawKind::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }
}

impl RawValue {
    fn set_file(&mut self, file: FileId) {
        self.span.file = file;
        match &mut self.kind {
            RawKind::Null | RawKind::Scalar(_) => {}
            RawKind::List(items) => items.iter_mut().for_each(|item| item.set_file(file)),
            RawKind::Map(entries) => {
                for (_, span, value) in entries {
                    span.file = file;
                    value.set_file(file);
                }
            }
        }
    }
}

/// The shape of a raw value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum RawKind {
    /// Nothing, `~` or `null`.
    Null,
    /// A scalar's text.
    Scalar(String),
    /// A sequence.
    List(Vec<RawValue>),
    /// A mapping.
    Map(Vec<(String, Span, RawValue)>),
}

/// A node of the tree.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The source it was made from; text nodes: exactly its characters where they stand unescaped.
    pub span: Span,
    /// Explicit or computed attributes.
    pub attributes: Option<Box<Attributes>>,
    /// What is inside.
    pub children: Vec<Node>,
}

impl Node {
    /// A node without attributes or children.
    pub fn leaf(kind: Kind, span: Span) -> Node {
        Node {
            kind,
            span,
            attributes: None,
            children: Vec::new(),
        }
    }

    fn set_file(&mut self, file: FileId) {
        self.span.file = file;
        if let Some(attributes) = &mut self.attributes {
            let pairs = attributes.pairs.iter_mut();
            pairs.for_each(|(_, _, span)| span.file = file);
        }
        if let Kind::Link { target, .. } | Kind::Image { target, .. } = &mut self.kind
            && let Target::Unresolved { span, .. } = target
        {
            span.file = file;
        }
        let children = self.children.iter_mut();
        children.for_each(|child| child.set_file(file));
    }

    /// The node's id, if it has one.
    pub fn id(&self) -> Option<&str> {
        self.attributes.as_ref()?.id.as_deref()
    }
}

/// What a `{#id .class key=value}` list or the generator gave a node.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributes {
    /// Anchor, unique in the document. After `parse`: only the explicit ones; after `resolve`:
    /// every heading, statement, paragraph, table and figure.
    pub id: Option<String>,
    /// Classes.
    pub classes: Vec<String>,
    /// Other pairs with the span of the value; only schema fields survive `resolve`.
    pub pairs: Vec<(String, String, Span)>,
}

/// What a node is. Blocks first, then inlines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    /// Level 1–6.
    Heading(u8),
    /// Inlines.
    Paragraph,
    /// Block quotation.
    Quote,
    /// A remark set apart. Children: perhaps an [`Kind::AdmonitionTitle`], then blocks.
    Admonition(Admonition),
    /// Inlines.
    AdmonitionTitle,
    /// `Some(start)` when ordered. `tight` lists print their items without paragraphs.
    List {
        /// First number.
        start: Option<u64>,
        /// No blank line between items.
        tight: bool,
    },
    /// An item; `Some(done)` for a task. Tight items hold inlines directly, mixed with blocks.
    Item(Option<bool>),
    /// Code; the text is exact, with its last newline.
    CodeBlock {
        /// Its language as written, empty if not said.
        language: String,
        /// Title or file name, empty if none.
        title: String,
        /// The lines to draw attention to, counted from 1.
        marked: Vec<RangeInclusive<usize>>,
        /// The code.
        text: String,
    },
    /// Children: one [`Kind::TableHead`], then [`Kind::TableRow`]s.
    Table(Vec<Align>),
    /// Children: [`Kind::TableCell`]s.
    TableHead,
    /// Children: [`Kind::TableCell`]s.
    TableRow,
    /// Inlines.
    TableCell,
    /// Children: terms and details.
    DefinitionList,
    /// 用語.
    DefinitionTerm,
    /// 説明.
    DefinitionDetails,
    /// Thematic break.
    Rule,
    /// Text that must not be altered.
    Text(String),
    /// A line end in the source. `true` between CJK characters, where it vanishes.
    SoftBreak(bool),
    /// `<br>`.
    HardBreak,
    /// Stressed.
    Emphasis,
    /// Strongly stressed.
    Strong,
    /// Struck through.
    Strikethrough,
    /// Inline code.
    Code(String),
    /// A link; children are its text. A bare or bracketed record number is one too.
    Link {
        /// Where to.
        target: Target,
        /// Tooltip, empty if none.
        title: String,
    },
    /// An image; children are its alternative text.
    Image {
        /// Which file.
        target: Target,
        /// Caption, empty if none.
        title: String,
    },
    /// A reference to [`Document::footnotes`] by index.
    FootnoteReference(usize),
    /// A formula.
    Math {
        /// LaTeX, as written.
        text: String,
        /// Set on lines of its own.
        display: bool,
    },
    /// An allow-listed HTML element, balanced; lower-case name, decoded attributes.
    Element {
        /// E.g. `details`, `sup`.
        name: String,
        /// Allowed attributes in source order; `id` and `class` are in [`Node::attributes`]'
        /// counterpart, and `href`/`src` in [`Kind::Link`]/[`Kind::Image`].
        attributes: Vec<(String, String)>,
    },
    /// Raw HTML passed through because the configuration trusts it.
    TrustedHtml(String),
}

impl Kind {
    /// Whether the node is part of a line of text.
    pub fn is_inline(&self) -> bool {
        match self {
            Kind::Text(_)
            | Kind::SoftBreak(_)
            | Kind::HardBreak
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Code(_)
            | Kind::Math { .. }
            | Kind::Link { .. }
            | Kind::Image { .. }
            | Kind::FootnoteReference(_) => true,
            Kind::Element { name, .. } => INLINE_ELEMENTS.contains(&name.as_str()),
            _ => false,
        }
    }
}

/// The allow-listed HTML elements that stand in a line of text.
pub const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "b", "br", "cite", "code", "dfn", "em", "i", "img", "kbd", "mark", "q", "ruby",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// What an admonition is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Admonition {
    /// 注記.
    Note,
    /// ヒント.
    Tip,
    /// 重要.
    Important,
    /// 警告.
    Warning,
    /// 注意.
    Caution,
}

/// Alignment of a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Not said.
    None,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}
