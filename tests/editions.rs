//! Editions: what is frozen, what changed since, and what may not happen to what was published.
//!
//! The register in `editions/register/` is invented: a plan of a town that does not exist, in three
//! states, between which every kind of change happens.

#[path = "editions/addresses.rs"]
mod addresses;
#[path = "editions/comparison.rs"]
mod comparison;
#[path = "editions/feeds.rs"]
mod feeds;
#[path = "editions/lineage.rs"]
mod lineage;
#[path = "editions/numbers.rs"]
mod numbers;
#[path = "editions/register.rs"]
mod register;
#[path = "editions/shifts.rs"]
mod shifts;
#[path = "editions/shown.rs"]
mod shown;
#[path = "editions/wording.rs"]
mod wording;

use std::fs;

use register::Register;

#[test]
fn what_is_frozen_is_always_the_same_and_leaves_out_what_stayed() {
    let (one, two) = (Register::with_editions(2), Register::with_editions(2));
    for id in ["2023", "2024"] {
        let path = format!("editions/{id}.json");
        assert_eq!(one.read(&path), two.read(&path), "{id}");
    }
    let second = one.read("editions/2024.json");
    let same = "\"tasks/t07.md\": {\n      \"same\": \"2023\"\n    }";
    assert!(second.contains(same), "{second}");
    assert!(one.run(&["edition", "verify"]).stdout.contains("2 版とも"));
    let listed = one.run(&["edition", "list"]).stdout;
    assert!(listed.starts_with("2023\t令和5年\t当初"), "{listed}");
    // A date as exact as the author knew it.
    assert!(
        one.read("editions/2023.json")
            .contains("\"edtf\": \"2023\"")
    );
}

#[test]
fn an_old_text_is_shown_as_it_was_written() {
    let register = Register::with_editions(2);
    let shown = register.run(&["edition", "show", "2023", "task:t05"]);
    let written = fs::read_to_string(register::folder("2023").join("content/tasks/t05.md"));
    assert_eq!(shown.stdout, written.expect("a file"));
    for (asked, said) in [
        (
            &["2022"][..],
            "error[unknown-edition]: 版 2022 はありません\n",
        ),
        (
            &["2023", "task:t99"],
            "error[not-in-edition]: 版 2023 に task:t99 はありません\n",
        ),
    ] {
        let unknown = register.run(&[&["edition", "show"][..], asked].concat());
        assert_eq!(unknown.code, 2);
        assert!(unknown.stderr.starts_with(said), "{}", unknown.stderr);
    }
}

#[test]
fn status_names_every_kind_of_change() {
    let register = Register::with_editions(1);
    register.put("2024");
    assert_eq!(
        register.run(&["status"]).stdout,
        "版 2023（当初、令和5年）からの変更\n\
         \u{20} 改正\ttask:t01\t(1) 見守りの協定［本文、状況］\n\
         \u{20} 改正\ttask:t02\t(2) 連絡網の整備［本文、状況］\n\
         \u{20} 移動\ttask:t04\t(3) 訪問員の研修［(4) → (3)］\n\
         \u{20} 新設\ttask:t08\t(4) 外国語での案内\n\
         \u{20} 移動\ttask:soudan\t(5) 相談窓口の周知［task:t05 → task:soudan］\n\
         \u{20} 削る\ttask:t03\t(3) 紙の名簿の配布［→ task:t02］\n\
         \u{20} 改正\taim:a1\t目標1 だれもが見守られる町［本文］\n\
         新設 1、改正 3、移動 2、削る 1、変更なし 2\n"
    );
    register.freeze("2024");
    register.put("now");
    assert_eq!(
        register.run(&["status"]).stdout,
        "版 2024（第一次改訂、令和6年6月）からの変更\n\
         \u{20} 改正\ttask:t04\t(3) 訪問員の研修［本文、軽微］\n\
         \u{20} 削除\ttask:t08\t(4) 外国語での案内\n\
         \u{20} 改正\ttask:soudan\t(5) 相談窓口の周知と時間延長［題名、本文］\n\
         \u{20} 新設\ttask:t09\t(6) 機器の貸与\n\
         \u{20} 新設\ttask:t10\t(7) 機器の講習\n\
         \u{20} 統合\ttask:t06\t(6) 相談窓口の時間延長［→ task:soudan］\n\
         \u{20} 分割\ttask:t07\t(7) 機器の貸与と講習［→ task:t09 task:t10］\n\
         新設 2、改正 2、統合 1、分割 1、削除 1、変更なし 3\n"
    );
    let json = register
        .run(&["status", "--edition", "2023", "--format", "json"])
        .stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["since"], "2023");
}

#[test]
fn a_published_record_does_not_vanish_without_a_word() {
    let register = Register::with_editions(2);
    register.remove("content/tasks/t08.md");
    let built = register.run(&["build"]);
    assert_eq!(built.code, 1);
    let expected = "error[vanished-record]: 版 2024 の取組 (4) 外国語での案内（task:t08）がなくなっています\n \
                    --> content/tasks/t08.md\n";
    assert!(built.stderr.contains(expected), "{}", built.stderr);
    for way_out in [
        "content/tasks/t08.md を元に戻",
        "withdrawn: 削る",
        "renamed-from: t08",
    ] {
        assert!(
            built.stderr.contains(way_out),
            "{way_out}: {}",
            built.stderr
        );
    }
    // The setting is there for those who know what they do.
    assert_eq!(
        register
            .run(&["build", "--lint", "vanished-record=allow"])
            .code,
        0
    );
}

