//! The reference of settings and front matter names every key that the program takes and nothing
//! else, in both languages, and its examples build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use hakusho::diag::{Code, Severity};
use hakusho::load::settings::{FIELD_TYPES, TABLES};
use hakusho::model::Config;
use hakusho::resolve::RESERVED;
use toml::Value;

const REFERENCE: &str = include_str!("../docs/configuration.md");

type Names<'a> = BTreeMap<String, BTreeSet<&'a str>>;

#[test]
fn the_reference_tells_the_defaults() {
    let config = Config::default();
    let (markdown, limits) = (&config.markdown, &config.limits);
    for (table, key, default) in [
        ("hakusho.toml", "lang", format!("\"{}\"", config.lang)),
        (
            "hakusho.toml",
            "trusted-html",
            config.trusted_html.to_string(),
        ),
        (
            "hakusho.toml",
            "markdown-copies",
            config.markdown_copies.to_string(),
        ),
        (
            "[markdown]",
            "cjk-emphasis",
            markdown.cjk_emphasis.to_string(),
        ),
        ("[markdown]", "highlight", markdown.highlight.to_string()),
        ("[markdown]", "math", markdown.math.to_string()),
        ("[search]", "enabled", config.search.enabled.to_string()),
        (
            "[search]",
            "shard-bytes",
            config.search.shard_bytes.to_string(),
        ),
        ("[editions]", "search", config.editions.search.to_string()),
        ("[limits]", "file-bytes", limits.file_bytes.to_string()),
        ("[limits]", "nesting", limits.nesting.to_string()),
        (
            "[limits]",
            "front-matter-bytes",
            limits.front_matter_bytes.to_string(),
        ),
    ] {
        for heading in [table.to_owned(), format!("en: {table}")] {
            let (_, part) = parts().find(|(name, _)| *name == heading).expect("a table");
            let row = part
                .lines()
                .find(|line| line.starts_with(&format!("| `{key}` |")));
            let cell = row.and_then(|row| row.split(" | ").nth(2));
            assert_eq!(cell, Some(&*format!("`{default}`")), "{heading} {key}");
        }
    }
}

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// By their comments the parts of the reference.
fn parts() -> impl Iterator<Item = (&'static str, &'static str)> {
    let parts = REFERENCE.split("\n<!-- ").skip(1);
    parts.map(|part| part.split_once(" -->").expect("the end of a comment"))
}

/// By the comment above each table the names in its first column.
fn documented() -> Names<'static> {
    let tables = parts().filter(|(name, _)| !name.starts_with("lint "));
    tables
        .map(|(name, part)| {
            let (_, rows) = part.split_once("\n|---").expect("a table");
            let rows = rows.lines().skip(1);
            let rows = rows.take_while(|line| line.starts_with("| "));
            let cells = rows.filter_map(|row| row.split('|').nth(1));
            (name.to_owned(), cells.flat_map(quoted).collect())
        })
        .collect()
}

#[test]
fn the_reference_lists_every_key_and_no_other() {
    let mut accepted: Names<'_> = TABLES
        .iter()
        .map(|keys| {
            (
                keys.table().to_owned(),
                keys.names().iter().copied().collect(),
            )
        })
        .collect();
    accepted.insert("types".to_owned(), FIELD_TYPES.iter().copied().collect());
    let reserved = RESERVED.iter().copied().collect();
    accepted.insert("front matter".to_owned(), reserved);
    let documented = documented();
    for (name, keys) in &accepted {
        for heading in [name.clone(), format!("en: {name}")] {
            assert_eq!(documented.get(&heading), Some(keys), "{heading}");
        }
    }
    for heading in documented.keys() {
        let name = heading.strip_prefix("en: ").unwrap_or(heading);
        assert!(accepted.contains_key(name), "{heading} is no more");
    }
}

#[test]
fn the_reference_lists_every_diagnostic_under_its_severity() {
    let lists: Names<'_> = parts()
        .filter_map(|(name, part)| Some((name.strip_prefix("lint ")?, part)))
        .map(|(level, part)| {
            let list = part.split("\n#").next().expect("a list");
            (level.to_owned(), quoted(list).collect())
        })
        .collect();
    let mut expected = Names::new();
    for code in Code::ALL {
        let level = match code.default_severity() {
            Severity::Error => "error",
            Severity::Warning => "warn",
            Severity::Info => "info",
        };
        let list = expected.entry(level.to_owned()).or_default();
        list.insert(code.name());
    }
    assert_eq!(lists, expected);
}

