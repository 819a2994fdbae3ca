//! What an import writes reads as the table says, or is not written.

use hakusho::import::statements;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::*;

const NOTES: &str = "[collections.note]\ndir = \"note\"\nlabel = \"覚え\"\n\
    number = { field = \"no\", format = \"({no})\", autolink = true }\n\
    statement-label = \"概要\"\n\
    print-table = [{ label = \"番\", value = \"number\" }, { label = \"要旨\", value = \"body\" }, \
    { label = \"属する編\", value = \"whole-once\" }]\n\
    [collections.note.fields]\n\
    parent = { type = \"ref\", to = \"note\", label = \"上位\", part-of = true }\n\
    others = { type = \"refs\", to = \"note\", label = \"関連\" }\n\
    state = { type = \"enum\", values = [\"案\", \"済\"], label = { ja = \"状態\", en = \"State\" }, required = true }\n\
    owner = { type = \"string\", label = \"担当\", required = true }\n\
    memo = { type = \"string\", label = \"備考\" }\n";

pub(super) fn notes(files: &[(&str, &str)]) -> TempDir {
    let site = site(&[("hakusho.toml", NOTES), ("content/index.md", "# 題\n")]);
    for (path, text) in files {
        write(site.path(), path, text);
    }
    site
}

fn csv(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("a row");
    }
    String::from_utf8(writer.into_inner().expect("bytes")).expect("UTF-8")
}

/// The statements and the memo of each record, in the order of their numbers.
fn read_back(root: &Path) -> Vec<(Vec<String>, String)> {
    let site = pipeline::survey(root)
        .map_err(|_| "problems")
        .expect("a site")
        .site;
    let pages = site.records[0].iter().map(|page| site.page(*page));
    let memo = |page: &hakusho::model::Page| {
        let found = page
            .fields
            .iter()
            .find(|(at, _)| site.config.schema.collections[0].fields[*at].key == "memo");
        found.map_or(String::new(), |(_, value)| site.printed(&value.value))
    };
    pages
        .map(|page| {
            let says = page.statements.iter().map(|s| s.text.clone()).collect();
            (says, memo(page))
        })
        .collect()
}

/// Texts that Markdown and YAML find much to say about.
fn texts() -> impl Strategy<Value = Vec<(String, String)>> {
    let sign = "[-#*_`~<>&;$!|+=:.()\\[\\]{}\\\\^'\"@/%,?1a施策、。（）  \n]{0,14}";
    let word = prop_oneof![
        sign.prop_map(|text| text.to_owned()),
        "\\PC{0,6}",
        prop::sample::select(vec![
            "\u{200b}", "\u{a0}", "\u{3000}", "\u{feff}", "\t", "\u{ad}", "\u{85}"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            "<b>太字</b>",
            "&amp; &lt;",
            "[(8)]",
            "[文](a.md)",
            "{漢字|かんじ}",
            "{#id}",
            "{status=案}",
            "```",
            "~~~",
            "<!-- x -->",
            "[^1]",
            "[^1]: 注",
            "$x$ と $$",
            "https://example.jp/a_b_*c*",
            "- 一",
            "1. 一",
            "1) 一",
            "> 引用",
            "# 題",
            "| a | b |",
            "---",
            "===",
            ": 定義",
            "[ ] 未",
            "[[wiki]]",
            "![図](a.svg)",
            "<https://a.jp>",
            "a@example.jp",
            "**強い**語",
            "施策**（1）**の",
            "\\",
            "\\\\(",
            "<ruby>漢<rt>かん</rt></ruby>",
            "<script>",
            "</li>",
            "<br>改行",
            "・点 ・点",
            "● 一 ● 二",
            "true",
            "~",
            "null",
            "2020-01-01",
            "00",
            "'",
            "\"",
            "%YAML",
            "@x",
            "a: b # c",
        ])
        .prop_map(str::to_owned),
    ];
    let text =
        prop::collection::vec(word, 1..3).prop_map(|words| words.concat().replace('\u{fffd}', ""));
    prop::collection::vec((text.clone(), text), 25)
}

#[test]
fn any_text_reads_back_as_it_stood_in_its_cell() {
    // Each case builds a site with many records and imports twice, so that few cases are enough.
    let mut runner = TestRunner::new(Config::with_cases(16));
    let held = runner.run(&(texts(), texts()), |(first, second)| {
        let site = notes(&[]);
        let root = site.path();
        for texts in [&first, &second] {
            let mut rows = vec![
                ["番号", "概要", "備考", "状態", "担当"]
                    .map(str::to_owned)
                    .to_vec(),
            ];
            for (at, (body, memo)) in texts.iter().enumerate() {
                let no = (at + 1).to_string();
                let row = [&no, body, memo, "案", "課"];
                rows.push(row.map(str::to_owned).to_vec());
            }
            let before: Vec<(Vec<String>, String)> = read_back(root);
            write(root, "t.csv", &csv(&rows));
            import(root, &["t.csv", "--collection", "note"]);
            for (at, (says, memo)) in read_back(root).iter().enumerate() {
                // An empty cell says nothing.
                let (cell, noted) = (&texts[at].0, texts[at].1.trim());
                let mut wanted = statements(cell);
                if wanted.is_empty() {
                    wanted = before.get(at).map_or(Vec::new(), |(says, _)| says.clone());
                }
                let noted = match noted {
                    "" => before.get(at).map_or("", |(_, memo)| memo),
                    noted => noted,
                };
                prop_assert_eq!(says, &wanted, "{:?}", cell);
                prop_assert_eq!(memo, noted);
            }
        }
        Ok(())
    });
    held.expect("every text reads back");
}

