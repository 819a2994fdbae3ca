//! The same input gives the same bytes, for any number of threads and any folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn build(threads: Option<&str>) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("public");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hakusho"));
    command.args(["build", "--site-url", "https://example.jp/site/"]);
    command.args(["--root", env!("CARGO_MANIFEST_DIR"), "--output"]);
    command.arg(&output);
    if let Some(threads) = threads {
        command.env("RAYON_NUM_THREADS", threads);
    }
    let run = command.output().expect("the program runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let mut files = BTreeMap::new();
    collect(&output, &output, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path
                .strip_prefix(root)
                .expect("a path below the root")
                .to_owned();
            files.insert(name, fs::read(&path).expect("a readable file"));
        }
    }
}

#[test]
fn two_builds_and_any_number_of_threads_give_the_same_bytes() {
    let first = build(None);
    assert!(
        first.len() > 100,
        "the whole sample site: {} files",
        first.len()
    );
    for threads in [None, Some("1"), Some("2"), Some("7")] {
        let again = build(threads);
        assert!(
            first.keys().eq(again.keys()),
            "the same files with {threads:?} threads"
        );
        for (path, bytes) in &first {
            assert!(
                again[path] == *bytes,
                "{} differs with {threads:?} threads",
                path.display()
            );
        }
    }
}
