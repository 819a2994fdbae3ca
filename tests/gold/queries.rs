//! The files of queries and who should answer them.
//!
//! ```text
//! [compound]              the class of the queries that follow
//! q 画像診断              a query, to the end of the line
//! = 画像 診断             another that readers mean the same by: what follows holds for both
//! ^ medicine/ct           pages one of which has to come first
//! + guide/a guide/b       every other page that a reader who types this wants to see
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
    /// Conventions of writing, of which a dictionary knows a part: the reference is not held to them.
    Convention,
    /// There is nothing to be found.
    Nonsense,
}

/// The classes in the order of the table.
pub(crate) const CLASSES: [(&str, Kind); 27] = [
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
    ("okurigana", Kind::Convention),
    ("counter", Kind::Convention),
    ("katakana", Kind::Convention),
    ("honorific", Kind::Convention),
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
    /// `^`: it has to be there, and it or another such page comes first.
    Foremost,
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

impl Judgement {
    /// Whether such a page has to be found.
    pub(crate) fn is_wanted(self) -> bool {
        matches!(self, Judgement::Foremost | Judgement::Wanted)
    }
}

impl Query {
    /// How many pages have to be found.
    pub(crate) fn wanted(&self) -> usize {
        let pages = self.pages.values();
        pages.filter(|judgement| judgement.is_wanted()).count()
    }

    /// The pages one of which has to come first.
    pub(crate) fn foremost(&self) -> Vec<&str> {
        let pages = self.pages.iter();
        pages
            .filter(|(_, judgement)| **judgement == Judgement::Foremost)
            .map(|(page, _)| page.as_str())
            .collect()
    }
}

/// Reads one file. `known` are the pages of the site. Faults are told as `file:line: what`.
pub(crate) fn parse(
    file: &str,
    text: &str,
    known: &BTreeSet<String>,
) -> Result<Vec<Query>, Vec<String>> {
    let mut faults = Vec::new();
    let mut parser = Parser::default();
    for (at, line) in text.lines().enumerate() {
        let place = format!("{file}:{}", at + 1);
        if let Err(fault) = parser.line(line, &place, known) {
            faults.push(format!("{place}: {fault}"));
        }
    }
    let queries = parser.queries;
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

/// What the lines so far say.
#[derive(Default)]
struct Parser {
    class: Option<usize>,
    queries: Vec<Query>,
    /// How many of the last queries are spellings of one.
    alike: usize,
}

impl Parser {
    fn line(&mut self, line: &str, place: &str, known: &BTreeSet<String>) -> Result<(), String> {
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if let Some(text) = line.strip_prefix("q ") {
            self.alike = 0;
            return self.query(text, place);
        }
        if let Some(text) = line.strip_prefix("= ") {
            return match self.queries.last() {
                Some(query) if query.pages.is_empty() => self.query(text, place),
                _ => Err("another spelling stands before the pages".to_owned()),
            };
        }
        let line = line.split_once(" #").map_or(line, |(line, _)| line).trim();
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            let found = CLASSES.iter().position(|(known, _)| *known == name);
            self.class = Some(found.ok_or_else(|| format!("unknown class {name}"))?);
            return Ok(());
        }
        let judgement = match line.chars().next() {
            Some('^') => Judgement::Foremost,
            Some('+') => Judgement::Wanted,
            Some('~') => Judgement::Neutral,
            Some('!') => Judgement::Barred,
            _ => return Err("neither a class, a query nor pages".to_owned()),
        };
        if self.queries.is_empty() {
            return Err("pages before the first query".to_owned());
        }
        let first = self.queries.len() - self.alike;
        for page in line[1..].split_whitespace() {
            if !known.contains(page) {
                return Err(format!("unknown page {page}"));
            }
            for query in &mut self.queries[first..] {
                if query.pages.insert(page.to_owned(), judgement).is_some() {
                    return Err(format!("{page} is judged twice"));
                }
            }
        }
        Ok(())
    }

    fn query(&mut self, text: &str, place: &str) -> Result<(), String> {
        self.queries.push(Query {
            class: self.class.ok_or("a query before the first class")?,
            text: text.to_owned(),
            pages: BTreeMap::new(),
            place: place.to_owned(),
        });
        self.alike += 1;
        Ok(())
    }
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
    let alike = "[part]\nq 画像\n= 画 像\n^ a\n+ b/c\n";
    let queries = parse("x.txt", alike, &known).expect("no fault");
    assert_eq!(queries.len(), 2);
    assert_eq!(queries[0].pages, queries[1].pages);
    assert_eq!((queries[1].wanted(), queries[1].foremost()), (2, vec!["a"]));
    for (text, fault) in [
        ("[parts]", "x.txt:1: unknown class parts"),
        ("q 画像", "x.txt:1: a query before the first class"),
        ("[part]\nq 画像\n+ d", "x.txt:3: unknown page d"),
        ("[part]\nq 画像\n+ a\n! a b/c", "x.txt:4: a is judged twice"),
        ("[part]\nq 画像\n~ a", "x.txt:2: no page is listed with +"),
        (
            "[part]\nq 画像\n+ a\n= 画 像",
            "x.txt:4: another spelling stands before the pages",
        ),
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
