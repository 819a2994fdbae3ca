//! Puts raw HTML into the tree: allowed elements become nodes, everything else is shown as the
//! text it is, with a diagnostic. Comments are the author's notes and vanish.

mod node;
mod text;

use crate::diag::{Code, Diagnostic, Span};

use super::elements::{self, Content, Role, Spec};
use super::html::{self, Piece, Tag};
use super::tree::{Origin, Tree};

pub(super) use text::Raw;
use text::lines;

/// Puts a block of HTML into the tree. Elements may stay open for the Markdown that follows.
pub(super) fn block(tree: &mut Tree, raw: &Raw) {
    let mut at = 0;
    while at < raw.text.len() {
        at = match html::next_piece(raw.text, at) {
            Piece::Text(range) => {
                lines(tree, raw, range.start, range.end, true);
                range.end
            }
            Piece::Comment(range) => range.end,
            Piece::Other(range) => {
                refuse(tree, raw, range.start, range.end, &raw.text[range.clone()]);
                range.end
            }
            Piece::Tag(range) => {
                let end = range.end;
                match tag(tree, raw, range.start, range.end) {
                    // What a script holds is not HTML: it is shown up to its end tag.
                    Some(name) => {
                        let end = end + raw_end(&raw.text[end..], name);
                        lines(tree, raw, range.end, end, false);
                        tree.refused.remove(name);
                        end
                    }
                    None => end,
                }
            }
        };
    }
    // A paragraph made for the text of this block ends with it, and what is open inside.
    let implied = tree
        .frames
        .iter()
        .rev()
        .take_while(|f| matches!(f.origin, Origin::Implied | Origin::Html(_)))
        .position(|f| f.origin == Origin::Implied);
    for _ in 0..implied.map_or(0, |above| above + 1) {
        tree.close_reporting();
    }
}

/// Puts one piece of inline HTML into the tree.
pub(super) fn inline(tree: &mut Tree, raw: &Raw) {
    if raw.text.starts_with("<!--") {
        return;
    }
    tag(tree, raw, 0, raw.text.len());
}

/// Handles the tag at `start..end`; the name of a refused element whose content is not HTML is
/// given back.
fn tag(tree: &mut Tree, raw: &Raw, start: usize, end: usize) -> Option<&'static str> {
    let text = &raw.text[start..end];
    let Some(tag) = html::read_tag(text) else {
        refuse(tree, raw, start, end, text);
        return None;
    };
    let span = tree.input.span(raw.source(start)..raw.source(end));
    let known = elements::find(&tag.name);
    if tag.is_end && tag.name != "br" {
        if !known.is_some_and(|spec| end_tag(tree, spec, span)) {
            report_stray_end(tree, &tag, span, text);
            lines(tree, raw, start, end, false);
        }
        return None;
    }
    let placed = known.map(|spec| start_tag(tree, spec, &tag, span, text));
    if placed == Some(true) {
        return None;
    }
    report_refused(tree, span, text, placed.map(|_| "misplaced"));
    lines(tree, raw, start, end, false);
    if known.is_none_or(|spec| spec.content != Content::Void) && !tag.self_closing {
        *tree.refused.entry(tag.name.clone()).or_default() += 1;
    }
    elements::RAW.into_iter().find(|name| *name == tag.name)
}

/// Opens an element; `false` when it may not stand here.
fn start_tag(tree: &mut Tree, spec: &'static Spec, tag: &Tag, span: Span, text: &str) -> bool {
    if let Some((closes, stops)) = elements::implied_ends(spec.name) {
        while close_open(tree, closes, stops) {}
    } else if spec.role == Role::Block {
        close_open(tree, &["p"], &[]);
        if tree.top().origin == Origin::Implied {
            tree.close();
        }
    }
    if !may_stand(tree, spec) {
        return false;
    }
    if spec.role != Role::Inline {
        tree.end_line();
    }
    let is_void = spec.content == Content::Void;
    if !tree.fits(if is_void { 2 } else { 3 }, span) {
        return true;
    }
    let node = node::make(tree, spec, tag, span, text);
    if spec.role == Role::Inline {
        tree.begin_inline(span);
    }
    if is_void || tag.self_closing {
        tree.push(node);
    } else {
        tree.open(node, spec.content, Origin::Html(spec.name));
    }
    true
}

