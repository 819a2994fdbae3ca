//! What the head of a page tells programs: descriptions, OpenGraph, JSON-LD, the icon.
//!
//! Absolute addresses appear only where the site's own is known (`site-url`).

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::feeds::FeedLink;
use super::languages::{Alternate, alternates};
use super::page::ancestors;
use super::{View, from_root, site_title};
use crate::model::site::TitleSource;
use crate::model::{Kind, Node, OutPath, Page, PageId, PageKind};
use crate::render::html::{Detail, plain_text};
use crate::text::truncate::truncate;

/// Characters of a description that is made from the text.
const DESCRIPTION: usize = 120;
/// Icons that are found by themselves, the best first.
const ICONS: [&str; 3] = ["favicon.svg", "favicon.png", "favicon.ico"];
/// The icon of a phone's home screen.
const TOUCH_ICON: &str = "apple-touch-icon.png";

/// For `<head>`.
#[derive(Debug, Serialize)]
pub(crate) struct HeadContext {
    /// The author's description, else the beginning of the text.
    pub(crate) description: Option<String>,
    /// `website` for the home page, else `article`.
    pub(crate) og_type: &'static str,
    /// `ja_JP`.
    pub(crate) locale: Option<&'static str>,
    /// The site's icon, relative, if it has one.
    pub(crate) icon: Option<String>,
    /// For phones' home screens, relative.
    pub(crate) touch_icon: Option<String>,
    /// The page as Markdown, relative.
    pub(crate) markdown: Option<String>,
    /// The feeds to follow: the page's own, then the site's.
    pub(crate) feeds: Vec<FeedLink>,
    /// The page in all its languages, itself among them; only where the site's address is known.
    pub(crate) alternates: Vec<Alternate>,
    /// Search engines leave the page out.
    pub(crate) hidden: bool,
    /// JSON-LD, made safe for a script element.
    pub(crate) json_ld: String,
}

/// The head of page `id`.
pub(crate) fn head(view: View<'_>, id: PageId) -> HeadContext {
    let page = view.site.page(id);
    let description = description(view, page);
    let has = |name: &&str| view.site.assets.iter().any(|asset| asset.path == *name);
    let icon = ICONS.into_iter().find(|name| has(name));
    let has_copy = page.has_markdown() && view.site.config.markdown_copies;
    let relative = |path: &str| view.at.relative(&OutPath::new(path));
    HeadContext {
        og_type: if id == view.home() {
            "website"
        } else {
            "article"
        },
        locale: match page.lang.split('-').next() {
            Some("ja") => Some("ja_JP"),
            Some("en") => Some("en_US"),
            _ => None,
        },
        icon: icon.map(relative),
        touch_icon: has(&TOUCH_ICON).then(|| relative(TOUCH_ICON)),
        markdown: has_copy.then(|| relative(&page.markdown_url())),
        feeds: super::feeds::feeds(view, page),
        alternates: alternates(view, page),
        hidden: matches!(page.kind, PageKind::Numbers | PageKind::Number),
        json_ld: match view.detail {
            Detail::Whole(_) => safe(&json_ld(view, id, description.as_deref())),
            // All else that it says stands elsewhere in the context.
            Detail::Source => format!("{:?}", page.title_source),
        },
        description,
    }
}

/// The author's words about the page, else its first ones.
fn description(view: View<'_>, page: &Page) -> Option<String> {
    if page.description.is_some() {
        return page.description.clone();
    }
    if let PageKind::Collection(id) = page.kind {
        let words = view.site.config.schema.collections[id]
            .description
            .as_ref()?;
        return Some(words.get(view.lang()).to_owned());
    }
    if std::ptr::eq(page, view.site.page(view.site.home)) && view.site.config.description.is_some()
    {
        return view.site.config.description.clone();
    }
    let blocks = &page.document.as_ref()?.blocks;
    let text = first_text(blocks)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(truncate(&text, DESCRIPTION)).filter(|text| !text.is_empty())
}

