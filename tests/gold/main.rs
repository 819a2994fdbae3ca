//! The gold set: queries over Japanese pages, with the pages that a reader wants for each.
//!
//! `cargo test --test gold -- --nocapture` prints the table. Two searches answer: the engine that
//! sites ship, and a plain scan of the texts with the dictionary at hand (`reference`), which shares
//! neither the index nor the engine's rules. Where only the engine fails, the fault is its own;
//! where both fail, a dictionary cannot do better or the judgement is wrong.

mod draws;
mod engine;
mod measure;
mod queries;
mod reference;
mod romaji;
mod site;
mod spellings;
#[path = "../support/mod.rs"]
mod support;
mod texts;

use std::io::Write;
use std::path::Path;

use measure::{Answer, Report, report};
use queries::{CLASSES, Query};
use reference::Reference;
use site::Site;

/// The fixture and the sample.
fn sites() -> [Site; 2] {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = project.join("tests/cases/search");
    [
        Site::load(&gold, &gold.join("queries")),
        Site::load(project, &gold.join("sample")),
    ]
}

/// The report on one search over both sites.
fn judged(searcher: &str, sites: &[Site], answers: impl Fn(&Site) -> Vec<Answer>) -> Report {
    let answers: Vec<Vec<Answer>> = sites.iter().map(answers).collect();
    let answered: Vec<(&Query, &Answer)> = sites
        .iter()
        .zip(&answers)
        .flat_map(|(site, answers)| site.queries.iter().zip(answers))
        .collect();
    report(searcher, &answered)
}

#[test]
fn every_class_of_queries_is_answered() {
    let sites = sites();
    assert!(sites[0].pages.len() >= 60, "{} pages", sites[0].pages.len());
    let queries = || sites.iter().flat_map(|site| &site.queries);
    assert!(queries().count() >= 150, "{} queries", queries().count());
    for (class, (name, _)) in CLASSES.iter().enumerate() {
        let count = queries().filter(|query| query.class == class).count();
        assert!(count >= 5, "{count} queries of class {name}");
    }
    let mut reports = vec![judged("reference", &sites, |site| {
        let reference = Reference::of(site);
        let answer = |query: &Query| Answer {
            all: reference.search(&query.text),
            first: Vec::new(),
        };
        site.queries.iter().map(answer).collect()
    })];
    if support::has_node() {
        reports.push(judged("engine", &sites, |site| {
            let texts: Vec<&str> = site.queries.iter().map(|q| q.text.as_str()).collect();
            engine::answers(site, &texts)
        }));
    } else {
        say("SKIPPED: no Node here, so the search engine was not run\n");
    }
    let shortfalls: Vec<&str> = reports
        .iter()
        .flat_map(|report| report.shortfalls.iter().map(String::as_str))
        .collect();
    for report in &reports {
        match shortfalls.is_empty() {
            true => println!("{}", report.table),
            false => say(&format!("{}\n", report.table)),
        }
    }
    assert!(shortfalls.is_empty(), "\n{}", shortfalls.join("\n"));
}

#[test]
fn words_are_found_as_they_are_read() {
    if !support::has_node() {
        say("SKIPPED: no Node here, so the search engine was not run\n");
        return;
    }
    for site in sites() {
        let draws::Faults {
            sought,
            missed,
            told,
        } = draws::faults(&site);
        assert!(sought >= 100, "{sought} words");
        // The reference knows a word's best reading alone (にほん for 日本), the engine all of them.
        assert!(
            missed * 200 <= sought && told.len() * 100 <= sought * 3,
            "{missed} missed, {} wrong of {sought}: {told:#?}",
            told.len()
        );
    }
}

/// Not `eprintln!`: the test runner would swallow it.
fn say(text: &str) {
    std::io::stderr()
        .write_all(text.as_bytes())
        .expect("stderr");
}
