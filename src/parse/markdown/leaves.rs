//! Events without children of their own: text, code, raw HTML, task marks, footnote labels.

use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::diag::Span;
use crate::model::{Kind, Node};
use crate::parse::code_info::{self, CodeInfo};
use crate::parse::includes;
use crate::parse::place::{self, Raw};
use crate::text::include;

use super::Reader;

impl<'r> Reader<'r, '_, '_> {
    pub(super) fn code_block(&mut self, info: String, text: String, span: Span) {
        let is_directive = include::directive(&info).is_some();
        if self.tree.fits(1, span) && self.flattening == 0 && is_directive {
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
