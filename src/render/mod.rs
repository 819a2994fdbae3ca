//! Site → HTML pages, style sheets and scripts.
//!
//! - `html/`: the tree of a document → HTML.
//! - `context/`: what templates may read, one file a kind of page.
//! - `templates`: the theme's templates; the only file that knows the template engine.
//! - `highlight`: code → parts with a class; the only file that knows syntaxes.
//! - `name`: what a page is made from, as a hash: an earlier build may have made it.
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
mod name;
mod strings;
mod templates;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Diagnostic, Lang, Staged};
use crate::model::memory::{Key, Memory, key};
use crate::model::{OutPath, Output, Outputs, Page, PageId, PageKind, RawKind, Site, Theme};
use assets::Assets;
use context::{SiteContext, View};
use html::Detail;
use name::{Fill, Naming};
use strings::Strings;
use templates::{Templates, Variables};

/// The pages of `site` and of its old editions in `theme`, and the theme's own files. Problems of
/// templates that do not compile are reported here, those that show only with a page's values when
/// it is made.
///
/// With a `memory`, pages have names, and what earlier builds know is not worked out again.
pub fn render<'a>(
    site: &'a Site,
    old: &'a [Site],
    theme: &'a Theme,
    memory: Option<&'a dyn Memory>,
) -> Staged<Outputs<'a>> {
    let mut diagnostics = Vec::new();
    let strings = LANGUAGES.map(|lang| Strings::new(theme, lang, &mut diagnostics));
    let Assets { files, addresses } = assets::assets(site, old, theme, &strings, memory);
    let common = Arc::new(Common {
        templates: Templates::new(theme, &mut diagnostics),
        strings,
        memory,
    });
    let mut outputs = Outputs::default();
    outputs.files.extend(files);
    for site in std::iter::once(site).chain(old) {
        let name = name::common(site, theme);
        let renderer = Arc::new(Renderer::new(site, &common, &addresses, name));
        renderer.add_pages(&mut outputs);
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
        PageKind::NotFound
            | PageKind::Search
            | PageKind::Editions
            | PageKind::Changes(_)
            | PageKind::Comparison(_)
            | PageKind::Numbers
            | PageKind::Number
    )
}

/// What the pages of all editions share.
struct Common<'a> {
    templates: Templates<'a>,
    /// In the order of [`LANGUAGES`].
    strings: [Strings; 2],
    /// What earlier builds know.
    memory: Option<&'a dyn Memory>,
}

/// What the pages of one site share.
struct Renderer<'a> {
    site: &'a Site,
    common: Arc<Common<'a>>,
    /// `t` and `site`, in the order of [`LANGUAGES`], by the language of the page.
    shared: BTreeMap<Option<String>, [Shared; 2]>,
    /// What all pages are made from and no template reads.
    name: Key,
}

/// The variables that are the same on all pages of a language.
struct Shared {
    variables: Variables,
    /// What names them.
    name: Option<Key>,
}

/// The place in [`LANGUAGES`] of the interface's language on `page`.
fn interface(page: &Page) -> usize {
    usize::from(Lang::from_tag(&page.lang) == Lang::En)
}

fn fill_shared(variables: &mut impl Fill, strings: &Strings, site: &SiteContext) {
    variables.insert("t", &strings.words);
    variables.insert("site", site);
}

/// The languages of the interface.
const LANGUAGES: [Lang; 2] = [Lang::Ja, Lang::En];

impl<'a> Renderer<'a> {
    /// `addresses` are those of the theme's files.
    fn new(
        site: &'a Site,
        common: &Arc<Common<'a>>,
        addresses: &BTreeMap<String, String>,
        name: Key,
    ) -> Self {
        let shared = site
            .languages()
            .map(|language| {
                let site_context = context::site(site, language, addresses);
                let variables = [0, 1].map(|at| {
                    let strings: &Strings = &common.strings[at];
                    let mut variables = Variables::default();
                    let mut name = Naming::default();
                    fill_shared(&mut variables, strings, &site_context);
                    fill_shared(&mut name, strings, &site_context);
                    let name = name.finish();
                    Shared { variables, name }
                });
                (language.map(str::to_owned), variables)
            })
            .collect();
        Renderer {
            site,
            common: Arc::clone(common),
            shared,
            name,
        }
    }

