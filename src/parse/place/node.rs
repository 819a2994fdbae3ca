//! The node of an HTML element, with the attributes that authors may set.

use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Kind, Node};
use crate::parse::elements::{GLOBAL, Spec};
use crate::parse::html::Tag;
use crate::parse::tree::{Tree, attributes};
use crate::parse::urls;

/// What an element's author said about it, allowed attributes only.
#[derive(Default)]
struct Given {
    id: Option<String>,
    classes: Vec<String>,
    /// The rest in source order.
    others: Vec<(String, String)>,
}

impl Given {
    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.others.iter().position(|(n, _)| n == name)?;
        Some(self.others.remove(at).1)
    }
}

fn read_attributes(tree: &mut Tree, spec: &Spec, tag: &Tag, span: Span, text: &str) -> Given {
    let mut given = Given::default();
    for (name, value) in &tag.attributes {
        let known = GLOBAL.contains(&name.as_str()) || spec.attributes.contains(&name.as_str());
        if !known {
            let place = attribute_place(tree, span, text, name);
            let diagnostic = Diagnostic::new(Code::DisallowedAttribute, place)
                .arg("name", name.as_str())
                .help("html");
            tree.input.report(diagnostic);
            continue;
        }
        match name.as_str() {
            "id" | "name" if given.id.is_none() => {
                let id = value.trim();
                if !id.is_empty() && !id.contains(char::is_whitespace) {
                    given.id = Some(id.to_owned());
                }
            }
            "id" | "name" => {}
            "class" => given.classes = value.split_whitespace().map(str::to_owned).collect(),
            _ => given.others.push((name.clone(), value.clone())),
        }
    }
    given
}

/// Where an attribute's name stands in its tag; the tag where that cannot be told.
fn attribute_place(tree: &Tree, span: Span, text: &str, name: &str) -> Span {
    value_place(tree, span, &text.to_ascii_lowercase(), name)
}

/// Where `part` stands in the tag `text`; the tag where that cannot be told.
fn value_place(tree: &Tree, span: Span, text: &str, part: &str) -> Span {
    let is_whole = tree.input.slice(span).eq_ignore_ascii_case(text);
    match text.find(part) {
        Some(i) if is_whole && !part.is_empty() => {
            let start = span.start as usize + i;
            tree.input.span(start..start + part.len())
        }
        _ => span,
    }
}

/// The node of an element: a native one where its shape allows, so that later stages see one kind
/// of heading, list or link.
pub(super) fn make(tree: &mut Tree, spec: &Spec, tag: &Tag, span: Span, text: &str) -> Node {
    let mut given = read_attributes(tree, spec, tag, span, text);
    let mut children = Vec::new();
    let mut size = Vec::new();
    let kind = match spec.name {
        "a" if given.others.iter().any(|(n, _)| n == "href") => {
            let href = given.take("href").unwrap_or_default();
            let place = value_place(tree, span, text, &href);
            Kind::Link {
                target: urls::target(tree.input, &href, place),
                title: given.take("title").unwrap_or_default(),
            }
        }
        "img" => {
            let src = given.take("src").unwrap_or_default();
            match given.take("alt") {
                // Said to be an ornament.
                Some(alt) if alt.is_empty() => size.push(("alt".to_owned(), alt, span)),
                Some(alt) => children.push(Node::leaf(Kind::Text(alt), span)),
                None => {}
            }
            for name in ["width", "height"] {
                size.extend(given.take(name).map(|v| (name.to_owned(), v, span)));
            }
            let place = value_place(tree, span, text, &src);
            Kind::Image {
                target: urls::target(tree.input, &src, place),
                title: given.take("title").unwrap_or_default(),
            }
        }
        "br" => Kind::HardBreak,
        "hr" => Kind::Rule,
        name => native(name, &mut given).unwrap_or_else(|| Kind::Element {
            name: name.to_owned(),
            attributes: std::mem::take(&mut given.others),
        }),
    };
    let mut attributes = attributes(given.id, given.classes);
    if !size.is_empty() {
        attributes.get_or_insert_default().pairs = size;
    }
    Node {
        kind,
        span,
        attributes,
        children,
    }
}

/// The Markdown counterpart of an element that carries nothing which Markdown's lacks.
fn native(name: &str, given: &mut Given) -> Option<Kind> {
    if name == "ol" && given.others.len() == 1 && given.others[0].0 == "start" {
        let start = given.others[0].1.trim().parse().ok()?;
        given.others.clear();
        return Some(Kind::List {
            start: Some(start),
            tight: true,
        });
    }
    if !given.others.is_empty() {
        return None;
    }
    Some(match name {
        "p" => Kind::Paragraph,
        "blockquote" => Kind::Quote,
        "em" => Kind::Emphasis,
        "strong" => Kind::Strong,
        "li" => Kind::Item(None),
        "ul" | "ol" => Kind::List {
            start: (name == "ol").then_some(1),
            tight: true,
        },
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        _ => return None,
    })
}
