//! One id for every block, and the statements of records.
//!
//! An explicit `{#id}` wins; headings get GitHub's slug; what else is addressable gets its kind
//! and order: `s1` for a record's statements, `p1`, `table-1`, `figure-1` elsewhere. Blocks that
//! have no id before this stage never take one that the author wrote.

use std::collections::{BTreeSet, HashMap};

use super::inlines::plain_text;
use super::translations;
use crate::diag::{Code, Diagnostic, Span};
use crate::model::site::Statement;
use crate::model::{Attributes, Config, Kind, Node, Page, PageKind};
use crate::text::slug;

/// Gives every block of every page its id and fills [`Page::statements`].
pub(super) fn number(pages: &mut [Page], config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    number_some(pages, |page| page.language.is_none(), config, diagnostics);
    translations::adopt_ids(pages);
    number_some(pages, |page| page.language.is_some(), config, diagnostics);
}

fn number_some(
    pages: &mut [Page],
    is_due: impl Fn(&Page) -> bool,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let with_statements: Vec<bool> = pages
        .iter()
        .map(|page| translations::has_statements(pages, page))
        .collect();
    for (page, is_record) in pages.iter_mut().zip(with_statements) {
        if !is_due(page) {
            continue;
        }
        let Some(document) = &mut page.document else {
            continue;
        };
        let mut ids = Ids::default();
        for node in document
            .blocks
            .iter()
            .chain(document.footnotes.iter().flat_map(|f| &f.blocks))
        {
            ids.reserve(node, diagnostics);
        }
        if is_record {
            ids.statements(&mut document.blocks);
        }
        for node in &mut document.blocks {
            ids.assign(node);
        }
        for node in document.footnotes.iter_mut().flat_map(|f| &mut f.blocks) {
            ids.assign(node);
        }
        if let PageKind::Record(collection) = page.kind {
            let fields = &config.schema.collections[collection].statement_fields;
            page.statements = statements(&document.blocks)
                .map(|node| Statement {
                    id: node.id().unwrap_or_default().to_owned(),
                    text: plain_text(node),
                    fields: super::fields::statement_values(node, fields, diagnostics),
                })
                .collect();
        }
    }
}

/// The statement nodes of a record: top-level paragraphs and items of top-level lists.
pub(super) fn statements(blocks: &[Node]) -> impl Iterator<Item = &Node> {
    blocks.iter().flat_map(|block| match block.kind {
        Kind::List { .. } => block.children.as_slice(),
        Kind::Paragraph => std::slice::from_ref(block),
        _ => &[],
    })
}

#[derive(Default)]
struct Ids {
    taken: HashMap<String, Span>,
    counters: HashMap<&'static str, usize>,
    /// How often a heading asked for a slug that was taken.
    repeats: HashMap<String, usize>,
}

impl Ids {
    /// Takes the explicit ids; a second use of one is an error.
    fn reserve(&mut self, node: &Node, diagnostics: &mut Vec<Diagnostic>) {
        if let Some(id) = node.id() {
            if let Some(first) = self.taken.get(id) {
                let problem = Diagnostic::new(Code::DuplicateAnchor, node.span)
                    .arg("id", id)
                    .related(*first, "first")
                    .help("rename");
                diagnostics.push(problem);
            } else {
                self.taken.insert(id.to_owned(), node.span);
            }
        }
        for child in &node.children {
            self.reserve(child, diagnostics);
        }
    }

    fn statements(&mut self, blocks: &mut [Node]) {
        for block in blocks {
            match block.kind {
                Kind::List { .. } => block
                    .children
                    .iter_mut()
                    .for_each(|item| self.give(item, "s", "s")),
                Kind::Paragraph => self.give(block, "s", "s"),
                _ => {}
            }
        }
    }

