//! Behaviour as data: each file of `tests/cases/diagnostics/` holds a site, the command, and the
//! exact text that it prints.
//!
//! A case is text cut by lines `-- NAME --`. What stands before the first cut says what the case
//! shows. `-- run --` holds the arguments and the exit code; `-- output --` is the expectation, and
//! every other part is a file of the site (`-- NAME (shift_jis) --` is written in that encoding).
//! A case that fails must leave the site that was built before it byte for byte.
//!
//! `BLESS=1 cargo test --test cases` rewrites the expectations; read the difference before you
//! commit it.

#[path = "cases/case.rs"]
mod case;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use case::{Case, hakusho};

/// Every file below `folder` with its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.clone(), fs::read(&path).expect("a readable file"));
            }
        }
    }
    files
}

/// Builds a small site into `public`, so that there is something to lose.
fn build_previous_site(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let before = tempfile::tempdir().expect("a folder");
    fs::write(before.path().join("index.md"), "# 前のサイト\n").expect("a writable file");
    let output = root.join("public");
    let output = output.to_str().expect("a UTF-8 path");
    let (code, text) = hakusho(before.path(), &["build", "--output", output]);
    assert_eq!(code, 0, "{text}");
    tree(Path::new(output))
}

fn check(case: &Case) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let (args, expected_code) = case.command();
    let foreign = case
        .parts
        .iter()
        .any(|(name, _)| name.starts_with("public/"));
    let before = if foreign {
        BTreeMap::new()
    } else {
        build_previous_site(root)
    };
    case.write_site(root);
    let before = if foreign {
        tree(&root.join("public"))
    } else {
        before
    };
    let (code, output) = hakusho(root, &args);
    if code != 0 && tree(&root.join("public")) != before {
        return Err("the previous site was changed".to_owned());
    }
    if code != expected_code {
        return Err(format!(
            "exit code {code} instead of {expected_code}\n{output}"
        ));
    }
    case.compare(|name| (name == "output").then(|| output.clone()))
}

#[test]
fn diagnostics_are_printed_as_the_cases_say() {
    case::check_all("diagnostics", check);
}
