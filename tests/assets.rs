//! Scripts reach readers short: without comments, and with short local names.

use std::fs;
use std::process::Command;

#[test]
fn scripts_of_a_site_are_shorter_than_their_sources_and_keep_the_shared_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("public");
    let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["build", "--root", env!("CARGO_MANIFEST_DIR"), "--output"])
        .arg(&output)
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{stderr}");
    for (name, shared) in [
        ("hakusho.js", "window.hakushoSite"),
        ("search-engine.js", "hakushoSearch"),
        ("search-ui.js", "hakusho"),
        ("theme.js", "hakusho-theme"),
    ] {
        let text = fs::read_to_string(output.join("assets").join(name)).expect(name);
        assert!(text.contains(shared), "{name} lacks {shared}");
        // JSDoc stands on every function of the sources.
        assert!(!text.contains("@param"), "{name} kept its comments");
        assert!(text.lines().count() < 5, "{name} kept its lines");
    }
}
