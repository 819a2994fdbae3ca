//! `hakusho import`: tables become records, and records change as little as the table asks.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use hakusho::model::Site;
use hakusho::pipeline;
use rust_xlsxwriter::{Format, Workbook};
use tempfile::TempDir;

/// The source's table of measures, as it was published.
const TABLE: &str = include_str!("import/followup.tsv");

fn site(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("written");
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).expect("a file")
}

/// Exit code, standard output and standard error of a run in the site.
fn hakusho(root: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(arguments)
        .current_dir(root)
        .env("LC_ALL", "ja_JP.UTF-8")
        .output()
        .expect("hakusho starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().expect("an exit code"),
        text(output.stdout),
        text(output.stderr),
    )
}

/// What a successful import says.
fn import(root: &Path, arguments: &[&str]) -> String {
    let arguments: Vec<&str> = ["import"].iter().chain(arguments).copied().collect();
    let (code, said, problems) = hakusho(root, &arguments);
    assert_eq!((code, problems.as_str()), (0, ""), "{arguments:?}");
    said
}

/// What a refused import says.
fn refused(root: &Path, arguments: &[&str], expected: i32) -> String {
    let before = tree(root);
    let arguments: Vec<&str> = ["import"].iter().chain(arguments).copied().collect();
    let (code, said, problems) = hakusho(root, &arguments);
    assert_eq!((code, said.as_str()), (expected, ""), "{problems}");
    assert!(tree(root) == before, "nothing is written");
    problems
}

/// Every file and its bytes.
fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let name = path.strip_prefix(root).expect("below").to_string_lossy();
                    files.insert(name.into_owned(), fs::read(&path).expect("a file"));
                }
            }
        }
    }
    files
}

/// The records of a collection: number, statements, and whether they have the field.
fn records(root: &Path, collection: &str, field: &str) -> Vec<(String, Vec<String>, bool)> {
    let site: Site = pipeline::survey(root)
        .map_err(|_| "problems")
        .expect("a site")
        .site;
    let id = site.config.schema.by_key(collection).expect("a collection");
    let declared = &site.config.schema.collections[id];
    let pages = site.records[id].iter().map(|page| site.page(*page));
    pages
        .map(|page| {
            let statements = page.statements.iter().map(|s| s.text.clone()).collect();
            let mut fields = page.fields.iter();
            let has = fields.any(|(at, _)| declared.fields[*at].key == field);
            let record = page.record.as_ref().expect("a record");
            (record.no.clone().unwrap_or_default(), statements, has)
        })
        .collect()
}

/// A copy of the sample's sources.
fn sample() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, bytes) in tree(&root.join("content")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        write(folder.path(), &format!("content/{path}"), &text);
    }
    write(folder.path(), "hakusho.toml", &read(root, "hakusho.toml"));
    folder
}

#[test]
fn the_published_table_gives_the_records_that_were_made_by_hand() {
    let site = site(&[
        ("hakusho.toml", "preset = \"followup\"\n"),
        ("content/index.md", "# 題\n"),
        ("表.tsv", TABLE),
    ]);
    let root = site.path();
    let whole = [
        "表.tsv",
        "--collection",
        "programme",
        "--map",
        "事業=title,番号=,概要=",
    ];
    let said = import(root, &whole);
    assert!(said.starts_with("新しい記録: 6\n"), "{said}");
    let said = import(root, &["表.tsv", "--collection", "measure"]);
    assert!(
        said.starts_with("新しい記録: 16\n  m01 (1)  content/measures/m01.md\n"),
        "{said}"
    );

    // The cell of 事業 is empty in ten rows: nobody says that it means the one above.
    let imported = records(root, "measure", "programme");
    let by_hand = records(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        "measure",
        "programme",
    );
    assert_eq!(imported, by_hand);
    assert_eq!(imported.iter().filter(|(.., has)| *has).count(), 6);
    let m07 = read(root, "content/measures/m07.md");
    assert!(
        m07.starts_with("---\nno: 7\n---\n- 「人工知能（AI）を用いた"),
        "{m07}"
    );
    let (code, ..) = hakusho(root, &["check", "--quiet"]);
    assert_eq!(code, 0);

    let again = import(root, &["表.tsv", "--collection", "measure"]);
    assert_eq!(again, "新しい記録: 0\n変わる記録: 0\n変わらない記録: 16\n");
}

