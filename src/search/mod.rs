//! `Site → SearchIndex`: what can be found, and the keys that lead there. Pure.
//!
//! - `text` takes the author's words out of the pages, as blocks that no match spans.
//! - `units` groups blocks into units, the documents of the index.
//! - `terms` lists what one unit holds: its *grams* (every code point and every pair of
//!   neighbours of the folded blocks: complete, so that nothing is missed) and its *words* (base
//!   forms from the dictionary: for ranking and inflected forms).
//! - `build` turns those lists around: for each key, the units that hold it.
//!
//! A query's grams narrow the units down to candidates; the engine then compares the candidates'
//! texts with the query. So grams decide what is found, words only what comes first.

mod build;
mod gram_set;
mod terms;
mod text;
mod units;

use rayon::prelude::*;

use crate::model::search::SearchPage;
use crate::model::{SearchIndex, Site};
use crate::words::Tokenizer;

pub use build::build;

/// The index of all pages of `site` that have text of their own.
pub fn index(site: &Site, tokenizer: &Tokenizer) -> SearchIndex {
    let pages: Vec<SearchPage> = site
        .pages
        .par_iter()
        .filter_map(|page| text::page_text(site, page))
        .collect();
    build(pages, &site.config.search.synonyms, tokenizer)
}
