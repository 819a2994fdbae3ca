//! The text that a reader of a built page sees, by a small reader of the generator's well-formed
//! HTML: blocks are set apart by a space, inline elements are not.

const INLINE: [&str; 22] = [
    "a", "abbr", "b", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q", "rp", "rt", "ruby",
    "s", "small", "span", "strong", "sub", "sup", "time", "u",
];

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "path",
];

/// Which text counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The whole body.
    Body,
    /// What stands in `<article>` and is not marked `data-search="off"`. The mark on the article
    /// itself (the page derives from others) does not count.
    OwnText,
}

/// The text with white space runs collapsed.
pub(crate) fn text(html: &str, part: Part) -> String {
    let mut out = String::new();
    // Open elements: name, and whether text directly inside counts.
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if open.last().is_some_and(|(_, counts)| *counts) {
            out.push_str(&decode(&rest[..at]));
        }
        let tag_and_more = &rest[at + 1..];
        if let Some(comment) = tag_and_more.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = end_of_tag(tag_and_more);
        let tag = &tag_and_more[..end];
        rest = tag_and_more.get(end + 1..).unwrap_or_default();
        let closing = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if !INLINE.contains(&name.as_str()) && !out.ends_with(' ') {
            out.push(' ');
        }
        if closing {
            if let Some(from) = open.iter().rposition(|(n, _)| *n == name) {
                open.truncate(from);
            }
        } else if name == "script" || name == "style" {
            let close = format!("</{name}>");
            rest = rest.split_once(&close).map_or("", |(_, after)| after);
        } else if !name.is_empty() && !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            let inside = open.last().is_some_and(|(_, counts)| *counts);
            let counts = match part {
                Part::Body => inside || name == "body",
                Part::OwnText if name == "article" => true,
                Part::OwnText => inside && !tag.contains("data-search=\"off\""),
            };
            open.push((name, counts));
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The offset of the `>` that ends a tag: not one inside quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

/// The character references that HTML writers use.
fn decode(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = after.split_once(';').unwrap_or((after, ""));
        let number = name
            .strip_prefix('#')
            .and_then(|n| match n.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => n.parse().ok(),
            });
        match (name, number.and_then(char::from_u32)) {
            (_, Some(c)) => out.push(c),
            ("amp", _) => out.push('&'),
            ("lt", _) => out.push('<'),
            ("gt", _) => out.push('>'),
            ("quot", _) => out.push('"'),
            ("apos", _) => out.push('\''),
            ("nbsp", _) => out.push(' '),
            _ => panic!("unknown character reference &{name};"),
        }
        rest = behind;
    }
    out + rest
}

#[test]
fn text_of_html() {
    let page = "<html><head><title>x</title></head><body><nav>n</nav>\
        <article data-search=\"off\"><h1>&lt;2&gt;<span title=\"a > b\">題</span></h1>\
        <p>鏡下手術<sup data-search=\"off\"><a href=\"#n\">校注</a></sup>画像<br>に</p>\
        <aside data-search=\"off\"><p>外</p></aside><script>var a = \"<p>\";</script>\
        <p>構築中。<a href=\"m.html\">(8)</a>等</p></article></body></html>";
    assert_eq!(
        text(page, Part::OwnText),
        "<2>題 鏡下手術画像 に 構築中。(8)等"
    );
    assert_eq!(
        text(page, Part::Body),
        "n <2>題 鏡下手術校注画像 に 外 構築中。(8)等"
    );
}
