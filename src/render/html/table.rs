//! Tables: a focusable region that scrolls, so that a wide table never widens the page.

use super::Writer;
use crate::model::document::Align;
use crate::model::{Kind, Node};

impl Writer<'_> {
    /// Opens the frame; its name is unique on the page (表1, 表2 …), as landmarks must be.
    pub(super) fn open_table_frame(&mut self) {
        self.counted.tables += 1;
        let name = self
            .setting
            .strings
            .format("table_n", &[("n", &self.counted.tables.to_string())]);
        self.out
            .push_str("<section class=\"table-scroll\" tabindex=\"0\"");
        self.attribute("aria-label", &name);
        self.out.push('>');
    }

    pub(super) fn close_table_frame(&mut self) {
        self.close("section");
    }

    pub(super) fn table(&mut self, node: &Node, aligns: &[Align]) {
        self.open_table_frame();
        self.out.push_str("<table");
        self.identity(node, "");
        self.out.push_str(">\n");
        let mut in_body = false;
        for row in &node.children {
            if row.kind == Kind::TableHead {
                self.out.push_str("<thead>");
                self.row(row, aligns, true);
                self.out.push_str("</thead>\n");
                continue;
            }
            if !in_body {
                self.out.push_str("<tbody>\n");
                in_body = true;
            }
            self.row(row, aligns, false);
            self.out.push('\n');
        }
        if in_body {
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>");
        self.close_table_frame();
    }

    fn row(&mut self, row: &Node, aligns: &[Align], head: bool) {
        self.out.push_str("<tr>");
        for (column, cell) in row.children.iter().enumerate() {
            let class = match aligns.get(column) {
                Some(Align::Left) => "left",
                Some(Align::Center) => "center",
                Some(Align::Right) => "right",
                Some(Align::None) | None => "",
            };
            // An empty corner heads nothing: `<th>` without words is a fault for screen readers.
            let heads = head && !cell.children.is_empty();
            self.out
                .push_str(if heads { "<th scope=\"col\"" } else { "<td" });
            self.identity(cell, class);
            self.out.push('>');
            self.nodes(&cell.children);
            self.close(if heads { "th" } else { "td" });
        }
        self.out.push_str("</tr>");
    }
}
