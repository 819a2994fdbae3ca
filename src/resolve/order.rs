//! Reading order: `weight`, printed number, id.

use std::cmp::Ordering;

use super::identity::scalar;
use crate::model::schema::CollectionId;
use crate::model::{Config, Page, PageId, PageKind};
use crate::text::natural;

/// What pages are ordered by: `weight`, printed number, id or address.
pub(super) struct Order {
    weights: Vec<f64>,
}

impl Order {
    pub(super) fn new(pages: &[Page]) -> Self {
        let weight = |page: &Page| {
            scalar(page.document.as_ref()?, "weight")?
                .parse::<f64>()
                .ok()
        };
        Order {
            weights: pages
                .iter()
                .map(|p| weight(p).filter(|w| !w.is_nan()).unwrap_or(f64::INFINITY))
                .collect(),
        }
    }

    pub(super) fn by_weight(&self, a: PageId, b: PageId) -> Ordering {
        self.weights[a.0].total_cmp(&self.weights[b.0])
    }

    /// Records: weight, then number (records without one last), then id.
    pub(super) fn records(&self, pages: &[Page], a: PageId, b: PageId) -> Ordering {
        let key = |id: PageId| pages[id.0].record.as_ref();
        let number = |id: PageId| key(id).and_then(|r| r.no.as_deref());
        let by_number = match (number(a), number(b)) {
            (Some(x), Some(y)) => natural::compare(x, y),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        let id = |id: PageId| key(id).map_or("", |r| r.id.as_str());
        self.by_weight(a, b)
            .then(by_number)
            .then_with(|| natural::compare(id(a), id(b)))
    }
}

pub(super) fn sorted_records(pages: &[Page], order: &Order, config: &Config) -> Vec<Vec<PageId>> {
    let scoped = |collection: CollectionId, page: PageId| -> Option<&str> {
        config.schema.collections[collection]
            .number
            .as_ref()?
            .scope
            .as_ref()?;
        pages[page.0].record.as_ref()?.scope.as_deref()
    };
    (0..config.schema.collections.len())
        .map(|collection| {
            let mut ids: Vec<PageId> = pages
                .iter()
                .enumerate()
                .filter(|(_, p)| p.kind == PageKind::Record(collection) && !p.is_gone())
                .map(|(i, _)| PageId(i))
                .collect();
            ids.sort_by(|a, b| {
                let scope = |page| scoped(collection, page).unwrap_or_default();
                let scope = natural::compare(scope(*a), scope(*b));
                order
                    .by_weight(*a, *b)
                    .then(scope)
                    .then_with(|| order.records(pages, *a, *b))
            });
            ids
        })
        .collect()
}
