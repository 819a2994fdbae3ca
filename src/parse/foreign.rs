//! Blocks in the syntax of other tools, which is shown as text: whoever moves a
//! folder here should not have to find them on the pages.

use crate::diag::{Code, Diagnostic};
use crate::model::{Kind, Node};

use super::Input;

/// The signs, and what to write in their place: a help key of `foreign-syntax`.
const SIGNS: [(&str, &str); 11] = [
    ("!!! ", "box"),
    ("??? ", "box"),
    ("???+ ", "box"),
    (":::", "box"),
    ("=== \"", "tabs"),
    ("--8<-- ", "include"),
    ("{{<", "template"),
    ("{{%", "template"),
    ("{%", "template"),
    ("[TOC]", "contents"),
    ("[[_TOC_]]", "contents"),
];

/// Directives of MyST and reStructuredText that are boxes.
const BOXES: [&str; 11] = [
    "admonition",
    "attention",
    "caution",
    "danger",
    "error",
    "hint",
    "important",
    "note",
    "seealso",
    "tip",
    "warning",
];

/// Reports them in the blocks.
pub(super) fn report(nodes: &[Node], input: &mut Input) {
    for node in nodes {
        match node.kind {
            Kind::Paragraph => {
                paragraph(node, input);
                images(&node.children, input);
            }
            Kind::CodeBlock { .. } => fence(node, input),
            _ => {
                images(&node.children, input);
                report(&node.children, input);
            }
        }
    }
}

fn paragraph(node: &Node, input: &mut Input) {
    let text = input.slice(node.span);
    let first = text.lines().next().unwrap_or_default().trim_end();
    let Some((sign, help)) = SIGNS.iter().find(|(sign, _)| first.starts_with(sign)) else {
        return;
    };
    let is_alone = text.trim_end() == *sign;
    // A line of `:::` alone ends a box, and a table of contents is a paragraph of its own.
    if first.trim_matches(':').is_empty() || (*help == "contents" && !is_alone) {
        return;
    }
    tell(
        node,
        first.len(),
        sign.trim_end_matches([' ', '"']),
        help,
        input,
    );
}

/// ```` ```{note} ````: a directive, of which only the words inside would be shown, as code.
fn fence(node: &Node, input: &mut Input) {
    let text = input.slice(node.span);
    let first = text.lines().next().unwrap_or_default().trim_end();
    let info = first.trim_start_matches(['`', '~']).trim_start();
    let directive = info.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    let Some((name, _)) = directive else { return };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
    let is_fenced = info.len() < first.len();
    let is_directive =
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_name);
    // That one is ours.
    if !is_fenced || !is_directive || name == "include" {
        return;
    }
    let help = match BOXES.contains(&name) {
        true => "box",
        false => "directive",
    };
    let sign = format!("```{{{name}}}");
    tell(node, first.len(), &sign, help, input);
}

/// `![](a.png){ width=300 }`: the list behind an image.
fn images(nodes: &[Node], input: &mut Input) {
    for pair in nodes.windows(2) {
        let (Kind::Image { .. }, Kind::Text(text)) = (&pair[0].kind, &pair[1].kind) else {
            continue;
        };
        let list = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let is_list = list.is_some_and(|(list, _)| {
            let mut words = list.split_whitespace().peekable();
            words.peek().is_some()
                && words.all(|word| word.starts_with(['.', '#', ':']) || word.contains('='))
        });
        if input.escaped(pair[1].span.start as usize) {
            continue;
        }
        if let (true, Some((list, _))) = (is_list, list) {
            let sign = format!("{{{list}}}");
            tell(&pair[1], sign.len(), &sign, "image", input);
        }
    }
}

/// Reports the first `length` bytes of `node`.
fn tell(node: &Node, length: usize, sign: &str, help: &'static str, input: &mut Input) {
    let start = node.span.start as usize;
    let at = input.span(start..start + length);
    let problem = Diagnostic::new(Code::ForeignSyntax, at).arg("sign", sign);
    input.report(problem.help(help));
}
