//! Events without children of their own: text, code, raw HTML, task marks, footnote labels.

use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Kind, Node};
use crate::parse::code_info::{self, CodeInfo};
use crate::parse::includes;
use crate::parse::place::{self, Raw};
use crate::text::{include, math};

use super::Reader;

impl<'r> Reader<'r, '_, '_> {
    pub(super) fn code_block(&mut self, info: String, text: String, span: Span) {
        let is_directive = include::directive(&info).is_some();
        let is_math = self.tree.input.config.markdown.math && info.trim() == "math";
        if is_math {
            self.math_block(&text, span);
        } else if self.tree.fits(1, span) && self.flattening == 0 && is_directive {
            self.tree.push(includes::placeholder(&info, &text, span));
        } else if self.tree.fits(1, span) && self.flattening == 0 {
            let CodeInfo {
                language,
                title,
                marked,
            } = code_info::read(&info);
            let kind = Kind::CodeBlock {
                language,
                title,
                marked,
                text,
            };
            self.tree.push(Node::leaf(kind, span));
        } else {
            self.tree.inline(Node::leaf(Kind::Code(text), span));
        }
    }

    pub(super) fn formula(&mut self, text: &CowStr<'r>, display: bool, span: Span) {
        let text = self.original(text).to_owned();
        let written = self.tree.input.slice(span).to_owned();
        let node = self.math(&text, written, display, span);
        self.tree.inline(node);
    }

    /// A formula; where it cannot be read, what was `written` as code.
    fn math(&mut self, text: &str, written: String, display: bool, span: Span) -> Node {
        let text = text.trim().to_owned();
        let kind = match math::mathml(&text, display) {
            Ok(_) => Kind::Math { text, display },
            Err(reason) => {
                let problem = Diagnostic::new(Code::InvalidMath, span);
                self.tree.input.report(problem.arg("reason", reason));
                Kind::Code(written)
            }
        };
        Node::leaf(kind, span)
    }

    /// A fenced block of language `math` is a paragraph of one formula.
    fn math_block(&mut self, text: &str, span: Span) {
        let formula = self.math(text, text.trim().to_owned(), true, span);
        if self.flattening == 0 && self.tree.fits(2, span) {
            let mut paragraph = Node::leaf(Kind::Paragraph, span);
            paragraph.children.push(formula);
            self.tree.push(paragraph);
        } else {
            self.tree.inline(formula);
        }
    }

    pub(super) fn html_block(&mut self, span: Span) {
        let Some((text, lines)) = self.html.take() else {
            return;
        };
        if self.trusted {
            self.tree.begin_block();
            self.tree.push(Node::leaf(Kind::TrustedHtml(text), span));
        } else {
            let raw = Raw {
                text: &text,
                lines: &lines,
            };
            place::block(&mut self.tree, &raw);
        }
    }

    pub(super) fn inline_html(&mut self, html: &CowStr<'r>, range: Range<usize>, span: Span) {
        let text = self.original(html).to_owned();
        if self.trusted {
            self.tree.inline(Node::leaf(Kind::TrustedHtml(text), span));
        } else {
            let raw = Raw {
                text: &text,
                lines: &[(0, self.base + range.start)],
            };
            place::inline(&mut self.tree, &raw);
        }
    }

    pub(super) fn text(&mut self, text: &CowStr<'r>, range: Range<usize>) {
        let text = self.original(text).to_owned();
        match &mut self.code {
            Some((_, code)) => code.push_str(&text),
            None => {
                let (start, end) = (self.base + range.start, self.base + range.end);
                self.tree.text(&text, start..end);
            }
        }
    }

    /// The provisional index of a footnote label; labels differ not by case.
    pub(super) fn footnote(&mut self, label: &CowStr<'r>) -> usize {
        let label = self.original(label).to_lowercase();
        self.footnotes.index(label)
    }

    pub(super) fn task(&mut self, done: bool) {
        let item = self
            .tree
            .frames
            .iter_mut()
            .rev()
            .find(|f| matches!(f.node.kind, Kind::Item(_)));
        if let Some(frame) = item {
            frame.node.kind = Kind::Item(Some(done));
        }
    }
}
