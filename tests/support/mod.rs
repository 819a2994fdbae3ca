//! What the tests of the search share: sites from folders, the files of an index, and Node.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use hakusho::emit::search::files;
use hakusho::model::output::Output;
use hakusho::model::{SearchIndex, Site, Sources};
use hakusho::resolve::Parsed;
use hakusho::{load, parse, resolve};
use serde_json::Value;

/// The sources in the folder `root`.
pub(crate) fn sources(root: &Path) -> Sources {
    let options = load::Options {
        output: root.join("public"),
        ..load::Options::default()
    };
    load::load(root, &options).value.expect("a site")
}

/// The site of `sources`, problems left aside.
pub(crate) fn site(sources: Sources) -> Site {
    let parsed = sources
        .files
        .into_iter()
        .map(|source| Parsed {
            document: parse::parse(&source, &sources.config).value,
            source,
        })
        .collect();
    resolve::resolve(
        parsed,
        sources.assets,
        Arc::new(sources.config),
        resolve::Editions::default(),
    )
    .value
}

/// The bytes of all files of an index, by path.
pub(crate) fn made(index: &SearchIndex, shard_bytes: usize) -> BTreeMap<String, Vec<u8>> {
    files(index, shard_bytes)
        .into_iter()
        .map(|(path, output)| {
            let Output::Named(_, make) = output else {
                panic!("{path} is made when it is written");
            };
            (
                path.to_string(),
                make().expect("search files always succeed"),
            )
        })
        .collect()
}

/// Whether there is Node. Only a developer's machine may lack it.
pub(crate) fn has_node() -> bool {
    let found = Command::new("node").arg("--version").output();
    let here = found.is_ok_and(|output| output.status.success());
    assert!(
        here || std::env::var_os("CI").is_none(),
        "CI needs Node for this test"
    );
    here
}

/// What a script of `tests/search` answers on the engine's sources; both sides are JSON.
pub(crate) fn node(script: &str, arguments: &[&Path], request: &Value) -> Value {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut node = Command::new("node")
        .arg(format!("{root}/tests/search/{script}"))
        .arg(format!("{root}/themes/standard/js/search-engine"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node starts");
    let mut input = node.stdin.take().expect("piped");
    input
        .write_all(request.to_string().as_bytes())
        .expect("Node reads");
    drop(input);
    let output = node.wait_with_output().expect("Node ends");
    assert!(output.status.success(), "the engine failed");
    serde_json::from_slice(&output.stdout).expect("an answer")
}

/// What the engine answers over `files`.
pub(crate) fn engine(files: &BTreeMap<String, Vec<u8>>, request: &Value) -> Value {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, bytes).expect("it can be written");
    }
    node("engine.mjs", &[folder.path()], request)
}
