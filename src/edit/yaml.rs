//! Text as a YAML scalar.

/// `text` so that front matter reads it as that text: as it is where nothing in it means
/// something to YAML, else in double quotes.
pub fn scalar(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || "（「『【".contains(c);
    let is_harmless = |c: char| is_word(c) || " 　・、。）」』】ー〜-_./():".contains(c);
    // A colon parts a key only before a space, or at the end.
    let has_key = text
        .split(':')
        .skip(1)
        .any(|rest| !rest.starts_with(is_word));
    let means_something = ["true", "false", "null", "yes", "no", "on", "off"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    if text.starts_with(is_word)
        && text.chars().all(is_harmless)
        && text.trim() == text
        && !has_key
        && !means_something
    {
        return text.to_owned();
    }
    quoted(text)
}

/// `text` in double quotes.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            // Line ends of Unicode and byte order marks, which YAML reads as its own.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// `text` on one line, for a comment.
pub fn line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceMap;
    use crate::model::{Config, RawKind, SourceFile};
    use proptest::prelude::*;

    /// What front matter makes of `title: VALUE`.
    fn read(value: &str) -> Option<String> {
        let text = format!("---\ntitle: {value}\n---\n");
        let file = SourceMap::default().add("a.md", text.as_str());
        let source = SourceFile {
            file,
            path: "a.md".to_owned(),
            text: text.into(),
            collection: None,
            is_unread: false,
            prefix: "",
            includes: Default::default(),
        };
        let parsed = crate::parse::parse(&source, &Config::default());
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        match &parsed.value.front.get("title")?.kind {
            RawKind::Scalar(text) => Some(text.clone()),
            _ => None,
        }
    }

    #[test]
    fn plain_words_stay_plain() {
        for text in [
            "返却を促すこと",
            "Lend a book",
            "「通いの場」（仮）",
            "2020年度",
            "measure:m08",
        ] {
            assert_eq!(scalar(text), text);
            assert_eq!(read(&scalar(text)).as_deref(), Some(text));
        }
    }

    #[test]
    fn signs_of_yaml_are_quoted() {
        for text in [
            "a: b",
            "#1",
            "null",
            "[a]",
            "a \"b\" \\",
            "- a",
            "'a'",
            "a\nb\tc",
            "~",
            "&a",
        ] {
            assert_ne!(scalar(text), text);
            assert_eq!(read(&scalar(text)).as_deref(), Some(text));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text in "\\PC{1,20}") {
            prop_assume!(!text.contains('\u{feff}'));
            prop_assert_eq!(read(&scalar(&text)), Some(text));
        }
    }

    #[test]
    fn comments_are_one_line() {
        assert_eq!(line(" a\n b\u{85}c "), "a b c");
    }
}
