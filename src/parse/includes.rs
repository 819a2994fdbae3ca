//! What a directive includes: Markdown as if it stood in the page, a table from CSV or TSV, any
//! other file as code.

mod table;

use std::ops::RangeInclusive;

use super::code_info::{self, CodeInfo};
use super::footnotes::Definition;
use super::{Body, Input, Labels, front};
use crate::diag::{Code, Diagnostic, FileId, Span};
use crate::model::source::Include;
use crate::model::{Kind, Node, SourceFile};
use crate::text::include::{self, Directive};

/// The node that [`expand`] replaces: code in a language that no info string can give.
pub(super) fn placeholder(info: &str, text: &str, span: Span) -> Node {
    let kind = Kind::CodeBlock {
        language: include::MARK.to_owned(),
        title: info.to_owned(),
        marked: Vec::new(),
        text: text.to_owned(),
    };
    Node::leaf(kind, span)
}

/// Puts what the directives of `source` include in their place. `labels` count the page's footnotes.
pub(super) fn expand(source: &SourceFile, body: &mut Body, labels: &mut Labels, input: &mut Input) {
    let mut context = Context {
        source,
        labels,
        input,
        definitions: Vec::new(),
    };
    context.nodes(&mut body.blocks, 0);
    for definition in &mut body.definitions {
        context.nodes(&mut definition.blocks, 0);
    }
    body.definitions.append(&mut context.definitions);
}

struct Context<'c, 'a> {
    source: &'c SourceFile,
    labels: &'c mut Labels,
    input: &'c mut Input<'a>,
    definitions: Vec<Definition>,
}

/// A file that is put in the place of a directive.
struct Included<'i> {
    file: FileId,
    text: &'i str,
    /// Where the directive stands.
    at: Span,
    /// The levels that there is room for.
    nesting: usize,
}

/// The levels that a tree needs at the least; see `Tree::new`.
const ROOM: usize = 8;

impl Context<'_, '_> {
    /// `depth` is how many levels stand above `nodes`.
    fn nodes(&mut self, nodes: &mut Vec<Node>, depth: usize) {
        for mut node in std::mem::take(nodes) {
            match &node.kind {
                Kind::CodeBlock {
                    language,
                    title,
                    text,
                    ..
                } if language == include::MARK => {
                    let (info, is_empty) = (title.clone(), text.trim().is_empty());
                    nodes.extend(self.directive(&info, is_empty, node.span, depth));
                }
                _ => {
                    self.nodes(&mut node.children, depth + 1);
                    nodes.push(node);
                }
            }
        }
    }

    fn directive(&mut self, info: &str, is_empty: bool, at: Span, depth: usize) -> Vec<Node> {
        let Some(directive) = include::directive(info) else {
            return Vec::new();
        };
        let nesting = self.input.nesting.saturating_sub(depth);
        if nesting < ROOM {
            let limit = self.input.nesting;
            let problem = Diagnostic::new(Code::NestingTooDeep, at).arg("limit", limit);
            self.input.report(problem);
            return Vec::new();
        }
        if !is_empty {
            self.report(&directive, at, "body");
        }
        let source = self.source;
        match source.includes.get(directive.path) {
            Some(Include::Text { file, path, text }) => {
                let included = Included {
                    file: *file,
                    text,
                    at,
                    nesting,
                };
                return self.included(path, &included, &directive);
            }
            Some(Include::Outside) => self.report(&directive, at, "outside"),
            Some(Include::Unread) => {}
            Some(Include::Missing) | None => self.report(&directive, at, "missing"),
        }
        Vec::new()
    }

    /// By the ending of the file's name a table, Markdown or code.
    fn included(
        &mut self,
        path: &str,
        included: &Included<'_>,
        directive: &Directive<'_>,
    ) -> Vec<Node> {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let ending = ending.to_ascii_lowercase();
        let is_code = match ending.as_str() {
            "csv" | "tsv" => false,
            "md" | "markdown" => directive.language.is_some(),
            _ => true,
        };
        if !is_code && directive.lines.is_some() {
            self.report(directive, included.at, "whole");
        }
        match ending.as_str() {
            _ if is_code => self.code(&ending, included, directive),
            "csv" => self.table(included, b',', directive),
            "tsv" => self.table(included, b'\t', directive),
            _ => self.markdown(included),
        }
    }

