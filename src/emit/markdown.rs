//! The pages as Markdown, for readers that are programs: a `.md` beside each page, and `llms.txt`,
//! which lists them (<https://llmstxt.org>).
//!
//! The body is the author's source, unaltered but for comments, which no page shows.

use super::add;
use crate::diag::{Lang, SourceMap};
use crate::model::memory::{Key, key};
use crate::model::path::encode_path;
use crate::model::site::TitleSource;
use crate::model::{Document, OutPath, Output, Outputs, Page, PageId, Site};

pub(super) fn add_to<'a>(site: &'a Site, map: &'a SourceMap, outputs: &mut Outputs<'a>) {
    if !site.config.markdown_copies {
        return;
    }
    let mut put = |path: String, output: Output<'a>| {
        // The author's own file of that name keeps its place.
        if !site.assets.iter().any(|asset| asset.path == path) {
            add(outputs, path, output);
        }
    };
    let make = move || Ok(list(site).into_bytes());
    put("llms.txt".to_owned(), Output::Make(Box::new(make)));
    for page in site.pages.iter().filter(|page| page.has_markdown()) {
        let make = move || Ok(one(site, page, &|document| source(map, document)).into_bytes());
        put(
            page.markdown_url(),
            Output::Named(Box::new(move || Some(name(site, page))), Box::new(make)),
        );
    }
}

/// The hash of all that [`one`] is made from.
fn name(site: &Site, page: &Page) -> Key {
    let around = one(site, page, &|_| "");
    let body = page.document.as_ref().map(|document| document.hash);
    key(&[
        b"markdown",
        around.as_bytes(),
        &body.map_or(Vec::new(), Vec::from),
    ])
}

/// `llms.txt`: what the site is, and its pages by section.
fn list(site: &Site) -> String {
    let home = site.page(site.home);
    let title = site.config.title.as_deref().unwrap_or(&home.title);
    let mut out = format!("# {}\n", line(title));
    if let Some(description) = &site.config.description {
        out.push_str(&format!("\n> {}\n", line(description)));
    }
    let root = site.config.site_url.as_deref().unwrap_or_default();
    let sections = home.children.iter().map(|&id| site.page(id));
    let (sections, single): (Vec<&Page>, Vec<&Page>) =
        sections.partition(|page| !page.children.is_empty());
    let mut section = |title: &str, pages: &mut dyn Iterator<Item = &Page>| {
        let mut entries = String::new();
        for page in pages.filter(|page| page.has_markdown()) {
            entries.push_str(&entry(
                page,
                &format!("{root}{}", encode_path(&page.markdown_url())),
            ));
        }
        if !entries.is_empty() {
            out.push_str(&format!("\n## {}\n\n{entries}", line(title)));
        }
    };
    let own = std::iter::once(home).chain(single);
    section(title, &mut own.into_iter());
    for page in sections {
        let below = descendants(site, page);
        section(&page.title, &mut below.into_iter());
    }
    out
}

/// A page and all below it, in reading order.
fn descendants<'a>(site: &'a Site, page: &'a Page) -> Vec<&'a Page> {
    let mut found = vec![page];
    let mut rest: Vec<PageId> = page.children.iter().rev().copied().collect();
    while let Some(id) = rest.pop() {
        found.push(site.page(id));
        // Records do not have children; folders do, and no page is its own ancestor.
        rest.extend(site.page(id).children.iter().rev());
    }
    found
}

/// A line of a list.
fn entry(page: &Page, url: &str) -> String {
    let description = page
        .description
        .as_deref()
        .map(|text| format!(": {}", line(text)));
    format!(
        "- [{}]({url}){}\n",
        heading(page).replace('[', "\\[").replace(']', "\\]"),
        description.unwrap_or_default()
    )
}

/// One page, around what `source` gives for its body.
fn one<'s>(site: &Site, page: &Page, source: &dyn Fn(&Document) -> &'s str) -> String {
    let mut out = String::new();
    let body = page.document.as_ref().map(source);
    let prints_title = page.title_source == TitleSource::Heading;
    if !prints_title {
        out.push_str(&format!("# {}\n\n", heading(page)));
    }
    if let Some(record) = &page.record {
        let collection = &site.config.schema.collections[record.collection];
        let lang = Lang::from_tag(&page.lang);
        for (index, value) in &page.fields {
            if let Some(field) = collection.fields.get(*index) {
                let (label, value) = (field.label.get(lang), site.printed(&value.value));
                out.push_str(&format!("- {label}: {}\n", line(&value)));
            }
        }
        if !page.fields.is_empty() {
            out.push('\n');
        }
    }
    match body {
        Some(body) => out.push_str(without_comments(body).trim_start_matches(['\n', '\r'])),
        None => {
            for &child in &page.children {
                let child = site.page(child);
                let to = OutPath::new(child.markdown_url());
                let url = OutPath::new(page.markdown_url()).relative(&to);
                if child.has_markdown() {
                    out.push_str(&entry(child, &url));
                }
            }
        }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// What stands below the front matter.
fn source<'s>(map: &'s SourceMap, document: &Document) -> &'s str {
    let from = document.front.span.map_or(0, |span| span.range().end);
    map.text(document.file).get(from..).unwrap_or_default()
}

/// `source` without `<!-- … -->`, but for those in code.
fn without_comments(source: &str) -> String {
    let mut out = String::new();
    let mut fence: Option<&str> = None;
    let mut rest = source;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = &rest[..end];
        let marks = line.trim_start();
        let opens = ["```", "~~~"]
            .into_iter()
            .find(|fence| marks.starts_with(fence));
        match (fence, opens) {
            (None, Some(opened)) => fence = Some(opened),
            (Some(open), Some(closed)) if open == closed => fence = None,
            _ => {}
        }
        let comment = line.find("<!--").filter(|&at| {
            fence.is_none() && opens.is_none() && line[..at].matches('`').count().is_multiple_of(2)
        });
        match comment.and_then(|at| Some((at, rest[at..].find("-->")? + at + 3))) {
            Some((from, to)) => {
                out.push_str(&rest[..from]);
                rest = &rest[to..];
            }
            None => {
                out.push_str(line);
                rest = &rest[end..];
            }
        }
    }
    out
}

/// Number and title.
fn heading(page: &Page) -> String {
    match &page.label {
        Some(label) => line(&format!("{label} {}", page.title)),
        None => line(&page.title),
    }
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out_and_code_is_not() {
        let source = "一。<!-- 内緒\nの話 -->二。\n\n```html\n<!-- 例 -->\n```\n`<!-- 例 -->`\n<!-- 閉じない\n";
        let expected = "一。二。\n\n```html\n<!-- 例 -->\n```\n`<!-- 例 -->`\n<!-- 閉じない\n";
        assert_eq!(without_comments(source), expected);
    }

    #[test]
    fn texts_stand_on_one_line() {
        assert_eq!(line(" 一\n二\t三 "), "一 二 三");
    }
}
