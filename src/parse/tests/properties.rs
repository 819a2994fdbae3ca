//! What holds for any input.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::elements::{self, GLOBAL};
use super::{config, problems, read_with};
use crate::diag::{Place, Span};
use crate::model::{Kind, Node, RawKind, RawValue, Target};

/// Pieces that Markdown, HTML and front matter are made of.
const FRAGMENTS: &[&str] = &[
    "あ",
    "施策（1）",
    "「",
    "」",
    "。",
    "𠮷",
    "한",
    "é",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "*",
    "**",
    "***",
    "_",
    "~~",
    "~",
    "`",
    "```\n",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    ": ",
    "| a | b |\n|---|---|\n",
    "|",
    "---\n",
    "===\n",
    "[",
    "]",
    "(",
    ")",
    "[(8)]",
    "[[measure:m08|",
    "[[(8)]]",
    "[(1)][(2)]",
    "[x](y)",
    "![",
    "[^a]",
    "[^a]: ",
    "[x]: /u\n",
    "{#a .b status=c}",
    "{#",
    "}",
    "\\",
    "&amp;",
    "&lt;",
    "&#x3042;",
    "<",
    ">",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<details>",
    "<summary>",
    "</summary>",
    "</details>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ruby>",
    "<rt>",
    "<script>",
    "</script>",
    "<img src=x onerror=y>",
    "<a href='javascript:x'>",
    "<a href=x>",
    "</a>",
    "<br>",
    "<hr>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<svg onload=x>",
    "<h1>",
    "<dl>",
    "<dd>",
    "<blockquote>",
    "http://e.jp/",
    "javascript:",
    "<javascript:x>",
    "<measure:m08>",
    "---\na: b\n---\n",
    "a: [",
    "+++\n",
    "\"",
    "'",
    "=",
    "\u{0}",
    "\u{3000}",
    "\u{301}",
    "\u{FE00}",
];

fn any_source() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        8 => proptest::sample::select(FRAGMENTS).prop_map(str::to_owned),
        1 => ".{0,4}",
    ];
    proptest::collection::vec(fragment, 0..60).prop_map(|parts| parts.concat())
}

/// Pieces that front matter is made of.
const FRONT: &[&str] = &[
    "a",
    "題",
    ": ",
    ":",
    "\n",
    "\n  ",
    "\n\t",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\"",
    "'",
    "|",
    ">-",
    "&x ",
    "*x",
    "!!str ",
    "<<",
    "# 注",
    "? ",
    "1.10",
    "no",
    "~",
    "\\",
    "\\u12",
    "%YAML",
    "@",
    "= ",
    "[t]",
    "[[t]]",
    "''",
    "2019-09-01",
    "\r\n",
    "\u{FEFF}",
    "\u{301}",
    "...",
];

fn check_nodes(nodes: &[Node], text: &str, depth: usize) {
    assert!(depth <= 12 || nodes.is_empty(), "too deep in {text:?}");
    for node in nodes {
        let range = node.span.range();
        assert!(
            text.get(range.clone()).is_some(),
            "{range:?} of {text:?} in {node:?}"
        );
        match &node.kind {
            Kind::Element { name, attributes } => {
                let spec = elements::find(name).expect("an allowed element");
                for (key, _) in attributes {
                    let known =
                        GLOBAL.contains(&key.as_str()) || spec.attributes.contains(&key.as_str());
                    assert!(known && key != "href" && key != "src", "{key} in {text:?}");
                }
            }
            Kind::Link { target, .. } | Kind::Image { target, .. } => {
                if let Target::Unresolved { href, span } = target {
                    assert!(!href.trim().starts_with("javascript:"), "{text:?}");
                    assert!(text.get(span.range()).is_some());
                }
            }
            Kind::Paragraph | Kind::Heading(_) => {
                let blocks = node.children.iter().filter(|c| {
                    matches!(
                        c.kind,
                        Kind::Paragraph | Kind::List { .. } | Kind::Table(_) | Kind::Quote
                    )
                });
                assert_eq!(blocks.count(), 0, "block in a paragraph of {text:?}");
            }
            Kind::List { .. } => {
                let items = node.children.iter();
                assert!(
                    items.into_iter().all(|c| matches!(c.kind, Kind::Item(_))
                        || matches!(&c.kind, Kind::Element { name, .. } if name == "li")),
                    "{text:?}"
                );
            }
            _ => {}
        }
        check_nodes(&node.children, text, depth + 1);
    }
}

