//! Code → parts with a class.
//!
//! syntect knows hundreds of scopes; readers tell a few colours apart. The innermost scope that has
//! a class decides. The grammars are read from the binary when the first code block needs them.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use crate::model::memory::{Memory, Shelf, remember};

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Longer code is data, which colours do not make easier to read.
const LONGEST: usize = 256 * 1024;
/// Grammars of minified files take long.
const LONGEST_LINE: usize = 4 * 1024;

/// Scopes and their classes; the first that fits counts.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "hl-c"),
    ("string", "hl-s"),
    ("constant", "hl-n"),
    // Operators are signs, which need no colour.
    ("keyword.operator", ""),
    ("keyword", "hl-k"),
    ("storage", "hl-k"),
    ("entity.name.function", "hl-f"),
    ("support.function", "hl-f"),
    ("variable.function", "hl-f"),
    ("entity.name.tag", "hl-k"),
    ("entity.name", "hl-t"),
    ("entity.other.attribute-name", "hl-t"),
    ("support.type", "hl-t"),
    ("support.class", "hl-t"),
    ("markup.inserted", "hl-i"),
    ("markup.deleted", "hl-d"),
    ("markup.heading", "hl-k"),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let scope = |(name, class): &(&str, &'static str)| Some((Scope::new(name).ok()?, *class));
    CLASSES.iter().filter_map(scope).collect()
});

/// The parts of each line of a code block: how many bytes, and which of [`CLASSES`], counted from
/// 1; 0 has no class. Lines behind one that the grammar cannot read are missing.
pub(crate) type Colours = Vec<Vec<(u8, u32)>>;

/// The colours of `code`. `None` when the language is unknown or `code` is too long.
pub(crate) fn colours(memory: Option<&dyn Memory>, language: &str, code: &str) -> Option<Colours> {
    if language.is_empty() || code.len() > LONGEST {
        return None;
    }
    let parts: [&[u8]; 3] = [b"code", language.as_bytes(), code.as_bytes()];
    remember(memory, Shelf::Code, &parts, || {
        let mut lines = Lines::new(language, code)?;
        let mut colours = Colours::new();
        let _ = code.split_inclusive('\n').try_for_each(|line| {
            let Some(parts) = lines.parts(line) else {
                return ControlFlow::Break(());
            };
            let part = |(class, text): (&str, &str)| (class_number(class), text.len() as u32);
            colours.push(parts.into_iter().map(part).collect());
            ControlFlow::Continue(())
        });
        Some(colours)
    })
}

/// The parts of `line`, which is that of number `index`, with their classes (`""`: none).
pub(crate) fn parts<'l>(
    colours: &Colours,
    index: usize,
    line: &'l str,
) -> Option<Vec<(&'static str, &'l str)>> {
    let mut rest = line;
    let mut parts = Vec::new();
    for (class, length) in colours.get(index)? {
        let (part, behind) = rest.split_at_checked(*length as usize)?;
        parts.push((class_of(*class), part));
        rest = behind;
    }
    rest.is_empty().then_some(parts)
}

fn class_number(class: &str) -> u8 {
    let at = CLASSES.iter().position(|(_, known)| *known == class);
    at.filter(|_| !class.is_empty())
        .map_or(0, |at| at as u8 + 1)
}

fn class_of(number: u8) -> &'static str {
    let at = usize::from(number).checked_sub(1);
    at.and_then(|at| CLASSES.get(at))
        .map_or("", |(_, class)| class)
}

/// The state of reading one code block, line by line.
struct Lines {
    state: ParseState,
    stack: ScopeStack,
}

impl Lines {
    /// `None` when the language is unknown or a line too long.
    fn new(language: &str, code: &str) -> Option<Lines> {
        let grammar = GRAMMARS.find_syntax_by_token(language)?;
        if grammar.name == "Plain Text" || code.lines().any(|line| line.len() > LONGEST_LINE) {
            return None;
        }
        Some(Lines {
            state: ParseState::new(grammar),
            stack: ScopeStack::new(),
        })
    }

    /// The parts of the next line with their classes (`""`: none); `None` when the grammar fails.
    fn parts<'l>(&mut self, line: &'l str) -> Option<Vec<(&'static str, &'l str)>> {
        let changes = self.state.parse_line(line, &GRAMMARS).ok()?;
        let mut parts: Vec<(&'static str, usize, usize)> = Vec::new();
        let mut done = 0;
        let mut class = self.class();
        for (at, change) in changes {
            add(&mut parts, class, done, at);
            done = done.max(at);
            self.stack.apply(&change).ok()?;
            class = self.class();
        }
        add(&mut parts, class, done, line.len());
        let part = |(class, start, end)| Some((class, line.get(start..end)?));
        parts.into_iter().map(part).collect()
    }

    fn class(&self) -> &'static str {
        let class = |scope: &Scope| {
            let fits = |(known, _): &&(Scope, &str)| known.is_prefix_of(*scope);
            SCOPES.iter().find(fits).map(|(_, class)| *class)
        };
        let scopes = self.stack.as_slice().iter().rev();
        scopes.filter_map(class).next().unwrap_or("")
    }
}

/// Adds `start..end`, joined to the part before it when that has the same class.
fn add(
    parts: &mut Vec<(&'static str, usize, usize)>,
    class: &'static str,
    start: usize,
    end: usize,
) {
    match parts.last_mut() {
        _ if start >= end => {}
        Some(last) if last.0 == class => last.2 = end,
        _ => parts.push((class, start, end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_up_the_line_and_carry_classes() {
        let code = "// 注\nfn main() { let x = \"語\"; } // 12\n";
        let colours = colours(None, "rust", code).expect("a known language");
        let read: Vec<Vec<_>> = code
            .split_inclusive('\n')
            .enumerate()
            .map(|(index, line)| parts(&colours, index, line).expect("parts"))
            .collect();
        assert_eq!(read[0][0], ("hl-c", "// 注\n"));
        for part in [("hl-k", "fn"), ("hl-f", "main"), ("hl-s", "\"語\"")] {
            assert!(read[1].contains(&part), "{part:?} in {:?}", read[1]);
        }
        let joined: String = read.concat().iter().map(|(_, text)| *text).collect();
        assert_eq!(joined, code);
    }

    #[test]
    fn every_class_has_a_scope_and_unknown_languages_none() {
        assert_eq!(SCOPES.len(), CLASSES.len());
        for language in ["", "nonsense", "text", "txt"] {
            assert!(colours(None, language, "x\n").is_none(), "{language}");
        }
        for language in ["toml", "typescript", "yaml", "json", "sh", "html", "diff"] {
            assert!(colours(None, language, "x\n").is_some(), "{language}");
        }
    }
}
