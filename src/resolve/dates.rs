//! The dates of pages themselves: `date`, `updated` and `reviewed`.

use crate::diag::{Code, Diagnostic, Severity, Span};
use crate::model::{Document, RawKind};
use crate::text::date::{self, DateError};

/// The front matter keys.
const KEYS: [&str; 3] = ["date", "updated", "reviewed"];

/// Warns of those that are no dates: they are shown as they stand. A key that is one of the
/// collection's fields is typed with these.
pub(super) fn check(
    document: &Document,
    is_field: impl Fn(&str) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for key in KEYS.into_iter().filter(|key| !is_field(key)) {
        let Some(value) = document.front.get(key) else {
            continue;
        };
        match &value.kind {
            RawKind::Null => {}
            RawKind::Scalar(text) => diagnostics.extend(fault(key, text, value.span)),
            RawKind::List(_) | RawKind::Map(_) => diagnostics.push(warning(
                Diagnostic::new(Code::InvalidValue, value.span)
                    .arg("key", key)
                    .help("scalar"),
            )),
        }
    }
}

fn fault(key: &str, text: &str, span: Span) -> Option<Diagnostic> {
    let reason = date::parse(text).err()?;
    let problem = Diagnostic::new(Code::InvalidDate, span)
        .arg("key", key)
        .arg("value", text)
        .help(reason.key());
    Some(warning(match reason {
        DateError::Unrecognised => problem,
        _ => problem.help(DateError::Unrecognised.key()),
    }))
}

/// Nothing is reckoned by these dates, so that a site is whole without them.
fn warning(mut problem: Diagnostic) -> Diagnostic {
    problem.severity = Severity::Warning;
    problem
}
