//! Which diagnostics are reported, and in which order: the same under any number of threads.

use std::cmp::Ordering;

use super::{Code, Diagnostic, Place, Severity, SourceMap};

/// Applies `[lint]` and `--lint`: sets the severity of each named code, or removes its diagnostics
/// for `None`. The last entry of a code wins. Misuse and machine faults
/// ([`Code::is_misuse`]) are never changed: nothing can be built in spite of them.
pub fn apply_lint(diagnostics: &mut Vec<Diagnostic>, lint: &[(Code, Option<Severity>)]) {
    diagnostics.retain_mut(|diagnostic| {
        let rule = lint.iter().rev().find(|(code, _)| *code == diagnostic.code);
        match rule {
            Some(&(_, severity)) if !diagnostic.code.is_misuse() => {
                diagnostic.severity = severity.unwrap_or(diagnostic.severity);
                severity.is_some()
            }
            _ => true,
        }
    });
}

/// Sorts by path, offset, code and arguments, and removes repetitions. What has no place comes
/// first, what concerns a whole file comes before what is in it.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, map: &SourceMap) {
    diagnostics.sort_by(|a, b| compare(a, b, map));
    diagnostics.dedup();
}

fn compare(a: &Diagnostic, b: &Diagnostic, map: &SourceMap) -> Ordering {
    position(&a.place, map)
        .cmp(&position(&b.place, map))
        .then_with(|| a.code.name().cmp(b.code.name()))
        .then_with(|| a.args.cmp(&b.args))
        .then_with(|| b.severity.cmp(&a.severity))
        .then_with(|| a.help.cmp(&b.help))
        .then_with(|| a.related.cmp(&b.related))
}

/// Path, then the byte range of a span.
fn position<'a>(place: &'a Place, map: &'a SourceMap) -> (&'a str, Option<(u32, u32)>) {
    match place {
        Place::Span(span) => (map.path(span.file), Some((span.start, span.end))),
        Place::Path(path) => (path, None),
        Place::Nowhere => ("", None),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::*;

    #[test]
    fn diagnostics_are_sorted_by_place_and_said_once() {
        let mut map = SourceMap::default();
        let b = map.add("b.md", "あいう");
        let a = map.add("a.md", "あいう");
        let at = |file, start| Diagnostic::new(Code::BrokenLink, Span::new(file, start, start));
        let mut found = vec![
            at(b, 0),
            at(a, 3),
            at(a, 3).arg("href", "x"),
            Diagnostic::new(Code::BrokenAnchor, Span::new(a, 3, 3)),
            at(a, 3),
            at(a, 0),
            Diagnostic::new(Code::WrongEncoding, Place::Path("a.md".into())),
            Diagnostic::new(Code::MissingRoot, Place::Nowhere),
        ];
        sort(&mut found, &map);
        assert_eq!(
            found,
            [
                Diagnostic::new(Code::MissingRoot, Place::Nowhere),
                Diagnostic::new(Code::WrongEncoding, Place::Path("a.md".into())),
                at(a, 0),
                Diagnostic::new(Code::BrokenAnchor, Span::new(a, 3, 3)),
                at(a, 3),
                at(a, 3).arg("href", "x"),
                at(b, 0),
            ]
        );
    }

    #[test]
    fn lint_changes_content_faults_only() {
        let make = |code| Diagnostic::new(code, Place::Nowhere);
        let mut found = vec![
            make(Code::BrokenLink),
            make(Code::RequiredIncoming),
            make(Code::OutputNotOurs),
        ];
        let lint = [
            (Code::BrokenLink, None),
            (Code::BrokenLink, Some(Severity::Warning)),
            (Code::RequiredIncoming, None),
            (Code::OutputNotOurs, None),
        ];
        apply_lint(&mut found, &lint);
        let left: Vec<_> = found.iter().map(|d| (d.code, d.severity)).collect();
        assert_eq!(
            left,
            [
                (Code::BrokenLink, Severity::Warning),
                (Code::OutputNotOurs, Severity::Error)
            ]
        );
    }
}
