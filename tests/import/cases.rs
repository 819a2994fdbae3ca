//! What is filled, kept, refused.

use super::*;

fn rules() -> TempDir {
    site(&[
        ("hakusho.toml", RULES),
        ("content/index.md", "# 題\n"),
        ("content/class/a.md", "---\ntitle: 甲類\n---\n"),
        ("content/class/b.md", "---\ntitle: 乙類\n---\n"),
        (
            "content/rule/r1.md",
            "\u{feff}---\r\nstate: '案'  # 検討中\r\nno: 1\r\nclass: a\r\ninferred: [class]\r\n---\r\n- 文[^sic1]を定める {#first}\r\n\r\n[^sic1]: 注\r\n",
        ),
        (
            "content/rule/r2.md",
            "+++\nno = 2\nstate = '済'\n[extra]\nx = 1\n+++\n- 別の文\n",
        ),
    ])
}

#[test]
fn files_keep_everything_that_the_table_does_not_change() {
    let site = rules();
    let root = site.path();
    write(
        root,
        "t.csv",
        "番号,状態,区分,期限,本文\n(1),済,乙類,2020-03,文を決める\n2,,,令和2年3月,\n",
    );
    let said = import(root, &["t.csv", "--collection", "rule", "--lang", "en"]);
    assert_eq!(
        said,
        "New records: 0\nChanged records: 2\n  \
         r1 (1)  content/rule/r1.md: class changed, state changed, due added, statement first changed\n  \
         r2 (2)  content/rule/r2.md: due added\nUnchanged records: 0\n"
    );
    assert_eq!(
        read(root, "content/rule/r1.md"),
        "\u{feff}---\r\nstate: '済'  # 検討中\r\nno: 1\r\nclass: b\r\ndue: 2020-03\r\n---\r\n- 文[^sic1]を決める {#first}\r\n\r\n[^sic1]: 注\r\n"
    );
    assert_eq!(
        read(root, "content/rule/r2.md"),
        "+++\nno = 2\nstate = '済'\ndue = \"令和2年3月\"\n[extra]\nx = 1\n+++\n- 別の文\n"
    );
}

#[test]
fn empty_cells_say_nothing_unless_asked() {
    let site = rules();
    let root = site.path();
    write(
        root,
        "t.csv",
        "番号,状態,区分,本文\n1,案,,文を定める\n2,,,\n",
    );
    let before = tree(root);
    import(root, &["t.csv", "--collection", "rule"]);
    assert!(tree(root) == before);
    import(root, &["t.csv", "--collection", "rule", "--clear-empty"]);
    let r1 = read(root, "content/rule/r1.md");
    assert!(!r1.contains("class") && !r1.contains("inferred") && r1.contains("[^sic1]を定める"));
    assert_eq!(
        read(root, "content/rule/r2.md"),
        "+++\nno = 2\n[extra]\nx = 1\n+++\n"
    );
}

#[test]
fn relations_are_filled_down_only_as_inferred() {
    let site = rules();
    let root = site.path();
    write(
        root,
        "t.tsv",
        "番号\t区分\t状態\t本文\n3\t乙類\t案\t三\n4\t\t\t四\n",
    );
    let base = ["t.tsv", "--collection", "rule", "--fill-down"];
    let problems = refused(root, &[&base[..], &["class,state"]].concat(), 2);
    assert!(
        problems.contains("error[filled-relation]: class（区分）は関係です"),
        "{problems}"
    );
    import(root, &[&base[..], &["class,state", "--inferred"]].concat());
    assert_eq!(
        read(root, "content/rule/r3.md"),
        "---\nno: 3\nclass: b\nstate: 案\n---\n- 三\n"
    );
    let filled = "---\nno: 4\nclass: b\nstate: 案\ninferred: [class]\n---\n- 四\n";
    assert_eq!(read(root, "content/rule/r4.md"), filled);
    let problems = refused(root, &[&base[..], &["clas"]].concat(), 2);
    assert!(problems.contains("class ではありませんか"), "{problems}");
}

