//! What pages show of what changed: 変更一覧, the lines of a record's history.

use serde::Serialize;

use super::View;
use crate::model::comparison::{
    Compared, ComparedPage, Comparison, Line, LineKind, Part, RunKind, Side,
};
use crate::model::edition::changes_folder;
use crate::model::history::ChangeKind;

/// What changed from one edition to the next.
#[derive(Debug, Serialize)]
pub(crate) struct ChangesContext {
    /// The two editions.
    pub(crate) between: Between,
    /// How many records of each kind, for each kind that occurs.
    pub(crate) counts: Vec<KindCount>,
    /// For the table's script: kinds and collections, JSON.
    pub(crate) facets: String,
    /// The records that changed.
    pub(crate) rows: Vec<ChangeRow>,
    /// The other pages that changed.
    pub(crate) pages: Vec<PageRow>,
}

/// A page that is no record.
#[derive(Debug, Serialize)]
pub(crate) struct PageRow {
    /// What happened: 改正.
    pub(crate) kind: &'static str,
    /// What it is called.
    pub(crate) title: String,
    /// Its file, below the content folder.
    pub(crate) path: String,
    /// The page, relative; none where it is no more, and in old editions.
    pub(crate) url: Option<String>,
    /// What differs, line by line of its source; nothing of a page that is new or gone.
    pub(crate) lines: Vec<RedlineRow>,
}

/// Two editions, and the pages and files about what changed between them.
#[derive(Debug, Serialize)]
pub(crate) struct Between {
    /// The earlier one.
    pub(crate) old: Version,
    /// The later one.
    pub(crate) new: Version,
    /// The list of changes, relative.
    pub(crate) changes: String,
    /// The 新旧対照表, relative.
    pub(crate) table: String,
    /// The same as CSV.
    pub(crate) csv: String,
    /// The same for Word.
    pub(crate) word: String,
}

/// An edition, or the text as it is now.
#[derive(Debug, Serialize)]
pub(crate) struct Version {
    /// Its title.
    pub(crate) title: String,
    /// Its date, as its author gave it; none of the text as it is now.
    pub(crate) date: Option<String>,
    /// Its home page, relative; none where it has no pages.
    pub(crate) url: Option<String>,
}

/// How many records of a kind.
#[derive(Debug, Serialize)]
pub(crate) struct KindCount {
    /// The kind: 新設.
    pub(crate) kind: &'static str,
    /// How many.
    pub(crate) count: usize,
}

/// A record that changed.
#[derive(Debug, Serialize)]
pub(crate) struct ChangeRow {
    /// What happened: 新設.
    pub(crate) kind: &'static str,
    /// Whether its author calls the change one of form only.
    pub(crate) minor: bool,
    /// The name of one record of its collection: 施策.
    pub(crate) collection: String,
    /// Its number or label; of one that is gone, its last.
    pub(crate) label: Option<String>,
    /// Its number or label before, where that differs.
    pub(crate) old_label: Option<String>,
    /// Its title.
    pub(crate) title: String,
    /// Its page, relative; none where the edition has no pages.
    pub(crate) url: Option<String>,
    /// The id that it had before, where that was another.
    pub(crate) renamed_from: Option<String>,
    /// Its page in the earlier edition, relative.
    pub(crate) old_url: Option<String>,
    /// Why it is no more.
    pub(crate) reason: Option<String>,
    /// What its author says about the change.
    pub(crate) note: Option<String>,
    /// What took its place.
    pub(crate) successors: Vec<Successor>,
    /// What differs; nothing of a record that is new or gone.
    pub(crate) lines: Vec<RedlineRow>,
    /// For the table's script: its kind and collection, JSON.
    pub(crate) facets: String,
}

/// A record that took the place of another.
#[derive(Debug, Serialize)]
pub(crate) struct Successor {
    /// Its page, relative; none where the edition has no pages.
    pub(crate) url: Option<String>,
    /// Number and title.
    pub(crate) text: String,
}

/// A line in which both versions stand.
#[derive(Debug, Serialize)]
pub(crate) struct RedlineRow {
    /// The part of the record: 題名, 状況; none of a line of its text.
    pub(crate) part: Option<String>,
    /// Whether the line stood elsewhere.
    pub(crate) moved: bool,
    /// Its text.
    pub(crate) runs: Vec<RunContext>,
}

/// A stretch of a text.
#[derive(Debug, Serialize)]
pub(crate) struct RunContext {
    /// `same`, `ins` or `del`.
    pub(crate) kind: &'static str,
    /// The text.
    pub(crate) text: String,
}

