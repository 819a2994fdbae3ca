//! What the built site shows of the source: all of it, and exactly its 13 references.

use std::collections::BTreeSet;

use crate::records::{Record, collection, record};
use crate::site::{self, Reference};
use crate::source;

/// Citing record and statement, cited measure, as printed, 等.
type Expected = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

const REFERENCES: [Expected; 13] = [
    ("field:gazou-shindan", "s1", "measure:m01", "(1)", None),
    ("field:iyakuhin", "s1", "measure:m10", "(10)", Some("等")),
    (
        "field:kaigo-ninchishou",
        "s1",
        "measure:m06",
        "(6)",
        Some("等"),
    ),
    (
        "field:shindan-chiryou",
        "s1",
        "measure:m01",
        "(1)",
        Some("等"),
    ),
    ("field:shujutsu", "s1", "measure:m06", "(6)", None),
    ("field:yakuji-kisei", "s1", "measure:m05", "(5)", None),
    ("target:health-1", "s1", "measure:m08", "(8)", None),
    ("target:health-1", "s2", "measure:m01", "(1)", None),
    ("target:health-3", "s1", "measure:m14", "(14)", None),
    ("target:health-3", "s2", "measure:m15", "(15)", None),
    ("target:health-4", "s1", "measure:m11", "(11)", None),
    ("target:health-5", "s1", "measure:m07", "(7)", None),
    ("target:literacy-2", "s1", "measure:m16", "(16)", None),
];

#[test]
fn the_references_are_the_thirteen_printed_ones() {
    let references = site::references();
    let mut found: Vec<_> = references.iter().map(as_tuple).collect();
    found.sort();
    assert_eq!(found, REFERENCES);
}

#[test]
fn measures_that_nothing_refers_to() {
    let cited: BTreeSet<String> = site::references().into_iter().map(|r| r.to).collect();
    let uncited: Vec<Record> = collection("measures")
        .into_iter()
        .filter(|m| !cited.contains(&format!("measure:{}", m.id)))
        .collect();
    let numbers: Vec<_> = uncited.iter().filter_map(|m| m.get("no")).collect();
    assert_eq!(numbers, ["2", "3", "4", "9", "12", "13"]);
}

#[test]
fn the_number_of_a_heading_is_no_reference() {
    // （1）リテラシー教育: full-width, in the heading of the section.
    let references = site::references();
    assert!(references.iter().all(|r| !r.from.starts_with("section:")));
    assert!(references.iter().all(|r| !r.text.contains('（')));
}

#[test]
fn a_reference_quotes_its_sentence() {
    // In this document the sentence around each reference is the whole statement.
    for reference in site::references() {
        let (dir, id) = place(&reference.from);
        let number = reference.statement.trim_start_matches('s');
        let index: usize = number.parse().expect("statements are numbered in order");
        let statement = &record(dir, id).statements[index - 1];
        assert_eq!(&reference.sentence, statement, "{}", reference.from);
    }
}

#[test]
fn references_are_links_and_are_quoted_where_they_lead() {
    for reference in site::references() {
        let (from_dir, from_id) = place(&reference.from);
        let (to_dir, to_id) = place(&reference.to);
        let from = format!("{from_dir}/{from_id}.html");
        let to = format!("{to_dir}/{to_id}.html");
        assert!(
            site::read(&from).contains(&format!("href=\"../{to}")),
            "{from}"
        );
        let sentence = source::collapse(&reference.sentence);
        assert!(
            site::whole_text(&to).contains(&sentence),
            "{to}: {sentence}"
        );
    }
}

#[test]
fn each_statement_stands_on_its_page_as_printed() {
    for dir in ["measures", "targets", "fields", "sections", "figures"] {
        for record in collection(dir) {
            let page = site::own_text(&format!("{dir}/{}.html", record.id));
            for statement in &record.statements {
                let statement = source::collapse(statement);
                assert!(
                    page.contains(&statement),
                    "{dir}/{}: {statement}",
                    record.id
                );
            }
        }
    }
}

#[test]
fn every_printed_piece_stands_in_the_site() {
    let pages = site::pages();
    // A page's own text leaves out footnote markers; the heads of printed tables are the
    // generator's and only in the whole text.
    let own = pages.iter().map(|page| site::own_text(page));
    let whole = pages.iter().map(|page| site::whole_text(page));
    let texts: Vec<String> = own.chain(whole).collect();
    let missing: Vec<_> = source::pieces()
        .into_iter()
        .filter(|(_, piece)| !texts.iter().any(|text| text.contains(piece)))
        .collect();
    assert!(missing.is_empty(), "not in the site: {missing:#?}");
}

#[test]
fn measures_without_a_printed_programme_show_none() {
    for row in source::measures() {
        let page = site::read(&format!("measures/m{:0>2}.html", row.no));
        let article = page.split_once("<article").expect("an article").1;
        let article = article.split("</article>").next().unwrap_or_default();
        let shows = article.contains("href=\"../programmes/");
        assert_eq!(shows, !row.programme_cell.is_empty(), "measure {}", row.no);
    }
}

fn as_tuple(r: &Reference) -> (&str, &str, &str, &str, Option<&str>) {
    (
        &r.from,
        &r.statement,
        &r.to,
        &r.text,
        r.qualifier.as_deref(),
    )
}

/// `target:health-1` as folder and id.
fn place(name: &str) -> (&'static str, &str) {
    let (collection, id) = name.split_once(':').expect("collection:id");
    let dir = match collection {
        "measure" => "measures",
        "target" => "targets",
        "field" => "fields",
        other => panic!("a reference from or to {other}"),
    };
    (dir, id)
}