fn check_values(entries: &[(String, Span, RawValue)], text: &str) {
    for (key, span, value) in entries {
        assert!(text.get(span.range()).is_some(), "{key} of {text:?}");
        check_value(value, text);
    }
}

fn check_value(value: &RawValue, text: &str) {
    assert!(
        text.get(value.span.range()).is_some(),
        "{value:?} of {text:?}"
    );
    match &value.kind {
        RawKind::List(items) => items.iter().for_each(|i| check_value(i, text)),
        RawKind::Map(entries) => check_values(entries, text),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn any_input_gives_a_sound_tree(text in any_source()) {
        let mut config = config();
        config.limits.nesting = 12;
        let staged = read_with(&text, &config);
        check_nodes(&staged.value.blocks, &text, 1);
        for note in &staged.value.footnotes {
            check_nodes(&note.blocks, &text, 1);
        }
        for diagnostic in &staged.diagnostics {
            if let Place::Span(span) = diagnostic.place {
                prop_assert!(text.get(span.range()).is_some(), "{:?}", diagnostic);
            }
        }
    }

    #[test]
    fn any_front_matter_is_read_or_reported(
        parts in proptest::collection::vec(proptest::sample::select(FRONT), 0..30),
        fence in proptest::sample::select(&["---", "+++"][..]),
    ) {
        let text = format!("{fence}\n{}\n{fence}\n本文", parts.concat());
        let staged = read_with(&text, &config());
        check_values(&staged.value.front.entries, &text);
        for diagnostic in &staged.diagnostics {
            if let Place::Span(span) = diagnostic.place {
                prop_assert!(text.get(span.range()).is_some(), "{:?}", diagnostic);
            }
        }
    }
}

#[test]
fn nesting_is_bounded_and_said_once() {
    let hostile = [
        format!("{}深い\n\n後", ">".repeat(10_000)),
        format!("{}深い", "<div>".repeat(10_000)),
        format!("{}深い", "- ".repeat(2_000)),
        format!("{}深い{}", "*あ ".repeat(5_000), " い*".repeat(5_000)),
        format!("{}深い", "<b>".repeat(10_000)),
        format!("{}x{}", "[".repeat(10_000), "](y)".repeat(10_000)),
    ];
    for text in &hostile {
        let started = Instant::now();
        let staged = read_with(text, &config());
        assert!(started.elapsed() < Duration::from_secs(5), "{}", &text[..9]);
        fn depth(nodes: &[Node]) -> usize {
            nodes
                .iter()
                .map(|n| 1 + depth(&n.children))
                .max()
                .unwrap_or(0)
        }
        assert!(depth(&staged.value.blocks) <= config().limits.nesting);
        assert!(
            format!("{:?}", staged.value.blocks).contains(if text.contains("深い") {
                "深い"
            } else {
                "x"
            })
        );
    }
    let deep = problems(&hostile[0]);
    assert_eq!(deep.len(), 1);
    assert!(deep[0].starts_with("nesting-too-deep@"));
}

/// Inputs on which a careless reader needs quadratic time: at this size, minutes.
#[test]
fn time_grows_with_length_alone() {
    let length = 300_000;
    let repeat = |piece: &str| piece.repeat(length / piece.len());
    let labels = || (0..length / 20).map(|i| i.to_string());
    let hostile = [
        repeat("あ**「い」**う"),
        repeat("<T>x"),
        format!("<script>\n{}", repeat("<script></script>")),
        format!("<div>\n{}", repeat("<b\n")),
        format!(
            "<b {}>x</b>",
            labels().map(|i| format!("a{i} ")).collect::<String>()
        ),
        labels()
            .map(|i| format!("[^{i}] http://a\n\n[^{i}]: x\n\n"))
            .collect(),
        repeat("[^"),
        repeat("http://"),
        format!("http://a{}", repeat(")")),
        repeat("\\ahttp://a "),
        format!("---\n{}\n---\n", repeat("a: [")),
        repeat("x {#a}\n\n"),
    ];
    for text in &hostile {
        let started = Instant::now();
        read_with(text, &config());
        let head: String = text.chars().take(12).collect();
        assert!(started.elapsed() < Duration::from_secs(10), "{head:?}");
    }
}
