//! Titles, printed labels, descriptions and the headings for the table of contents.

use super::identity::{self, scalar};
use super::inlines::plain_text;
use crate::model::site::TitleSource;
use crate::model::{Config, Kind, Node, Page, PageKind};
use crate::text::truncate::{statement_title, truncate};

/// Characters of a description that is taken from the body.
const DESCRIPTION: usize = 120;

/// Sets title, description, headings and label of every page.
pub(super) fn assign(pages: &mut [Page], config: &Config) {
    for page in pages {
        let Some(document) = &page.document else {
            continue;
        };
        let first = document.blocks.first();
        let starts_with_heading = first.is_some_and(|b| matches!(b.kind, Kind::Heading(1)));
        let heading = first_heading(&document.blocks);
        let written = scalar(document, "title").filter(|t| !t.trim().is_empty());
        let (title, source) = match (written, heading) {
            (Some(title), _) if starts_with_heading => (title.to_owned(), TitleSource::Heading),
            (Some(title), _) => (title.to_owned(), TitleSource::FrontMatter),
            (None, Some(heading)) if starts_with_heading => (heading, TitleSource::Heading),
            (None, heading) => fallback_title(page, heading, config),
        };
        let description = scalar(document, "description")
            .map(str::to_owned)
            .or_else(|| {
                let paragraph = first_text(&document.blocks)?;
                Some(truncate(&paragraph, DESCRIPTION))
            });
        let mut headings = Vec::new();
        collect_headings(&document.blocks, &mut headings);
        page.synonyms = list_of(page, "synonyms");
        page.title = title;
        page.title_source = source;
        page.description = description;
        page.headings = headings;
    }
}

/// Without a title: a record's first statement with words; another page's first heading; the
/// file's name.
fn fallback_title(page: &Page, heading: Option<String>, config: &Config) -> (String, TitleSource) {
    let said = page.statements.iter().find(|s| !s.text.trim().is_empty());
    if let (PageKind::Record(_), Some(statement)) = (page.kind, said) {
        return (statement_title(&statement.text), TitleSource::Statement);
    }
    if let Some(heading) = heading {
        return (heading, TitleSource::Made);
    }
    let made = match (page.kind, &config.title) {
        (PageKind::Home, Some(title)) => title.clone(),
        (PageKind::Folder, _) => {
            let folder = page.url.as_str().rsplit('/').nth(1).unwrap_or_default();
            folder.to_owned()
        }
        _ => {
            let written = page
                .source_path
                .as_deref()
                .filter(|_| page.language.is_none());
            identity::split(written.unwrap_or(page.url.as_str()))
                .1
                .to_owned()
        }
    };
    (made, TitleSource::Made)
}

fn first_heading(blocks: &[Node]) -> Option<String> {
    let heading = blocks.iter().find(|b| matches!(b.kind, Kind::Heading(_)))?;
    Some(plain_text(heading)).filter(|text| !text.trim().is_empty())
}

fn first_text(blocks: &[Node]) -> Option<String> {
    blocks.iter().find_map(|block| match block.kind {
        Kind::Paragraph => Some(plain_text(block)),
        Kind::List { .. } => block.children.first().map(plain_text),
        _ => None,
    })
}

fn collect_headings(blocks: &[Node], out: &mut Vec<(u8, String, String)>) {
    for block in blocks {
        if let Kind::Heading(level) = block.kind {
            let id = block.id().unwrap_or_default().to_owned();
            out.push((level, id, plain_text(block)));
        } else {
            collect_headings(&block.children, out);
        }
    }
}

fn list_of(page: &Page, key: &str) -> Vec<String> {
    use crate::model::RawKind;
    let value = page.document.as_ref().and_then(|d| d.front.get(key));
    match value.map(|v| &v.kind) {
        Some(RawKind::Scalar(text)) => vec![text.clone()],
        Some(RawKind::List(items)) => items
            .iter()
            .filter_map(|item| match &item.kind {
                RawKind::Scalar(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}
