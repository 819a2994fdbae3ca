//! The search engine that the site ships, run by Node.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::measure::{Answer, Hit};
use crate::site::{Site, name};

/// Hits of a first look, as the search page shows them.
const SHOWN: usize = 20;

/// Whether there is Node. Only a developer's machine may lack it.
pub(crate) fn is_here() -> bool {
    let found = Command::new("node").arg("--version").output();
    let here = found.is_ok_and(|output| output.status.success());
    assert!(
        here || std::env::var_os("CI").is_none(),
        "CI needs Node for this test"
    );
    here
}

/// What the engine answers to queries over the site.
pub(crate) fn answers(site: &Site, queries: &[&str]) -> Vec<Answer> {
    let asked: Vec<Value> = queries
        .iter()
        .flat_map(|query| {
            let of = |options| json!({"query": query, "options": options});
            [of(json!({})), of(json!({"limit": SHOWN}))]
        })
        .collect();
    let results = run(site, &json!({"folds": [], "queries": asked}));
    assert_eq!(results.len(), asked.len());
    let pairs = queries.iter().zip(results.chunks(2));
    pairs
        .map(|(query, results)| {
            let (all, first) = (hits(&results[0], query), hits(&results[1], query));
            assert_eq!(results[0]["exact"], true, "{query}");
            assert_eq!(results[0]["total"], all.len(), "{query}");
            Answer { all, first }
        })
        .collect()
}

fn hits(result: &Value, query: &str) -> Vec<Hit> {
    let hits = result["hits"].as_array();
    let hits = hits.unwrap_or_else(|| panic!("{query}: {result}"));
    hits.iter()
        .map(|hit| Hit {
            page: name(hit["url"].as_str().expect("a URL")),
            tier: hit["tier"].as_str().expect("a tier").to_owned(),
        })
        .collect()
}

fn run(site: &Site, request: &Value) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in &site.files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, bytes).expect("it can be written");
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let mut node = Command::new("node")
        .arg(format!("{root}/tests/search/engine.mjs"))
        .arg(format!("{root}/themes/standard/js/search-engine"))
        .arg(folder.path())
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
    let answer: Value = serde_json::from_slice(&output.stdout).expect("an answer");
    answer["results"].as_array().expect("results").clone()
}
