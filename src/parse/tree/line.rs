//! Text and inline nodes: where they may go, and how text is joined.

use std::ops::Range;

use crate::diag::Span;
use crate::model::{Kind, Node};
use crate::parse::elements::Content;

use super::{Origin, Tree};

impl Tree<'_, '_> {
    /// Makes the innermost node one that takes text.
    pub(in crate::parse) fn begin_inline(&mut self, span: Span) {
        while let Origin::Html(_) = self.top().origin {
            if self.takes_text() {
                break;
            }
            self.close_reporting();
        }
        if self.top().content == Content::Blocks {
            let paragraph = Node::leaf(Kind::Paragraph, span);
            self.open(paragraph, Content::Phrasing, Origin::Implied);
        }
    }

    /// Whether text may stand in the innermost node (perhaps in a paragraph made for it).
    pub(in crate::parse) fn takes_text(&mut self) -> bool {
        matches!(
            self.top().content,
            Content::Blocks | Content::Flow | Content::Phrasing
        )
    }

    /// Adds text whose source is `range` of the file. Text that continues the text before it, and
    /// equals its source, is joined to it, so that spans stay exact.
    pub(in crate::parse) fn text(&mut self, text: &str, range: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let span = self.input.span(range);
        self.begin_inline(span);
        let verbatim = self.input.slice(span) == text;
        let top = self.top();
        let joins = top.verbatim && verbatim;
        top.verbatim = verbatim;
        if let Some(last) = top.node.children.last_mut()
            && let Kind::Text(before) = &mut last.kind
            && joins
            && last.span.end == span.start
        {
            before.push_str(text);
            last.span.end = span.end;
        } else {
            self.push(Node::leaf(Kind::Text(text.to_owned()), span));
        }
    }

    /// Adds an inline node.
    pub(in crate::parse) fn inline(&mut self, node: Node) {
        self.begin_inline(node.span);
        self.push(node);
    }

    /// Whether the last thing in the innermost node is part of a line.
    pub(in crate::parse) fn ends_inline(&mut self) -> bool {
        self.top()
            .node
            .children
            .last()
            .is_some_and(|n| n.kind.is_inline())
    }
}
