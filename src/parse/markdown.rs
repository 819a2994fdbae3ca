//! pulldown-cmark's events put into the tree.

use std::ops::Range;

use pulldown_cmark::{
    Alignment, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser,
    Tag,
};

use crate::diag::{Code, Diagnostic, Span};
use crate::model::document::Align;
use crate::model::{Kind, Node};

use super::elements::Content;
use super::footnotes::Definition;
use super::place::{self, Raw};
use super::references::Labels;
use super::tree::{Origin, Tree};
use super::{Input, shadow, urls};

/// The dialect: CommonMark with tables, footnotes, strikethrough, tasks and definition lists.
/// `{#id}` is read by `attributes`, which keeps spans and never drops text.
const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Reads the Markdown from byte `base` of the file to its end.
pub(super) fn read(input: &mut Input, base: usize) -> (Vec<Node>, Vec<Definition>) {
    let source = &input.text[base..];
    let shadow = if input.config.markdown.cjk_emphasis {
        shadow::of(source, DIALECT)
    } else {
        None
    };
    let parsed = shadow.as_deref().unwrap_or(source);
    let labels = Labels::new(&input.config.schema);
    let known = |link: BrokenLink<'_>| {
        labels
            .accepts(&link.reference)
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
        footnotes: Vec::new(),
    };
    let parser = Parser::new_with_broken_link_callback(parsed, DIALECT, Some(known));
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
    /// Footnote labels in order of appearance; the position is the provisional index.
    footnotes: Vec<String>,
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
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
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
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => match self.link(link_type, &dest_url, &title, &id, &range) {
                Some(start) => start,
                None => {
                    self.skipping = 1;
                    return;
                }
            },
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let place = self.destination(link_type, &dest_url, "", &range);
                let href = self.original(&dest_url).to_owned();
                let kind = Kind::Image {
                    target: urls::target(self.tree.input, &href, place),
                    title: self.original(&title).to_owned(),
                };
                self.inline(kind, span)
            }
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

    fn code_block(&mut self, info: String, text: String, span: Span) {
        if self.tree.fits(1, span) && self.flattening == 0 {
            let kind = Kind::CodeBlock { info, text };
            self.tree.push(Node::leaf(kind, span));
        } else {
            self.tree.inline(Node::leaf(Kind::Code(text), span));
        }
    }

    fn html_block(&mut self, span: Span) {
        let Some((text, lines)) = self.html.take() else {
            return;
        };
        if self.trusted {
            self.tree.begin_block();
            self.tree.push(Node::leaf(Kind::TrustedHtml(text), span));
        } else {
            let raw = Raw {
                text: &text,
                lines: &lines,
            };
            place::block(&mut self.tree, &raw);
        }
    }

    fn inline_html(&mut self, html: &CowStr<'r>, range: Range<usize>, span: Span) {
        let text = self.original(html).to_owned();
        if self.trusted {
            self.tree.inline(Node::leaf(Kind::TrustedHtml(text), span));
        } else {
            let raw = Raw {
                text: &text,
                lines: &[(0, self.base + range.start)],
            };
            place::inline(&mut self.tree, &raw);
        }
    }

    fn text(&mut self, text: &CowStr<'r>, range: Range<usize>) {
        let text = self.original(text).to_owned();
        match &mut self.code {
            Some((_, code)) => code.push_str(&text),
            None => {
                let (start, end) = (self.base + range.start, self.base + range.end);
                self.tree.text(&text, start..end);
            }
        }
    }

    /// Opens a link, or prints it as text (`None`) where it must not be one.
    fn link(
        &mut self,
        link_type: LinkType,
        href: &CowStr<'r>,
        title: &CowStr<'r>,
        id: &str,
        range: &Range<usize>,
    ) -> Option<Start> {
        let span = self.span(range);
        let written = &self.source[range.clone()];
        let mut address = self.original(href).to_owned();
        let mut literal = false;
        match link_type {
            LinkType::ReferenceUnknown if self.labels.is_number_list(id) => {
                let first = written.split(']').next().unwrap_or_default();
                let first = first.trim_start_matches('[');
                if self.labels.is_number_list(first) {
                    self.tree.input.report(
                        Diagnostic::new(Code::MergedReferences, span)
                            .arg("first", first)
                            .arg("second", id)
                            .help("separate"),
                    );
                    literal = true;
                }
            }
            LinkType::Email => address = format!("mailto:{address}"),
            LinkType::Autolink if !urls::allowed(self.tree.input, &address) => {
                let _ = urls::target(self.tree.input, &address, span);
                literal = true;
            }
            _ => {}
        }
        if literal {
            let (start, end) = (self.base + range.start, self.base + range.end);
            self.tree.text(written, start..end);
            return None;
        }
        if self.tree.inside_link() {
            return Some(Start::Flat);
        }
        let place = self.destination(link_type, href, id, range);
        let kind = Kind::Link {
            target: urls::target(self.tree.input, &address, place),
            title: self.original(title).to_owned(),
        };
        Some(self.inline(kind, span))
    }

    /// Where a link's destination or label stands; the whole link where that cannot be told.
    fn destination(
        &self,
        link_type: LinkType,
        href: &CowStr<'r>,
        id: &str,
        range: &Range<usize>,
    ) -> Span {
        let inner = match link_type {
            LinkType::Autolink | LinkType::Email | LinkType::ShortcutUnknown => {
                Some(range.start + 1..range.end.saturating_sub(1))
            }
            LinkType::ReferenceUnknown => self.source[range.clone()]
                .rfind(id)
                .map(|i| range.start + i..range.start + i + id.len()),
            _ => self.offset(href).map(|at| at..at + href.len()),
        };
        self.span(&inner.unwrap_or(range.clone()))
    }

    /// The provisional index of a footnote label; labels differ not by case.
    fn footnote(&mut self, label: &CowStr<'r>) -> usize {
        let label = self.original(label).to_lowercase();
        match self.footnotes.iter().position(|known| *known == label) {
            Some(index) => index,
            None => {
                self.footnotes.push(label);
                self.footnotes.len() - 1
            }
        }
    }

    fn task(&mut self, done: bool) {
        let item = self
            .tree
            .frames
            .iter_mut()
            .rev()
            .find(|f| matches!(f.node.kind, Kind::Item(_)));
        if let Some(frame) = item {
            frame.node.kind = Kind::Item(Some(done));
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.tree
            .input
            .span(self.base + range.start..self.base + range.end)
    }

    /// The source's text where the parser hands out a piece of the shadow.
    fn original<'s>(&self, text: &'s CowStr<'r>) -> &'s str
    where
        'r: 's,
    {
        match self.offset(text) {
            Some(at) => &self.source[at..at + text.len()],
            None => text,
        }
    }

    /// The offset in the source of a string that is a piece of the parsed text.
    fn offset(&self, text: &CowStr<'r>) -> Option<usize> {
        let CowStr::Borrowed(text) = text else {
            return None;
        };
        let at = (text.as_ptr() as usize).checked_sub(self.parsed.as_ptr() as usize)?;
        (!text.is_empty() && at + text.len() <= self.parsed.len()).then_some(at)
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
