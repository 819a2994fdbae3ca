//! `merge`: what named those that go names the one that stays.

use super::{NOTES, done, refused, register};

#[test]
fn what_named_those_that_go_names_the_one_that_stays() {
    let register = register();
    register.write(
        "content/tasks/t06.md",
        "---\nno: 6\ntitle: 延長\npartners: [t05, \"t01\", t04]\n---\n- 前の(5)と[これ](t05.md#s1)\n",
    );
    let said = done(&register, &["merge", "t05", "4", "--into", "task:t06"]);
    assert_eq!(
        said.stdout,
        "  task:t04: 統合 → task:t06\n  task:t05: 統合 → task:t06\n変わるファイル: 9\n\
         \u{20} content/aims/a1.md\n\
         \u{20} content/aims/a2.md\n\
         \u{20} content/notes.en.md\n\
         \u{20} content/notes.md\n\
         \u{20} content/tasks/t04.md\n\
         \u{20} content/tasks/t05.md\n\
         \u{20} content/tasks/t06.md\n\
         \u{20} content/tasks/t10.md\n\
         \u{20} data/table.csv\n\
         本文は合わせていません。残る記録の本文は、手で直してください。\n"
    );
    let expected = NOTES
        .replace("研修は(4)、周知は[(5)]", "研修は(6)、周知は[(6)]")
        .replace("[(4),(5)]", "[(6),(6)]")
        .replace(
            "[取組(4)の文](task:t04#s1)、[(5)の頁](tasks/t05.md)、[周知][(5)]",
            "[取組(6)の文](task:t06)、[(6)の頁](tasks/t06.md)、[周知][(6)]",
        )
        .replace(
            "<a href=\"task:t04\">研修(4)",
            "<a href=\"task:t06\">研修(6)",
        )
        .replace(
            "第(4)@2023、[[task:t04|研修]]",
            "第(6)@2023、[[task:t06|研修]]",
        )
        .replace("| (4) | [[(5)]] |", "| (6) | [[(6)]] |")
        .replace("校注でも(4)と[(5)]", "校注でも(6)と[(6)]");
    assert_eq!(register.read("content/notes.md"), expected);
    let read = |path: &str| register.read(path);
    assert_eq!(
        read("data/table.csv"),
        "項目,番号\n研修,(6)\n周知,\"(6)、(6)\"\n"
    );
    // A list names it once, and not in its own file.
    assert!(
        read("content/tasks/t10.md").contains("partners:\n  - t06\n---\n- 連携する(6)"),
        "{}",
        read("content/tasks/t10.md")
    );
    assert!(
        read("content/tasks/t06.md")
            .contains("partners: [\"t01\"]\n---\n- 前の(6)と[これ](t06.md)"),
        "{}",
        read("content/tasks/t06.md")
    );
    assert!(
        read("content/tasks/t05.md")
            .contains("\nwithdrawn: 統合\nsuccessors: [t06]\n---\n- 相談窓口")
    );
    let doubled = "warning[doubled-reference]: 一つの文が task:t06 を二度指しています（(6)）";
    assert!(said.stderr.contains(doubled), "{}", said.stderr);
    assert!(
        said.stderr.contains("content/aims/a2.md:5:11"),
        "{}",
        said.stderr
    );
    let page = read("public/tasks/t04.html");
    assert!(page.contains("この記録は廃止されました（統合）"), "{page}");
    assert!(
        page.contains("引き継いだ記録: <a href=\"t06.html\""),
        "{page}"
    );
    assert!(read("public/aims/a1.html").contains("href=\"../tasks/t06.html\">(6)</a>"));
}

#[test]
fn without_a_number_it_is_linked_by_its_title() {
    let register = register();
    register.write(
        "content/tasks/t06.md",
        "---\ntitle: 延長*等*\n---\n- 延長する\n",
    );
    register.write(
        "content/notes.md",
        "研修は(4)、[(4)]、[取組(4)](task:t04#s1)。\n",
    );
    done(&register, &["merge", "t04", "--into", "t06"]);
    let title = "[延長\\*等\\*](task:t06)";
    let expected = format!("研修は{title}、{title}、[取組(4)](task:t06)。\n");
    assert_eq!(register.read("content/notes.md"), expected);
}

#[test]
fn several_numbers_in_brackets_are_taken_apart_for_a_title() {
    let register = register();
    register.write(
        "content/tasks/t06.md",
        "---\ntitle: 甲|乙\n---\n- 延長する\n",
    );
    register.write(
        "content/notes.md",
        "[(5), (3)]、[(4)、(5)]\n\n| 表 | 値 |\n|---|---|\n| (4) | [(3),(5)] |\n",
    );
    done(&register, &["merge", "t04", "t05", "--into", "t06"]);
    let title = "[甲\\|乙](task:t06)";
    let expected = format!(
        "{title}, [(3)]、{title}、{title}\n\n\
         | 表 | 値 |\n|---|---|\n| {title} | [(3)],{title} |\n"
    );
    assert_eq!(register.read("content/notes.md"), expected);
    let page = register.read("public/notes.html");
    assert!(page.contains(">甲|乙</a>, <a"), "{page}");
}