#[test]
fn a_number_that_means_another_record_now_is_told_with_its_place() {
    let register = Register::with_editions(1);
    register.put("2024");
    // The citing sentence is as it was, while (4) has become (3).
    register.copy("2023", "content/aims/a1.md");
    let built = register.run(&["check", "--format", "short"]);
    let expected = "content/aims/a1.md:6:14: warning[shifted-reference]: (4) は、版 2023 では \
                    task:t04「訪問員の研修」 を指しましたが、いまは task:t08「外国語での案内」 を指します";
    assert!(built.stderr.contains(expected), "{}", built.stderr);
    let built = register.run(&["check"]);
    assert!(
        built
            .stderr
            .contains("同じものを指すなら (3) に直してください"),
        "{}",
        built.stderr
    );
}

#[test]
fn editions_that_were_changed_are_refused() {
    let register = Register::with_editions(2);
    let path = "editions/2023.json";
    register.write(path, &register.read(path).replace("約100万人", "約90万人"));
    for command in [&["edition", "verify"][..], &["build"]] {
        let refused = register.run(command);
        assert_eq!(refused.code, 1, "{}", refused.stderr);
        assert!(
            refused.stderr.contains("error[damaged-edition]: 版 2023"),
            "{}",
            refused.stderr
        );
    }
    register.write(path, "{");
    let refused = register.run(&["edition", "verify"]);
    assert!(
        refused.stderr.contains("error[invalid-edition]: 版 2023"),
        "{}",
        refused.stderr
    );
    assert!(
        refused.stderr.contains("editions/2023.json:1:"),
        "{}",
        refused.stderr
    );
}

