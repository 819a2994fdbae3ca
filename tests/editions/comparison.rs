//! The 新旧対照表 of the invented register, line by line, against what was written by hand for each
//! preset (`comparison/*.txt`).
//!
//! There, ` | ` divides the columns in the order of the page, `--` records, `==` begins a collection;
//! `_…_` is a line, `=…=` a double one, `<…>` a note of the table's own, `<_…_>` one with a line,
//! `[~…~]` a box.

use std::fs;
use std::path::Path;

use super::register::Register;

/// Builds the register with these lines in its configuration.
fn built(settings: &str) -> Register {
    let register = Register::with_editions(2);
    register.put("now");
    let config = register.read("hakusho.toml");
    register.write("hakusho.toml", &format!("{config}\n{settings}"));
    let said = register.run(&["build", "--quiet"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    register
}

fn expected(name: &str) -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/editions/comparison/{name}.txt"));
    fs::read_to_string(path).expect("what is expected")
}

/// What the pages show, in the form of the files.
fn shown(register: &Register) -> String {
    let mut text = String::new();
    for edition in ["2024", "now"] {
        let page = register.read(&format!(
            "public/editions/changes/{edition}/comparison.html"
        ));
        if text.is_empty() {
            let heads: Vec<&str> = between(&page, "<th scope=\"col\">", "</th>");
            text.push_str(&format!("heads: {}\n", heads.join(" | ")));
            let legend = between(&page, "<caption>", "</caption>");
            text.push_str(&format!("legend: {}\n", legend[0]));
            if page.contains("table-scroll vertical") {
                text.push_str("writing: vertical\n");
            }
            for remark in between(&page, "<p class=\"comparison-remark\">", "</p>") {
                text.push_str(&format!("remark: {remark}\n"));
            }
        }
        text.push_str(&format!("\n# {edition}\n"));
        let mut is_inside = false;
        for body in between(&page, "<tbody>", "</tbody>") {
            if let [heading] = between(body, "<th scope=\"rowgroup\"", "</th>").as_slice() {
                let heading = heading.split_once('>').map_or("", |(_, words)| words);
                text.push_str(&format!("== {heading}\n"));
                is_inside = false;
                continue;
            }
            if is_inside {
                text.push_str("--\n");
            }
            is_inside = true;
            for row in between(body, "<tr>", "</tr>") {
                let cells: Vec<String> =
                    between(row, "<td", "</td>").into_iter().map(cell).collect();
                text.push_str(cells.join(" | ").trim_end_matches(' '));
                text.push('\n');
            }
        }
    }
    text
}

/// All that stands between two marks.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    let parts = text.split(start).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(end)?.0))
        .collect()
}

/// A cell, from behind its `<td`.
fn cell(html: &str) -> String {
    let (attributes, inner) = html.split_once('>').expect("a cell");
    let mut text = inner.replace("<br>", "／");
    for (tag, class, open, close) in [
        ("ins", "line", "_", "_"),
        ("del", "line", "_", "_"),
        ("span", "line blank", "_", "_"),
        ("ins", "double", "=", "="),
        ("del", "double", "=", "="),
        ("span", "note line", "<_", "_>"),
        ("span", "note", "<", ">"),
    ] {
        let start = format!("<{tag} class=\"{class}\">");
        let end = format!("</{tag}>");
        while let Some(at) = text.find(&start) {
            let till = at + text[at..].find(&end).expect("an end tag");
            text.replace_range(till..till + end.len(), close);
            text.replace_range(at..at + start.len(), open);
        }
    }
    match attributes.contains("boxed") {
        true => format!("[~{text}~]"),
        false => text,
    }
}

/// Both texts without blanks at the ends of lines.
fn assert_same(shown: &str, expected: &str) {
    let tidy = |text: &str| -> String {
        let lines = text.lines().map(|line| line.trim_end_matches([' ', '|']));
        lines.map(|line| format!("{line}\n")).collect()
    };
    let (shown, expected) = (tidy(shown), tidy(expected));
    for (at, (a, b)) in shown.lines().zip(expected.lines()).enumerate() {
        assert_eq!(a, b, "line {}", at + 1);
    }
    assert_eq!(shown, expected);
}

#[test]
fn every_preset_is_what_was_written_by_hand() {
    for preset in ["plan", "mhlw", "bill", "detailed"] {
        let register = built(&format!("[editions.comparison]\npreset = \"{preset}\"\n"));
        assert_same(&shown(&register), &expected(preset));
    }
}

#[test]
fn a_site_without_settings_has_the_first_preset() {
    assert_same(&shown(&built("")), &expected("plan"));
}

