//! The search engine that the site ships, run by Node.

use serde_json::{Value, json};

use crate::measure::{Answer, Hit};
use crate::site::{Site, name};
use crate::support;

/// Hits of a first look, as the search page shows them.
const SHOWN: usize = 20;

/// What the engine answers to queries over the site.
pub(crate) fn answers(site: &Site, queries: &[&str]) -> Vec<Answer> {
    let asked: Vec<Value> = queries
        .iter()
        .flat_map(|query| {
            let of = |options| json!({"query": query, "options": options});
            [of(json!({})), of(json!({"limit": SHOWN}))]
        })
        .collect();
    let answer = support::engine(&site.files, &json!({"folds": [], "queries": asked}));
    let results = answer["results"].as_array().expect("results");
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
