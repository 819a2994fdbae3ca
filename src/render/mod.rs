//! Site → HTML pages, style sheets and scripts.
//!
//! - `html/`: the tree of a document → HTML.
//! - `context/`: what templates may read, one file a kind of page.
//! - `templates`: the theme's templates; the only file that knows the template engine.
//! - `highlight`: code → parts with a class; the only file that knows syntaxes.
//! - `strings`: the interface's words. `assets`: style sheets and scripts, which `minify` makes
//!   short.
//!
//! [`render`] compiles the templates and returns a plan: each page is made when it is written, on
//! any thread, and dropped at once.

mod assets;
mod context;
mod highlight;
mod html;
mod minify;
mod strings;
mod templates;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Lang, Staged};
use crate::model::{Output, Outputs, Page, PageId, PageKind, RawKind, Site, Theme};
use assets::Assets;
use context::View;
use strings::Strings;
use templates::{Templates, Variables};

/// The pages of `site` and of its old editions in `theme`, and the theme's own files. Problems of
/// templates that do not compile are reported here, those that show only with a page's values when
/// it is made.
pub fn render<'a>(site: &'a Site, old: &'a [Site], theme: &'a Theme) -> Staged<Outputs<'a>> {
    let mut diagnostics = Vec::new();
    let strings = LANGUAGES.map(|lang| Strings::new(theme, lang, &mut diagnostics));
    let Assets { files, addresses } = assets::assets(site, theme, &strings);
    let common = Arc::new(Common {
        templates: Templates::new(theme, &mut diagnostics),
        strings,
    });
    let mut outputs = Outputs::default();
    outputs.files.extend(files);
    for site in std::iter::once(site).chain(old) {
        let renderer = Arc::new(Renderer::new(site, &common, &addresses));
        for (index, page) in site.pages.iter().enumerate() {
            // An old edition has no page that only the whole site needs.
            if site.place.is_some() && is_of_the_whole(page.kind) {
                continue;
            }
            let renderer = Arc::clone(&renderer);
            let make = move || renderer.page(PageId(index)).map(String::into_bytes);
            // `resolve` has made sure that no two pages share an address.
            outputs
                .files
                .insert(page.url.clone(), Output::Make(Box::new(make)));
        }
    }
    Staged {
        value: outputs,
        diagnostics,
    }
}

/// Whether there is one such page for a site and all of its editions.
fn is_of_the_whole(kind: PageKind) -> bool {
    matches!(
        kind,
        PageKind::NotFound | PageKind::Search | PageKind::Editions
    )
}

/// What the pages of all editions share.
struct Common<'a> {
    templates: Templates<'a>,
    /// In the order of [`LANGUAGES`].
    strings: [Strings; 2],
}

/// What the pages of one site share.
struct Renderer<'a> {
    site: &'a Site,
    common: Arc<Common<'a>>,
    /// `t` and `site`, in the order of [`LANGUAGES`], by the language of the page.
    shared: BTreeMap<Option<String>, [Variables; 2]>,
}

/// The languages of the interface.
const LANGUAGES: [Lang; 2] = [Lang::Ja, Lang::En];

impl<'a> Renderer<'a> {
    /// `addresses` are those of the theme's files.
    fn new(site: &'a Site, common: &Arc<Common<'a>>, addresses: &BTreeMap<String, String>) -> Self {
        let shared = site
            .languages()
            .map(|language| {
                let site_context = context::site(site, language, addresses);
                let variables = [0, 1].map(|at| {
                    let mut variables = Variables::default();
                    let strings: &Strings = &common.strings[at];
                    variables.insert("t", &strings.words);
                    variables.insert("site", &site_context);
                    variables
                });
                (language.map(str::to_owned), variables)
            })
            .collect();
        Renderer {
            site,
            common: Arc::clone(common),
            shared,
        }
    }

    /// The HTML of one page.
    fn page(&self, id: PageId) -> Result<String, Diagnostic> {
        let page = self.site.page(id);
        let at = usize::from(Lang::from_tag(&page.lang) == Lang::En);
        let view = View {
            site: self.site,
            strings: &self.common.strings[at],
            at: &page.url,
            page: id,
        };
        let shared = self.shared.get(&page.language);
        let mut variables = shared.map_or_else(Variables::default, |shared| shared[at].clone());
        let shared = context::page::page(view, id);
        variables.insert("page", &shared);
        let template = match page.kind {
            PageKind::Home => {
                variables.insert("home", &context::home::home(view, id));
                "home.html"
            }
            PageKind::Plain => "page.html",
            PageKind::Folder => {
                variables.insert("folder", &context::folder::folder(view, id, |_| true));
                "folder.html"
            }
            PageKind::Record(collection) => {
                let record = context::record::record(view, page, collection, shared.counted);
                variables.insert("record", &record);
                "record.html"
            }
            PageKind::Collection(collection) => {
                variables.insert(
                    "collection",
                    &context::collection::collection(view, collection),
                );
                "collection.html"
            }
            PageKind::Printed => {
                variables.insert("printed", &context::printed::printed(view));
                "printed.html"
            }
            PageKind::Graph => {
                variables.insert("graph", &context::graph::graph(view));
                "graph.html"
            }
            PageKind::Roadmap => {
                variables.insert("roadmap", &context::roadmap::roadmap(view));
                "roadmap.html"
            }
            PageKind::Editions => {
                variables.insert("editions", &context::editions::editions(view));
                "editions.html"
            }
            PageKind::Search => {
                variables.insert("home", &context::home::home(view, view.home()));
                "search.html"
            }
            PageKind::NotFound => "404.html",
        };
        let template = self.own_template(page)?.unwrap_or(template);
        self.common.templates.render(template, &variables)
    }

    /// The template that the page itself asks for, `template: letter.html`.
    fn own_template<'p>(&self, page: &'p Page) -> Result<Option<&'p str>, Diagnostic> {
        let front = page.document.as_ref().map(|document| &document.front);
        let Some(value) = front.and_then(|front| front.get("template")) else {
            return Ok(None);
        };
        match &value.kind {
            RawKind::Scalar(name) => self
                .common
                .templates
                .check(name, value.span)
                .map(|()| Some(&**name)),
            _ => Ok(None),
        }
    }
}
