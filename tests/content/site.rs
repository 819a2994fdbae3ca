//! The sample site as the command line builds it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::html::{Part, text};
use crate::records::root;

/// One entry of `data/references.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct Reference {
    pub(crate) from: String,
    pub(crate) statement: String,
    pub(crate) to: String,
    pub(crate) text: String,
    pub(crate) qualifier: Option<String>,
    pub(crate) sentence: String,
}

/// The folder of the site, built once for all tests.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample-site");
        // A site of an earlier run must not stand in for one that was not written.
        if output.exists() {
            std::fs::remove_dir_all(&output).expect("the old site can be removed");
        }
        let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
            .args(["build", "--deny-warnings", "--root"])
            .arg(root())
            .arg("--output")
            .arg(&output)
            .output()
            .expect("the binary starts");
        let messages = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{}\n{messages}", run.status);
        output
    })
}

/// `data/references.json`.
pub(crate) fn references() -> Vec<Reference> {
    let json = read("data/references.json");
    serde_json::from_str(&json).expect("references.json has the promised shape")
}

/// A file of the site.
pub(crate) fn read(path: &str) -> String {
    let path = built().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The text of a page that is its own: without what the generator adds.
pub(crate) fn own_text(path: &str) -> String {
    text(&read(path), Part::OwnText)
}

/// Everything that a page shows.
pub(crate) fn whole_text(path: &str) -> String {
    text(&read(path), Part::Body)
}

/// The addresses of all pages, sorted.
pub(crate) fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    let mut folders = vec![built().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "html") {
                let inside = path.strip_prefix(built()).expect("a file of the site");
                let segments = inside.iter().map(|s| s.to_str().expect("UTF-8"));
                pages.push(segments.collect::<Vec<_>>().join("/"));
            }
        }
    }
    pages.sort();
    pages
}
