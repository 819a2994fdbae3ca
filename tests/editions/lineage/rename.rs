//! `rename`: the files are called otherwise, and whatever names the record says so.

use super::{NOTES, done, refused, register, sources};

#[test]
fn whatever_names_the_record_names_it_by_the_new_id() {
    let register = register();
    register.write(
        "content/tasks/t09.md",
        "---\nno: 9\ntitle: 旧\nwithdrawn: 統合\nsuccessors: [t04, \"task:t01\"]\n---\n- 旧\n",
    );
    register.write(
        "content/tasks/t12.md",
        "- [研修](t04.md)、[頁](t04.html#s1)、[英](t04.en.md)、[外](../tasks/t04)\n",
    );
    let said = done(&register, &["rename", "(4)", "kenshu"]);
    assert_eq!(
        said.stdout,
        "  task:t04 → task:kenshu\n変わるファイル: 5\n\
         \u{20} content/notes.md\n\
         \u{20} content/tasks/t04.en.md → content/tasks/kenshu.en.md\n\
         \u{20} content/tasks/t04.md → content/tasks/kenshu.md\n\
         \u{20} content/tasks/t09.md\n\
         \u{20} content/tasks/t12.md\n"
    );
    let expected = NOTES
        .replace("(task:t04#s1)", "(task:kenshu#s1)")
        .replace("\"task:t04\"", "\"task:kenshu\"")
        .replace("[[task:t04|", "[[task:kenshu|");
    assert_eq!(register.read("content/notes.md"), expected);
    let read = |path: &str| register.read(path);
    assert!(read("content/tasks/kenshu.md").contains("partners: [t01]\nrenamed-from: t04\n---\n"));
    assert!(read("content/tasks/kenshu.en.md").contains("see (5)"));
    assert!(!register.path("content/tasks/t04.md").exists());
    assert!(!register.path("content/tasks/t04.en.md").exists());
    assert!(read("content/tasks/t09.md").contains("successors: [kenshu, \"task:t01\"]"));
    let links =
        "- [研修](kenshu.md)、[頁](kenshu.html#s1)、[英](kenshu.en.md)、[外](../tasks/kenshu)\n";
    assert_eq!(read("content/tasks/t12.md"), links);
    let redirect = read("public/tasks/t04.html");
    assert!(redirect.contains("url=kenshu.html"), "{redirect}");
    assert!(read("public/notes.html").contains("href=\"tasks/kenshu.html\">(4)</a>"));
    assert!(register.path("public/en/tasks/kenshu.html").exists());
    let status = register.run(&["status"]).stdout;
    assert!(status.contains("task:t04 → task:kenshu"), "{status}");
}

#[test]
fn relations_and_a_way_back() {
    let register = register();
    let before = sources(&register);
    done(&register, &["rename", "content/tasks/t05.md", "窓口"]);
    let read = |path: &str| register.read(path);
    assert!(read("content/tasks/t10.md").contains("  - task:窓口\n"));
    assert!(read("content/notes.md").contains("[(5)の頁](tasks/窓口.md)"));
    done(&register, &["rename", "task:窓口", "t05"]);
    let renamed = "status: 実施中\nrenamed-from: 窓口\n---\n";
    assert!(
        read("content/tasks/t05.md").contains(renamed),
        "{}",
        read("content/tasks/t05.md")
    );
    let mut after = sources(&register);
    let file = after.get_mut("content/tasks/t05.md").expect("it is back");
    *file = file.replace("renamed-from: 窓口\n", "");
    assert_eq!(after, before);
}

#[test]
fn a_name_that_cannot_be_is_refused() {
    let register = register();
    let rename = |id: &str, code| refused(&register, &["rename", "t05", id], code);
    assert!(rename("t04", 2).contains("error[already-exists]"));
    assert!(rename("x:y", 1).contains("error[invalid-id]"));
    assert!(rename("README", 1).contains("error[invalid-id]"));
    let same = register.run(&["rename", "t05", "t05"]);
    assert_eq!(same.stdout, "変わるものはありません。\n");
    // Who includes the file would no longer find it.
    register.write("content/all.md", "```{include} tasks/t05.md\n```\n");
    let included = rename("t55", 1);
    assert!(included.contains("error[broken-include]"), "{included}");
    assert!(included.contains("--> content/all.md:1:1"), "{included}");
}

#[test]
fn a_sentence_that_named_the_record_twice_is_no_news() {
    let register = register();
    register.write(
        "content/tasks/t12.md",
        "- (4)及び[研修](task:t04)による、(4)\n",
    );
    let said = done(&register, &["rename", "t04", "kenshu"]);
    assert_eq!(said.stderr, "");
}
