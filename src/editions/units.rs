//! The text of a record, cut into the stretches that editions match and compare.

use std::collections::BTreeMap;

use crate::model::edition::{FrozenUnit, FrozenValue, UnitKind};
use crate::model::{Kind, Node, flatten, plain_text};

/// The units of a body, in order. `is_named` says whether the author gave an id; `fields` has the
/// typed attributes of statements, by id.
pub(super) fn units(
    blocks: &[Node],
    is_named: &dyn Fn(&str) -> bool,
    fields: &BTreeMap<String, BTreeMap<String, FrozenValue>>,
) -> Vec<FrozenUnit> {
    let mut cutter = Cutter {
        is_named,
        fields,
        units: Vec::new(),
        id: String::new(),
        depth: 0,
    };
    blocks.iter().for_each(|block| cutter.block(block));
    cutter.units
}

struct Cutter<'a> {
    is_named: &'a dyn Fn(&str) -> bool,
    fields: &'a BTreeMap<String, BTreeMap<String, FrozenValue>>,
    units: Vec<FrozenUnit>,
    /// The innermost id around.
    id: String,
    depth: u8,
}

impl Cutter<'_> {
    fn block(&mut self, node: &Node) {
        let outer = self.id.clone();
        if let Some(id) = node.id() {
            id.clone_into(&mut self.id);
        }
        match &node.kind {
            Kind::Heading(level) => self.add(UnitKind::Heading(*level), plain_text(node)),
            Kind::Paragraph | Kind::AdmonitionTitle | Kind::DefinitionTerm => {
                self.add(UnitKind::Paragraph, plain_text(node));
            }
            Kind::List { .. } => {
                self.depth = self.depth.saturating_add(1);
                node.children.iter().for_each(|item| self.block(item));
                self.depth -= 1;
            }
            Kind::Item(_) | Kind::DefinitionDetails => self.item(node),
            Kind::TableHead => self.add(UnitKind::Head, cells(node)),
            Kind::TableRow => self.add(UnitKind::Row, cells(node)),
            Kind::CodeBlock { text, .. } | Kind::TrustedHtml(text) => {
                self.add(UnitKind::Block, text.trim_end().to_owned());
            }
            kind if kind.is_inline() => self.inlines(std::slice::from_ref(node)),
            _ => self.mixed(&node.children, UnitKind::Paragraph),
        }
        self.id = outer;
    }

    /// The line of an item, then what hangs below it.
    fn item(&mut self, node: &Node) {
        let kind = match self.depth {
            0 => UnitKind::Paragraph,
            depth => UnitKind::Item(depth),
        };
        let single = |child: &Node| child.kind == Kind::Paragraph;
        match node.children.split_first() {
            // The first paragraph of a loose item is its line.
            Some((first, rest)) if single(first) => {
                self.add(kind, plain_text(first));
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
                [first, ..] if first.kind.is_inline() => self.add(kind, inline_text(run)),
                blocks => blocks.iter().for_each(|block| self.block(block)),
            }
        }
    }

    fn inlines(&mut self, nodes: &[Node]) {
        self.add(UnitKind::Paragraph, inline_text(nodes));
    }

    fn add(&mut self, kind: UnitKind, text: String) {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return;
        }
        let is_first = self.units.iter().all(|unit| unit.id != self.id);
        let fields = self.fields.get(&self.id).filter(|_| is_first);
        self.units.push(FrozenUnit {
            named: !self.id.is_empty() && is_first && (self.is_named)(&self.id),
            id: self.id.clone(),
            kind,
            text,
            fields: fields.cloned().unwrap_or_default(),
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
