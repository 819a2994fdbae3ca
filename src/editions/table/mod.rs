//! Records side by side → 新旧対照表, after the conventions of the site.

mod cells;
mod record;
mod remarks;
mod style;

use crate::diag::Lang;
use crate::model::Collection;
use crate::model::comparison::{
    Compared, ComparisonTable, Mark, Side, TableCell, TableGroup, TablePiece, TableRow,
};
use crate::model::config::{ComparisonStyle, Omit};
use crate::model::history::ChangeKind;
use style::Style;

/// Lays out `records`, in their order.
pub(super) fn table(
    records: &[Compared],
    collections: &[Collection],
    own: &ComparisonStyle,
    lang: Lang,
) -> ComparisonTable {
    let style = Style::new(own, lang);
    let mut groups = Vec::new();
    let mut parts = 0;
    for list in records.chunk_by(|a, b| a.collection == b.collection) {
        // A table says what changed; a list in which nothing did is no part of it.
        let is_whole = style.omit == Omit::Nothing;
        if !is_whole && list.iter().all(is_unchanged) {
            continue;
        }
        let collection = list.first().and_then(|r| collections.get(r.collection));
        groups.extend(collection.map(|collection| TableGroup {
            heading: Some(collection.title.get(lang).to_owned()),
            ..TableGroup::default()
        }));
        parts += 1;
        groups.extend(list_groups(list, &style));
    }
    if parts < 2 {
        groups.retain(|group| group.heading.is_none());
    }
    let (new, old) = style.heads.clone();
    let mut heads = match style.new_first {
        true => vec![new, old],
        false => vec![old, new],
    };
    if style.remarks {
        heads.push(match lang {
            Lang::Ja => "備考".to_owned(),
            Lang::En => "Remarks".to_owned(),
        });
    }
    ComparisonTable {
        heads,
        is_new_first: style.new_first,
        is_vertical: style.vertical,
        legend: style.legend.clone(),
        remark: style.remark.clone(),
        groups,
    }
}

/// Whether a record reads as it did; its file may have another name.
fn is_unchanged(record: &Compared) -> bool {
    match record.kind {
        ChangeKind::Unchanged => true,
        ChangeKind::Moved => !record.is_renumbered,
        _ => false,
    }
}

/// The rows of a collection; unchanged neighbours are one row, if they are left out.
fn list_groups(list: &[Compared], style: &Style) -> Vec<TableGroup> {
    let is_left_out = |r: &Compared| style.omit != Omit::Nothing && is_unchanged(r);
    let mut groups = Vec::new();
    for run in list.chunk_by(|a, b| is_left_out(a) && is_left_out(b)) {
        groups.push(match run {
            [first, ..] if is_left_out(first) => omitted(run, style),
            [record] => TableGroup {
                heading: None,
                rows: record::rows(record, style),
                remarks: remarks::remarks(record, style),
            },
            _ => continue,
        });
    }
    groups
}

/// `(2)～(5)　（略）` on both sides.
fn omitted(run: &[Compared], style: &Style) -> TableGroup {
    let cell = |sides: Vec<Option<&Side>>| {
        let labels: Vec<&str> = sides
            .into_iter()
            .filter_map(|side| side?.label.as_deref())
            .collect();
        let numbers = match (labels.as_slice(), style.lang) {
            ([], _) => String::new(),
            ([only], _) => format!("{only}{}", style.gap()),
            ([one, other], Lang::Ja) => format!("{one}及び{other}　"),
            ([one, other], Lang::En) => format!("{one} and {other} "),
            ([first, .., last], Lang::Ja) => format!("{first}～{last}　"),
            ([first, .., last], Lang::En) => format!("{first}–{last} "),
        };
        let mut cell = TableCell::default();
        cell.push(&numbers, Mark::None);
        cell.push(&style.omitted(), Mark::Note);
        cell
    };
    TableGroup {
        heading: None,
        rows: vec![TableRow {
            new: cell(run.iter().map(|record| record.new.as_ref()).collect()),
            old: cell(run.iter().map(|record| record.old.as_ref()).collect()),
        }],
        remarks: Vec::new(),
    }
}

impl TableCell {
    /// Adds a stretch; what is marked alike is one.
    fn push(&mut self, text: &str, mark: Mark) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(piece) if piece.mark == mark => piece.text.push_str(text),
            _ => self.pieces.push(TablePiece {
                text: text.to_owned(),
                mark,
            }),
        }
    }
}
