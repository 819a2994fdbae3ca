//! What templates may read. Every name here is an interface: site themes use it.
//!
//! Each template gets four variables:
//! - `t`: the interface's words in the page's language (`strings/*.json`);
//! - `site`: [`SiteContext`], the same on all pages of a language; its addresses are relative to
//!   the site's root, so put `page.root` in front;
//! - `page`: `PageContext`; its addresses are relative to the page;
//! - one more by the kind of page: `record`, `collection`, `home`, `folder`, `printed`,
//!   `graph`, `roadmap`, `editions`, `number`.

pub(crate) mod around;
pub(crate) mod collection;
pub(super) mod comparison;
pub(super) mod comparison_table;
pub(crate) mod editions;
pub(crate) mod facets;
pub(crate) mod feeds;
pub(crate) mod fields;
pub(crate) mod folder;
pub(crate) mod graph;
pub(crate) mod head;
pub(crate) mod home;
pub(crate) mod languages;
pub(crate) mod matrix;
pub(crate) mod meta;
pub(crate) mod nav;
pub(crate) mod numbers;
pub(crate) mod page;
pub(crate) mod printed;
pub(crate) mod record;
pub(crate) mod roadmap;
pub(crate) mod rollup;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::Lang;
use crate::model::site::language_folder;
use crate::model::{OutPath, Page, PageId, PageKind, Site};
use crate::render::html::Detail;
use crate::render::strings::Strings;

/// The site and the words, as every context needs them.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The site.
    pub(crate) site: &'a Site,
    /// The interface's words.
    pub(crate) strings: &'a Strings,
    /// The file that is being made.
    pub(crate) at: &'a OutPath,
    /// The page that is being made.
    pub(crate) page: PageId,
    /// How much of bodies is worked out.
    pub(crate) detail: Detail<'a>,
}

impl View<'_> {
    /// The interface's language.
    pub(crate) fn lang(&self) -> Lang {
        self.strings.lang
    }

    /// The relative address of a page.
    pub(crate) fn url(&self, page: PageId) -> String {
        self.at.relative(&self.site.page(page).url)
    }

    /// The home page of the language that the page is in.
    pub(crate) fn home(&self) -> PageId {
        self.site
            .home_of(self.site.page(self.page).language.as_deref())
    }

    /// The language of `page`, where it is not that of the page that is being made.
    pub(crate) fn foreign(&self, page: &Page) -> Option<String> {
        let is_foreign = page.lang != self.site.page(self.page).lang;
        is_foreign.then(|| page.lang.clone())
    }

    /// A link to a page.
    pub(crate) fn link(&self, id: PageId) -> Link {
        let page = self.site.page(id);
        Link {
            lang: self.foreign(page),
            url: self.url(id),
            label: page.label.clone(),
            title: page.title.clone(),
            inferred: page.title_inferred,
        }
    }
}

/// A link to a page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    /// Relative address.
    pub(crate) url: String,
    /// The printed number, `(8)`.
    pub(crate) label: Option<String>,
    /// The page's title.
    pub(crate) title: String,
    /// The title is ours, not the source's.
    pub(crate) inferred: bool,
    /// The language of the title, where it is not that of the page.
    pub(crate) lang: Option<String>,
}

/// What is the same on all pages.
#[derive(Debug, Serialize)]
pub(crate) struct SiteContext {
    /// The site's title.
    pub(crate) title: String,
    /// One sentence about it.
    pub(crate) description: Option<String>,
    /// Absolute address of the root with a trailing `/`, if known.
    pub(crate) site_url: Option<String>,
    /// Whether search is built.
    pub(crate) search: bool,
    /// The home page.
    pub(crate) home: String,
    /// The search page, if there is one.
    pub(crate) search_page: Option<String>,
    /// The folder that holds the search index, from the root: nothing, or `en/`.
    pub(crate) index: String,
    /// The document as printed, if there is one.
    pub(crate) printed: Option<String>,
    /// The picture of all relations, if there is one.
    pub(crate) graph: Option<String>,
    /// The roadmap, if there is one.
    pub(crate) roadmap: Option<String>,
    /// The list of editions, if there are any.
    pub(crate) editions: Option<String>,
    /// Style sheets and scripts of the theme by name: `site.assets["style.css"]`.
    pub(crate) assets: BTreeMap<String, String>,
}

/// The context of the site for pages in one language.
pub(crate) fn site(
    site: &Site,
    language: Option<&str>,
    assets: &BTreeMap<String, String>,
) -> SiteContext {
    let find = |kind| only_page(site, None, kind);
    let home = site.page(site.home_of(language));
    let (search_page, index) = match &site.place {
        // Search begins with the text as it is now, which may have fewer languages.
        Some(place) => {
            let searches = &place.searches;
            let language = language.filter(|language| searches.contains_key(*language));
            let page = searches.get(language.unwrap_or_default());
            (page.map(from_root), language)
        }
        None => (search_page(site, language), language),
    };
    SiteContext {
        title: site_title(site, language).to_owned(),
        description: site.config.description.clone(),
        site_url: site.config.site_url.clone(),
        search: site.config.search.enabled || search_page.is_some(),
        home: from_root(&home.url),
        search_page,
        index: language_folder(index),
        printed: find(PageKind::Printed),
        graph: find(PageKind::Graph),
        roadmap: find(PageKind::Roadmap),
        editions: find(PageKind::Editions),
        assets: assets.clone(),
    }
}

/// The search page of a language, if there is one.
pub(crate) fn search_page(site: &Site, language: Option<&str>) -> Option<String> {
    only_page(site, language, PageKind::Search)
}

/// The address from the root of the page of a kind that a language has once.
fn only_page(site: &Site, language: Option<&str>, kind: PageKind) -> Option<String> {
    let is_it = |page: &&Page| page.kind == kind && page.language.as_deref() == language;
    Some(from_root(&site.pages.iter().find(is_it)?.url))
}

/// The site's title: in another language what its home page is called, if somebody wrote that; else
/// the configuration's, else the home page's.
pub(crate) fn site_title<'a>(site: &'a Site, language: Option<&str>) -> &'a str {
    let own = site.page(site.home_of(language));
    if own.language.is_some() && own.document.is_some() {
        return &own.title;
    }
    site.config
        .title
        .as_deref()
        .unwrap_or(&site.page(site.home).title)
}

/// A page's address from the site's root, percent-encoded.
pub(crate) fn from_root(path: &OutPath) -> String {
    path.encoded()
}

/// The anchor of a record that is shown on another page, `measure.m08`: unique there, and never an
/// id made from a heading.
pub(crate) fn anchor(view: View<'_>, page: &Page) -> String {
    match &page.record {
        Some(record) => {
            let collection = &view.site.config.schema.collections[record.collection];
            format!("{}.{}", collection.key, record.id)
        }
        None => "document.".to_owned() + page.url.as_str().trim_end_matches(".html"),
    }
}
