//! Scripts reach readers short: without comments, and with short local names.

use std::fs;
use std::path::{Path, PathBuf};
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
        let text = fs::read_to_string(asset(&output, name)).expect(name);
        assert!(text.contains(shared), "{name} lacks {shared}");
        // JSDoc stands on every function of the sources.
        assert!(!text.contains("@param"), "{name} kept its comments");
        assert!(text.lines().count() < 5, "{name} kept its lines");
    }
    if let Some(bytes) = gzipped(&asset(&output, "search-engine.js")) {
        assert!(bytes <= 15_000, "the search engine has {bytes} bytes");
    }
}

/// The size of a file as a server sends it, if there is a Node.
fn gzipped(path: &Path) -> Option<usize> {
    const PROGRAM: &str = "const { gzipSync } = require('zlib'), { readFileSync } = require('fs');
        console.log(gzipSync(readFileSync(process.argv[1]), { level: 9 }).length);";
    let run = Command::new("node")
        .args(["-e", PROGRAM])
        .arg(path)
        .output();
    assert!(
        run.is_ok() || std::env::var_os("CI").is_none(),
        "CI needs Node for this test"
    );
    let said = String::from_utf8(run.ok()?.stdout).expect("a number");
    Some(said.trim().parse().expect("a number"))
}

/// The file of an asset: its address names its content, so that no page meets an old one.
fn asset(site: &Path, name: &str) -> PathBuf {
    let (stem, ending) = name.rsplit_once('.').expect("a name with its ending");
    let mut found = fs::read_dir(site.join("assets"))
        .expect("the folder of assets")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            let parts: Vec<&str> = name.split('.').collect();
            parts.len() == 3 && parts[0] == stem && parts[2] == ending
        });
    let path = found.next().expect(name);
    let bytes = fs::read(&path).expect(name);
    let hash = blake3::hash(&bytes).to_hex();
    let named = format!("{stem}.{}.{ending}", &hash[..10]);
    assert!(path.ends_with(named), "{path:?} does not name its content");
    path
}