/// The context of a list of changes; `None` if there is no such comparison.
pub(crate) fn changes(view: View<'_>, at: usize) -> Option<ChangesContext> {
    let comparison = view.site.comparisons.get(at)?;
    let mut counts: Vec<(ChangeKind, usize)> = Vec::new();
    for record in comparison.changed() {
        match counts.iter_mut().find(|(kind, _)| *kind == record.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((record.kind, 1)),
        }
    }
    counts.sort();
    let kinds: Vec<&str> = counts
        .iter()
        .map(|(kind, _)| kind.word(view.lang()))
        .collect();
    let none: [&str; 0] = [];
    let facets = [
        ("kind", view.strings.get("change_kind"), kinds.as_slice()),
        ("collection", view.strings.get("collection"), &none),
    ];
    Some(ChangesContext {
        between: between(view, comparison)?,
        counts: counts
            .iter()
            .map(|(kind, count)| KindCount {
                kind: kind.word(view.lang()),
                count: *count,
            })
            .collect(),
        facets: serde_json::to_string(&facets).unwrap_or_default(),
        rows: comparison
            .changed()
            .filter_map(|record| row(view, record, comparison))
            .collect(),
        pages: comparison.pages.iter().map(|p| page_row(view, p)).collect(),
    })
}

fn page_row(view: View<'_>, page: &ComparedPage) -> PageRow {
    PageRow {
        kind: page.kind.word(view.lang()),
        title: page.title.clone(),
        path: page.path.clone(),
        url: page.url.as_ref().map(|url| view.at.relative(url)),
        lines: redline_rows(view, page.kind, &page.lines),
    }
}

fn row(view: View<'_>, record: &Compared, comparison: &Comparison) -> Option<ChangeRow> {
    let latest = record.latest()?;
    let collection = comparison.collections.get(record.collection)?;
    let collection = collection.label.get(view.lang()).to_owned();
    let kind = record.kind.word(view.lang());
    let facets = serde_json::json!({
        "kind": [[kind, kind]],
        "collection": [[collection, collection]],
    });
    let old_label = record.old.as_ref().filter(|_| record.is_renumbered);
    Some(ChangeRow {
        kind,
        minor: record.is_minor,
        collection,
        label: latest.label.clone(),
        old_label: old_label.and_then(|old| old.label.clone()),
        title: latest.title.clone(),
        url: page(view, latest),
        renamed_from: record.renamed_from.clone(),
        old_url: record.old.as_ref().and_then(|old| page(view, old)),
        reason: record.reason.clone(),
        note: record.note.clone(),
        successors: record
            .successors
            .iter()
            .map(|side| successor(view, side))
            .collect(),
        lines: redline(view, record),
        facets: facets.to_string(),
    })
}

fn successor(view: View<'_>, side: &Side) -> Successor {
    Successor {
        url: page(view, side),
        text: side.shown(),
    }
}

/// The page of a record, relative.
fn page(view: View<'_>, side: &Side) -> Option<String> {
    side.url.as_ref().map(|url| view.at.relative(url))
}

/// The lines of a record that differ; none of one that is new or gone, of which all would.
pub(crate) fn redline(view: View<'_>, record: &Compared) -> Vec<RedlineRow> {
    redline_rows(view, record.kind, &record.lines)
}

fn redline_rows(view: View<'_>, kind: ChangeKind, lines: &[Line]) -> Vec<RedlineRow> {
    if kind == ChangeKind::Added || kind.is_gone() {
        return Vec::new();
    }
    let lines = lines.iter().filter(|l| l.kind != LineKind::Same);
    lines.map(|line| redline_row(view, line)).collect()
}

fn redline_row(view: View<'_>, line: &Line) -> RedlineRow {
    RedlineRow {
        part: match &line.part {
            Part::Label => Some(view.strings.get("number").to_owned()),
            Part::Title => Some(view.strings.get("title").to_owned()),
            Part::Field { new, .. } => Some(new.clone()),
            Part::Note => Some(view.strings.get("notes").to_owned()),
            Part::Heading | Part::Paragraph | Part::Item(_) | Part::Row | Part::Block => None,
        },
        moved: line.kind == LineKind::Moved,
        runs: line
            .runs
            .iter()
            .map(|run| RunContext {
                kind: match run.kind {
                    RunKind::Same => "same",
                    RunKind::Added => "ins",
                    RunKind::Removed => "del",
                },
                text: run.text.clone(),
            })
            .collect(),
    }
}

pub(super) fn between(view: View<'_>, comparison: &Comparison) -> Option<Between> {
    let editions = &view.site.editions;
    let old = editions.get(comparison.old)?;
    let new = comparison.new.and_then(|at| editions.get(at));
    let folder = changes_folder(new.map(|edition| edition.id.as_str()));
    let file = |name: &str| format!("{}{folder}{name}", view.at.to_root());
    let version = |edition: &crate::model::history::EditionSummary| Version {
        title: edition.title.clone(),
        date: Some(edition.date.raw.clone()),
        url: edition.home.as_ref().map(|home| view.at.relative(home)),
    };
    Some(Between {
        old: version(old),
        new: new.map_or_else(
            || Version {
                title: view.strings.get("history_now").to_owned(),
                date: None,
                url: Some(view.url(view.home())),
            },
            version,
        ),
        changes: file("index.html"),
        table: file("comparison.html"),
        csv: file("comparison.csv"),
        word: file("comparison.doc"),
    })
}
