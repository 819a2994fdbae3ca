//! The document as printed: the tree of parts as one page.
//!
//! Records are sections, except where the schema prints a collection as a table: there, siblings
//! become rows of one table, and a whole whose parts are all rows (a printed row group) gives its
//! title to the first of them and is no section of its own.

use serde::Serialize;

use super::{Link, View, anchor};
use crate::model::schema::{CollectionId, PrintColumn, PrintValue};
use crate::model::site::{PrintedNode, TitleSource};
use crate::model::{Page, PageId, PageKind};
use crate::render::html::{self, Counters, Setting};

/// The printed document.
#[derive(Debug, Default, Serialize)]
pub(crate) struct PrintedContext {
    /// Sections and tables in order.
    pub(crate) parts: Vec<Part>,
    /// All notes, `<li>` elements.
    pub(crate) notes: String,
}

/// A section or a table.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Part {
    /// Heading level, 2–6.
    pub(crate) level: u8,
    /// Its anchor, unique on the page; empty for tables.
    pub(crate) id: String,
    /// The record's own page.
    pub(crate) link: Option<Link>,
    /// Whether the source prints the title as a heading.
    pub(crate) heading: bool,
    /// The body, HTML.
    pub(crate) body: String,
    /// Or a table.
    pub(crate) table: Option<PrintedTable>,
}

/// Records as the rows of one table.
#[derive(Debug, Serialize)]
pub(crate) struct PrintedTable {
    /// Its name: the collection's title.
    pub(crate) label: String,
    /// Printed column heads.
    pub(crate) columns: Vec<String>,
    /// The rows.
    pub(crate) rows: Vec<PrintedRow>,
}

/// A row.
#[derive(Debug, Serialize)]
pub(crate) struct PrintedRow {
    /// Its anchor.
    pub(crate) id: String,
    /// One a column.
    pub(crate) cells: Vec<PrintedCell>,
}

/// A cell: words that lead to a record, or HTML.
#[derive(Debug, Default, Serialize)]
pub(crate) struct PrintedCell {
    /// Where the words lead.
    pub(crate) url: String,
    /// Plain text.
    pub(crate) text: String,
    /// HTML in place of text.
    pub(crate) html: String,
}

/// The context of the printed document.
pub(crate) fn printed(view: View<'_>) -> PrintedContext {
    let mut printer = Printer {
        view,
        counted: Counters::default(),
        out: PrintedContext::default(),
    };
    let home = view.site.page(view.site.home);
    if home.document.is_some() {
        printer.section(
            view.site.home,
            2,
            home.title_source == TitleSource::FrontMatter,
        );
    }
    printer.nodes(&view.site.printed, 2);
    printer.out
}

struct Printer<'a> {
    view: View<'a>,
    counted: Counters,
    out: PrintedContext,
}

impl<'a> Printer<'a> {
    fn nodes(&mut self, nodes: &'a [PrintedNode], level: u8) {
        let mut at = 0;
        while at < nodes.len() {
            let Some(collection) = self.table_of(&nodes[at]) else {
                self.node(&nodes[at], level);
                at += 1;
                continue;
            };
            let run = nodes[at..]
                .iter()
                .take_while(|node| self.table_of(node) == Some(collection))
                .count();
            self.table(collection, &nodes[at..at + run], level);
            at += run;
        }
    }

    fn node(&mut self, node: &'a PrintedNode, level: u8) {
        let page = self.view.site.page(node.page);
        let heading = page.title_source == TitleSource::FrontMatter && !page.title_inferred;
        self.section(node.page, level, heading);
        self.nodes(&node.parts, (level + 1).min(6));
    }

    fn section(&mut self, id: PageId, level: u8, heading: bool) {
        let page = self.view.site.page(id);
        let anchor = anchor(self.view, page);
        let body = self.body(page, level - 1);
        self.out.parts.push(Part {
            level,
            id: anchor,
            link: Some(self.view.link(id)),
            heading,
            body,
            table: None,
        });
    }

    /// A record's body, its ids set apart from those of the others; its notes are collected.
    fn body(&mut self, page: &'a Page, shift: u8) -> String {
        let Some(document) = &page.document else {
            return String::new();
        };
        let prefix = format!("{}.", anchor(self.view, page));
        let setting = Setting {
            site: self.view.site,
            at: self.view.at,
            strings: self.view.strings,
            prefix: &prefix,
            shift,
            counted: self.counted,
            detail: self.view.detail,
        };
        let body = html::body(setting, page, document);
        self.counted = body.counted;
        self.out.notes.push_str(&body.notes);
        body.html
    }

    /// The collection whose table the node stands in, as a row or as the whole of some rows.
    fn table_of(&self, node: &PrintedNode) -> Option<CollectionId> {
        if let Some(collection) = self.row_collection(node) {
            return Some(collection);
        }
        let collection = self.row_collection(node.parts.first()?)?;
        let all_rows = node
            .parts
            .iter()
            .all(|part| self.row_collection(part) == Some(collection));
        let whole_once = self
            .columns(collection)
            .iter()
            .any(|column| column.value == PrintValue::WholeOnce);
        (all_rows && whole_once).then_some(collection)
    }

    fn row_collection(&self, node: &PrintedNode) -> Option<CollectionId> {
        let PageKind::Record(collection) = self.view.site.page(node.page).kind else {
            return None;
        };
        (!self.columns(collection).is_empty()).then_some(collection)
    }

    fn columns(&self, collection: CollectionId) -> &'a [PrintColumn] {
        let schema = &self.view.site.config.schema.collections[collection];
        schema.print_table.as_deref().unwrap_or_default()
    }

    fn table(&mut self, collection: CollectionId, nodes: &'a [PrintedNode], level: u8) {
        let mut rows = Vec::new();
        // Parts of rows have no place in the table and follow it.
        let mut below = Vec::new();
        for node in nodes {
            if self.row_collection(node).is_some() {
                rows.push(self.row(collection, node.page, None));
                below.extend(&node.parts);
                continue;
            }
            for (index, part) in node.parts.iter().enumerate() {
                let whole = (index == 0).then_some(node.page);
                rows.push(self.row(collection, part.page, whole));
                below.extend(&part.parts);
            }
        }
        let schema = &self.view.site.config.schema.collections[collection];
        self.out.parts.push(Part {
            level,
            table: Some(PrintedTable {
                label: schema.title.get(self.view.lang()).to_owned(),
                columns: self
                    .columns(collection)
                    .iter()
                    .map(|column| column.label.clone())
                    .collect(),
                rows,
            }),
            ..Part::default()
        });
        for part in below {
            self.node(part, level);
        }
    }

    fn row(&mut self, collection: CollectionId, id: PageId, whole: Option<PageId>) -> PrintedRow {
        let view = self.view;
        let page = view.site.page(id);
        let words = |target: PageId, text: String| PrintedCell {
            url: view.url(target),
            text,
            html: String::new(),
        };
        let cells = self
            .columns(collection)
            .iter()
            .map(|column| match column.value {
                PrintValue::Number => words(id, page.label.clone().unwrap_or_default()),
                PrintValue::Title => words(id, page.title.clone()),
                PrintValue::Body => PrintedCell {
                    html: self.body(page, 2),
                    ..PrintedCell::default()
                },
                PrintValue::WholeOnce => whole.map_or_else(PrintedCell::default, |whole| {
                    words(whole, view.site.page(whole).title.clone())
                }),
            })
            .collect();
        PrintedRow {
            id: anchor(view, page),
            cells,
        }
    }
}
