//! One line a diagnostic: `path:line:col: error[code]: message`, as editors and grep expect.

use super::excerpt::printable;
use super::place::locate;
use super::{Diagnostic, Lang, Place, SourceMap, catalogue};

pub(super) fn write(diagnostics: &[Diagnostic], map: &SourceMap, lang: Lang) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        match &diagnostic.place {
            Place::Span(span) => {
                let at = locate(*span, map);
                out.push_str(&format!(
                    "{}:{}:{}: ",
                    printable(at.path),
                    at.start.line,
                    at.start.column
                ));
            }
            Place::Path(path) => out.push_str(&format!("{}: ", printable(path))),
            Place::Nowhere => {}
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