/// Closes the innermost element of `closes` that is not outside Markdown or an element of
/// `stops`, with all that is open in it.
fn close_open(tree: &mut Tree, closes: &[&str], stops: &[&str]) -> bool {
    let found = tree
        .frames
        .iter()
        .rev()
        .map_while(|f| match f.origin {
            Origin::Html(name) if !stops.contains(&name) => Some(closes.contains(&name)),
            Origin::Implied => Some(false),
            _ => None,
        })
        .position(|closes| closes);
    let Some(above) = found else {
        return false;
    };
    // A block ends the paragraph around it, but not one in another box further out.
    let crosses_box = closes == ["p"]
        && tree.frames[tree.frames.len() - above..]
            .iter()
            .any(|f| f.content != Content::Phrasing);
    if crosses_box {
        return false;
    }
    for _ in 0..=above {
        tree.close_reporting();
    }
    true
}

/// Whether an element may stand in the innermost open node.
fn may_stand(tree: &mut Tree, spec: &Spec) -> bool {
    let top = tree.top();
    let is_heading = matches!(spec.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    match spec.role {
        Role::Part(parents) => {
            matches!(top.origin, Origin::Html(name) if parents.contains(&name))
        }
        Role::Block => {
            matches!(top.content, Content::Blocks | Content::Flow)
                || (is_heading && top.origin == Origin::Html("summary"))
        }
        Role::Inline => tree.takes_text() && !(spec.name == "a" && tree.inside_link()),
    }
}

/// Handles an end tag; `false` when nothing of that name is open here.
fn end_tag(tree: &mut Tree, spec: &Spec, span: Span) -> bool {
    let found = tree
        .frames
        .iter()
        .rev()
        .map_while(|f| match f.origin {
            Origin::Html(name) => Some(name == spec.name),
            Origin::Implied => Some(false),
            _ => None,
        })
        .position(|same| same);
    let Some(above) = found else {
        return false;
    };
    for _ in 0..above {
        tree.close_reporting();
    }
    tree.top().node.span.end = span.end;
    tree.close();
    true
}

/// Reports an end tag that ends nothing, unless its start was reported or fell to the limit.
fn report_stray_end(tree: &mut Tree, tag: &Tag, span: Span, text: &str) {
    if let Some(count) = tree.refused.get_mut(&tag.name).filter(|n| **n > 0) {
        *count -= 1;
    } else if elements::find(&tag.name).is_none() {
        report_refused(tree, span, text, None);
    } else if !tree.was_too_deep() {
        let diagnostic = Diagnostic::new(Code::UnbalancedHtml, span)
            .arg("name", tag.name.as_str())
            .help("stray");
        tree.input.report(diagnostic);
    }
}

fn refuse(tree: &mut Tree, raw: &Raw, start: usize, end: usize, text: &str) {
    let span = tree.input.span(raw.source(start)..raw.source(end));
    report_refused(tree, span, text, None);
    lines(tree, raw, start, end, false);
}

fn report_refused(tree: &mut Tree, span: Span, text: &str, help: Option<&'static str>) {
    let name: String = text
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!' | '?' | '-'))
        .collect();
    let diagnostic = Diagnostic::new(Code::DisallowedHtml, span)
        .arg("name", name)
        .help(help.unwrap_or("elements"));
    tree.input.report(diagnostic);
}

/// Where the end tag of a raw-text element ends in `text`; all of it without one.
fn raw_end(text: &str, name: &str) -> usize {
    let closes = |(i, _): &(usize, &str)| {
        let rest = text.as_bytes().get(i + 2..i + 2 + name.len());
        rest.is_some_and(|rest| rest.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</")
        .find(closes)
        .and_then(|(start, _)| text[start..].find('>').map(|i| start + i + 1))
        .unwrap_or(text.len())
}
