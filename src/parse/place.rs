//! Puts raw HTML into the tree: allowed elements become nodes, everything else is shown as the
//! text it is, with a diagnostic. Comments are the author's notes and vanish.

use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Kind, Node};

use super::elements::{self, Content, GLOBAL, Role, Spec};
use super::html::{self, Piece, Tag};
use super::tree::{Origin, Tree, attributes};
use super::urls;

/// Raw HTML with the place of each of its lines in the file.
pub(super) struct Raw<'t> {
    pub(super) text: &'t str,
    /// `(offset in text, offset in the file)`, ascending, the first at 0.
    pub(super) lines: &'t [(usize, usize)],
}

impl Raw<'_> {
    /// The offset in the file of byte `at` of the text.
    fn source(&self, at: usize) -> usize {
        let line = self
            .lines
            .partition_point(|(start, _)| *start <= at)
            .saturating_sub(1);
        self.lines
            .get(line)
            .map_or(0, |(start, source)| source + (at - start))
    }
}

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
                        let end = raw_end(&raw.text[end..], name).map_or(end, |i| end + i);
                        lines(tree, raw, range.end, end, false);
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
        let closed = known.is_some_and(|spec| end_tag(tree, spec, span));
        let cut_off = known.is_some() && tree.was_too_deep();
        if !closed && !cut_off {
            if let Some(i) = tree.refused.iter().rposition(|n| *n == tag.name) {
                tree.refused.remove(i);
            } else if known.is_some() {
                let diagnostic = Diagnostic::new(Code::UnbalancedHtml, span)
                    .arg("name", tag.name.as_str())
                    .help("stray");
                tree.input.report(diagnostic);
            } else {
                report_refused(tree, span, text, None);
            }
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
        tree.refused.push(tag.name.clone());
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
    let given = read_attributes(tree, spec, tag, span, text);
    let node = make(tree, spec, given, span);
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
    if tree.input.slice(span) != text {
        return span;
    }
    let lower = text.to_ascii_lowercase();
    lower.find(name).map_or(span, |i| {
        let start = span.start as usize + i;
        tree.input.span(start..start + name.len())
    })
}

/// The node of an element: a native one where its shape allows, so that later stages see one kind
/// of heading, list or link.
fn make(tree: &mut Tree, spec: &Spec, mut given: Given, span: Span) -> Node {
    let mut children = Vec::new();
    let mut size = Vec::new();
    let kind = match spec.name {
        "a" if given.others.iter().any(|(n, _)| n == "href") => {
            let href = given.take("href").unwrap_or_default();
            Kind::Link {
                target: urls::target(tree.input, &href, span),
                title: given.take("title").unwrap_or_default(),
            }
        }
        "img" => {
            let src = given.take("src").unwrap_or_default();
            if let Some(alt) = given.take("alt").filter(|alt| !alt.is_empty()) {
                children.push(Node::leaf(Kind::Text(alt), span));
            }
            for name in ["width", "height"] {
                size.extend(given.take(name).map(|v| (name.to_owned(), v, span)));
            }
            Kind::Image {
                target: urls::target(tree.input, &src, span),
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

/// Where the end tag of a raw-text element ends in `text`.
fn raw_end(text: &str, name: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let start = lower.find(&format!("</{name}"))?;
    Some(
        lower[start..]
            .find('>')
            .map_or(text.len(), |i| start + i + 1),
    )
}

/// Adds text with its line ends. Indentation and line-end white space go, as in a paragraph,
/// unless inside `pre`. With `decode`, character references stand for their characters.
fn lines(tree: &mut Tree, raw: &Raw, start: usize, end: usize, decode: bool) {
    let keep = tree.inside("pre");
    let mut at = start;
    for line in raw.text[start..end].split_inclusive('\n') {
        let next = at + line.len();
        let content = line.trim_end_matches(['\n', '\r']);
        let breaks = content.len() < line.len();
        if keep {
            characters(tree, raw, at, line, decode);
            at = next;
            continue;
        }
        let mut from = at;
        let mut text = content;
        if at == 0 || raw.text.as_bytes()[at - 1] == b'\n' {
            text = content.trim_start_matches([' ', '\t']);
            from += content.len() - text.len();
        }
        if breaks {
            text = text.trim_end_matches([' ', '\t']);
        }
        let is_blank = text.trim_matches([' ', '\t']).is_empty();
        if !is_blank || tree.ends_inline() {
            characters(tree, raw, from, text, decode);
        }
        if breaks && tree.ends_inline() {
            let source = raw.source(at + content.len());
            let span = tree.input.span(source..source + 1);
            tree.push(Node::leaf(Kind::SoftBreak(false), span));
        }
        at = next;
    }
}

/// Adds the text of one line, which stands at `at` in the raw HTML.
fn characters(tree: &mut Tree, raw: &Raw, at: usize, text: &str, decode: bool) {
    let add = |tree: &mut Tree, from: usize, to: usize, text: &str| {
        let source = raw.source(at + from);
        tree.text(text, source..source + (to - from));
    };
    let mut done = 0;
    if decode {
        for (amp, _) in text.match_indices('&') {
            if amp < done {
                continue;
            }
            let Some(length) = reference_length(&text[amp..]) else {
                continue;
            };
            let Some(decoded) = html::decode(&text[amp..amp + length]) else {
                continue;
            };
            add(tree, done, amp, &text[done..amp]);
            add(tree, amp, amp + length, &decoded);
            done = amp + length;
        }
    }
    add(tree, done, text.len(), &text[done..]);
}

/// The length of a character reference with its semicolon.
fn reference_length(text: &str) -> Option<usize> {
    let end = text.bytes().take(34).position(|b| b == b';')?;
    text[1..end]
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'#')
        .then_some(end + 1)
}
