//! What the engine answers, run by Node.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use hakusho::model::SearchIndex;
use hakusho::search::build;
use hakusho::words::Tokenizer;
use serde_json::{Value, json};

use crate::pages::{page, written};
use crate::support::{self, made};

/// What a run of the engine is asked.
pub(crate) struct Request {
    /// Texts and what they fold to.
    pub(crate) folds: Vec<(String, String)>,
    /// `{query, options}` to search; `call` names another function of the engine.
    pub(crate) queries: Vec<Value>,
}

/// What it answers.
pub(crate) struct Answer {
    /// Texts that the engine folds in another way.
    pub(crate) wrong_folds: Vec<Value>,
    /// For each query, its result.
    pub(crate) results: Vec<Value>,
}

/// A query taken literally, for all its hits.
pub(crate) fn literal(query: &str) -> Value {
    json!({"query": query, "options": {"literal": true}})
}

/// Runs a script of this folder on the engine's sources: the answer to `request`, both JSON. `None`
/// without Node.
pub(crate) fn node(script: &str, arguments: &[&Path], request: &Value) -> Option<Value> {
    can_run().then(|| support::node(script, arguments, request))
}

/// Whether there is Node; says so if not.
fn can_run() -> bool {
    let here = support::has_node();
    if !here {
        // Not `eprintln!`: the test runner would swallow it.
        let note = "SKIPPED: no Node here, so the search engine was not run\n";
        std::io::stderr()
            .write_all(note.as_bytes())
            .expect("stderr");
    }
    here
}

/// Runs the engine over `files`.
pub(crate) fn run(files: &BTreeMap<String, Vec<u8>>, request: &Request) -> Option<Answer> {
    if !can_run() {
        return None;
    }
    let body = json!({"folds": request.folds, "queries": request.queries});
    let mut answer = support::engine(files, &body);
    let mut list = |key: &str| match answer[key].take() {
        Value::Array(values) => values,
        other => panic!("{key}: {other}"),
    };
    Some(Answer {
        wrong_folds: list("wrongFolds"),
        results: list("results"),
    })
}

/// The results of queries over the written pages.
fn ask(queries: &[Value]) -> Option<Vec<Value>> {
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    ask_of(&build(written(), &[], &tokenizer, None), queries)
}

/// The results of queries over an index.
pub(crate) fn ask_of(index: &SearchIndex, queries: &[Value]) -> Option<Vec<Value>> {
    let request = Request {
        folds: Vec::new(),
        queries: queries.to_vec(),
    };
    Some(run(&made(index, 256), &request)?.results)
}

/// Checks the addresses and tiers of hits in their order, written `url tier`.
fn check(cases: &[(&str, &[&str])]) {
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    check_of(&build(written(), &[], &tokenizer, None), cases);
}

