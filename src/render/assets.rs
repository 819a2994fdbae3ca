//! Style sheets and scripts of the theme → files under `assets/`.
//!
//! All of `css/` becomes one `style.css`, in the order of the file names; cascade layers, not that
//! order, decide what wins. Scripts keep their names; the files of a folder `js/NAME/` become one
//! script `NAME.js`, in the order of their names and wrapped in a function, so that what they
//! declare is theirs alone. Scripts are made short (`minify`). The interface's words and the names
//! of the collections are put in front of `hakusho.js`, because inline scripts are forbidden and a
//! second request would cost more than it carries.
//!
//! A style sheet or script is called by its content, `style.0123456789.css`: a browser may keep it
//! for ever, and after an update no page meets an old one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use crate::diag::Localized;
use crate::model::memory::{Memory, Shelf, remember};
use crate::model::site::language_folder;
use crate::model::{OutPath, Output, PageKind, Site, Theme};
use crate::render::strings::Strings;
use crate::render::{context, minify};

/// What `hakusho.js` finds in `window.hakushoSite`.
#[derive(Serialize)]
struct Prelude<'a> {
    /// The interface's words by language.
    strings: BTreeMap<&'static str, BTreeMap<&'a str, &'a str>>,
    /// Labels of the collections that have records, in the order of the schema.
    #[serde(serialize_with = "as_map")]
    collections: Vec<(&'a str, &'a Localized)>,
    /// Their tables, for who finds nothing, by the folder of the index.
    tables: BTreeMap<String, Vec<Table<'a>>>,
    /// Whether there is an index.
    search: bool,
    /// The search pages, from the site's root, by the folder of their index.
    #[serde(rename = "searchPages")]
    search_pages: BTreeMap<String, String>,
    /// The old editions that have an index, the newest first.
    editions: Vec<SearchedEdition<'a>>,
    /// Addresses of the other scripts, from the site's root, by name.
    scripts: &'a BTreeMap<String, String>,
}

/// The table of a collection.
#[derive(Serialize)]
struct Table<'a> {
    /// From the site's root.
    url: String,
    title: &'a Localized,
}

/// An old edition for the search.
#[derive(Serialize)]
struct SearchedEdition<'a> {
    id: &'a str,
    title: &'a str,
    /// As its author gave it.
    date: &'a str,
    /// The folder that its indexes lie in, from the site's root.
    folder: &'a str,
    /// The folders of its languages in that.
    languages: Vec<String>,
}

/// What the site needs of its theme besides templates.
pub(crate) struct Assets<'a> {
    /// By address.
    pub(crate) files: Vec<(OutPath, Output<'a>)>,
    /// Addresses of style sheets and scripts from the site's root, by name: `style.css`.
    pub(crate) addresses: BTreeMap<String, String>,
}

/// The files of the theme that the site needs.
pub(crate) fn assets<'a>(
    site: &Site,
    old: &[Site],
    theme: &'a Theme,
    strings: &[Strings],
    memory: Option<&dyn Memory>,
) -> Assets<'a> {
    let mut assets = Assets {
        files: Vec::new(),
        addresses: BTreeMap::new(),
    };
    let mut style = Vec::new();
    let mut scripts: BTreeMap<String, String> = BTreeMap::new();
    for (path, file) in &theme.files {
        let Some((folder, name)) = path.split_once('/') else {
            continue;
        };
        match folder {
            "css" => {
                style.extend_from_slice(&file.bytes);
                style.push(b'\n');
            }
            "js" => add_script(&mut scripts, name, &String::from_utf8_lossy(&file.bytes)),
            "templates" | "strings" | "standard" => {}
            _ => {
                let bytes = Output::Bytes(Cow::Borrowed(&*file.bytes));
                assets.files.push((asset(path), bytes));
            }
        }
    }
    // The first script names the others by their addresses.
    let first = scripts.remove(FIRST).unwrap_or_default();
    let made: Vec<(String, String)> = scripts
        .into_par_iter()
        .map(|(name, source)| (name, short(memory, &closed(source))))
        .collect();
    for (name, script) in made {
        assets.add(name, script.into_bytes());
    }
    let first = prelude(site, old, strings, &assets.addresses) + &short(memory, &first);
    assets.add(FIRST.to_owned(), first.into_bytes());
    assets.add("style.css".to_owned(), style);
    assets
}

/// A script made short.
fn short(memory: Option<&dyn Memory>, script: &str) -> String {
    let parts: [&[u8]; 2] = [b"script", script.as_bytes()];
    remember(memory, Shelf::Code, &parts, || minify::script(script))
}