    fn report(&mut self, directive: &Directive<'_>, at: Span, help: &'static str) {
        let problem = Diagnostic::new(Code::BrokenInclude, at).arg("path", directive.path);
        self.input.report(problem.help(help));
    }

    fn code(
        &mut self,
        ending: &str,
        included: &Included<'_>,
        directive: &Directive<'_>,
    ) -> Vec<Node> {
        let part = match directive.lines {
            None => Some(included.text),
            Some(range) => line_range(range).and_then(|range| lines(included.text, range)),
        };
        let Some(text) = part else {
            self.report(directive, included.at, "lines");
            return Vec::new();
        };
        let CodeInfo { title, marked, .. } = code_info::read(&format!("code {}", directive.rest));
        let kind = Kind::CodeBlock {
            language: directive.language.unwrap_or(ending).to_owned(),
            title,
            marked,
            text: text.to_owned(),
        };
        vec![Node::leaf(kind, included.at)]
    }

    fn markdown(&mut self, included: &Included<'_>) -> Vec<Node> {
        let mut inner = Input {
            file: included.file,
            text: included.text,
            nesting: included.nesting,
            config: self.input.config,
            diagnostics: Vec::new(),
        };
        // A label of the page's own notes may occur here as well.
        let mut outer = std::mem::take(&mut self.labels.known);
        // Front matter belongs to the page that the file may also be.
        let (_, start) = front::read(&mut inner);
        let Body {
            mut blocks,
            definitions,
        } = super::body(&mut inner, start, self.labels);
        self.labels.known.append(&mut outer);
        for problem in inner.diagnostics {
            self.input.report(problem);
        }
        self.definitions.extend(definitions);
        self.without_directives(&mut blocks);
        blocks
    }

    /// A file that is included includes none: that is told, and the directive left out.
    fn without_directives(&mut self, nodes: &mut Vec<Node>) {
        nodes.retain(|node| match &node.kind {
            Kind::CodeBlock {
                language, title, ..
            } if language == include::MARK => {
                let path = include::directive(title).map_or("", |found| found.path);
                let problem = Diagnostic::new(Code::BrokenInclude, node.span).arg("path", path);
                self.input.report(problem.help("nested"));
                false
            }
            _ => true,
        });
        for node in nodes {
            self.without_directives(&mut node.children);
        }
    }

    fn table(
        &mut self,
        included: &Included<'_>,
        delimiter: u8,
        directive: &Directive<'_>,
    ) -> Vec<Node> {
        let rows = table::rows(included.file, included.text, delimiter);
        let Some(width) = rows.iter().map(|row| row.children.len()).max() else {
            self.report(directive, included.at, "empty");
            return Vec::new();
        };
        let mut table = Node::leaf(Kind::Table(table::alignments(&rows, width)), included.at);
        table.children = rows;
        for (index, row) in table.children.iter_mut().enumerate() {
            let empty = Node::leaf(Kind::TableCell, row.span);
            row.children.resize(width, empty);
            if index == 0 {
                row.kind = Kind::TableHead;
            }
        }
        vec![table]
    }
}

/// `3-10` or `7`.
fn line_range(text: &str) -> Option<RangeInclusive<usize>> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (from.parse().ok()?, to.parse().ok()?);
    (from >= 1 && from <= to).then_some(from..=to)
}

/// Those lines of a text that has at least the first of them.
fn lines(text: &str, range: RangeInclusive<usize>) -> Option<&str> {
    let mut ends = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    let start = match range.start() - 1 {
        0 => 0,
        above => ends.nth(above - 1)?,
    };
    let count = range.end() - range.start();
    let end = ends.nth(count).unwrap_or(text.len());
    (start < text.len()).then(|| &text[start..end])
}
