//! One line a diagnostic: `path:line:col: error[code]: message`, as editors and grep expect.

use super::place::named;
use super::{Diagnostic, Lang, SourceMap, catalogue};

pub(super) fn write(diagnostics: &[Diagnostic], map: &SourceMap, lang: Lang) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        if let Some(place) = named(&diagnostic.place, map) {
            out.push_str(&format!("{place}: "));
        }
        out.push_str(&format!(
            "{}[{}]: {}\n",
            diagnostic.severity.name(),
            diagnostic.code.name(),
            catalogue::message(diagnostic, lang),
        ));
    }
    out
}
