//! The part of a page that every kind shares: head, heading, body, notes, contents, navigation.

use serde::Serialize;

use super::editions::{self, OldEdition};
use super::head::{HeadContext, head};
use super::languages::{Version, versions};
use super::meta::{self, PageDate};
use super::nav::{Nav, nav};
use super::{Link, View, from_root, site_title};
use crate::model::site::TitleSource;
use crate::model::{Page, PageId, PageKind};
use crate::render::html::{self, Counters, Setting};

/// The page that is being made.
#[derive(Debug, Serialize)]
pub(crate) struct PageContext {
    /// `home`, `plain`, `folder`, `record`, `collection`, `printed`, `graph`, `roadmap`, `editions`,
    /// `numbers`, `number`, `search` or `not-found`.
    pub(crate) kind: &'static str,
    /// The way to the site's root: ``, `../` …
    pub(crate) root: String,
    /// The address from the site's root.
    pub(crate) url: String,
    /// The absolute address, when the site's is known.
    pub(crate) canonical: Option<String>,
    /// For `<title>`: number, title and the site's title.
    pub(crate) head_title: String,
    /// Plain text.
    pub(crate) title: String,
    /// The printed number, `(8)`.
    pub(crate) label: Option<String>,
    /// Whether the title is printed above the body: `text` (search finds it), `made` (printed, not
    /// searched), `hidden` (the body prints a heading of a lower level), `none` (the body has it).
    pub(crate) heading: &'static str,
    /// The title is ours, not the source's.
    pub(crate) inferred: bool,
    /// What the head tells programs.
    pub(crate) head: HeadContext,
    /// BCP 47 tag.
    pub(crate) lang: String,
    /// The languages of the site, when it has several.
    pub(crate) languages: Vec<Version>,
    /// The old edition that it belongs to.
    pub(crate) edition: Option<OldEdition>,
    /// Derives from other pages: not searched.
    pub(crate) derived: bool,
    /// The body, HTML.
    pub(crate) body: String,
    /// The notes, `<li>` elements; may be empty.
    pub(crate) notes: String,
    /// Headings of the body.
    pub(crate) contents: Vec<ContentsEntry>,
    /// From the home page down to the parent.
    pub(crate) breadcrumbs: Vec<Link>,
    /// When it was written, changed, reviewed, as the front matter says.
    pub(crate) dates: Vec<PageDate>,
    /// Where a change to it can be proposed (`edit-url`).
    pub(crate) edit_url: Option<String>,
    /// Where its source can be seen (`source-url`).
    pub(crate) source_url: Option<String>,
    /// The sidebar.
    pub(crate) nav: Nav,
    /// The page before in reading order.
    pub(crate) previous: Option<Link>,
    /// The page behind in reading order.
    pub(crate) next: Option<Link>,
    /// The numbers of notes and tables that the body has used.
    #[serde(skip)]
    pub(crate) counted: Counters,
}

/// An entry of the table of contents.
#[derive(Debug, Serialize)]
pub(crate) struct ContentsEntry {
    /// Heading level, 1–6.
    pub(crate) level: u8,
    /// `#…`, encoded.
    pub(crate) href: String,
    /// The heading's text.
    pub(crate) text: String,
}

/// The name of a kind, as templates know it.
pub(crate) fn kind_name(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Home => "home",
        PageKind::Plain => "plain",
        PageKind::Folder => "folder",
        PageKind::Record(_) => "record",
        PageKind::Collection(_) => "collection",
        PageKind::Printed => "printed",
        PageKind::Graph => "graph",
        PageKind::Roadmap => "roadmap",
        PageKind::Editions => "editions",
        PageKind::Changes(_) => "changes",
        PageKind::Comparison(_) => "comparison",
        PageKind::Numbers => "numbers",
        PageKind::Number => "number",
        PageKind::Search => "search",
        PageKind::NotFound => "not-found",
    }
}

/// The context of page `id`.
pub(crate) fn page(view: View<'_>, id: PageId) -> PageContext {
    let page = view.site.page(id);
    let body = page.document.as_ref().map(|document| {
        let setting = Setting {
            site: view.site,
            at: view.at,
            strings: view.strings,
            prefix: "",
            shift: 0,
            counted: Counters::default(),
            detail: view.detail,
        };
        html::body(setting, page, document)
    });
    let body = body.unwrap_or_default();
    let url = from_root(&page.url);
    PageContext {
        kind: kind_name(page.kind),
        root: page.url.to_root(),
        canonical: view
            .site
            .config
            .site_url
            .as_ref()
            .map(|root| editions::canonical(view, id).absolute(root)),
        url,
        head_title: head_title(view, id),
        title: page.title.clone(),
        label: page.label.clone(),
        heading: heading(page),
        inferred: page.title_inferred,
        head: head(view, id),
        lang: page.lang.clone(),
        languages: versions(view, id),
        edition: editions::old_edition(view, id),
        derived: page.derived,
        body: body.html,
        notes: body.notes,
        contents: contents(page),
        breadcrumbs: ancestors(view, id).map(|up| view.link(up)).collect(),
        dates: meta::dates(view, page),
        edit_url: meta::file_url(page, view.site.config.edit_url.as_deref()),
        source_url: meta::file_url(page, view.site.config.source_url.as_deref()),
        nav: nav(view, id),
        previous: page.previous.map(|other| view.link(other)),
        next: page.next.map(|other| view.link(other)),
        counted: body.counted,
    }
}

fn heading(page: &Page) -> &'static str {
    match page.title_source {
        TitleSource::FrontMatter => "text",
        TitleSource::Statement | TitleSource::Made => "made",
        TitleSource::Heading if page.headings.iter().any(|(level, _, _)| *level == 1) => "none",
        TitleSource::Heading => "hidden",
    }
}

fn head_title(view: View<'_>, id: PageId) -> String {
    let page = view.site.page(id);
    let own = match &page.label {
        Some(label) => format!("{label} {}", page.title),
        None => page.title.clone(),
    };
    let site = site_title(view.site, page.language.as_deref());
    let title = if id == view.home() || own == site {
        own
    } else {
        format!("{own} | {site}")
    };
    match &view.site.place {
        Some(place) => format!("{title} | {}", place.edition.date.raw),
        None => title,
    }
}

/// The headings below the page's own, when there are enough to choose from.
fn contents(page: &Page) -> Vec<ContentsEntry> {
    let entries: Vec<ContentsEntry> = page
        .headings
        .iter()
        .filter(|(level, _, text)| (2..=3).contains(level) && !text.is_empty())
        .map(|(level, id, text)| ContentsEntry {
            level: *level,
            href: format!("#{}", crate::model::path::encode_fragment(id)),
            text: text.clone(),
        })
        .collect();
    if entries.len() < 2 {
        Vec::new()
    } else {
        entries
    }
}

/// The pages above, from the home page down. Bounded, so that a wrong chain cannot hang.
pub(crate) fn ancestors(view: View<'_>, id: PageId) -> impl Iterator<Item = PageId> {
    let mut chain = Vec::new();
    let mut at = view.site.page(id).parent;
    while let Some(up) = at {
        if chain.contains(&up) || up == id {
            break;
        }
        chain.push(up);
        at = view.site.page(up).parent;
    }
    chain.into_iter().rev()
}
