//! Every part of a text finds its page, and every page found holds the query: in the files as Rust
//! reads them, and in the engine as the browser runs it.

use std::collections::BTreeSet;

use hakusho::model::SearchIndex;
use hakusho::model::search::SearchPage;
use hakusho::search::build;
use hakusho::text::fold::{fold, nfkc};
use hakusho::words::Tokenizer;

use crate::engine::{Request, literal, run};
use crate::files::{Decoded, decoded};
use crate::pages::{Random, random, written};
use crate::support::made;

/// Draws of the property test.
const DRAWS: usize = 10_000;

fn sample(numbers: &mut Random) -> Vec<SearchPage> {
    let mut pages = written();
    pages.extend(random(numbers, 120));
    // A page of many units.
    let long: Vec<_> = random(numbers, 200)
        .into_iter()
        .flat_map(|p| p.blocks)
        .collect();
    pages[0].blocks.extend(long);
    pages
}

fn index(pages: Vec<SearchPage>) -> SearchIndex {
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    build(pages, &[], &tokenizer, None)
}

/// A random part of a random block: the page and 1 to 12 code points that do not fold to nothing.
fn draw(pages: &[SearchPage], numbers: &mut Random) -> (usize, String) {
    loop {
        let page = numbers.below(pages.len());
        let blocks = &pages[page].blocks;
        let text = &blocks[numbers.below(blocks.len())].text;
        let chars: Vec<char> = nfkc(text).chars().collect();
        let start = numbers.below(chars.len().max(1));
        let length = 1 + numbers.below(12);
        let part: String = chars.into_iter().skip(start).take(length).collect();
        if !fold(&part).is_empty() {
            return (page, part);
        }
    }
}

/// The truth: the pages one of whose blocks, folded, holds the folded query.
fn scan(folded_pages: &[Vec<String>], query: &str) -> BTreeSet<usize> {
    let query = fold(query);
    let holds = |blocks: &Vec<String>| blocks.iter().any(|block| block.contains(&query));
    (0..folded_pages.len())
        .filter(|&page| holds(&folded_pages[page]))
        .collect()
}

fn folded(pages: &[SearchPage]) -> Vec<Vec<String>> {
    let fold_all = |page: &SearchPage| page.blocks.iter().map(|block| fold(&block.text)).collect();
    pages.iter().map(fold_all).collect()
}

/// What the postings and texts of the files give for a query: all grams, then the texts.
/// `texts` are the folded blocks of the files' units.
fn look_up(files: &Decoded, texts: &[Vec<String>], query: &str) -> BTreeSet<usize> {
    let query = fold(query);
    let chars: Vec<char> = query.chars().collect();
    let grams = chars.windows(chars.len().min(2));
    let mut lists: Vec<&[u32]> = grams
        .map(|gram| files.grams.get(&gram.iter().collect::<String>()))
        .map(|units| units.map_or(&[][..], Vec::as_slice))
        .collect();
    lists.sort_by_key(|units| units.len());
    let (first, others) = lists.split_first().expect("a query has grams");
    let in_all = |unit: &&u32| others.iter().all(|units| units.binary_search(unit).is_ok());
    let candidates = first.iter().filter(in_all).map(|&unit| unit as usize);
    candidates
        .filter(|&unit| texts[unit].iter().any(|block| block.contains(&query)))
        .map(|unit| files.units[unit].0)
        .collect()
}

/// Draws from the pages, looks the draws up in the encoded files, and compares with a plain scan.
pub(crate) fn check_files(pages: Vec<SearchPage>, shard_bytes: usize, numbers: &mut Random) {
    let index = index(pages);
    let files = decoded(&made(&index, shard_bytes));
    let texts = folded(&index.pages);
    let fold_all = |(_, blocks): &(usize, Vec<String>)| blocks.iter().map(|b| fold(b)).collect();
    let units: Vec<Vec<String>> = files.units.iter().map(fold_all).collect();
    for _ in 0..DRAWS {
        let (page, query) = draw(&index.pages, numbers);
        let found = look_up(&files, &units, &query);
        assert!(
            found.contains(&page),
            "{query:?} does not find {}",
            files.pages[&page].0
        );
        assert_eq!(found, scan(&texts, &query), "{query:?}");
    }
}

