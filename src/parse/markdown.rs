//! pulldown-cmark's events put into the tree.

mod leaves;
mod links;

use std::ops::Range;

use pulldown_cmark::{
    Alignment, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag,
};

use crate::diag::Span;
use crate::model::document::Align;
use crate::model::{Kind, Node};

use super::elements::Content;
use super::footnotes::Definition;
use super::references::Labels;
use super::tree::{Origin, Tree};
use super::{Input, colons, math, shadow, wikilinks};

/// The dialect: CommonMark with tables, footnotes, strikethrough, tasks and definition lists.
/// `{#id}` is read by `attributes`, which keeps spans and never drops text.
const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Reads the Markdown from byte `base` of the file to its end. `footnotes` are the labels that are
/// known, and then these as well.
pub(super) fn read(
    input: &mut Input,
    base: usize,
    footnotes: &mut super::Labels,
) -> (Vec<Node>, Vec<Definition>) {
    let source = &input.text[base..];
    let has_dollar = input.config.markdown.math && source.contains('$');
    let dialect = match has_dollar {
        true => DIALECT.union(Options::ENABLE_MATH),
        false => DIALECT,
    };
    let colons = colons::masked(source, dialect);
    let parsed = colons.as_deref().unwrap_or(source);
    let shadow = if input.config.markdown.cjk_emphasis {
        shadow::of(parsed, dialect)
    } else {
        None
    };
    let parsed = shadow.as_deref().unwrap_or(parsed);
    let (masked, has_math) = match dialect.contains(Options::ENABLE_MATH) {
        true => math::masked(parsed, dialect),
        false => (None, false),
    };
    let parsed = masked.as_deref().unwrap_or(parsed);
    let dialect = if has_math { dialect } else { DIALECT };
    let labels = Labels::new(&input.config.schema);
    let known = |link: BrokenLink<'_>| {
        let label = match wikilinks::in_brackets(parsed, link.span.start, link.span.end) {
            true => wikilinks::address(&link.reference),
            false => &link.reference,
        };
        labels
            .accepts(label)
            .then(|| (link.reference.into_string().into(), "".into()))
    };
    let trusted = input.config.trusted_html;
    let mut reader = Reader {
        tree: Tree::new(input),
        source,
        parsed,
        base,
        labels: &labels,
        trusted,
        starts: Vec::new(),
        flattening: 0,
        skipping: 0,
        code: None,
        html: None,
        footnotes,
    };
    let parser = Parser::new_with_broken_link_callback(parsed, dialect, Some(known));
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.tree.finish()
}

/// What a start event led to, and so what its end event has to do.
enum Start {
    /// A node was opened.
    Node,
    /// A footnote definition was opened: its label, its provisional index.
    Footnote(String, usize),
    /// A code block is being collected.
    Code,
    /// A block of HTML is being collected.
    Html,
    /// Its children go to the node above.
    Flat,
    /// The same, because of the nesting limit.
    Deep,
}

struct Reader<'r, 'i, 'a> {
    tree: Tree<'i, 'a>,
    /// The Markdown as written.
    source: &'r str,
    /// The Markdown as parsed: the source or its shadow, of the same length.
    parsed: &'r str,
    base: usize,
    labels: &'r Labels<'r>,
    trusted: bool,
    starts: Vec<Start>,
    /// Open starts of kind [`Start::Deep`].
    flattening: usize,
    /// Depth inside a link whose events are ignored.
    skipping: usize,
    /// Info string and text of the open code block.
    code: Option<(String, String)>,
    /// The open block of HTML and where its lines are.
    html: Option<(String, Vec<(usize, usize)>)>,
    footnotes: &'r mut super::Labels,
}

impl<'r> Reader<'r, '_, '_> {
    fn event(&mut self, event: Event<'r>, range: Range<usize>) {
        if self.skipping > 0 {
            match event {
                Event::Start(_) => self.skipping += 1,
                Event::End(_) => self.skipping -= 1,
                _ => {}
            }
            return;
        }
        let span = self.span(&range);
        match event {
            Event::Start(tag) => self.start(tag, range, span),
            Event::End(_) => self.end(span),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => {
                let text = self.original(&text).to_owned();
                self.tree.inline(Node::leaf(Kind::Code(text), span));
            }
            Event::InlineHtml(html) => self.inline_html(&html, range, span),
            Event::Html(html) => {
                let line = self.original(&html).to_owned();
                let at = self.base + range.start;
                if let Some((text, lines)) = &mut self.html {
                    lines.push((text.len(), at));
                    text.push_str(&line);
                }
            }
            Event::SoftBreak => self.tree.inline(Node::leaf(Kind::SoftBreak(false), span)),
            Event::HardBreak => self.tree.inline(Node::leaf(Kind::HardBreak, span)),
            Event::Rule => {
                self.tree.begin_block();
                self.tree.push(Node::leaf(Kind::Rule, span));
            }
            Event::FootnoteReference(label) => {
                let key = self.footnote(&label);
                let node = Node::leaf(Kind::FootnoteReference(key), span);
                self.tree.inline(node);
            }
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(text) => self.formula(&text, false, span),
            Event::DisplayMath(text) => self.formula(&text, true, span),
        }
    }

