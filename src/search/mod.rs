//! `Site → SearchIndex`: what can be found, and the keys that lead there. Pure.
//!
//! - `text` takes the author's words out of the pages, as blocks that no match spans.
//! - `units` groups blocks into units, the documents of the index.
//! - `terms` lists what one unit holds: its *grams* (every code point and every pair of
//!   neighbours of the folded blocks: complete, so that nothing is missed) and its *words* (base
//!   forms from the dictionary, `identifiers`, runs of nouns, dates: for ranking and for what is
//!   written otherwise).
//! - `lexicon` knows the words by number, so that each is looked at once for each part; `tally`
//!   counts them.
//! - `pieces` and `readings` collect how words are read; `synonyms` and `facets` what the site
//!   says about them and about its records.
//! - `part` reads the units of some neighbouring pages, or remembers them; `build` does so for all on
//!   all threads; `invert` turns their terms around: for each key, the units that hold it.
//!
//! A query's grams narrow the units down to candidates; the engine then compares the candidates'
//! texts with the query. So grams decide what is found, words only what comes first.

mod build;
mod facets;
mod gram_set;
mod hash;
mod identifiers;
mod invert;
mod lexicon;
mod part;
mod pieces;
mod readings;
mod runs;
mod synonyms;
mod tally;
mod terms;
mod text;
mod texts;
mod units;

use rayon::prelude::*;

use crate::model::search::SearchPage;
use crate::model::site::language_folder;
use crate::model::{PageId, SearchIndex, Site};
use crate::words::Tokenizer;

pub use build::build;
pub use part::Remembered;

/// The index of each language of `site`, the main one first.
pub fn indexes(
    site: &Site,
    tokenizer: &Tokenizer,
    remembered: Option<Remembered<'_>>,
) -> Vec<SearchIndex> {
    site.languages()
        .map(|language| index(site, language, tokenizer, remembered))
        .collect()
}

/// The index of the pages of `site` in `language` that have text of their own; `None` is the main
/// language.
pub fn index(
    site: &Site,
    language: Option<&str>,
    tokenizer: &Tokenizer,
    remembered: Option<Remembered<'_>>,
) -> SearchIndex {
    let (ids, pages): (Vec<PageId>, Vec<SearchPage>) = site
        .pages
        .par_iter()
        .enumerate()
        .filter(|(_, page)| page.language.as_deref() == language)
        .filter_map(|(number, _)| Some((PageId(number), text::page_text(site, PageId(number))?)))
        .unzip();
    let mut index = build(pages, &site.config.search.synonyms, tokenizer, remembered);
    index.folder = format!("{}{}", site.prefix, language_folder(language));
    index.facets = facets::facets(site, &ids);
    index.site = site_name(site);
    index
}

/// Names a site by its address, else by its title.
fn site_name(site: &Site) -> String {
    let title = || &site.page(site.home).title;
    let name = site.config.site_url.as_ref().or(site.config.title.as_ref());
    let name = name.unwrap_or_else(title).as_bytes();
    blake3::hash(name).to_hex()[..16].to_owned()
}
