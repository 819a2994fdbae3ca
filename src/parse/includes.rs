//! What a directive includes: Markdown as if it stood in the page, a table from CSV or TSV, any
//! other file as code.

use std::ops::RangeInclusive;

use super::code_info::{self, CodeInfo};
use super::footnotes::Definition;
use super::{Body, Input, Labels, front};
use crate::diag::{Code, Diagnostic, FileId, Span};
use crate::model::document::Align;
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
        let path = directive.path;
        let room = self.input.nesting.saturating_sub(depth);
        if room < ROOM {
            let limit = self.input.nesting;
            let problem = Diagnostic::new(Code::NestingTooDeep, at).arg("limit", limit);
            self.input.report(problem);
            return Vec::new();
        }
        let mut report = |help: &'static str| {
            let problem = Diagnostic::new(Code::BrokenInclude, at).arg("path", path);
            self.input.report(problem.help(help));
        };
        if !is_empty {
            report("body");
        }
        match self.source.includes.get(path) {
            Some(Include::Text { file, path, text }) => {
                let (file, path, text) = (*file, path.clone(), text.clone());
                let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
                match ending.to_ascii_lowercase().as_str() {
                    "csv" => return self.table(file, &text, b',', at, &directive),
                    "tsv" => return self.table(file, &text, b'\t', at, &directive),
                    "md" | "markdown" if directive.language.is_none() => {
                        return self.markdown(file, &text, at, room, &directive);
                    }
                    ending => return self.code(ending, &text, at, &directive),
                }
            }
            Some(Include::Outside) => report("outside"),
            Some(Include::Unread) => {}
            Some(Include::Missing) | None => report("missing"),
        }
        Vec::new()
    }

    fn report(&mut self, directive: &Directive<'_>, at: Span, help: &'static str) {
        let problem = Diagnostic::new(Code::BrokenInclude, at).arg("path", directive.path);
        self.input.report(problem.help(help));
    }

    fn code(&mut self, ending: &str, text: &str, at: Span, directive: &Directive<'_>) -> Vec<Node> {
        let language = directive.language.unwrap_or(ending);
        let CodeInfo { title, marked, .. } = code_info::read(&format!("code {}", directive.rest));
        let text = match directive.lines.map(line_range) {
            None => text.to_owned(),
            Some(range) => match range.and_then(|range| lines(text, range)) {
                Some(part) => part.to_owned(),
                None => {
                    self.report(directive, at, "lines");
                    return Vec::new();
                }
            },
        };
        let kind = Kind::CodeBlock {
            language: language.to_owned(),
            title,
            marked,
            text,
        };
        vec![Node::leaf(kind, at)]
    }

    fn markdown(
        &mut self,
        file: FileId,
        text: &str,
        at: Span,
        nesting: usize,
        directive: &Directive<'_>,
    ) -> Vec<Node> {
        if directive.lines.is_some() {
            self.report(directive, at, "whole");
        }
        let mut inner = Input {
            file,
            text,
            nesting,
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
        file: FileId,
        text: &str,
        delimiter: u8,
        at: Span,
        directive: &Directive<'_>,
    ) -> Vec<Node> {
        if directive.lines.is_some() {
            self.report(directive, at, "whole");
        }
        let rows = rows(file, text, delimiter);
        let width = rows.iter().map(|row| row.children.len()).max();
        let Some(width) = width else {
            self.report(directive, at, "empty");
            return Vec::new();
        };
        let mut table = Node::leaf(Kind::Table(alignments(&rows, width)), at);
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

/// The records of a CSV as rows of cells.
fn rows(file: FileId, text: &str, delimiter: u8) -> Vec<Node> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map_while(Result::ok).collect();
    let starts: Vec<usize> = records
        .iter()
        .map(|record| record.position().map_or(0, |at| at.byte() as usize))
        .chain([text.len()])
        .collect();
    records
        .iter()
        .zip(starts.windows(2))
        .map(|(record, ends)| row(record, Span::new(file, ends[0], ends[1]), text))
        .collect()
}

/// A row; each cell has the place of its words where the file has them as they are, else that of
/// the record.
fn row(record: &csv::StringRecord, span: Span, text: &str) -> Node {
    let mut row = Node::leaf(Kind::TableRow, span);
    let mut from = span.start as usize;
    for words in record {
        let found = text[from..span.end as usize].find(words);
        let place = match found {
            Some(offset) => {
                let start = from + offset;
                from = start + words.len();
                Span::new(span.file, start, from)
            }
            None => span,
        };
        let mut cell = Node::leaf(Kind::TableCell, place);
        for (index, line) in words.trim().lines().enumerate() {
            if index > 0 {
                cell.children.push(Node::leaf(Kind::HardBreak, place));
            }
            let is_whole = line.len() == words.len();
            let own = if is_whole { place } else { span };
            cell.children
                .push(Node::leaf(Kind::Text(line.to_owned()), own));
        }
        row.children.push(cell);
    }
    row
}

/// Columns of numbers stand at the right.
fn alignments(rows: &[Node], width: usize) -> Vec<Align> {
    let is_number = |text: &str| {
        let digits = text.trim_start_matches(['-', '+', '▲', '△']);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && digits
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'))
    };
    let texts = |column: usize| {
        let cells = rows
            .iter()
            .skip(1)
            .filter_map(move |row| row.children.get(column));
        cells.filter_map(|cell| match &cell.children.first()?.kind {
            Kind::Text(text) => Some(text.as_str()),
            _ => None,
        })
    };
    (0..width)
        .map(|column| {
            let is_numeric = texts(column).next().is_some() && texts(column).all(is_number);
            if is_numeric {
                Align::Right
            } else {
                Align::None
            }
        })
        .collect()
}