    fn start(&mut self, tag: Tag<'r>, range: Range<usize>, span: Span) {
        let start = match tag {
            Tag::Paragraph => self.block(Kind::Paragraph, Content::Phrasing, 2, span),
            Tag::Heading { level, .. } => {
                self.block(Kind::Heading(level_of(level)), Content::Phrasing, 2, span)
            }
            Tag::BlockQuote(_) => self.block(Kind::Quote, Content::Blocks, 3, span),
            Tag::List(start) => {
                let kind = Kind::List { start, tight: true };
                self.block(kind, Content::Items, 4, span)
            }
            Tag::Item => self.block(Kind::Item(None), Content::Flow, 3, span),
            Tag::DefinitionList => self.block(Kind::DefinitionList, Content::Definitions, 4, span),
            Tag::DefinitionListTitle => {
                self.block(Kind::DefinitionTerm, Content::Phrasing, 2, span)
            }
            Tag::DefinitionListDefinition => {
                self.block(Kind::DefinitionDetails, Content::Flow, 3, span)
            }
            Tag::Table(alignments) => {
                let columns = alignments.into_iter().map(align_of).collect();
                self.block(Kind::Table(columns), Content::Table, 5, span)
            }
            Tag::TableHead => self.block(Kind::TableHead, Content::Row, 4, span),
            Tag::TableRow => self.block(Kind::TableRow, Content::Row, 4, span),
            Tag::TableCell => self.block(Kind::TableCell, Content::Flow, 3, span),
            Tag::FootnoteDefinition(label) => self.definition(&label, span),
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => self.original(info).to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.tree.begin_block();
                self.code = Some((info, String::new()));
                Start::Code
            }
            Tag::HtmlBlock => {
                self.html = Some((String::new(), Vec::new()));
                Start::Html
            }
            Tag::Emphasis => self.inline(Kind::Emphasis, span),
            Tag::Strong => self.inline(Kind::Strong, span),
            Tag::Strikethrough => self.inline(Kind::Strikethrough, span),
            tag @ (Tag::Link { .. } | Tag::Image { .. }) => match self.link_or_image(tag, &range) {
                Some(start) => start,
                None => {
                    self.skipping = 1;
                    return;
                }
            },
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => Start::Flat,
        };
        self.starts.push(start);
    }

    /// Opens a block that needs `levels` levels down to its text.
    fn block(&mut self, kind: Kind, content: Content, levels: usize, span: Span) -> Start {
        if self.flattening == 0 {
            let is_part = matches!(
                self.tree.top().content,
                Content::Items | Content::Definitions | Content::Table | Content::Row
            ) && self.tree.top().origin == Origin::Markdown;
            if !is_part {
                self.tree.begin_block();
            }
            if self.tree.fits(levels, span) {
                self.tree
                    .open(Node::leaf(kind, span), content, Origin::Markdown);
                return Start::Node;
            }
        }
        self.separate(span);
        self.flattening += 1;
        Start::Deep
    }

    fn inline(&mut self, kind: Kind, span: Span) -> Start {
        self.tree.begin_inline(span);
        if !self.tree.fits(2, span) {
            return Start::Flat;
        }
        self.tree
            .open(Node::leaf(kind, span), Content::Phrasing, Origin::Markdown);
        Start::Node
    }

    fn definition(&mut self, label: &CowStr<'r>, span: Span) -> Start {
        let key = self.footnote(label);
        match self.block(Kind::Quote, Content::Blocks, 3, span) {
            Start::Node => Start::Footnote(self.original(label).to_owned(), key),
            other => other,
        }
    }

    /// Keeps flattened blocks apart.
    fn separate(&mut self, span: Span) {
        if self.tree.ends_inline() {
            let at = Span {
                end: span.start,
                ..span
            };
            self.tree.push(Node::leaf(Kind::SoftBreak(false), at));
        }
    }

    fn end(&mut self, span: Span) {
        match self.starts.pop() {
            Some(Start::Node) => {
                if let Some(node) = self.tree.take_markdown() {
                    self.tree.push(node);
                }
            }
            Some(Start::Footnote(label, key)) => {
                if let Some(node) = self.tree.take_markdown() {
                    self.tree.definitions.push(Definition {
                        key,
                        label,
                        blocks: node.children,
                        span: node.span,
                    });
                }
            }
            Some(Start::Code) => {
                if let Some((info, text)) = self.code.take() {
                    self.code_block(info, text, span);
                }
            }
            Some(Start::Html) => self.html_block(span),
            Some(Start::Deep) => {
                self.flattening -= 1;
                self.separate(Span {
                    start: span.end,
                    ..span
                });
            }
            Some(Start::Flat) | None => {}
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.tree
            .input
            .span(self.base + range.start..self.base + range.end)
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn align_of(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
