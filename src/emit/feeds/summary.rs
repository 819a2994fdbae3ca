//! What an entry says of its change, as plain text: the edition, the author's words, what differs.

use crate::diag::Lang;
use crate::model::Site;
use crate::model::comparison::{Compared, Line, LineKind, Part, RunKind};
use crate::model::history::{ChangeKind, EditionSummary, HistoryEntry};

/// As many lines of a record's differences stand in an entry.
const MOST_LINES: usize = 20;

/// The summary of the change that `entry` of a history tells, which `edition` made.
pub(super) fn of(
    site: &Site,
    edition: &EditionSummary,
    entry: &HistoryEntry,
    lang: Lang,
) -> String {
    let (title, date) = (&edition.title, &edition.date.raw);
    let mut summary = vec![match lang {
        Lang::Ja => format!("{title}（{date}）"),
        Lang::En => format!("{title} ({date})"),
    }];
    summary.extend(entry.note.clone());
    let comparison = entry.comparison.and_then(|at| site.comparisons.get(at));
    let record = comparison.and_then(|comparison| comparison.record(&entry.name));
    if let Some(record) = record {
        summary.extend(end(record, lang));
        summary.extend(differences(record, lang));
    }
    summary.join("\n")
}

/// Why a record is no more, and what took its place.
fn end(record: &Compared, lang: Lang) -> Vec<String> {
    let (why, heirs, comma) = match lang {
        Lang::Ja => ("理由", "引き継いだ記録", "、"),
        Lang::En => ("Reason", "Succeeded by", ", "),
    };
    let mut said = Vec::new();
    said.extend(
        record
            .reason
            .as_ref()
            .map(|reason| format!("{why}: {reason}")),
    );
    let successors: Vec<String> = record.successors.iter().map(|side| side.shown()).collect();
    if !successors.is_empty() {
        said.push(format!("{heirs}: {}", successors.join(comma)));
    }
    said
}

/// The lines that differ, none of a record that is new or gone: `状況: 検討中 → 完了`.
fn differences(record: &Compared, lang: Lang) -> Vec<String> {
    if record.kind == ChangeKind::Added || record.kind.is_gone() {
        return Vec::new();
    }
    let lines = record.lines.iter();
    let changed: Vec<&Line> = lines.filter(|line| line.kind != LineKind::Same).collect();
    let shown = changed.iter().take(MOST_LINES);
    let mut said: Vec<String> = shown.map(|line| difference(line, lang)).collect();
    let more = changed.len().saturating_sub(MOST_LINES);
    if more > 0 {
        said.push(match lang {
            Lang::Ja => format!("ほか{more}行"),
            Lang::En => format!("{more} more"),
        });
    }
    said
}

fn difference(line: &Line, lang: Lang) -> String {
    let part = match (&line.part, lang) {
        (Part::Label, Lang::Ja) => "番号: ".to_owned(),
        (Part::Label, Lang::En) => "No.: ".to_owned(),
        (Part::Title, Lang::Ja) => "題名: ".to_owned(),
        (Part::Title, Lang::En) => "Title: ".to_owned(),
        (Part::Field { new, .. }, _) => format!("{new}: "),
        _ => String::new(),
    };
    let (old, new) = (text(line, RunKind::Removed), text(line, RunKind::Added));
    match (line.kind, lang) {
        (LineKind::Added, _) => format!("+ {part}{new}"),
        (LineKind::Removed, _) => format!("- {part}{old}"),
        (LineKind::Moved, Lang::Ja) => format!("移動: {part}{new}"),
        (LineKind::Moved, Lang::En) => format!("moved: {part}{new}"),
        (LineKind::Changed | LineKind::Same, _) => format!("{part}{old} → {new}"),
    }
}

/// One of the two texts of a line, on one line: what both have and what only it has.
fn text(line: &Line, own: RunKind) -> String {
    let runs = line.runs.iter();
    let runs = runs.filter(|run| run.kind == RunKind::Same || run.kind == own);
    let text: String = runs.map(|run| run.text.as_str()).collect();
    // The mark of an item says nothing in a row of its own.
    let text = text.trim_start_matches(['・', '•', ' ']);
    text.replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::comparison::TextRun;

    fn line(part: Part, kind: LineKind, runs: &[(RunKind, &str)]) -> Line {
        let run = |(kind, text): &(RunKind, &str)| TextRun {
            kind: *kind,
            text: (*text).to_owned(),
        };
        Line {
            part,
            kind,
            runs: runs.iter().map(run).collect(),
        }
    }

    #[test]
    fn a_line_says_what_it_was_and_what_it_is() {
        let runs = [
            (RunKind::Same, "約"),
            (RunKind::Removed, "100"),
            (RunKind::Added, "120"),
            (RunKind::Same, "万人\tの表"),
        ];
        let row = line(Part::Row, LineKind::Changed, &runs);
        assert_eq!(
            difference(&row, Lang::Ja),
            "約100万人 の表 → 約120万人 の表"
        );
        let title = line(Part::Title, LineKind::Moved, &[(RunKind::Same, "題")]);
        assert_eq!(difference(&title, Lang::En), "moved: Title: 題");
        let new = line(Part::Item(1), LineKind::Added, &[(RunKind::Added, "文")]);
        assert_eq!(difference(&new, Lang::Ja), "+ 文");
    }

    #[test]
    fn a_record_with_many_differences_is_told_in_part() {
        let new = line(Part::Item(1), LineKind::Added, &[(RunKind::Added, "文")]);
        let record = Compared {
            name: "rule:r1".to_owned(),
            renamed_from: None,
            collection: 0,
            kind: ChangeKind::Amended,
            is_minor: false,
            is_renumbered: false,
            note: None,
            reason: None,
            successors: Vec::new(),
            old: None,
            new: None,
            lines: vec![new; MOST_LINES + 3],
        };
        let said = differences(&record, Lang::Ja);
        assert_eq!(said.len(), MOST_LINES + 1);
        assert_eq!(said.last().map(String::as_str), Some("ほか3行"));
    }
}
