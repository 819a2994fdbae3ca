//! The guide for authors of themes names what templates may read, all of it and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Names = BTreeMap<String, BTreeSet<String>>;

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn guide() -> String {
    fs::read_to_string(project("docs/theme.md")).expect("the guide")
}

/// By `file::Struct` the fields of everything in `src/render/context` that templates are given.
fn contexts() -> Names {
    let mut names = Names::new();
    for entry in fs::read_dir(project("src/render/context")).expect("the contexts") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a source");
        let file = path.file_stem().expect("a name").to_string_lossy();
        for part in source.split("#[derive(").skip(1) {
            let (derived, rest) = part.split_once(")]").expect("the end of derive");
            let rest = rest.trim_start();
            let Some(item) = rest.strip_prefix("pub(crate) struct ") else {
                continue;
            };
            if derived.contains("Serialize") {
                let (head, body) = item.split_once('{').expect("fields");
                let body = body.split("\n}").next().expect("the fields");
                names.insert(format!("{file}::{}", head.trim()), fields(body));
            }
        }
    }
    names
}

fn fields(body: &str) -> BTreeSet<String> {
    let mut is_skipped = false;
    let mut found = BTreeSet::new();
    for line in body.lines() {
        if let Some((name, _)) = line
            .trim()
            .strip_prefix("pub(crate) ")
            .and_then(|field| field.split_once(':'))
            && !std::mem::take(&mut is_skipped)
        {
            found.insert(name.to_owned());
        }
        is_skipped |= line.contains("serde(skip)");
    }
    found
}

/// By the comment below each heading the names in the table that follows.
fn tables() -> Names {
    let guide = guide();
    let parts = guide.split("\n<!-- ").skip(1);
    parts
        .map(|part| {
            let (name, rest) = part.split_once(" -->").expect("the end of a comment");
            let rest = rest.split("\n#").next().expect("a table");
            let rows = rest.lines().filter_map(|line| line.strip_prefix("| `"));
            let names = rows.map(|row| row.split('`').next().expect("a name").to_owned());
            (name.to_owned(), names.collect())
        })
        .collect()
}

#[test]
fn the_guide_lists_what_templates_may_read() {
    let contexts = contexts();
    assert!(contexts.len() > 30, "found {}", contexts.len());
    assert!(contexts["page::PageContext"].contains("canonical"));
    assert!(!contexts["page::PageContext"].contains("counted"));
    let tables = tables();
    for (name, fields) in &contexts {
        assert_eq!(tables.get(name), Some(fields), "{name}");
    }
    for name in tables.keys() {
        assert!(contexts.contains_key(name), "{name} is no more");
    }
}

#[test]
fn the_guide_names_every_template_and_block() {
    let guide = guide();
    for entry in fs::read_dir(project("themes/standard/templates")).expect("the templates") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        assert!(guide.contains(&format!("`{name}`")), "{name}");
        let source = fs::read_to_string(&path).expect("a template");
        for block in source.split("{% block ").skip(1) {
            let block = block.split(' ').next().expect("its name");
            assert!(guide.contains(&format!("`{block}`")), "{name}: {block}");
        }
    }
}
