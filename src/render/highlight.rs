//! Code → parts with a class.
//!
//! syntect knows hundreds of scopes; readers tell a few colours apart. The innermost scope that has
//! a class decides. The grammars are read from the binary when the first code block needs them.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

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

/// The state of reading one code block, line by line.
pub(crate) struct Lines {
    state: ParseState,
    stack: ScopeStack,
}

impl Lines {
    /// `None` when the language is unknown or `code` is too long.
    pub(crate) fn new(language: &str, code: &str) -> Option<Lines> {
        if language.is_empty() || code.len() > LONGEST {
            return None;
        }
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
    pub(crate) fn parts<'l>(&mut self, line: &'l str) -> Option<Vec<(&'static str, &'l str)>> {
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
        let mut lines = Lines::new("rust", code).expect("a known language");
        let read: Vec<Vec<_>> = code
            .split_inclusive('\n')
            .map(|line| lines.parts(line).expect("parts"))
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
            assert!(Lines::new(language, "x\n").is_none(), "{language}");
        }
        for language in ["toml", "typescript", "yaml", "json", "sh", "html", "diff"] {
            assert!(Lines::new(language, "x\n").is_some(), "{language}");
        }
    }
}
