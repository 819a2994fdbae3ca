//! Scripts and style sheets reach readers without the comments of their authors.

use std::fs;
use std::process::Command;

/// Lines on which nothing stands but a comment, or its beginning.
fn comments(text: &str) -> Vec<&str> {
    let is_comment = |line: &&str| {
        let line = line.trim();
        let whole_block = line.starts_with("/*")
            && line
                .split_once("*/")
                .is_none_or(|(_, code)| code.is_empty());
        line.starts_with("//") || whole_block
    };
    text.lines().filter(is_comment).collect()
}

#[test]
fn no_script_or_style_sheet_of_a_site_has_lines_of_comment() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("public");
    let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["build", "--root", env!("CARGO_MANIFEST_DIR"), "--output"])
        .arg(&output)
        .output()
        .expect("the program runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let mut seen = Vec::new();
    for entry in fs::read_dir(output.join("assets")).expect("assets") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if !name.ends_with(".js") && !name.ends_with(".css") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("text");
        let found = comments(&text);
        // A file stays as it is where a line leaves a string, a template or a comment open, or has
        // a quotation mark in a regular expression that is not known as one.
        assert!(found.is_empty(), "{name} kept its comments: {found:#?}");
        seen.push(name);
    }
    seen.sort();
    for name in [
        "hakusho.js",
        "search-engine.js",
        "search-ui.js",
        "style.css",
        "theme.js",
    ] {
        assert!(seen.iter().any(|seen| seen == name), "{name} is missing");
    }
}
