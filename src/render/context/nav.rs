//! The sidebar: the way down to the page, its near siblings and its children.
//!
//! Its size does not grow with the site: of a long list it shows a window around the page, so that
//! 5,000 pages in one folder make 5,000 short sidebars and not 25 million links.

use serde::Serialize;

use super::View;
use super::page::ancestors;
use crate::model::{PageId, PageKind};

/// Lists up to this length are shown whole.
const WHOLE: usize = 20;
/// On the way down, lists up to this length are shown whole: to fold two entries into one that says
/// so saves nothing.
const SHORT: usize = 6;
/// Siblings shown on either side of the page in longer ones.
const NEAR: usize = 6;
/// Entries shown of a list that does not hold the page.
const FIRST: usize = 20;

/// The sidebar as a flat list of entries that open and close their sublists.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Nav {
    /// In reading order.
    pub(crate) entries: Vec<NavEntry>,
}

/// One entry.
#[derive(Debug, Serialize)]
pub(crate) struct NavEntry {
    /// Relative address.
    pub(crate) url: String,
    /// The printed number.
    pub(crate) label: Option<String>,
    /// The page's title.
    pub(crate) title: String,
    /// The language of the title, where it is not that of the page.
    pub(crate) lang: Option<String>,
    /// This page.
    pub(crate) current: bool,
    /// A sublist follows.
    pub(crate) opens: bool,
    /// So many lists end after this entry.
    pub(crate) closes: usize,
    /// So many siblings are left out, and the address is that of the list that holds them all.
    pub(crate) more: usize,
}

/// The sidebar of page `id`.
pub(crate) fn nav(view: View<'_>, id: PageId) -> Nav {
    let mut chain: Vec<PageId> = ancestors(view, id).collect();
    chain.push(id);
    if chain.first() != Some(&view.home()) {
        chain.insert(0, view.home());
    }
    let mut nav = Nav::default();
    level(view, &chain, &mut nav);
    nav
}

/// Lists the children of the first page of `chain`, and under the second those below it.
fn level(view: View<'_>, chain: &[PageId], nav: &mut Nav) {
    let Some((&parent, below)) = chain.split_first() else {
        return;
    };
    if below.is_empty() && lists_its_children(view.site.page(parent).kind) {
        return;
    }
    let children: Vec<PageId> = view
        .site
        .page(parent)
        .children
        .iter()
        .copied()
        .filter(|&child| {
            let kind = view.site.page(child).kind;
            !matches!(kind, PageKind::Search | PageKind::NotFound) && child != parent
        })
        .collect();
    let active = below
        .first()
        .and_then(|next| children.iter().position(|child| child == next));
    let is_top = parent == view.home();
    let window = match active {
        // On the way down only the entry on the way matters, except at the top.
        Some(at) if below.len() > 1 && !is_top && children.len() > SHORT => at..at + 1,
        _ if children.len() <= WHOLE => 0..children.len(),
        Some(at) => at.saturating_sub(NEAR)..(at + NEAR + 1).min(children.len()),
        None => 0..children.len().min(FIRST),
    };
    if window.start > 0 {
        more(view, parent, window.start, nav);
    }
    for at in window.clone() {
        let child = children[at];
        nav.entries
            .push(entry(view, child, *chain.last().unwrap_or(&child)));
        let here = nav.entries.len();
        if Some(at) == active {
            level(view, below, nav);
            if nav.entries.len() > here {
                nav.entries[here - 1].opens = true;
                if let Some(last) = nav.entries.last_mut() {
                    last.closes += 1;
                }
            }
        }
    }
    if window.end < children.len() {
        more(view, parent, children.len() - window.end, nav);
    }
}

/// Such a page shows all that lies below it itself.
fn lists_its_children(kind: PageKind) -> bool {
    matches!(
        kind,
        PageKind::Collection(_) | PageKind::Folder | PageKind::Numbers
    )
}

fn entry(view: View<'_>, id: PageId, current: PageId) -> NavEntry {
    let link = view.link(id);
    NavEntry {
        url: link.url,
        label: link.label,
        title: link.title,
        lang: link.lang,
        current: id == current,
        opens: false,
        closes: 0,
        more: 0,
    }
}

fn more(view: View<'_>, parent: PageId, count: usize, nav: &mut Nav) {
    nav.entries.push(NavEntry {
        url: view.url(parent),
        label: None,
        title: String::new(),
        lang: None,
        current: false,
        opens: false,
        closes: 0,
        more: count,
    });
}
