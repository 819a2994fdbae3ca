//! Every link becomes a typed target; every reference to a record becomes an [`Edge`] that quotes
//! its sentence. Pages are walked in parallel; edges are numbered afterwards, in page order.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use super::blocks;
use super::links::Links;
use super::numbers::{Lookup, Numbers};
use super::pages::Book;
use crate::diag::{Code, Diagnostic, Localized, Severity, Span};
use crate::model::{Asset, Config, Document, Edge, EdgeId, Kind, Node, PageId, SourceFile, Target};
use crate::text::sentence;

/// Resolves the links of all pages and returns their edges in order.
pub(super) fn resolve_all(
    book: &mut Book,
    numbers: &Numbers,
    assets: &[Asset],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Edge> {
    let anchors: Vec<BTreeSet<String>> = book.pages.par_iter().map(blocks::ids).collect();
    let mut documents: Vec<Option<Document>> =
        book.pages.iter_mut().map(|p| p.document.take()).collect();
    let assets: HashSet<&str> = assets.iter().map(|a| a.path.as_str()).collect();
    let links = Links {
        book,
        anchors: &anchors,
        assets: &assets,
        config,
    };
    let found: Vec<(Vec<Edge>, Vec<Diagnostic>)> = documents
        .par_iter_mut()
        .enumerate()
        .map(|(i, document)| match (document, &links.book.sources[i]) {
            (Some(document), Some(source)) => {
                Walker::new(PageId(i), source, &links, numbers).run(document)
            }
            _ => Default::default(),
        })
        .collect();

    let mut edges: Vec<Edge> = Vec::new();
    for ((page_edges, problems), (page, mut document)) in
        found.into_iter().zip(book.pages.iter_mut().zip(documents))
    {
        if let Some(document) = &mut document {
            document
                .blocks
                .iter_mut()
                .for_each(|node| shift(node, edges.len()));
        }
        page.document = document;
        page.outgoing = (edges.len()..edges.len() + page_edges.len())
            .map(EdgeId)
            .collect();
        edges.extend(page_edges);
        diagnostics.extend(problems);
    }
    edges
}

/// Turns a page's own edge numbers into the site's.
fn shift(node: &mut Node, by: usize) {
    if let Kind::Link {
        target: Target::Reference(edge),
        ..
    } = &mut node.kind
    {
        edge.0 += by;
    }
    node.children.iter_mut().for_each(|child| shift(child, by));
}

struct Walker<'a> {
    page: PageId,
    source: &'a SourceFile,
    links: &'a Links<'a>,
    numbers: &'a Numbers,
    /// The statement, or else the innermost block with an id, that is being walked.
    anchor: Option<String>,
    in_statement: bool,
    in_note: bool,
    edges: Vec<Edge>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Walker<'a> {
    fn new(
        page: PageId,
        source: &'a SourceFile,
        links: &'a Links<'a>,
        numbers: &'a Numbers,
    ) -> Self {
        Walker {
            page,
            source,
            links,
            numbers,
            anchor: None,
            in_statement: false,
            in_note: false,
            edges: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    fn run(mut self, document: &mut Document) -> (Vec<Edge>, Vec<Diagnostic>) {
        for node in &mut document.blocks {
            self.block(node);
        }
        // A note is the editor's word about the text: its numbers are links, not references.
        self.in_note = true;
        for note in &mut document.footnotes {
            note.blocks.iter_mut().for_each(|node| self.block(node));
        }
        (self.edges, self.diagnostics)
    }

    /// A node whose inline children, if it has any, form one text.
    fn block(&mut self, node: &mut Node) {
        let outer = (self.anchor.clone(), self.in_statement);
        if let (Some(id), false) = (node.id(), self.in_statement) {
            let page = &self.links.book.pages[self.page.0];
            self.in_statement = page.statements.iter().any(|s| s.id == id);
            self.anchor = Some(id.to_owned());
        }
        let autolink = !matches!(node.kind, Kind::Heading(_));
        let first_edge = self.edges.len();
        let children = std::mem::take(&mut node.children);
        for mut child in children {
            if is_inline(&child.kind) {
                self.inline(child, autolink, &mut node.children);
            } else {
                self.block(&mut child);
                node.children.push(child);
            }
        }
        if self.edges.len() > first_edge {
            self.quote(&node.children);
        }
        (self.anchor, self.in_statement) = outer;
    }

    fn inline(&mut self, mut node: Node, autolink: bool, out: &mut Vec<Node>) {
        match &mut node.kind {
            Kind::Text(_) if autolink => self.text(node, out),
            Kind::Link { target, .. } => match target.clone() {
                Target::Unresolved { href, span } => self.link(node, &href, span, out),
                _ => out.push(node),
            },
            Kind::Image { target, .. } => {
                if let Target::Unresolved { href, span } = target.clone() {
                    *target = self.links.resolve(
                        self.page,
                        self.source,
                        &href,
                        span,
                        &mut self.diagnostics,
                    );
                }
                out.push(node);
            }
            _ => {
                for child in std::mem::take(&mut node.children) {
                    self.inline(child, autolink, &mut node.children);
                }
                out.push(node);
            }
        }
    }

    /// Splits a text at the printed numbers in it.
    fn text(&mut self, node: Node, out: &mut Vec<Node>) {
        let Kind::Text(text) = &node.kind else { return };
        let is_source = text.len() == node.span.range().len();
        let matches = if is_source {
            self.numbers.find(text)
        } else {
            Vec::new()
        };
        let mut at = 0;
        for (range, lookup) in matches {
            let span = Span::new(
                node.span.file,
                node.span.start as usize + range.start,
                node.span.start as usize + range.end,
            );
            if range.start == 0 && self.is_escaped(span) {
                continue;
            }
            let printed = &text[range.clone()];
            let Some(target) = self.number(printed, lookup, span, false) else {
                continue;
            };
            push_text(out, &node, at..range.start);
            out.push(reference_node(target, printed, span));
            at = range.end;
        }
        if at == 0 {
            out.push(node);
        } else {
            push_text(out, &node, at..text.len());
        }
    }

    /// Whether a backslash in the source keeps the text at `span` from being a number.
    fn is_escaped(&self, span: Span) -> bool {
        let before = &self.source.text.as_bytes()[..span.start as usize];
        before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
    }

    fn link(&mut self, node: Node, href: &str, span: Span, out: &mut Vec<Node>) {
        if let Some(nodes) = self.number_list(&node, href) {
            return out.extend(nodes);
        }
        let target = match self.numbers.whole(href) {
            Some(lookup) => self.number(href, lookup, span, true),
            None => match self.record(href, span) {
                Some(target) => Some(target),
                None => Some(self.links.resolve(
                    self.page,
                    self.source,
                    href,
                    span,
                    &mut self.diagnostics,
                )),
            },
        };
        let target = self.as_reference(target.unwrap_or(Target::Broken), &node);
        let mut node = node;
        if let Kind::Link { target: old, .. } = &mut node.kind {
            *old = target;
        }
        // Images inside the link have targets of their own.
        for child in std::mem::take(&mut node.children) {
            self.inline(child, false, &mut node.children);
        }
        out.push(node);
    }

    /// `[(1),(2)]`: one bracket, several numbers.
    fn number_list(&mut self, node: &Node, href: &str) -> Option<Vec<Node>> {
        let [
            Node {
                kind: Kind::Text(text),
                span,
                ..
            },
        ] = node.children.as_slice()
        else {
            return None;
        };
        let found = self.numbers.find(href);
        let is_list = text == href && found.len() > 1 && span.range().len() == text.len() && {
            let mut rest = href.to_owned();
            found
                .iter()
                .rev()
                .for_each(|(range, _)| rest.replace_range(range.clone(), ""));
            rest.chars()
                .all(|c| matches!(c, ',' | '、' | '，' | '・' | ' '))
        };
        if !is_list {
            return None;
        }
        let mut out = Vec::new();
        let mut at = 0;
        for (range, lookup) in found {
            let piece = Span::new(
                span.file,
                span.start as usize + range.start,
                span.start as usize + range.end,
            );
            push_text(&mut out, &node.children[0], at..range.start);
            let printed = &href[range.clone()];
            let target = self
                .number(printed, lookup, piece, true)
                .unwrap_or(Target::Broken);
            out.push(reference_node(target, printed, piece));
            at = range.end;
        }
        push_text(&mut out, &node.children[0], at..href.len());
        Some(out)
    }

    /// The target of a printed number. `None`: a bare number that is none of ours stays text.
    fn number(
        &mut self,
        printed: &str,
        lookup: Lookup,
        span: Span,
        strict: bool,
    ) -> Option<Target> {
        match lookup {
            Lookup::Found(page) => Some(self.edge(page, printed, span)),
            Lookup::Missing(collection, last) => {
                let code = if strict {
                    Code::BrokenReference
                } else {
                    Code::UnresolvedNumber
                };
                let label: Localized = self.links.config.schema.collections[collection]
                    .label
                    .clone();
                let mut problem = Diagnostic::new(code, span)
                    .arg("label", label)
                    .arg("no", printed);
                problem = match last {
                    Some(last) => problem.arg("last", last).help("range"),
                    None => problem.help("none"),
                };
                self.diagnostics.push(problem);
                None
            }
            Lookup::Ambiguous(pages) => {
                let candidates: Vec<String> = pages.iter().map(|p| self.links.key_of(*p)).collect();
                let mut problem = Diagnostic::new(Code::AmbiguousReference, span)
                    .arg("no", printed)
                    .arg("candidates", candidates.join("、"))
                    .help("candidates");
                if !strict {
                    problem.severity = Severity::Warning;
                }
                self.diagnostics.push(problem);
                None
            }
        }
    }

    /// `measure:m08`, `measure:m08#s2`: a record by id. `None` when `href` is no such thing.
    fn record(&mut self, href: &str, span: Span) -> Option<Target> {
        let (key, rest) = href.split_once(':')?;
        let collection = self.links.config.schema.by_key(key)?;
        let (id, anchor) = rest
            .split_once('#')
            .map_or((rest, None), |(id, anchor)| (id, Some(anchor)));
        let record = (collection, id.to_owned());
        let label: Localized = self.links.config.schema.collections[collection]
            .label
            .clone();
        if let Some(page) = self.links.book.by_record.get(&record) {
            let anchor = anchor.and_then(|a| {
                self.links
                    .anchor(*page, a, href, span, &mut self.diagnostics)
            });
            return Some(Target::Page(*page, anchor));
        }
        let problem = if self.links.book.draft_records.contains(&record) {
            Diagnostic::new(Code::ReferenceToDraft, span).help("drafts")
        } else if let Some(nearest) = super::fields::nearest_id(self.links.book, collection, id) {
            Diagnostic::new(Code::BrokenReference, span)
                .arg("nearest", format!("{key}:{nearest}"))
                .help("nearest")
        } else {
            Diagnostic::new(Code::BrokenReference, span).help("none")
        };
        self.diagnostics
            .push(problem.arg("label", label).arg("no", href).arg("id", id));
        Some(Target::Broken)
    }

    /// A link to a record's page, however it was written, is a reference.
    fn as_reference(&mut self, target: Target, node: &Node) -> Target {
        match target {
            Target::Page(page, None) if self.links.book.pages[page.0].record.is_some() => {
                self.edge(page, &blocks::plain_text(node), node.span)
            }
            other => other,
        }
    }

    fn edge(&mut self, to: PageId, text: &str, span: Span) -> Target {
        if to == self.page || self.in_note {
            return Target::Page(to, None);
        }
        self.edges.push(Edge {
            from: self.page,
            statement: self.anchor.clone(),
            to,
            text: text.to_owned(),
            qualifier: None,
            sentence: String::new(),
            mark: 0..0,
            span,
        });
        Target::Reference(EdgeId(self.edges.len() - 1))
    }

    /// Fills the sentences of the edges among `inlines`.
    fn quote(&mut self, inlines: &[Node]) {
        let mut text = String::new();
        let mut marks = Vec::new();
        for node in inlines.iter().filter(|n| is_inline(&n.kind)) {
            flatten(node, &mut text, &mut marks);
        }
        for (edge, range) in marks {
            let around = sentence::sentence_around(&text, range.clone());
            let edge = &mut self.edges[edge.0];
            edge.qualifier = sentence::qualifier_after(&text, range.end).map(str::to_owned);
            edge.mark = range.start - around.start..range.end - around.start;
            edge.sentence = text[around].to_owned();
        }
    }
}

fn reference_node(target: Target, printed: &str, span: Span) -> Node {
    let mut link = Node::leaf(
        Kind::Link {
            target,
            title: String::new(),
        },
        span,
    );
    link.children
        .push(Node::leaf(Kind::Text(printed.to_owned()), span));
    link
}

/// A part of a text node; nothing for an empty range.
fn push_text(out: &mut Vec<Node>, node: &Node, range: std::ops::Range<usize>) {
    if let (Kind::Text(text), false) = (&node.kind, range.is_empty()) {
        let start = node.span.start as usize;
        let span = Span::new(node.span.file, start + range.start, start + range.end);
        out.push(Node::leaf(Kind::Text(text[range].to_owned()), span));
    }
}

/// The text of inlines with the places of the references in it.
fn flatten(node: &Node, out: &mut String, marks: &mut Vec<(EdgeId, std::ops::Range<usize>)>) {
    let start = out.len();
    match &node.kind {
        Kind::Text(text) | Kind::Code(text) => out.push_str(text),
        Kind::SoftBreak(joined) => out.push_str(if *joined { "" } else { " " }),
        Kind::HardBreak => out.push('\n'),
        Kind::FootnoteReference(_) | Kind::Image { .. } => {}
        Kind::Element { name, .. } if matches!(name.as_str(), "rt" | "rp") => {}
        _ => node
            .children
            .iter()
            .for_each(|child| flatten(child, out, marks)),
    }
    if let Kind::Link {
        target: Target::Reference(edge),
        ..
    } = &node.kind
    {
        marks.push((*edge, start..out.len()));
    }
}

/// Inline kinds; an element is inline when nothing in it is a block.
fn is_inline(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text(_)
            | Kind::SoftBreak(_)
            | Kind::HardBreak
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Code(_)
            | Kind::Link { .. }
            | Kind::Image { .. }
            | Kind::FootnoteReference(_)
    ) || matches!(kind, Kind::Element { name, .. } if is_phrasing(name))
}

fn is_phrasing(name: &str) -> bool {
    matches!(
        name,
        "ruby"
            | "rt"
            | "rp"
            | "wbr"
            | "sub"
            | "sup"
            | "kbd"
            | "abbr"
            | "span"
            | "a"
            | "em"
            | "strong"
            | "b"
            | "i"
            | "s"
            | "u"
            | "small"
            | "mark"
            | "code"
            | "q"
            | "cite"
            | "dfn"
            | "time"
            | "var"
            | "samp"
    )
}
