//! The formats in which diagnostics leave the program.

use super::{Diagnostic, Lang, Severity, SourceMap, human, json, short};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// For people: the line with a caret, help, a summary.
    #[default]
    Human,
    /// One line each, for editors and grep.
    Short,
    /// One array, for programs.
    Json,
}

impl Format {
    /// Every format, by the name that `--format` takes.
    pub const NAMES: [(&'static str, Format); 3] = [
        ("human", Format::Human),
        ("short", Format::Short),
        ("json", Format::Json),
    ];

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::NAMES
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, format)| format)
    }
}

/// Writes all diagnostics in the order given, ending in a line break unless there is nothing to
/// say. `colour` adds ANSI colours to [`Format::Human`] and does nothing elsewhere.
pub fn write(
    diagnostics: &[Diagnostic],
    map: &SourceMap,
    lang: Lang,
    format: Format,
    colour: bool,
) -> String {
    match format {
        Format::Human => human::write(diagnostics, map, lang, colour),
        Format::Short => short::write(diagnostics, map, lang),
        Format::Json => json::write(diagnostics, map, lang),
    }
}

/// `エラー 2 件、警告 1 件` or `2 errors, 1 warning`; empty when there is nothing to count.
pub fn summary(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let words = |severity| match (severity, lang) {
        (Severity::Error, Lang::Ja) => "エラー",
        (Severity::Warning, Lang::Ja) => "警告",
        (Severity::Info, Lang::Ja) => "情報",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Info, Lang::En) => "note",
    };
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| {
            (
                severity,
                diagnostics
                    .iter()
                    .filter(|d| d.severity == severity)
                    .count(),
            )
        })
        .filter(|&(_, count)| count > 0)
        .map(|(severity, count)| match (lang, count) {
            (Lang::Ja, _) => format!("{} {count} 件", words(severity)),
            (Lang::En, 1) => format!("1 {}", words(severity)),
            (Lang::En, _) => format!("{count} {}s", words(severity)),
        })
        .collect();
    counts.join(match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Place, Span};
    use super::*;

    fn found() -> (Vec<Diagnostic>, SourceMap) {
        let mut map = SourceMap::default();
        let file = map.add("content/a.md", "施策\n構築中。(17)\n");
        let found = vec![
            Diagnostic::new(Code::BrokenReference, Span::new(file, 19, 23))
                .arg("label", "施策")
                .arg("no", "(17)")
                .help("default")
                .related(Span::new(file, 0, 6), "none"),
            Diagnostic::new(Code::OutputNotOurs, Place::Path("public".into()))
                .arg("path", "public"),
            Diagnostic::new(Code::IoError, Place::Nowhere).arg("reason", "a\nb"),
        ];
        (found, map)
    }

    #[test]
    fn short_is_one_line_each() {
        let (found, map) = found();
        assert_eq!(
            write(&found, &map, Lang::En, Format::Short, true),
            "\
content/a.md:2:5: error[broken-reference]: 施策 (17) does not exist
public: error[output-not-ours]: public was not made by hakusho and is not replaced
error[io-error]: cannot read or write : a b
"
        );
    }

    #[test]
    fn json_holds_characters_and_bytes() {
        let (found, map) = found();
        let written = write(&found, &map, Lang::Ja, Format::Json, false);
        let items: serde_json::Value = serde_json::from_str(&written).expect("JSON");
        assert_eq!(
            items[0],
            serde_json::json!({
                "code": "broken-reference",
                "severity": "error",
                "path": "content/a.md",
                "line": 2, "column": 5, "endLine": 2, "endColumn": 9,
                "byteStart": 19, "byteEnd": 23,
                "message": "施策 (17) は存在しません",
                "help": ["相手の ID はファイル名から .md を除いたものです"],
                "related": [{
                    "path": "content/a.md",
                    "line": 1, "column": 1, "endLine": 1, "endColumn": 3,
                    "byteStart": 0, "byteEnd": 6,
                    "message": "",
                }],
            })
        );
        assert_eq!(items[1]["path"], "public");
        assert_eq!(items[1]["line"], serde_json::Value::Null);
        assert_eq!(write(&[], &map, Lang::Ja, Format::Json, false), "[]\n");
    }

    #[test]
    fn the_summary_counts_by_severity() {
        let (mut found, _) = found();
        assert_eq!(summary(&found, Lang::Ja), "エラー 3 件");
        found[0].severity = Severity::Warning;
        found[1].severity = Severity::Info;
        assert_eq!(
            summary(&found, Lang::Ja),
            "エラー 1 件、警告 1 件、情報 1 件"
        );
        assert_eq!(summary(&found, Lang::En), "1 error, 1 warning, 1 note");
        assert_eq!(summary(&[], Lang::Ja), "");
    }
}
