//! What a revision says that it did, or would do.

use serde_json::{Value as Json, json};

use super::diff;
use crate::diag::Lang;
use crate::model::edition::Withdrawal;
use crate::model::history::ChangeKind;
use crate::revise::{Fate, FileChange, Revision, Step};

/// The report for people.
pub(super) fn text(revision: &Revision, is_dry: bool, lang: Lang) -> String {
    let word = |ja: &'static str, en: &'static str| match lang {
        Lang::Ja => ja,
        Lang::En => en,
    };
    if revision.files.is_empty() {
        return word("変わるものはありません。\n", "Nothing changes.\n").to_owned();
    }
    let mut text = String::new();
    for step in &revision.steps {
        text.push_str(&format!("  {}\n", self::step(step, lang)));
    }
    let count = revision.files.len();
    text.push_str(&format!("{}: {count}\n", word("変わるファイル", "Files")));
    for file in &revision.files {
        text.push_str(&format!("  {}\n", self::file(file, lang)));
    }
    for note in notes(revision, lang) {
        text.push_str(&format!("{note}\n"));
    }
    if is_dry {
        for file in &revision.files {
            text.push('\n');
            text.push_str(&diff_of(file));
        }
        text.push_str(word(
            "\n--dry-run のため、何も書いていません。\n",
            "\nNothing was written (--dry-run).\n",
        ));
    }
    text
}

/// The report for programs.
pub(super) fn json(revision: &Revision, is_dry: bool) -> String {
    let steps = revision.steps.iter().map(|step| match step {
        Step::Renumbered { name, from, to } => {
            json!({ "step": "renumbered", "name": name, "from": from, "to": to })
        }
        Step::Withdrawn {
            name,
            kind,
            successors,
        } => json!({
            "step": ChangeKind::from(*kind).key(),
            "name": name,
            "successors": successors,
        }),
        Step::Made { name, without } => {
            json!({ "step": "made", "name": name, "without": without })
        }
        Step::Renamed { name, to } => json!({ "step": "renamed", "name": name, "to": to }),
    });
    let files = revision.files.iter().map(|file| {
        json!({
            "path": file.path,
            "from": (file.fate != Fate::Changed).then_some(&file.from),
            "fate": match file.fate {
                Fate::Changed => "changed",
                Fate::Moved => "moved",
                Fate::Copied => "made",
            },
            "diff": diff_of(file),
        })
    });
    let report = json!({
        "written": !is_dry && !revision.files.is_empty(),
        "steps": steps.collect::<Vec<Json>>(),
        "files": files.collect::<Vec<Json>>(),
    });
    report.to_string() + "\n"
}

fn step(step: &Step, lang: Lang) -> String {
    match step {
        Step::Renumbered { name, from, to } => {
            format!("{name}: {} → {to}", from.as_deref().unwrap_or("-"))
        }
        Step::Withdrawn {
            name,
            kind,
            successors,
        } => {
            let word = ChangeKind::from(*kind).word(lang);
            match successors.is_empty() {
                true => format!("{name}: {word}"),
                false => format!("{name}: {word} → {}", successors.join(" ")),
            }
        }
        Step::Made { name, without } => {
            let word = ChangeKind::Added.word(lang);
            let without = without.join(if lang == Lang::Ja { "、" } else { ", " });
            match (without.is_empty(), lang) {
                (true, _) => format!("{name}: {word}"),
                (false, Lang::Ja) => format!("{name}: {word}（{without} は写していません）"),
                (false, Lang::En) => format!("{name}: {word} (without {without})"),
            }
        }
        Step::Renamed { name, to } => format!("{name} → {to}"),
    }
}

fn file(file: &FileChange, lang: Lang) -> String {
    match (file.fate, lang) {
        (Fate::Changed, _) => file.path.clone(),
        (Fate::Moved, _) => format!("{} → {}", file.from, file.path),
        (Fate::Copied, Lang::Ja) => format!("{}（新しいファイル）", file.path),
        (Fate::Copied, Lang::En) => format!("{} (new)", file.path),
    }
}

/// What is the author's to do.
fn notes(revision: &Revision, lang: Lang) -> Vec<&'static str> {
    let has = |kind: Withdrawal| {
        let mut steps = revision.steps.iter();
        steps.any(|step| matches!(step, Step::Withdrawn { kind: k, .. } if *k == kind))
    };
    let mut notes = Vec::new();
    if has(Withdrawal::Merged) {
        notes.push(match lang {
            Lang::Ja => "本文は合わせていません。残る記録の本文は、手で直してください。",
            Lang::En => "The texts are not merged: amend that of the record that stays yourself.",
        });
    }
    if has(Withdrawal::Split) {
        notes.push(match lang {
            Lang::Ja => {
                "新しい記録は、元の記録の写しです。番号を付け、要らない文を消してください。"
            }
            Lang::En => {
                "The new records are copies: give them numbers, and take out what is not theirs."
            }
        });
    }
    notes
}

fn diff_of(file: &FileChange) -> String {
    match file.fate {
        Fate::Copied => diff::unified("/dev/null", &file.path, "", &file.after),
        _ => diff::unified(&file.from, &file.path, &file.before, &file.after),
    }
}