#[test]
fn what_stays_of_a_statement_gives_no_other_meaning_to_what_comes() {
    let front = "---\nno: 1\nstate: 案\nowner: 課\n---\n";
    for (before, cell, after) in [
        // Kept as it stands, the sign before the change would begin a tag.
        ("- 甲<5を\n", "甲<b>を", "- 甲\\<b>を\n"),
        ("- 甲&1;と\n", "甲&lt;と", "- 甲\\&lt;と\n"),
    ] {
        let site = notes(&[("content/note/n1.md", &format!("{front}{before}"))]);
        let root = site.path();
        write(
            root,
            "t.csv",
            &csv(&[
                vec!["番号".into(), "概要".into()],
                vec!["1".into(), cell.into()],
            ]),
        );
        import(root, &["t.csv", "--collection", "note"]);
        assert_eq!(read(root, "content/note/n1.md"), format!("{front}{after}"));
    }
}

#[test]
fn a_change_that_would_read_otherwise_is_refused_at_its_cell() {
    // The open fence takes in whatever is written behind it.
    let open = "---\nno: 1\nstate: 案\nowner: 課\n---\n```\n終わらない\n";
    let site = notes(&[("content/note/n1.md", open)]);
    let root = site.path();
    write(root, "t.csv", "番号,概要\n1,新しい文\n2,別の文\n");
    let problems = refused(
        root,
        &["t.csv", "--collection", "note", "--format", "short"],
        1,
    );
    assert!(
        problems.contains("t.csv:2:3: error[unfaithful-change]: n1 (1) のファイルに書くと"),
        "{problems}"
    );
    let whole = refused(root, &["t.csv", "--collection", "note"], 1);
    assert!(whole.contains("「新しい文」は「」と読まれます"), "{whole}");
}

#[test]
fn rows_may_name_each_other() {
    let site = notes(&[(
        "content/note/n1.md",
        "---\nno: 1\ntitle: 総則\nstate: 案\nowner: 課\n---\n",
    )]);
    let root = site.path();
    write(
        root,
        "t.csv",
        "番号,題名,上位,関連,状態,担当\n\
         2,細則,様式,(3)、総則、n4,案,課\n3,様式,総則,,案,課\n4,付則,細則,2,案,課\n",
    );
    import(root, &["t.csv", "--collection", "note"]);
    let parent = |id: &str| {
        let text = read(root, &format!("content/note/{id}.md"));
        let line = text.lines().find(|line| line.starts_with("parent:"));
        line.unwrap_or_default().to_owned()
    };
    assert_eq!(parent("n2"), "parent: n3");
    assert!(read(root, "content/note/n2.md").contains("others: [n3, n1, n4]\n"));
    assert_eq!(parent("n4"), "parent: n2");
    assert!(read(root, "content/note/n4.md").contains("others: [n2]\n"));
    assert_eq!(hakusho(root, &["check", "--quiet"]).0, 0);
    let again = import(root, &["t.csv", "--collection", "note"]);
    assert!(again.contains("変わらない記録: 3\n"), "{again}");

    // A number means what the table says, also where it moves.
    write(root, "t.csv", "id,番号,関連\nn3,4,\nn4,3,\nn1,1,\"3、4\"\n");
    import(root, &["t.csv", "--collection", "note"]);
    assert!(read(root, "content/note/n1.md").contains("others: [n4, n3]\n"));

    // Two rows of one title are told apart by their numbers only.
    write(
        root,
        "t.csv",
        "番号,題名,上位,状態,担当\n5,別表,別表,案,課\n6,別表,,案,課\n7,表,別裱,案,課\n",
    );
    let problems = refused(
        root,
        &["t.csv", "--collection", "note", "--format", "short"],
        1,
    );
    assert!(
        problems.contains("t.csv:2:6: error[unmatched-cell]"),
        "{problems}"
    );
    assert!(
        problems.contains("t.csv:4:5: error[unmatched-cell]"),
        "{problems}"
    );
    let whole = refused(root, &["t.csv", "--collection", "note"], 1);
    assert!(
        whole.contains("n05、n06 のどれか") || whole.contains("n5、n6 のどれか"),
        "{whole}"
    );
    assert!(whole.contains("「別表」ではありませんか"), "{whole}");
}

