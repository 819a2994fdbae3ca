//! The promise of the search on a real site: the sample, or whatever folder of Markdown
//! `HAKUSHO_RECALL_ROOT` names (`HAKUSHO_RECALL_ROOT=DIR cargo test --release --test search site`).

use std::path::{Path, PathBuf};

use hakusho::model::search::SearchPage;
use hakusho::search;
use hakusho::words::Tokenizer;

use crate::pages::Random;
use crate::recall::{check_engine, check_files};
use crate::support;

fn root() -> PathBuf {
    let named = std::env::var_os("HAKUSHO_RECALL_ROOT");
    named.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from)
}

/// The searched texts of the site in `root`.
fn pages(root: &Path) -> Vec<SearchPage> {
    let site = support::site(support::sources(root));
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    search::index(&site, None, &tokenizer, None).pages
}

#[test]
fn site_files_miss_nothing_and_find_nothing_else() {
    check_files(pages(&root()), 8 * 1024, &mut Random(20_190_611));
}

#[test]
fn site_engine_misses_nothing_and_finds_nothing_else() {
    check_engine(pages(&root()), 8 * 1024, &mut Random(20_191_218));
}
