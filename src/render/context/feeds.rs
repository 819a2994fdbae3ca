//! The feeds that a page leads to.

use serde::Serialize;

use super::View;
use crate::model::Page;
use crate::model::feed::{FeedFormat, SITE_FEED};

/// A feed in one format.
#[derive(Debug, Serialize)]
pub(crate) struct FeedLink {
    /// What the format is called.
    pub(crate) name: &'static str,
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// What the feed is called.
    pub(crate) title: String,
    /// Relative address.
    pub(crate) url: String,
}

/// The feeds of `page` and of the whole site, where there are any.
pub(crate) fn feeds(view: View<'_>, page: &Page) -> Vec<FeedLink> {
    let own = view.site.own_feed(page);
    let own = own.map(|stem| links(view, &stem, Some(page)));
    own.into_iter().flatten().chain(site_feeds(view)).collect()
}

/// The feeds of the whole site, if it has any.
pub(crate) fn site_feeds(view: View<'_>) -> Vec<FeedLink> {
    let stem = view.site.feed_root().map(|_| SITE_FEED);
    stem.map_or_else(Vec::new, |stem| links(view, stem, None))
}

fn links(view: View<'_>, stem: &str, page: Option<&Page>) -> Vec<FeedLink> {
    let link = |format: FeedFormat| FeedLink {
        name: match format {
            FeedFormat::Atom => "Atom",
            FeedFormat::Json => "JSON Feed",
        },
        media_type: format.media_type(),
        title: view.site.feed_title(page),
        url: view.at.relative(&format.address(stem)),
    };
    FeedFormat::ALL.map(link).into()
}
