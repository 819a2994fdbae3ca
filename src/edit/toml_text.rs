//! Text as a TOML value or key.

/// `text` so that front matter reads it as that text: as it is where it is a whole number or a
/// boolean, else in double quotes.
pub fn scalar(text: &str) -> String {
    let is_canonical = text == "0" || !text.starts_with('0');
    let is_number =
        is_canonical && (1..=18).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    match is_number || matches!(text, "true" | "false") {
        true => text.to_owned(),
        false => string(text),
    }
}

/// `text` in double quotes.
pub fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// `key` as it stands before a `=`.
pub fn key(key: &str) -> String {
    let is_bare = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    match !key.is_empty() && key.bytes().all(is_bare) {
        true => key.to_owned(),
        false => string(key),
    }
}
