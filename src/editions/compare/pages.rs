//! Pages that are no records, line by line as their authors wrote them.

use super::super::pages::page_changes;
use super::{Setting, Sides, lines};
use crate::model::comparison::ComparedPage;
use crate::model::edition::{FrozenFile, FrozenUnit, UnitKind};

/// The pages that changed.
pub(super) fn pages(sides: &Sides<'_>, setting: Setting<'_>) -> Vec<ComparedPage> {
    let (old, new) = (sides.changes.old, sides.changes.new);
    let changes = page_changes(old, new).into_iter();
    let compared = changes.map(|change| ComparedPage {
        path: change.path.to_owned(),
        title: change.title().to_owned(),
        kind: change.kind,
        url: None,
        lines: lines::compared(&units(change.old), &units(change.new), sides, setting),
    });
    compared.collect()
}

/// The lines of a source that say something; not the fences of its front matter.
fn units(file: Option<&FrozenFile>) -> Vec<FrozenUnit> {
    let lines = file.map_or("", |file| file.text.as_str()).lines();
    let lines = lines.map(str::trim_end);
    lines
        .filter(|line| !["", "---", "+++"].contains(line))
        .map(|line| FrozenUnit {
            id: String::new(),
            named: false,
            kind: UnitKind::Paragraph,
            text: line.to_owned(),
            details: Vec::new(),
            fields: Default::default(),
        })
        .collect()
}
