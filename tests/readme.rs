//! The register that README shows builds as it says.

use std::fs;
use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The code blocks of that language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    README
        .match_indices(&fence)
        .filter_map(|(at, fence)| README[at + fence.len()..].split("\n```").next())
        .collect()
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a file");
}

/// Builds the folder and returns what the command printed.
fn build(root: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["build", "--lang", "ja", "--root"])
        .arg(root)
        .output()
        .expect("the command runs");
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{printed}");
    printed
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("public").join(path)).expect("a page")
}

#[test]
fn the_register_of_the_readme_builds_and_links_both_ways() {
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path();
    let config = blocks("toml")
        .into_iter()
        .find(|block| block.contains("[collections."))
        .expect("README shows a collection");
    let record = blocks("markdown")
        .into_iter()
        .find(|block| block.contains("parent:"))
        .expect("README shows a record with a relation");
    write(root, "hakusho.toml", config);
    write(root, "content/requirements/lock.md", record);
    write(
        root,
        "content/requirements/login.md",
        "---\nno: 1\ntitle: ログインできること\nstatus: 承認\n---\n- 錠は[REQ-2]による。\n",
    );
    assert_eq!(build(root), "");

    let lock = read(root, "requirements/lock.html");
    assert!(lock.contains("<p class=\"page-label\">REQ-2</p>"), "{lock}");
    assert!(lock.contains("<time datetime=\"2020-03\">令和2年3月</time>"));
    assert!(lock.contains("<a class=\"reference\" href=\"login.html\">REQ-1</a>"));
    let login = read(root, "requirements/login.html");
    assert!(login.contains("<h2>下位の要件</h2>"));
    assert!(login.contains("<mark>REQ-1</mark> に5回失敗したら"));
    assert!(read(root, "sitemap.xml").contains("https://example.jp/req/requirements/lock.html"));
}

#[test]
fn a_home_page_of_ones_own_register_names_each_collection_once() {
    let root = tempfile::tempdir().expect("a folder");
    let root = root.path();
    write(
        root,
        "hakusho.toml",
        "[collections.project]\ndir = \"projects\"\nlabel = \"案件\"\n\
         [collections.project.fields]\n\
         cost = { type = \"money\", unit = \"百万円\", label = \"費用\" }\n",
    );
    let project = |cost| format!("---\ntitle: 改修\ncost: {cost}\n---\n");
    write(root, "content/projects/a.md", &project("1,200"));
    write(root, "content/projects/b.md", &project("12億円"));
    assert_eq!(build(root), "");

    let home = read(root, "index.html");
    let (_, main) = home.split_once("<main").expect("the page's own part");
    let (main, _) = main.split_once("</main>").expect("its end");
    assert_eq!(main.matches("href=\"projects/index.html\"").count(), 1);
    let unit = "1,200<span class=\"unit\" data-search=\"off\">百万円</span>";
    assert!(read(root, "projects/a.html").contains(unit));
    assert!(!read(root, "projects/b.html").contains("百万円"));
}

/// The section of the README below a heading.
fn section(heading: &str) -> &'static str {
    let from = README.find(heading).expect("the section");
    let rest = &README[from + heading.len()..];
    &rest[..rest.find("\n#").expect("another section")]
}

/// What stands between backquotes in a line.
fn quoted(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// Does what a walk-through says: runs its commands, makes its edits and its files, and compares
/// what a command prints with what the text shows.
struct Walker {
    folder: std::path::PathBuf,
    printed: String,
    commands: usize,
}

impl Walker {
    fn run(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["cd", folder] => self.folder.push(folder),
            ["hakusho", arguments @ ..] => {
                let output = Command::new(env!("CARGO_BIN_EXE_hakusho"))
                    .args(arguments)
                    .args((arguments[0] != "completions").then_some("--lang=ja"))
                    .current_dir(&self.folder)
                    .output()
                    .expect("the command runs");
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert_eq!(output.status.code(), Some(0), "{line}: {said}");
                self.printed = String::from_utf8_lossy(&output.stdout).into_owned();
                self.commands += 1;
            }
            _ => panic!("not a command of the walk-through: {line}"),
        }
    }

    fn edit(&self, path: &str, before: &str, after: &str) {
        let file = self.folder.join(path);
        let text = fs::read_to_string(&file).expect("a file");
        assert_eq!(text.matches(before).count(), 1, "{path}: {before}");
        fs::write(&file, text.replace(before, after)).expect("written");
    }

    fn walk(&mut self, text: &str) {
        let mut parts = text.split("```");
        while let Some(prose) = parts.next() {
            for line in prose.lines().filter(|line| line.starts_with("| `")) {
                let [path, before, after] = quoted(line)[..] else {
                    panic!("not an edit: {line}");
                };
                self.edit(path, before, after);
            }
            let Some(block) = parts.next() else { return };
            let (language, inner) = block.split_once('\n').expect("a block");
            match language {
                "sh" => inner.lines().for_each(|line| self.run(line)),
                "text" => assert_eq!(self.printed, inner),
                "csv" => {
                    let name = quoted(prose).pop().expect("a name before the table");
                    fs::write(self.folder.join(name), inner).expect("written");
                }
                _ => panic!("a block of {language}"),
            }
        }
    }
}

#[test]
fn the_walk_through_of_a_revision_works_as_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut walker = Walker {
        folder: folder.path().to_owned(),
        printed: String::new(),
        commands: 0,
    };
    walker.walk(section("#### 改訂を一通りやってみる"));
    assert_eq!(walker.commands, 8);
    let page = read(&walker.folder, "editions/changes/now/comparison.html");
    for shown in [
        "<ins class=\"line\">(2)</ins>",
        "<del class=\"line\">(3)</del>",
        "<ins class=\"line\">毎年</ins>",
        "<ins class=\"line\">・駅前広場",
        "統合（→ (2) 校庭の一部",
        "苗木の配布を終えたため",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let target = read(&walker.folder, "targets/trees.html");
    assert!(
        target.contains("editions/2025/measures/m02.html\">(2)</a>"),
        "{target}"
    );
}
