//! What pages of records and of old editions say, in Japanese and English.

use super::register::Register;

/// The register after two editions, edited again, in that language, with its site.
fn built(lang: &str) -> Register {
    let register = Register::with_editions(2);
    register.put("now");
    let config = register.read("hakusho.toml");
    let setting = format!("lang = \"{lang}\"\npreset");
    register.write("hakusho.toml", &config.replacen("preset", &setting, 1));
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
