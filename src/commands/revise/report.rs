//! What a revision says that it did, or would do.

use serde_json::{Value as Json, json};

use super::diff;
use crate::diag::Lang;
use crate::revise::{FileChange, Revision, Step};

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
        text.push_str(&format!("  {}\n", self::step(step)));
    }
    let count = revision.files.len();
    text.push_str(&format!("{}: {count}\n", word("変わるファイル", "Files")));
    for file in &revision.files {
        text.push_str(&format!("  {}\n", file.path));
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
    });
    let files = revision.files.iter().map(|file| {
        json!({
            "path": file.path,
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

fn step(step: &Step) -> String {
    match step {
        Step::Renumbered { name, from, to } => {
            format!("{name}: {} → {to}", from.as_deref().unwrap_or("-"))
        }
    }
}

fn diff_of(file: &FileChange) -> String {
    diff::unified(&file.path, &file.path, &file.before, &file.after)
}
