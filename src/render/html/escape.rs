//! Attributes, and URLs made fit for them.

use crate::text::html::push_escaped;

/// Appends ` name="value"`. `name` is one of ours or from the parser's allow-list.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_escaped(out, value);
    out.push('"');
}

/// An absolute URL as the author wrote it, made fit for an attribute: white space, controls and
/// the characters that RFC 3986 leaves out are percent-encoded; non-ASCII letters stay readable.
pub(crate) fn external_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        if c.is_control()
            || c.is_whitespace()
            || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
        {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_keep_letters_and_lose_spaces() {
        assert_eq!(
            external_url(" https://example.jp/施策 a?q={x}&y "),
            "https://example.jp/施策%20a?q=%7Bx%7D&y"
        );
    }
}
