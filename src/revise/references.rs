//! The links of all texts that lead to records.

use std::collections::BTreeMap;

use super::State;
use crate::diag::{SourceMap, Span};
use crate::model::{Kind, Node, Page, PageId, Site, Target};

/// A link to a record, or to a translation of it.
pub(super) struct Reference {
    /// The page that it stands on; of an included text, one of those that include it.
    pub(super) page: PageId,
    /// The record.
    pub(super) to: PageId,
    /// The whole link, or the bare number.
    pub(super) span: Span,
    /// What it prints, as far as that stands in the source as it is.
    pub(super) texts: Vec<(Span, String)>,
    /// What its author wrote to say where it leads; `None` for a number that links by itself, also
    /// one of several in a pair of brackets.
    pub(super) written: Option<Destination>,
    /// The whole pair of brackets of which it is one number.
    pub(super) list: Option<Span>,
}

/// What an author wrote to say where a link leads.
pub(super) struct Destination {
    /// Entities and escapes decoded.
    pub(super) href: String,
    /// Where it stands; `None` where it does not stand in the source as it is.
    pub(super) place: Option<Span>,
}

/// Every reference, in order of the pages and of their places.
pub(super) fn all(state: State<'_>) -> Vec<Reference> {
    let mut found = Vec::new();
    for (at, page) in state.site.pages.iter().enumerate() {
        let Some(document) = &page.document else {
            continue;
        };
        let mut written = BTreeMap::new();
        if let Some(parsed) = state.documents.get(&document.file) {
            each_root(&parsed.blocks, &parsed.footnotes, &mut |node| {
                destinations(node, state.map, &mut written);
            });
        }
        let mut collector = Collector {
            page: PageId(at),
            site: state.site,
            map: state.map,
            written: &written,
            found: &mut found,
        };
        each_root(&document.blocks, &document.footnotes, &mut |node| {
            collector.collect(node);
        });
    }
    found
}

fn each_root<'n>(
    blocks: &'n [Node],
    notes: &'n [crate::model::document::Footnote],
    visit: &mut dyn FnMut(&'n Node),
) {
    let notes = notes.iter().flat_map(|note| &note.blocks);
    blocks.iter().chain(notes).for_each(visit);
}

/// The places of all links, with what was written there.
fn destinations(node: &Node, map: &SourceMap, found: &mut BTreeMap<Span, (String, Option<Span>)>) {
    if let Kind::Link {
        target: Target::Unresolved { href, span },
        ..
    } = &node.kind
    {
        // Behind the name there may be what is printed: `[[measure:m08|text]]`.
        let place = map.slice(*span).starts_with(href).then(|| {
            let start = span.start as usize;
            Span::new(span.file, start, start + href.len())
        });
        found.insert(node.span, (href.clone(), place));
    }
    let children = node.children.iter();
    children.for_each(|child| destinations(child, map, found));
}

struct Collector<'c> {
    page: PageId,
    site: &'c Site,
    map: &'c SourceMap,
    written: &'c BTreeMap<Span, (String, Option<Span>)>,
    found: &'c mut Vec<Reference>,
}

impl Collector<'_> {
    fn collect(&mut self, node: &Node) {
        if let Kind::Link { target, .. } = &node.kind
            && let Some(to) = self.record(target)
        {
            let mut texts = Vec::new();
            self.texts(node, &mut texts);
            let written = self.written.get(&node.span);
            self.found.push(Reference {
                page: self.page,
                to,
                span: node.span,
                texts,
                written: written.map(|(href, place)| Destination {
                    href: href.clone(),
                    place: *place,
                }),
                list: self.list(node.span).filter(|_| written.is_none()),
            });
        }
        node.children.iter().for_each(|child| self.collect(child));
    }

    fn record(&self, target: &Target) -> Option<PageId> {
        let page = match target {
            Target::Reference(edge) => self.site.edge(*edge).to,
            Target::Page(page, _) => *page,
            _ => return None,
        };
        let original = original(self.site.page(page)).unwrap_or(page);
        self.site.page(original).record.as_ref().map(|_| original)
    }

    /// The link that was taken apart into numbers, of which one stands at `span`.
    fn list(&self, span: Span) -> Option<Span> {
        let (outer, _) = self.written.range(..span).next_back()?;
        (outer.file == span.file && outer.end > span.end).then_some(*outer)
    }

    fn texts(&self, node: &Node, found: &mut Vec<(Span, String)>) {
        for child in &node.children {
            match &child.kind {
                Kind::Text(text) if self.map.slice(child.span) == text => {
                    found.push((child.span, text.clone()));
                }
                _ => self.texts(child, found),
            }
        }
    }
}

/// What a translation translates.
pub(super) fn original(page: &Page) -> Option<PageId> {
    page.language.as_ref()?;
    page.translations.first().copied()
}
