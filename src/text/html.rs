//! Text made fit for HTML and XML.

/// Appends `text` with `&`, `<`, `>` and `"` escaped: no markup survives, in text and in
/// double-quoted attributes alike.
pub fn push_escaped(out: &mut String, text: &str) {
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

/// `text`, escaped as [`push_escaped`] does.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_special_character_is_escaped() {
        assert_eq!(
            escaped("施策 <8> & \"引用\" 'x'"),
            "施策 &lt;8&gt; &amp; &quot;引用&quot; 'x'"
        );
    }
}
