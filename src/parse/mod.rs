//! One Markdown file in, one [`Document`] out: front matter with spans, and a format-neutral tree.
//!
//! Pure, per file, run in parallel. Nothing here fails: what cannot be read becomes a diagnostic
//! and, wherever there is text, text.
//!
//! 1. `front` splits the front matter off; `yaml` and `toml_front` read it, scalars untyped.
//! 2. `shadow` makes a copy of the body, of the same length, in which emphasis next to Japanese
//!    text follows CommonMark's rules; spans found in the copy hold in the original. `math` and
//!    `colons` hide signs in the same way that mean nothing where they stand.
//! 3. `markdown` turns pulldown-cmark's events into calls of `tree`, which holds the stack of open
//!    nodes. Raw HTML is cut into tags by `html`, judged by `elements` and put into the same
//!    stack by `place`, so that tags and Markdown nest properly.
//! 4. Passes over the finished tree: `attributes` (`{#id key=value}`), `admonitions`
//!    (`> [!NOTE]`), `figures` (captioned images), `passages` (`[text]{lang=en}`), `ruby`
//!    (`{漢字|かんじ}`), `autolink` (bare URLs), `wikilinks`, `breaks` (line ends between CJK
//!    characters).
//! 5. `includes` puts the files that directives name into the tree; `footnotes` numbers notes.

mod admonitions;
mod attributes;
mod autolink;
mod breaks;
mod code_info;
mod colons;
mod elements;
mod figures;
mod footnotes;
mod foreign;
mod front;
mod html;
mod includes;
mod markdown;
mod math;
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

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Diagnostic, FileId, Span, Staged};
use crate::model::memory::{Key, key};
use crate::model::source::Include;
use crate::model::{Config, Document, Node, SourceFile};
use footnotes::Definition;

/// Reads one Markdown file. The tree is never deeper than `config.limits.nesting` (kept within
/// 8–256), every span lies inside the file on character boundaries.
pub fn parse(source: &SourceFile, config: &Config) -> Staged<Document> {
    let mut input = Input {
        file: source.file,
        text: &source.text,
        nesting: config.limits.nesting,
        config,
        diagnostics: Vec::new(),
    };
    let (front, body_start) = front::read(&mut input);
    let mut labels = Labels::default();
    let mut read = body(&mut input, body_start, &mut labels);
    includes::expand(source, &mut read, &mut labels, &mut input);
    let Body {
        mut blocks,
        definitions,
    } = read;
    let footnotes = footnotes::finish(&mut blocks, definitions, &mut input);
    Staged {
        value: Document {
            file: source.file,
            hash: hash(source),
            front,
            blocks,
            footnotes,
        },
        diagnostics: input.diagnostics,
    }
}

/// Names the text of `source` with all that it includes.
fn hash(source: &SourceFile) -> Key {
    let mut parts = vec![source.text.as_bytes()];
    for (written, include) in &source.includes {
        parts.push(written.as_bytes());
        match include {
            Include::Text { path, text, .. } => parts.extend([path.as_bytes(), text.as_bytes()]),
            Include::Missing => parts.push(b"missing"),
            Include::Outside => parts.push(b"outside"),
            Include::Unread => parts.push(b"unread"),
        }
    }
    key(&parts)
}

/// Provisional indices of the footnote labels of a text, in order of appearance.
#[derive(Default)]
struct Labels {
    known: BTreeMap<String, usize>,
    /// How many the page has, those of included texts among them.
    count: usize,
}

impl Labels {
    /// The index of `label`, another one in each text.
    fn index(&mut self, label: String) -> usize {
        *self.known.entry(label).or_insert_with(|| {
            self.count += 1;
            self.count - 1
        })
    }
}

/// A text that was read.
struct Body {
    blocks: Vec<Node>,
    definitions: Vec<Definition>,
}

/// Reads the Markdown of `input` from byte `start` to its end, directives aside.
fn body(input: &mut Input, start: usize, labels: &mut Labels) -> Body {
    let (mut blocks, mut definitions) = markdown::read(input, start, labels);
    attributes::apply(&mut blocks, input);
    for definition in &mut definitions {
        attributes::headings(&mut definition.blocks, input);
    }
    let has_address = autolink::occurs(input.text);
    let has_passages = passages::occur(input.text);
    for list in std::iter::once(&mut blocks).chain(definitions.iter_mut().map(|d| &mut d.blocks)) {
        admonitions::apply(list, input);
        figures::apply(list, input);
        if has_passages {
            passages::apply(list, input);
        }
        ruby::apply(list, input);
        if has_address {
            autolink::apply(list, input);
        }
        wikilinks::apply(list, input);
        breaks::apply(list);
    }
    footnotes::report_undefined(&blocks, &definitions, input);
    foreign::report(&blocks, input);
    Body {
        blocks,
        definitions,
    }
}

/// What every part of this room needs: the file, the configuration, and where problems go.
struct Input<'a> {
    file: FileId,
    /// The whole file.
    text: &'a str,
    /// Greatest depth of its tree.
    nesting: usize,
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
