//! Inlines: text, links, images, and the HTML elements that authors may use.

use super::Writer;
use super::escape::external_url;
use crate::model::path::encode_fragment;
use crate::model::{Kind, Node, OutPath, PageId, Target};
use crate::text::math;

/// Elements without an end tag.
const VOID: [&str; 6] = ["br", "col", "hr", "img", "wbr", "input"];

impl Writer<'_> {
    pub(super) fn inline(&mut self, node: &Node) {
        match &node.kind {
            Kind::Text(text) => self.text(text),
            // A line end between Japanese characters is no space.
            Kind::SoftBreak(true) => {}
            Kind::SoftBreak(false) => self.out.push('\n'),
            Kind::HardBreak => self.out.push_str("<br>\n"),
            Kind::Emphasis => self.element("em", node),
            Kind::Strong => self.element("strong", node),
            Kind::Strikethrough => self.element("del", node),
            Kind::Math { text, display } => self.math(text, *display),
            Kind::Code(code) => {
                self.out.push_str("<code>");
                self.text(code);
                self.out.push_str("</code>");
            }
            Kind::Link { target, title } => self.link(node, target, title),
            Kind::Image { target, title } => self.image(node, target, title),
            Kind::FootnoteReference(index) => self.note_reference(*index),
            Kind::Element { name, attributes } => self.html_element(node, name, attributes),
            Kind::TrustedHtml(html) => self.out.push_str(html),
            // Blocks are printed by `node`, which calls this only for the rest.
            _ => self.nodes(&node.children),
        }
    }

    /// A formula: its letters are the converter's, so search reads the source instead. One on lines
    /// of its own scrolls where it is wider than the page, and the keyboard reaches it.
    fn math(&mut self, text: &str, display: bool) {
        let Ok(made) = math::mathml(text, display) else {
            return self.text(text);
        };
        if display {
            self.out
                .push_str("<span class=\"math-frame\" tabindex=\"0\" role=\"group\"");
            let label = self.setting.strings.get("formula").to_owned();
            self.attribute("aria-label", &label);
        } else {
            self.out.push_str("<span");
        }
        self.out.push_str(" data-search=\"off\">");
        self.out.push_str(&made);
        self.close("span");
    }

    /// The relative URL of a page or an anchor in it.
    fn page_href(&self, page: PageId, anchor: Option<&str>) -> String {
        let url = &self.setting.site.page(page).url;
        match anchor {
            Some(anchor) if url == self.setting.at => format!("#{}", encode_fragment(anchor)),
            Some(anchor) => format!(
                "{}#{}",
                self.setting.at.relative(url),
                encode_fragment(anchor)
            ),
            None => self.setting.at.relative(url),
        }
    }

    /// Address and class of a link; `None` when it leads nowhere.
    pub(super) fn destination(&self, target: &Target) -> Option<(String, &'static str)> {
        Some(match target {
            Target::Page(page, anchor) => (self.page_href(*page, anchor.as_deref()), ""),
            Target::Reference(edge) => {
                let edge = self.setting.site.edge(*edge);
                (self.page_href(edge.to, edge.anchor.as_deref()), "reference")
            }
            Target::Asset(path, None) => (self.setting.at.relative(path), ""),
            Target::Asset(path, Some(fragment)) => {
                let url = self.setting.at.relative(path);
                (format!("{url}#{}", external_url(fragment)), "")
            }
            Target::Edition(path, anchor) => {
                let url = self.setting.at.relative(path);
                let fragment = anchor
                    .as_deref()
                    .map(|a| format!("#{}", encode_fragment(a)));
                (url + &fragment.unwrap_or_default(), "reference")
            }
            Target::External(url) => (external_url(url), "external"),
            Target::Broken | Target::Unresolved { .. } => return None,
        })
    }

    fn link(&mut self, node: &Node, target: &Target, title: &str) {
        if self.in_link {
            return self.nodes(&node.children);
        }
        let Some((href, class)) = self.destination(target) else {
            self.out.push_str("<span");
            self.identity(node, "broken-link");
            self.out.push('>');
            self.nodes(&node.children);
            return self.close("span");
        };
        self.out.push_str("<a");
        self.identity(node, class);
        self.attribute("href", &href);
        if class == "external" {
            self.attribute("rel", "noopener");
        }
        if !title.is_empty() {
            self.attribute("title", title);
        }
        if node.children.is_empty() {
            // `[](address)`: nothing to see, but the keyboard stops here and must say where.
            self.attribute("aria-label", &href);
        }
        self.out.push('>');
        self.in_link = true;
        self.nodes(&node.children);
        self.in_link = false;
        self.close("a");
    }

    fn image(&mut self, node: &Node, target: &Target, title: &str) {
        let mut alt = String::new();
        plain_text(&node.children, &mut alt);
        let Target::Asset(path, _) = target else {
            return self.absent_image(target, &alt);
        };
        let src = self.setting.at.relative(path);
        self.out.push_str("<img");
        self.identity(node, "");
        self.attribute("src", &src);
        self.attribute("alt", &alt);
        if !title.is_empty() {
            self.attribute("title", title);
        }
        if let Some((width, height)) = self.image_size(node, path) {
            self.attribute("width", &width);
            self.attribute("height", &height);
        }
        // The first one is likely in view when the page opens.
        let is_first = !std::mem::replace(&mut self.has_image, true);
        self.out.push_str(match is_first {
            true => " decoding=\"async\">",
            false => " loading=\"lazy\" decoding=\"async\">",
        });
    }

    /// What the author says of its size, else what the file says.
    pub(super) fn image_size(&self, node: &Node, path: &OutPath) -> Option<(String, String)> {
        let pairs = node.attributes.as_ref().map_or(&[][..], |a| &a.pairs);
        let given = |name: &str| {
            let (_, value, _) = pairs.iter().find(|(key, _, _)| key == name)?;
            let is_number = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
            is_number.then(|| value.clone())
        };
        if let (Some(width), Some(height)) = (given("width"), given("height")) {
            return Some((width, height));
        }
        let assets = &self.setting.site.assets;
        let at = assets.binary_search_by(|asset| asset.path.as_str().cmp(path.as_str()));
        let (width, height) = assets[at.ok()?].size?;
        Some((width.to_string(), height.to_string()))
    }

    /// An image of another site is not loaded (pages work offline and tell nobody that they are
    /// read): its alternative text links to it. One that does not exist leaves its text.
    fn absent_image(&mut self, target: &Target, alt: &str) {
        let destination = self.destination(target).filter(|_| !self.in_link);
        let words = if alt.is_empty() {
            self.setting.strings.get("image")
        } else {
            alt
        };
        match destination {
            Some((href, class)) => {
                self.out.push_str("<a data-search=\"off\"");
                self.attribute(
                    "class",
                    if class.is_empty() {
                        "image-link"
                    } else {
                        class
                    },
                );
                self.attribute("href", &href);
                self.attribute("rel", "noopener");
                self.out.push('>');
                self.text(words);
                self.close("a");
            }
            None => {
                self.out
                    .push_str("<span class=\"broken-link\" data-search=\"off\">");
                self.text(words);
                self.close("span");
            }
        }
    }

    fn html_element(&mut self, node: &Node, name: &str, attributes: &[(String, String)]) {
        let framed = name == "table";
        if framed {
            self.open_table_frame();
        }
        self.out.push('<');
        self.out.push_str(name);
        self.identity(node, "");
        for (key, value) in attributes {
            self.attribute(key, value);
        }
        self.out.push('>');
        if !VOID.contains(&name) {
            self.nodes(&node.children);
            self.close(name);
        }
        if framed {
            self.close_table_frame();
        }
    }
}

/// The text of inlines, for attributes.
pub(crate) fn plain_text(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match &node.kind {
            Kind::Text(text) | Kind::Code(text) | Kind::Math { text, .. } => out.push_str(text),
            Kind::SoftBreak(false) | Kind::HardBreak => out.push(' '),
            _ => plain_text(&node.children, out),
        }
    }
}
