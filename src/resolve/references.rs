//! Every link becomes a typed target; every reference to a record becomes an [`Edge`] that quotes
//! its sentence. Pages are walked in parallel; edges are numbered afterwards, in page order.

use std::collections::{BTreeSet, HashSet};

use rayon::prelude::*;

use super::Editions;
use super::blocks;
use super::inlines::{flatten, push_part, reference_node};
use super::links::Links;
use super::nearby::{Nearby, Problem};
use super::numbers::Numbers;
use super::pages::Book;
use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Asset, Config, Document, Edge, EdgeId, Kind, Node, PageId, SourceFile, Target};
use crate::text::sentence;

/// What links are resolved with, besides the pages.
pub(super) struct Known<'a> {
    pub(super) numbers: &'a Numbers,
    pub(super) assets: &'a [Asset],
    pub(super) config: &'a Config,
    pub(super) editions: Editions<'a>,
}

/// Resolves the links of all pages and returns their edges in order.
pub(super) fn resolve_all(
    book: &mut Book,
    known: &Known<'_>,
    nearby: &mut Nearby,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Edge> {
    let anchors: Vec<BTreeSet<String>> = book.pages.par_iter().map(blocks::ids).collect();
    let mut documents: Vec<Option<Document>> =
        book.pages.iter_mut().map(|p| p.document.take()).collect();
    let assets: HashSet<&str> = known.assets.iter().map(|a| a.path.as_str()).collect();
    let links = Links {
        book,
        anchors: &anchors,
        assets: &assets,
        config: known.config,
    };
    let found: Vec<(Vec<Edge>, Vec<Problem>)> = documents
        .par_iter_mut()
        .enumerate()
        .map(|(i, document)| match (document, &links.book.sources[i]) {
            (Some(document), Some(source)) => {
                Walker::new(PageId(i), source, &links, known).run(document)
            }
            _ => Default::default(),
        })
        .collect();

    let mut edges: Vec<Edge> = Vec::new();
    for ((page_edges, problems), (page, mut document)) in
        found.into_iter().zip(book.pages.iter_mut().zip(documents))
    {
        if let Some(document) = &mut document
            && !page_edges.is_empty()
        {
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
        let key_of = |c: usize| known.config.schema.collections[c].key.clone();
        let problems = problems.into_iter();
        diagnostics.extend(problems.map(|p| nearby.complete(p, &anchors, key_of)));
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

/// Whether bare numbers inside become references: not in headings, nor in code however written.
fn links_numbers(kind: &Kind) -> bool {
    match kind {
        Kind::Heading(_) => false,
        Kind::Element { name, .. } => !matches!(
            name.as_str(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "code" | "kbd" | "pre" | "samp"
        ),
        _ => true,
    }
}

/// `[(8)@2020]` prints (8): the edition says which record is meant, and is no text.
fn leave_edition_out(node: &mut Node, href: &str) {
    let Some((number, _)) = href.split_once('@') else {
        return;
    };
    if let [child] = node.children.as_mut_slice()
        && let Kind::Text(text) = &mut child.kind
        && text == href
    {
        number.clone_into(text);
    }
}

pub(super) struct Walker<'a> {
    pub(super) page: PageId,
    source: &'a SourceFile,
    pub(super) links: &'a Links<'a>,
    pub(super) numbers: &'a Numbers,
    pub(super) editions: Editions<'a>,
    /// The statement, or else the innermost block with an id, that is being walked.
    pub(super) anchor: Option<String>,
    in_statement: bool,
    /// The ids of the page's statements.
    statements: HashSet<&'a str>,
    pub(super) in_note: bool,
    pub(super) edges: Vec<Edge>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Walker<'a> {
    fn new(page: PageId, source: &'a SourceFile, links: &'a Links<'a>, known: &Known<'a>) -> Self {
        let statements = &links.book.pages[page.0].statements;
        Walker {
            page,
            source,
            links,
            numbers: known.numbers,
            editions: known.editions,
            anchor: None,
            in_statement: false,
            statements: statements.iter().map(|s| s.id.as_str()).collect(),
            in_note: false,
            edges: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn run(mut self, document: &mut Document) -> (Vec<Edge>, Vec<Problem>) {
        for node in &mut document.blocks {
            self.block(node);
        }
        // A note is the editor's word about the text: its numbers are links, not references.
        self.in_note = true;
        for note in &mut document.footnotes {
            note.blocks.iter_mut().for_each(|node| self.block(node));
        }
        (self.edges, self.problems)
    }

    /// A node whose inline children, if it has any, form one text.
    fn block(&mut self, node: &mut Node) {
        let autolink = links_numbers(&node.kind);
        let is_plain = |child: &Node| child.kind.is_inline() && self.is_plain(child, autolink);
        if node.children.iter().all(is_plain) {
            return;
        }
        let outer = (self.anchor.clone(), self.in_statement);
        if let (Some(id), false) = (node.id(), self.in_statement) {
            self.in_statement = self.statements.contains(id);
            self.anchor = Some(id.to_owned());
        }
        let first_edge = self.edges.len();
        if node.children.iter().any(|child| child.kind.is_inline()) {
            for mut child in std::mem::take(&mut node.children) {
                if child.kind.is_inline() {
                    self.inline(child, autolink, &mut node.children);
                } else {
                    self.block(&mut child);
                    node.children.push(child);
                }
            }
        } else {
            node.children.iter_mut().for_each(|child| self.block(child));
        }
        if self.edges.len() > first_edge {
            self.quote(&node.children);
        }
        (self.anchor, self.in_statement) = outer;
    }

    /// Whether nothing in an inline node links: most of a text need not be taken apart.
    fn is_plain(&self, node: &Node, autolink: bool) -> bool {
        match &node.kind {
            Kind::Link { .. } | Kind::Image { .. } => false,
            Kind::Text(text) => !autolink || self.numbers.find(text).is_empty(),
            kind => {
                let autolink = autolink && links_numbers(kind);
                let mut children = node.children.iter();
                children.all(|child| self.is_plain(child, autolink))
            }
        }
    }

    fn inline(&mut self, mut node: Node, autolink: bool, out: &mut Vec<Node>) {
        match &mut node.kind {
            Kind::Text(_) if autolink => self.text(node, out),
            Kind::Link { target, .. } => match target.clone() {
                Target::Unresolved { href, span } => self.link(node, &href, span, out),
                _ => out.push(node),
            },
            Kind::Image { target, .. } => {
                let pairs = node.attributes.as_ref().map_or(&[][..], |a| &a.pairs);
                if node.children.is_empty() && !pairs.iter().any(|(key, _, _)| key == "alt") {
                    let problem = Diagnostic::new(Code::MissingAlt, node.span);
                    self.problems.push(problem.help("default").into());
                }
                if let Target::Unresolved { href, span } = target.clone() {
                    *target =
                        self.links
                            .resolve(self.page, self.source, &href, span, &mut self.problems);
                }
                out.push(node);
            }
            kind => {
                let autolink = autolink && links_numbers(kind);
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
            push_part(out, &node, at..range.start);
            out.push(reference_node(target, printed, span));
            at = range.end;
        }
        if at == 0 {
            out.push(node);
        } else {
            push_part(out, &node, at..text.len());
        }
    }

    /// Whether a backslash in the source keeps the text at `span` from being a number.
    fn is_escaped(&self, span: Span) -> bool {
        let included = self.source.included(span.file);
        let text = included.map_or(&*self.source.text, |(_, text)| text);
        let before = &text.as_bytes()[..span.start as usize];
        before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
    }

    fn link(&mut self, node: Node, href: &str, span: Span, out: &mut Vec<Node>) {
        if let Some(nodes) = self.number_list(&node, href) {
            return out.extend(nodes);
        }
        let target = self.named(href, span).unwrap_or_else(|| {
            self.links
                .resolve(self.page, self.source, href, span, &mut self.problems)
        });
        let target = self.as_reference(target, &node);
        let mut node = node;
        if target != Target::Broken {
            leave_edition_out(&mut node, href);
        }
        if let Kind::Link { target: old, .. } = &mut node.kind {
            *old = target;
        }
        // Images inside the link have targets of their own.
        for child in std::mem::take(&mut node.children) {
            self.inline(child, false, &mut node.children);
        }
        out.push(node);
    }

    /// Fills the sentences of the edges among `inlines`.
    fn quote(&mut self, inlines: &[Node]) {
        let mut text = String::new();
        let mut marks = Vec::new();
        for node in inlines.iter().filter(|n| n.kind.is_inline()) {
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
