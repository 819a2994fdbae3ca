//! Takes the author's words out of a page: the blocks that search finds.
//!
//! The blocks are what the page shows inside `<article>` without `data-search="off"`, each block
//! element one: the label, a title of the front matter, field values, the body's blocks, the
//! footnotes. What the generator adds is not text of the page, and neither is what an image says.

use std::ops::Range;

use crate::model::search::{Block, SearchPage, TextField};
use crate::model::site::TitleSource;
use crate::model::{Kind, Node, OutPath, Page, PageId, Site, Value};
use crate::text::fold::nfkc;
use crate::text::kana::{is_hiragana_reading, to_hiragana};

/// The text of page `id`, or `None` if search does not find it.
pub(super) fn page_text(site: &Site, id: PageId) -> Option<SearchPage> {
    let page = site.page(id);
    if is_left_out(site, id) {
        return None;
    }
    let mut walk = Walk::default();
    walk.own_block(TextField::Title, page.label.as_deref().unwrap_or_default());
    if page.title_source == TitleSource::FrontMatter {
        walk.own_block(TextField::Title, &page.title);
    }
    let collection = page.record.as_ref().map(|record| record.collection);
    let collection = collection.and_then(|id| site.config.schema.collections.get(id));
    for (field, value) in &page.fields {
        if collection.is_some_and(|c| c.fields.get(*field).is_some_and(|f| f.shown)) {
            walk.value(&value.value);
        }
    }
    if let Some(document) = &page.document {
        walk.heading_is_title = page.title_source == TitleSource::Heading;
        walk.nodes(&document.blocks);
        walk.end_block();
        for footnote in &document.footnotes {
            walk.anchors.clear();
            walk.section.clear();
            walk.nodes(&footnote.blocks);
            walk.end_block();
        }
    }
    if walk.blocks.is_empty() {
        return None;
    }
    let home = OutPath::new("index.html");
    Some(SearchPage {
        url: home.relative(&page.url),
        title: shown_title(page),
        collection: collection.map(|collection| collection.key.clone()),
        synonyms: page.synonyms.clone(),
        blocks: walk.blocks,
    })
}

/// Whether its words are those of other pages. Of an old edition only what it alone says is found:
/// what still holds is found where it stands now.
fn is_left_out(site: &Site, id: PageId) -> bool {
    let page = site.page(id);
    let Some(place) = &site.place else {
        return page.derived;
    };
    let counterpart = place.counterparts.get(&id);
    page.document.is_none() || counterpart.is_some_and(|counterpart| counterpart.same)
}

/// What a list of hits calls the page.
pub(super) fn shown_title(page: &Page) -> String {
    match &page.label {
        Some(label) => format!("{label} {}", page.title),
        None => page.title.clone(),
    }
}

/// A walk over the tree that gathers inline text until a block ends.
#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    /// The text of the block being read.
    text: String,
    /// Readings over parts of it: see [`Block::rubies`].
    rubies: Vec<(Range<usize>, String)>,
    /// Formulas in the block, which follow it as blocks of their own: its sentence reads on.
    formulas: Vec<String>,
    /// The kinds of the headings and code blocks around the text.
    field: Option<TextField>,
    /// Ids of the blocks around the text, outermost first.
    anchors: Vec<String>,
    /// Id of the heading in force.
    section: String,
    /// The first heading is the page's title.
    heading_is_title: bool,
}

