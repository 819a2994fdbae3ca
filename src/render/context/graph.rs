//! The picture of all relations: records in columns by collection, lines for what joins them.
//!
//! Collections stand from left to right in the direction of their relations, records in reading
//! order, so that a reader finds them by number. Above [`MOST`] records a picture of single lines
//! shows nothing: collections and the numbers of their relations take their place.

mod layers;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::around::for_each_ref;
use super::{Link, View};
use crate::model::PageId;
use crate::model::schema::CollectionId;

/// More joined records than this are shown by collection.
const MOST: usize = 600;

/// The picture.
#[derive(Debug, Serialize)]
pub(crate) struct GraphContext {
    /// User units, of which about 16 are a line of text.
    pub(crate) width: i32,
    /// See `width`.
    pub(crate) height: i32,
    /// The names of the collections.
    pub(crate) heads: Vec<Head>,
    /// The boxes.
    pub(crate) nodes: Vec<NodeBox>,
    /// The lines.
    pub(crate) lines: Vec<Line>,
    /// The same in words: each record with what it refers to or names.
    pub(crate) rows: Vec<Row>,
    /// Records that nothing joins to another.
    pub(crate) alone: Vec<Link>,
    /// The boxes are collections, not records.
    pub(crate) summary: bool,
}

/// The name of a collection above its records.
#[derive(Debug, Serialize)]
pub(crate) struct Head {
    /// The collection's title.
    pub(crate) text: String,
    /// Left end of the text.
    pub(crate) x: i32,
    /// Its base line.
    pub(crate) y: i32,
}

/// A record, or a collection.
#[derive(Debug, Serialize)]
pub(crate) struct NodeBox {
    /// Where it leads.
    pub(crate) link: Link,
    /// Its title, cut to fit.
    pub(crate) short: String,
    /// Left.
    pub(crate) x: i32,
    /// Top.
    pub(crate) y: i32,
    /// Width.
    pub(crate) width: i32,
    /// Height.
    pub(crate) height: i32,
}

/// A line from one box to another.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    /// Positions in `nodes`.
    pub(crate) from: usize,
    /// See `from`.
    pub(crate) to: usize,
    /// SVG path data.
    pub(crate) path: String,
    /// How many relations it stands for.
    pub(crate) count: usize,
}

/// A record and what it refers to.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The record.
    pub(crate) from: Link,
    /// The others, each once.
    pub(crate) to: Vec<Link>,
}

/// Which records refer to or name which, each pair once.
type Pairs = BTreeSet<(PageId, PageId)>;

/// The context of the graph page.
pub(crate) fn graph(view: View<'_>) -> GraphContext {
    let pairs = pairs(view);
    let joined: BTreeSet<PageId> = pairs.iter().flat_map(|&(from, to)| [from, to]).collect();
    let mut context = if joined.len() > MOST {
        by_collection(view, &pairs)
    } else {
        by_record(view, &pairs, &joined)
    };
    let records = view.site.records.iter().flatten();
    context.alone = records
        .filter(|id| !joined.contains(id))
        .map(|&id| view.link(id))
        .collect();
    context
}

fn pairs(view: View<'_>) -> Pairs {
    let collection = |id: PageId| collection(view, id);
    let mut pairs = Pairs::new();
    for edge in &view.site.edges {
        if collection(edge.from).is_some() && collection(edge.to).is_some() {
            pairs.insert((edge.from, edge.to));
        }
    }
    for &id in view.site.records.iter().flatten() {
        for (_, value) in &view.site.page(id).fields {
            for_each_ref(&value.value, &mut |to| {
                pairs.insert((id, to));
            });
        }
    }
    // Who is no more is in no list and has no box, though others may still refer to it.
    let listed: BTreeSet<PageId> = view.site.records.iter().flatten().copied().collect();
    pairs.retain(|(from, to)| from != to && listed.contains(from) && listed.contains(to));
    pairs
}

