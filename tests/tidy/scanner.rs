//! A small reader of Rust sources: which paths does a file name, comments, strings and test code
//! aside?
//!
//! It blanks what is no code, drops the items under `#[cfg(test)]`, cuts the rest into tokens and
//! collects every path (`a::b::c`), with the braces of `use a::{b, c::d}` multiplied out.

/// What a source file names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    /// Paths as written, in order: `crate::diag::Span`, `std::fs`, `serde::Serialize`. Single
    /// names only where a `use` or `extern crate` imports them.
    pub(crate) paths: Vec<Vec<String>>,
    /// Names of methods that are called: `x.exists()`.
    pub(crate) methods: Vec<String>,
    /// Names of macros: `println`.
    pub(crate) macros: Vec<String>,
}

/// The string literals of `source`, as written between their quotes, those of test code aside.
pub(crate) fn strings(source: &str) -> Vec<String> {
    let mut literals = Vec::new();
    // In place of each literal its number, so that the items of the tests can be dropped.
    let code = replace(source, &mut |skipped| {
        let opening = skipped
            .find('"')
            .filter(|&at| at <= 2 || skipped.starts_with("r#"));
        match opening
            .zip(skipped.rfind('"'))
            .filter(|(open, close)| open < close)
        {
            Some((open, close)) if !skipped.starts_with('/') => {
                literals.push(skipped[open + 1..close].to_owned());
                format!(" {STRING}{} ", literals.len() - 1)
            }
            _ => " ".to_owned(),
        }
    });
    without_tests(&tokens(&code))
        .iter()
        .filter_map(|token| token.strip_prefix(STRING)?.parse::<usize>().ok())
        .map(|number| literals[number].clone())
        .collect()
}

/// What stands for a string literal among the tokens.
const STRING: &str = "__string_";

/// Reads the names that stand in the code of `source`.
pub(crate) fn names(source: &str) -> Names {
    let tokens = without_tests(&tokens(&blank(source)));
    let mut names = Names::default();
    let mut at = 0;
    while at < tokens.len() {
        let follows = |mark: &str| tokens.get(at + 1).is_some_and(|next| next == mark);
        let previous = at
            .checked_sub(1)
            .map_or("", |before| tokens[before].as_str());
        let token = tokens[at].as_str();
        if token == "use" || (token == "crate" && previous == "extern") {
            at = path_tree(&tokens, at + 1, &[], &mut names.paths);
        } else if is_name(token) && follows("::") && previous != "::" {
            at = path_tree(&tokens, at, &[], &mut names.paths);
            let is_macro = tokens.get(at).is_some_and(|next| next == "!");
            let last = names.paths.last().and_then(|path| path.last()).cloned();
            names.macros.extend(last.filter(|_| is_macro));
        } else {
            if is_name(token) && previous == "." && follows("(") {
                names.methods.push(token.to_owned());
            } else if is_name(token) && follows("!") {
                names.macros.push(token.to_owned());
            }
            at += 1;
        }
    }
    names
}

/// Collects the paths of the tree that begins at token `at`; returns the token behind it.
fn path_tree(tokens: &[String], at: usize, prefix: &[String], out: &mut Vec<Vec<String>>) -> usize {
    let mut path = prefix.to_vec();
    let mut at = at;
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("::") => at += 1,
            Some("{") => return group(tokens, at, &path, out),
            Some(name) if is_name(name) || name == "*" => {
                path.push(name.to_owned());
                at += 1;
                if tokens.get(at).is_none_or(|next| next != "::") {
                    break;
                }
            }
            _ => break,
        }
    }
    if path.len() > prefix.len() {
        out.push(path);
    }
    at
}

/// Collects the paths of `{a, b::c as d}`, which begins at token `at`.
fn group(tokens: &[String], at: usize, prefix: &[String], out: &mut Vec<Vec<String>>) -> usize {
    let mut at = at + 1;
    while at < tokens.len() && tokens[at] != "}" {
        let before = at;
        at = path_tree(tokens, at, prefix, out);
        while at < tokens.len() && !matches!(tokens[at].as_str(), "," | "}") {
            at += 1;
        }
        if tokens.get(at).is_some_and(|token| token == ",") || at == before {
            at += 1;
        }
    }
    at + 1
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The tokens without the items that `#[cfg(test)]` marks.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].iter().take(MARK.len()).eq(MARK.iter()) {
            at = item_end(tokens, at + MARK.len());
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// Behind the item that begins at token `at`: its `;`, or the `}` of its body.
fn item_end(tokens: &[String], at: usize) -> usize {
    let mut depth = 0usize;
    for (offset, token) in tokens[at..].iter().enumerate() {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    let is_list = tokens.get(at + offset + 1).is_some_and(|next| next == ";");
                    return at + offset + 1 + usize::from(is_list);
                }
            }
            ";" if depth == 0 => return at + offset + 1,
            _ => {}
        }
    }
    tokens.len()
}

fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if c.is_alphanumeric() || c == '_' => rest
                .find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        tokens.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    tokens
}

/// The source with comments, strings and character literals replaced by spaces.
fn blank(source: &str) -> String {
    replace(source, &mut |_| " ".to_owned())
}

/// The source with `by` in place of each comment, string and character literal.
fn replace(source: &str, by: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let skipped = comment_length(rest).or_else(|| literal_length(rest, &out));
        match skipped {
            Some(length) => {
                out.push_str(&by(&rest[..length]));
                rest = &rest[length..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

fn comment_length(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if !rest.starts_with("/*") {
        return None;
    }
    let (mut depth, mut at) = (1, 2);
    while depth > 0 && at < rest.len() {
        let here = &rest.as_bytes()[at..];
        let (step, change) = match here {
            [b'/', b'*', ..] => (2, 1),
            [b'*', b'/', ..] => (2, -1),
            _ => (1, 0),
        };
        at += step;
        depth += change;
    }
    Some(at.min(rest.len()))
}

/// The length of the string or character literal that `rest` begins with.
fn literal_length(rest: &str, before: &str) -> Option<usize> {
    let is_in_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let prefix = ["br", "cr", "b", "c", "r"]
        .into_iter()
        .find(|prefix| rest.starts_with(prefix) && !is_in_word)
        .unwrap_or("");
    let body = &rest[prefix.len()..];
    let hashes = body.len() - body.trim_start_matches('#').len();
    if prefix.ends_with('r') && body[hashes..].starts_with('"') {
        let close = format!("\"{}", "#".repeat(hashes));
        let inner = &body[hashes + 1..];
        let end = inner
            .find(&close)
            .map_or(inner.len(), |at| at + close.len());
        return Some(prefix.len() + hashes + 1 + end);
    }
    if let Some(inner) = body.strip_prefix('"') {
        return Some(prefix.len() + 1 + quoted_length(inner, '"'));
    }
    let is_character = body.starts_with('\'') && {
        let mut inner = body[1..].chars();
        // `'a` without a second quote is a lifetime.
        matches!(
            (inner.next(), inner.next()),
            (Some('\\'), _) | (Some(_), Some('\''))
        )
    };
    is_character.then(|| prefix.len() + 1 + quoted_length(&body[1..], '\''))
}

/// The length up to and with the closing quote that no backslash escapes.
fn quoted_length(inner: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        if !escaped && c == quote {
            return at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    inner.len()
}
