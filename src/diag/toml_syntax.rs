//! Faults of TOML's syntax, worded alike in the configuration and in front matter.

use super::{Code, Diagnostic, Localized, Span};

/// The parser's words, those in Japanese, and the help: the first row counts whose words the
/// parser's reason contains.
const WORDS: &[(&str, &str, Option<&str>)] = &[
    ("duplicate key", "同じキーが二度あります", Some("once")),
    (
        "must be quoted",
        "値が引用符で囲まれていません",
        Some("quote"),
    ),
    // `dir = tests` reads as the start of `true`.
    (
        "invalid boolean",
        "値が引用符で囲まれていません",
        Some("quote"),
    ),
    (
        "unicode value",
        "引用符の中の \\ が正しくありません",
        Some("escape"),
    ),
    (
        "escape",
        "引用符の中の \\ が正しくありません",
        Some("escape"),
    ),
    (
        "string",
        "引用符が閉じられていません",
        Some("unclosed-quote"),
    ),
    (
        "unquoted key",
        "キーに使えない文字があります",
        Some("plain-key"),
    ),
    ("no value", "キーの後に = と値がありません", Some("assign")),
    (
        "missing assignment",
        "キーの後に = と値がありません",
        Some("assign"),
    ),
    ("missing value", "= の後に値がありません", Some("assign")),
    ("unclosed", "括弧が閉じられていません", Some("bracket")),
    ("missing comma", "値の間に , がありません", None),
    ("invalid date", "日付がありえない値です", None),
];

impl Diagnostic {
    /// TOML that cannot be read, for the parser's `reason`.
    pub fn toml(at: Span, reason: &str) -> Diagnostic {
        let known = WORDS.iter().find(|(words, ..)| reason.contains(words));
        let ja = match known {
            Some((_, ja, _)) => (*ja).to_owned(),
            None => format!("書き方が正しくありません（{reason}）"),
        };
        let en = reason.to_owned();
        let problem = Diagnostic::new(Code::InvalidToml, at).arg("reason", Localized { ja, en });
        match known.and_then(|(_, _, help)| *help) {
            Some(help) => problem.help(help),
            None => problem,
        }
    }
}
