//! What a stretch of text has beside its words: where its links lead, its images, its readings.

use crate::model::document::Admonition;
use crate::model::{Kind, Node, Target, plain_text};

/// Adds to `found` what `nodes` have beside their words, in order: `link measure:m08`,
/// `image a.png 代替`, `ruby かんじ`. Lists and blocks of code in them are units of their own.
pub(super) fn details(
    nodes: &[Node],
    target_of: &dyn Fn(&Target) -> Option<String>,
    found: &mut Vec<String>,
) {
    for node in nodes {
        match &node.kind {
            Kind::List { .. } | Kind::CodeBlock { .. } => continue,
            Kind::Link { target, .. } => {
                found.extend(target_of(target).map(|to| format!("link {to}")));
            }
            Kind::Image { target, .. } => {
                let file = target_of(target).unwrap_or_default();
                let words = plain_text_of(&node.children);
                found.push(format!("image {file} {words}").trim_end().to_owned());
            }
            Kind::Element { name, .. } if name == "rt" => {
                found.push(format!("ruby {}", plain_text_of(&node.children)));
            }
            _ => {}
        }
        if !matches!(node.kind, Kind::Image { .. }) {
            details(&node.children, target_of, found);
        }
    }
}

/// The kind of a remark that is set apart: `remark warning`.
pub(super) fn admonition(kind: Admonition) -> String {
    let word = match kind {
        Admonition::Note => "note",
        Admonition::Tip => "tip",
        Admonition::Important => "important",
        Admonition::Warning => "warning",
        Admonition::Caution => "caution",
    };
    format!("remark {word}")
}

fn plain_text_of(nodes: &[Node]) -> String {
    nodes.iter().map(plain_text).collect()
}
