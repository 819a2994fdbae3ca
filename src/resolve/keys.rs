//! Which front matter keys a page may have.

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Code, Diagnostic, Severity, Span};
use crate::model::{Config, Document, Page, RawKind, RawValue};
use crate::text::suggest;

/// Keys that every page may have, whatever its collection says.
pub const RESERVED: &[&str] = &[
    "title",
    "description",
    "date",
    "updated",
    "draft",
    "weight",
    "lang",
    "aliases",
    "synonyms",
    "template",
    "slug",
    "extra",
    "source",
    "translation",
    "reviewed",
    "license",
    "series",
    "inferred",
    "change",
    "renamed-from",
    "withdrawn",
    "successors",
    "reason",
];

/// A page outside collections knows only the reserved keys. Without a `hakusho.toml` the folder
/// was perhaps never written for us, so that an unknown key there is no error.
pub(super) fn plain(page: &Page, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let Some(document) = &page.document else {
        return;
    };
    for (key, span, _) in &document.front.entries {
        if !RESERVED.contains(&key.as_str()) {
            let mut problem = unknown_key(key, *span, RESERVED.iter().copied());
            if !config.has_file && !means_draft(key) {
                problem.severity = Severity::Warning;
            }
            diagnostics.push(problem);
        }
    }
}

/// Whether an unknown key is `draft` in other letters: whoever wrote it wants the page held back.
fn means_draft(key: &str) -> bool {
    let folded: String = key.nfkc().filter(|c| !c.is_whitespace()).collect();
    folded.eq_ignore_ascii_case("draft")
}

/// Checks the reserved keys that change what is built: a `draft: yes` that counted for nothing
/// would publish a draft.
pub(super) fn reserved_values(
    document: &Document,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if document.front.is_damaged {
        return;
    }
    for (key, _, value) in &document.front.entries {
        if let Some(expected) = fault(key, value) {
            diagnostics.push(invalid(key, value.span, expected, config));
        }
    }
}

/// A reserved key with a value that cannot be used. Other generators have keys of these names,
/// so that in a folder that was perhaps never written for us it only warns.
pub(super) fn invalid(
    key: &str,
    span: Span,
    expected: &'static str,
    config: &Config,
) -> Diagnostic {
    let mut problem = Diagnostic::new(Code::InvalidValue, span)
        .arg("key", key)
        .help(expected);
    if !config.has_file {
        problem.severity = Severity::Warning;
    }
    problem
}

/// What a reserved key wants when `value` is not it: a help key of `invalid-value`.
fn fault(key: &str, value: &RawValue) -> Option<&'static str> {
    let expected = match key {
        "draft" => "bool",
        "weight" => "decimal",
        "lang" => "lang",
        "title" | "description" | "change" | "reason" | "template" => "scalar",
        "synonyms" | "successors" | "renamed-from" => "list",
        _ => return None,
    };
    let is_fit = match &value.kind {
        RawKind::Null => true,
        RawKind::List(items) if expected == "list" => items
            .iter()
            .all(|item| matches!(item.kind, RawKind::Null | RawKind::Scalar(_))),
        RawKind::List(_) | RawKind::Map(_) => false,
        RawKind::Scalar(text) => match expected {
            "bool" => boolean(text).is_some(),
            "decimal" => text.parse::<f64>().is_ok_and(f64::is_finite),
            "lang" => is_language_tag(text),
            _ => true,
        },
    };
    (!is_fit).then_some(expected)
}

/// Whether the front matter says `draft: true`. What can be read neither as yes nor as no counts
/// as yes: an author who wrote it meant to hold something back.
pub(super) fn is_draft(document: &Document) -> bool {
    match document.front.get("draft").map(|value| &value.kind) {
        None | Some(RawKind::Null) => false,
        Some(RawKind::Scalar(text)) => boolean(text).unwrap_or(true),
        Some(RawKind::List(_) | RawKind::Map(_)) => true,
    }
}

/// Whether it is a draft by a value that says neither, which is reported.
pub(super) fn is_perhaps_draft(document: &Document) -> bool {
    let value = document.front.get("draft");
    value.is_some_and(|value| fault("draft", value).is_some())
}

/// YAML's and TOML's spellings of a boolean.
fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// BCP 47 by its form: letters, then parts of up to eight letters and digits.
pub(super) fn is_language_tag(text: &str) -> bool {
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let first = text.split('-').next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && text.split('-').all(is_part)
}

pub(super) fn unknown_key<'k>(
    key: &str,
    span: Span,
    known: impl Iterator<Item = &'k str>,
) -> Diagnostic {
    let problem = Diagnostic::new(Code::UnknownFrontMatterKey, span).arg("key", key);
    match suggest::nearest(key, known) {
        Some(nearest) => problem.arg("nearest", nearest).help("nearest"),
        None => problem.help("extra"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn fault_of(key: &str, text: &str) -> Option<&'static str> {
        let value = RawValue {
            kind: RawKind::Scalar(text.to_owned()),
            span: Span::new(FileId(0), 0, 0),
        };
        fault(key, &value)
    }

    #[test]
    fn lists_and_single_values_are_told_apart() {
        let span = Span::new(FileId(0), 0, 0);
        let value = |kind| RawValue { kind, span };
        let one = value(RawKind::Scalar("a".to_owned()));
        let list = value(RawKind::List(vec![one.clone()]));
        let nested = value(RawKind::List(vec![list.clone()]));
        for key in ["synonyms", "successors", "renamed-from"] {
            for good in [&one, &list] {
                assert_eq!(fault(key, good), None, "{key}");
            }
            assert_eq!(fault(key, &nested), Some("list"), "{key}");
        }
        assert_eq!(fault("template", &one), None);
        assert_eq!(fault("template", &list), Some("scalar"));
    }

    #[test]
    fn reserved_keys_take_values_of_their_kind() {
        for (key, good, bad, help) in [
            ("draft", "True", "yes", "bool"),
            ("weight", "-1.5", "first", "decimal"),
            ("lang", "zh-Hant-TW", "日本語", "lang"),
        ] {
            assert_eq!(fault_of(key, good), None, "{key}: {good}");
            assert_eq!(fault_of(key, bad), Some(help), "{key}: {bad}");
        }
        assert_eq!(fault_of("lang", "j"), Some("lang"));
        assert_eq!(fault_of("date", "いつか"), None);
    }
}
