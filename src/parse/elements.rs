//! The HTML that authors may write: elements, attributes, and what may stand inside what.

use self::Content::{Blocks, Columns, Definitions, Flow, Items, Phrasing, Row, Rows, Table, Void};
use self::Role::{Block, Inline, Part};

/// What a node takes as children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Blocks; text between them becomes a paragraph.
    Blocks,
    /// Blocks and text side by side.
    Flow,
    /// Text and inline elements.
    Phrasing,
    /// `li`.
    Items,
    /// `dt` and `dd`.
    Definitions,
    /// Captions, column groups, row groups, rows.
    Table,
    /// Rows.
    Rows,
    /// Cells.
    Row,
    /// `col`.
    Columns,
    /// Nothing; there is no end tag.
    Void,
}

/// Where an element may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Wherever text may.
    Inline,
    /// Wherever a paragraph may.
    Block,
    /// Only in these elements.
    Part(&'static [&'static str]),
}

/// One allowed element.
#[derive(Debug)]
pub(super) struct Spec {
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) content: Content,
    /// Attributes besides [`GLOBAL`].
    pub(super) attributes: &'static [&'static str],
    /// HTML lets authors leave the end tag out.
    pub(super) optional_end: bool,
}

/// Attributes that every element may carry.
pub(super) const GLOBAL: [&str; 5] = ["class", "id", "lang", "dir", "title"];

/// Elements whose content is not HTML: when one is refused, all of it is shown as it stands.
pub(super) const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes",
];

const fn spec(name: &'static str, role: Role, content: Content) -> Spec {
    Spec {
        name,
        role,
        content,
        attributes: &[],
        optional_end: false,
    }
}

impl Spec {
    const fn with(mut self, attributes: &'static [&'static str]) -> Spec {
        self.attributes = attributes;
        self
    }

    const fn optional_end(mut self) -> Spec {
        self.optional_end = true;
        self
    }
}

const CELL: &[&str] = &["colspan", "rowspan", "scope", "headers"];
const GROUPS: &[&str] = &["table", "thead", "tbody", "tfoot"];

/// Every allowed element.
static ELEMENTS: &[Spec] = &[
    spec("a", Inline, Phrasing).with(&["href", "name"]),
    spec("abbr", Inline, Phrasing),
    spec("b", Inline, Phrasing),
    spec("blockquote", Block, Blocks),
    spec("br", Inline, Void),
    spec("caption", Part(&["table"]), Phrasing).optional_end(),
    spec("cite", Inline, Phrasing),
    spec("code", Inline, Phrasing),
    spec("col", Part(&["colgroup"]), Void).with(&["span"]),
    spec("colgroup", Part(&["table"]), Columns)
        .with(&["span"])
        .optional_end(),
    spec("dd", Part(&["dl"]), Flow).optional_end(),
    spec("details", Block, Blocks).with(&["open"]),
    spec("dfn", Inline, Phrasing),
    spec("div", Block, Blocks),
    spec("dl", Block, Definitions),
    spec("dt", Part(&["dl"]), Phrasing).optional_end(),
    spec("em", Inline, Phrasing),
    spec("figcaption", Part(&["figure"]), Flow),
    spec("figure", Block, Flow),
    spec("h1", Block, Phrasing),
    spec("h2", Block, Phrasing),
    spec("h3", Block, Phrasing),
    spec("h4", Block, Phrasing),
    spec("h5", Block, Phrasing),
    spec("h6", Block, Phrasing),
    spec("hr", Block, Void),
    spec("i", Inline, Phrasing),
    spec("img", Inline, Void).with(&["src", "alt", "width", "height"]),
    spec("kbd", Inline, Phrasing),
    spec("li", Part(&["ul", "ol"]), Flow)
        .with(&["value"])
        .optional_end(),
    spec("mark", Inline, Phrasing),
    spec("ol", Block, Items).with(&["start", "reversed", "type"]),
    spec("p", Block, Phrasing).optional_end(),
    spec("pre", Block, Phrasing),
    spec("q", Inline, Phrasing),
    spec("rp", Part(&["ruby"]), Phrasing).optional_end(),
    spec("rt", Part(&["ruby"]), Phrasing).optional_end(),
    spec("ruby", Inline, Phrasing),
    spec("s", Inline, Phrasing),
    spec("samp", Inline, Phrasing),
    spec("small", Inline, Phrasing),
    spec("span", Inline, Phrasing),
    spec("strong", Inline, Phrasing),
    spec("sub", Inline, Phrasing),
    spec("summary", Part(&["details"]), Phrasing),
    spec("sup", Inline, Phrasing),
    spec("table", Block, Table),
    spec("tbody", Part(&["table"]), Rows).optional_end(),
    spec("td", Part(&["tr"]), Flow).with(CELL).optional_end(),
    spec("tfoot", Part(&["table"]), Rows).optional_end(),
    spec("th", Part(&["tr"]), Flow).with(CELL).optional_end(),
    spec("thead", Part(&["table"]), Rows).optional_end(),
    spec("time", Inline, Phrasing).with(&["datetime"]),
    spec("tr", Part(GROUPS), Row).optional_end(),
    spec("u", Inline, Phrasing),
    spec("ul", Block, Items),
    spec("var", Inline, Phrasing),
    spec("wbr", Inline, Void),
];

/// The element of that lower-case name, if authors may use it.
pub(super) fn find(name: &str) -> Option<&'static Spec> {
    let index = ELEMENTS.binary_search_by(|spec| spec.name.cmp(name)).ok()?;
    Some(&ELEMENTS[index])
}

/// Which open elements a start tag ends without an end tag of theirs, and how far up it looks.
pub(super) fn implied_ends(
    name: &str,
) -> Option<(&'static [&'static str], &'static [&'static str])> {
    Some(match name {
        "li" => (&["li"], &["ul", "ol"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr", "caption", "colgroup"], &["table"]),
        "thead" | "tbody" | "tfoot" => (
            &["thead", "tbody", "tfoot", "caption", "colgroup", "tr"],
            &["table"],
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::INLINE_ELEMENTS;

    #[test]
    fn the_table_is_sorted_and_holds_nothing_that_runs() {
        assert!(ELEMENTS.windows(2).all(|w| w[0].name < w[1].name));
        for name in ["script", "style", "svg", "math", "iframe", "form", "object"] {
            assert!(find(name).is_none(), "{name}");
        }
        let inline = ELEMENTS.iter().filter(|spec| spec.role == Inline);
        assert!(
            inline
                .map(|spec| spec.name)
                .eq(INLINE_ELEMENTS.iter().copied())
        );
        let attributes = ELEMENTS.iter().flat_map(|s| s.attributes);
        for attribute in attributes.chain(&GLOBAL) {
            assert!(!attribute.starts_with("on") && *attribute != "style");
        }
    }
}
