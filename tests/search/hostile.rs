//! Texts and queries that nobody writes, unless to see the search stand still.

use hakusho::model::SearchIndex;
use hakusho::search::build;
use hakusho::words::Tokenizer;
use serde_json::{Value, json};

use crate::engine::{ask_of, hits};
use crate::pages::page;
use crate::tables::call;

fn index() -> SearchIndex {
    let marks = format!("始e{}終", "\u{301}".repeat(100_000));
    let phrase = format!("序文。{}", "長い文をそのまま問う。".repeat(30));
    let mut pages = vec![
        page("digits", "数", &[&"1234567890".repeat(30_000)]),
        page("long", "文", &[&phrase]),
        page("marks", "字", &[&marks]),
        page("reading", "語", &["緒だ。"]),
        page("same", "音", &[&"あ".repeat(300_000)]),
    ];
    // The block behind the title.
    pages[3].blocks[1].rubies = vec![(0.."緒".len(), "お".repeat(90))];
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    build(pages, &[], &tokenizer, None)
}

fn search(query: &str) -> Value {
    json!({"query": query, "options": {}})
}

#[test]
fn long_texts_and_queries_are_answered() {
    let long = "ー".repeat(20_000) + "!";
    let queries = [
        search("あ"),
        // A letter with as many marks as it likes.
        search("終"),
        // A pattern for this reading could be tried in 2 to the power of 40 ways.
        search(&"o".repeat(40)),
        search(&"1234567890".repeat(30_000)),
        search(&long),
        // Half of a character is none.
        search("\u{20BB7}"),
    ];
    let Some(results) = ask_of(&index(), &queries) else {
        return;
    };
    let found: Vec<Vec<String>> = results.iter().map(hits).collect();
    let expected: [&[&str]; 6] = [
        &["same.html#b1 exact"],
        &["marks.html#b1 exact"],
        &["reading.html#b1 reading"],
        &["digits.html#b1 exact"],
        &[],
        &[],
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_long_text_full_of_matches_is_marked() {
    let text = "あ".repeat(300_000);
    let query = json!({"call": "highlight", "query": "あ", "texts": [text]});
    if let Some(results) = ask_of(&index(), &[query]) {
        assert_eq!(results[0], json!([[[0, 300_000]]]));
    }
}

#[test]
fn an_excerpt_of_a_long_match_begins_with_the_text() {
    let query = search(&"長い文をそのまま問う。".repeat(20));
    let Some(results) = ask_of(&index(), &[query]) else {
        return;
    };
    let excerpt = &results[0]["hits"][0]["excerpt"];
    assert_eq!(excerpt[0], json!({"text": "序文。", "mark": false}));
    assert_eq!(excerpt[1]["mark"], true);
}

#[test]
fn a_page_may_have_any_number_of_units() {
    if let Some(answers) = call(&[json!(["candidatesOf", 200_000])]) {
        assert_eq!(answers, [json!([0])]);
    }
}
