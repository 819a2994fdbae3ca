//! `withdraw`: the record says what became of it, and the author hears who still refers to it.

use super::{NOTES, done, refused, register, sources};

#[test]
fn a_withdrawn_record_keeps_its_page_and_what_refers_to_it_is_told() {
    let register = register();
    let before = sources(&register);
    let reason = "窓口に移したため";
    let said = done(
        &register,
        &[
            "withdraw", "(5)", "--to", "t04", "--reason", reason, "--format", "short",
        ],
    );
    assert_eq!(
        said.stdout,
        "  task:t05: 削る → task:t04\n\
         変わるファイル: 3\n\
         \u{20} content/notes.en.md\n\
         \u{20} content/notes.md\n\
         \u{20} content/tasks/t05.md\n"
    );
    let expected = "---\nno: 5\ntitle: 相談窓口の周知\nstatus: 実施中\nwithdrawn: 削る\n\
                    successors: [t04]\nreason: 窓口に移したため\n---\n- 相談窓口を広報で知らせる\n";
    assert_eq!(register.read("content/tasks/t05.md"), expected);
    // Whoever insists on a number names the page; a bare number stays, and builds warn of it.
    let notes = NOTES
        .replace("周知は[(5)]、", "周知は[(5)](task:t05)、")
        .replace("[(4),(5)]も", "[(4)],[(5)](task:t05)も")
        .replace("[周知][(5)]", "[周知][task:t05]")
        .replace("[[(5)]]", "[(5)](task:t05)")
        .replace("と[(5)]を", "と[(5)](task:t05)を");
    assert_eq!(register.read("content/notes.md"), notes);
    assert!(
        register
            .read("content/notes.en.md")
            .contains("see [(5)](task:t05).")
    );
    let told = |place: &str, text: &str| {
        let warning = format!(
            "{place}: warning[remaining-reference]: {text} は、廃止した task:t05 をいまも指しています"
        );
        assert!(said.stderr.contains(&warning), "{warning}\n{}", said.stderr);
    };
    told("content/notes.md:3:11", "[(5)]");
    told("content/notes.md:5:24", "[(5)の頁](tasks/t05.md)");
    told("content/notes.md:17:15", "[(5)]");
    told("content/aims/a1.md:7:15", "(5)");
    told("content/tasks/t04.en.md:1:27", "(5)");
    told("content/tasks/t10.md:6:5", "task:t05");
    told("data/table.csv:3:5", "(5)");
    assert_eq!(said.stderr.matches("warning[").count(), 12);
    let page = register.read("public/tasks/t05.html");
    assert!(page.contains("この記録は廃止されました（削る）"), "{page}");
    let home = register.read("public/notes.html");
    assert!(home.contains("href=\"tasks/t05.html\">(5)</a>"), "{home}");
    // Its number is free. What still prints it would mean the new holder, which is told.
    let said = done(&register, &["renumber", "t06", "5", "--format", "short"]);
    let captured = "content/aims/a1.md:7:15: warning[captured-reference]: (5) は";
    assert!(said.stderr.contains(captured), "{}", said.stderr);
    assert_ne!(before, sources(&register));
}

#[test]
fn a_reserved_number_stays_where_it_is() {
    let register = register();
    let said = done(&register, &["withdraw", "task:t05", "--reserved"]);
    assert!(
        said.stdout
            .starts_with("  task:t05: 削除\n変わるファイル: 1\n"),
        "{}",
        said.stdout
    );
    assert!(
        register
            .read("content/tasks/t05.md")
            .contains("\nwithdrawn: 削除\n---\n")
    );
    assert_eq!(register.read("content/notes.md"), NOTES);
    assert!(said.stderr.contains("warning[remaining-reference]"));
    let taken = refused(&register, &["renumber", "t06", "5"], 1);
    assert!(taken.contains("error[duplicate-number]"), "{taken}");
}

#[test]
fn how_a_number_is_given_up_may_change() {
    let register = register();
    done(&register, &["withdraw", "t05", "--reserved"]);
    done(&register, &["withdraw", "t05", "--reason", "不要"]);
    let text = register.read("content/tasks/t05.md");
    assert!(
        text.contains("withdrawn: 削る\nreason: 不要\n---\n"),
        "{text}"
    );
    done(&register, &["renumber", "t06", "5"]);
    let taken = refused(&register, &["withdraw", "t05", "--reserved"], 1);
    assert!(taken.contains("error[duplicate-number]"), "{taken}");
}

