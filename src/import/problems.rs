//! How the problems of rows are told.

use super::check::Fault;
use super::known::Known;
use crate::diag::{Code, Diagnostic, Lang, Localized, Place};
use crate::model::Field;
use crate::model::schema::Collection;

/// Two rows speak of one record.
pub(super) fn twice(name: &str, place: &Place, first: &Place) -> Diagnostic {
    let problem = Diagnostic::new(Code::DuplicateRow, place.clone()).arg("name", name);
    match first {
        Place::Span(span) => problem.related(*span, "first"),
        Place::Path(path) => problem.arg("first", path.as_str()).help("first"),
        Place::Nowhere => problem,
    }
}

/// Two records would have one number.
pub(super) fn duplicate(collection: &Collection, no: &str, place: Place) -> Diagnostic {
    let numbering = collection.number.as_ref();
    let printed = numbering.map_or(no.to_owned(), |numbering| numbering.print(no));
    Diagnostic::new(Code::DuplicateNumber, place)
        .arg("no", printed)
        .help("scope")
}

/// A record would be without fields that it must have.
pub(super) fn incomplete(
    row: &Known,
    collection: &Collection,
    name: &str,
    fields: &[&Field],
) -> Diagnostic {
    let list = |lang: Lang| {
        let name = |field: &&Field| match lang {
            Lang::Ja => format!("{}（{}）", field.label.get(lang), field.key),
            Lang::En => format!("{} ({})", field.label.get(lang), field.key),
        };
        let names: Vec<String> = fields.iter().map(name).collect();
        names.join(match lang {
            Lang::Ja => "、",
            Lang::En => ", ",
        })
    };
    let fields = Localized {
        ja: list(Lang::Ja),
        en: list(Lang::En),
    };
    Diagnostic::new(Code::IncompleteRow, row.row.place().clone())
        .arg("name", name)
        .arg("collection", collection.label.clone())
        .arg("fields", fields)
}

/// What was written would not read as the table says.
pub(super) fn unfaithful(
    row: &Known,
    collection: &Collection,
    name: &str,
    fault: &Fault,
) -> Diagnostic {
    let place = match fault {
        Fault::Key { key, .. } => row.cell(key, collection),
        Fault::Statement { .. } => row.cell("body", collection),
        Fault::Rest(_) => row.row.place().clone(),
    };
    let problem = Diagnostic::new(Code::UnfaithfulChange, place).arg("name", name);
    match fault {
        Fault::Key { key, wanted, read } => problem
            .arg("key", key.as_str())
            .arg("wanted", wanted.as_str())
            .arg("read", read.as_str())
            .help("key"),
        Fault::Statement { wanted, read } => problem
            .arg("wanted", wanted.as_str())
            .arg("read", read.as_str())
            .help("statement"),
        Fault::Rest(part) => problem.arg("part", part.as_str()).help("rest"),
    }
}
