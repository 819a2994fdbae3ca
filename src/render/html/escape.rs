//! Escaping for HTML text, attributes and URLs.

/// Appends `text` as HTML text: no markup survives, quotes included so that any place is safe.
pub(crate) fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Appends ` name="value"`. `name` is one of ours or from the parser's allow-list.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_text(out, value);
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
    fn every_special_character_is_escaped() {
        let mut out = String::new();
        push_text(&mut out, "施策 <8> & \"引用\" 'x'");
        assert_eq!(out, "施策 &lt;8&gt; &amp; &quot;引用&quot; 'x'");
    }

    #[test]
    fn urls_keep_letters_and_lose_spaces() {
        assert_eq!(
            external_url(" https://example.jp/施策 a?q={x}&y "),
            "https://example.jp/施策%20a?q=%7Bx%7D&y"
        );
    }
}