#[test]
fn words_are_those_of_the_site() {
    let register = register();
    let config = register.read("hakusho.toml");
    register.write("hakusho.toml", &format!("lang = \"en\"\n{config}"));
    done(&register, &["withdraw", "t05"]);
    let text = register.read("content/tasks/t05.md");
    assert!(text.contains("\nwithdrawn: removed\n---\n"), "{text}");
}

#[test]
fn nothing_takes_its_own_place() {
    let register = register();
    let said = refused(
        &register,
        &["withdraw", "t05", "--to", "5", "--to", "t99"],
        2,
    );
    assert!(
        said.contains("自分自身に引き継ぐことはできません"),
        "{said}"
    );
    assert!(said.contains("レコード t99 は見つかりません"), "{said}");
    done(&register, &["withdraw", "t05", "--to", "t04"]);
    let merged = "---\ntitle: x\nwithdrawn: 統合\nsuccessors: [t04]\n---\n- x\n";
    register.write("content/tasks/t11.md", merged);
    let gone = refused(&register, &["withdraw", "t11"], 2);
    assert!(gone.contains("すでに廃止されています"), "{gone}");
    let circle = refused(&register, &["withdraw", "t04", "--to", "t05"], 1);
    assert!(circle.contains("error[lineage-cycle]"), "{circle}");
}

#[test]
fn a_vanished_record_is_answered_by_the_command() {
    let register = register();
    register.remove("content/tasks/t07.md");
    let built = register.run(&["build"]);
    assert!(
        built.stderr.contains("hakusho withdraw t07"),
        "{}",
        built.stderr
    );
    assert!(
        built.stderr.contains("hakusho rename t07"),
        "{}",
        built.stderr
    );
}

#[test]
fn a_relation_by_number_goes_on_meaning_the_record() {
    let register = register();
    done(&register, &["withdraw", "t04"]);
    let text = register.read("content/tasks/t10.md");
    assert!(text.contains("\n  - \"t04\"  # 研修\n"), "{text}");
    done(&register, &["renumber", "t05", "4"]);
    assert_eq!(register.read("content/tasks/t10.md"), text);
    let page = register.read("public/tasks/t10.html");
    assert!(page.contains("href=\"t04.html\""), "{page}");
}

#[test]
fn a_number_that_was_given_up_names_its_new_holder_in_relations_too() {
    let register = register();
    let text = register.read("content/tasks/t04.md");
    let withdrawn = text.replacen("\n---\n", "\nwithdrawn: 削る\n---\n", 1);
    register.write("content/tasks/t04.md", &withdrawn);
    // Written by hand, the relation still means the one that is no more.
    done(&register, &["renumber", "t06", "4"]);
    let text = register.read("content/tasks/t10.md");
    assert!(text.contains("\n  - \"t04\"  # 研修\n"), "{text}");
    register.write("content/tasks/t10.md", &text.replace("\"t04\"", "4"));
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let page = register.read("public/tasks/t06.html");
    assert!(page.contains("href=\"t10.html\""), "{page}");
}

#[test]
fn a_number_that_was_given_up_says_whose_it_was() {
    let register = register();
    done(&register, &["withdraw", "t05", "--to", "t06"]);
    register.write("content/tasks/t12.md", "- (5)による、(77)\n- [(5)]\n");
    let said = register.run(&["check"]).stderr;
    let help = "help: 廃止した task:t05「相談窓口の周知」の番号でした\n";
    assert!(said.matches(help).count() >= 2, "{said}");
    assert!(said.contains("引き継いだのは (6) task:t06 です"), "{said}");
    let forms = "廃止したものを指すなら [(5)](task:t05)、版の番号としてなら [(5)@2023] と書いて";
    assert!(said.contains(forms), "{said}");
    // (77), and the (14) of the notes: numbers that nobody ever had.
    assert_eq!(said.matches("まであります").count(), 2, "{said}");
    // One that no edition knows.
    register.write(
        "content/tasks/t13.md",
        "---\nno: 13\nwithdrawn: 削る\n---\n- 旧\n",
    );
    register.write("content/tasks/t12.md", "- (13)\n");
    let said = register.run(&["check"]).stderr;
    assert!(
        said.contains("廃止したものを指すなら [(13)](task:t13) と書いてください"),
        "{said}"
    );
}
