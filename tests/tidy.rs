//! The rules that keep the rooms apart: who imports whom, who touches the world, which room names
//! which crate, and how long a file may be. `ARCHITECTURE.md` gives the reasons.

#[path = "tidy/rules.rs"]
mod rules;
#[path = "tidy/scanner.rs"]
mod scanner;

use std::fs;
use std::path::{Path, PathBuf};

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn dependencies() -> Vec<String> {
    rules::dependencies(&fs::read_to_string(project("Cargo.toml")).expect("Cargo.toml"))
}

/// The files below `folder` with that extension: path below `folder` with `/`, and text.
fn files(folder: &Path, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).into_iter().flatten() {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == extension) {
                let below = path.strip_prefix(folder).expect("below the folder");
                let name = below.to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("a text file")));
            }
        }
    }
    found.sort();
    found
}

/// Test code in a file of its own (`mod tests;`) may do what tests need, but for its length.
fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

#[test]
fn sources_keep_the_rules() {
    let dependencies = dependencies();
    let sources = files(&project("src"), "rs");
    assert!(sources.len() > 10, "found the sources");
    let violations: Vec<String> = sources
        .iter()
        .flat_map(|(path, source)| match is_test_file(path) {
            true => rules::length_violation(source)
                .map(|what| vec![format!("src/{path}: {what}")])
                .unwrap_or_default(),
            false => rules::violations(path, source, &dependencies),
        })
        .collect();
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn no_code_names_a_collection() {
    let preset = project("src/load/presets/followup.toml");
    let names = rules::collection_names(&fs::read_to_string(preset).expect("the preset"));
    assert!(names.contains("measure") && names.contains("施策"));
    let violations: Vec<String> = files(&project("src"), "rs")
        .iter()
        .filter(|(path, _)| !is_test_file(path))
        .flat_map(|(path, source)| rules::collection_violations(path, source, &names))
        .collect();
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
}

#[test]
fn names_of_collections_are_caught_in_strings_of_code() {
    let names = ["measure".to_owned(), "施策".to_owned()].into();
    for (source, expected) in [
        ("// \"measure\" 施策\nfn f() { \"measured\"; 'm'; }", 0),
        ("#[cfg(test)]\nmod tests { const A: &str = \"施策\"; }", 0),
        ("const A: &str = \"measure\";", 1),
        (
            "const A: &str = \"measure:m08\"; const B: &str = r#\"全\"施策\"一覧\"#;",
            2,
        ),
        (
            "fn f() { by_key(\"measure\") }\n#[cfg(test)]\nmod tests { x(\"measure\") }",
            1,
        ),
    ] {
        let found = rules::collection_violations("render/a.rs", source, &names);
        assert_eq!(found.len(), expected, "{source}: {found:?}");
    }
}

#[test]
fn scripts_and_tests_stay_short() {
    let long: Vec<String> = [("themes", "js"), ("tests", "rs"), ("tests", "mjs")]
        .into_iter()
        .flat_map(|(folder, ending)| {
            files(&project(folder), ending)
                .into_iter()
                .map(move |file| (folder, file))
        })
        .filter(|(_, (path, _))| !path.contains("node_modules/"))
        .filter_map(|(folder, (path, source))| {
            rules::length_violation(&source).map(|what| format!("{folder}/{path}: {what}"))
        })
        .collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn every_dependency_has_its_room() {
    let violations = rules::crate_table_violations(&dependencies());
    assert!(violations.is_empty(), "\n{}\n", violations.join("\n"));
    assert_eq!(
        rules::crate_table_violations(&[]).len(),
        dependencies().len()
    );
}

/// What the rules say about made-up sources: `(file, source, what is found)`.
const CASES: &[(&str, &str, &[&str])] = &[
    (
        "parse/a.rs",
        "use crate::diag::Span; use crate::model::{Node, Kind}; use super::inline;",
        &[],
    ),
    (
        "parse/a.rs",
        "use crate::resolve::Names;",
        &["parse may not import resolve"],
    ),
    (
        "parse/a.rs",
        "use crate::{diag, resolve as r};",
        &["parse may not import resolve"],
    ),
    (
        "parse/a.rs",
        "fn f() { crate :: load :: load() }",
        &["parse may not import load"],
    ),
    (
        "parse/a.rs",
        "use super::super::load::x;",
        &["parse may not import load"],
    ),
    (
        "parse/mod.rs",
        "use super::load::x;",
        &["parse may not import load"],
    ),
    ("parse/a/b.rs", "use super::super::html;", &[]),
    ("parse/a.rs", "use crate::*;", &["parse may not import *"]),
    (
        "text/a.rs",
        "use crate::diag::Span;",
        &["text may not import diag"],
    ),
    (
        "model/a.rs",
        "pub use crate::words::Token;",
        &["model may not import words"],
    ),
    (
        "pipeline.rs",
        "use crate::{load, parse}; use std::time::Instant;",
        &[],
    ),
    (
        "pipeline.rs",
        "use std::time::SystemTime;",
        &["pipeline may not touch"],
    ),
    (
        "kitchen/a.rs",
        "use crate::diag::Span;",
        &["the room kitchen is unknown"],
    ),
    (
        "render/a.rs",
        "use std::{collections::BTreeMap, fs::{self, File}};",
        &["`std::fs::File`", "(`std::fs`)"],
    ),
    (
        "render/a.rs",
        "fn f() -> String { std::env::var(\"X\").unwrap() }",
        &["`std::env::var`"],
    ),
    (
        "render/a.rs",
        "use std::time::Duration; use std::io::Write;",
        &[],
    ),
    ("render/a.rs", "use std::time::{self};", &["(`std::time`)"]),
    (
        "render/a.rs",
        "fn f(p: &Path) -> bool { p.exists() }",
        &["`.exists()`"],
    ),
    (
        "load/a.rs",
        "use std::fs; fn f(p: &Path) -> bool { p.exists() }",
        &[],
    ),
    (
        "render/a.rs",
        "fn f() { println!(\"x\"); std::eprintln!(); }",
        &["`eprintln!`", "`println!`"],
    ),
    (
        "render/a.rs",
        "use pulldown_cmark::Event;",
        &["render names the crate pulldown_cmark"],
    ),
    (
        "render/a.rs",
        "fn f(e: pulldown_cmark::Event<'_>) {}",
        &["render names the crate pulldown_cmark"],
    ),
    (
        "render/a.rs",
        "use pulldown_cmark as md;",
        &["render names the crate pulldown_cmark"],
    ),
    (
        "parse/a.rs",
        "use pulldown_cmark::{Event, Tag}; use serde::Serialize;",
        &[],
    ),
    (
        "diag/a.rs",
        "// use std::fs;\n/* a /* crate::load::x */ std::fs */ const A: &str = \"std::fs\";",
        &[],
    ),
    (
        "diag/a.rs",
        "const A: &str = r#\"\" std::fs::x \"#; const B: char = '\"'; use std::fs;",
        &["`std::fs`"],
    ),
    (
        "diag/a.rs",
        "fn f<'a>(x: &'a str) -> char { '\\'' } use std::fs;",
        &["`std::fs`"],
    ),
    (
        "diag/a.rs",
        "#[cfg(test)]\nmod tests { use std::fs; fn f() { if x { y } } }\nuse std::net::Ip;",
        &["`std::net::Ip`"],
    ),
    (
        "diag/a.rs",
        "#[cfg(test)]\nuse std::fs;\n#[cfg(test)]\nmod tests;\nfn f() {}",
        &[],
    ),
    (
        "diag/a.rs",
        "#[cfg(not(test))]\nuse std::fs;",
        &["`std::fs`"],
    ),
];

#[test]
fn violations_are_caught_and_nothing_else() {
    let dependencies = dependencies();
    for (path, source, expected) in CASES {
        let found = rules::violations(path, source, &dependencies);
        let matches = found.len() == expected.len()
            && found
                .iter()
                .zip(*expected)
                .all(|(message, part)| message.contains(part));
        assert!(
            matches,
            "{path}: {source}\nexpected {expected:?}\nfound {found:?}"
        );
    }
}

#[test]
fn long_files_are_caught_unless_generated() {
    let long = "x\n".repeat(rules::MAX_LINES + 1);
    assert!(rules::length_violation(&long).is_some());
    assert!(rules::length_violation(&format!("//! @generated\n{long}")).is_none());
    assert!(rules::length_violation(&"x\n".repeat(rules::MAX_LINES)).is_none());
}
