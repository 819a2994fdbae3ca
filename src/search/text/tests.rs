use super::*;
use crate::diag::{FileId, Span};
use crate::model::{Attributes, Target};

fn node(kind: Kind, children: Vec<Node>) -> Node {
    let span = Span::new(FileId(0), 0, 0);
    Node {
        children,
        ..Node::leaf(kind, span)
    }
}

fn with_id(id: &str, mut node: Node) -> Node {
    let attributes = Attributes {
        id: Some(id.to_owned()),
        ..Attributes::default()
    };
    node.attributes = Some(Box::new(attributes));
    node
}

fn text(text: &str) -> Node {
    node(Kind::Text(text.to_owned()), Vec::new())
}

fn element(name: &str, children: Vec<Node>) -> Node {
    let kind = Kind::Element {
        name: name.to_owned(),
        attributes: Vec::new(),
    };
    node(kind, children)
}

fn read(nodes: &[Node]) -> Vec<(TextField, String, String)> {
    let mut walk = Walk::default();
    walk.nodes(nodes);
    walk.end_block();
    let blocks = walk.blocks.into_iter();
    blocks.map(|b| (b.field, b.anchor, b.text)).collect()
}

fn texts(nodes: &[Node]) -> Vec<String> {
    read(nodes).into_iter().map(|(_, _, text)| text).collect()
}

#[test]
fn inlines_join_and_blocks_do_not() {
    let inner = node(Kind::Paragraph, vec![text("中")]);
    let item = node(
        Kind::Item(None),
        vec![text("前"), text("半"), inner, text("後")],
    );
    let list = node(
        Kind::List {
            start: None,
            tight: true,
        },
        vec![item],
    );
    assert_eq!(texts(&[list]), ["前半", "中", "後"]);
    let cells = ["一", "二"].map(|cell| node(Kind::TableCell, vec![text(cell)]));
    assert_eq!(texts(&[node(Kind::TableRow, cells.into())]), ["一", "二"]);
    let summary = element("summary", vec![text("要約")]);
    assert_eq!(
        texts(&[element("details", vec![summary, text("本文")])]),
        ["要約", "本文"]
    );
}

#[test]
fn marks_breaks_and_readings_are_what_they_are() {
    let link = Kind::Link {
        target: Target::Broken,
        title: "題".to_owned(),
    };
    let image = Kind::Image {
        target: Target::Broken,
        title: String::new(),
    };
    let rt = element("rt", vec![text("しんだん")]);
    let paragraph = vec![
        node(link, vec![node(Kind::Strong, vec![text("画")]), text("像")]),
        node(Kind::SoftBreak(true), Vec::new()),
        element("ruby", vec![text("診断"), rt]),
        node(Kind::FootnoteReference(0), Vec::new()),
        node(Kind::SoftBreak(false), Vec::new()),
        node(Kind::Code("PHR".to_owned()), Vec::new()),
        node(Kind::HardBreak, Vec::new()),
        node(image, vec![text("図")]),
        text("。"),
    ];
    assert_eq!(
        texts(&[node(Kind::Paragraph, paragraph)]),
        ["画像診断 PHR\n。"]
    );
}

#[test]
fn a_block_knows_its_field_and_the_nearest_id() {
    let code = Kind::CodeBlock {
        language: String::new(),
        title: "例".to_owned(),
        marked: Vec::new(),
        text: "let x;\n".to_owned(),
    };
    let statement = with_id("s1", node(Kind::Item(None), vec![text("概要")]));
    let found = read(&[
        text("序"),
        with_id("状況", node(Kind::Heading(2), vec![text("状況")])),
        node(Kind::Quote, vec![node(Kind::Paragraph, vec![text("引用")])]),
        node(
            Kind::List {
                start: None,
                tight: true,
            },
            vec![statement],
        ),
        node(code, Vec::new()),
    ]);
    let expected = [
        (TextField::Body, "", "序"),
        (TextField::Heading, "状況", "状況"),
        (TextField::Body, "状況", "引用"),
        (TextField::Body, "s1", "概要"),
        (TextField::Body, "状況", "例"),
        (TextField::Code, "状況", "let x;\n"),
    ];
    let expected = expected.map(|(field, id, text)| (field, id.to_owned(), text.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn readings_in_kana_over_text_are_noted_where_they_stand() {
    let rt = |reading: &str| element("rt", vec![text(reading)]);
    let rp = || element("rp", vec![text("(")]);
    let mut walk = Walk::default();
    walk.nodes(&[node(
        Kind::Paragraph,
        vec![
            text("の"),
            element(
                "ruby",
                vec![text("東"), rp(), rt("とう"), text("京"), rt(" ｷｮｳ\n")],
            ),
            text("と"),
            element("ruby", vec![text("単位"), rt("unit")]),
        ],
    )]);
    assert_eq!(walk.blocks.len(), 1);
    assert_eq!(walk.blocks[0].text, "の東京と単位");
    let expected = [(3..6, "とう".to_owned()), (6..9, "キョウ".to_owned())];
    assert_eq!(walk.blocks[0].rubies, expected);
}
