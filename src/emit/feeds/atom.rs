//! A feed as Atom 1.0 (RFC 4287).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{Entry, Feed};
use crate::model::feed::FeedFormat;

/// The bytes of `feed` of the site at `root`.
pub(super) fn bytes(feed: &Feed, root: &str) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let head = [
        ("xmlns", "http://www.w3.org/2005/Atom"),
        ("xml:lang", &feed.lang),
    ];
    writer.write_event(Event::Start(BytesStart::new("feed").with_attributes(head)))?;
    text(&mut writer, "id", &feed.id)?;
    text(&mut writer, "title", &feed.title)?;
    text(&mut writer, "updated", &feed.updated)?;
    writer.write_event(Event::Start(BytesStart::new("author")))?;
    text(&mut writer, "name", &feed.author)?;
    writer.write_event(Event::End(BytesEnd::new("author")))?;
    let own = FeedFormat::Atom.address(&feed.stem).absolute(root);
    link(&mut writer, "self", FeedFormat::Atom.media_type(), &own)?;
    link(&mut writer, "alternate", "text/html", &feed.page)?;
    text(&mut writer, "generator", "hakusho")?;
    for one in &feed.entries {
        entry(&mut writer, one)?;
    }
    writer.write_event(Event::End(BytesEnd::new("feed")))?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn entry(writer: &mut Writer<Vec<u8>>, entry: &Entry) -> io::Result<()> {
    writer.write_event(Event::Start(BytesStart::new("entry")))?;
    text(writer, "id", &entry.id)?;
    text(writer, "title", &entry.title)?;
    text(writer, "updated", &entry.updated)?;
    link(writer, "alternate", "text/html", &entry.url)?;
    writer
        .create_element("category")
        .with_attributes([("term", entry.kind.key()), ("label", entry.word)])
        .write_empty()?;
    text(writer, "summary", &entry.summary)?;
    writer.write_event(Event::End(BytesEnd::new("entry")))
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, media: &str, href: &str) -> io::Result<()> {
    writer
        .create_element("link")
        .with_attributes([("rel", rel), ("type", media), ("href", href)])
        .write_empty()
        .map(drop)
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, content: &str) -> io::Result<()> {
    let content: String = content.chars().filter(|c| is_xml(*c)).collect();
    writer
        .create_element(name)
        .write_text_content(BytesText::new(&content))
        .map(drop)
}

/// Whether a character may stand in XML at all, escaped or not.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n') || (!c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
}
