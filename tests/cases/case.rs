//! A case: one text cut by lines `-- NAME --`, the parts of which are a site's files, how the
//! program is run on them, and what is expected.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) struct Case {
    path: PathBuf,
    pub(crate) parts: Vec<(String, String)>,
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

    /// The arguments and the expected exit code: `build --lang en → 1`.
    pub(crate) fn command(&self) -> (Vec<&str>, i32) {
        let run = self.parts.iter().find(|(name, _)| name == "run");
        let (_, run) = run.expect("a part `run`");
        let (args, code) = run.trim().split_once('→').expect("`ARGS → EXIT CODE`");
        let code = code.trim().parse().expect("an exit code");
        (args.split_whitespace().collect(), code)
    }

    /// Writes the parts that are files of the site.
    pub(crate) fn write_site(&self, root: &Path) {
        for (name, text) in &self.parts {
            if matches!(name.as_str(), "" | "run" | "output") || name.starts_with("=> ") {
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

    /// Compares each part with what `actual` says it must be, or with `BLESS=1` makes it so.
    pub(crate) fn compare(&self, actual: impl Fn(&str) -> Option<String>) -> Result<(), String> {
        let is_blessed = std::env::var_os("BLESS").is_some();
        let mut text = String::new();
        for (name, part) in &self.parts {
            let actual = actual(name);
            match &actual {
                Some(actual) if actual != part && !is_blessed => {
                    return Err(format!("{name}: expected:\n{part}\ngot:\n{actual}"));
                }
                _ => {}
            }
            if !name.is_empty() {
                text.push_str(&format!("-- {name} --\n"));
            }
            text.push_str(actual.as_deref().unwrap_or(part));
        }
        if is_blessed {
            fs::write(&self.path, text).expect("a writable case");
        }
        Ok(())
    }
}

/// Runs every case of a folder of `tests/cases/` and reports all that fail.
pub(crate) fn check_all(folder: &str, check: impl Fn(&Case) -> Result<(), String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the cases")
        .map(|entry| entry.expect("a case").path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let failures: Vec<String> = paths
        .into_iter()
        .filter_map(|path| {
            let name = path.file_name().expect("a name").to_owned();
            let why = check(&Case::read(path)).err()?;
            Some(format!("{}: {why}", name.display()))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// Runs the program on the site at `root`: its exit code and what it printed.
pub(crate) fn hakusho(root: &Path, args: &[&str]) -> (i32, String) {
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
