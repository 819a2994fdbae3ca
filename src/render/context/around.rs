//! The relations around one record: what leads to it and where it leads.

use serde::Serialize;

use super::{Link, View};
use crate::model::{Page, PageId, Value};

/// More neighbours of one kind are counted, not drawn; the lists of the page have them all.
const MOST: usize = 8;

/// The picture around a record.
#[derive(Debug, Default, Serialize)]
pub(crate) struct AroundContext {
    /// What refers to the record or names it.
    pub(crate) before: Side,
    /// What the record refers to or names.
    pub(crate) after: Side,
}

/// The neighbours on one side.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Side {
    /// By what joins them, in the order of the page.
    pub(crate) groups: Vec<Neighbours>,
}

/// Records that one kind of relation joins to this one.
#[derive(Debug, Serialize)]
pub(crate) struct Neighbours {
    /// The name of a field or of a collection; empty for pages outside collections.
    pub(crate) kind: String,
    /// The records, each once.
    pub(crate) links: Vec<Link>,
    /// How many more there are.
    pub(crate) more: usize,
}

/// The picture around `page`; nothing when the record stands alone.
pub(crate) fn around(view: View<'_>, page: &Page) -> Option<AroundContext> {
    let context = AroundContext {
        before: side(view, before(view, page)),
        after: side(view, after(view, page)),
    };
    let groups = [&context.before, &context.after].map(|side| side.groups.len());
    (groups != [0, 0]).then_some(context)
}

fn before(view: View<'_>, page: &Page) -> Vec<(PageId, String)> {
    let cited_by = page.incoming.iter().map(|&edge| view.site.edge(edge).from);
    let named_by = page.incoming_relations.iter().flat_map(|(_, _, all)| all);
    cited_by
        .chain(named_by.copied())
        .map(|id| (id, kind(view, id)))
        .collect()
}

fn after(view: View<'_>, page: &Page) -> Vec<(PageId, String)> {
    let mut found = Vec::new();
    let fields = page
        .record
        .as_ref()
        .map(|record| &view.site.config.schema.collections[record.collection].fields);
    for (index, value) in &page.fields {
        if let Some(field) = fields.and_then(|fields| fields.get(*index)) {
            let label = field.label.get(view.lang());
            for_each_ref(&value.value, &mut |id| found.push((id, label.to_owned())));
        }
    }
    let cites = page.outgoing.iter().map(|&edge| view.site.edge(edge).to);
    found.extend(cites.map(|id| (id, kind(view, id))));
    found
}

/// Calls `with` for every record that a value names.
pub(crate) fn for_each_ref(value: &Value, with: &mut impl FnMut(PageId)) {
    match value {
        Value::Ref(page) => with(*page),
        Value::List(values) => values.iter().for_each(|value| for_each_ref(value, with)),
        _ => {}
    }
}

/// What a page is: the name of one record of its collection; empty outside collections.
fn kind(view: View<'_>, id: PageId) -> String {
    let collections = &view.site.config.schema.collections;
    let record = view.site.page(id).record.as_ref();
    record.map_or_else(String::new, |record| {
        collections[record.collection]
            .label
            .get(view.lang())
            .to_owned()
    })
}

fn side(view: View<'_>, joined: Vec<(PageId, String)>) -> Side {
    let mut groups: Vec<(String, Vec<PageId>)> = Vec::new();
    for (id, kind) in joined {
        match groups.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, ids)) if ids.contains(&id) => {}
            Some((_, ids)) => ids.push(id),
            None => groups.push((kind, vec![id])),
        }
    }
    let group = |(kind, ids): (String, Vec<PageId>)| Neighbours {
        kind,
        links: ids.iter().take(MOST).map(|&id| view.link(id)).collect(),
        more: ids.len().saturating_sub(MOST),
    };
    Side {
        groups: groups.into_iter().map(group).collect(),
    }
}