/// The code blocks of that language, each with what stands before it.
fn blocks(language: &str) -> Vec<(&'static str, &'static str)> {
    let fence = format!("```{language}\n");
    let found = REFERENCE.match_indices(&fence).map(|(at, fence)| {
        let inner = REFERENCE[at + fence.len()..].split("\n```").next();
        (&REFERENCE[..at], inner.expect("the block"))
    });
    found.collect()
}

/// All examples of `hakusho.toml`, one after the other.
fn configuration() -> String {
    let blocks: Vec<&str> = blocks("toml").into_iter().map(|(_, block)| block).collect();
    blocks.join("\n\n")
}

/// Where the example has the tables of each kind; `*` is any key and any item of a list.
const PLACES: &[(&str, &str)] = &[
    ("hakusho.toml", ""),
    ("[markdown]", "markdown"),
    ("[limits]", "limits"),
    ("[search]", "search"),
    ("[editions]", "editions"),
    ("[editions.comparison]", "editions comparison"),
    ("[collections.KEY]", "collections *"),
    ("number = { … }", "collections * number"),
    ("print-table = [{ … }]", "collections * print-table *"),
    ("[collections.KEY.fields]", "collections * fields *"),
    (
        "[collections.KEY.statement-fields]",
        "collections * statement-fields *",
    ),
    ("[[matrices]]", "matrices *"),
    ("{ ja = …, en = … }", "collections * label"),
];

/// The keys of the tables at `place`.
fn keys_at<'v>(value: &'v Value, place: &[&str]) -> BTreeSet<&'v str> {
    let Some((step, rest)) = place.split_first() else {
        let keys = value.as_table().into_iter().flat_map(|table| table.keys());
        return keys.map(String::as_str).collect();
    };
    let below: Vec<&Value> = match value {
        Value::Table(table) if *step == "*" => table.values().collect(),
        Value::Array(items) if *step == "*" => items.iter().collect(),
        other => other.get(step).into_iter().collect(),
    };
    below.into_iter().flat_map(|v| keys_at(v, rest)).collect()
}

#[test]
fn every_key_and_type_has_an_example() {
    // The one key whose example cannot be built without a dictionary of one's own.
    let example = configuration().replace("# dictionary", "dictionary");
    let example: Value = example.parse::<toml::Table>().expect("the examples").into();
    for keys in TABLES {
        let place = PLACES.iter().find(|(table, _)| *table == keys.table());
        let (table, place) = place.expect("a place in the example");
        let place: Vec<&str> = place.split_whitespace().collect();
        let shown = keys_at(&example, &place);
        assert_eq!(shown, keys.names().iter().copied().collect(), "{table}");
    }
    let text = configuration();
    for ty in FIELD_TYPES {
        assert!(text.contains(&format!("type = \"{ty}\"")), "{ty}");
    }
    let records: Vec<&str> = blocks("markdown").into_iter().map(|(_, b)| b).collect();
    let records = records.join("\n");
    for key in RESERVED {
        assert!(records.contains(&format!("\n{key}: ")), "{key}");
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a file");
}

#[test]
fn the_examples_build_one_site_without_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "hakusho.toml", &configuration());
    for (before, record) in blocks("markdown") {
        let path = quoted(before.lines().last().expect("a blank line").trim()).next();
        let path = path.or_else(|| quoted(before.trim_end().lines().last()?).next());
        write(root, path.expect("the record's path"), record);
    }
    write(root, "content/chapters/c01.md", "---\ntitle: 街路\n---\n");
    write(root, "content/reports/r01.md", "- 診断を終えた。(1)\n");
    write(root, "terms.csv", "街路樹診断,がいろじゅしんだん\n");
    let letter = "{% extends \"standard/record.html\" %}\
                  {% block before %}<p data-search=\"off\">拝啓</p>{{ super() }}{% endblock before %}";
    write(root, "themes/mine/templates/letter.html", letter);
    let output = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["build", "--lang", "ja", "--root"])
        .arg(root)
        .output()
        .expect("the command runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*said), (Some(0), ""));

    let read = |path: &str| fs::read_to_string(root.join("public").join(path)).expect(path);
    let page = read("works/diagnosis.html");
    for shown in [
        "拝啓",
        "(1)の1",
        "1,200<span class=\"unit\" data-search=\"off\">百万円</span>",
        "済",
        "<h2>この章の取組</h2>",
    ] {
        let found = page.contains(shown) || read("chapters/c01.html").contains(shown);
        assert!(found, "{shown}: {page}");
    }
    assert!(!page.contains("A-1"), "not shown: {page}");
    assert!(read("old/diagnosis.html").contains("works/diagnosis.html"));
    assert!(read("works/w00.html").contains("w02.html"));
}
