//! Ids and internal links of a page, read from its HTML in one pass.
//!
//! The pages are ours: `<` stands for nothing but tags, and attribute values are quoted. Trusted
//! HTML of an author may be anything, so that the scanner takes every spelling of an attribute and
//! never fails; what it does not understand it skips.

use std::borrow::Cow;

/// What a scan meets, in document order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'h> {
    /// The value of an `id`.
    Id(Cow<'h, str>),
    /// The value of an `href`, `src` or `action`, entities decoded.
    Link(Cow<'h, str>),
}

/// Calls `visit` for every id and link of `html`.
pub(super) fn scan<'h>(html: &'h str, visit: &mut dyn FnMut(Found<'h>)) {
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after(comment, "-->");
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = rest
                .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
                .unwrap_or(rest.len());
            let name = &rest[..end];
            rest = attributes(&rest[end..], visit);
            if name.eq_ignore_ascii_case("script") {
                rest = after_end_tag(rest, "</script");
            } else if name.eq_ignore_ascii_case("style") {
                rest = after_end_tag(rest, "</style");
            }
        } else if rest.starts_with(['/', '!', '?']) {
            rest = after(rest, ">");
        }
    }
}

/// Reads the attributes of a tag and returns what follows the tag.
fn attributes<'h>(mut rest: &'h str, visit: &mut dyn FnMut(Found<'h>)) -> &'h str {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return rest;
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return behind;
        }
        // A `=` that starts a name belongs to it; this also makes every round move on.
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))
            .map_or(rest.len(), |(i, _)| i);
        let name = &rest[..end];
        rest = rest[end..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(behind) = rest.strip_prefix('=') else {
            continue;
        };
        let (value, behind) = attribute_value(behind);
        rest = behind;
        if name.eq_ignore_ascii_case("id") {
            visit(Found::Id(decode(value)));
        } else if ["href", "src", "action"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
        {
            visit(Found::Link(decode(value)));
        }
    }
}

/// The value that starts `rest`, and what follows it.
fn attribute_value(rest: &str) -> (&str, &str) {
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
    for quote in ['"', '\''] {
        if let Some(inner) = rest.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = rest
        .find(|c: char| c.is_ascii_whitespace() || c == '>')
        .unwrap_or(rest.len());
    rest.split_at(end)
}

fn after<'h>(text: &'h str, mark: &str) -> &'h str {
    text.find(mark).map_or("", |i| &text[i + mark.len()..])
}

/// What follows the text of a raw element: no tags are read in scripts and styles.
fn after_end_tag<'h>(text: &'h str, tag: &str) -> &'h str {
    let bytes = text.as_bytes();
    let found = bytes
        .windows(tag.len())
        .position(|w| w.eq_ignore_ascii_case(tag.as_bytes()));
    found.map_or("", |i| &text[i..])
}

/// Decodes the character references that attribute values of ours hold.
fn decode(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest.find(';').map(|end| (&rest[1..end], end + 1));
        match reference.and_then(|(name, length)| Some((character(name)?, length))) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    let number = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => name.strip_prefix('#')?,
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(html: &str) -> Vec<String> {
        let mut found = Vec::new();
        scan(html, &mut |f| {
            found.push(match f {
                Found::Id(id) => format!("#{id}"),
                Found::Link(link) => link.into_owned(),
            });
        });
        found
    }

    #[test]
    fn ids_and_links_in_every_spelling() {
        let html = "<!doctype html><!-- <a href=\"no\"> --><main id=\"s1\" data-id=\"no\">\
                    <a class=\"x\" href=\"a.html?q=1&amp;r=2#b\">href=\"no\"</a>\
                    <script src=\"x.js\">\"<a href='no'>\"</script>\
                    <IMG alt = '>' SRC = 'i.png'/><form action=search.html></form></main>";
        assert_eq!(
            all(html),
            ["#s1", "a.html?q=1&r=2#b", "x.js", "i.png", "search.html"]
        );
    }

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(decode("a&#x3042;&#39;&amp;lt;&x&"), "aあ'&lt;&x&");
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(html in "([<>/='\" &;#!a-zあ-]|<a href=|-->|<script|</script){0,60}") {
            all(&html);
        }
    }
}
