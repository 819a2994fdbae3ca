//! Admonitions: the label says in words what the colour says, a title stands behind it.

use super::Writer;
use crate::model::document::Admonition;
use crate::model::{Kind, Node};

impl Writer<'_> {
    pub(super) fn admonition(&mut self, node: &Node, kind: Admonition) {
        let (class, key) = match kind {
            Admonition::Note => ("note", "admonition_note"),
            Admonition::Tip => ("tip", "admonition_tip"),
            Admonition::Important => ("important", "admonition_important"),
            Admonition::Warning => ("warning", "admonition_warning"),
            Admonition::Caution => ("caution", "admonition_caution"),
        };
        self.out.push_str("<div role=\"note\"");
        self.identity(node, &format!("admonition {class}"));
        self.out.push_str(
            ">\n<p class=\"admonition-title\">\
             <span class=\"admonition-label\" data-search=\"off\">",
        );
        self.text(self.setting.strings.get(key));
        self.out.push_str("</span>");
        let blocks = match node.children.split_first() {
            Some((title, blocks)) if title.kind == Kind::AdmonitionTitle => {
                self.out.push(' ');
                self.nodes(&title.children);
                blocks
            }
            _ => &node.children,
        };
        self.out.push_str("</p>\n");
        self.blocks(blocks);
        self.close("div");
    }
}
