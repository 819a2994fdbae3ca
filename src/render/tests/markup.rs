//! The HTML of single nodes.

use super::fixture::{document, leaf, link, node, page, site, text, theme, with_id};
use crate::diag::Lang;
use crate::model::document::{Admonition, Align};
use crate::model::{Kind, Node, OutPath, PageId, PageKind, Target};
use crate::render::html::{self, Body, Counters, Detail, Setting};
use crate::render::strings::Strings;

fn body(blocks: Vec<Node>, notes: Vec<(&str, Vec<Node>)>) -> Body {
    in_detail(Detail::Whole(None), blocks, notes)
}

fn in_detail(detail: Detail<'_>, blocks: Vec<Node>, notes: Vec<(&str, Vec<Node>)>) -> Body {
    let site = site();
    let strings = Strings::new(&theme(), Lang::Ja, &mut Vec::new());
    let page = page(PageKind::Plain, "guide/a.html", "頁");
    let setting = Setting {
        site: &site,
        at: &page.url,
        strings: &strings,
        prefix: "",
        shift: 0,
        counted: Counters::default(),
        detail,
    };
    html::body(setting, &page, &document(blocks, notes))
}

fn html_of(node: Node) -> String {
    body(vec![node], Vec::new()).html
}

fn image(target: Target) -> Node {
    let title = String::new();
    node(Kind::Image { target, title }, vec![text("図 \"1\"")])
}

#[test]
fn links_lead_to_files_of_the_site() {
    let to = |target| html_of(link(target, "先"));
    assert_eq!(
        to(Target::Page(PageId(2), Some("見出し".to_owned()))),
        "<a href=\"../measures/m01.html#%E8%A6%8B%E5%87%BA%E3%81%97\">先</a>\n"
    );
    assert_eq!(
        to(Target::Asset(
            OutPath::new("guide/図 1.pdf"),
            Some("page=3".to_owned())
        )),
        "<a href=\"%E5%9B%B3%201.pdf#page=3\">先</a>\n"
    );
    assert_eq!(
        to(Target::External("https://example.jp/?a=\"b\"&c".to_owned())),
        "<a class=\"external\" href=\"https://example.jp/?a=%22b%22&amp;c\" rel=\"noopener\">先</a>\n"
    );
    assert_eq!(
        to(Target::Broken),
        "<span class=\"broken-link\">先</span>\n"
    );
}

#[test]
fn a_body_is_named_by_what_resolve_has_made_of_its_source() {
    let to = |page, anchor: &str| link(Target::Page(PageId(page), Some(anchor.to_owned())), "(8)");
    let paragraph = |id: &str, children| with_id(node(Kind::Paragraph, children), id);
    // The fixture gives every document the same source.
    let bodies = [
        vec![paragraph("p1", vec![text("(8)"), text("(8)")])],
        vec![paragraph("p2", vec![text("(8)"), text("(8)")])],
        vec![paragraph("p1", vec![to(2, "a"), text("(8)")])],
        vec![paragraph("p1", vec![text("(8)"), to(2, "a")])],
        vec![paragraph("p1", vec![text("(8)"), to(2, "b")])],
        vec![paragraph("p1", vec![text("(8)"), to(3, "a")])],
        vec![paragraph(
            "p1",
            vec![text("(8)"), link(Target::Broken, "(8)")],
        )],
    ];
    let name = |body: &Vec<Node>| in_detail(Detail::Source, body.clone(), Vec::new()).html;
    let names: std::collections::BTreeSet<String> = bodies.iter().map(name).collect();
    assert_eq!(names.len(), bodies.len());
    assert_eq!(name(&bodies[3]), name(&bodies[3].clone()));
}

#[test]
fn a_link_in_a_link_leaves_its_text() {
    let inner = link(Target::Page(PageId(2), None), "内");
    let outer = Kind::Link {
        target: Target::Page(PageId(3), None),
        title: String::new(),
    };
    let html = html_of(node(outer, vec![text("外"), inner]));
    assert_eq!(html, "<a href=\"../measures/m02.html\">外内</a>\n");
}

#[test]
fn images_of_other_sites_are_not_loaded() {
    let local = html_of(image(Target::Asset(OutPath::new("a.png"), None)));
    assert_eq!(
        local,
        "<img src=\"../a.png\" alt=\"図 &quot;1&quot;\" decoding=\"async\">\n"
    );
    let one = || image(Target::Asset(OutPath::new("a.png"), None));
    let two = html_of(node(Kind::Paragraph, vec![one(), one()]));
    assert_eq!(two.matches("loading=\"lazy\"").count(), 1, "{two}");
    let remote = html_of(image(Target::External(
        "https://example.jp/a.png".to_owned(),
    )));
    assert!(remote.starts_with("<a data-search=\"off\""));
    assert!(!remote.contains("src="));
}

