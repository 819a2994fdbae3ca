//! What pages of records and of old editions say, in Japanese and English.

use std::fs;
use std::path::Path;

use super::register::Register;

/// The register after two editions, edited again, in that language, with its site.
fn built(lang: &str) -> Register {
    let register = Register::with_editions(0);
    let config = register.read("hakusho.toml");
    let setting = format!("lang = \"{lang}\"\npreset");
    register.write("hakusho.toml", &config.replacen("preset", &setting, 1));
    for state in ["2023", "2024"] {
        register.put(state);
        register.freeze(state);
    }
    register.put("now");
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    register
}

#[test]
fn a_record_names_those_whose_place_it_took() {
    let register = built("ja");
    let page = |path: &str| register.read(&format!("public/{path}"));
    let soudan = page("tasks/soudan.html");
    let line = "<p class=\"predecessors\" data-search=\"off\">引き継いだもの: <a href=\"t06.html\">\
                <span class=\"number\">(6)</span> 相談窓口の時間延長</a>（統合）</p>";
    assert!(soudan.contains(line), "{soudan}");
    assert!(page("tasks/t09.html").contains("機器の貸与と講習</a>（分割）</p>"));
    assert!(page("tasks/t02.html").contains("紙の名簿の配布</a>（削る）</p>"));
    assert!(!page("tasks/t01.html").contains("引き継いだもの"));
    // In 2024 the merger had not happened yet.
    let old = page("editions/2024/tasks/soudan.html");
    assert!(!old.contains("引き継いだもの"), "{old}");
    let english = built("en").read("public/tasks/soudan.html");
    assert!(
        english.contains("Takes the place of: <a href=\"t06.html\"")
            && english.contains("相談窓口の時間延長</a> (merged)</p>"),
        "{english}"
    );
}

/// The texts of all pages below a folder, with their addresses.
fn pages(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|ending| ending == "html") {
            let text = fs::read_to_string(&path).expect("a page");
            found.push((path.display().to_string(), text));
        }
    }
    found
}

#[test]
fn english_pages_have_english_brackets_and_words() {
    let register = built("en");
    let all = pages(&register.path("public"));
    assert!(all.len() > 50, "{}", all.len());
    for (path, text) in &all {
        // The name of the register is the only Japanese text with brackets.
        let rest = text.replace("（架空）", "");
        assert!(!rest.contains(['（', '）']), "{path}: {rest}");
    }
    let page = |path: &str| register.read(&format!("public/{path}"));
    let banner = "<strong>Old edition: 当初 (令和5年)</strong>";
    assert!(page("editions/2023/tasks/t01.html").contains(banner));
    let gone = "<strong>This record is no more (removed, number kept)</strong>";
    assert!(page("tasks/t08.html").contains(gone));
    assert!(page("editions/index.html").contains(">Current text</a>"));
    let changes = page("editions/changes/now/index.html");
    assert!(changes.contains("Changes: current text</h1>"), "{changes}");
    // Programs read one word.
    let status = register.run(&["status", "--format", "json"]).stdout;
    assert!(status.contains("\"kind\":\"reserved\""), "{status}");
}

#[test]
fn a_collection_may_lose_all_its_records() {
    let register = Register::with_editions(1);
    let aim = register.read("content/aims/a1.md");
    register.write(
        "content/aims/a1.md",
        &aim.replacen("---\n", "---\nwithdrawn: 削る\n", 1),
    );
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let page = register.read("public/aims/index.html");
    assert!(page.contains("廃止された記録"), "{page}");
    let data = register.read("public/data/aims.json");
    let data: serde_json::Value = serde_json::from_str(&data).expect("JSON");
    assert_eq!(data["records"], serde_json::json!([]));
}
