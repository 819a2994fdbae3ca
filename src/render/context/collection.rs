//! A collection's page: the complete table of its records.

use serde::Serialize;

use super::facets;
use super::fields::{ValueContext, values};
use super::rollup::{Rollup, rollups};
use super::{Link, View};
use crate::model::schema::CollectionId;
use crate::model::site::TitleSource;
use crate::model::{FieldType, PageId, PageKind};

/// A collection.
#[derive(Debug, Serialize)]
pub(crate) struct CollectionContext {
    /// Its key.
    pub(crate) key: String,
    /// One sentence about it.
    pub(crate) description: Option<String>,
    /// Whether records are numbered.
    pub(crate) numbered: bool,
    /// Head of the column of numbers.
    pub(crate) number_label: String,
    /// Head of the column of titles.
    pub(crate) title_label: String,
    /// Heads of the field columns.
    pub(crate) columns: Vec<String>,
    /// The front matter keys of the same.
    pub(crate) keys: Vec<String>,
    /// Which of the same hold numbers, set against the right edge.
    pub(crate) figures: Vec<bool>,
    /// For the table's script: key, name and listed values of the fields with `facet = true`, JSON.
    pub(crate) facets: String,
    /// The records in reading order.
    pub(crate) rows: Vec<RecordRow>,
    /// How the records divide by status.
    pub(crate) rollups: Vec<Rollup>,
    /// Whether any record is referred to from a text.
    pub(crate) cited: bool,
    /// The records that are no more.
    pub(crate) withdrawn: Vec<Link>,
    /// Relative addresses of the data files.
    pub(crate) csv: String,
    /// See `csv`.
    pub(crate) json: String,
}

/// A record in the table.
#[derive(Debug, Serialize)]
pub(crate) struct RecordRow {
    /// The record.
    pub(crate) link: Link,
    /// All its statements, where the first serves as the title and is cut short.
    pub(crate) statements: Vec<String>,
    /// The values of each field column.
    pub(crate) cells: Vec<Cell>,
    /// How many references point at it.
    pub(crate) citations: usize,
    /// For the table's script: for each facet its values and their names, JSON.
    pub(crate) facets: String,
}

/// The values of one field.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Cell {
    /// May be empty.
    pub(crate) values: Vec<ValueContext>,
    /// Ours, not the source's.
    pub(crate) inferred: bool,
    /// What the table's script sorts by, where that is not the text: dates, listed values.
    pub(crate) sort: Option<String>,
}

/// The context of a collection's page.
pub(crate) fn collection(view: View<'_>, id: CollectionId) -> CollectionContext {
    let schema = &view.site.config.schema.collections[id];
    let lang = view.lang();
    let columns: Vec<usize> = (0..schema.fields.len())
        .filter(|&index| schema.fields[index].column)
        .collect();
    let rows: Vec<RecordRow> = view.site.records[id]
        .iter()
        .map(|&record| {
            let page = view.site.page(record);
            let cells = columns
                .iter()
                .map(|column| {
                    let Some((_, value)) = page.fields.iter().find(|(index, _)| index == column)
                    else {
                        return Cell::default();
                    };
                    Cell {
                        values: values(view, &schema.fields[*column].ty, value),
                        inferred: value.inferred,
                        sort: facets::sort_key(&schema.fields[*column].ty, &value.value),
                    }
                })
                .collect();
            RecordRow {
                link: view.link(record),
                statements: match page.title_source {
                    TitleSource::Statement => {
                        page.statements.iter().map(|s| s.text.clone()).collect()
                    }
                    _ => Vec::new(),
                },
                cells,
                citations: page.incoming.len(),
                facets: facets::of_record(view, schema, page),
            }
        })
        .collect();
    let figures = columns.iter().enumerate().map(|(at, &column)| {
        let cells = rows.iter().flat_map(|row| &row.cells[at].values);
        are_figures(&schema.fields[column].ty, cells)
    });
    let figures = figures.collect();
    let data = |extension: &str| {
        let (root, prefix) = (view.at.to_root(), &view.site.prefix);
        format!("{root}{prefix}data/{}.{extension}", schema.dir)
    };
    let statement = schema.statement_label.as_ref().map(|label| label.get(lang));
    CollectionContext {
        key: schema.key.clone(),
        description: schema
            .description
            .as_ref()
            .map(|description| description.get(lang).to_owned()),
        numbered: rows.iter().any(|row| row.link.label.is_some()),
        number_label: view.strings.get("number").to_owned(),
        title_label: statement
            .unwrap_or_else(|| view.strings.get("title"))
            .to_owned(),
        columns: columns
            .iter()
            .map(|&column| schema.fields[column].label.get(lang).to_owned())
            .collect(),
        rollups: rollups(view, id),
        keys: columns
            .iter()
            .map(|&column| schema.fields[column].key.clone())
            .collect(),
        figures,
        facets: facets::of_collection(view, schema),
        cited: rows.iter().any(|row| row.citations > 0),
        rows,
        withdrawn: withdrawn(view, id),
        csv: data("csv"),
        json: data("json"),
    }
}

/// The longest value that counts as a number with its unit and not as a text about one.
const FIGURE: usize = 16;

/// Whether a column of type `ty` is one of numbers. What people write into a quantity may be a
/// sentence, which reads from the left and needs its lines.
fn are_figures<'v>(ty: &FieldType, mut values: impl Iterator<Item = &'v ValueContext>) -> bool {
    match ty {
        FieldType::Int | FieldType::Decimal => true,
        FieldType::Money { .. } | FieldType::Quantity => values.all(|value| {
            let unit = value.unit.as_deref().unwrap_or_default();
            value.text.chars().count() + unit.chars().count() <= FIGURE
        }),
        FieldType::List(of) => are_figures(of, values),
        _ => false,
    }
}

/// The records of the collection that lists leave out because they are no more.
fn withdrawn(view: View<'_>, id: CollectionId) -> Vec<Link> {
    let pages = view.site.pages.iter().enumerate();
    let gone = pages.filter(|(_, page)| page.kind == PageKind::Record(id) && page.is_gone());
    gone.map(|(at, _)| view.link(PageId(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_numbers_are_told_from_texts_about_numbers() {
        let money = FieldType::Money {
            unit: "円".to_owned(),
        };
        let list = FieldType::List(Box::new(FieldType::Quantity));
        let long = "約100万人から、令和7年度までに二割を減らす";
        for (ty, text, is_figure) in [
            (&money, "8,400円", true),
            (&FieldType::Int, "8", true),
            (&FieldType::Decimal, "1.10", true),
            (&FieldType::Quantity, "約100万人", true),
            (&list, "約100万人", true),
            (&FieldType::Quantity, long, false),
            (&FieldType::String, "8", false),
            (&FieldType::Date, "2020", false),
        ] {
            let value = ValueContext {
                text: text.to_owned(),
                ..ValueContext::default()
            };
            let found = are_figures(ty, [value].iter());
            assert_eq!(found, is_figure, "{ty:?}: {text}");
        }
    }
}