#[test]
fn assets_are_kept_by_their_content() {
    let register = Register::with_editions(0);
    register.write(
        "content/tasks/図.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    register.write("content/about.md", "# 図\n\n![図](tasks/図.svg)\n");
    register.freeze("2023");
    let kept: Vec<_> = fs::read_dir(register.path("editions/assets"))
        .expect("assets")
        .collect();
    assert_eq!(kept.len(), 1);
    let kept = kept[0].as_ref().expect("an entry").path();
    fs::write(&kept, "<svg/>").expect("written");
    let refused = register.run(&["edition", "verify"]);
    assert!(
        refused.stderr.contains("がないか、変わっています"),
        "{}",
        refused.stderr
    );
}

#[test]
fn freezing_refuses_what_no_edition_can_be() {
    let register = Register::with_editions(1);
    let freeze = |id: &str, date: &str, title: &str| {
        let said = register.run(&["edition", "freeze", id, "--date", date, "--title", title]);
        assert_eq!(said.code, 2, "{id} {date}");
        said.stderr
    };
    assert!(freeze("2023", "2024", "x").contains("その ID の版がすでに"));
    assert!(freeze("a/b", "2024", "x").contains("版の ID は"));
    for reserved in ["now", "changes", "Assets"] {
        assert!(freeze(reserved, "2024", "x").contains("その ID は、サイトの中の名前"));
    }
    assert!(freeze("2024", "6月", "x").contains("年から書いて"));
    assert!(freeze("2024", "2022-12", "x").contains("直前の版（2023）より前"));
    assert!(freeze("2024", "2024", " ").contains("題名を付けて"));
    // What cannot be built is no edition.
    register.write("content/bad.md", "[(99)]\n");
    let refused = register.run(&[
        "edition", "freeze", "2024", "--date", "2024", "--title", "x",
    ]);
    assert_eq!(refused.code, 1);
    assert!(!register.path("editions/2024.json").exists());
}

#[test]
fn lineage_is_checked() {
    let register = Register::with_editions(0);
    let record = |front: &str| format!("---\nno: 9\ntitle: x\n{front}\n---\n- x\n");
    let problem = |front: &str| {
        register.write("content/tasks/t9.md", &record(front));
        register.run(&["check", "--format", "short"]).stderr
    };
    assert!(problem("withdrawn: 中止").contains("invalid-value"));
    assert!(problem("withdrawn: 統合").contains("content/tasks/t9.md:4:12: error[invalid-value]"));
    assert!(problem("withdrawn: 削る\nsuccessors: [t99]").contains("error[missing-successor]"));
    assert!(problem("withdrawn: 削る\nsuccessors: [t9]").contains("error[lineage-cycle]"));
    assert!(problem("renamed-from: t01").contains("error[invalid-value]"));
    assert_eq!(problem("withdrawn: reserved\nsuccessors: [t01]"), "");
}

#[test]
fn old_editions_are_shown_whole_beside_the_current_text() {
    let register = Register::with_editions(2);
    register.put("now");
    let index = register.read("content/index.md");
    let more = "\n[(4)@2023]、[前の文](task:t07@2024#s2)\n";
    register.write("content/index.md", &(index + more));
    let built = register.run(&["build", "--site-url", "https://example.jp/a/"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let read = |path: &str| register.read(&format!("public/{path}"));

    let old = read("editions/2023/tasks/t05.html");
    assert!(old.contains("過去の版: 当初（令和5年）"), "{old}");
    assert!(
        old.contains("href=\"../../../tasks/soudan.html\">いまのページへ"),
        "{old}"
    );
    assert!(
        old.contains("href=\"../aims/a1.html\""),
        "links stay in the edition: {old}"
    );
    assert!(
        old.contains("<article data-search=\"off\" data-edition=\"2023\">"),
        "{old}"
    );
    // Only what still says the same stands for the current page in search engines.
    assert!(
        old.contains(
            "rel=\"canonical\" href=\"https://example.jp/a/editions/2023/tasks/t05.html\""
        )
    );
    let same = read("editions/2024/tasks/t02.html");
    assert!(same.contains("rel=\"canonical\" href=\"https://example.jp/a/tasks/t02.html\""));

    let home = read("index.html");
    assert!(
        home.contains("href=\"editions/2023/tasks/t04.html\">(4)</a>"),
        "{home}"
    );
    assert!(
        home.contains("href=\"editions/2024/tasks/t07.html#s2\">前の文</a>"),
        "{home}"
    );

    let history = read("tasks/soudan.html");
    let steps: Vec<&str> = history
        .split("class=\"history\"")
        .nth(1)
        .expect("a history")
        .split("<li>")
        // The lines of what changed are items too.
        .filter(|item| item.contains("class=\"number\""))
        .collect();
    assert!(steps[0].contains("いまの内容 改正"), "{history}");
    assert!(
        steps[1].contains("令和6年6月 第一次改訂</a> 移動"),
        "{history}"
    );
    assert!(steps[2].contains("令和5年 当初</a> 初出"), "{history}");

    let merged = read("tasks/t06.html");
    assert!(
        merged.contains("この記録は廃止されました（統合）"),
        "{merged}"
    );
    assert!(
        merged.contains("引き継いだ記録: <a href=\"soudan.html\""),
        "{merged}"
    );
    let list = read("tasks/index.html");
    assert!(
        list.contains("廃止された記録") && list.contains("href=\"t06.html\""),
        "{list}"
    );
    // The number that was given up belongs to its new holder, the reserved one stays in the list.
    assert!(list.contains("外国語での案内"), "{list}");

    let redirect = read("tasks/t05.html");
    assert!(
        redirect.contains("url=soudan.html") && redirect.contains("../assets/redirect.js"),
        "{redirect}"
    );
    assert!(read("editions/index.html").contains("href=\"2023/index.html\">当初</a>"));
    assert!(read("editions/2023/data/tasks.csv").contains("紙の名簿の配布"));
}

#[test]
fn old_editions_have_indexes_of_what_they_alone_say_unless_the_configuration_says_no() {
    let register = Register::with_editions(2);
    register.put("now");
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let page = register.read("public/editions/2023/tasks/t01.html");
    assert!(page.contains("action=\"../../../search.html\""), "{page}");
    let texts = |id: &str| register.read(&format!("public/editions/{id}/search/t/0.js"));
    assert!(texts("2023").contains("介護事務所") && texts("2023").contains("年1回"));
    assert!(!texts("2024").contains("120万人") && texts("2024").contains("年1回"));

    let config = register.read("hakusho.toml");
    register.write("hakusho.toml", &(config + "\n[editions]\nsearch = false\n"));
    assert_eq!(register.run(&["build"]).code, 0);
    let index = register.path("public/editions/2023/search");
    assert!(!index.exists() && register.path("public/search/manifest.js").exists());
}

#[test]
fn references_to_an_edition_are_checked() {
    let register = Register::with_editions(1);
    let problem = |link: &str| {
        register.write("content/about.md", &format!("{link}\n"));
        register.run(&["check", "--format", "short"]).stderr
    };
    assert!(problem("[(4)@2022]").contains("about.md:1:2: error[unknown-edition]"));
    assert!(problem("[(9)@2023]").contains("error[not-in-edition]: 版 2023 に (9) はありません"));
    assert!(problem("[文](task:t07@2023#s9)").contains("error[not-in-edition]"));
    assert_eq!(problem("[文](task:t07@2023#s2)"), "");
}

#[test]
fn what_refers_to_a_withdrawn_record_leads_to_its_page() {
    let register = Register::with_editions(0);
    register.write(
        "content/tasks/t09.md",
        "---\nno: 9\ntitle: 旧\nwithdrawn: 削る\n---\n- 旧の文(1)\n",
    );
    register.write(
        "content/tasks/t10.md",
        "---\nno: 10\ntitle: 新\npartners: [t09]\n---\n- [旧](task:t09)に代わる\n",
    );
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let page = register.read("public/tasks/t10.html");
    assert!(page.contains("href=\"t09.html\">旧</a>"), "{page}");
    assert!(!register.read("public/graph.html").contains("t09.html"));
}
