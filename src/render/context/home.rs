//! The home page: counts, cross tables, ways in.

use serde::Serialize;

use super::folder::{FolderContext, folder};
use super::matrix::{MatrixContext, matrix};
use super::rollup::{Rollup, rollups};
use super::{Link, View};
use crate::model::{PageId, PageKind};

/// The home page.
#[derive(Debug, Serialize)]
pub(crate) struct HomeContext {
    /// Collections with records, in the order of the schema.
    pub(crate) collections: Vec<Count>,
    /// References from body texts in the whole site.
    pub(crate) references: usize,
    /// How the records of each collection divide by status.
    pub(crate) rollups: Vec<CollectionRollups>,
    /// Cross tables.
    pub(crate) matrices: Vec<MatrixContext>,
    /// The other pages below, when the home page has no text of its own.
    pub(crate) contents: Option<FolderContext>,
}

/// A collection and its size.
#[derive(Debug, Serialize)]
pub(crate) struct Count {
    /// The collection's page.
    pub(crate) link: Link,
    /// The name of one record.
    pub(crate) label: String,
    /// One sentence about it.
    pub(crate) description: Option<String>,
    /// How many records.
    pub(crate) count: usize,
}

/// The status bars of a collection.
#[derive(Debug, Serialize)]
pub(crate) struct CollectionRollups {
    /// The collection's page.
    pub(crate) link: Link,
    /// At least one.
    pub(crate) rollups: Vec<Rollup>,
}

/// Whether a page of this kind has a way in of its own on the home page.
fn shown_above(kind: PageKind) -> bool {
    matches!(
        kind,
        PageKind::Collection(_)
            | PageKind::Printed
            | PageKind::Graph
            | PageKind::Roadmap
            | PageKind::Editions
            | PageKind::Changes(_)
            | PageKind::Comparison(_)
    )
}

/// The context of the home page.
pub(crate) fn home(view: View<'_>, id: PageId) -> HomeContext {
    let site = view.site;
    let schema = &site.config.schema.collections;
    let mut collections = Vec::new();
    for (index, page) in site.pages.iter().enumerate() {
        let PageKind::Collection(collection) = page.kind else {
            continue;
        };
        let count = site.records[collection].len();
        if count > 0 && !schema[collection].hidden {
            let description = &schema[collection].description;
            collections.push((
                collection,
                Count {
                    link: view.link(PageId(index)),
                    label: schema[collection].label.get(view.lang()).to_owned(),
                    description: description
                        .as_ref()
                        .map(|words| words.get(view.lang()).to_owned()),
                    count,
                },
            ));
        }
    }
    collections.sort_by_key(|(collection, _)| *collection);
    let rollups = collections.iter().filter_map(|(collection, count)| {
        let rollups = rollups(view, *collection);
        let link = count.link.clone();
        (!rollups.is_empty()).then_some(CollectionRollups { link, rollups })
    });
    HomeContext {
        rollups: rollups.collect(),
        collections: collections.into_iter().map(|(_, count)| count).collect(),
        references: site.edges.len(),
        matrices: site
            .matrices
            .iter()
            .filter(|table| !table.rows.is_empty() && !table.columns.is_empty())
            .map(|table| matrix(view, table))
            .collect(),
        contents: site
            .page(id)
            .document
            .is_none()
            .then(|| folder(view, id, |kind| !shown_above(kind))),
    }
}