fn collection(view: View<'_>, id: PageId) -> Option<CollectionId> {
    Some(view.site.page(id).record.as_ref()?.collection)
}

/// How many pairs join two collections.
fn weights(view: View<'_>, pairs: &Pairs) -> BTreeMap<(CollectionId, CollectionId), usize> {
    let mut weights = BTreeMap::new();
    for &(from, to) in pairs {
        if let (Some(from), Some(to)) = (collection(view, from), collection(view, to)) {
            *weights.entry((from, to)).or_default() += 1;
        }
    }
    weights
}

fn by_record(view: View<'_>, pairs: &Pairs, joined: &BTreeSet<PageId>) -> GraphContext {
    let records = &view.site.records;
    let columns = layers::layers(records.len(), &weights(view, pairs));
    let groups = |column: &[CollectionId]| -> Vec<place::Group> {
        let group = |&id: &CollectionId| place::Group {
            head: Some(
                view.site.config.schema.collections[id]
                    .title
                    .get(view.lang())
                    .to_owned(),
            ),
            links: records[id]
                .iter()
                .filter(|record| joined.contains(record))
                .map(|&record| view.link(record))
                .collect(),
        };
        column.iter().map(group).collect()
    };
    let columns_of_groups = columns.iter().map(|column| groups(column)).collect();
    let order = columns.iter().flatten().flat_map(|&id| &records[id]);
    let order: BTreeMap<PageId, usize> = order
        .filter(|record| joined.contains(record))
        .enumerate()
        .map(|(at, &record)| (record, at))
        .collect();
    let lines = pairs.iter().map(|(from, to)| (order[from], order[to], 1));
    let mut context = place::place(columns_of_groups, lines.collect());
    context.rows = rows(view, pairs);
    context
}

fn by_collection(view: View<'_>, pairs: &Pairs) -> GraphContext {
    let weights = weights(view, pairs);
    let columns = layers::layers(view.site.records.len(), &weights);
    let order: Vec<CollectionId> = columns.iter().flatten().copied().collect();
    let at = |id: CollectionId| order.iter().position(|&other| other == id).unwrap_or(0);
    let link = |id: &CollectionId| {
        let title = view.site.config.schema.collections[*id]
            .title
            .get(view.lang());
        let count = view.site.records[*id].len().to_string();
        let values = [("title", title), ("n", count.as_str())];
        let kind = crate::model::PageKind::Collection(*id);
        let page = view.site.pages.iter().position(|page| page.kind == kind);
        Link {
            url: page.map(|page| view.url(PageId(page))).unwrap_or_default(),
            label: None,
            title: view.strings.format("graph_collection", &values),
            inferred: false,
            lang: None,
        }
    };
    let group = |ids: &[CollectionId]| place::Group {
        head: None,
        links: ids.iter().map(link).collect(),
    };
    let lines = weights.iter().filter(|((from, to), _)| from != to);
    let lines = lines.map(|(&(from, to), &count)| (at(from), at(to), count));
    let groups = columns.iter().map(|column| vec![group(column)]).collect();
    let mut context = place::place(groups, lines.collect());
    let named = |(&(from, to), count): (&(CollectionId, CollectionId), &usize)| Row {
        from: link(&from),
        to: vec![Link {
            title: format!("{} × {count}", link(&to).title),
            ..link(&to)
        }],
    };
    context.rows = weights.iter().map(named).collect();
    context.summary = true;
    context
}

fn rows(view: View<'_>, pairs: &Pairs) -> Vec<Row> {
    let mut by_source: BTreeMap<PageId, Vec<Link>> = BTreeMap::new();
    for &(from, to) in pairs {
        by_source.entry(from).or_default().push(view.link(to));
    }
    let records = view.site.records.iter().flatten();
    records
        .filter_map(|&id| {
            Some(Row {
                from: view.link(id),
                to: by_source.remove(&id)?,
            })
        })
        .collect()
}
