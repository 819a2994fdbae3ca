//! Recall, precision and precision@10 by class.
//!
//! All three are means over the queries of a class. Pages judged neutral count nowhere. What is
//! found in the tier `loose` alone counts for recall but not for precision: it is shown last and
//! apart, and so it is here. precision@10 takes loose hits only where there are no others among the
//! first ten; where something should be found and nothing is, it is 0. Of pages that have to come
//! first, one is the first hit.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::queries::{CLASSES, Judgement, Kind, Query};

/// A page that was found.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Its name in query files.
    pub(crate) page: String,
    /// Why it was found.
    pub(crate) tier: String,
}

impl Hit {
    fn is_loose(&self) -> bool {
        self.tier == "loose"
    }
}

/// What a search answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    /// All hits.
    pub(crate) all: Vec<Hit>,
    /// The hits that are shown first, best first; empty for a search that does not rank.
    pub(crate) first: Vec<Hit>,
}

/// What one query came to.
struct Outcome<'a> {
    query: &'a Query,
    missed: Vec<&'a str>,
    /// The first hit, where another page has to be that.
    misplaced: Option<&'a str>,
    /// Hits that are neither wanted nor neutral, loose ones apart.
    wrong: Vec<&'a Hit>,
    loose: Vec<&'a Hit>,
    recall: f64,
    /// `None` when nothing was found, or nothing that is judged.
    precision: Option<f64>,
    at_ten: f64,
}

impl<'a> Outcome<'a> {
    fn of(query: &'a Query, answer: &'a Answer) -> Self {
        let judged = |hit: &Hit| query.pages.get(&hit.page).copied();
        let is_right = |hit: &&Hit| judged(hit).is_some_and(Judgement::is_wanted);
        let is_wrong = |hit: &&Hit| matches!(judged(hit), None | Some(Judgement::Barred));
        let found: BTreeSet<&str> = answer.all.iter().map(|hit| hit.page.as_str()).collect();
        let wanted = query.pages.iter().filter(|(_, j)| j.is_wanted());
        let missed: Vec<&str> = wanted
            .map(|(page, _)| page.as_str())
            .filter(|page| !found.contains(page))
            .collect();
        let share = |hits: &[Hit], loose: bool| {
            let some = || hits.iter().filter(|hit| hit.is_loose() == loose);
            let right = some().filter(is_right).count();
            let judged = right + some().filter(is_wrong).count();
            (judged > 0).then(|| right as f64 / judged as f64)
        };
        let count = query.wanted();
        let first = &answer.first[..answer.first.len().min(10)];
        let nothing = if count == 0 { 1.0 } else { 0.0 };
        let foremost = query.foremost();
        let top = first.first().map(|hit| hit.page.as_str());
        let (loose, wrong) = answer
            .all
            .iter()
            .filter(is_wrong)
            .partition(|h| h.is_loose());
        Self {
            query,
            recall: match count {
                0 => 1.0,
                _ => (count - missed.len()) as f64 / count as f64,
            },
            missed,
            misplaced: top.filter(|top| !foremost.is_empty() && !foremost.contains(top)),
            wrong,
            loose,
            precision: share(&answer.all, false),
            at_ten: share(first, false)
                .or_else(|| share(first, true))
                .unwrap_or(nothing),
        }
    }

    /// What is wrong with the answer, in one line.
    fn faults(&self, ranked: bool) -> Option<String> {
        let list = |hits: &[&Hit]| -> Vec<String> {
            let bar = |hit: &Hit| match self.query.pages.contains_key(&hit.page) {
                true => "!",
                false => "",
            };
            hits.iter()
                .map(|hit| format!("{}{} ({})", bar(hit), hit.page, hit.tier))
                .collect()
        };
        let mut parts = Vec::new();
        if !self.missed.is_empty() {
            parts.push(format!("misses {}", self.missed.join(" ")));
        }
        if let Some(page) = self.misplaced {
            parts.push(format!("begins with {page}"));
        }
        for (what, hits) in [("wrong", &self.wrong), ("loosely", &self.loose)] {
            if !hits.is_empty() {
                parts.push(format!("{what} {}", list(hits).join(" ")));
            }
        }
        if ranked && self.at_ten < 1.0 {
            parts.push(format!("precision@10 {:.2}", self.at_ten));
        }
        (!parts.is_empty()).then(|| {
            let Query { text, place, .. } = self.query;
            format!("  {text}: {} [{place}]", parts.join("; "))
        })
    }
}

