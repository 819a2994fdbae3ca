//! `hakusho new`: what it writes builds, numbers count on, and nothing is overwritten.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Runs the program on the site: exit code, and what it printed.
fn hakusho(root: &Path, args: &[&str]) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(args)
        .args(["--root", "."])
        .current_dir(root)
        .env("LC_ALL", "ja_JP.UTF-8")
        .output()
        .expect("the program runs");
    let text = String::from_utf8([run.stdout, run.stderr].concat()).expect("UTF-8 output");
    (run.status.code().expect("an exit code"), text)
}

fn site(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn starter(name: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["init", "--preset", name])
        .arg(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(run.status.code(), Some(0));
    folder
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect("a file")
}

/// The site with every type, each required and not.
fn every_type() -> String {
    let types = [
        ("string", ""),
        ("text", ""),
        ("int", ""),
        ("decimal", ""),
        ("bool", ""),
        ("enum", ", values = [\"甲: 一\", \"乙, 二\"]"),
        ("ref", ", to = \"thing\""),
        ("refs", ", to = \"thing\""),
        ("date", ""),
        ("period", ""),
        ("url", ""),
        ("quantity", ""),
        ("money", ", unit = \"百万円\""),
        ("list", ", of = \"enum\", values = [\"a\", \"b]\"]"),
    ];
    let mut text = "[collections.thing]\nlabel = \"もの\"\n[collections.thing.fields]\n".to_owned();
    for (name, more) in types {
        text.push_str(&format!("f-{name} = {{ type = \"{name}\"{more} }}\n"));
        text.push_str(&format!(
            "r-{name} = {{ type = \"{name}\"{more}, required = true }}\n"
        ));
    }
    text
}

#[test]
fn a_record_of_every_collection_of_the_starters_builds() {
    for (name, keys) in [
        ("requirements", &["requirement", "test"][..]),
        ("adr", &["decision"]),
        ("ordinance", &["chapter"]),
        (
            "followup",
            &[
                "measure",
                "target",
                "field",
                "group",
                "programme",
                "organisation",
                "work",
                "figure",
                "section",
            ],
        ),
        ("docs", &[]),
    ] {
        let folder = starter(name);
        let root = folder.path();
        for key in keys.iter().chain([&"page"]) {
            for lang in ["ja", "en"] {
                let id = format!("{lang}/new-{key}-{lang}");
                let (code, said) = hakusho(root, &["new", key, &id, "--lang", lang]);
                assert_eq!(code, 0, "{key}: {said}");
            }
        }
        let built = hakusho(root, &["build", "--deny-warnings", "--quiet"]);
        assert_eq!(built, (0, String::new()), "{name}");
    }
}

#[test]
fn the_commands_that_the_starters_show_do_what_they_say() {
    for (name, page) in [
        ("requirements", "content/start.md"),
        ("adr", "content/start.md"),
        ("ordinance", "content/start.md"),
        ("followup", "content/start.md"),
        ("docs", "content/guide/start.md"),
    ] {
        let folder = starter(name);
        let text = read(folder.path(), page);
        let lines = text.lines();
        let shown: Vec<&str> = lines
            .filter_map(|l| l.strip_prefix("$ hakusho new "))
            .collect();
        assert_eq!(shown.len(), 1, "{text}");
        let args: Vec<&str> = ["new"].into_iter().chain(shown[0].split(' ')).collect();
        let (code, said) = hakusho(folder.path(), &args);
        assert_eq!(code, 0, "{said}");
        let (made, _) = said.split_once(" を作りました").expect("what was made");
        assert!(text.contains(&format!("`{made}`")), "{made}");
    }
}

#[test]
fn a_new_record_says_what_its_fields_take() {
    let folder = starter("requirements");
    let root = folder.path();
    let args = ["new", "requirement", "search", "--title", "検索: 書名"];
    let (code, said) = hakusho(root, &args);
    assert_eq!(code, 0, "{said}");
    assert_eq!(
        said,
        "content/requirements/search.md を作りました。\n\
         status（状態）は「案」としました。違えば直してください。\n"
    );
    assert_eq!(
        read(root, "content/requirements/search.md"),
        "\
---
no: 5
title: \"検索: 書名\"
status: 案  # 状態（必須）: 案 | 承認 | 廃止
# parent:  # 上位の要件（要件の id）: login | loan | limit | reminder
# due:  # 期限（例: 令和2年3月、2020-03-31、2020年度）
# work:  # 作業の期間（例: 2020-04/2021-03、2020-04/..、2020年度）
---
- ここに文を書いてください。一項目が一つの文になります。
"
    );
}

#[test]
fn a_required_field_without_a_value_is_what_the_build_names() {
    let folder = starter("ordinance");
    let root = folder.path();
    let (code, said) = hakusho(root, &["new", "article", "damage", "--lang", "en"]);
    assert_eq!(code, 0);
    assert_eq!(
        said,
        "Made content/articles/damage.md.\nchapter (Chapter) is required: give it a value.\n"
    );
    let text = read(root, "content/articles/damage.md");
    assert!(text.contains("\nchapter:  # Chapter (required, id of Chapter): general | lending\n"));
    let (code, said) = hakusho(root, &["check", "--format", "short", "--lang", "en"]);
    assert_eq!(code, 1);
    assert!(
        said.contains("articles/damage.md:1:1: error[missing-field]"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}

/// What stands in comments is front matter as soon as the author takes the sign off.
#[test]
fn every_line_may_be_uncommented() {
    let folder = site(&[
        ("hakusho.toml", &every_type()),
        ("content/things/a.md", "---\ndraft: true\n---\n"),
    ]);
    let root = folder.path();
    let (code, said) = hakusho(root, &["new", "thing", "b"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("r-ref（r-ref）は必須です"), "{said}");
    let text = read(root, "content/things/b.md").replace("\n# ", "\n");
    assert!(
        text.contains("\nf-list:  # f-list（[ ] に並べる）: [a, \"b]\"]\n"),
        "{text}"
    );
    assert!(text.contains("\nr-enum: \"甲: 一\"  # r-enum（必須）: \"甲: 一\" | \"乙, 二\"\n"));
    assert!(
        text.contains("\nf-refs:  # f-refs（ものの id）: [a]\n"),
        "{text}"
    );
    fs::write(root.join("content/things/b.md"), text).expect("a file");
    let (code, said) = hakusho(root, &["build", "--format", "short"]);
    // A required field without a value is what the build tells, and nothing else.
    assert_eq!(code, 1);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 13, "{said}");
    assert!(
        lines
            .iter()
            .all(|line| line.contains("error[missing-field]")),
        "{said}"
    );
}

#[test]
fn numbers_count_on_where_that_is_known() {
    let config = "[collections.rule]\nnumber = { format = \"第{no}条\" }\n\
                  [collections.part]\nnumber = { field = \"n\", scope = \"rule\" }\n\
                  [collections.part.fields]\nrule = { type = \"ref\", to = \"rule\" }\n";
    let folder = site(&[
        ("hakusho.toml", config),
        ("content/rules/a.md", "---\nno: 9\ndraft: true\n---\n- x\n"),
        ("content/rules/b.md", "---\nno: 02\n---\n- x\n"),
        ("content/rules/c.md", "- x\n"),
    ]);
    let root = folder.path();
    let first_line = |id: &str, key: &str| {
        let (code, said) = hakusho(root, &["new", key, id]);
        assert_eq!(code, 0, "{said}");
        let text = read(root, &format!("content/{key}s/{id}.md"));
        text.lines().nth(1).expect("a line").to_owned()
    };
    assert_eq!(first_line("d", "rule"), "no: 10");
    assert_eq!(first_line("e", "rule"), "no: 11");
    let scoped = "# n:  # 番号（…）。rule が同じ記録の中で一つずつ";
    assert_eq!(first_line("p", "part"), scoped);
    // A number that one cannot count on from, and a record that nobody can read.
    fs::write(root.join("content/rules/f.md"), "---\nno: 3の2\n---\n- x\n").expect("a file");
    assert_eq!(first_line("g", "rule"), "# no:  # 番号（第…条）");
    fs::write(root.join("content/rules/f.md"), b"---\nno: \xff\n---\n").expect("a file");
    assert_eq!(first_line("h", "rule"), "# no:  # 番号（第…条）");
}

#[test]
fn a_translation_takes_number_and_fields_from_its_original() {
    let folder = starter("requirements");
    let root = folder.path();
    let args = ["new", "requirement", "loan.en", "--lang", "en"];
    assert_eq!(
        hakusho(root, &[&args[..], &["--title", "Lending"]].concat()).0,
        0
    );
    let text = read(root, "content/requirements/loan.en.md");
    let statement = "Write a statement here; each item of the list is one.";
    assert_eq!(text, format!("---\ntitle: Lending\n---\n- {statement}\n"));
    assert_eq!(hakusho(root, &["new", "page", "index.en"]).0, 0);
    assert!(read(root, "content/index.en.md").starts_with("---\ntitle: 要件一覧（見本）\n"));
    let built = hakusho(root, &["build", "--deny-warnings", "--quiet"]);
    assert_eq!(built, (0, String::new()));
    assert!(root.join("public/en/requirements/loan.html").is_file());
}

#[test]
fn pages_go_where_they_are_read() {
    let folder = site(&[("hakusho.toml", "title = \"手引\"\n[collections.memo]\n")]);
    let root = folder.path();
    // Without content/ the site's folder itself is read.
    let (code, said) = hakusho(root, &["new", "page", "guide/intro.md", "--lang", "en"]);
    assert_eq!((code, said.as_str()), (0, "Made guide/intro.md.\n"));
    let text = read(root, "guide/intro.md");
    assert!(text.starts_with("---\ntitle: intro\n"), "{text}");
    assert_eq!(hakusho(root, &["new", "page", "index"]).0, 0);
    assert!(read(root, "index.md").starts_with("---\ntitle: 手引\n"));
    assert_eq!(hakusho(root, &["new", "page", "guide/index"]).0, 0);
    assert!(read(root, "guide/index.md").starts_with("---\ntitle: guide\n"));
    assert_eq!(hakusho(root, &["new", "memo", "a"]).0, 0);
    for place in [
        "public/a", "themes/a", "static/a", ".a", "a/.b", "../a", "/a", "a//b", "",
    ] {
        let (code, said) = hakusho(root, &["new", "page", place]);
        assert_eq!(code, 2, "{place}: {said}");
        assert!(said.contains("invalid-id"), "{place}: {said}");
    }
    let built = hakusho(root, &["build", "--deny-warnings", "--quiet"]);
    assert_eq!(built, (0, String::new()));
}

#[test]
fn a_collection_may_be_called_page() {
    let folder = site(&[
        ("hakusho.toml", "[collections.page]\n"),
        ("content/index.md", "# 題\n"),
    ]);
    assert_eq!(hakusho(folder.path(), &["new", "page", "a"]).0, 0);
    assert!(folder.path().join("content/pages/a.md").is_file());
}

#[test]
fn a_wrong_configuration_is_told_and_nothing_made() {
    let folder = site(&[
        ("hakusho.toml", "titel = 1\n"),
        ("content/broken.md", "---\na\n"),
    ]);
    let (code, said) = hakusho(folder.path(), &["new", "page", "a", "--format", "short"]);
    assert_eq!(code, 1);
    assert_eq!(
        said,
        "hakusho.toml:1:1: error[unknown-config-key]: 設定 titel はありません\n"
    );
    // What is wrong with other pages is no reason.
    fs::write(folder.path().join("hakusho.toml"), "").expect("a file");
    assert_eq!(hakusho(folder.path(), &["new", "page", "a"]).0, 0);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let outside = tempfile::tempdir().expect("a folder");
    let folder = site(&[("content/index.md", "# 題\n")]);
    let link = folder.path().join("content/guide");
    std::os::unix::fs::symlink(outside.path(), link).expect("a link");
    let (code, said) = hakusho(folder.path(), &["new", "page", "guide/a"]);
    assert_eq!(code, 2);
    assert!(said.contains("content/guide がすでにあります"), "{said}");
    assert_eq!(fs::read_dir(outside.path()).expect("a folder").count(), 0);
}
