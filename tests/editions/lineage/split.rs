//! `split`: copies of a record, and the record that points to them.

use super::{done, refused, register, sources};

#[test]
fn the_new_records_are_copies_without_what_is_the_old_ones() {
    let register = register();
    register.write(
        "content/tasks/t07.md",
        "---\nno: 7\ntitle: 機器\nstatus: 実施中\naliases: [kiki]\nchange: 軽微\ninferred: [no, status]\n---\n- 貸与する{#lend}\n- 講習を開く\n",
    );
    register.write(
        "content/about.md",
        "機器は(7)、[(7)]、[講習](task:t07#lend)。\n",
    );
    let said = done(&register, &["split", "7", "--into", "t11,t12"]);
    assert_eq!(
        said.stdout,
        "  task:t07: 分割 → task:t11 task:t12\n\
         \u{20} task:t11: 新設（no、aliases、change は写していません）\n\
         \u{20} task:t12: 新設（no、aliases、change は写していません）\n\
         変わるファイル: 4\n\
         \u{20} content/about.md\n\
         \u{20} content/tasks/t07.md\n\
         \u{20} content/tasks/t11.md（新しいファイル）\n\
         \u{20} content/tasks/t12.md（新しいファイル）\n\
         新しい記録は、元の記録の写しです。番号を付け、要らない文を消してください。\n"
    );
    let copy = "---\ntitle: 機器\nstatus: 実施中\ninferred: [status]\n---\n- 貸与する{#lend}\n- 講習を開く\n";
    assert_eq!(register.read("content/tasks/t11.md"), copy);
    assert_eq!(register.read("content/tasks/t12.md"), copy);
    let old = register.read("content/tasks/t07.md");
    assert!(
        old.contains("withdrawn: 分割\nsuccessors: [t11, t12]\n---\n- 貸与する"),
        "{old}"
    );
    let about = "機器は(7)、[(7)](task:t07)、[講習](task:t07#lend)。\n";
    assert_eq!(register.read("content/about.md"), about);
    for place in ["about.md:1:4", "about.md:1:8", "about.md:1:14"] {
        assert!(said.stderr.contains(place), "{place}: {}", said.stderr);
    }
    let page = register.read("public/tasks/t07.html");
    assert!(page.contains("この記録は廃止されました（分割）"), "{page}");
    assert!(page.contains("href=\"t11.html\"") && page.contains("href=\"t12.html\""));
    // The parts take numbers of their own.
    done(&register, &["renumber", "t11", "7", "t12", "8"]);
    assert!(
        register
            .read("content/tasks/t11.md")
            .contains("inferred: [status]\nno: 7\n---\n")
    );
}

#[test]
fn ids_must_be_new_and_several() {
    let register = register();
    let split = |into: &str, code| refused(&register, &["split", "t07", "--into", into], code);
    assert!(split("t11", 2).contains("新しい ID を二つ以上"));
    assert!(split("t11,t11", 2).contains("二度書かれています"));
    assert!(split("t11,T05", 2).contains("error[already-exists]"));
    assert!(split("t11,a/b", 1).contains("error[invalid-id]"));
    assert!(split("t11,index", 1).contains("error[invalid-id]"));
    assert!(split("t11,.t12", 1).contains("error[invalid-id]"));
    assert!(split("t11,aux", 1).contains("error[unsafe-path]"));
    // `t11.en.md` would be the English of `t11.md`.
    assert!(split("t11,t11.en", 1).contains(".en で終わる名前のファイルは翻訳です"));
    let before = sources(&register);
    let said = register.run(&[
        "split",
        "t07",
        "--into",
        "t11",
        "--into",
        "t12",
        "--dry-run",
    ]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(
        said.stdout
            .contains("--- /dev/null\n+++ content/tasks/t11.md\n@@ -0,0 +1,6 @@\n+---\n"),
        "{}",
        said.stdout
    );
    assert_eq!(sources(&register), before);
}

#[test]
fn ids_that_differ_by_case_or_look_like_translations_are_refused() {
    let register = register();
    let said = refused(&register, &["split", "t05", "--into", "t21,T21"], 2);
    assert!(said.contains("大文字と小文字だけが違います"), "{said}");
    for arguments in [
        &["split", "t05", "--into", "t21.en,t22"][..],
        &["rename", "t05", "t21.en"],
    ] {
        let said = refused(&register, arguments, 1);
        assert!(
            said.contains(".en で終わる名前のファイルは翻訳です"),
            "{said}"
        );
    }
    // What no language is called by is part of an id.
    done(&register, &["rename", "t05", "t21.old"]);
}
