//! What directives put into the tree.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{config, show};
use crate::diag::{FileId, Place};
use crate::model::source::Include;
use crate::model::{Document, Node, SourceFile};
use crate::parse::parse;

/// A page that includes `text` as a file of that path.
fn page(page: &str, path: &str, text: &str) -> (Document, Vec<String>) {
    let include = Include::Text {
        file: FileId(1),
        path: path.to_owned(),
        text: text.into(),
    };
    let source = SourceFile {
        file: FileId(0),
        path: "a.md".to_owned(),
        text: page.into(),
        collection: None,
        is_unread: false,
        prefix: "",
        includes: BTreeMap::from([(path.to_owned(), include)]),
    };
    let staged = parse(&source, &config());
    let place = |place: &Place| match place {
        Place::Span(span) if span.file == FileId(0) => page[span.range()].to_owned(),
        Place::Span(span) => text[span.range()].to_owned(),
        _ => String::new(),
    };
    let problems = staged.diagnostics.iter();
    let shown = problems.map(|d| format!("{} {:?} {}", d.code.name(), d.help, place(&d.place)));
    (staged.value, shown.collect())
}

fn tree(directive: &str, path: &str, text: &str) -> String {
    let (document, problems) = page(directive, path, text);
    assert_eq!(problems, Vec::<String>::new());
    let mut out = String::new();
    show(&document.blocks, &mut out);
    out
}

#[test]
fn a_table_keeps_the_words_of_its_file() {
    let text = "項目,費用\r\n手数料,\"1,000\"\r\n\"二行\nの項目\",▲20,余り\r\n";
    let (document, _) = page("```{include} a.csv\n```\n", "a.csv", text);
    let [table] = &document.blocks[..] else {
        panic!("one table");
    };
    let mut words = Vec::new();
    for row in &table.children {
        assert_eq!(row.children.len(), 3, "short rows are filled up");
        for cell in &row.children {
            let mut out = String::new();
            show(&cell.children, &mut out);
            words.push(out);
        }
    }
    assert_eq!(
        words.join("|"),
        "\"項目\"|\"費用\"||\"手数料\"|\"1,000\"||\"二行\" br \"の項目\"|\"▲20\"|\"余り\""
    );
    let aligned = format!("{:?}", table.kind);
    assert_eq!(aligned, "Table([None, Right, None])");
    let number = &table.children[1].children[1].children[0];
    assert_eq!(&text[number.span.range()], "1,000");
}

#[test]
fn code_may_be_a_part_of_a_file() {
    let text = "一\n二\n三\n";
    let of = |info: &str| {
        let (document, problems) =
            page(&format!("```{{include}} a.rs {info}\n```\n"), "a.rs", text);
        assert_eq!(problems, Vec::<String>::new(), "{info}");
        match &document.blocks[0].kind {
            crate::model::Kind::CodeBlock {
                language,
                title,
                marked,
                text,
            } => (
                language.clone(),
                title.clone(),
                marked.clone(),
                text.clone(),
            ),
            kind => panic!("{kind:?}"),
        }
    };
    let code = |language: &str, title: &str, text: &str| {
        (
            language.to_owned(),
            title.to_owned(),
            vec![],
            text.to_owned(),
        )
    };
    assert_eq!(of(""), code("rs", "", text));
    assert_eq!(of("lines=2-3"), code("rs", "", "二\n三\n"));
    assert_eq!(of("lines=3-9 lang=text"), code("text", "", "三\n"));
    let (_, title, marked, _) = of("lines=1 title=\"見本 {9}\" {1}");
    assert_eq!((&*title, marked), ("見本 {9}", vec![1..=1]));
}

#[test]
fn notes_of_included_texts_are_their_own() {
    let (document, problems) = page(
        "一[^1]\n\n```{include} b.md\n```\n\n[^1]: 頁の注\n",
        "b.md",
        "---\ntitle: 題\n---\n二[^1]\n\n[^1]: 部分の注\n",
    );
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(document.footnotes.len(), 2);
    let files: Vec<FileId> = document.footnotes.iter().map(|n| n.span.file).collect();
    assert_eq!(files, [FileId(0), FileId(1)]);
}

#[test]
fn a_directive_may_stand_in_lists_and_quotations() {
    let text = "> - 例\n>\n>   ```{include} b.md\n>   ```\n";
    let shown = tree(text, "b.md", "*中*");
    assert!(
        shown.contains("em(\"中\")") && shown.starts_with("quote("),
        "{shown}"
    );
}

fn check(nodes: &[Node], texts: [&str; 2], depth: usize) {
    for node in nodes {
        let text = texts[node.span.file.0 as usize];
        assert!(text.get(node.span.range()).is_some(), "{:?}", node.span);
        assert!(depth <= config().limits.nesting, "depth {depth}");
        check(&node.children, texts, depth + 1);
    }
}

proptest! {
    #[test]
    fn any_file_gives_a_sound_tree(
        text in "([\"',;|\t\r\n*>`a1あ▲. -]|\\[\\^a\\]:?|\\{include\\}|```|漢\\{字\\|じ\\}){0,40}",
        path in "b\\.(csv|tsv|md|txt)",
        prefix in "(> |- |[0-9]\\. ){0,60}",
        lines in "( lines=[0-9]-?[0-9]?)?",
    ) {
        let source = format!("[^a]\n\n{prefix}```{{include}} {path}{lines}\n\n[^a]: 注\n");
        let (document, _) = page(&source, &path, &text);
        check(&document.blocks, [&source, &text], 1);
    }
}