/// The first paragraph or item.
fn first_text(blocks: &[Node]) -> Option<String> {
    blocks.iter().find_map(|block| match block.kind {
        Kind::Paragraph | Kind::Item(_) => {
            let mut text = String::new();
            plain_text(&block.children, &mut text);
            (!text.trim().is_empty()).then_some(text)
        }
        Kind::Quote | Kind::List { .. } => first_text(&block.children),
        _ => None,
    })
}

fn json_ld(view: View<'_>, id: PageId, description: Option<&str>) -> Json {
    let page = view.site.page(id);
    let absolute = |path: &str| {
        let root = view.site.config.site_url.as_ref()?;
        Some(format!("{root}{path}"))
    };
    let url = absolute(&from_root(&page.url));
    let mut thing = match page.kind {
        PageKind::Home => home(view, &absolute),
        PageKind::Collection(id) => dataset(view, id, &absolute),
        _ => json!({ "@type": "WebPage" }),
    };
    thing["name"] = json!(if page.kind == PageKind::Home {
        site_title(view.site, page.language.as_deref())
    } else {
        &page.title
    });
    thing["inLanguage"] = json!(page.lang);
    if let Some(description) = description {
        thing["description"] = json!(description);
    }
    if let Some(label) = page
        .label
        .as_ref()
        .filter(|_| page.title_source != TitleSource::Made)
    {
        thing["identifier"] = json!(label);
    }
    if let Some(url) = &url {
        thing["url"] = json!(url);
    }
    let crumbs: Vec<Json> = ancestors(view, id)
        .chain([id])
        .enumerate()
        .map(|(at, id)| {
            let up = view.site.page(id);
            let mut item = json!({ "@type": "ListItem", "position": at + 1, "name": up.title });
            if let Some(url) = absolute(&from_root(&up.url)) {
                item["item"] = json!(url);
            }
            item
        })
        .collect();
    let mut graph = vec![thing];
    if crumbs.len() > 1 {
        graph.push(json!({ "@type": "BreadcrumbList", "itemListElement": crumbs }));
    }
    json!({ "@context": "https://schema.org", "@graph": graph })
}

/// How to search the site, for those that can.
#[derive(Serialize)]
struct SearchAction {
    #[serde(rename = "@type")]
    kind: &'static str,
    /// The address with `{query}` in the place of the query.
    target: String,
    #[serde(rename = "query-input")]
    input: &'static str,
}

fn home(view: View<'_>, absolute: &dyn Fn(&str) -> Option<String>) -> Json {
    let search = super::search_page(view.site, None);
    let target = search.and_then(|page| absolute(&format!("{page}?q={{query}}")));
    match target.filter(|_| view.site.config.search.enabled) {
        Some(target) => json!({
            "@type": "WebSite",
            "potentialAction": SearchAction {
                kind: "SearchAction",
                target,
                input: "required name=query",
            },
        }),
        None => json!({ "@type": "WebSite" }),
    }
}

/// A collection and its data files.
fn dataset(view: View<'_>, id: usize, absolute: &dyn Fn(&str) -> Option<String>) -> Json {
    let folder = &view.site.config.schema.collections[id].dir;
    let formats = [("csv", "text/csv"), ("json", "application/json")];
    let files = formats.iter().filter_map(|(extension, media)| {
        let url = absolute(&format!("{}data/{folder}.{extension}", view.site.prefix))?;
        Some(json!({ "@type": "DataDownload", "encodingFormat": media, "contentUrl": url }))
    });
    json!({ "@type": "Dataset", "distribution": files.collect::<Vec<_>>() })
}

/// JSON in which no end tag and no comment can be read.
fn safe(json: &Json) -> String {
    json.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_cannot_end_its_script() {
        let text = safe(&json!({ "name": "</script><!--" }));
        assert!(!text.contains('<'), "{text}");
        let back: Json = serde_json::from_str(&text).expect("JSON");
        assert_eq!(back["name"], "</script><!--");
    }
}
