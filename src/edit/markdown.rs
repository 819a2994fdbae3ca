//! Text as Markdown that prints as that text.

/// `text` with a backslash before every character that would mean something to Markdown there.
/// Printed numbers such as `(8)` stay references, and addresses stay links. A line break becomes
/// `<br>`.
pub fn escape(text: &str) -> String {
    escape_between("", text, "")
}

/// The same for a text that stands between two others in one line.
pub fn escape_between(before: &str, text: &str, after: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let start = match before.is_empty() {
        true => beginning(text),
        false => 0,
    };
    if let Some(sign) = text[..start].chars().next_back() {
        out.push_str(&text[..start - sign.len_utf8()]);
        out.extend(['\\', sign]);
    }
    let mut previous = text[..start].chars().next_back();
    previous = previous.or_else(|| before.chars().next_back());
    for (at, c) in text[start..].char_indices() {
        let rest = &text[start + at + c.len_utf8()..];
        let next = rest.chars().next().or_else(|| after.chars().next());
        match c {
            '\n' => out.push_str("<br>"),
            _ if is_special(c, previous, next, rest) => out.extend(['\\', c]),
            _ => out.push(c),
        }
        previous = Some(c);
    }
    out
}

/// The length of what `text` begins with when that only means something where a line begins:
/// `- `, `1. `, `# `, `> `. Its last character needs the backslash.
pub(super) fn beginning(text: &str) -> usize {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = text[digits..].chars();
    let (sign, next) = (rest.next().unwrap_or_default(), rest.next());
    let ends = next.is_none_or(|c| c.is_whitespace() || c == sign);
    let is_marker = match sign {
        '.' | ')' => digits > 0 && ends,
        '-' | '+' | '#' | '=' | ':' => digits == 0 && ends,
        '>' => digits == 0,
        _ => false,
    };
    match is_marker {
        true => digits + sign.len_utf8(),
        false => 0,
    }
}

fn is_special(c: char, previous: Option<char>, next: Option<char>, rest: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    match c {
        '\\' | '`' | '*' | '[' | ']' | '{' | '}' | '~' | '$' => true,
        '_' => !(is_word(previous) && is_word(next)),
        '<' => next.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => may_be_entity(rest),
        _ => false,
    }
}

/// Whether what stands behind a `&` could make an entity of it.
fn may_be_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    (name.len() < rest.len() || rest.is_empty()) && (name.starts_with(';') || name.is_empty())
}
