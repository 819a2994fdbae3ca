//! Leaves comments out of the scripts and style sheets that readers load.
//!
//! Only whole lines of comment, empty lines and indentation go. Nothing is parsed: a file in which any line
//! might leave a string, a template or a comment open stays as it is, because there a line that
//! looks like a comment may be text.

use std::borrow::Cow;

/// Which lines are comments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    JavaScript,
    Css,
}

/// The file without its whole lines of comment; as it was if that might change what it does.
pub(super) fn without_comments(file: &[u8], language: Language) -> Cow<'_, [u8]> {
    let text = std::str::from_utf8(file).ok();
    match text.and_then(|text| stripped(text, language)) {
        Some(short) => Cow::Owned(short.into_bytes()),
        None => Cow::Borrowed(file),
    }
}

/// `None` where it is not certain that what looks like a comment is one.
fn stripped(text: &str, language: Language) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (kind, length) = next_lines(rest, language)?;
        match kind {
            Lines::Code => kept.push_str(rest[..length].trim_start_matches([' ', '\t'])),
            Lines::Comment if speaks_to_others(&rest[..length]) => kept.push_str(&rest[..length]),
            Lines::Comment => {}
        }
        rest = &rest[length..];
    }
    Some(kept)
}

/// What whole lines hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Code,
    Comment,
}

/// One line of code or one comment, which may have many lines, and its length in bytes. An empty
/// line is a comment of no words.
fn next_lines(rest: &str, language: Language) -> Option<(Lines, usize)> {
    let line_end = |from: usize| {
        rest[from..]
            .find('\n')
            .map_or(rest.len(), |at| from + at + 1)
    };
    let line = &rest[..line_end(0)];
    let begin = line.trim_start();
    if begin.is_empty() || language == Language::JavaScript && begin.starts_with("//") {
        return Some((Lines::Comment, line.len()));
    }
    if begin.starts_with("/*") {
        let inside = line.len() - begin.len() + 2;
        let end = inside + rest[inside..].find("*/")? + 2;
        let whole = line_end(end);
        if rest[end..whole].trim().is_empty() {
            return Some((Lines::Comment, whole));
        }
    }
    (!leaves_open(line, language)).then_some((Lines::Code, line.len()))
}

/// Whether a comment is for others than the authors of the code: a licence, a tool's address.
fn speaks_to_others(comment: &str) -> bool {
    let marks = [
        "@license",
        "@preserve",
        "Copyright",
        "SPDX-License-Identifier",
    ];
    let begins = ["/*!", "//!", "//#"];
    begins
        .iter()
        .any(|mark| comment.trim_start().starts_with(mark))
        || marks.iter().any(|mark| comment.contains(mark))
}

/// Whether a string, a template, a regular expression or a block comment may go on after a line
/// of code that begins outside of them.
fn leaves_open(line: &str, language: Language) -> bool {
    let is_script = language == Language::JavaScript;
    // What is open: quotation marks, and `{` for code inside a template.
    let mut open: Vec<char> = Vec::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let (before, here) = line.split_at(at);
        at += c.len_utf8();
        match (open.last(), c) {
            // An escaped character, or a line that goes on.
            (_, '\\') => match line[at..].chars().next() {
                None | Some('\r' | '\n') => return true,
                Some(escaped) => at += escaped.len_utf8(),
            },
            (Some('`'), '$') if here.starts_with("${") => {
                open.push('{');
                at += 1;
            }
            (Some(&quote @ ('"' | '\'' | '`')), _) if c == quote => drop(open.pop()),
            (Some('"' | '\'' | '`'), _) => {}
            (_, '"' | '\'' | '`') => open.push(c),
            (Some('{'), '{') => open.push('{'),
            (Some('{'), '}') => drop(open.pop()),
            (_, '/') if here.starts_with("/*") => match here[2..].find("*/") {
                Some(length) => at += length + 3,
                None => return true,
            },
            (None, '/') if is_script && here.starts_with("//") => break,
            (_, '/') if is_script && expects_value(before) => match regex_length(here) {
                Some(length) => at += length - 1,
                None => return true,
            },
            _ => {}
        }
    }
    !open.is_empty()
}

/// Whether a `/` after `before` begins a regular expression and does not divide. Where both are
/// possible this says no: then a quotation mark in the expression seems to open a string.
fn expects_value(before: &str) -> bool {
    before
        .trim_end()
        .ends_with(['(', ',', '=', ':', '[', '!', '&', '|', '?', ';', '>'])
}

/// The length of the regular expression that `here` begins with, bytes.
fn regex_length(here: &str) -> Option<usize> {
    let (mut in_class, mut escaped) = (false, true);
    for (at, c) in here.char_indices() {
        match c {
            '\r' | '\n' => return None,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str) -> Option<String> {
        stripped(text, Language::JavaScript)
    }

    #[test]
    fn whole_lines_of_comment_go_and_code_stays() {
        let text = "// @ts-check\n/* What\n * this is. */\n\n/** @param {string} a */\nfunction f(a) {\n  // Why.\n  return a; // so\n}\nconst u = \"http://x\", b = /** @type {any} */ (u);\n";
        let expected = "function f(a) {\nreturn a; // so\n}\nconst u = \"http://x\", b = /** @type {any} */ (u);\n";
        assert_eq!(script(text).as_deref(), Some(expected));
        assert_eq!(script("  /* a */ f();").as_deref(), Some("/* a */ f();"));
        assert_eq!(script("f();").as_deref(), Some("f();"));
    }

    #[test]
    fn licences_stay() {
        for comment in [
            "/*! theirs */\n",
            "// SPDX-License-Identifier: MIT\n",
            "/*\n * Copyright 2026 A\n */\n",
            "//# sourceMappingURL=a.map\n",
        ] {
            assert_eq!(script(comment).as_deref(), Some(comment));
        }
    }

    #[test]
    fn a_line_of_css_that_begins_with_two_slashes_is_no_comment() {
        let text = "/* Why. */\na {\n  background: url(\n//example.jp/a.png);\n}\n";
        let expected = "a {\nbackground: url(\n//example.jp/a.png);\n}\n";
        assert_eq!(stripped(text, Language::Css).as_deref(), Some(expected));
    }

    #[test]
    fn doubtful_files_stay_as_they_are() {
        for text in [
            "const a = `\n// text\n`;\n",
            "const a = `${b(`\n// text\n`)}`;\n",
            "const a = `${b({\n// text\n})}`;\n",
            "const a = \"b\\\n// text\";\n",
            "f(); /* a\n// b */ g();\n",
            "/* a\n */ f();\n",
            "/* never closed\n",
            "if (a) /\"/.exec(b);\n// text\n",
            "f(/[/]\n",
        ] {
            assert_eq!(script(text), None, "{text:?}");
        }
        assert!(script("a(`${b({c: `d`})}`, '`'); // it's\n").is_some());
        assert!(script("f(/[`/\"]\\/'/u, a / b); // it's\n").is_some());
    }
}