/// The same for the engine that the browser runs.
pub(crate) fn check_engine(pages: Vec<SearchPage>, shard_bytes: usize, numbers: &mut Random) {
    let index = index(pages);
    let texts = folded(&index.pages);
    let files = made(&index, shard_bytes);
    let draws: Vec<_> = (0..DRAWS).map(|_| draw(&index.pages, numbers)).collect();
    // One answer for all draws from a large site would be longer than a JavaScript string can be.
    for some in draws.chunks(1_000) {
        let request = Request {
            folds: Vec::new(),
            queries: some.iter().map(|(_, query)| literal(query)).collect(),
        };
        let Some(answer) = run(&files, &request) else {
            return;
        };
        for ((page, query), result) in some.iter().zip(&answer.results) {
            check_answer(&index, &texts, *page, query, result);
        }
    }
}

fn check_answer(
    index: &SearchIndex,
    texts: &[Vec<String>],
    page: usize,
    query: &str,
    result: &serde_json::Value,
) {
    let hits = result["hits"]
        .as_array()
        .unwrap_or_else(|| panic!("{query:?}: {result}"));
    let urls: BTreeSet<&str> = hits.iter().map(|hit| page_url(&hit["url"])).collect();
    let truth: BTreeSet<&str> = scan(texts, query)
        .iter()
        .map(|&p| index.pages[p].url.as_str())
        .collect();
    assert!(truth.contains(index.pages[page].url.as_str()));
    assert_eq!(urls, truth, "{query:?}");
    assert_eq!(result["total"], hits.len(), "{query:?}: one hit a page");
    assert_eq!(result["exact"], true, "{query:?}");
    for hit in hits {
        let parts = hit["excerpt"].as_array().expect("parts").iter();
        let mut marked = parts.filter(|part| part["mark"] == true);
        let is_query = |part: &serde_json::Value| {
            fold(part["text"].as_str().expect("text")).contains(&fold(query))
        };
        assert!(marked.any(is_query), "{query:?} is not marked in {hit}");
    }
}

#[test]
fn the_files_miss_nothing_and_find_nothing_else() {
    let mut numbers = Random(20_200_620);
    check_files(sample(&mut numbers), 512, &mut numbers);
}

#[test]
fn the_engine_misses_nothing_and_finds_nothing_else() {
    let mut numbers = Random(20_201_218);
    check_engine(sample(&mut numbers), 512, &mut numbers);
}

/// With a limit fewer texts are compared, but no page that could be shown is left out.
#[test]
fn a_limit_shows_as_many_pages_as_there_are() {
    const LIMIT: usize = 3;
    let mut numbers = Random(20_210_331);
    let index = index(sample(&mut numbers));
    let draws: Vec<String> = (0..500)
        .map(|_| draw(&index.pages, &mut numbers).1)
        .collect();
    let limited = draws.iter().map(
        |query| serde_json::json!({"query": query, "options": {"literal": true, "limit": LIMIT}}),
    );
    let request = Request {
        folds: Vec::new(),
        queries: draws
            .iter()
            .map(|query| literal(query))
            .chain(limited)
            .collect(),
    };
    let Some(answer) = run(&made(&index, 512), &request) else {
        return;
    };
    let (all, some) = answer.results.split_at(draws.len());
    let hits = |result: &serde_json::Value| result["hits"].as_array().expect("hits").len();
    let total = |result: &serde_json::Value| result["total"].as_u64().expect("a number");
    for ((query, all), some) in draws.iter().zip(all).zip(some) {
        assert_eq!(hits(some), hits(all).min(LIMIT), "{query:?}");
        assert!(total(some) <= total(all), "{query:?}");
        if some["exact"] == true {
            assert_eq!(total(some), total(all), "{query:?}");
        }
    }
    assert!(some.iter().any(|result| result["exact"] == false));
}

#[test]
fn the_engine_folds_all_of_unicode_as_the_index_does() {
    let index = index(written());
    let all = (0..=0x10_FFFF).filter_map(char::from_u32).map(String::from);
    let together =
        ["か\u{3099}", "ﾊﾟ", "각", "ｶ\u{FF9E}ー Ａ", "e\u{323}\u{301}"].map(str::to_owned);
    let request = Request {
        folds: all
            .chain(together)
            .map(|text| {
                let f = fold(&text);
                (text, f)
            })
            .collect(),
        queries: Vec::new(),
    };
    let Some(answer) = run(&made(&index, 512), &request) else {
        return;
    };
    assert!(answer.wrong_folds.is_empty(), "{:?}", answer.wrong_folds);
}

fn page_url(url: &serde_json::Value) -> &str {
    let url = url.as_str().expect("a URL");
    url.split_once('#').map_or(url, |(page, _)| page)
}
