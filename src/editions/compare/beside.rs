//! What stands beside the words of two units: where links lead, images, readings.

use super::super::changes::same_detail;
use super::Sides;
use crate::diag::Lang;
use crate::model::Edition;
use crate::model::comparison::{RunKind, TextRun};
use crate::model::edition::FrozenUnit;

/// What two units have beside their words, where that differs: `［→ (4) 題名］`.
pub(super) fn differences(
    old: &FrozenUnit,
    new: &FrozenUnit,
    sides: &Sides<'_>,
    lang: Lang,
) -> Vec<TextRun> {
    let renamed = &sides.renamed;
    let is_in = |one: &String, list: &[String], is_old: bool| {
        list.iter().any(|other| match is_old {
            true => same_detail(one, other, renamed),
            false => same_detail(other, one, renamed),
        })
    };
    let gone = old
        .details
        .iter()
        .filter(|one| !is_in(one, &new.details, true));
    let gone = gone.map(|one| (RunKind::Removed, one, sides.changes.old));
    let came = new
        .details
        .iter()
        .filter(|one| !is_in(one, &old.details, false));
    let came = came.map(|one| (RunKind::Added, one, sides.changes.new));
    gone.chain(came)
        .map(|(kind, detail, edition)| TextRun {
            kind,
            text: shown(detail, edition, lang),
        })
        .collect()
}

/// A detail of a unit, as readers know it.
fn shown(detail: &str, edition: &Edition, lang: Lang) -> String {
    let (kind, rest) = detail.split_once(' ').unwrap_or((detail, ""));
    let (name, _) = rest.split_once('#').unwrap_or((rest, ""));
    let words = match kind {
        "link" => match edition.records.get(name) {
            Some(record) => format!("→ {}", record.shown()),
            None => match (edition_of(rest), lang) {
                (Some(id), Lang::Ja) => format!("→ 版 {id}"),
                (Some(id), Lang::En) => format!("→ edition {id}"),
                (None, _) => format!("→ {rest}"),
            },
        },
        "image" => match lang {
            Lang::Ja => format!("図：{rest}"),
            Lang::En => format!("image: {rest}"),
        },
        "ruby" => rest.to_owned(),
        "task" => match rest {
            "done" => "☑".to_owned(),
            _ => "☐".to_owned(),
        },
        _ => rest.to_owned(),
    };
    match lang {
        Lang::Ja => format!("［{words}］"),
        Lang::En => format!(" [{words}]"),
    }
}

/// The edition that an address from the root lies in.
fn edition_of(address: &str) -> Option<&str> {
    let (id, _) = address.strip_prefix("editions/")?.split_once('/')?;
    Some(id)
}
