//! What a program that calls hakusho reads is what hakusho has to say, however long it takes.

use std::fs;
use std::process::Command;

/// Enough for a build that shows on a terminal how far it is.
const PAGES: usize = 500;

#[test]
fn a_long_build_draws_nothing_into_a_pipe() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let text = "検索に掛かる長い文を、いくつも並べておく。".repeat(60);
    for page in 0..PAGES {
        let path = root.join(format!("{page}.md"));
        fs::write(path, format!("# 頁{page}\n\n{text}\n")).expect("written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["build", "--lang", "en", "--root"])
        .arg(root)
        .output()
        .expect("hakusho starts");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.starts_with("Wrote ") && said.lines().count() == 1,
        "{said}"
    );
}
