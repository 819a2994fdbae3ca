//! The sample site against the document that it was made from: character for character, complete,
//! and with nothing filled in.

mod built;
mod html;
mod records;
mod site;
mod source;

use records::{DIRS, collection, home, record};

#[test]
fn the_source_has_the_parts_that_the_other_tests_count_on() {
    let measures = source::measures();
    assert_eq!(measures.len(), 16);
    let statements = measures.iter().map(|m| m.statements.len());
    assert_eq!(statements.sum::<usize>(), 19);
    let blank = measures.iter().filter(|m| m.programme_cell.is_empty());
    assert_eq!(blank.count(), 10);
    let labels: Vec<_> = source::targets().into_iter().map(|t| t.label).collect();
    let printed = ["<具体目標1>", "<2>", "<3>", "<4>", "<5>", "<具体目標2>"];
    assert_eq!(labels, printed);
    let fields = source::fields();
    assert_eq!(fields.len(), 6);
    assert_eq!(fields[0].statements.len(), 2);
}

#[test]
fn each_measure_is_its_printed_row() {
    let records = collection("measures");
    let rows = source::measures();
    assert_eq!(records.len(), rows.len());
    for (record, row) in records.iter().zip(&rows) {
        assert_eq!(record.get("no"), Some(row.no.as_str()), "{}", record.id);
        assert_eq!(record.statements, row.statements, "{}", record.id);
    }
}

#[test]
fn groups_are_the_printed_cells_and_no_programme_is_filled_down() {
    let mut cell = String::new();
    for row in source::measures() {
        let measure = record("measures", &format!("m{:0>2}", row.no));
        let blank = row.programme_cell.is_empty();
        if !blank {
            cell = row.programme_cell;
        }
        let group = record("groups", measure.get("group").expect("a group"));
        assert_eq!(group.get("title"), Some(cell.as_str()), "{}", measure.id);
        assert_eq!(measure.get("programme").is_none(), blank, "{}", measure.id);
        assert_eq!(measure.is_inferred("programme"), !blank, "{}", measure.id);
    }
    for group in collection("groups") {
        // Where the category ends and the programme's name begins is not printed.
        assert!(group.is_inferred("category") && group.is_inferred("programme"));
        let category = group.get("category").expect("a category");
        let title = group.get("title").expect("a title");
        assert!(title.starts_with(category), "{}", group.id);
    }
}

#[test]
fn each_target_is_printed_so() {
    let records = collection("targets");
    let blocks = source::targets();
    assert_eq!(records.len(), blocks.len());
    for (record, block) in records.iter().zip(&blocks) {
        assert_eq!(record.get("label"), Some(block.label.as_str()));
        assert_eq!(record.get("title"), Some(block.title.as_str()));
        assert_eq!(record.statements, block.statements, "{}", record.id);
    }
}

#[test]
fn each_field_is_its_printed_row() {
    let mut records = collection("fields");
    records.sort_by_key(|r| r.get("weight").map(str::to_owned));
    let rows = source::fields();
    assert_eq!(records.len(), rows.len());
    for (record, row) in records.iter().zip(&rows) {
        assert_eq!(record.get("title"), Some(row.name.as_str()));
        assert_eq!(record.statements, row.statements, "{}", record.id);
        assert_eq!(record.get("target"), Some("health-2"));
    }
}

#[test]
fn every_printed_piece_is_in_a_record() {
    let mut held = home().statements;
    held.extend(home().get("title").map(str::to_owned));
    for record in DIRS.into_iter().flat_map(collection) {
        for key in ["title", "label"] {
            held.extend(record.get(key).map(str::to_owned));
        }
        held.extend(record.get("no").map(|no| format!("({no})")));
        held.extend(record.statements);
    }
    let held: Vec<String> = held.iter().map(|t| source::collapse(t)).collect();
    // The heads of the two printed tables are the schema's.
    let heads = ["番号", "事業", "概要", "分野", "開発の例"];
    for (line, piece) in source::pieces() {
        assert!(
            held.contains(&piece) || heads.contains(&piece.as_str()),
            "line {line} is in no record: {piece}"
        );
    }
}

#[test]
fn names_in_records_are_printed_somewhere() {
    let source: Vec<String> = source::pieces().into_iter().map(|(_, p)| p).collect();
    for dir in ["programmes", "organisations", "works", "figures", "groups"] {
        for record in collection(dir) {
            let title = source::collapse(record.get("title").expect("a title"));
            let printed = source.iter().any(|piece| piece.contains(&title));
            assert!(printed, "{dir}/{}: {title}", record.id);
        }
    }
    // The one title that the source does not print says so.
    let health = record("sections", "health");
    assert!(health.is_inferred("title") && health.get("annotation").is_some());
}

#[test]
fn footnotes_are_editorial_notes_and_hold_no_references() {
    let mut notes = 0;
    for record in DIRS.into_iter().flat_map(collection) {
        for (label, note) in &record.footnotes {
            assert!(label.starts_with("sic"), "{}: {label}", record.id);
            assert!(note.starts_with("原文のまま。"), "{}: {note}", record.id);
            assert!(!note.contains('('), "{}: {note}", record.id);
            notes += 1;
        }
    }
    assert!(notes >= 6, "only {notes} notes");
}
