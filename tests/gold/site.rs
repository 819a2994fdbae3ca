//! The sites that are searched: the fixture and the project's own sample.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hakusho::model::search::SearchPage;
use hakusho::search;
use hakusho::words::{Tokenizer, parse_terms};

use crate::queries::{self, Query};
use crate::support;

/// A site, its search and the queries over it.
pub(crate) struct Site {
    /// The searched texts.
    pub(crate) pages: Vec<SearchPage>,
    /// `search.synonyms` of its configuration.
    pub(crate) synonyms: Vec<Vec<String>>,
    /// The dictionary with the site's own terms.
    pub(crate) tokenizer: Tokenizer,
    /// What the search in the browser loads, by path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The queries over its pages.
    pub(crate) queries: Vec<Query>,
}

impl Site {
    /// The site in the folder `root`, with the query files of the folder `queries`.
    pub(crate) fn load(root: &Path, queries: &Path) -> Self {
        let sources = support::sources(root);
        let terms = sources
            .user_dictionary
            .map(|file| &**sources.map.text(file));
        let (terms, bad) = parse_terms(terms.unwrap_or_default());
        assert!(bad.is_empty(), "{bad:?}");
        let tokenizer = Tokenizer::embedded(&terms).expect("the embedded dictionary loads");
        let site = support::site(sources);
        let index = search::index(&site, None, &tokenizer, None);
        let files = support::made(&index, site.config.search.shard_bytes);
        let names = index.pages.iter().map(|page| name(&page.url)).collect();
        Self {
            queries: read(queries, &names),
            pages: index.pages,
            synonyms: site.config.search.synonyms.clone(),
            tokenizer,
            files,
        }
    }
}

/// What query files call the page at an address, or at a place in it.
pub(crate) fn name(url: &str) -> String {
    let page = url.split('#').next().unwrap_or_default();
    page.trim_end_matches(".html").to_owned()
}

/// The queries of all files of a folder, or a panic that lists the faults of all of them.
fn read(folder: &Path, known: &BTreeSet<String>) -> Vec<Query> {
    let entries = std::fs::read_dir(folder).expect("a folder of queries");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR"));
        let shown = shown.unwrap_or(&path).display().to_string();
        match queries::parse(&shown, &text, known) {
            Ok(queries) => all.extend(queries),
            Err(more) => faults.extend(more),
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    all
}
