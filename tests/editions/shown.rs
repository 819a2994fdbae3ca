//! Editions whose pages are left out: `[editions] render`.

use super::register::Register;

/// The register after two editions, edited again, with references to both and that setting.
fn built(render: &str) -> Register {
    let register = Register::with_editions(2);
    register.put("now");
    let index = register.read("content/index.md");
    let more = "\n[(4)@2023]、[前の文](task:t05@2023#s1)、[(4)@2024]\n";
    register.write("content/index.md", &(index + more));
    let config = register.read("hakusho.toml");
    let setting = format!("[editions]\nrender = \"{render}\"\n");
    register.write("hakusho.toml", &(config + &setting));
    let built = register.run(&[
        "build",
        "--site-url",
        "https://example.jp/a/",
        "--format",
        "short",
    ]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let told: Vec<&str> = built.stderr.lines().collect();
    let warned = |part: &str| told.iter().any(|line| line.contains(part));
    assert!(
        warned("warning[edition-not-shown]: 版 2023 のページは作られないので、(4) は"),
        "{told:?}"
    );
    assert_eq!(
        warned("版 2024 のページは作られない"),
        render == "diff-only",
        "{told:?}"
    );
    register
}

#[test]
fn only_the_newest_editions_have_pages() {
    let register = built("last:1");
    assert!(!register.path("public/editions/2023").exists());
    assert!(
        register
            .path("public/editions/2024/tasks/t04.html")
            .is_file()
    );
    let read = |path: &str| register.read(&format!("public/{path}"));
    let home = read("index.html");
    assert!(home.contains("href=\"tasks/t04.html\">(4)</a>"), "{home}");
    assert!(
        home.contains("href=\"tasks/soudan.html\">前の文</a>"),
        "{home}"
    );
    assert!(
        home.contains("href=\"editions/2024/tasks/t08.html\">(4)</a>"),
        "{home}"
    );

    // What is left out takes part in everything else.
    let history = read("tasks/soudan.html");
    assert!(
        history.contains("令和6年6月 第一次改訂</a> 移動"),
        "{history}"
    );
    assert!(history.contains("<li>令和5年 当初 初出"), "{history}");
    let editions = read("editions/index.html");
    assert!(editions.contains("<li>当初 "), "{editions}");
    let number = read("n/task/5.html");
    assert!(
        number.contains("令和5年 当初 <a href=\"../../tasks/soudan.html\">"),
        "{number}"
    );
}

#[test]
fn editions_may_be_there_for_their_changes_only() {
    let register = built("diff-only");
    assert!(!register.path("public/editions/2024").exists());
    let feed = register.read("public/feed.atom");
    assert!(
        feed.contains("href=\"https://example.jp/a/tasks/t04.html\""),
        "{feed}"
    );
    assert!(!feed.contains("/editions/"), "{feed}");
    let said = register.run(&["status", "--edition", "2023"]).stdout;
    assert!(said.contains("新設"), "{said}");
}

#[test]
fn a_record_that_is_nowhere_now_leads_to_the_list() {
    let register = built("diff-only");
    register.remove("content/tasks/t03.md");
    register.write("content/about.md", "[前の文](task:t03@2023)\n");
    let built = register.run(&["build", "--lint", "vanished-record=allow"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let page = register.read("public/about.html");
    assert!(
        page.contains("href=\"editions/index.html\">前の文</a>"),
        "{page}"
    );
}

#[test]
fn what_changed_is_shown_without_the_pages_of_old_editions() {
    let register = built("diff-only");
    let said = register.run(&["build"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let list = register.read("public/editions/changes/2024/index.html");
    assert!(
        list.contains("<th scope=\"row\">見守りの協定</th>"),
        "{list}"
    );
    let list = register.read("public/editions/changes/now/index.html");
    assert!(
        list.contains("../../../tasks/t04.html\">訪問員の研修</a></th>"),
        "{list}"
    );
}

#[test]
fn other_words_are_refused() {
    let register = Register::with_editions(0);
    let config = register.read("hakusho.toml");
    for wrong in ["\"some\"", "\"last:\"", "\"last:-1\"", "3"] {
        register.write(
            "hakusho.toml",
            &format!("{config}[editions]\nrender = {wrong}\n"),
        );
        let refused = register.run(&["check", "--format", "short"]);
        let problem = "error[invalid-config]: 設定 render の値が正しくありません";
        assert!(
            refused.stderr.contains(problem),
            "{wrong}: {}",
            refused.stderr
        );
    }
}

#[test]
fn an_old_text_that_refers_to_a_left_out_edition_stays_in_its_own() {
    let register = Register::with_editions(1);
    register.put("2024");
    register.write("content/about.md", "[(4)@2023]、[前の文](task:t03@2023)\n");
    register.freeze("2024");
    let config = register.read("hakusho.toml");
    let setting = "[editions]\nrender = \"last:1\"\n";
    register.write("hakusho.toml", &(config + setting));
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let page = register.read("public/editions/2024/about.html");
    assert!(page.contains("href=\"tasks/t04.html\">(4)</a>"), "{page}");
    assert!(
        page.contains("href=\"tasks/t03.html\">前の文</a>"),
        "{page}"
    );
}
