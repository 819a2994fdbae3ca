//! The tree of a document → HTML.
//!
//! The writer walks the tree once and appends to one string. Everything it adds that the author
//! did not write (permalinks, note markers, task marks) carries `data-search="off"`, so that the
//! text a reader can search is the author's. It writes no inline style, script or handler: the
//! pages' security policy would refuse them.

mod admonition;
mod block;
mod code;
mod escape;
mod inline;
mod name;
mod notes;
mod table;

use crate::text::html::push_escaped;
pub(crate) use escape::push_attribute;
pub(crate) use inline::plain_text;

use crate::model::memory::Memory;
use crate::model::{Document, Node, OutPath, Page, Site};
use crate::render::strings::Strings;

/// Where a body is printed, and how.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// The site, for the addresses of pages.
    pub(crate) site: &'a Site,
    /// The file that the HTML goes into.
    pub(crate) at: &'a OutPath,
    /// The interface's words.
    pub(crate) strings: &'a Strings,
    /// Put in front of every id, so that several documents can share a page.
    pub(crate) prefix: &'a str,
    /// Added to the level of headings.
    pub(crate) shift: u8,
    /// Numbers already used on the page.
    pub(crate) counted: Counters,
    /// How much of it is worked out.
    pub(crate) detail: Detail<'a>,
}

/// How much of a body is worked out.
#[derive(Clone, Copy)]
pub(crate) enum Detail<'a> {
    /// All of it; what an earlier build knows already is taken from its memory.
    Whole(Option<&'a dyn Memory>),
    /// Only what it is made from, at a fraction of the time: it names the body without being it.
    Source,
}

/// Running numbers of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    /// 校注.
    pub(crate) annotations: usize,
    /// Other notes.
    pub(crate) notes: usize,
    /// Tables.
    pub(crate) tables: usize,
}

/// A printed body.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// The blocks.
    pub(crate) html: String,
    /// The notes as `<li>` elements; empty when there are none.
    pub(crate) notes: String,
    /// The numbers used after this body.
    pub(crate) counted: Counters,
}

/// Prints the body of `page`, whose document is `document`.
pub(crate) fn body(setting: Setting<'_>, page: &Page, document: &Document) -> Body {
    let mut writer = Writer::new(setting, page, document);
    if let Detail::Source = setting.detail {
        return writer.named();
    }
    writer.blocks(&document.blocks);
    let html = std::mem::take(&mut writer.out);
    writer.footnotes();
    Body {
        html,
        notes: writer.out,
        counted: writer.counted,
    }
}

/// The state of one walk.
struct Writer<'a> {
    setting: Setting<'a>,
    page: &'a Page,
    document: &'a Document,
    out: String,
    counted: Counters,
    /// The label of each footnote (校注1, 注2), by its index in the document.
    note_labels: Vec<String>,
    /// How many references to each footnote were printed so far.
    note_references: Vec<usize>,
    /// Inside a link: HTML allows no second one in it.
    in_link: bool,
    /// An image was printed already.
    has_image: bool,
}

impl<'a> Writer<'a> {
    fn new(setting: Setting<'a>, page: &'a Page, document: &'a Document) -> Self {
        let mut counted = setting.counted;
        let note_labels = notes::labels(document, setting.strings, &mut counted);
        Writer {
            setting,
            page,
            document,
            out: String::new(),
            counted,
            note_references: vec![0; note_labels.len()],
            note_labels,
            in_link: false,
            has_image: false,
        }
    }

    fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        push_attribute(&mut self.out, name, value);
    }

    /// ` id="…" class="…"` of a node, with the page's prefix and a class of ours in front.
    fn identity(&mut self, node: &Node, class: &str) {
        if let Some(id) = node.id() {
            let id = format!("{}{id}", self.setting.prefix);
            self.attribute("id", &id);
        }
        let own = node
            .attributes
            .as_ref()
            .map_or(&[][..], |a| a.classes.as_slice());
        let classes: Vec<&str> = Some(class)
            .filter(|c| !c.is_empty())
            .into_iter()
            .chain(own.iter().map(String::as_str))
            .collect();
        if !classes.is_empty() {
            self.attribute("class", &classes.join(" "));
        }
    }

    /// An element around a node's children.
    fn element(&mut self, name: &str, node: &Node) {
        self.out.push('<');
        self.out.push_str(name);
        self.identity(node, "");
        self.out.push('>');
        self.nodes(&node.children);
        self.close(name);
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn blocks(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
            self.out.push('\n');
        }
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }
}
