//! The words of a statement and where each stands in the source.

use std::ops::Range;

use crate::model::{Kind, Node};

/// A piece of a statement's text.
struct Leaf {
    plain: Range<usize>,
    source: Range<usize>,
    /// The source is the text itself.
    is_exact: bool,
    /// The nodes around it that have signs of their own, outermost first, by their place in
    /// [`Leaves::wrappers`].
    path: Vec<usize>,
}

/// A node with signs around its text: emphasis, a link, ruby.
struct Wrapper {
    plain: Range<usize>,
    source: Range<usize>,
}

/// The pieces of a statement in order.
pub(super) struct Leaves<'t> {
    text: &'t str,
    plain: String,
    leaves: Vec<Leaf>,
    wrappers: Vec<Wrapper>,
    /// What is no text: notes and images.
    marks: Vec<Range<usize>>,
    path: Vec<usize>,
    /// It is more than one line of words: paragraphs, or a line break of ours.
    pub(super) has_blocks: bool,
    /// The end of what came last.
    end: usize,
}

/// A part of the text and what stands for it in the source.
pub(super) struct Found {
    pub(super) plain: Range<usize>,
    pub(super) source: Range<usize>,
}

impl<'t> Leaves<'t> {
    /// The pieces of the statement `node` of the file `text`.
    pub(super) fn of(node: &Node, text: &'t str) -> Leaves<'t> {
        let mut leaves = Leaves {
            text,
            plain: String::new(),
            leaves: Vec::new(),
            wrappers: Vec::new(),
            marks: Vec::new(),
            path: Vec::new(),
            has_blocks: false,
            end: node.span.start as usize,
        };
        leaves.blocks(node);
        leaves
    }

    /// What the statement says, one line for each block.
    pub(super) fn plain(&self) -> &str {
        &self.plain
    }

    /// All of the source that holds text. `None` when there is none.
    pub(super) fn whole(&self) -> Option<Range<usize>> {
        let first = self
            .leaves
            .iter()
            .map(|leaf| self.outer(leaf).start)
            .min()?;
        let last = self.leaves.iter().map(|leaf| self.outer(leaf).end).max()?;
        Some(first..last)
    }

    /// The sources of the marks inside `range`.
    pub(super) fn marks(&self, range: &Range<usize>, text: &str) -> String {
        let inside = |mark: &&Range<usize>| range.start <= mark.start && mark.end <= range.end;
        let marks = self.marks.iter().filter(inside);
        marks.map(|mark| &text[mark.clone()]).collect()
    }

    /// What stands for `plain`, a part of the text; where that is nothing, the place of it. Text
    /// that can only be replaced as a whole makes the part larger.
    pub(super) fn source(&self, plain: Range<usize>) -> Found {
        if plain.is_empty() && plain.start == self.plain.len() {
            // Behind the last words and their notes.
            let end = self
                .leaves
                .last()
                .map_or(self.end, |leaf| self.outer(leaf).end);
            let marks = self.marks.iter().map(|mark| mark.end).max();
            let end = marks.unwrap_or(end).max(end);
            return Found {
                plain,
                source: end..end,
            };
        }
        let holds = |at: usize| move |leaf: &Leaf| leaf.plain.contains(&at);
        let first = self.leaves.iter().position(holds(plain.start));
        let last = match plain.is_empty() {
            true => first,
            false => self.leaves.iter().position(holds(plain.end - 1)),
        };
        let whole = 0..self.plain.len();
        let (Some(first), Some(last)) = (first, last) else {
            let source = self.whole().unwrap_or(self.end..self.end);
            return Found {
                plain: whole,
                source,
            };
        };
        let (first, last) = (&self.leaves[first], &self.leaves[last]);
        if plain.is_empty() && plain.start == first.plain.start {
            let at = self.start(first);
            return Found {
                plain,
                source: at..at,
            };
        }
        self.part(first, last, plain)
    }

    /// What stands for `plain`, which begins in `first` and ends in `last`.
    fn part(&self, first: &Leaf, last: &Leaf, plain: Range<usize>) -> Found {
        let start = match first.is_exact {
            true => plain.start,
            false => first.plain.start,
        };
        let end = match last.is_exact {
            true => plain.end,
            false => last.plain.end,
        };
        let mut found = Found {
            plain: start..end,
            source: at(first, start, first.source.start)..at(last, end, last.source.end),
        };
        if start == first.plain.start {
            found.source.start = first.source.start - self.escape_before(first);
        }
        // What is opened inside the part must be closed in it, and the other way round.
        let common = first
            .path
            .iter()
            .zip(&last.path)
            .take_while(|(a, b)| a == b)
            .count();
        for wrapper in [first.path.get(common), last.path.get(common)] {
            let Some(wrapper) = wrapper.map(|at| &self.wrappers[*at]) else {
                continue;
            };
            found.plain.start = found.plain.start.min(wrapper.plain.start);
            found.plain.end = found.plain.end.max(wrapper.plain.end);
            found.source.start = found.source.start.min(wrapper.source.start);
            found.source.end = found.source.end.max(wrapper.source.end);
        }
        found
    }

    /// 1 when the leaf's first character has a backslash before it.
    fn escape_before(&self, leaf: &Leaf) -> usize {
        let before = &self.text[..leaf.source.start];
        let slashes = before.len() - before.trim_end_matches('\\').len();
        let first = self.text[leaf.source.clone()].chars().next();
        let is_sign = first.is_some_and(|c| c.is_ascii_punctuation());
        usize::from(is_sign && slashes % 2 == 1)
    }

    /// The beginning of the leaf with the signs that open there.
    fn start(&self, leaf: &Leaf) -> usize {
        let wrappers = leaf.path.iter().map(|at| &self.wrappers[*at]);
        let mut opened = wrappers.filter(|wrapper| wrapper.plain.start == leaf.plain.start);
        match opened.next() {
            Some(wrapper) => wrapper.source.start,
            None => leaf.source.start - self.escape_before(leaf),
        }
    }

    /// The leaf with the signs around it.
    fn outer(&self, leaf: &Leaf) -> Range<usize> {
        match leaf.path.first() {
            Some(wrapper) => self.wrappers[*wrapper].source.clone(),
            None => leaf.source.start - self.escape_before(leaf)..leaf.source.end,
        }
    }

    fn blocks(&mut self, node: &Node) {
        for child in &node.children {
            match &child.kind {
                Kind::CodeBlock { .. } | Kind::List { .. } => {}
                kind if kind.is_inline() => self.inline(child),
                _ => {
                    if !self.plain.is_empty() && !self.plain.ends_with('\n') {
                        let end = self.end;
                        self.has_blocks = true;
                        self.push("\n", end..end, false);
                    }
                    self.blocks(child);
                }
            }
        }
    }

    fn inline(&mut self, node: &Node) {
        let source = node.span.range();
        match &node.kind {
            Kind::Text(text) => {
                // Text from an included file is none of this one.
                let is_exact = self.text.get(source.clone()) == Some(text);
                self.push(text, source, is_exact);
            }
            Kind::Code(text) | Kind::Math { text, .. } => self.push(text, source, false),
            Kind::SoftBreak(joined) => self.push(if *joined { "" } else { " " }, source, false),
            Kind::HardBreak => self.push("\n", source, false),
            Kind::FootnoteReference(_) | Kind::Image { .. } => {
                self.end = self.end.max(source.end);
                self.marks.push(source);
            }
            Kind::Element { name, .. } if matches!(name.as_str(), "rt" | "rp") => {}
            _ => self.wrapped(node),
        }
    }

    fn wrapped(&mut self, node: &Node) {
        let source = node.span.range();
        let is_bare = matches!(node.children.as_slice(), [only] if only.span == node.span);
        let start = self.plain.len();
        let at = self.wrappers.len();
        if !is_bare {
            self.wrappers.push(Wrapper {
                plain: start..start,
                source: source.clone(),
            });
            self.path.push(at);
        }
        node.children.iter().for_each(|child| self.inline(child));
        if !is_bare {
            self.path.pop();
            self.wrappers[at].plain.end = self.plain.len();
        }
        self.end = self.end.max(source.end);
    }

    fn push(&mut self, plain: &str, source: Range<usize>, is_exact: bool) {
        let start = self.plain.len();
        self.plain.push_str(plain);
        self.end = self.end.max(source.end);
        if !plain.is_empty() {
            self.leaves.push(Leaf {
                plain: start..self.plain.len(),
                source,
                is_exact,
                path: self.path.clone(),
            });
        }
    }
}

/// Where the byte `plain` of the text stands in the source of `leaf`, or `whole` where only the
/// leaf as a whole can be named.
fn at(leaf: &Leaf, plain: usize, whole: usize) -> usize {
    match leaf.is_exact {
        true => leaf.source.start + (plain - leaf.plain.start),
        false => whole,
    }
}
