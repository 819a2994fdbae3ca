use super::super::Code;
use super::*;
use proptest::prelude::*;

fn write_plain(diagnostics: &[Diagnostic], map: &SourceMap, lang: Lang) -> String {
    write(diagnostics, map, lang, false)
}

fn broken_reference(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BrokenReference, span)
        .arg(
            "label",
            super::super::Localized {
                ja: "施策".into(),
                en: "Measure".into(),
            },
        )
        .arg("no", "(17)")
        .arg("last", "(16)")
        .arg("escaped", "\\(17)")
        .help("range")
        .help("escape")
}

#[test]
fn the_caret_is_right_under_full_width_text() {
    let mut map = SourceMap::default();
    let text = "---\nno: 1\n---\n- 構築中。[(17)]\n";
    let file = map.add("content/targets/health-1.md", text);
    let at = text.find("[(17").expect("the reference");
    let found = [broken_reference(Span::new(file, at, at + 6))];
    assert_eq!(
        write_plain(&found, &map, Lang::Ja),
        "\
error[broken-reference]: 施策 (17) は存在しません
 --> content/targets/health-1.md:4:7
  |
4 | - 構築中。[(17)]
  |           ^^^^^^
help: (16) まであります
help: 参照でないなら \\(17) と書いてください

エラー 1 件
"
    );
}

#[test]
fn second_places_and_whole_files_are_shown() {
    let mut map = SourceMap::default();
    let a = map.add("content/a.md", "no: 8\n");
    let b = map.add("content/b.md", "\n\n\n\n\n\n\n\n\nno: 8\n");
    let found = [
        Diagnostic::new(Code::DuplicateNumber, Span::new(b, 13, 14))
            .arg("no", "(8)")
            .related(Span::new(a, 4, 5), "first"),
        Diagnostic::new(
            Code::SymlinkRefused,
            Place::Path("content/x\u{1b}.md".into()),
        )
        .arg("path", "x.md"),
    ];
    assert_eq!(
        write_plain(&found, &map, Lang::En),
        "\
error[duplicate-number]: the number (8) is used twice
  --> content/b.md:10:5
   |
10 | no: 8
   |     ^
 ::: content/a.md:1:5
  |
1 | no: 8
  |     - the first (8)

warning[symlink-refused]: the symbolic link x.md is not followed
 --> content/x\u{FFFD}.md
help: put a copy of the file in its place

1 error, 1 warning
"
    );
}

#[test]
fn a_long_line_is_cut_and_the_caret_stays() {
    let mut map = SourceMap::default();
    let text = format!("{}[(17)]{}", "前".repeat(500), "後".repeat(500));
    let file = map.add("a.md", text.as_str());
    let shown = write_plain(
        &[broken_reference(Span::new(file, 1500, 1506))],
        &map,
        Lang::Ja,
    );
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[1], " --> a.md:1:501");
    assert_eq!(
        lines[3],
        format!("1 | …{}[(17)]{}…", "前".repeat(22), "後".repeat(23))
    );
    assert_eq!(lines[4], format!("  | {}^^^^^^", " ".repeat(1 + 2 * 22)));
}

#[test]
fn a_span_of_several_lines_shows_its_first() {
    let mut map = SourceMap::default();
    let file = map.add("a.md", "一行目\n二行目\n");
    let shown = write_plain(&[broken_reference(Span::new(file, 6, 15))], &map, Lang::Ja);
    assert!(shown.contains("1 | 一行目\n  |     ^^\n"), "{shown}");
}

#[test]
fn general_advice_is_said_once() {
    let mut map = SourceMap::default();
    let file = map.add("a.md", "[^a] [^b]");
    let undefined = |start, label: &str| {
        Diagnostic::new(Code::UndefinedFootnote, Span::new(file, start, start + 4))
            .arg("label", label)
    };
    let shown = write_plain(&[undefined(0, "a"), undefined(5, "b")], &map, Lang::En);
    assert_eq!(shown.matches("help:").count(), 1, "{shown}");
}

#[test]
fn colours_only_when_asked_for() {
    let mut map = SourceMap::default();
    let file = map.add("a.md", "x");
    let found = [broken_reference(Span::new(file, 1, 1))];
    assert!(!write(&found, &map, Lang::Ja, false).contains('\u{1b}'));
    assert!(write(&found, &map, Lang::Ja, true).contains('\u{1b}'));
}

proptest! {
    #[test]
    fn no_place_in_any_text_panics(
        text in "(\\PC|[\t\n\r\u{0}\u{1b}。施])*", start in 0usize..40, length in 0usize..20,
    ) {
        let mut map = SourceMap::default();
        let file = map.add("a.md", text.as_str());
        let found = [broken_reference(Span::new(file, start, start + length))];
        for format in super::super::Format::NAMES.map(|(_, format)| format) {
            let written = super::super::write(&found, &map, Lang::Ja, format, false);
            prop_assert!(written.contains("a.md"));
        }
    }
}