#[test]
fn required_fields_that_a_row_lacks_are_told_once_a_row() {
    let site = notes(&[(
        "content/note/n1.md",
        "---\nno: 1\nstate: 案\nowner: 課\n---\n",
    )]);
    let root = site.path();
    write(root, "t.csv", "番号,状態,概要\n1,済,一\n2,,二\n3,案,三\n");
    let problems = refused(
        root,
        &["t.csv", "--collection", "note", "--format", "short"],
        1,
    );
    let told: Vec<&str> = problems.lines().collect();
    assert_eq!(
        told,
        [
            "t.csv:3:1: error[incomplete-row]: 覚え n2 (2) に必要な項目がありません: 状態（state）、担当（owner）",
            "t.csv:4:1: error[incomplete-row]: 覚え n3 (3) に必要な項目がありません: 担当（owner）",
        ]
    );
    let english = refused(root, &["t.csv", "--collection", "note", "--lang", "en"], 1);
    assert!(
        english.contains("would lack what it needs: State (state), 担当 (owner)"),
        "{english}"
    );
    write(root, "t.csv", "番号,状態\n1,\n");
    import(root, &["t.csv", "--collection", "note"]);
    let arguments = ["t.csv", "--collection", "note", "--clear-empty"];
    let problems = refused(root, &arguments, 1);
    assert!(
        problems.contains("n1 (1) に必要な項目がありません: 状態（state）"),
        "{problems}"
    );
    assert!(problems.contains("--clear-empty を外して"), "{problems}");
}

#[test]
fn headings_are_known_by_the_words_that_are_printed() {
    let site = notes(&[]);
    let root = site.path();
    write(
        root,
        "t.csv",
        "番,要旨,属する編,状　態,担当\n1,一,,案,課\n2,二,(1),済,課\n",
    );
    import(root, &["t.csv", "--collection", "note"]);
    let second = "---\nno: 2\nparent: n01\nstate: 済\nowner: 課\n---\n- 二\n";
    assert_eq!(read(root, "content/note/n02.md"), second);
    // English labels too, and keys.
    write(root, "t.csv", "番号,State,owner\n3,案,課\n");
    let said = import(root, &["t.csv", "--collection", "note"]);
    assert!(said.starts_with("新しい記録: 1\n"), "{said}");
}

#[test]
fn tables_in_other_encodings_are_read_when_that_is_asked_for() {
    let site = notes(&[]);
    let root = site.path();
    let table = "番号,概要,状態,担当\r\n1,①髙度な構築,案,課\r\n";
    // As a Japanese Excel saves it: the characters of Windows among them.
    let shift_jis = b"\x94\xd4\x8d\x86,\x8aT\x97v,\x8f\xf3\x91\xd4,\x92S\x93\x96\r\n1,\x87@\xfb\xfc\x93x\x82\xc8\x8d\\\x92z,\x88\xc4,\x89\xdb\r\n";
    fs::write(root.join("t.csv"), shift_jis).expect("written");
    let base = ["t.csv", "--collection", "note"];
    let problems = refused(root, &base, 1);
    assert!(
        problems.contains("--encoding shift_jis を付けてください"),
        "{problems}"
    );
    let wrong = [&base[..], &["--encoding", "euc-jp"]].concat();
    let problems = refused(root, &wrong, 2);
    assert!(problems.contains("EUC-JP として読めません"), "{problems}");
    import(root, &[&base[..], &["--encoding", "cp932"]].concat());
    let made = read(root, "content/note/n01.md");
    assert!(made.ends_with("- ①髙度な構築\n"), "{made}");
    // What cannot be placed is told at its place in the text.
    let wide: Vec<u8> = table
        .replace('案', "未")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::write(root.join("t.csv"), wide).expect("written");
    let utf16 = [&base[..], &["--encoding", "utf-16", "--format", "short"]].concat();
    let problems = refused(root, &utf16, 1);
    assert!(
        problems.starts_with("t.csv:2:10: error[unknown-enum-value]"),
        "{problems}"
    );
    let none = [
        "一覧.xlsx",
        "--collection",
        "note",
        "--encoding",
        "shift_jis",
    ];
    assert!(refused(root, &none, 2).contains(".xlsx には要りません"));
}

#[test]
fn ids_of_records_that_are_no_more_are_not_given_again() {
    let gone = "---\nno: 1\nstate: 済\nowner: 甲\nwithdrawn: 削る\n---\n- 前のもの\n";
    let site = notes(&[("content/note/n01.md", gone)]);
    write(
        site.path(),
        "t.csv",
        "番,要旨,状態,担当\n(1),新しいもの,案,乙\n",
    );
    let said = import(site.path(), &["t.csv", "--collection", "note"]);
    assert!(said.contains("n02 (1)  content/note/n02.md"), "{said}");
}