#[test]
fn the_published_table_says_what_the_sample_says() {
    let site = sample();
    let root = site.path();
    write(root, "表.tsv", TABLE);
    let before = tree(root);
    let said = import(
        root,
        &["表.tsv", "--collection", "measure", "--map", "事業="],
    );
    assert_eq!(
        said,
        "新しい記録: 0\n変わる記録: 0\n変わらない記録: 16\n取り込まなかった列: 事業\n"
    );
    assert!(tree(root) == before);
}

#[test]
fn the_groups_of_the_published_table_are_those_of_the_sample() {
    let site = sample();
    let root = site.path();
    write(root, "表.tsv", TABLE);
    let map = "番号=no,事業=group,概要=body";
    let arguments = ["表.tsv", "--collection", "measure", "--map", map];
    let same = "新しい記録: 0\n変わる記録: 0\n変わらない記録: 16\n";
    assert_eq!(import(root, &arguments), same);
    let filled = ["--fill-down", "group", "--inferred"];
    assert_eq!(import(root, &[&arguments[..], &filled].concat()), same);
}

#[test]
fn a_revised_table_changes_what_it_says_and_nothing_else() {
    let site = sample();
    let root = site.path();
    let mut rows: Vec<String> = TABLE.lines().map(str::to_owned).collect();
    rows[1] = rows[1].replace("システムを開発", "システムの*試作*を完了");
    rows[14] = rows[14].replace("への支援", "への支援を拡充(1)");
    rows[16] = rows[16].replace(" ● 求職者", " ● 新たに研修を開始。 ● 求職者");
    rows.remove(12);
    rows.push("(17)\tAMED\t● 新しい取組".to_owned());
    write(root, "改定.tsv", &rows.join("\n"));
    let arguments = ["改定.tsv", "--collection", "measure", "--map", "事業="];
    let before = tree(root);
    let dry = import(root, &[&arguments[..], &["--dry-run"]].concat());
    assert!(tree(root) == before, "--dry-run writes nothing");
    let said = import(root, &arguments);
    assert_eq!(
        dry,
        format!("{said}--dry-run のため、何も書いていません。\n")
    );
    assert_eq!(
        said,
        "新しい記録: 1\n  m17 (17)  content/measures/m17.md\n\
         変わる記録: 3\n  m01 (1)  content/measures/m01.md: 概要 s1 を変更\n  \
         m14 (14)  content/measures/m14.md: 概要 s1 を変更\n  \
         m16 (16)  content/measures/m16.md: 2番目の概要を追加\n\
         変わらない記録: 12\n表にない記録: m12 (12)\n取り込まなかった列: 事業\n"
    );
    let changed = |path: &str, old: &str, new: &str| {
        let text = String::from_utf8(before[path].clone()).expect("UTF-8");
        assert!(text.contains(old));
        assert_eq!(read(root, path), text.replace(old, new));
    };
    changed(
        "content/measures/m01.md",
        "システムを開発",
        "システムの\\*試作\\*を完了",
    );
    changed(
        "content/measures/m14.md",
        "への支援\n",
        "への支援を拡充(1)\n",
    );
    changed(
        "content/measures/m16.md",
        "- 求職者",
        "- 新たに研修を開始。\n- 求職者",
    );
    assert_eq!(
        read(root, "content/measures/m17.md"),
        "---\nno: 17\n---\n- 新しい取組\n"
    );
    let others = tree(root)
        .into_iter()
        .filter(|(path, bytes)| before.get(path) != Some(bytes));
    assert_eq!(others.count(), 4);
}

