//! Everything in the output that is no page: data files, feeds, the sitemap, redirects, search shards.

mod comparison;
mod data;
mod feeds;
mod json;
mod markdown;
mod redirects;
mod references;
pub mod search;
mod sitemap;
mod spreadsheet;
mod table;

use std::borrow::Cow;

use crate::diag::SourceMap;
use crate::model::{OutPath, Output, Outputs, SearchIndex, Site};

/// The files that are made from the site's data, those of the search index among them.
///
/// `map` has the sources of the pages.
pub fn emit<'a>(site: &'a Site, indexes: &'a [SearchIndex], map: &'a SourceMap) -> Outputs<'a> {
    let mut outputs = Outputs::default();
    // Without this file a branch deployment to GitHub Pages drops folders that begin with `_`.
    // The author's own says the same.
    if !site.assets.iter().any(|asset| asset.path == ".nojekyll") {
        add(&mut outputs, ".nojekyll", Output::Bytes(Cow::Borrowed(b"")));
    }
    data::add_to(site, &mut outputs);
    references::add_to(site, &mut outputs);
    comparison::add_to(site, &mut outputs);
    redirects::add_to(site, &mut outputs);
    sitemap::add_to(site, &mut outputs);
    feeds::add_to(site, &mut outputs);
    markdown::add_to(site, map, &mut outputs);
    add_indexes(site, indexes, &mut outputs);
    outputs
}

/// The files of an old edition: its data, the redirects to its pages, its indexes.
pub fn emit_old<'a>(site: &'a Site, indexes: &'a [SearchIndex]) -> Outputs<'a> {
    let mut outputs = Outputs::default();
    data::add_to(site, &mut outputs);
    redirects::add_to(site, &mut outputs);
    add_indexes(site, indexes, &mut outputs);
    outputs
}

fn add_indexes<'a>(site: &Site, indexes: &'a [SearchIndex], outputs: &mut Outputs<'a>) {
    for index in indexes {
        for (path, output) in search::files(index, site.config.search.shard_bytes) {
            add(outputs, path.as_str(), output);
        }
    }
}

/// The records of each collection as a spreadsheet, `data/<folder>.xlsx`.
pub fn spreadsheets(site: &Site) -> Outputs<'_> {
    let mut outputs = Outputs::default();
    for (id, collection) in site.config.schema.collections.iter().enumerate() {
        if !site.records[id].is_empty() {
            let path = format!("data/{}.xlsx", collection.dir);
            let make = move || spreadsheet::xlsx(site, id, &path);
            let path = format!("data/{}.xlsx", collection.dir);
            add(&mut outputs, path, Output::Make(Box::new(make)));
        }
    }
    outputs
}

/// Adds a file whose address no page can have taken before (`resolve` checks pages and assets
/// against each other; whoever joins the plans reports what collides after all).
fn add<'a>(outputs: &mut Outputs<'a>, path: impl Into<String>, output: Output<'a>) {
    let _taken = outputs.insert(OutPath::new(path), output);
}
