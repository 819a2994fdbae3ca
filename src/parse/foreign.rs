//! Paragraphs that begin with the syntax of other tools, which is shown as text: whoever moves a
//! folder here should not have to find them on the pages.

use crate::diag::{Code, Diagnostic};
use crate::model::{Kind, Node};

use super::Input;

/// The signs, and what to write in their place: a help key of `foreign-syntax`.
const SIGNS: [(&str, &str); 9] = [
    ("!!! ", "box"),
    ("??? ", "box"),
    ("???+ ", "box"),
    (":::", "box"),
    ("=== \"", "tabs"),
    ("--8<-- ", "include"),
    ("{{<", "template"),
    ("{{%", "template"),
    ("{%", "template"),
];

/// Reports them in the blocks.
pub(super) fn report(nodes: &[Node], input: &mut Input) {
    for node in nodes {
        match node.kind {
            Kind::Paragraph => paragraph(node, input),
            _ => report(&node.children, input),
        }
    }
}

fn paragraph(node: &Node, input: &mut Input) {
    let start = node.span.start as usize;
    let text = input.slice(node.span);
    let first = text.lines().next().unwrap_or_default().trim_end();
    let Some((sign, help)) = SIGNS.iter().find(|(sign, _)| first.starts_with(sign)) else {
        return;
    };
    // A line of `:::` alone ends a box.
    if first.trim_matches(':').is_empty() {
        return;
    }
    let at = input.span(start..start + first.len());
    let problem =
        Diagnostic::new(Code::ForeignSyntax, at).arg("sign", sign.trim_end_matches([' ', '"']));
    input.report(problem.help(help));
}
