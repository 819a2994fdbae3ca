//! The stack of open nodes that Markdown and raw HTML build the tree with.
//!
//! Markdown's nodes nest properly by themselves. An HTML element may be left open, closed twice,
//! or stand where it must not; the stack keeps the tree well-formed whatever comes, and no deeper
//! than the configured limit.

mod line;

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Attributes, Kind, Node};

use super::elements::{self, Content, Spec};
use super::{Input, footnotes::Definition};

/// Who opened a node, and so who may close it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The document.
    Root,
    /// An event of the Markdown parser; closed by its end event.
    Markdown,
    /// A paragraph around text that stood among blocks.
    Implied,
    /// A start tag.
    Html(&'static str),
}

/// An open node.
pub(super) struct Frame {
    pub(super) node: Node,
    pub(super) content: Content,
    pub(super) origin: Origin,
    /// The last child, if it is text, equals its source.
    verbatim: bool,
}

/// The tree under construction.
pub(super) struct Tree<'i, 'a> {
    pub(super) input: &'i mut Input<'a>,
    pub(super) frames: Vec<Frame>,
    pub(super) definitions: Vec<Definition>,
    /// Greatest depth of a node; children of the root have depth 1.
    limit: usize,
    too_deep: bool,
    /// How many starts of each refused element were reported; their ends are not reported again.
    pub(super) refused: BTreeMap<String, usize>,
}

impl<'i, 'a> Tree<'i, 'a> {
    pub(super) fn new(input: &'i mut Input<'a>) -> Self {
        let limit = input.nesting.clamp(8, 256);
        let root = Node::leaf(Kind::Quote, input.span(0..0));
        Tree {
            input,
            frames: vec![Frame {
                node: root,
                content: Content::Blocks,
                origin: Origin::Root,
                verbatim: false,
            }],
            definitions: Vec::new(),
            limit,
            too_deep: false,
            refused: BTreeMap::new(),
        }
    }

    /// Closes what HTML left open and gives the blocks and the footnote definitions.
    pub(super) fn finish(mut self) -> (Vec<Node>, Vec<Definition>) {
        while self.frames.len() > 1 {
            self.close_reporting();
        }
        let mut blocks = Vec::new();
        if let Some(mut root) = self.frames.pop() {
            trim_breaks(&mut root.node.children);
            blocks = root.node.children;
        }
        (blocks, self.definitions)
    }

    /// The innermost open node. The root is never closed before [`Tree::finish`].
    pub(super) fn top(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Whether a node with `levels` levels (itself included) may be put into the innermost one.
    /// If not, that is reported once.
    pub(super) fn fits(&mut self, levels: usize, span: Span) -> bool {
        if self.frames.len() + levels <= self.limit + 1 {
            return true;
        }
        if !self.too_deep {
            self.too_deep = true;
            let diagnostic = Diagnostic::new(Code::NestingTooDeep, span).arg("limit", self.limit);
            self.input.report(diagnostic);
        }
        false
    }

    /// Whether nesting went beyond the limit somewhere above in the file.
    pub(super) fn was_too_deep(&self) -> bool {
        self.too_deep
    }

    /// Opens a node in the innermost one.
    pub(super) fn open(&mut self, node: Node, content: Content, origin: Origin) {
        self.frames.push(Frame {
            node,
            content,
            origin,
            verbatim: false,
        });
    }

    /// Puts a finished node into the innermost one.
    pub(super) fn push(&mut self, node: Node) {
        self.top().node.children.push(node);
    }

    /// Closes the innermost node and returns it where it may not be put into its parent.
    fn pop(&mut self) -> Option<Node> {
        if self.frames.len() <= 1 {
            return None;
        }
        let mut frame = self.frames.pop()?;
        if frame.origin != Origin::Markdown {
            trim_breaks(&mut frame.node.children);
            let end = frame.node.children.last().map_or(0, |n| n.span.end);
            frame.node.span.end = frame.node.span.end.max(end);
        }
        if let Kind::List { tight, .. } = &mut frame.node.kind {
            let loose = |item: &Node| item.children.iter().any(|c| c.kind == Kind::Paragraph);
            *tight = !frame.node.children.iter().any(loose);
        }
        Some(frame.node)
    }

    /// Closes the innermost node.
    pub(super) fn close(&mut self) {
        if let Some(node) = self.pop() {
            self.push(node);
        }
    }

    /// Closes the innermost node; says so if its author should have.
    pub(super) fn close_reporting(&mut self) {
        if let Origin::Html(name) = self.top().origin {
            let optional = elements::find(name).is_none_or(|spec: &Spec| spec.optional_end);
            if !optional {
                let span = self.top().node.span;
                let diagnostic = Diagnostic::new(Code::UnbalancedHtml, span)
                    .arg("name", name)
                    .help("unclosed");
                self.input.report(diagnostic);
            }
        }
        self.close();
    }

    /// Takes the node that the Markdown parser opened last, closing the HTML left open in it.
    pub(super) fn take_markdown(&mut self) -> Option<Node> {
        while self.top().origin != Origin::Markdown {
            if self.frames.len() <= 1 {
                return None;
            }
            self.close_reporting();
        }
        self.pop()
    }

    /// Makes the innermost node one that takes a Markdown block.
    pub(super) fn begin_block(&mut self) {
        loop {
            let top = self.top();
            match (top.origin, top.content) {
                (_, Content::Blocks | Content::Flow) => break,
                (Origin::Implied, _) => self.close(),
                // `<p>`, blank line, Markdown, blank line, `</p>`: a paragraph cannot hold
                // paragraphs, but its author wants one box around them.
                (Origin::Html("p"), _) if top.node.children.is_empty() => {
                    top.content = Content::Blocks;
                    top.node.kind = Kind::Element {
                        name: "div".to_owned(),
                        attributes: Vec::new(),
                    };
                }
                (Origin::Html(_), _) => self.close_reporting(),
                _ => break,
            }
        }
        self.end_line();
    }

    /// Drops a line end that a block follows.
    pub(super) fn end_line(&mut self) {
        trim_break(&mut self.top().node.children);
    }

    /// Whether an element of that name is open, no matter by whom what is inside was opened.
    pub(super) fn inside(&self, name: &str) -> bool {
        let open = |f: &Frame| matches!(f.origin, Origin::Html(n) if n == name);
        self.frames.iter().any(open)
    }

    /// Whether a link is open.
    pub(super) fn inside_link(&self) -> bool {
        let is_link = |f: &Frame| matches!(f.node.kind, Kind::Link { .. });
        self.frames.iter().any(is_link)
    }
}

/// Attributes with an id and classes, if there are any.
pub(super) fn attributes(id: Option<String>, classes: Vec<String>) -> Option<Box<Attributes>> {
    (id.is_some() || !classes.is_empty()).then(|| {
        Box::new(Attributes {
            id,
            classes,
            pairs: Vec::new(),
        })
    })
}

/// Removes a line end that nothing follows.
fn trim_break(children: &mut Vec<Node>) {
    while matches!(
        children.last(),
        Some(Node {
            kind: Kind::SoftBreak(_),
            ..
        })
    ) {
        children.pop();
    }
}

/// Removes the line ends around the content.
fn trim_breaks(children: &mut Vec<Node>) {
    trim_break(children);
    let leading = children
        .iter()
        .take_while(|n| matches!(n.kind, Kind::SoftBreak(_)))
        .count();
    children.drain(..leading);
}
