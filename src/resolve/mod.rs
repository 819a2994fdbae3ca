//! Documents → [`Site`]: the whole-site stage. Pure; finds every problem in one run.
//!
//! 1. `pages`: which pages exist, written and made, and where each lies;
//! 2. `blocks`: one id for every block, the statements of records;
//! 3. `titles`: titles, labels, descriptions, headings;
//! 4. `fields`: front matter typed by the schema, relations, printed numbers;
//!    `lineage`: what became of records;
//! 5. `references`: every link becomes a typed target, every reference an edge with its sentence;
//! 6. `structure`: record order, the parts tree, matrices, navigation, back ends of relations.

mod addresses;
mod blocks;
mod dates;
mod fields;
mod identity;
mod inlines;
mod keys;
mod lineage;
mod links;
mod made;
mod navigation;
mod nearby;
mod number_pages;
mod numbers;
mod order;
mod pages;
mod parts;
mod references;
mod relations;
mod series;
mod structure;
mod targets;
mod titles;
mod translations;
mod values;

pub use identity::is_valid_id;
pub use keys::RESERVED;
pub use numbers::{number, printed};
pub use translations::Translations;
pub use values::scalar as typed;

use std::sync::Arc;

use crate::diag::{Diagnostic, Staged};
use crate::model::{Asset, Config, Document, Edition, Site, SourceFile};

/// One parsed file.
pub struct Parsed {
    /// The file it came from.
    pub source: SourceFile,
    /// Its tree.
    pub document: Document,
}

/// The frozen editions, as a site needs them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Editions<'e> {
    /// Those that references may lead to.
    pub known: &'e [Edition],
    /// Whether the site has a page that lists them: an old edition has none of its own.
    pub listed: bool,
    /// The place among them of the first that has pages.
    pub first_shown: usize,
}

impl<'e> Editions<'e> {
    /// Those that the site has pages about.
    fn shown(self) -> &'e [Edition] {
        if self.listed { self.known } else { &[] }
    }
}

/// Resolves the parsed files, sorted by path, and the files to copy.
pub fn resolve(
    parsed: Vec<Parsed>,
    assets: Vec<Asset>,
    config: Arc<Config>,
    editions: Editions<'_>,
) -> Staged<Site> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut book = pages::collect(parsed, &assets, &config, editions, &mut diagnostics);
    blocks::number(&mut book.pages, &config, &mut diagnostics);
    titles::assign(&mut book.pages, &config);
    let mut nearby = nearby::Nearby::new(&book);
    lineage::read(&mut book, &config, &mut diagnostics);
    fields::type_all(&mut book, &mut nearby, &config, &mut diagnostics);
    let numbers = numbers::index(&book, &config, &mut diagnostics);
    let known = references::Known {
        numbers: &numbers,
        assets: &assets,
        config: &config,
        editions,
    };
    let edges = references::resolve_all(&mut book, &known, &mut nearby, &mut diagnostics);
    let site = structure::assemble(book, edges, assets, config, &mut diagnostics);
    Staged {
        value: site,
        diagnostics,
    }
}
