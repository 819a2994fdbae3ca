//! A diagnostic as a page shows it: its words, and the source line in three parts.

use serde::Serialize;

use super::excerpt::excerpt;
use super::place::{locate, named};
use super::{Diagnostic, Lang, Place, Severity, SourceMap, catalogue};

/// What there is to say about a problem, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// The code's name.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// `content/a.md:7:26`, or the path of a file as a whole; nothing where there is no place.
    pub place: String,
    /// The source line up to the fault, shortened as in a terminal.
    pub before: String,
    /// The fault itself.
    pub mark: String,
    /// The rest of the line.
    pub after: String,
    /// What to do.
    pub help: Vec<String>,
}

impl Problem {
    /// Whether it keeps a site from being built.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error.name()
    }
}

/// The diagnostics in `lang`, errors first.
pub fn problems(diagnostics: &[Diagnostic], map: &SourceMap, lang: Lang) -> Vec<Problem> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    sorted.into_iter().map(|d| problem(d, map, lang)).collect()
}

fn problem(diagnostic: &Diagnostic, map: &SourceMap, lang: Lang) -> Problem {
    let mut said = Problem {
        severity: diagnostic.severity.name(),
        code: diagnostic.code.name(),
        message: catalogue::message(diagnostic, lang),
        place: named(&diagnostic.place, map).unwrap_or_default(),
        help: catalogue::help(diagnostic, lang),
        ..Problem::default()
    };
    if let Place::Span(span) = diagnostic.place {
        let at = locate(span, map);
        let shown = excerpt(at.line, at.in_line);
        let (start, end) = (shown.mark.start, shown.mark.end);
        shown.text[..start].clone_into(&mut said.before);
        shown.text[start..end].clone_into(&mut said.mark);
        shown.text[end..].clone_into(&mut said.after);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Span};

    #[test]
    fn errors_come_first_and_lines_are_cut_in_three() {
        let mut map = SourceMap::default();
        let file = map.add("content/a.md", "題\n施策(17)等\n");
        let at = Span::new(file, 10, 14);
        let found = [
            Diagnostic::new(Code::NoContent, Place::Path("content".to_owned())).arg("path", "x"),
            Diagnostic::new(Code::BrokenReference, at),
        ];
        let shown = problems(&found, &map, Lang::Ja);
        assert_eq!(shown[0].place, "content/a.md:2:3");
        let parts = [&shown[0].before, &shown[0].mark, &shown[0].after];
        assert_eq!(parts, ["施策", "(17)", "等"]);
        assert!(shown[0].is_error() && !shown[1].is_error());
        assert_eq!(shown[1].place, "content");
    }
}
