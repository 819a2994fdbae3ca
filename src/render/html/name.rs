//! Names a body without printing it: by its source, and by what `resolve` has made of that.
//!
//! The same source under the same configuration has the same tree, but for ids, for links and for
//! what else follows from other pages. So these stand in the name, each with its place in the tree.

use super::block::plain_value;
use super::{Body, Writer};
use crate::model::{Kind, Node, Target};

impl Writer<'_> {
    /// In place of the body.
    pub(super) fn named(mut self) -> Body {
        let counted = self.setting.counted;
        let numbers = [counted.annotations, counted.notes, counted.tables];
        let setting = (self.setting.prefix, self.setting.shift, numbers);
        self.out = format!("{:02x?} {setting:?}", self.document.hash);
        for statement in &self.page.statements {
            self.put(&statement.id);
            for (field, value) in &statement.fields {
                self.put(&format!("{field}={}", plain_value(value)));
            }
        }
        let notes = self.document.footnotes.iter().flat_map(|note| &note.blocks);
        let mut place = 0;
        for node in self.document.blocks.iter().chain(notes) {
            self.name_node(node, &mut place);
        }
        Body {
            html: self.out,
            ..Body::default()
        }
    }

    /// `place` counts the nodes before it.
    fn name_node(&mut self, node: &Node, place: &mut usize) {
        *place += 1;
        if let Some(id) = node.id() {
            self.put(id);
        }
        if let Kind::Link { target, .. } | Kind::Image { target, .. } = &node.kind {
            let destination = self.destination(target);
            let size = match (&node.kind, target) {
                (Kind::Image { .. }, Target::Asset(path, _)) => self.image_size(node, path),
                _ => None,
            };
            self.put(&format!("{place} {destination:?} {size:?}"));
        }
        for child in &node.children {
            self.name_node(child, place);
        }
    }

    fn put(&mut self, part: &str) {
        self.out.push('\n');
        self.out.push_str(part);
    }
}