    fn add_pages(self: &Arc<Self>, outputs: &mut Outputs<'a>) {
        for (index, page) in self.site.pages.iter().enumerate() {
            // An old edition has no page that only the whole site needs.
            if self.site.place.is_some() && is_of_the_whole(page.kind) {
                continue;
            }
            let (maker, namer) = (Arc::clone(self), Arc::clone(self));
            let make = Box::new(move || maker.page(PageId(index)).map(String::into_bytes));
            let output = match self.common.memory {
                Some(_) => Output::Named(Box::new(move || namer.name(PageId(index))), make),
                None => Output::Make(make),
            };
            // `resolve` has made sure that no two pages share an address.
            outputs.files.insert(page.url.clone(), output);
            if let PageKind::Comparison(_) = page.kind {
                let maker = Arc::clone(self);
                let make = move || maker.word(PageId(index)).map(String::into_bytes);
                let path = page.url.as_str().replace(".html", ".doc");
                let output = Output::Make(Box::new(make));
                outputs.files.insert(OutPath::new(path), output);
            }
        }
    }

    /// A 新旧対照表 as a document by itself, which word processors open.
    fn word(&self, id: PageId) -> Result<String, Diagnostic> {
        let shared = self.shared(self.site.page(id));
        let mut variables = shared.map_or_else(Variables::default, |s| s.variables.clone());
        self.fill(id, Detail::Whole(self.common.memory), &mut variables)?;
        self.common
            .templates
            .render("comparison-word.html", &variables)
    }

    /// The HTML of one page.
    fn page(&self, id: PageId) -> Result<String, Diagnostic> {
        let shared = self.shared(self.site.page(id));
        let mut variables = shared.map_or_else(Variables::default, |s| s.variables.clone());
        let template = self.fill(id, Detail::Whole(self.common.memory), &mut variables)?;
        self.common.templates.render(template, &variables)
    }

    /// The hash of everything that the HTML of one page is made from.
    fn name(&self, id: PageId) -> Option<Key> {
        let mut name = Naming::default();
        let template = self.fill(id, Detail::Source, &mut name).ok()?;
        name.insert("template", template);
        let shared = self.shared(self.site.page(id))?;
        Some(key(&[&self.name, &shared.name?, &name.finish()?]))
    }

    fn shared(&self, page: &Page) -> Option<&Shared> {
        let shared = self.shared.get(&page.language)?;
        Some(&shared[interface(page)])
    }

    /// Gives `variables` what the template of one page reads; which template that is.
    fn fill<'s>(
        &'s self,
        id: PageId,
        detail: Detail<'s>,
        variables: &mut impl Fill,
    ) -> Result<&'s str, Diagnostic> {
        let page = self.site.page(id);
        let view = View {
            site: self.site,
            strings: &self.common.strings[interface(page)],
            at: &page.url,
            page: id,
            detail,
        };
        let shared = context::page::page(view, id);
        variables.insert("page", &shared);
        let template = match page.kind {
            PageKind::Home => {
                variables.insert("home", &context::home::home(view, id));
                "home.html"
            }
            PageKind::Plain => "page.html",
            PageKind::Folder | PageKind::Numbers => {
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
            PageKind::Changes(at) => {
                variables.insert("changes", &context::comparison::changes(view, at));
                "changes.html"
            }
            PageKind::Comparison(at) => {
                variables.insert(
                    "comparison",
                    &context::comparison_table::comparison(view, at),
                );
                "comparison.html"
            }
            PageKind::Number => {
                variables.insert("number", &context::numbers::number(view, id));
                "number.html"
            }
            PageKind::Search => {
                variables.insert("home", &context::home::home(view, view.home()));
                "search.html"
            }
            PageKind::NotFound => "404.html",
        };
        Ok(self.own_template(page)?.unwrap_or(template))
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