#[test]
fn every_problem_is_told_at_its_cell_and_nothing_is_written() {
    let site = rules();
    let root = site.path();
    let table = "| 番号 | 区分 | 状態 | 期限 | 本文 |\n|---|---|---|---|---|\n\
         | 1 | 甲 | 案 | 2020 | 一 |\n| （1） | 乙類 | 案 | 2020 | 二 |\n\
         | 5 | 丙類 | 未 | 令和99年13月 | 三 |\n| 6 | | | | 四 | 余り |\n";
    write(root, "t.md", table);
    let problems = refused(
        root,
        &["t.md", "--collection", "rule", "--format", "short"],
        1,
    );
    for (place, part) in [
        ("t.md:3:7", "「甲」に当たる類がありません"),
        ("t.md:4:3", "r1 (1) の行が二つあります"),
        ("t.md:5:7", "「丙類」に当たる類がありません"),
        ("t.md:5:12", "未"),
        ("t.md:5:16", "令和99年13月"),
        ("t.md:6:17", "余り"),
    ] {
        let mut lines = problems.lines();
        assert!(
            lines.any(|line| line.starts_with(place) && line.contains(part)),
            "{place}: {part}\n{problems}"
        );
    }
    assert_eq!(problems.lines().count(), 6, "{problems}");
}

#[test]
fn ids_are_found_made_and_checked() {
    let site = rules();
    let root = site.path();
    write(
        root,
        "t.csv",
        "id,番号,題名,札\nr1,9,,\n新規,3,題: 名,甲、乙\n,5,,丙\n",
    );
    import(root, &["t.csv", "--collection", "rule"]);
    assert!(read(root, "content/rule/r1.md").contains("no: 9\r\n"));
    let new = "---\nno: 3\ntitle: \"題: 名\"\ntags: [甲, 乙]\n---\n";
    assert_eq!(read(root, "content/rule/新規.md"), new);
    assert_eq!(
        read(root, "content/rule/r5.md"),
        "---\nno: 5\ntags: [丙]\n---\n"
    );
    write(root, "t.csv", "id,番号\na/b,7\nindex,8\nr2,9\nx,11\nx,12\n");
    let problems = refused(
        root,
        &["t.csv", "--collection", "rule", "--format", "short"],
        1,
    );
    for part in ["t.csv:2:1", "t.csv:3:1", "duplicate-number", "t.csv:6:1"] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
}

#[test]
fn misuse_says_what_there_is() {
    let site = rules();
    let root = site.path();
    write(root, "t.csv", "番号,備考\n1,x\n");
    write(root, "t.docx", "");
    write(root, "a.csv", "甲,乙\n1,x\n");
    fs::write(root.join("s.csv"), b"\x94\xd4\x8d\x86,\x8a\x54\x97\x76\n").expect("written");
    for (arguments, code, part) in [
        (
            &["t.csv", "--collection", "rul"][..],
            2,
            "rule ではありませんか",
        ),
        (&["t.docx", "--collection", "rule"], 2, "名前が .md、.txt"),
        (&["none.csv", "--collection", "rule"], 2, "error[io-error]"),
        (
            &["t.csv", "--collection", "rule", "--map", "備孝=state"],
            2,
            "「備考」ではありませんか",
        ),
        (
            &["t.csv", "--collection", "rule", "--map", "備考=stat"],
            2,
            "state ではありませんか",
        ),
        (
            &["t.csv", "--collection", "rule", "--map", "備考=no"],
            2,
            "no の列が二つあります",
        ),
        (
            &["t.csv", "--collection", "rule", "--map", "備考"],
            2,
            "--map 見出し=項目 の形",
        ),
        (
            &["a.csv", "--collection", "rule"],
            2,
            "--map 甲=no のように",
        ),
        (
            &["s.csv", "--collection", "rule"],
            1,
            "Shift_JIS と推定しました",
        ),
    ] {
        let problems = refused(root, arguments, code);
        assert!(problems.contains(part), "{arguments:?}: {problems}");
    }
    write(root, "content/rule/r2.md", "---\nno: [\n---\n");
    let problems = refused(root, &["t.csv", "--collection", "rule"], 1);
    assert!(problems.contains("content/rule/r2.md"), "{problems}");
}

