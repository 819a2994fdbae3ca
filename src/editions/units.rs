//! The text of a record, cut into the stretches that editions match and compare.

use std::collections::BTreeMap;

use super::details::{admonition, details};
use crate::model::document::Footnote;
use crate::model::edition::{FrozenUnit, FrozenValue, UnitKind};
use crate::model::{Kind, Node, Target, flatten, plain_text};

/// What a body needs to be cut.
pub(super) struct Body<'a> {
    /// Its blocks.
    pub(super) blocks: &'a [Node],
    /// Its notes.
    pub(super) notes: &'a [Footnote],
    /// Whether the author gave an id.
    pub(super) is_named: &'a dyn Fn(&str) -> bool,
    /// The typed attributes of statements, by id.
    pub(super) fields: &'a BTreeMap<String, BTreeMap<String, FrozenValue>>,
    /// What a link leads to, in words that later editions understand.
    pub(super) target: &'a dyn Fn(&Target) -> Option<String>,
}

/// Notes of the editor's own begin so: they are no text of the source.
const EDITORIAL: &str = "sic";

/// The units of a body, in order, then those of its notes.
pub(super) fn units(body: &Body<'_>) -> Vec<FrozenUnit> {
    let mut cutter = Cutter {
        body,
        units: Vec::new(),
        id: String::new(),
        depth: 0,
        pending: Vec::new(),
        note: false,
    };
    body.blocks.iter().for_each(|block| cutter.block(block));
    cutter.note = true;
    let notes = body.notes.iter();
    let notes = notes.filter(|note| !note.label.starts_with(EDITORIAL));
    for note in notes {
        note.blocks.iter().for_each(|block| cutter.block(block));
    }
    cutter.units
}

struct Cutter<'a> {
    body: &'a Body<'a>,
    units: Vec<FrozenUnit>,
    /// The innermost id around.
    id: String,
    depth: u8,
    /// What the next unit has beside its text, from what is around it.
    pending: Vec<String>,
    /// Whether this is a note.
    note: bool,
}

impl Cutter<'_> {
    fn block(&mut self, node: &Node) {
        let outer = self.id.clone();
        if let Some(id) = node.id() {
            id.clone_into(&mut self.id);
        }
        let children = &node.children;
        match &node.kind {
            Kind::Heading(level) => {
                self.add(UnitKind::Heading(*level), plain_text(node), children);
            }
            Kind::Paragraph | Kind::AdmonitionTitle | Kind::DefinitionTerm => {
                self.add(UnitKind::Paragraph, plain_text(node), children);
            }
            Kind::List { start, .. } => self.list(children, *start),
            Kind::Item(_) | Kind::DefinitionDetails => self.item(node, None),
            Kind::TableHead => self.add(UnitKind::Head, cells(node), children),
            Kind::TableRow => self.add(UnitKind::Row, cells(node), children),
            Kind::CodeBlock { text, .. } | Kind::TrustedHtml(text) => {
                self.add(UnitKind::Block, text.trim_end().to_owned(), &[]);
            }
            Kind::Admonition(kind) => {
                self.pending.push(admonition(*kind));
                self.mixed(children, UnitKind::Paragraph);
            }
            kind if kind.is_inline() => self.inlines(std::slice::from_ref(node)),
            _ => self.mixed(children, UnitKind::Paragraph),
        }
        self.id = outer;
    }

    fn list(&mut self, items: &[Node], start: Option<u64>) {
        self.depth = self.depth.saturating_add(1);
        for (at, item) in (0..).zip(items) {
            let outer = self.id.clone();
            if let Some(id) = item.id() {
                id.clone_into(&mut self.id);
            }
            self.item(item, start.map(|start| start.saturating_add(at)));
            self.id = outer;
        }
        self.depth -= 1;
    }

    /// The line of an item, then what hangs below it.
    fn item(&mut self, node: &Node, number: Option<u64>) {
        let kind = match (self.depth, number) {
            (0, _) => UnitKind::Paragraph,
            (depth, Some(number)) => UnitKind::Numbered(depth, number),
            (depth, None) => UnitKind::Item(depth),
        };
        if let Kind::Item(Some(done)) = node.kind {
            let state = if done { "task done" } else { "task open" };
            self.pending.push(state.to_owned());
        }
        let single = |child: &Node| child.kind == Kind::Paragraph;
        match node.children.split_first() {
            // The first paragraph of a loose item is its line.
            Some((first, rest)) if single(first) => {
                self.add(kind, plain_text(first), &first.children);
                self.mixed(rest, UnitKind::Paragraph);
            }
            _ => self.mixed(&node.children, kind),
        }
    }

    /// Inlines in a row are one unit; blocks between them have their own.
    fn mixed(&mut self, nodes: &[Node], kind: UnitKind) {
        let runs = nodes.chunk_by(|a, b| a.kind.is_inline() && b.kind.is_inline());
        for run in runs {
            match run {
                [first, ..] if first.kind.is_inline() => self.add(kind, inline_text(run), run),
                blocks => blocks.iter().for_each(|block| self.block(block)),
            }
        }
    }

    fn inlines(&mut self, nodes: &[Node]) {
        self.add(UnitKind::Paragraph, inline_text(nodes), nodes);
    }

    /// Adds a unit with that text, made of `nodes`.
    fn add(&mut self, kind: UnitKind, text: String, nodes: &[Node]) {
        let text = text.trim().to_owned();
        let mut beside = std::mem::take(&mut self.pending);
        details(nodes, self.body.target, &mut beside);
        if text.is_empty() && beside.is_empty() {
            return;
        }
        let is_first = self.units.iter().all(|unit| unit.id != self.id);
        let fields = self.body.fields.get(&self.id).filter(|_| is_first);
        self.units.push(FrozenUnit {
            named: !self.id.is_empty() && is_first && (self.body.is_named)(&self.id),
            id: self.id.clone(),
            kind: match self.note {
                true => UnitKind::Note,
                false => kind,
            },
            text,
            fields: fields.cloned().unwrap_or_default(),
            details: beside,
        });
    }
}

fn inline_text(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        flatten(node, &mut text, &mut Vec::new());
    }
    text
}

fn cells(row: &Node) -> String {
    let texts: Vec<String> = row.children.iter().map(plain_text).collect();
    texts.join("\t")
}
