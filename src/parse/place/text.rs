//! Text inside raw HTML.

use crate::model::{Kind, Node};
use crate::parse::html;
use crate::parse::tree::Tree;

/// Raw HTML with the place of each of its lines in the file.
pub(in crate::parse) struct Raw<'t> {
    pub(in crate::parse) text: &'t str,
    /// `(offset in text, offset in the file)`, ascending, the first at 0.
    pub(in crate::parse) lines: &'t [(usize, usize)],
}

impl Raw<'_> {
    /// The offset in the file of byte `at` of the text.
    pub(super) fn source(&self, at: usize) -> usize {
        let line = self
            .lines
            .partition_point(|(start, _)| *start <= at)
            .saturating_sub(1);
        self.lines
            .get(line)
            .map_or(0, |(start, source)| source + (at - start))
    }
}

/// Adds text with its line ends. Indentation and line-end white space go, as in a paragraph,
/// unless inside `pre`. With `decode`, character references stand for their characters.
pub(super) fn lines(tree: &mut Tree, raw: &Raw, start: usize, end: usize, decode: bool) {
    let keep = tree.inside("pre");
    let mut at = start;
    for line in raw.text[start..end].split_inclusive('\n') {
        let next = at + line.len();
        let content = line.trim_end_matches(['\n', '\r']);
        let breaks = content.len() < line.len();
        if keep {
            characters(tree, raw, at, line, decode);
            at = next;
            continue;
        }
        let mut from = at;
        let mut text = content;
        if at == 0 || raw.text.as_bytes()[at - 1] == b'\n' {
            text = content.trim_start_matches([' ', '\t']);
            from += content.len() - text.len();
        }
        if breaks {
            text = text.trim_end_matches([' ', '\t']);
        }
        let is_blank = text.trim_matches([' ', '\t']).is_empty();
        if !is_blank || tree.ends_inline() {
            characters(tree, raw, from, text, decode);
        }
        if breaks && tree.ends_inline() {
            let source = raw.source(at + content.len());
            let span = tree.input.span(source..source + 1);
            tree.push(Node::leaf(Kind::SoftBreak(false), span));
        }
        at = next;
    }
}

/// Adds the text of one line, which stands at `at` in the raw HTML.
fn characters(tree: &mut Tree, raw: &Raw, at: usize, text: &str, decode: bool) {
    let add = |tree: &mut Tree, from: usize, to: usize, text: &str| {
        let source = raw.source(at + from);
        tree.text(text, source..source + (to - from));
    };
    let mut done = 0;
    if decode {
        for (amp, _) in text.match_indices('&') {
            if amp < done {
                continue;
            }
            let Some(length) = reference_length(&text[amp..]) else {
                continue;
            };
            let Some(decoded) = html::decode(&text[amp..amp + length]) else {
                continue;
            };
            add(tree, done, amp, &text[done..amp]);
            add(tree, amp, amp + length, &decoded);
            done = amp + length;
        }
    }
    add(tree, done, text.len(), &text[done..]);
}

/// The length of a character reference with its semicolon.
fn reference_length(text: &str) -> Option<usize> {
    let end = text.bytes().take(34).position(|b| b == b';')?;
    text[1..end]
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'#')
        .then_some(end + 1)
}