/// The figures of some queries.
struct Figures {
    queries: usize,
    recall: f64,
    precision: f64,
    at_ten: f64,
    loose: usize,
}

impl Figures {
    fn of(outcomes: &[&Outcome<'_>]) -> Self {
        let mean = |values: Vec<f64>| match values.len() {
            0 => 1.0,
            count => values.iter().sum::<f64>() / count as f64,
        };
        Self {
            queries: outcomes.len(),
            recall: mean(outcomes.iter().map(|o| o.recall).collect()),
            precision: mean(outcomes.iter().filter_map(|o| o.precision).collect()),
            at_ten: mean(outcomes.iter().map(|o| o.at_ten).collect()),
            loose: outcomes.iter().map(|o| o.loose.len()).sum(),
        }
    }

    /// What falls short of the promise, for a class of that kind.
    fn shortfalls(&self, name: &str, kind: Kind, ranked: bool) -> Vec<String> {
        let least = match kind {
            Kind::Meaning | Kind::Convention => 0.98,
            Kind::Literal | Kind::Nonsense => 1.0,
        };
        let mut out = Vec::new();
        if kind == Kind::Convention && !ranked {
            return out;
        }
        let mut hold = |what: &str, value: f64, least: f64| {
            if value + 1e-9 < least {
                out.push(format!("{name}: {what} {value:.3} is less than {least}"));
            }
        };
        hold("recall", self.recall, least);
        hold("precision", self.precision, 0.95);
        if ranked {
            hold("precision@10", self.at_ten, 0.99);
        }
        out
    }
}

/// A table by class and the list of faults, and what falls short of the promise.
pub(crate) struct Report {
    /// For people.
    pub(crate) table: String,
    /// Empty when all is well.
    pub(crate) shortfalls: Vec<String>,
}

/// Judges the answers of the search called `searcher`.
pub(crate) fn report(searcher: &str, answered: &[(&Query, &Answer)]) -> Report {
    let ranked = answered.iter().any(|(_, answer)| !answer.first.is_empty());
    let outcomes: Vec<Outcome<'_>> = answered
        .iter()
        .map(|(query, answer)| Outcome::of(query, answer))
        .collect();
    let mut table =
        format!("\n{searcher:<14} queries  recall  precision  precision@10  loosely wrong\n");
    let mut row = |name: &str, figures: &Figures| {
        let at_ten = match ranked {
            true => format!("{:.3}", figures.at_ten),
            false => "-".to_owned(),
        };
        let Figures {
            queries,
            recall,
            precision,
            loose,
            ..
        } = figures;
        let line =
            format!("{queries:>7}  {recall:>6.3}  {precision:>9.3}  {at_ten:>12}  {loose:>13}");
        writeln!(table, "{name:<14} {line}").expect("a string grows");
    };
    let mut shortfalls = Vec::new();
    let mut faults = String::new();
    for (class, &(name, kind)) in CLASSES.iter().enumerate() {
        let some: Vec<_> = outcomes.iter().filter(|o| o.query.class == class).collect();
        let figures = Figures::of(&some);
        row(name, &figures);
        shortfalls.extend(figures.shortfalls(name, kind, ranked));
        let lines: Vec<String> = some.iter().filter_map(|o| o.faults(ranked)).collect();
        if !lines.is_empty() {
            write!(faults, "{name}\n{}\n", lines.join("\n")).expect("a string grows");
        }
        shortfalls.extend(some.iter().filter_map(|o| trapped(o, kind)));
        shortfalls.extend(some.iter().filter_map(|o| {
            let Query { text, place, .. } = o.query;
            Some(format!("{text} begins with {} [{place}]", o.misplaced?))
        }));
    }
    let all = Figures::of(&outcomes.iter().collect::<Vec<_>>());
    row("all", &all);
    table.push_str(&faults);
    Report { table, shortfalls }
}

/// A page that is barred by name, or found by a query that means nothing.
fn trapped(outcome: &Outcome<'_>, kind: Kind) -> Option<String> {
    let query = outcome.query;
    let barred = outcome
        .wrong
        .iter()
        .filter(|h| query.pages.contains_key(&h.page));
    let (nonsense, loose) = match kind {
        Kind::Nonsense => (&outcome.wrong[..], &outcome.loose[..]),
        _ => (&[][..], &[][..]),
    };
    let pages: Vec<&str> = barred
        .chain(nonsense)
        .chain(loose)
        .map(|hit| hit.page.as_str())
        .collect();
    (!pages.is_empty()).then(|| format!("{} finds {}", query.text, pages.join(" ")))
}