#[test]
fn tables_scroll_and_align_by_class() {
    let cell = |words: &str| node(Kind::TableCell, vec![text(words)]);
    let table = node(
        Kind::Table(vec![Align::None, Align::Right]),
        vec![
            node(Kind::TableHead, vec![leaf(Kind::TableCell), cell("数")]),
            node(Kind::TableRow, vec![cell("甲"), cell("1")]),
        ],
    );
    let html = html_of(table);
    assert!(html.contains("<section class=\"table-scroll\" tabindex=\"0\" aria-label=\"表1\""));
    assert!(html.contains("<tr><td></td><th scope=\"col\" class=\"right\">数</th></tr>"));
    assert!(html.contains("<td>甲</td><td class=\"right\">1</td>"));
}

#[test]
fn breaks_between_japanese_characters_vanish() {
    let children = vec![
        text("施策"),
        leaf(Kind::SoftBreak(true)),
        text("の"),
        leaf(Kind::SoftBreak(false)),
        text("AI"),
    ];
    assert_eq!(
        html_of(node(Kind::Paragraph, children)),
        "<p>施策の\nAI</p>\n"
    );
}

#[test]
fn notes_are_linked_both_ways_and_not_searched() {
    let paragraph = node(
        Kind::Paragraph,
        vec![
            text("鏡下手術"),
            leaf(Kind::FootnoteReference(0)),
            text("と"),
            leaf(Kind::FootnoteReference(1)),
            leaf(Kind::FootnoteReference(0)),
        ],
    );
    let note = |words| vec![node(Kind::Paragraph, vec![text(words)])];
    let body = body(
        vec![paragraph],
        vec![("sic1", note("原文のまま。")), ("a", note("補足。"))],
    );
    assert!(body.html.contains(
        "鏡下手術<sup class=\"note-marker\" data-search=\"off\" id=\"noteref.1\">\
         <a role=\"doc-noteref\" href=\"#note.1\">校注1</a></sup>と"
    ));
    assert!(body.html.contains("id=\"noteref.1.2\"") && body.html.contains("注1</a>"));
    assert!(body.notes.contains("<li id=\"note.1\">"));
    assert!(
        body.notes
            .contains("href=\"#noteref.2\" aria-label=\"注1の本文へ戻る\"")
    );
}

#[test]
fn headings_get_a_permalink_that_is_not_searched() {
    let heading = with_id(node(Kind::Heading(2), vec![text("目的")]), "目的");
    assert_eq!(
        html_of(heading),
        "<h2 id=\"目的\">目的 <a class=\"permalink\" href=\"#%E7%9B%AE%E7%9A%84\" \
         aria-hidden=\"true\" tabindex=\"-1\" data-search=\"off\">#</a></h2>\n"
    );
}

#[test]
fn tasks_say_their_state_in_words() {
    let html = html_of(node(Kind::Item(Some(true)), vec![text("試験")]));
    assert!(html.contains("data-search=\"off\">完了</span> 試験"));
    assert!(!html.contains("<input"));
}

#[test]
fn code_is_exact_and_reachable_by_keyboard() {
    let html = html_of(leaf(Kind::CodeBlock {
        language: "nonsense".to_owned(),
        title: String::new(),
        marked: Vec::new(),
        text: "if a < b {}\n".to_owned(),
    }));
    assert_eq!(
        html,
        "<pre tabindex=\"0\"><code class=\"language-nonsense\">if a &lt; b {}\n</code></pre>\n"
    );
}

#[test]
fn code_has_colours_marked_lines_and_a_title_by_class() {
    let html = html_of(leaf(Kind::CodeBlock {
        language: "rust".to_owned(),
        title: "a<b.rs".to_owned(),
        marked: vec![2..=2],
        text: "fn a() {}\n// 注\n".to_owned(),
    }));
    assert!(html.starts_with("<figure class=\"code\"><figcaption>a&lt;b.rs</figcaption><pre "));
    assert!(html.contains("<span class=\"hl-k\">fn</span> <span class=\"hl-f\">a</span>"));
    assert!(
        html.contains("<span class=\"hl-line\"><span class=\"hl-c\">// 注\n</span></span></code>")
    );
}

#[test]
fn diagrams_stay_text_and_say_so() {
    let html = html_of(leaf(Kind::CodeBlock {
        language: "mermaid".to_owned(),
        title: String::new(),
        marked: Vec::new(),
        text: "a --> b\n".to_owned(),
    }));
    assert!(html.contains("<span data-search=\"off\">図の記述（Mermaid）"));
    assert!(html.contains(">a --&gt; b\n</code></pre></figure>"));
}

#[test]
fn admonitions_say_their_kind_in_words() {
    let paragraph = node(Kind::Paragraph, vec![text("文。")]);
    let title = node(Kind::AdmonitionTitle, vec![text("題")]);
    let html = html_of(node(
        Kind::Admonition(Admonition::Tip),
        vec![title, paragraph],
    ));
    assert_eq!(
        html,
        "<div role=\"note\" class=\"admonition tip\">\n<p class=\"admonition-title\">\
         <span class=\"admonition-label\" data-search=\"off\">ヒント</span> 題</p>\n\
         <p>文。</p>\n</div>\n"
    );
}
