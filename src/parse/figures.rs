//! An image that stands alone in its paragraph and has a title is a figure with that caption.
//!
//! The tree is that of `<figure>` with a `<figcaption>`.

use crate::model::{Kind, Node};

use super::Input;

/// Turns the captioned images in the blocks into figures.
pub(super) fn apply(nodes: &mut [Node], input: &Input) {
    for node in nodes {
        if node.kind == Kind::Paragraph {
            if let [image] = node.children.as_mut_slice()
                && let Some(caption) = caption(image, input)
            {
                node.kind = element("figure");
                node.children.push(caption);
            }
        } else {
            apply(&mut node.children, input);
        }
    }
}

/// Takes the title off an image that has one.
fn caption(image: &mut Node, input: &Input) -> Option<Node> {
    let Kind::Image { title, .. } = &mut image.kind else {
        return None;
    };
    if title.trim().is_empty() {
        return None;
    }
    let title = std::mem::take(title);
    let source = input.slice(image.span);
    let span = match source.rfind(&title) {
        Some(at) => {
            let start = image.span.start as usize + at;
            input.span(start..start + title.len())
        }
        None => image.span,
    };
    let mut caption = Node::leaf(element("figcaption"), span);
    caption.children.push(Node::leaf(Kind::Text(title), span));
    Some(caption)
}

fn element(name: &str) -> Kind {
    Kind::Element {
        name: name.to_owned(),
        attributes: Vec::new(),
    }
}
