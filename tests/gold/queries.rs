//! The files of queries and who should answer them.
//!
//! ```text
//! [compound]              the class of the queries that follow
//! q 画像診断              a query, to the end of the line
//! + medicine/ct guide/a   every page that a reader who types this wants to see
//! ~ administration/plan   pages that may be found: neither right nor wrong
//! ! law/camera            pages that must not be found: traps worth naming
//! ```
//!
//! Pages are named by their addresses without `.html`. Any other page counts as wrong. Blank lines
//! and lines that begin with `#` are skipped; a `#` behind a space begins a remark, but for queries.

use std::collections::{BTreeMap, BTreeSet};

/// What a class of queries is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The text itself is sought: nothing may be missed.
    Literal,
    /// What a reader means is sought through the dictionary.
    Meaning,
    /// There is nothing to be found.
    Nonsense,
}

/// The classes in the order of the table.
pub(crate) const CLASSES: [(&str, Kind); 23] = [
    ("compound", Kind::Literal),
    ("part", Kind::Literal),
    ("across", Kind::Literal),
    ("prefix", Kind::Literal),
    ("phrase", Kind::Literal),
    ("long-vowel", Kind::Literal),
    ("width", Kind::Literal),
    ("latin-kanji", Kind::Literal),
    ("single-kanji", Kind::Literal),
    ("identifier", Kind::Literal),
    ("and", Kind::Literal),
    ("variant-kanji", Kind::Literal),
    ("iteration", Kind::Literal),
    ("number", Kind::Literal),
    ("operator", Kind::Literal),
    ("dictionary", Kind::Meaning),
    ("inflected", Kind::Meaning),
    ("reading", Kind::Meaning),
    ("romaji", Kind::Meaning),
    ("ime", Kind::Meaning),
    ("date", Kind::Meaning),
    ("synonym", Kind::Meaning),
    ("nonsense", Kind::Nonsense),
];

/// What a reader thinks of a page among the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// `+`: it has to be there.
    Wanted,
    /// `~`: nobody minds.
    Neutral,
    /// `!`: it must not be there.
    Barred,
}

/// A query and its judgements.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    /// Index into [`CLASSES`].
    pub(crate) class: usize,
    /// What the reader types.
    pub(crate) text: String,
    /// Pages by name; those not listed are wrong.
    pub(crate) pages: BTreeMap<String, Judgement>,
    /// `file:line`.
    pub(crate) place: String,
}

impl Query {
    /// How many pages have to be found.
    pub(crate) fn wanted(&self) -> usize {
        let is_wanted = |judgement: &&Judgement| **judgement == Judgement::Wanted;
        self.pages.values().filter(is_wanted).count()
    }
}

/// Reads one file. `known` are the pages of the site. Faults are told as `file:line: what`.
pub(crate) fn parse(
    file: &str,
    text: &str,
    known: &BTreeSet<String>,
) -> Result<Vec<Query>, Vec<String>> {
    let (mut queries, mut faults) = (Vec::new(), Vec::new());
    let mut class = None;
    for (at, line) in text.lines().enumerate() {
        let place = format!("{file}:{}", at + 1);
        if let Err(fault) = parse_line(line, &place, known, &mut class, &mut queries) {
            faults.push(format!("{place}: {fault}"));
        }
    }
    for query in &queries {
        let is_nonsense = CLASSES[query.class].1 == Kind::Nonsense;
        if is_nonsense != (query.wanted() == 0) {
            let fault = match is_nonsense {
                true => "nonsense finds nothing, but pages are listed",
                false => "no page is listed with +",
            };
            faults.push(format!("{}: {fault}", query.place));
        }
    }
    if faults.is_empty() {
        Ok(queries)
    } else {
        Err(faults)
    }
}

fn parse_line(
    line: &str,
    place: &str,
    known: &BTreeSet<String>,
    class: &mut Option<usize>,
    queries: &mut Vec<Query>,
) -> Result<(), String> {
    let line = line.trim_end();
    if line.is_empty() || line.starts_with('#') {
        return Ok(());
    }
    if let Some(text) = line.strip_prefix("q ") {
        queries.push(Query {
            class: class.ok_or("a query before the first class")?,
            text: text.to_owned(),
            pages: BTreeMap::new(),
            place: place.to_owned(),
        });
        return Ok(());
    }
    let line = line.split_once(" #").map_or(line, |(line, _)| line).trim();
    if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
        let found = CLASSES.iter().position(|(known, _)| *known == name);
        *class = Some(found.ok_or_else(|| format!("unknown class {name}"))?);
        return Ok(());
    }
    let judgement = match line.chars().next() {
        Some('+') => Judgement::Wanted,
        Some('~') => Judgement::Neutral,
        Some('!') => Judgement::Barred,
        _ => return Err("neither a class, a query nor pages".to_owned()),
    };
    let query = queries.last_mut().ok_or("pages before the first query")?;
    for page in line[1..].split_whitespace() {
        if !known.contains(page) {
            return Err(format!("unknown page {page}"));
        }
        if query.pages.insert(page.to_owned(), judgement).is_some() {
            return Err(format!("{page} is judged twice"));
        }
    }
    Ok(())
}

#[test]
fn faults_are_told_with_file_and_line() {
    let known = ["a", "b/c"].map(str::to_owned).into();
    let text = "+ a\n[part] # remark\nq 画像 #1\n+ a\n~ b/c # remark\n";
    let faults = parse("x.txt", text, &known).expect_err("pages before a query");
    assert_eq!(faults, ["x.txt:1: pages before the first query"]);
    let queries = parse("x.txt", &text[4..], &known).expect("no fault");
    assert_eq!(queries[0].text, "画像 #1");
    assert_eq!(queries[0].place, "x.txt:2");
    assert_eq!(queries[0].wanted(), 1);
    for (text, fault) in [
        ("[parts]", "x.txt:1: unknown class parts"),
        ("q 画像", "x.txt:1: a query before the first class"),
        ("[part]\nq 画像\n+ d", "x.txt:3: unknown page d"),
        ("[part]\nq 画像\n+ a\n! a b/c", "x.txt:4: a is judged twice"),
        ("[part]\nq 画像\n~ a", "x.txt:2: no page is listed with +"),
        (
            "[part]\n画像",
            "x.txt:2: neither a class, a query nor pages",
        ),
        (
            "[nonsense]\nq 画像\n+ a",
            "x.txt:2: nonsense finds nothing, but pages are listed",
        ),
    ] {
        let faults = parse("x.txt", text, &known).expect_err(text);
        assert_eq!(faults[0], fault);
    }
}