#[test]
fn numbers_count_within_their_scope() {
    let site = site(&[
        (
            "hakusho.toml",
            "[collections.chapter]\ndir = \"chapter\"\nlabel = \"章\"\n\
             [collections.goal]\ndir = \"goal\"\nlabel = \"目標\"\n\
             number = { field = \"no\", format = \"目標{no}\", scope = \"chapter\", label-field = \"label\" }\n\
             [collections.goal.fields]\nchapter = { type = \"ref\", to = \"chapter\", label = \"章\" }\n",
        ),
        ("content/chapter/c1.md", "---\ntitle: 一章\n---\n"),
        ("content/chapter/c2.md", "---\ntitle: 二章\n---\n"),
    ]);
    let root = site.path();
    write(
        root,
        "t.csv",
        "章,番号,本文\n一章,目標1,一の一\n二章,目標１,二の一\n二章,<目標2>,二の二\n",
    );
    import(root, &["t.csv", "--collection", "goal"]);
    let c2 = "---\nno: 1\nchapter: c2\n---\n- 二の一\n";
    assert_eq!(read(root, "content/goal/c2-1.md"), c2);
    let labelled = "---\nlabel: \"<目標2>\"\nchapter: c2\n---\n- 二の二\n";
    assert!(
        tree(root)
            .values()
            .any(|bytes| bytes == labelled.as_bytes())
    );
    let again = import(root, &["t.csv", "--collection", "goal"]);
    assert!(again.contains("変わらない記録: 3\n"), "{again}");
    write(root, "t.csv", "番号,本文\n1,一\n");
    let problems = refused(root, &["t.csv", "--collection", "goal"], 1);
    assert!(
        problems.contains("「1」は c1-1、c2-1 のどれか決まりません"),
        "{problems}"
    );
}

#[test]
fn text_of_other_files_is_left_alone() {
    let site = rules();
    let root = site.path();
    write(root, "parts/common.md", "- 共通の文\n");
    let record = "---\nno: 3\n---\n```{include} ../../parts/common.md\n```\n";
    write(root, "content/rule/r3.md", record);
    write(root, "t.csv", "番号,本文\n3,共通の文\n");
    let said = import(root, &["t.csv", "--collection", "rule"]);
    assert!(said.contains("変わらない記録: 1\n"), "{said}");
    write(root, "t.csv", "番号,本文\n3,別の文\n");
    let problems = refused(root, &["t.csv", "--collection", "rule"], 1);
    assert!(problems.contains("error[uneditable-record]"), "{problems}");
}

#[test]
fn of_many_records_that_a_table_lacks_the_first_are_listed() {
    let site = rules();
    let root = site.path();
    for no in 10..40 {
        let text = format!("---\nno: {no}\nstate: 案\n---\n- 文\n");
        write(root, &format!("content/rule/r{no}.md"), &text);
    }
    write(root, "t.csv", "番号,状態\n1,案\n");
    let said = import(root, &["t.csv", "--collection", "rule", "--lang", "ja"]);
    let line = said.lines().find(|line| line.starts_with("表にない記録"));
    let line = line.expect("a line");
    assert!(line.starts_with("表にない記録: r2 (2)、r10 (10)"), "{line}");
    assert!(line.ends_with("、r28 (28)、ほか 11 件"), "{line}");
}

#[test]
fn an_exported_table_may_have_a_field_that_is_called_url() {
    let config = "preset = \"none\"\n[collections.paper]\ndir = \"papers\"\n\
                  [collections.paper.fields]\nurl = { type = \"url\", label = \"URL\" }\n";
    let site = site(&[
        ("hakusho.toml", config),
        (
            "content/papers/p1.md",
            "---\ntitle: 甲\nurl: https://example.jp/1\n---\n- 文\n",
        ),
    ]);
    let root = site.path();
    let (code, _, said) = hakusho(root, &["export", "papers.csv"]);
    assert_eq!(code, 0, "{said}");
    let before = tree(root);
    import(root, &["papers.csv", "--collection", "paper"]);
    assert!(tree(root) == before);
    let table = read(root, "papers.csv").replace("example.jp/1", "example.jp/2");
    write(root, "papers.csv", &table);
    import(root, &["papers.csv", "--collection", "paper"]);
    assert!(read(root, "content/papers/p1.md").contains("https://example.jp/2"));
}

#[test]
fn a_number_that_no_record_has_is_told_how_far_they_go() {
    let site = safety::notes(&[
        (
            "content/note/n9.md",
            "---\nno: 9\nstate: 案\nowner: 課\n---\n",
        ),
        (
            "content/note/n10.md",
            "---\nno: 10\nstate: 案\nowner: 課\n---\n",
        ),
    ]);
    let root = site.path();
    for (number, help) in [
        ("250", "help: 番号は (10) まであります"),
        ("２５０", "help: 番号は (10) まであります"),
        ("条例", "help: あるのは "),
    ] {
        let table = format!("番号,上位\n9,{number}\n");
        write(root, "t.csv", &table);
        let problems = refused(root, &["t.csv", "--collection", "note"], 1);
        assert!(problems.contains(help), "{number}: {problems}");
    }
}
