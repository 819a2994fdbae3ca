//! The records that have a period, on an axis of fiscal years (April to March).
//!
//! Months are counted from the axis' first April; what is written to the day is drawn to the day.

use serde::Serialize;

use super::{Link, View};
use crate::model::schema::CollectionId;
use crate::model::{FieldType, Page, Value};
use crate::text::date::PartialDate;
use crate::text::period::{self, Period};

/// Columns of the axis; a longer one has several years in each.
const MOST_COLUMNS: i32 = 16;

/// The roadmap.
#[derive(Debug, Serialize)]
pub(crate) struct RoadmapContext {
    /// The columns of the axis.
    pub(crate) years: Vec<Year>,
    /// Months from the first column's start to the last one's end.
    pub(crate) months: i32,
    /// Collections with periods, in the order of the schema.
    pub(crate) groups: Vec<Group>,
}

/// A column of the axis.
#[derive(Debug, Serialize)]
pub(crate) struct Year {
    /// `2019年度`; `2019～2021年度` where it holds several.
    pub(crate) label: String,
    /// Where it begins, months.
    pub(crate) x: i32,
}

/// The bars of one field of a collection.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    /// The collection, and the field where the collection has several.
    pub(crate) title: String,
    /// The field's name.
    pub(crate) field: String,
    /// The records in reading order.
    pub(crate) bars: Vec<Bar>,
}

/// The period of one record.
#[derive(Debug, Serialize)]
pub(crate) struct Bar {
    /// The record.
    pub(crate) link: Link,
    /// The period as written.
    pub(crate) text: String,
    /// Where the bar begins and ends, months with two decimals.
    pub(crate) start: f64,
    /// See `start`.
    pub(crate) end: f64,
    /// No start is known.
    pub(crate) open_start: bool,
    /// No end is known.
    pub(crate) open_end: bool,
    /// Ours, not the source's.
    pub(crate) inferred: bool,
}

/// The context of the roadmap.
pub(crate) fn roadmap(view: View<'_>) -> RoadmapContext {
    let mut found: Vec<(CollectionId, usize, Vec<Found>)> = Vec::new();
    for (id, collection) in view.site.config.schema.collections.iter().enumerate() {
        for (at, field) in collection.fields.iter().enumerate() {
            if field.ty != FieldType::Period {
                continue;
            }
            let pages = view.site.records[id].iter();
            let bars: Vec<Found> = pages
                .filter_map(|&id| found_in(view.site.page(id), at, view.link(id)))
                .collect();
            if !bars.is_empty() {
                found.push((id, at, bars));
            }
        }
    }
    let axis = Axis::of(found.iter().flat_map(|(_, _, bars)| bars));
    RoadmapContext {
        years: axis.years(view),
        months: axis.months(),
        groups: found
            .iter()
            .map(|(id, at, bars)| group(view, &axis, *id, *at, bars))
            .collect(),
    }
}

/// A record's period, before there is an axis.
struct Found {
    link: Link,
    text: String,
    /// Months since year 0; `None` where open.
    start: Option<f64>,
    end: Option<f64>,
    inferred: bool,
}

fn found_in(page: &Page, at: usize, link: Link) -> Option<Found> {
    let (_, field) = page.fields.iter().find(|(index, _)| *index == at)?;
    let Value::Date(date) = &field.value else {
        return None;
    };
    let Period { start, end } = period::parse(&date.edtf).ok()?;
    let start = start
        .map(|date| first_month(&date))
        .map_or(Some(None), |m| m.map(Some))?;
    let end = end
        .map(|date| last_month(&date))
        .map_or(Some(None), |m| m.map(Some))?;
    Some(Found {
        link,
        text: date.raw.clone(),
        start,
        end,
        inferred: field.inferred,
    })
}

/// When a date begins, months since January of year 0; nothing for dates without a year.
fn first_month(date: &PartialDate) -> Option<f64> {
    let (year, month, day) = date.earliest;
    let months = f64::from(year) * 12.0 + f64::from(month.max(1) - 1);
    is_dated(date).then(|| months + f64::from(day.max(1) - 1) / 31.0)
}

/// When a date ends.
fn last_month(date: &PartialDate) -> Option<f64> {
    let (_, month, day) = date.earliest;
    let length = match (month, day) {
        _ if date.edtf.starts_with("FY") => 12.0,
        (0, _) => 12.0,
        (_, 0) => 1.0,
        (_, _) => 1.0 / 31.0,
    };
    Some(first_month(date)? + length)
}

fn is_dated(date: &PartialDate) -> bool {
    !date.edtf.starts_with('X')
}

