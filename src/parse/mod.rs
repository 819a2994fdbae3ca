//! One Markdown file in, one [`Document`] out: front matter with spans, and a format-neutral tree.
//!
//! Pure, per file, run in parallel. Nothing here fails: what cannot be read becomes a diagnostic
//! and, wherever there is text, text.
//!
//! 1. `front` splits the front matter off; `yaml` and `toml_front` read it, scalars untyped.
//! 2. `shadow` makes a copy of the body, of the same length, in which emphasis next to Japanese
//!    text follows CommonMark's rules; spans found in the copy hold in the original.
//! 3. `markdown` turns pulldown-cmark's events into calls of `tree`, which holds the stack of open
//!    nodes. Raw HTML is cut into tags by `html`, judged by `elements` and put into the same
//!    stack by `place`, so that tags and Markdown nest properly.
//! 4. Passes over the finished tree: `attributes` (`{#id key=value}`), `admonitions`
//!    (`> [!NOTE]`), `figures` (captioned images), `passages` (`[text]{lang=en}`), `ruby`
//!    (`{漢字|かんじ}`), `autolink` (bare URLs), `wikilinks`, `breaks` (line ends between CJK
//!    characters), `footnotes` (numbering).

mod admonitions;
mod attributes;
mod autolink;
mod breaks;
mod code_info;
mod elements;
mod figures;
mod footnotes;
mod front;
mod html;
mod markdown;
mod passages;
mod place;
mod references;
mod ruby;
mod shadow;
mod toml_front;
mod tree;
mod urls;
mod wikilinks;
mod yaml;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::diag::{Diagnostic, FileId, Span, Staged};
use crate::model::{Config, Document, SourceFile};

/// Reads one Markdown file. The tree is never deeper than `config.limits.nesting` (kept within
/// 8–256), every span lies inside the file on character boundaries.
pub fn parse(source: &SourceFile, config: &Config) -> Staged<Document> {
    let mut input = Input {
        file: source.file,
        text: &source.text,
        config,
        diagnostics: Vec::new(),
    };
    let (front, body_start) = front::read(&mut input);
    let (mut blocks, mut definitions) = markdown::read(&mut input, body_start);
    attributes::apply(&mut blocks, &mut input);
    for definition in &mut definitions {
        attributes::headings(&mut definition.blocks, &mut input);
    }
    let has_address = autolink::occurs(input.text);
    let has_passages = passages::occur(input.text);
    for list in std::iter::once(&mut blocks).chain(definitions.iter_mut().map(|d| &mut d.blocks)) {
        admonitions::apply(list, &input);
        figures::apply(list, &input);
        if has_passages {
            passages::apply(list, &input);
        }
        ruby::apply(list, &input);
        if has_address {
            autolink::apply(list, &input);
        }
        wikilinks::apply(list, &input);
        breaks::apply(list);
    }
    let footnotes = footnotes::finish(&mut blocks, definitions, &mut input);
    Staged {
        value: Document {
            file: source.file,
            front,
            blocks,
            footnotes,
        },
        diagnostics: input.diagnostics,
    }
}

/// What every part of this room needs: the file, the configuration, and where problems go.
struct Input<'a> {
    file: FileId,
    /// The whole file.
    text: &'a str,
    config: &'a Config,
    diagnostics: Vec<Diagnostic>,
}

impl Input<'_> {
    /// A span of this file, moved to character boundaries inside it.
    fn span(&self, range: Range<usize>) -> Span {
        let start = floor_boundary(self.text, range.start);
        let end = floor_boundary(self.text, range.end.max(range.start)).max(start);
        Span::new(self.file, start, end)
    }

    /// The text that a span covers.
    fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The byte before `offset` is a backslash: what follows was escaped by the author.
    fn escaped(&self, offset: usize) -> bool {
        offset > 0 && self.text.as_bytes()[offset - 1] == b'\\'
    }

    /// Reports a problem.
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// The largest character boundary of `text` that is not behind `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
