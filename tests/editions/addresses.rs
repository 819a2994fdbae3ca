//! Addresses that were published go on leading to their records.

use std::fs;

use super::register::Register;

/// Where the page at an address of the site leads on to, if it does.
fn leads_to(register: &Register, address: &str) -> Option<String> {
    let page = register.read(&format!("public/{address}"));
    let rest = page
        .split("http-equiv=\"refresh\" content=\"0; url=")
        .nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}

fn build(register: &Register) {
    let built = register.run(&["build", "--site-url", "https://example.jp/a/"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
}

/// Puts keys at the start of a file's front matter.
fn front(register: &Register, path: &str, keys: &str) {
    let text = register.read(path);
    register.write(path, &text.replacen("---\n", &format!("---\n{keys}\n"), 1));
}

#[test]
fn a_slug_that_comes_later_leaves_the_published_address() {
    let register = Register::with_editions(1);
    front(&register, "content/tasks/t02.md", "slug: ni");
    build(&register);
    assert_eq!(
        leads_to(&register, "tasks/t02.html").as_deref(),
        Some("ni.html")
    );
    assert_eq!(leads_to(&register, "tasks/ni.html"), None);
    let sitemap = register.read("public/sitemap.xml");
    assert!(!sitemap.contains("/tasks/t02.html"), "{sitemap}");
    // The old edition has it where it was.
    assert_eq!(leads_to(&register, "editions/2023/tasks/t02.html"), None);
    // The address is the newest record's that had it, in another edition, too.
    front(&register, "content/tasks/t03.md", "slug: t02");
    build(&register);
    assert_eq!(leads_to(&register, "tasks/t02.html"), None);
    assert_eq!(
        leads_to(&register, "tasks/t03.html").as_deref(),
        Some("t02.html")
    );
}

#[test]
fn a_folder_that_moves_leaves_the_published_addresses() {
    let register = Register::with_editions(2);
    let config = register.read("hakusho.toml");
    register.write(
        "hakusho.toml",
        &config.replace("dir = \"tasks\"", "dir = \"jobs\""),
    );
    fs::rename(
        register.path("content/tasks"),
        register.path("content/jobs"),
    )
    .expect("moved");
    // A page takes the address that it names.
    register.write("content/tasks/t04.md", "# 別のページ\n");
    build(&register);
    assert_eq!(
        leads_to(&register, "tasks/t01.html").as_deref(),
        Some("../jobs/t01.html")
    );
    assert_eq!(leads_to(&register, "tasks/t04.html"), None);
    // t05 was renamed between the editions: both of its old addresses lead on.
    for old in ["tasks/t05.html", "tasks/soudan.html"] {
        assert_eq!(
            leads_to(&register, old).as_deref(),
            Some("../jobs/soudan.html"),
            "{old}"
        );
    }
    // What is no more keeps its page.
    assert_eq!(
        leads_to(&register, "tasks/t03.html").as_deref(),
        Some("../jobs/t03.html")
    );
}

#[test]
fn a_collection_under_another_key_keeps_its_records() {
    let register = Register::with_editions(2);
    let config = register.read("hakusho.toml");
    register.write(
        "hakusho.toml",
        &config.replace("[collections.aim]", "[collections.goal]"),
    );
    let built = register.run(&["build"]);
    assert_eq!(built.code, 1);
    for part in [
        "error[vanished-record]: 版 2024 の目標 目標1 だれもが見守られる町（aim:a1）がなくなっています\n",
        "hakusho.toml に [collections.aim] がありません",
        "renamed-from: aim:a1",
    ] {
        assert!(built.stderr.contains(part), "{part}: {}", built.stderr);
    }
    assert!(
        !built.stderr.contains("元に戻してください"),
        "{}",
        built.stderr
    );

    front(&register, "content/aims/a1.md", "renamed-from: aim:a1");
    let index = register.read("content/index.md");
    register.write(
        "content/index.md",
        &(index + "\n[前の文](aim:a1@2023#s1)\n"),
    );
    build(&register);
    let page = register.read("public/aims/a1.html");
    assert!(page.contains("令和6年6月 第一次改訂</a> 改正"), "{page}");
    let old = register.read("public/editions/2023/aims/a1.html");
    assert!(old.contains("href=\"../../../aims/a1.html\""), "{old}");
    assert!(old.contains("いまの内容とは異なります"), "{old}");
    let status = register.run(&["status"]).stdout;
    assert!(
        status.contains("移動\tgoal:a1\t目標1 だれもが見守られる町［aim:a1 → goal:a1］"),
        "{status}"
    );
}

#[test]
fn a_record_moves_to_another_collection() {
    let register = Register::with_editions(1);
    register.remove("content/tasks/t07.md");
    let moved = "---\nno: 7\nrenamed-from: task:t07\ntitle: 機器\n---\n- 文\n";
    register.write("content/aims/t07.md", moved);
    build(&register);
    assert_eq!(
        leads_to(&register, "tasks/t07.html").as_deref(),
        Some("../aims/t07.html")
    );
    // What is there still was not renamed.
    front(&register, "content/aims/a1.md", "renamed-from: task:t01");
    let built = register.run(&["build"]);
    assert_eq!(built.code, 1);
    assert!(
        built.stderr.contains("その ID のレコードがまだあります"),
        "{}",
        built.stderr
    );
}
