//! A folder's page: what lies in it.

use serde::Serialize;

use super::{Link, View};
use crate::model::{PageId, PageKind};

/// A list of pages.
#[derive(Debug, Serialize)]
pub(crate) struct FolderContext {
    /// In reading order.
    pub(crate) children: Vec<Child>,
}

/// A page in the list.
#[derive(Debug, Serialize)]
pub(crate) struct Child {
    /// The page.
    pub(crate) link: Link,
    /// One sentence about it.
    pub(crate) description: Option<String>,
}

/// The pages below `id` whose kind `keep` lets through.
pub(crate) fn folder(view: View<'_>, id: PageId, keep: fn(PageKind) -> bool) -> FolderContext {
    let children = view
        .site
        .page(id)
        .children
        .iter()
        .filter(|&&child| {
            let kind = view.site.page(child).kind;
            !matches!(kind, PageKind::Search | PageKind::NotFound) && keep(kind)
        })
        .map(|&child| Child {
            link: view.link(child),
            description: view.site.page(child).description.clone(),
        })
        .collect();
    FolderContext { children }
}
