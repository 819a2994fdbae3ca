//! `renumber`: the number and every place that prints it.

use super::{NOTES, done, refused, register, sources};

#[test]
fn exchanged_numbers_are_exchanged_wherever_they_are_printed() {
    let register = register();
    let said = done(&register, &["renumber", "t04", "5", "task:t05", "(4)"]);
    assert_eq!(said.stderr, "");
    let expected = "\
# 覚え (4)

研修は(5)、周知は[(4)]、延長は[[(6)]]による。[(5),(4)]も見よ。[^n]

[取組(5)の文](task:t04#s1)、[(4)の頁](tasks/t05.md)、[周知][(4)]、[延長][e]、<a href=\"task:t04\">研修(5)</a>。

版の[(4)@2023]、\\(4)、`(4)`、(14)、第(5)@2023、[[task:t04|研修]]。

| 表 | 値 |
|---|---|
| (5) | [[(4)]] |

```{include} ../data/table.csv
```

[e]: task:t06
[^n]: 校注でも(5)と[(4)]を引く。
";
    assert_eq!(register.read("content/notes.md"), expected);
    let read = |path: &str| register.read(path);
    assert_eq!(
        read("content/notes.en.md"),
        "# Notes\n\nTraining is (5), see [(4)].\n"
    );
    assert_eq!(
        read("content/tasks/t04.en.md"),
        "- Train the visitors, see (4)\n"
    );
    assert_eq!(
        read("data/table.csv"),
        "項目,番号\n研修,(5)\n周知,\"(4)、(5)\"\n"
    );
    assert!(read("content/aims/a1.md").contains("たずねる。(5)\n- 相談しやすい窓口とする。(4)"));
    assert!(
        read("content/aims/a2.md")
            .contains("no = 2\ntitle = 'つなぐ'\n+++\n- 二つの(5)及び(4)を合わせる。")
    );
    let relation = "partners:\n  - \"5\"  # 研修\n  - task:t05\n---\n- 連携する(5)\n";
    assert!(read("content/tasks/t10.md").contains(relation));
    assert!(read("content/tasks/t04.md").starts_with("---\nno: 5\ntitle: 訪問員"));

    let page = read("public/notes.html");
    assert!(page.contains("href=\"tasks/t04.html\">(5)</a>"), "{page}");
    assert!(page.contains("href=\"editions/2023/tasks/t04.html\">(4)</a>"));
    let status = register.run(&["status"]).stdout;
    assert!(
        status.contains("移動\ttask:t04\t(5) 訪問員の研修［(4) → (5)］"),
        "{status}"
    );
}

#[test]
fn renumbering_back_gives_the_same_bytes() {
    let register = register();
    let before = sources(&register);
    let numbers = ["1", "2", "3", "4", "5", "6", "7"];
    // Cycles of every length, each taken all the way round.
    for length in 2..=numbers.len() {
        for turn in 0..length {
            let records: Vec<String> = (1..=length).map(|at| format!("t0{at}")).collect();
            let mut arguments = vec!["renumber"];
            for (at, record) in records.iter().enumerate() {
                arguments.extend([record.as_str(), numbers[(at + turn + 1) % length]]);
            }
            assert_eq!(register.run(&arguments).code, 0, "{arguments:?}");
            assert_eq!(sources(&register) == before, turn + 1 == length);
        }
    }
    for (there, back) in [("99", "4"), ("1.2", "4"), ("3-1", "4")] {
        assert_eq!(register.run(&["renumber", "t04", there]).code, 0);
        assert_ne!(sources(&register), before);
        assert_eq!(register.run(&["renumber", "t04", back]).code, 0);
        assert_eq!(sources(&register), before);
    }
}

#[test]
fn a_dry_run_shows_the_edit_and_writes_nothing() {
    let register = register();
    let before = sources(&register);
    let said = register.run(&["renumber", "content/tasks/t06.md", "８", "--dry-run"]);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""));
    assert_eq!(
        said.stdout,
        "  task:t06: (6) → (8)\n\
         変わるファイル: 2\n\
         \u{20} content/notes.md\n\
         \u{20} content/tasks/t06.md\n\
         \n\
         --- content/notes.md\n\
         +++ content/notes.md\n\
         @@ -1,6 +1,6 @@\n \
         # 覚え (4)\n \n\
         -研修は(4)、周知は[(5)]、延長は[[(6)]]による。[(4),(5)]も見よ。[^n]\n\
         +研修は(4)、周知は[(5)]、延長は[[(8)]]による。[(4),(5)]も見よ。[^n]\n \n \
         [取組(4)の文](task:t04#s1)、[(5)の頁](tasks/t05.md)、[周知][(5)]、[延長][e]、<a href=\"task:t04\">研修(4)</a>。\n \n\
         \n\
         --- content/tasks/t06.md\n\
         +++ content/tasks/t06.md\n\
         @@ -1,5 +1,5 @@\n \
         ---\n\
         -no: 6\n\
         +no: 8\n \
         title: 相談窓口の時間延長\n \
         status: 検討中\n \
         ---\n\
         \n\
         --dry-run のため、何も書いていません。\n"
    );
    assert_eq!(sources(&register), before);
    let said = register.run(&["renumber", "6", "8", "--dry-run", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    assert_eq!(json["written"], false);
    assert_eq!(json["steps"][0]["to"], "(8)");
    assert_eq!(json["files"][1]["path"], "content/tasks/t06.md");
    let same = register.run(&["renumber", "t06", "6"]);
    assert_eq!(same.stdout, "変わるものはありません。\n");
}

#[test]
fn what_cannot_be_is_refused_with_the_reason() {
    let register = register();
    let taken = refused(&register, &["renumber", "t04", "5"], 1);
    assert!(
        taken.contains("error[duplicate-number]: 番号 (5) が重なっています"),
        "{taken}"
    );
    assert!(taken.contains("--> content/tasks/t05.md:2:5"), "{taken}");
    assert!(taken.ends_with("エラー 2 件\n"), "{taken}");
    assert!(taken.contains("error[revision-undone]"), "{taken}");
    for (arguments, expected) in [
        (&["renumber", "t04", "第5"][..], "番号 第5 は読めません"),
        (&["renumber", "t40", "9"], "t04 ではありませんか"),
        (&["renumber", "t04", "8", "4", "9"], "二度書かれています"),
        (&["renumber", "1", "9"], "aim:a1、task:t01"),
        (&["renumber", "t04", "8", "t05"], "新しい番号がありません"),
    ] {
        let said = refused(&register, arguments, 2);
        assert!(said.contains(expected), "{said}");
    }
    // What a file says that cannot be read, nobody can keep true.
    register.write("content/tasks/t11.md", "---\nno: [\n---\n- (4)\n");
    let unread = refused(&register, &["renumber", "t04", "8"], 1);
    assert!(unread.contains("error[invalid-yaml]"), "{unread}");
}

#[test]
fn a_number_that_is_written_already_is_told_when_it_becomes_a_reference() {
    let register = register();
    register.write(
        "content/notes.md",
        &format!("{NOTES}\n手順の(8)は別である。\n"),
    );
    let said = register.run(&["renumber", "t04", "8"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let expected = "warning[captured-reference]: (8) は、いままで何も指していませんでしたが、これからは task:t04 を指します";
    assert!(said.stderr.contains(expected), "{}", said.stderr);
    assert!(
        said.stderr.contains("--> content/notes.md:19:4"),
        "{}",
        said.stderr
    );
}

#[test]
fn a_reference_that_would_mean_another_record_is_refused() {
    let register = register();
    // Aims are numbered within their group here, and so 目標2 means one record only.
    let config = register.read("hakusho.toml");
    let scoped = "format = \"目標{no}\", autolink = true, scope = \"group\" }\n\
                  fields.group = { type = \"string\", label = { ja = \"群\", en = \"Group\" } }";
    register.write(
        "hakusho.toml",
        &config.replace("format = \"目標{no}\" }", scoped),
    );
    let aim =
        |no: &str, group: &str| format!("---\nno: {no}\ngroup: {group}\ntitle: x\n---\n- x\n");
    register.write("content/aims/a1.md", &aim("1", "a"));
    register.write("content/aims/a2.md", &aim("2", "b"));
    register.write("content/about.md", "目標2による。\n");
    let said = refused(&register, &["renumber", "a2", "1"], 1);
    assert!(said.contains("error[lost-reference]"), "{said}");
    assert!(said.contains("--> content/about.md:1:1"), "{said}");
    assert!(said.contains("[文](aim:a2)"), "{said}");
}

#[test]
fn a_page_that_another_includes_is_edited_once() {
    let register = register();
    register.write(
        "content/part.md",
        "---\ntitle: 部分\n---\n(4)と[これ(4)][a]\n\n[a]: tasks/t04.md\n",
    );
    register.write(
        "content/all.md",
        "```{include} part.md\n```\n\n```{include} /content/part.md\n```\n",
    );
    done(&register, &["renumber", "t04", "11"]);
    let expected = "---\ntitle: 部分\n---\n(11)と[これ(11)][a]\n\n[a]: tasks/t04.md\n";
    assert_eq!(register.read("content/part.md"), expected);
    assert!(
        register
            .read("content/all.md")
            .starts_with("```{include} part.md")
    );
}

#[test]
fn a_label_in_place_of_the_number_is_left_and_told() {
    let register = register();
    let config = register.read("hakusho.toml");
    let labelled = "format = \"目標{no}\", label-field = \"label\" }";
    register.write(
        "hakusho.toml",
        &config.replace("format = \"目標{no}\" }", labelled),
    );
    register.write(
        "content/aims/a2.md",
        "---\nno: 2\nlabel: 第二の目標\ntitle: x\n---\n- x\n",
    );
    let said = done(&register, &["renumber", "a2", "3", "--format", "short"]);
    let warning = "content/aims/a2.md:3:8: warning[kept-label]: label は変えていません";
    assert!(said.stderr.contains(warning), "{}", said.stderr);
}

#[test]
fn a_draft_is_renumbered_with_the_others() {
    let register = register();
    register.write(
        "content/tasks/t11.md",
        "---\nno: 11\ntitle: 案\ndraft: true\n---\n- 案(4)\n",
    );
    done(&register, &["renumber", "t04", "12"]);
    assert!(register.read("content/tasks/t11.md").contains("案(12)"));
    // Its number would be free only as long as it is a draft.
    let taken = refused(&register, &["renumber", "t04", "11"], 1);
    assert!(taken.contains("error[duplicate-number]"), "{taken}");
    // A site without drafts must build as well.
    let said = refused(&register, &["merge", "t05", "--into", "t11"], 1);
    assert!(said.contains("error[reference-to-draft]"), "{said}");
}

#[test]
fn errors_that_were_there_before_are_in_nobodys_way() {
    let register = register();
    register.write("content/about.md", "[(99)]と(4)\n");
    let before = register.run(&["check"]).stderr;
    assert!(before.contains("(10) まであります"), "{before}");
    let said = register.run(&["renumber", "t10", "11", "t04", "10"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert_eq!(register.read("content/about.md"), "[(99)]と(10)\n");
}

#[test]
fn a_range_that_means_other_records_is_told() {
    let told = |text: &str, arguments: &[&str]| {
        let register = register();
        register.write("content/tasks/t12.md", &format!("- {text}\n"));
        let said = done(
            &register,
            &[&["renumber", "--format", "short"], arguments].concat(),
        );
        said.stderr
            .matches("content/tasks/t12.md:1:3: warning[range-reference]")
            .count()
    };
    // Its end, what lay in it, what comes into it.
    for text in [
        "(1)～(3)",
        "(1)から(3)まで",
        "(1)〜(3)",
        "(1)ないし(3)",
        "(1)-(3)",
        "[(1)]～[三](task:t03)",
    ] {
        assert_eq!(told(text, &["t03", "20"]), 1, "{text}");
        assert_eq!(told(text, &["t02", "20"]), 1, "{text}");
        assert_eq!(told(text, &["t02", "20", "t06", "2"]), 1, "{text}");
        assert_eq!(told(text, &["t06", "20"]), 0, "{text}");
    }
    assert_eq!(told("(1)及び(3)", &["t03", "20"]), 0);
    assert_eq!(told("(1)～(3)", &["t03", "3"]), 0);
}

#[test]
fn a_relation_keeps_the_form_of_its_number() {
    let register = register();
    let front = "---\nno: 12\npartners: [(4), \"4\", t04]\n---\n- 文\n";
    register.write("content/tasks/t12.md", front);
    done(&register, &["renumber", "t04", "5", "t05", "4"]);
    let text = register.read("content/tasks/t12.md");
    assert!(text.contains("partners: [\"(5)\", \"5\", t04]"), "{text}");
}