#[test]
fn options_change_a_preset() {
    let register = built(
        "[editions.comparison]\norder = \"old-first\"\npad = true\nomit = \"nothing\"\n\
         bracket = \"〔〕\"\nheads = [\"変更後の計画\", \"現在の計画\"]\nlegend = \"線は変わった所。\"\n",
    );
    assert_same(&shown(&register), &expected("options"));
}

#[test]
fn pages_that_are_no_records_are_among_the_changes() {
    let register = Register::with_editions(2);
    register.put("now");
    let home = register.read("content/index.md");
    register.write(
        "content/index.md",
        &home.replace("見本のために", "説明のために"),
    );
    register.write(
        "content/about.md",
        "---\ntitle: 凡例\n---\n番号は計画のものです。\n",
    );
    let said = register.run(&["status"]);
    assert!(
        said.stdout.contains("  新設\tabout.md\t凡例\n"),
        "{}",
        said.stdout
    );
    assert!(
        said.stdout.contains("  改正\tindex.md\tあおば町"),
        "{}",
        said.stdout
    );
    assert_eq!(register.run(&["build"]).code, 0);
    let page = register.read("public/editions/changes/now/index.html");
    for shown in [
        "<li>新設 <a href=\"../../../about.html\">凡例</a>",
        "<del>見本</del><ins>説明</ins>のために",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
}

#[test]
fn what_stands_beside_the_words_counts_as_a_change() {
    let register = Register::with_editions(0);
    let record = |text: &str| format!("---\nno: 9\ntitle: 例\n---\n{text}");
    let old = "- [参照](t01.md)と{漢字|かんじ}[^1]\n\n1. 一\n2. 二\n\n| 甲 | 100円 |\n|---|---|\n| 乙 | 200円 |\n\n\
               [^1]: ふつうの注\n";
    register.write("content/tasks/t09.md", &record(old));
    register.freeze("2023");
    let shown = |new: String| {
        register.write("content/tasks/t09.md", &record(&new));
        assert_eq!(register.run(&["build", "--quiet"]).code, 0);
        let page = register.read("public/editions/changes/now/index.html");
        let old = register.read("public/editions/2023/tasks/t09.html");
        assert!(old.contains("いまの内容とは異なります"), "{old}");
        page
    };
    for (from, to, expected) in [
        (
            "t01.md",
            "t02.md",
            "<del>［→ (1) 見守りの協定］</del><ins>［→ (2) 連絡網の整備］</ins>",
        ),
        (
            "[参照](t01.md)",
            "[参照](task:t01@2023)",
            "<del>［→ (1) 見守りの協定］</del><ins>［→ 版 2023］</ins>",
        ),
        (
            "かんじ",
            "からじ",
            "<del>［かんじ］</del><ins>［からじ］</ins>",
        ),
        (
            "ふつうの注",
            "特別の注",
            "<del>ふつう</del><ins>特別</ins>の注",
        ),
        (
            "1. 一\n2. 二",
            "1. 二\n2. 一",
            "<del>2. </del><ins>1. </ins>二",
        ),
        ("200円", "300円", "乙 ｜ <del>200</del><ins>300</ins>円"),
    ] {
        let page = shown(old.replace(from, to));
        assert!(page.contains(expected), "{expected}: {page}");
    }
}

#[test]
fn a_field_that_is_declared_no_more_is_shown_as_it_was() {
    let register = Register::with_editions(1);
    let config = register.read("hakusho.toml");
    let (before, after) = config
        .split_once("[collections.task.fields.start]")
        .expect("a field");
    let (_, after) = after.split_once("\n\n").expect("another field");
    register.write("hakusho.toml", &format!("{before}{after}"));
    let record = register.read("content/tasks/t01.md");
    register.write(
        "content/tasks/t01.md",
        &record.replace("start: 令和3年4月\n", ""),
    );
    let said = register.run(&["status"]);
    assert!(said.stdout.contains("［開始］"), "{}", said.stdout);
    assert_eq!(register.run(&["build", "--quiet"]).code, 0);
    let page = register.read("public/editions/changes/now/comparison.html");
    assert!(
        page.contains("<del class=\"line\">開始：令和3年4月</del>"),
        "{page}"
    );
}

#[test]
fn no_cell_is_a_formula() {
    let register = Register::with_editions(1);
    let record = register.read("content/tasks/t01.md");
    register.write("content/tasks/t01.md", &format!("{record}\n=1+1\n"));
    assert_eq!(register.run(&["build", "--quiet"]).code, 0);
    let table = register.read("public/editions/changes/now/comparison.csv");
    assert!(table.contains("\n'=1+1,（新設）,,'=1+1,"), "{table}");
}
