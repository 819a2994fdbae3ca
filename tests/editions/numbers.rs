//! What a number means and meant: a page for each, and the way to it.

use super::register::Register;

/// The register after two editions, edited again, with its site.
fn built() -> Register {
    let register = Register::with_editions(2);
    register.put("now");
    let built = register.run(&["build", "--site-url", "https://example.jp/a/"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    register
}

/// The steps of the list on a page.
fn steps(page: &str) -> Vec<&str> {
    let list = page.split("class=\"history\"").nth(1).expect("a list");
    let list = list.split("</ol>").next().expect("a list");
    list.split("<li>").skip(1).map(|step| step.trim()).collect()
}

#[test]
fn a_number_says_what_it_meant_in_each_edition() {
    let register = built();
    let read = |path: &str| register.read(&format!("public/{path}"));
    let four = read("n/task/4.html");
    assert!(
        four.contains("<h1 data-search=\"off\">取組 (4)</h1>"),
        "{four}"
    );
    assert_eq!(
        steps(&four),
        [
            "いまの内容 <a href=\"../../tasks/t08.html\"><span class=\"number\">(4)</span> 外国語での案内</a> \
             <span class=\"note\">削除</span></li>",
            "令和6年6月 第一次改訂 <a href=\"../../editions/2024/tasks/t08.html\">\
             <span class=\"number\">(4)</span> 外国語での案内</a></li>",
            "令和5年 当初 <a href=\"../../editions/2023/tasks/t04.html\">\
             <span class=\"number\">(4)</span> 訪問員の研修</a></li>",
        ]
    );
    // It meant two records, so that none stands for it.
    assert!(four.contains("rel=\"canonical\" href=\"https://example.jp/a/n/task/4.html\""));
    assert!(four.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!read("sitemap.xml").contains("/n/task/"));
    assert!(!register.path("public/editions/2023/n").exists());

    // (5) has moved its file, and is the same record all the time.
    let five = read("n/task/5.html");
    assert!(five.contains("rel=\"canonical\" href=\"https://example.jp/a/tasks/soudan.html\""));
    let plain = "この番号が指すもの: <a href=\"../../tasks/soudan.html\">";
    let at = five.find(plain).expect("a plain link");
    assert!(
        at < five.find("class=\"history\"").expect("a list"),
        "{five}"
    );
    let first = "editions/2023/tasks/t05.html";
    assert!(steps(&five)[2].contains(first), "{five}");

    let editions = read("editions/index.html");
    assert!(
        editions.contains("<a href=\"../n/task/index.html\">取組の番号</a>"),
        "{editions}"
    );
    let list = read("n/task/index.html");
    assert!(list.contains("href=\"4.html\""), "{list}");
    assert!(list.contains("外国語での案内、訪問員の研修"), "{list}");
}

#[test]
fn numbers_of_any_shape_have_pages() {
    let register = Register::with_editions(1);
    let record = |no: &str| format!("---\nno: {no}\ntitle: 題{no}\n---\n- 文\n");
    for (id, no) in [("x1", "2の2"), ("x2", "A/1"), ("x3", "index"), ("x4", "Ⅳ")] {
        register.write(&format!("content/tasks/{id}.md"), &record(no));
    }
    // A page of the author's keeps its place.
    register.write("content/n/task/1.md", "# 一\n");
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let read = |path: &str| register.read(&format!("public/n/task/{path}.html"));
    for (name, href) in [
        ("2の2", "x1"),
        ("A~2F1", "x2"),
        ("~69ndex", "x3"),
        ("IV", "x4"),
    ] {
        let page = read(name);
        assert!(
            page.contains(&format!("href=\"../../tasks/{href}.html\"")),
            "{page}"
        );
    }
    assert!(read("1").contains("一</h1>"));
    assert!(read("index").contains("href=\"2%E3%81%AE2.html\""));
}

#[test]
fn a_number_that_counts_in_a_scope_has_one_page() {
    let register = Register::with_editions(0);
    let config = register.read("hakusho.toml");
    let config = config.replace(
        "format = \"目標{no}\"",
        "format = \"目標{no}\", scope = \"area\"",
    );
    let field = "\n[collections.aim.fields.area]\ntype = \"string\"\nlabel = \"分野\"\n";
    register.write("hakusho.toml", &(config + field));
    let aim = |area: &str| format!("---\nno: 2\narea: {area}\ntitle: {area}の目標\n---\n- 文\n");
    register.write("content/aims/b1.md", &aim("福祉"));
    register.write("content/aims/b2.md", &aim("防災"));
    // Without editions a number means what it says, and search finds it.
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert!(!register.path("public/n").exists());
    register.freeze("2023");
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let two = register.read("public/n/aim/2.html");
    let steps = steps(&two);
    assert_eq!(steps.len(), 4, "{two}");
    assert!(
        steps[0].contains("福祉の目標</a> <span class=\"note\">福祉</span>"),
        "{two}"
    );
    assert!(
        steps[1].contains("防災の目標</a> <span class=\"note\">防災</span>"),
        "{two}"
    );
}

/// What a page says above its list.
fn above(page: &str) -> &str {
    let body = page.split("</h1>").nth(1).expect("a body");
    let body = body.split("<section").next().expect("a body");
    body.trim()
}

#[test]
fn a_vacated_number_says_what_became_of_its_record() {
    let register = Register::with_editions(2);
    register.put("now");
    register.remove("content/tasks/t09.md");
    let t07 = register.read("content/tasks/t07.md");
    register.write(
        "content/tasks/t07.md",
        &t07.replace("successors: [t09, t10]", "successors: [t02, t10]"),
    );
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let read = |no: u8| register.read(&format!("public/n/task/{no}.html"));
    let six = read(6);
    assert_eq!(
        above(&six),
        "<p>いまは使われていません。</p>\n\
         <p class=\"former\"><a href=\"../../tasks/t06.html\"><span class=\"number\">(6)</span> \
         相談窓口の時間延長</a>: 統合 → <a href=\"../../tasks/soudan.html\">\
         <span class=\"number\">(5)</span> 相談窓口の周知と時間延長</a></p>"
    );
    assert_eq!(steps(&six)[0], "いまの内容 使われていません</li>");
    assert!(steps(&six)[1].starts_with("令和6年6月 第一次改訂 <a href"));
    // A number that is kept says so.
    let four = read(4);
    assert!(
        above(&four).starts_with(
            "<p>欠番です。</p>\n<p class=\"former\"><a href=\"../../tasks/t08.html\">"
        ) && above(&four).ends_with("外国語での案内</a>: 削除</p>"),
        "{four}"
    );
    assert!(!above(&read(3)).contains("former"));

    // A record that only has another number now leads there.
    let t10 = register.read("content/tasks/t10.md");
    register.write("content/tasks/t10.md", &t10.replace("no: 7", "no: 9"));
    let soudan = register.read("content/tasks/soudan.md");
    register.write("content/tasks/soudan.md", &soudan.replace("no: 5", "no: 7"));
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let five = read(5);
    assert!(
        above(&five).ends_with(
            "<span class=\"number\">(5)</span> 相談窓口の周知: 移動 → \
             <a href=\"../../tasks/soudan.html\"><span class=\"number\">(7)</span> \
             相談窓口の周知と時間延長</a></p>"
        ),
        "{five}"
    );
}

#[test]
fn a_scope_that_is_a_record_is_called_as_it_is() {
    let register = Register::with_editions(0);
    let config = register.read("hakusho.toml");
    let config = config.replace(
        "format = \"({no})\"",
        "format = \"({no})\", scope = \"aim\"",
    );
    let field = "\n[collections.task.fields.aim]\ntype = \"ref\"\nto = \"aim\"\nlabel = \"目標\"\n";
    register.write("hakusho.toml", &(config + field));
    let t02 = register.read("content/tasks/t02.md");
    register.write(
        "content/tasks/t02.md",
        &t02.replacen("---\n", "---\naim: a1\n", 1),
    );
    register.freeze("2023");
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let two = register.read("public/n/task/2.html");
    assert!(
        steps(&two)[0].contains("連絡網の整備</a> <span class=\"note\">目標1</span>"),
        "{two}"
    );
    // 目標 does not stand there twice.
    let aim = register.read("public/n/aim/1.html");
    assert!(aim.contains("<h1 data-search=\"off\">目標1</h1>"), "{aim}");
}
