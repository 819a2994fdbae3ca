//! Links and images: where they lead, and where that is written.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, Tag};

use crate::diag::{Code, Diagnostic, Span};
use crate::model::Kind;
use crate::parse::{urls, wikilinks};

use super::{Reader, Start};

impl<'r> Reader<'r, '_, '_> {
    /// Opens a link or an image, or prints it as text (`None`) where it must not be one.
    pub(super) fn link_or_image(&mut self, tag: Tag<'r>, range: &Range<usize>) -> Option<Start> {
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => self.link(link_type, &dest_url, &title, &id, range),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => self.image(link_type, &dest_url, &title, range),
            _ => Some(Start::Flat),
        }
    }

    fn link(
        &mut self,
        link_type: LinkType,
        href: &CowStr<'r>,
        title: &CowStr<'r>,
        id: &str,
        range: &Range<usize>,
    ) -> Option<Start> {
        let span = self.span(range);
        let written = &self.source[range.clone()];
        let mut address = self.original(href).to_owned();
        let mut literal = false;
        match link_type {
            LinkType::ReferenceUnknown if self.labels.is_number_list(id) => {
                let first = written.split(']').next().unwrap_or_default();
                let first = first.trim_start_matches('[');
                if self.labels.is_number_list(first) {
                    self.tree.input.report(
                        Diagnostic::new(Code::MergedReferences, span)
                            .arg("first", first)
                            .arg("second", id)
                            .help("separate"),
                    );
                    literal = true;
                }
            }
            LinkType::ShortcutUnknown => address = wikilinks::address(&address).to_owned(),
            LinkType::Email => address = format!("mailto:{address}"),
            LinkType::Autolink if !urls::allowed(self.tree.input, &address) => {
                let _ = urls::target(self.tree.input, &address, span);
                literal = true;
            }
            _ => {}
        }
        if literal {
            self.literal(range);
            return None;
        }
        if self.tree.inside_link() {
            return Some(Start::Flat);
        }
        let place = self.destination(link_type, href, id, range);
        let kind = Kind::Link {
            target: urls::target(self.tree.input, &address, place),
            title: self.original(title).to_owned(),
        };
        Some(self.inline(kind, span))
    }

    fn image(
        &mut self,
        link_type: LinkType,
        src: &CowStr<'r>,
        title: &CowStr<'r>,
        range: &Range<usize>,
    ) -> Option<Start> {
        // `![(8)]`: a record is no picture.
        if matches!(
            link_type,
            LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown
        ) {
            self.literal(range);
            return None;
        }
        let place = self.destination(link_type, src, "", range);
        let kind = Kind::Image {
            target: urls::target(self.tree.input, self.original(src), place),
            title: self.original(title).to_owned(),
        };
        Some(self.inline(kind, self.span(range)))
    }

    /// Prints what was written.
    fn literal(&mut self, range: &Range<usize>) {
        let (start, end) = (self.base + range.start, self.base + range.end);
        self.tree.text(&self.source[range.clone()], start..end);
    }

    /// Where a link's destination or label stands; the whole link where that cannot be told.
    fn destination(
        &self,
        link_type: LinkType,
        href: &CowStr<'r>,
        id: &str,
        range: &Range<usize>,
    ) -> Span {
        let inner = match link_type {
            LinkType::Autolink | LinkType::Email | LinkType::ShortcutUnknown => {
                Some(range.start + 1..range.end.saturating_sub(1))
            }
            LinkType::ReferenceUnknown => self.source[range.clone()]
                .rfind(id)
                .map(|i| range.start + i..range.start + i + id.len()),
            _ => self.offset(href).map(|at| at..at + href.len()),
        };
        self.span(&inner.unwrap_or(range.clone()))
    }

    /// The source's text where the parser hands out a piece of the shadow.
    pub(super) fn original<'s>(&self, text: &'s CowStr<'r>) -> &'s str
    where
        'r: 's,
    {
        match self.offset(text) {
            Some(at) => &self.source[at..at + text.len()],
            None => text,
        }
    }

    /// The offset in the source of a string that is a piece of the parsed text.
    fn offset(&self, text: &CowStr<'r>) -> Option<usize> {
        let CowStr::Borrowed(text) = text else {
            return None;
        };
        let at = (text.as_ptr() as usize).checked_sub(self.parsed.as_ptr() as usize)?;
        (!text.is_empty() && at + text.len() <= self.parsed.len()).then_some(at)
    }
}