/// The script that loads others.
const FIRST: &str = "hakusho.js";

impl Assets<'_> {
    /// Adds a file under an address that names its content.
    fn add(&mut self, name: String, bytes: Vec<u8>) {
        let hash = blake3::hash(&bytes).to_hex();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
        let path = asset(&format!("{stem}.{}.{ending}", &hash[..HASH_DIGITS]));
        self.addresses.insert(name, context::from_root(&path));
        self.files.push((path, Output::Bytes(Cow::Owned(bytes))));
    }
}

/// Hexadecimal digits of a content's hash that its address holds.
const HASH_DIGITS: usize = 10;

/// Adds `js/NAME` to the scripts; those of a folder are joined.
fn add_script(scripts: &mut BTreeMap<String, String>, name: &str, source: &str) {
    let Some((bundle, _)) = name.split_once('/') else {
        scripts.insert(name.to_owned(), source.to_owned());
        return;
    };
    let joined = scripts.entry(format!("{bundle}.js")).or_default();
    if joined.is_empty() {
        joined.push_str(BUNDLE_START);
    }
    joined.push_str(source);
    joined.push('\n');
}

/// A bundle with its end.
fn closed(mut source: String) -> String {
    if source.starts_with(BUNDLE_START) {
        source.push_str(BUNDLE_END);
    }
    source
}

/// What the files of a bundle stand in: a function of their own.
const BUNDLE_START: &str = "(() => {\n\"use strict\";\n";
const BUNDLE_END: &str = "})();\n";

fn asset(name: &str) -> OutPath {
    OutPath::new(format!("assets/{name}"))
}

/// An object whose keys keep their order.
fn as_map<S: Serializer>(pairs: &[(&str, &Localized)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().copied())
}

fn prelude(
    site: &Site,
    old: &[Site],
    strings: &[Strings],
    scripts: &BTreeMap<String, String>,
) -> String {
    let schema = &site.config.schema;
    let data = Prelude {
        strings: strings
            .iter()
            .map(|words| (words.lang.tag(), words.for_scripts()))
            .collect(),
        collections: schema
            .collections
            .iter()
            .zip(&site.records)
            .filter(|(_, records)| !records.is_empty())
            .map(|(collection, _)| (collection.key.as_str(), &collection.label))
            .collect(),
        tables: site
            .languages()
            .map(|language| (language_folder(language), tables(site, language)))
            .collect(),
        search: site.config.search.enabled,
        search_pages: search_pages(site),
        editions: searched_editions(site, old),
        scripts,
    };
    // Maps of strings always serialise.
    let json = serde_json::to_string(&data).unwrap_or_else(|_| "{}".to_owned());
    format!("window.hakushoSite = {json};\n")
}

/// The tables that the home page leads to, in the order of the schema: those in the language, where
/// there are such, else the others.
fn tables<'a>(site: &'a Site, language: Option<&str>) -> Vec<Table<'a>> {
    let schema = &site.config.schema.collections;
    let shown =
        |&collection: &usize| !schema[collection].hidden && !site.records[collection].is_empty();
    let table = |collection: usize| {
        let kind = PageKind::Collection(collection);
        let general = site.pages.iter().find(|page| page.kind == kind)?;
        let own = language_folder(language) + general.url.as_str();
        let own = site.pages.iter().find(|page| page.url.as_str() == own);
        let url = context::from_root(&own.unwrap_or(general).url);
        let title = &schema[collection].title;
        Some(Table { url, title })
    };
    let all = (0..schema.len()).filter(shown);
    all.filter_map(table).collect()
}

fn searched_editions<'a>(site: &Site, old: &'a [Site]) -> Vec<SearchedEdition<'a>> {
    let are_searched = site.config.search.enabled && site.config.editions.search;
    let old = old.iter().rev().filter(|_| are_searched);
    old.filter_map(|old| {
        let edition = &old.place.as_ref()?.edition;
        Some(SearchedEdition {
            id: &edition.id,
            title: &edition.title,
            date: &edition.date.raw,
            folder: &old.prefix,
            languages: old.languages().map(language_folder).collect(),
        })
    })
    .collect()
}

fn search_pages(site: &Site) -> BTreeMap<String, String> {
    let page = |language| {
        let page = context::search_page(site, language)?;
        Some((language_folder(language), page))
    };
    site.languages().filter_map(page).collect()
}
