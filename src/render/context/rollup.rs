//! How the records of a collection divide by their status: fields with a fixed list of values.

use serde::Serialize;

use super::View;
use crate::model::schema::{CollectionId, Field};
use crate::model::{FieldType, Page, Value};

/// The width of a whole bar, in its own units.
const WIDTH: usize = 1000;
/// Values have this many colours; more begin again.
const COLOURS: usize = 6;

/// A bar and its legend.
#[derive(Debug, Serialize)]
pub(crate) struct Rollup {
    /// The front matter key.
    pub(crate) key: String,
    /// The field's name.
    pub(crate) label: String,
    /// What is counted: the name of one record, or of one statement.
    pub(crate) counted: String,
    /// How many there are.
    pub(crate) total: usize,
    /// The values that occur, in the order of the schema; what has none comes last.
    pub(crate) parts: Vec<RollupPart>,
}

/// One value.
#[derive(Debug, Serialize)]
pub(crate) struct RollupPart {
    /// The value; none for what has no value.
    pub(crate) value: Option<String>,
    /// How many have it.
    pub(crate) count: usize,
    /// Per cent, rounded.
    pub(crate) percent: usize,
    /// Where its part of the bar begins, of 1000.
    pub(crate) x: usize,
    /// How wide that is.
    pub(crate) width: usize,
    /// Which colour, from 1; 0 for what has no value.
    pub(crate) colour: usize,
}

/// The bars of a collection: one for each field, of records or statements, with a list of values.
pub(crate) fn rollups(view: View<'_>, id: CollectionId) -> Vec<Rollup> {
    let schema = &view.site.config.schema.collections[id];
    let pages = || view.site.records[id].iter().map(|&id| view.site.page(id));
    let lang = view.lang();
    let of_records = schema.fields.iter().enumerate().filter_map(|(at, field)| {
        let given = pages().map(|page| {
            let mut fields = page.fields.iter();
            fields
                .find(|(index, _)| *index == at)
                .map(|(_, f)| &f.value)
        });
        rollup(view, field, schema.label.get(lang), given)
    });
    let statement = schema.statement_label.as_ref();
    let statement = statement.map_or_else(|| view.strings.get("statement"), |l| l.get(lang));
    let fields = schema.statement_fields.iter().enumerate();
    let of_statements = fields.filter_map(|(at, field)| {
        rollup(
            view,
            field,
            statement,
            pages().flat_map(|page| given(page, at)),
        )
    });
    of_records.chain(of_statements).collect()
}

/// The value of a statement field in each statement of a page.
fn given(page: &Page, at: usize) -> impl Iterator<Item = Option<&Value>> {
    page.statements.iter().map(move |statement| {
        let mut fields = statement.fields.iter();
        fields
            .find(|(index, _)| *index == at)
            .map(|(_, value)| value)
    })
}

/// The bar of one field; nothing for other types and when no record gives it.
fn rollup<'a>(
    view: View<'_>,
    field: &Field,
    counted: &str,
    given: impl Iterator<Item = Option<&'a Value>>,
) -> Option<Rollup> {
    let FieldType::Enum(values) = &field.ty else {
        return None;
    };
    let mut counts = vec![0; values.len()];
    let (mut total, mut without) = (0, 0);
    for value in given {
        total += 1;
        let position = match value {
            Some(Value::Text(text)) => values.iter().position(|value| value == text),
            _ => None,
        };
        match position {
            Some(at) => counts[at] += 1,
            None => without += 1,
        }
    }
    if total == without {
        return None;
    }
    let named = values.iter().zip(counts).enumerate();
    let named = named.map(|(at, (value, count))| (Some(value.clone()), count, at % COLOURS + 1));
    let all = named.chain([(None, without, 0)]);
    Some(Rollup {
        key: field.key.clone(),
        label: field.label.get(view.lang()).to_owned(),
        counted: counted.to_owned(),
        total,
        parts: parts(all.filter(|(_, count, _)| *count > 0), total),
    })
}

fn parts(
    all: impl Iterator<Item = (Option<String>, usize, usize)>,
    total: usize,
) -> Vec<RollupPart> {
    let mut before = 0;
    all.map(|(value, count, colour)| {
        let x = before * WIDTH / total;
        before += count;
        RollupPart {
            value,
            count,
            percent: (count * 100 + total / 2) / total,
            x,
            width: before * WIDTH / total - x,
            colour,
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_fill_the_bar_without_a_gap() {
        let counts = [1, 3, 0, 3].map(|count| (None, count, 1));
        let parts = parts(counts.into_iter().filter(|(_, count, _)| *count > 0), 7);
        let ends: Vec<_> = parts
            .iter()
            .map(|part| (part.x, part.x + part.width))
            .collect();
        assert_eq!(ends, [(0, 142), (142, 571), (571, 1000)]);
        let percent: Vec<_> = parts.iter().map(|part| part.percent).collect();
        assert_eq!(percent, [14, 43, 43]);
    }
}
