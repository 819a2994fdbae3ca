use std::sync::Arc;

use crate::resolve::Parsed;
use crate::words::Tokenizer;
use crate::{load, parse, resolve};

const CONFIG: &str = r#"
[collections.org]
dir = "orgs"
label = "機関"
[collections.book]
dir = "books"
label = "本"
[collections.book.fields]
org = { type = "ref", to = "org", label = { ja = "発行", en = "Publisher" }, facet = true }
state = { type = "enum", values = ["予定", "刊行", "絶版"], label = "状態", facet = true }
tags = { type = "list", of = "string", label = "札", facet = true }
pages = { type = "int", label = "頁", facet = true }
issued = { type = "date", label = "発行日", facet = true }
sold = { type = "period", label = "販売", facet = true }
free = { type = "bool", label = "無料", facet = true }
note = { type = "string", label = "注", facet = true }
hidden = { type = "string", label = "秘" }
"#;

const FILES: [(&str, &str); 5] = [
    ("orgs/o2.md", "---\ntitle: 甲\n---\n- 本文\n"),
    ("orgs/o10.md", "---\ntitle: 乙\n---\n- 本文\n"),
    (
        "books/a.md",
        "---\ntitle: 一\norg: o2\nstate: 絶版\ntags: [b10, b2, b2]\npages: 20\nissued: H30.12.19\nsold: 2018年度から\nfree: true\nhidden: x\n---\n- 本文\n",
    ),
    (
        "books/b.md",
        "---\ntitle: 二\norg: o10\nstate: 予定\ntags: [b2]\npages: 3\nissued: 2018年度\nfree: false\n---\n- 本文\n",
    ),
    (
        "books/c.md",
        "---\ntitle: 三\norg: o2\nstate: 絶版\npages: 3\nissued: 2018\n---\n- 本文\n",
    ),
];

/// `field: value=label(pages) …` for each facet.
fn facets() -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    std::fs::write(root.join("hakusho.toml"), CONFIG).expect("the configuration");
    for (path, text) in FILES {
        let path = root.join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        std::fs::write(path, text).expect("a record");
    }
    let options = load::Options {
        output: root.join("public"),
        ..load::Options::default()
    };
    let sources = load::load(root, &options).value.expect("a site");
    let parsed = sources.files.into_iter().map(|source| Parsed {
        document: parse::parse(&source, &sources.config).value,
        source,
    });
    let parsed = parsed.collect();
    let site = resolve::resolve(
        parsed,
        sources.assets,
        Arc::new(sources.config),
        resolve::Editions::default(),
    )
    .value;
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    let index = crate::search::index(&site, None, &tokenizer, None);
    let url = |page: u32| {
        index.pages[page as usize]
            .url
            .split(['/', '.'])
            .nth(1)
            .unwrap_or("-")
    };
    let facets = index.facets.iter().map(|facet| {
        assert_eq!(facet.collection, "book");
        let values = facet.values.iter().map(|value| {
            let pages: Vec<_> = value.pages.iter().map(url).collect();
            format!(" {}={}({})", value.value, value.label, pages.join(","))
        });
        format!(
            "{} {}:{}",
            facet.field,
            facet.label.en,
            values.collect::<String>()
        )
    });
    facets.collect()
}

#[test]
fn values_are_named_labelled_and_ordered() {
    let expected = [
        "org Publisher: o10=乙(b) o2=甲(a,c)",
        "state 状態: 予定=予定(b) 絶版=絶版(a,c)",
        "tags 札: b2=b2(a,b) b10=b10(a)",
        "pages 頁: 3=3(b,c) 20=20(a)",
        "issued 発行日: 2018=2018(a,c) FY2018=2018年度(b)",
        "sold 販売: FY2018=2018年度(a)",
        "free 無料: false=false(b) true=true(a)",
    ];
    assert_eq!(facets(), expected);
}