#[test]
fn a_record_of_another_collection_can_take_over() {
    let register = register();
    // Nothing but a number can be linked in a table's file, and an aim's number does not link.
    let said = refused(&register, &["merge", "t05", "--into", "aim:a1"], 1);
    assert!(said.contains("error[lost-reference]"), "{said}");
    assert!(said.contains("--> data/table.csv:3:5"), "{said}");
    register.write("data/table.csv", "項目\n周知\n");
    let said = done(&register, &["merge", "t05", "--into", "aim:a1"]);
    let read = |path: &str| register.read(path);
    assert!(read("content/tasks/t05.md").contains("\nsuccessors: [aim:a1]\n"));
    assert!(read("content/aims/a2.md").contains("(4)及び[目標1](aim:a1)を"));
    assert!(read("content/notes.md").contains("周知は[目標1]、"));
    // A relation to tasks cannot name an aim.
    assert!(read("content/tasks/t10.md").contains("  - task:t05\n"));
    let told = "task:t05 は、廃止した task:t05 をいまも指しています";
    assert!(said.stderr.contains(told), "{}", said.stderr);
}

#[test]
fn what_cannot_be_merged_is_refused() {
    let register = register();
    let said = refused(&register, &["merge", "t05", "t05", "t06", "--into", "6"], 2);
    assert!(said.contains("二度書かれています"), "{said}");
    assert!(
        said.contains("自分自身に引き継ぐことはできません"),
        "{said}"
    );
    done(&register, &["withdraw", "t05"]);
    let said = refused(&register, &["merge", "t05", "--into", "t06"], 2);
    assert!(said.contains("すでに廃止されています"), "{said}");
    let said = refused(&register, &["merge", "t06", "--into", "t05"], 2);
    assert!(said.contains("すでに廃止されています"), "{said}");
}

#[test]
fn a_sentence_that_names_the_same_record_twice_is_told() {
    let register = register();
    register.write(
        "content/aims/a3.md",
        "---\nno: 3\ntitle: 窓口\n---\n- 窓口を開き、周知する。(5)、(6)\n- 周知する。(5)窓口を開く。(6)\n",
    );
    let said = done(&register, &["merge", "t05", "--into", "t06"]);
    let at = |line: &str| said.stderr.contains(&format!("content/aims/a3.md:{line}"));
    assert!(at("5:18"), "{}", said.stderr);
    assert!(
        !at("6:"),
        "two sentences, each with its own: {}",
        said.stderr
    );
}

#[test]
fn a_sentence_that_named_the_record_twice_before_the_merger_is_no_news() {
    let register = register();
    register.remove("content/aims/a2.md");
    register.write("content/notes.md", "# 覚え\n\n(5)及び(5)を見よ。\n");
    let said = done(&register, &["merge", "t05", "--into", "t06"]);
    assert!(
        !said.stderr.contains("doubled-reference"),
        "{}",
        said.stderr
    );
}

#[test]
fn what_goes_says_what_it_said() {
    let register = register();
    let text = "- (4)は(5)による。[研修](task:t04)、[周知](t05.md)\n- (6)、(1)\n";
    let front = "---\nno: 4\ntitle: 研修\n";
    register.write("content/tasks/t04.md", &format!("{front}---\n{text}"));
    let english = "- See (4) and (5)\n";
    register.write("content/tasks/t04.en.md", english);
    let said = done(&register, &["merge", "t04", "t05", "--into", "t06"]);
    let closed = "withdrawn: 統合\nsuccessors: [t06]\n---\n";
    assert_eq!(
        register.read("content/tasks/t04.md"),
        format!("{front}{closed}{text}")
    );
    assert_eq!(register.read("content/tasks/t04.en.md"), english);
    assert!(!said.stderr.contains("tasks/t04"), "{}", said.stderr);
    let checked = register.run(&["check"]).stderr;
    assert!(!checked.contains("tasks/t04"), "{checked}");
}

#[test]
fn a_number_that_must_exist_gives_way_to_the_id_where_it_stays() {
    let register = register();
    let text = "---\nno: 4\ntitle: 研修\n---\n- [(5)]、[(4), (5), (6)]\n";
    register.write("content/tasks/t04.md", text);
    done(&register, &["merge", "t04", "t05", "--into", "t06"]);
    let pinned = "- [(5)](task:t05)、[(4)](task:t04), [(5)](task:t05), [(6)]\n";
    let now = register.read("content/tasks/t04.md");
    assert!(now.ends_with(pinned), "{now}");
}

#[test]
fn a_text_that_stays_elsewhere_is_rewritten() {
    let register = register();
    let include = "\n```{include} ../../data/x.md\n```\n";
    register.write("data/x.md", "- [(4)]、(5)\n");
    register.write("content/tasks/t12.md", include);
    let text = format!("---\nno: 4\ntitle: 研修\n---\n{include}");
    register.write("content/tasks/t04.md", &text);
    done(&register, &["merge", "t04", "t05", "--into", "t06"]);
    assert_eq!(register.read("data/x.md"), "- [(6)]、(6)\n");
}
