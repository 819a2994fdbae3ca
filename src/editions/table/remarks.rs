//! 備考: what happened to a record, and why.

use super::style::Style;
use crate::diag::Lang;
use crate::model::comparison::Compared;
use crate::model::history::ChangeKind;

/// What the column says; nothing where the table has none.
pub(super) fn remarks(record: &Compared, style: &Style) -> Vec<String> {
    if !style.remarks {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    // That a record was amended is what the whole table is about.
    let is_plain = matches!(record.kind, ChangeKind::Amended) || super::is_unchanged(record);
    if !is_plain {
        remarks.push(kind(record, style));
    }
    if record.is_minor {
        remarks.push(match style.lang {
            Lang::Ja => "軽微".to_owned(),
            Lang::En => "minor".to_owned(),
        });
    }
    remarks.extend(record.reason.clone());
    remarks.extend(record.note.clone());
    remarks
}

/// `統合（(5) 相談窓口へ）`.
fn kind(record: &Compared, style: &Style) -> String {
    let word = record.kind.word(style.lang);
    if record.successors.is_empty() {
        return word.to_owned();
    }
    let successors: Vec<String> = record.successors.iter().map(|side| side.shown()).collect();
    match style.lang {
        Lang::Ja => format!("{word}（→ {}）", successors.join("、")),
        Lang::En => format!("{word} (→ {})", successors.join(", ")),
    }
}