    /// Walks the blocks; inlines never get an id of their own.
    fn assign(&mut self, node: &mut Node) {
        match &node.kind {
            Kind::Heading(_) => {
                if node.id().is_none() {
                    let base = slug::slug(&plain_text(node));
                    let id = self.unique(if base.is_empty() { "section" } else { &base });
                    set_id(node, id, &mut self.taken);
                }
                return;
            }
            Kind::Paragraph => return self.give(node, "p", "p"),
            Kind::Table(_) => self.give(node, "table", "table-"),
            Kind::Element { name, .. } if name == "figure" => self.give(node, "figure", "figure-"),
            _ => {}
        }
        for child in &mut node.children {
            self.assign(child);
        }
    }

    fn give(&mut self, node: &mut Node, counter: &'static str, prefix: &str) {
        if node.id().is_some() {
            return;
        }
        loop {
            let count = self.counters.entry(counter).or_insert(0);
            *count += 1;
            let id = format!("{prefix}{count}");
            if !self.taken.contains_key(&id) {
                return set_id(node, id, &mut self.taken);
            }
        }
    }

    fn unique(&mut self, base: &str) -> String {
        let mut id = base.to_owned();
        while self.taken.contains_key(&id) {
            let count = self.repeats.entry(base.to_owned()).or_insert(0);
            *count += 1;
            id = format!("{base}-{count}");
        }
        id
    }
}

fn set_id(node: &mut Node, id: String, taken: &mut HashMap<String, Span>) {
    taken.insert(id.clone(), node.span);
    node.attributes
        .get_or_insert_with(|| Box::new(Attributes::default()))
        .id = Some(id);
}

/// Every id of a page's body, for anchors.
pub(super) fn ids(page: &Page) -> BTreeSet<String> {
    fn walk(node: &Node, out: &mut BTreeSet<String>) {
        out.extend(node.id().map(str::to_owned));
        node.children.iter().for_each(|child| walk(child, out));
    }
    let mut out = BTreeSet::new();
    if let Some(document) = &page.document {
        document.blocks.iter().for_each(|node| walk(node, &mut out));
        let notes = document.footnotes.iter().flat_map(|f| &f.blocks);
        notes.for_each(|node| walk(node, &mut out));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn node(kind: Kind, children: Vec<Node>) -> Node {
        let span = Span::new(FileId(0), 0, 0);
        Node {
            kind,
            span,
            attributes: None,
            children,
        }
    }

    fn text(t: &str) -> Node {
        node(Kind::Text(t.to_owned()), vec![])
    }

    #[test]
    fn headings_take_slugs_and_paragraphs_their_order() {
        let mut blocks = [
            node(Kind::Heading(2), vec![text("背景 と目的")]),
            node(Kind::Paragraph, vec![text("一")]),
            node(Kind::Heading(2), vec![text("背景 と目的")]),
            node(Kind::Paragraph, vec![text("二")]),
        ];
        let mut ids = Ids::default();
        blocks.iter_mut().for_each(|b| ids.assign(b));
        let got: Vec<_> = blocks.iter().map(|b| b.id().unwrap_or("-")).collect();
        assert_eq!(got, ["背景-と目的", "p1", "背景-と目的-1", "p2"]);
    }

    #[test]
    fn statements_are_items_and_paragraphs_in_order() {
        let list = Kind::List {
            start: None,
            tight: true,
        };
        let mut blocks = vec![
            node(
                list,
                vec![
                    node(Kind::Item(None), vec![text("甲")]),
                    node(Kind::Item(None), vec![text("乙")]),
                ],
            ),
            node(Kind::Paragraph, vec![text("丙")]),
        ];
        let mut ids = Ids::default();
        ids.statements(&mut blocks);
        let got: Vec<_> = statements(&blocks)
            .map(|s| (s.id().unwrap_or("-"), plain_text(s)))
            .collect();
        assert_eq!(
            got,
            [
                ("s1", "甲".to_owned()),
                ("s2", "乙".to_owned()),
                ("s3", "丙".to_owned())
            ]
        );
    }
}
