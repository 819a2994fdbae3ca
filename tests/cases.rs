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

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Case {
    path: PathBuf,
    parts: Vec<(String, String)>,
}

impl Case {
    fn read(path: PathBuf) -> Case {
        let text = fs::read_to_string(&path).expect("a readable case");
        let mut parts = vec![(String::new(), String::new())];
        for line in text.split_inclusive('\n') {
            let name = line
                .trim_end()
                .strip_prefix("-- ")
                .and_then(|l| l.strip_suffix(" --"));
            match name {
                Some(name) => parts.push((name.to_owned(), String::new())),
                None => parts.last_mut().expect("a part").1.push_str(line),
            }
        }
        Case { path, parts }
    }

    fn part(&self, name: &str) -> &str {
        let found = self.parts.iter().find(|(part, _)| part == name);
        found.map_or("", |(_, text)| text.as_str())
    }

    /// The arguments and the expected exit code: `build --lang en → 1`.
    fn command(&self) -> (Vec<&str>, i32) {
        let (args, code) = self
            .part("run")
            .trim()
            .split_once('→')
            .expect("`ARGS → EXIT CODE`");
        let code = code.trim().parse().expect("an exit code");
        (args.split_whitespace().collect(), code)
    }

    fn write_site(&self, root: &Path) {
        for (name, text) in &self.parts {
            if matches!(name.as_str(), "" | "run" | "output") {
                continue;
            }
            let (name, bytes) = match name.strip_suffix(" (shift_jis)") {
                Some(name) => (name, encoding_rs::SHIFT_JIS.encode(text).0.into_owned()),
                None => (name.as_str(), text.clone().into_bytes()),
            };
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
            fs::write(path, bytes).expect("a writable file");
        }
    }

    fn bless(&self, output: &str) {
        let mut text = String::new();
        for (name, part) in &self.parts {
            if !name.is_empty() {
                text.push_str(&format!("-- {name} --\n"));
            }
            text.push_str(if name == "output" { output } else { part });
        }
        fs::write(&self.path, text).expect("a writable case");
    }
}

fn hakusho(root: &Path, args: &[&str]) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(args)
        .args(["--root", "."])
        .current_dir(root)
        .env("LC_ALL", "ja_JP.UTF-8")
        .output()
        .expect("the program runs");
    let text = [run.stderr, run.stdout].concat();
    let text = String::from_utf8(text).expect("UTF-8 output");
    (run.status.code().expect("an exit code"), text)
}

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
    if std::env::var_os("BLESS").is_some() {
        case.bless(&output);
    } else if output != case.part("output") {
        return Err(format!(
            "expected:\n{}\ngot:\n{output}",
            case.part("output")
        ));
    }
    Ok(())
}

#[test]
fn diagnostics_are_printed_as_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diagnostics");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the cases")
        .map(|entry| entry.expect("a case").path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let failures: Vec<String> = paths
        .into_iter()
        .filter_map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            check(&Case::read(path))
                .err()
                .map(|why| format!("{name}: {why}"))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}