#[test]
fn what_an_export_wrote_changes_nothing() {
    for collection in [
        "measure",
        "target",
        "field",
        "organisation",
        "work",
        "group",
        "figure",
    ] {
        let site = sample();
        let root = site.path();
        let before = tree(root);
        for ending in ["csv", "xlsx"] {
            let file = format!("out.{ending}");
            let (code, _, problems) = hakusho(root, &["export", &file, "--collection", collection]);
            assert_eq!(code, 0, "{problems}");
            let said = import(root, &[&file, "--collection", collection]);
            assert!(
                said.starts_with("新しい記録: 0\n変わる記録: 0\n"),
                "{collection}: {said}"
            );
            assert!(!said.contains("表にない"), "{said}");
            fs::remove_file(root.join(&file)).expect("it is there");
        }
        assert!(tree(root) == before, "{collection}");
    }
}

#[test]
fn an_exported_table_makes_the_collection_anew() {
    let site = sample();
    let root = site.path();
    hakusho(root, &["export", "measures.csv"]);
    let all = records(root, "measure", "works");
    fs::remove_dir_all(root.join("content/measures")).expect("it is there");
    // Without the records, the references to them are only text.
    let said = import(root, &["measures.csv", "--collection", "measure"]);
    assert!(said.starts_with("新しい記録: 16\n"), "{said}");
    assert_eq!(records(root, "measure", "works"), all);
    let m04 = read(root, "content/measures/m04.md");
    assert!(
        m04.starts_with("---\nno: 4\ngroup: amed\nworks: [hyouka-shihyou]\n---\n- AI"),
        "{m04}"
    );
}

/// A sheet with a title, headings in bold and ranges that are merged.
fn workbook(root: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new().set_text_wrap();
    sheet
        .merge_range(0, 0, 0, 2, "令和2年度の一覧", &format)
        .expect("a title");
    for (column, heading) in ["番号", "区分", "本文"].into_iter().enumerate() {
        sheet
            .write_string(2, column as u16, heading)
            .expect("a heading");
    }
    for row in 3..7 {
        sheet
            .write_number(row, 0, f64::from(row - 2))
            .expect("a number");
    }
    sheet
        .merge_range(3, 1, 5, 1, "甲 類", &format)
        .expect("a range");
    for (row, text) in [(3, "・一\n・二"), (4, "三"), (5, "四"), (6, "五")] {
        sheet.write_string(row, 2, text).expect("a cell");
    }
    book.save(root.join("一覧.xlsx")).expect("a workbook");
}

const RULES: &str = "[collections.class]\ndir = \"class\"\nlabel = \"類\"\n\
    [collections.rule]\ndir = \"rule\"\nlabel = \"規程\"\nnumber = { field = \"no\", format = \"({no})\" }\n\
    [collections.rule.fields]\nclass = { type = \"ref\", to = \"class\", label = \"区分\" }\n\
    state = { type = \"enum\", values = [\"案\", \"済\"], label = \"状態\" }\n\
    due = { type = \"date\", label = \"期限\" }\n\
    tags = { type = \"list\", of = \"string\", label = \"札\" }\n";

#[test]
fn a_merged_range_is_one_cell() {
    let site = site(&[
        ("hakusho.toml", RULES),
        ("content/index.md", "# 題\n"),
        ("content/class/a.md", "---\ntitle: 甲類\n---\n"),
    ]);
    let root = site.path();
    workbook(root);
    import(root, &["一覧.xlsx", "--collection", "rule"]);
    let folder = "content/rule";
    assert_eq!(
        read(root, &format!("{folder}/r01.md")),
        "---\nno: 1\nclass: a\n---\n- 一\n- 二\n"
    );
    assert_eq!(
        read(root, &format!("{folder}/r03.md")),
        "---\nno: 3\nclass: a\n---\n- 四\n"
    );
    assert_eq!(
        read(root, &format!("{folder}/r04.md")),
        "---\nno: 4\n---\n- 五\n"
    );
    let problems = refused(
        root,
        &["一覧.xlsx", "--collection", "rule", "--sheet", "ない"],
        2,
    );
    assert!(
        problems.contains("シート ない はありません。あるのは Sheet1 です"),
        "{problems}"
    );
    fs::remove_file(root.join("content/class/a.md")).expect("it is there");
    let problems = refused(root, &["一覧.xlsx", "--collection", "rule"], 1);
    assert!(problems.contains("--> 一覧.xlsx:B4"), "{problems}");
}

#[path = "import/cases.rs"]
mod cases;
#[path = "import/safety.rs"]
mod safety;
