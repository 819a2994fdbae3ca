//! A feed as JSON Feed 1.1.

use serde::Serialize;

use super::{Entry, Feed};
use crate::emit::json;
use crate::model::feed::FeedFormat;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: String,
    language: &'a str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    content_text: &'a str,
    date_published: &'a str,
    tags: [&'a str; 1],
}

/// The bytes of `feed` of the site at `root`.
pub(super) fn bytes(feed: &Feed, root: &str) -> Vec<u8> {
    json::bytes(&Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page,
        feed_url: FeedFormat::Json.address(&feed.stem).absolute(root),
        language: &feed.lang,
        authors: [Author { name: &feed.author }],
        items: feed.entries.iter().map(item).collect(),
    })
}

fn item(entry: &Entry) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_text: &entry.summary,
        date_published: &entry.updated,
        tags: [entry.word],
    }
}