/// The fiscal years that all bars lie in.
struct Axis {
    /// The first fiscal year.
    first: i32,
    /// How many columns.
    columns: i32,
    /// Fiscal years in a column.
    step: i32,
}

impl Axis {
    fn of<'a>(bars: impl Iterator<Item = &'a Found>) -> Axis {
        let (mut first, mut last) = (i32::MAX, i32::MIN);
        for bar in bars {
            let ends = [bar.start, bar.end.map(|end| end - 0.01)];
            // An open side needs room to be seen.
            let room = [(bar.start.is_none(), -1), (bar.end.is_none(), 1)];
            for months in ends.into_iter().flatten() {
                let year = fiscal_year(months);
                first = first.min(year);
                last = last.max(year);
                for (_, years) in room.iter().filter(|(open, _)| *open) {
                    first = first.min(year + years);
                    last = last.max(year + years);
                }
            }
        }
        if first > last {
            return Axis {
                first: 0,
                columns: 0,
                step: 1,
            };
        }
        let step = ((last - first + MOST_COLUMNS) / MOST_COLUMNS).max(1);
        Axis {
            first,
            columns: (last - first) / step + 1,
            step,
        }
    }

    fn months(&self) -> i32 {
        self.columns * self.step * 12
    }

    fn years(&self, view: View<'_>) -> Vec<Year> {
        (0..self.columns)
            .map(|column| {
                let from = self.first + column * self.step;
                let to = from + self.step - 1;
                let (from, to) = (from.to_string(), to.to_string());
                Year {
                    label: match self.step {
                        1 => view.strings.format("fiscal_year", &[("year", &from)]),
                        _ => view
                            .strings
                            .format("fiscal_years", &[("from", &from), ("to", &to)]),
                    },
                    x: column * self.step * 12,
                }
            })
            .collect()
    }

    /// Months from the axis' start.
    fn place(&self, months: f64) -> f64 {
        let from_start = months - f64::from(self.first * 12 + 3);
        (from_start * 100.0).round() / 100.0
    }
}

/// The fiscal year that holds a month.
fn fiscal_year(months: f64) -> i32 {
    ((months - 3.0) / 12.0).floor() as i32
}

fn group(view: View<'_>, axis: &Axis, id: CollectionId, at: usize, bars: &[Found]) -> Group {
    let collection = &view.site.config.schema.collections[id];
    let field = collection.fields[at].label.get(view.lang());
    Group {
        title: collection.title.get(view.lang()).to_owned(),
        field: field.to_owned(),
        bars: bars
            .iter()
            .map(|bar| Bar {
                link: bar.link.clone(),
                text: bar.text.clone(),
                start: bar.start.map_or(0.0, |start| axis.place(start)),
                end: bar
                    .end
                    .map_or(f64::from(axis.months()), |end| axis.place(end)),
                open_start: bar.start.is_none(),
                open_end: bar.end.is_none(),
                inferred: bar.inferred,
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(text: &str) -> (Option<f64>, Option<f64>) {
        let Period { start, end } = period::parse(text).expect("a period");
        let start = start.and_then(|date| first_month(&date));
        (start, end.and_then(|date| last_month(&date)))
    }

    fn found(text: &str) -> Found {
        let (start, end) = months(text);
        Found {
            link: Link {
                url: String::new(),
                label: None,
                title: String::new(),
                inferred: false,
                lang: None,
            },
            text: text.to_owned(),
            start,
            end,
            inferred: false,
        }
    }

    #[test]
    fn periods_are_as_long_as_they_say() {
        let april = 2019.0 * 12.0 + 3.0;
        assert_eq!(months("2019年度"), (Some(april), Some(april + 12.0)));
        assert_eq!(months("2019-04/2019-06"), (Some(april), Some(april + 3.0)));
        assert_eq!(months("2019"), (Some(april - 3.0), Some(april + 9.0)));
        assert_eq!(months("令和元年9月から"), (Some(april + 5.0), None));
        assert_eq!(months("6月"), (None, None));
    }

    #[test]
    fn the_axis_holds_all_bars_and_room_for_open_ends() {
        let bars = ["2019-03-31", "2020年度から"].map(found);
        let axis = Axis::of(bars.iter());
        assert_eq!((axis.first, axis.columns, axis.step), (2018, 4, 1));
        assert_eq!(axis.place(2018.0 * 12.0 + 3.0), 0.0);
        let long = ["1947", "2019年度"].map(found);
        let axis = Axis::of(long.iter());
        assert!(
            axis.columns <= MOST_COLUMNS && axis.first == 1946,
            "{}",
            axis.columns
        );
        assert!(axis.first + axis.columns * axis.step > 2019);
    }
}
