//! What the whole room makes of a file.

mod authoring;
mod front_matter;
mod html;
mod includes;
mod markdown;
mod properties;

use std::fmt::Write as _;

use super::*;
use crate::diag::{FileId, Localized};
use crate::model::schema::{Collection, Field, FieldType, Numbering};
use crate::model::{Kind, Node, RawKind, RawValue, Target};
use std::collections::BTreeMap;

/// A configuration with the collection `measure`, numbered `(8)`, and statement field `status`.
fn config() -> Config {
    let mut config = Config::default();
    config.schema.collections.push(Collection {
        key: "measure".to_owned(),
        dir: "measures".to_owned(),
        label: Localized::same("施策"),
        title: Localized::same("施策"),
        description: None,
        number: Some(Numbering {
            field: "no".to_owned(),
            format: "({no})".to_owned(),
            scope: None,
            autolink: true,
            label_field: None,
        }),
        fields: Vec::new(),
        statement_fields: vec![Field {
            key: "status".to_owned(),
            ty: FieldType::String,
            label: Localized::same("状態"),
            inverse: None,
            required: false,
            unique: false,
            part_of: false,
            column: false,
            facet: false,
            shown: true,
        }],
        statement_label: None,
        print_table: None,
        require_incoming: Vec::new(),
        hidden: false,
    });
    config
}

fn read_with(text: &str, config: &Config) -> Staged<Document> {
    let source = SourceFile {
        file: FileId(0),
        path: "a.md".to_owned(),
        text: text.into(),
        collection: None,
        is_unread: false,
        prefix: "",
        includes: BTreeMap::new(),
    };
    parse(&source, config)
}

/// The tree as `p("text" em("text"))`, then a line for each footnote.
fn tree(text: &str) -> String {
    let staged = read_with(text, &config());
    let mut out = String::new();
    show(&staged.value.blocks, &mut out);
    for note in &staged.value.footnotes {
        write!(out, " | {}×{}:", note.label, note.references).unwrap();
        show(&note.blocks, &mut out);
    }
    out
}

/// The diagnostics as `code@text`, in order.
fn problems(text: &str) -> Vec<String> {
    let staged = read_with(text, &config());
    let place = |d: &Diagnostic| match d.place {
        crate::diag::Place::Span(span) => text[span.range()].to_owned(),
        _ => "?".to_owned(),
    };
    let list = staged.diagnostics.iter();
    list.map(|d| format!("{}@{}", d.code.name(), place(d)))
        .collect()
}

fn show(nodes: &[Node], out: &mut String) {
    for (i, node) in nodes.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let target = |t: &Target| match t {
            Target::Unresolved { href, .. } => href.clone(),
            _ => "!".to_owned(),
        };
        match &node.kind {
            Kind::Text(text) => write!(out, "{text:?}").unwrap(),
            Kind::SoftBreak(true) => out.push('¬'),
            Kind::SoftBreak(false) => out.push('/'),
            Kind::HardBreak => out.push_str("br"),
            Kind::Rule => out.push_str("hr"),
            Kind::Code(text) => write!(out, "code{text:?}").unwrap(),
            Kind::CodeBlock { language, text, .. } => {
                write!(out, "pre[{language}]{text:?}").unwrap();
            }
            Kind::Math { text, display } => {
                let mark = if *display { "*" } else { "" };
                write!(out, "math{mark}({text})").unwrap();
            }
            Kind::FootnoteReference(i) => write!(out, "^{i}").unwrap(),
            Kind::TrustedHtml(text) => write!(out, "html{text:?}").unwrap(),
            kind => {
                let name = match kind {
                    Kind::Heading(level) => format!("h{level}"),
                    Kind::Paragraph => "p".to_owned(),
                    Kind::Quote => "quote".to_owned(),
                    Kind::List { start, tight } => match (start, tight) {
                        (None, true) => "ul".to_owned(),
                        (None, false) => "UL".to_owned(),
                        (Some(n), tight) => format!("{}{n}", if *tight { "ol" } else { "OL" }),
                    },
                    Kind::Item(None) => "li".to_owned(),
                    Kind::Item(Some(done)) => format!("task:{done}"),
                    Kind::Emphasis => "em".to_owned(),
                    Kind::Strong => "strong".to_owned(),
                    Kind::Strikethrough => "del".to_owned(),
                    Kind::Link { target: t, .. } => format!("a<{}>", target(t)),
                    Kind::Image { target: t, .. } => format!("img<{}>", target(t)),
                    Kind::Element { name, attributes } => {
                        let mut name = format!("<{name}");
                        for (key, value) in attributes {
                            write!(name, " {key}={value}").unwrap();
                        }
                        name + ">"
                    }
                    other => format!("{other:?}"),
                };
                out.push_str(&name);
                if let Some(a) = &node.attributes {
                    let id = a.id.iter().map(|id| format!("#{id}"));
                    let classes = a.classes.iter().map(|c| format!(".{c}"));
                    let pairs = a.pairs.iter().map(|(k, v, _)| format!("{k}={v}"));
                    let all: Vec<String> = id.chain(classes).chain(pairs).collect();
                    write!(out, "{{{}}}", all.join(" ")).unwrap();
                }
                out.push('(');
                show(&node.children, out);
                out.push(')');
            }
        }
    }
}

/// The front matter as `key@source=value`.
fn front(text: &str) -> String {
    let staged = read_with(text, &config());
    let entries = staged.value.front.entries.iter();
    let entries = entries.map(|(key, at, value)| {
        let _ = &text[at.range()];
        format!("{key}@{}={}", &text[value.span.range()], raw(value, text))
    });
    entries.collect::<Vec<_>>().join(" ")
}

fn raw(value: &RawValue, text: &str) -> String {
    match &value.kind {
        RawKind::Null => "null".to_owned(),
        RawKind::Scalar(scalar) => scalar.clone(),
        RawKind::List(items) => {
            let items = items.iter();
            let items = items.map(|i| match i.kind {
                RawKind::Scalar(_) => format!("{}@{}", raw(i, text), &text[i.span.range()]),
                _ => raw(i, text),
            });
            format!("[{}]", items.collect::<Vec<_>>().join(" "))
        }
        RawKind::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(k, _, v)| format!("{k}={}", raw(v, text)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
        }
    }
}
