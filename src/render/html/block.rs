//! Blocks, and the dispatch over all kinds of nodes.

use super::Writer;
use crate::model::path::encode_fragment;
use crate::model::{Kind, Node, Value};

impl Writer<'_> {
    pub(super) fn node(&mut self, node: &Node) {
        match &node.kind {
            Kind::Heading(level) => self.heading(node, *level),
            Kind::Paragraph => self.paragraph(node),
            Kind::Quote => self.container("blockquote", node),
            Kind::Admonition(kind) => self.admonition(node, *kind),
            // Printed by `admonition`; elsewhere its words still stand.
            Kind::AdmonitionTitle => self.element("p", node),
            Kind::List { start, .. } => self.list(node, *start),
            Kind::Item(task) => self.item(node, *task),
            Kind::CodeBlock { .. } => self.code_block(node),
            Kind::Table(aligns) => self.table(node, aligns),
            // Rows and cells outside a table cannot come from the parser; their text still stands.
            Kind::TableHead | Kind::TableRow | Kind::TableCell => self.nodes(&node.children),
            Kind::DefinitionList => self.container("dl", node),
            Kind::DefinitionTerm => self.element("dt", node),
            Kind::DefinitionDetails => self.element("dd", node),
            Kind::Rule => self.out.push_str("<hr>"),
            _ => self.inline(node),
        }
    }

    /// An element whose children are blocks.
    fn container(&mut self, name: &str, node: &Node) {
        self.out.push('<');
        self.out.push_str(name);
        self.identity(node, "");
        self.out.push_str(">\n");
        self.blocks(&node.children);
        self.close(name);
    }

    fn heading(&mut self, node: &Node, level: u8) {
        let level = level.saturating_add(self.setting.shift).clamp(1, 6);
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level) - 1];
        self.out.push('<');
        self.out.push_str(name);
        self.identity(node, "");
        self.out.push('>');
        self.nodes(&node.children);
        if level > 1 {
            self.permalink(node);
        }
        self.close(name);
    }

    /// A link to a block itself, for people who point; the table of contents serves the others.
    fn permalink(&mut self, node: &Node) {
        let Some(id) = node.id() else { return };
        let href = format!(
            "#{}",
            encode_fragment(&format!("{}{id}", self.setting.prefix))
        );
        self.out.push_str(" <a class=\"permalink\"");
        self.attribute("href", &href);
        self.out
            .push_str(" aria-hidden=\"true\" tabindex=\"-1\" data-search=\"off\">#</a>");
    }

    fn paragraph(&mut self, node: &Node) {
        self.out.push_str("<p");
        self.identity(node, "");
        self.out.push('>');
        self.nodes(&node.children);
        self.statement_fields(node);
        self.close("p");
    }

    fn list(&mut self, node: &Node, start: Option<u64>) {
        let name = if start.is_some() { "ol" } else { "ul" };
        self.out.push('<');
        self.out.push_str(name);
        self.identity(node, "");
        if let Some(start) = start.filter(|&start| start != 1) {
            self.attribute("start", &start.to_string());
        }
        self.out.push_str(">\n");
        self.blocks(&node.children);
        self.close(name);
    }

    fn item(&mut self, node: &Node, task: Option<bool>) {
        self.out.push_str("<li");
        self.identity(node, if task.is_some() { "task" } else { "" });
        self.out.push('>');
        if let Some(done) = task {
            let (class, key) = if done {
                ("task-mark done", "task_done")
            } else {
                ("task-mark", "task_open")
            };
            let words = self.setting.strings.get(key);
            self.out.push_str(&format!(
                "<span class=\"{class}\" data-search=\"off\">{words}</span> "
            ));
        }
        self.nodes(&node.children);
        self.statement_fields(node);
        if self.is_statement(node) {
            self.permalink(node);
        }
        self.close("li");
    }

    fn is_statement(&self, node: &Node) -> bool {
        node.id()
            .is_some_and(|id| self.page.statements.iter().any(|s| s.id == id))
    }

    /// The typed fields of a statement, `{status=構築中}`, as small labels behind it.
    fn statement_fields(&mut self, node: &Node) {
        let Some(id) = node.id() else { return };
        let site = self.setting.site;
        let Some(record) = &self.page.record else {
            return;
        };
        let Some(statement) = self.page.statements.iter().find(|s| s.id == id) else {
            return;
        };
        let fields = &site.config.schema.collections[record.collection].statement_fields;
        for (index, value) in &statement.fields {
            let Some(field) = fields.get(*index) else {
                continue;
            };
            self.out
                .push_str(" <span class=\"badge\" data-search=\"off\">");
            let label = field.label.get(self.setting.strings.lang);
            let text = plain_value(value);
            self.out.push_str("<span class=\"visually-hidden\">");
            self.text(&format!("{label}: "));
            self.out.push_str("</span>");
            self.text(&text);
            self.out.push_str("</span>");
        }
    }
}

pub(super) fn plain_value(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Int(_, text) => text.clone(),
        Value::Bool(yes) => yes.to_string(),
        Value::Date(date) => date.raw.clone(),
        Value::Ref(_) => String::new(),
        Value::List(values) => values
            .iter()
            .map(plain_value)
            .collect::<Vec<_>>()
            .join("、"),
    }
}
