//! A collection as a table, one row a record, and as CSV for spreadsheets: UTF-8 with a byte order
//! mark, CRLF.

use std::collections::BTreeSet;

use crate::diag::Lang;
use crate::model::schema::CollectionId;
use crate::model::{Page, PageId, Site};

/// The byte order mark by which Excel knows UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

pub(super) fn csv(site: &Site, id: CollectionId) -> Vec<u8> {
    csv_of(&rows(site, id))
}

/// Rows of the same length as CSV.
pub(super) fn csv_of(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BOM.to_vec());
    for row in rows {
        // Writing to memory cannot fail, and every row has the header's length.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// The headings, then a row for each record in reading order.
pub(super) fn rows(site: &Site, id: CollectionId) -> Vec<Vec<String>> {
    let collection = &site.config.schema.collections[id];
    let lang = Lang::from_tag(&site.config.lang);
    let word = |ja: &'static str, en: &'static str| match lang {
        Lang::Ja => ja,
        Lang::En => en,
    };
    let statement_label = collection
        .statement_label
        .as_ref()
        .map_or(word("本文", "Text"), |l| l.get(lang));
    let mut header = vec!["id", word("番号", "No."), word("題名", "Title")];
    header.extend(collection.fields.iter().map(|f| f.label.get(lang)));
    header.extend([statement_label, word("参照元", "Referenced by"), "URL"]);

    let mut rows = vec![header.into_iter().map(str::to_owned).collect()];
    let records = site.records[id].iter();
    rows.extend(records.map(|page| row(site, *page, collection.fields.len())));
    rows
}

fn row(site: &Site, id: PageId, fields: usize) -> Vec<String> {
    let page = site.page(id);
    let record_id = page.record.as_ref().map_or(String::new(), |r| r.id.clone());
    let mut row = vec![
        record_id,
        page.label.clone().unwrap_or_default(),
        page.title.clone(),
    ];
    row.extend((0..fields).map(|index| {
        let value = page.fields.iter().find(|(i, _)| *i == index);
        value.map_or(String::new(), |(_, field)| site.printed(&field.value))
    }));
    let statements: Vec<&str> = page.statements.iter().map(|s| s.text.as_str()).collect();
    let mut seen = BTreeSet::new();
    let sources: Vec<&str> = page
        .incoming
        .iter()
        .map(|e| site.edge(*e).from)
        .filter(|from| seen.insert(*from))
        .map(|from| name(site.page(from)))
        .collect();
    row.extend([
        statements.join("\n"),
        sources.join("、"),
        page.url.to_string(),
    ]);
    row
}

fn name(page: &Page) -> &str {
    page.label.as_deref().unwrap_or(&page.title)
}
