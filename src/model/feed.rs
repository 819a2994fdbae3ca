//! The feeds of a site: which there are and where they lie.
//!
//! A feed tells of changes from edition to edition, and readers of feeds need absolute addresses:
//! there are feeds where the site's address is known and an edition has a date.

use crate::model::{OutPath, Page, PageKind, Site};

/// What a feed is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedFormat {
    /// Atom 1.0.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// Every format, the one that most programs read first.
    pub const ALL: [FeedFormat; 2] = [FeedFormat::Atom, FeedFormat::Json];

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            FeedFormat::Atom => "atom",
            FeedFormat::Json => "json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }

    /// The file of the feed `stem` in this format.
    pub fn address(self, stem: &str) -> OutPath {
        OutPath::new(format!("{stem}.{}", self.ending()))
    }
}

/// The feed of the whole site, without its ending.
pub const SITE_FEED: &str = "feed";

impl Site {
    /// The absolute address of the root, where the site has feeds.
    pub fn feed_root(&self) -> Option<&str> {
        let mut dates = self.editions.iter().map(|edition| &edition.date);
        let is_dated = dates.any(|date| date.first_day().is_some());
        let root = self.config.site_url.as_deref()?;
        (is_dated && self.place.is_none()).then_some(root)
    }

    /// The feed of `page` without its ending: `measures/feed` of a collection, `measures/m08.feed`
    /// of a record. Other pages have none of their own.
    pub fn own_feed(&self, page: &Page) -> Option<String> {
        self.feed_root()?;
        let url = page.url.as_str();
        match page.kind {
            PageKind::Collection(_) => Some(format!("{}feed", url.strip_suffix("index.html")?)),
            PageKind::Record(_) => Some(format!("{}.feed", url.strip_suffix(".html")?)),
            _ => None,
        }
    }

    /// What the feed of `page` is called; without one, that of the whole site.
    pub fn feed_title(&self, page: Option<&Page>) -> String {
        let home = &self.page(self.home).title;
        let site = self.config.title.as_deref().unwrap_or(home);
        let Some(page) = page else {
            return site.to_owned();
        };
        match &page.label {
            Some(label) => format!("{label} {} | {site}", page.title),
            None => format!("{} | {site}", page.title),
        }
    }
}
