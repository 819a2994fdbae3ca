//! How many hits the engine says that a choice would leave.

use hakusho::diag::Localized;
use hakusho::model::SearchIndex;
use hakusho::model::search::{Facet, FacetValue, Postings};
use hakusho::search::build;
use hakusho::words::Tokenizer;
use serde_json::{Value, json};

use crate::engine::ask_of;
use crate::pages::{Random, page};

const PAGES: usize = 90;
const QUERIES: [&str; 6] = [
    // One gram; more than that, which some pages hold apart; operators; forms; a reading; nothing.
    "水門",
    "水門の管理",
    "水門 -橋",
    "走る",
    "すいもん",
    "象形",
];

/// Pages of two collections and none, with two fields in one of them.
fn index() -> SearchIndex {
    let mut random = Random(7);
    let phrases = [
        "水門の点検と川の管理",
        "水門の管理",
        "橋の点検",
        "道を走った",
    ];
    let folders = ["doc/", "doc/", "note/", ""];
    let mut pages: Vec<_> = (0..PAGES)
        .map(|n| {
            let text: Vec<&str> = (0..2).map(|_| phrases[random.below(4)]).collect();
            let filler = format!("{n}番の頁。").repeat(40);
            let name = format!("{}p{n}", folders[random.below(4)]);
            page(&name, "頁", &[&text.join("、"), &filler])
        })
        .collect();
    pages.sort_by(|a, b| a.collection.cmp(&b.collection));
    let docs: Vec<usize> = (0..PAGES)
        .filter(|&at| pages[at].collection.as_deref() == Some("doc"))
        .collect();
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    let mut index = build(pages, &[], &tokenizer, None);
    index.facets = [("kind", 3), ("size", 2)]
        .into_iter()
        .map(|(field, many)| Facet {
            collection: "doc".to_owned(),
            field: field.to_owned(),
            label: Localized {
                ja: field.to_owned(),
                en: field.to_owned(),
            },
            values: (0..many).map(|value| held(value, many, &docs)).collect(),
        })
        .collect();
    index
}

/// The value that every `many`th page has.
fn held(value: usize, many: usize, docs: &[usize]) -> FacetValue {
    let mut pages = Postings::default();
    let own = docs.iter().filter(|&&page| page % many == value);
    own.for_each(|&page| pages.push(u32::try_from(page).expect("few pages")));
    FacetValue {
        value: value.to_string(),
        label: value.to_string(),
        pages,
    }
}

/// A query, the options of a count, and for each of its keys the options of the search that it
/// speaks of.
type Choice = (&'static str, Value, Vec<(String, Value)>);

/// Each query with each narrowing.
fn choices() -> Vec<Choice> {
    let mut all = Vec::new();
    for query in QUERIES {
        let collections = ["doc", "note"].map(|key| (key.to_owned(), json!({"collection": key})));
        all.push((query, json!({}), collections.to_vec()));
        for filters in [
            json!({}),
            json!({"kind": ["1"]}),
            json!({"kind": ["0", "1"], "size": ["1"]}),
        ] {
            let mut searches = Vec::new();
            for (field, many) in [("kind", 3), ("size", 2)] {
                for value in 0..many {
                    let mut narrowed = filters.clone();
                    narrowed[field] = json!([value.to_string()]);
                    let options = json!({"collection": "doc", "filters": narrowed});
                    searches.push((format!("{field}={value}"), options));
                }
            }
            all.push((
                query,
                json!({"collection": "doc", "filters": filters}),
                searches,
            ));
        }
    }
    all
}

#[test]
fn counts_are_what_the_choices_then_find() {
    let choices = choices();
    let mut queries = Vec::new();
    for (query, options, searches) in &choices {
        let mut few = options.clone();
        few["limit"] = json!(1);
        queries.push(json!({"call": "count", "query": query, "options": options}));
        queries.push(json!({"call": "count", "query": query, "options": few}));
        for (_, options) in searches {
            queries.push(json!({"query": query, "options": options}));
        }
    }
    let Some(results) = ask_of(&index(), &queries) else {
        return;
    };
    let mut results = results.iter();
    let mut next = || results.next().expect("a result");
    let mut open = 0;
    for (query, options, searches) in &choices {
        let (all, few) = (next(), next());
        for (key, _) in searches {
            let total = next()["total"].as_u64().expect("a total");
            let bounds = |counts: &Value| {
                let bound = |at: usize| counts[key][at].as_u64().unwrap_or(0);
                (bound(0), bound(1))
            };
            assert_eq!(bounds(all), (total, total), "{query} {options} {key}");
            let (least, most) = bounds(few);
            assert!(
                least <= total && total <= most,
                "{query} {options} {key}: {few}"
            );
            open += usize::from(least < most);
        }
    }
    assert!(open > 10, "{open} of the counts after one hit are bounds");
}