/// The same over an index.
pub(crate) fn check_of(index: &SearchIndex, cases: &[(&str, &[&str])]) {
    let queries: Vec<Value> = cases
        .iter()
        .map(|(query, _)| json!({"query": query, "options": {}}))
        .collect();
    let Some(results) = ask_of(index, &queries) else {
        return;
    };
    let mut wrong = Vec::new();
    for ((query, expected), result) in cases.iter().zip(&results) {
        let found = hits(result);
        assert_eq!(result["exact"], true, "{query}");
        assert_eq!(result["total"], found.len(), "{query}");
        if found != *expected {
            wrong.push(format!("{query}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The hits of a result in their order, written `url tier`.
pub(crate) fn hits(result: &Value) -> Vec<String> {
    let hits = result["hits"].as_array();
    let hits = hits.unwrap_or_else(|| panic!("{result}"));
    let word = |hit: &Value, key: &str| hit[key].as_str().unwrap_or("?").to_owned();
    hits.iter()
        .map(|hit| format!("{} {}", word(hit, "url"), word(hit, "tier")))
        .collect()
}

#[test]
fn spellings_find_each_other_in_tiers() {
    check(&[
        ("画像診断", &["guide/health.html#b3 exact"]),
        ("断の", &["guide/health.html#b3 exact"]),
        ("像診", &["guide/health.html#b3 exact"]),
        ("PHR", &["guide/health.html#b2 variant"]),
        ("ｐ ｈ ｒ", &["guide/health.html#b2 folded"]),
        (
            "ﾃﾞｰﾀ",
            &["guide/image.html#b3 exact", "guide/data.html#b1 folded"],
        ),
        ("amed", &["guide/data.html#b3 folded"]),
        ("渡辺", &["names.html#b1 folded"]),
        ("吉野", &["names.html#b2 folded"]),
        ("葛飾", &["names.html#b3 folded"]),
        ("ユーザ", &["about.html#b3 exact"]),
        ("サーバ監視", &[]),
        ("サーバを監視", &["see.html#b2 variant"]),
        ("サーバー", &["see.html#b2 exact"]),
        ("がとが", &["mixed.html#b1 folded"]),
    ]);
}

#[test]
fn inflected_forms_find_each_other() {
    check(&[
        ("走る", &["run.html exact"]),
        ("走りました", &["run.html#b1 lemma"]),
        ("見る", &["see.html#b1 lemma"]),
        ("検討する", &["run.html#b4 lemma"]),
        ("検討されました", &["run.html#b4 lemma"]),
        ("走行", &[]),
    ]);
}

#[test]
fn operators_are_and_exact_and_without() {
    check(&[
        (
            "画像 診断",
            &["guide/health.html#b3 exact", "guide/image.html#b1 exact"],
        ),
        ("港　病院", &["guide/health.html#b2 exact"]),
        ("港 -病院", &["about.html#b2 exact"]),
        ("\"データ\"", &["guide/data.html#b1 exact"]),
        ("画像 -\"画像診断\"", &["guide/image.html#b1 exact"]),
        ("P H R", &["guide/health.html#b2 exact"]),
        ("Ｐ Ｈ Ｒ", &["guide/health.html#b2 folded"]),
        (
            "\"港",
            &["about.html#b2 exact", "guide/health.html#b2 exact"],
        ),
    ]);
}

#[test]
fn a_site_without_text_is_searched_in_vain() {
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    let request = Request {
        folds: Vec::new(),
        queries: vec![literal("画像"), json!({"query": "走る 人", "options": {}})],
    };
    if let Some(answer) = run(
        &made(&build(Vec::new(), &[], &tokenizer, None), 8192),
        &request,
    ) {
        let nothing = json!({"total": 0, "exact": true, "hits": []});
        assert_eq!(answer.results, [nothing.clone(), nothing]);
    }
}

#[test]
fn what_is_missing_or_foreign_is_said() {
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    let request = Request {
        folds: Vec::new(),
        queries: vec![literal("画像")],
    };
    let whole = made(&build(written(), &[], &tokenizer, None), 8192);
    let error = |files: &BTreeMap<String, Vec<u8>>| -> Option<String> {
        let answer = run(files, &request)?;
        Some(
            answer.results[0]["error"]
                .as_str()
                .unwrap_or("none")
                .to_owned(),
        )
    };
    let mut files = whole.clone();
    files.remove("search/k/0.js");
    let expected = "search/k/0.js could not be loaded".to_owned();
    assert!(error(&files).is_none_or(|message| message == expected));
    let mut pages = written();
    pages.pop();
    let other = made(&build(pages, &[], &tokenizer, None), 8192);
    files.insert("search/k/0.js".to_owned(), other["search/k/0.js"].clone());
    let expected = "search/k/0.js is of another build; reload the page".to_owned();
    assert!(error(&files).is_none_or(|message| message == expected));
}

#[test]
fn a_limit_and_a_collection_are_kept_to() {
    let queries = [
        json!({"query": "の", "options": {"limit": 1}}),
        json!({"query": "の", "options": {"limit": 5, "collection": "guide"}}),
    ];
    let Some(results) = ask(&queries) else {
        return;
    };
    let hits = |at: usize| results[at]["hits"].as_array().expect("hits");
    assert_eq!(hits(0).len(), 1);
    assert!(results[0]["total"].as_u64() > Some(3), "{}", results[0]);
    assert!(!hits(1).is_empty());
    assert!(hits(1).iter().all(|hit| hit["collection"] == "guide"));
}

#[test]
fn a_hit_says_where_and_why() {
    let Some(results) = ask(&[json!({"query": "p h r", "options": {}})]) else {
        return;
    };
    let hit = &results[0]["hits"][0];
    assert_eq!(hit["title"], "健康の記録");
    assert_eq!(hit["heading"], "P H R とは");
    let excerpt = json!([
        {"text": "個人の ", "mark": false},
        {"text": "P H R", "mark": true},
        {"text": " を港の病院に持っていく。", "mark": false},
    ]);
    assert_eq!(hit["excerpt"], excerpt);
}

/// As in the text of the hit: the words themselves where these stand in either, else what was found.
#[test]
fn titles_of_hits_are_marked() {
    let pages = vec![
        page("exact", "水門の点検", &["水門を月に一度見る。"]),
        page("both", "走った記録", &["毎朝走る。"]),
        page("form", "走った道", &["川沿いの道。"]),
        page("text", "案内", &["水門を開けるのは係である。"]),
        page("wide", "ＰＨＲの案内", &["記録の話。"]),
    ];
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    let queries =
        ["水門", "走る", "phr", "水門 見る"].map(|query| json!({"query": query, "options": {}}));
    let Some(results) = ask_of(&build(pages, &[], &tokenizer, None), &queries) else {
        return;
    };
    let marks = |at: usize| -> BTreeMap<String, Value> {
        let hits = results[at]["hits"].as_array().expect("hits");
        let of = |hit: &Value| {
            (
                hit["title"].as_str().expect("a title").to_owned(),
                hit["titleMarks"].clone(),
            )
        };
        hits.iter().map(of).collect()
    };
    assert_eq!(marks(0)["水門の点検"], json!([[0, 2]]));
    assert_eq!(marks(0)["案内"], json!([]));
    // The text says 走る itself.
    assert_eq!(marks(1)["走った記録"], json!([]));
    assert_eq!(marks(1)["走った道"], json!([[0, 2]]));
    assert_eq!(marks(2)["ＰＨＲの案内"], json!([[0, 3]]));
    assert_eq!(marks(3)["水門の点検"], json!([[0, 2]]));
}

#[test]
fn nonsense_and_nothing_find_nothing() {
    check(&[
        ("象形和音炭酸", &[]),
        ("ー", &[]),
        ("", &[]),
        ("  ", &[]),
        ("\"", &[]),
        ("\u{D7FF}", &[]),
    ]);
}

#[test]
fn odd_arguments_of_a_page_script_are_answered() {
    let limits = [json!(1.5), json!("2"), json!(-1), json!("many"), json!(0)];
    let mut queries: Vec<Value> = limits
        .iter()
        .map(|limit| json!({"query": "の", "options": {"limit": limit}}))
        .collect();
    queries.push(json!({"query": null, "options": {"limit": 1}}));
    queries.push(json!({"query": 8, "options": {"limit": 1}}));
    queries.push(json!({"query": "港 ".repeat(2000), "options": {"limit": 1}}));
    let filters = json!({"limit": 1, "collection": "guide", "filters": null});
    queries.push(json!({"query": "港", "options": filters}));
    let Some(results) = ask(&queries) else {
        return;
    };
    let hits: Vec<usize> = results
        .iter()
        .map(|result| result["hits"].as_array().expect("hits").len())
        .collect();
    assert!(hits[3] > 2, "{hits:?}");
    assert_eq!((&hits[..3], &hits[4..7]), (&[1, 2, 0][..], &[0, 0, 0][..]));
    assert_eq!(hits[7..], [1, 1]);
}
