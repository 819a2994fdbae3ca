//! Which front matter keys a page may have.

use crate::diag::{Code, Diagnostic, Severity, Span};
use crate::model::{Config, Page};
use crate::text::suggest;

/// Keys that every page may have, whatever its collection says.
pub(super) const RESERVED: &[&str] = &[
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
            if !config.has_file {
                problem.severity = Severity::Warning;
            }
            diagnostics.push(problem);
        }
    }
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