impl Walk {
    /// A block that stands for the page as a whole.
    fn own_block(&mut self, field: TextField, text: &str) {
        self.text.push_str(text);
        self.field = Some(field);
        self.end_block();
        self.field = None;
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Text(text) | Value::Int(_, text) => self.own_block(TextField::Body, text),
            Value::Date(date) => self.own_block(TextField::Body, &date.raw),
            Value::List(values) => values.iter().for_each(|value| self.value(value)),
            // Words of the interface, and the titles of other records.
            Value::Bool(_) | Value::Ref(_) => {}
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        let rubies = std::mem::take(&mut self.rubies);
        if !text.trim().is_empty() {
            let anchor = self.anchors.last().unwrap_or(&self.section);
            self.blocks.push(Block {
                field: self.field.unwrap_or(TextField::Body),
                anchor: anchor.clone(),
                text,
                rubies,
            });
        }
        for formula in std::mem::take(&mut self.formulas) {
            let anchor = self.anchors.last().unwrap_or(&self.section);
            self.blocks.push(Block {
                field: TextField::Code,
                anchor: anchor.clone(),
                text: formula,
                rubies: Vec::new(),
            });
        }
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Node) {
        match &node.kind {
            Kind::Text(text) | Kind::Code(text) => self.text.push_str(text),
            Kind::Math { text, .. } => self.formulas.push(text.clone()),
            Kind::SoftBreak(vanishes) => self.text.push_str(if *vanishes { "" } else { " " }),
            Kind::HardBreak => self.text.push('\n'),
            Kind::Heading(_) => self.heading(node),
            Kind::CodeBlock { title, text, .. } => {
                self.block(node, None, |walk| walk.text.push_str(title));
                self.block(node, Some(TextField::Code), |walk| {
                    walk.text.push_str(text);
                });
            }
            Kind::Emphasis | Kind::Strong | Kind::Strikethrough | Kind::Link { .. } => {
                self.nodes(&node.children)
            }
            Kind::Element { name, .. } => self.element(name, node),
            // Marks of the generator, alternative text, and markup that nobody has read.
            Kind::FootnoteReference(_) | Kind::Image { .. } | Kind::TrustedHtml(_) => {}
            Kind::Rule => self.end_block(),
            Kind::Paragraph
            | Kind::Quote
            | Kind::Admonition(_)
            | Kind::AdmonitionTitle
            | Kind::List { .. }
            | Kind::Item(_)
            | Kind::Table(_)
            | Kind::TableHead
            | Kind::TableRow
            | Kind::TableCell
            | Kind::DefinitionList
            | Kind::DefinitionTerm
            | Kind::DefinitionDetails => {
                self.block(node, None, |walk| walk.nodes(&node.children));
            }
        }
    }

    fn heading(&mut self, node: &Node) {
        self.end_block();
        let field = if std::mem::take(&mut self.heading_is_title) {
            TextField::Title
        } else {
            self.section = node.id().unwrap_or_default().to_owned();
            TextField::Heading
        };
        self.block(node, Some(field), |walk| walk.nodes(&node.children));
    }

    /// HTML that the author wrote.
    fn element(&mut self, name: &str, node: &Node) {
        match name {
            // The reading over a word is not part of the sentence.
            "rt" | "rp" => {}
            "ruby" => self.ruby(node),
            "br" => self.text.push('\n'),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node),
            _ if node.kind.is_inline() => self.nodes(&node.children),
            _ => self.block(node, None, |walk| walk.nodes(&node.children)),
        }
    }

    /// `<ruby>base<rt>reading</rt> …</ruby>`: the bases are text, readings in kana are noted.
    fn ruby(&mut self, node: &Node) {
        let mut start = self.text.len();
        for child in &node.children {
            let is_reading = matches!(&child.kind, Kind::Element { name, .. } if name == "rt");
            if !is_reading {
                self.node(child);
                continue;
            }
            let reading = reading(&child.children);
            let end = self.text.len();
            if end > start && is_hiragana_reading(&to_hiragana(&reading)) {
                self.rubies.push((start..end, reading));
            }
            start = end;
        }
    }

    /// Reads what is inside a block: the text before it and the text in it never join.
    fn block(&mut self, node: &Node, field: Option<TextField>, inside: impl FnOnce(&mut Self)) {
        self.end_block();
        let outer = self.field;
        self.field = field.or(outer);
        if let Some(id) = node.id() {
            self.anchors.push(id.to_owned());
        }
        inside(self);
        self.end_block();
        if node.id().is_some() {
            self.anchors.pop();
        }
        self.field = outer;
    }
}

/// The text of `nodes` in NFKC, without the white space that lines of source leave.
fn reading(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        if let Kind::Text(part) = &node.kind {
            text.push_str(part);
        }
        text.push_str(&reading(&node.children));
    }
    nfkc(&text).chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests;
