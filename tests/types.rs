//! The theme's scripts keep to the types that their JSDoc declares. They are classic scripts that
//! no build step ever reads, so this is where a misspelt property is noticed.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What every browser of the last five years knows.
const LIBRARIES: &str = "es2020,dom,dom.iterable";

#[test]
fn scripts_of_the_theme_pass_the_type_check() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(compiler) = compiler(root) else {
        return;
    };
    // The files of a folder are one script and share their declarations; the others stand alone.
    let mut programs: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for scripts in ["themes/standard/js", "src/serve/client"] {
        for script in scripts_below(&root.join(scripts)) {
            let folder = script.parent().unwrap_or(root).to_owned();
            programs.entry(folder).or_default().push(script);
        }
    }
    assert!(programs.len() > 2, "scripts are missing");
    for program in programs.values() {
        let output = Command::new("node")
            .arg(&compiler)
            .args(["--noEmit", "--strict", "--allowJs", "--checkJs"])
            .args(["--target", "es2020", "--lib", LIBRARIES])
            .args(["--pretty", "false"])
            .args(program)
            .output()
            .expect("node starts");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
    }
}

/// All scripts of a folder, sorted.
fn scripts_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the theme's scripts");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let mut scripts = Vec::new();
    for path in paths {
        if path.is_dir() {
            scripts.extend(scripts_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "js") {
            scripts.push(path);
        }
    }
    scripts
}

/// The TypeScript compiler, or nothing once it has been said what lacks.
fn compiler(root: &Path) -> Option<PathBuf> {
    let compiler = root.join("tests/browser/node_modules/typescript/bin/tsc");
    let node = Command::new("node").arg("--version").output();
    let lacking = match (
        node.is_ok_and(|output| output.status.success()),
        compiler.is_file(),
    ) {
        (true, true) => return Some(compiler),
        (false, _) => "node",
        (_, false) => "the packages of tests/browser (npm ci --prefix tests/browser)",
    };
    let is_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty());
    assert!(!is_ci, "the type check needs {lacking}");
    // Straight to the stream: the test harness would hide what a passing test prints.
    let _unseen = writeln!(
        std::io::stderr(),
        "\n*** SKIPPED the type check of the theme's scripts: it needs {lacking}. ***"
    );
    None
}
