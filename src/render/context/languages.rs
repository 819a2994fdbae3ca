//! The ways from a page to its versions in other languages.

use serde::Serialize;

use super::View;
use crate::model::{Page, PageId};
use crate::text::language;

/// The page in one language, for readers.
#[derive(Debug, Serialize)]
pub(crate) struct Version {
    /// BCP 47 tag.
    pub(crate) lang: String,
    /// The language's name in that language.
    pub(crate) name: String,
    /// The page, or the home page of a language that it is not translated into; relative.
    pub(crate) url: String,
    /// This page.
    pub(crate) current: bool,
    /// The page itself is there in that language.
    pub(crate) translated: bool,
}

/// The page in one language, for programs.
#[derive(Debug, Serialize)]
pub(crate) struct Alternate {
    /// BCP 47 tag.
    pub(crate) lang: String,
    /// Absolute.
    pub(crate) url: String,
}

/// The languages of the site for page `id`, the main one first; none when the site has only one.
pub(crate) fn versions(view: View<'_>, id: PageId) -> Vec<Version> {
    let site = view.site;
    if site.homes.is_empty() {
        return Vec::new();
    }
    let own = site.page(id);
    site.languages()
        .map(|language| {
            let is_it = |page: &Page| page.language.as_deref() == language;
            let current = is_it(own);
            let versions = own.translations.iter().copied();
            let version = versions.chain([id]).find(|page| is_it(site.page(*page)));
            let lang = language.unwrap_or(&site.config.lang);
            Version {
                lang: lang.to_owned(),
                name: language::own_name(lang).to_owned(),
                url: view.url(version.unwrap_or(site.home_of(language))),
                current,
                translated: version.is_some(),
            }
        })
        .collect()
}

/// The versions of `page`, by absolute address.
pub(crate) fn alternates(view: View<'_>, page: &Page) -> Vec<Alternate> {
    let Some(root) = &view.site.config.site_url else {
        return Vec::new();
    };
    let versions = page.translations.iter().map(|id| view.site.page(*id));
    versions
        .map(|page| Alternate {
            lang: page.lang.clone(),
            url: page.url.absolute(root),
        })
        .collect()
}
