//! A small site made by hand: two measures in a printed group, a target that refers to them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{FileId, Localized, Span};
use crate::model::document::Footnote;
use crate::model::schema::{
    Collection, Field, FieldType, Numbering, PrintColumn, PrintValue, Schema,
};
use crate::model::site::{
    Edge, FieldValue, Matrix, PrintedNode, RecordIdentity, Statement, TitleSource,
};
use crate::model::source::ThemeFile;
use crate::model::value::DateValue;
use crate::model::{
    Attributes, Config, Document, EdgeId, FrontMatter, Kind, Node, OutPath, Page, PageId, PageKind,
    Site, Target, Theme, Value,
};

macro_rules! theme_files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../../themes/standard/", $path)))),*]
    };
}

/// The built-in theme, as `load` hands it over.
pub(super) fn theme() -> Theme {
    let files = theme_files![
        "templates/404.html",
        "templates/base.html",
        "templates/children.html",
        "templates/collection.html",
        "templates/folder.html",
        "templates/redline.html",
        "templates/around.html",
        "templates/graph.html",
        "templates/roadmap.html",
        "templates/rollup.html",
        "templates/head.html",
        "templates/home.html",
        "templates/neighbours.html",
        "templates/matrix.html",
        "templates/nav.html",
        "templates/page.html",
        "templates/inferred.html",
        "templates/link.html",
        "templates/value.html",
        "templates/printed.html",
        "templates/record.html",
        "templates/search.html",
        "templates/ways-in.html",
        "js/graph.js",
        "js/page/start.js",
        "js/table.js",
        "js/theme.js",
        "strings/ja.json",
        "strings/en.json",
        "css/_layers.css",
        "css/base.css",
        "css/components.css",
        "css/content.css",
        "css/layout.css",
        "css/pictures.css",
        "css/print.css",
        "css/search.css",
        "css/tables.css",
        "js/graph.js",
        "js/table.js",
        "js/theme.js",
        "js/hakusho.js",
    ];
    let mut theme = Theme::default();
    for (path, text) in files {
        for key in [path.to_owned(), format!("standard/{path}")] {
            let bytes = Cow::Borrowed(text.as_bytes());
            theme.files.insert(
                key,
                ThemeFile {
                    bytes,
                    source: None,
                },
            );
        }
    }
    theme
}

pub(super) fn span() -> Span {
    Span::new(FileId(0), 0, 0)
}

pub(super) fn leaf(kind: Kind) -> Node {
    Node::leaf(kind, span())
}

pub(super) fn node(kind: Kind, children: Vec<Node>) -> Node {
    Node {
        children,
        ..leaf(kind)
    }
}

pub(super) fn text(text: &str) -> Node {
    leaf(Kind::Text(text.to_owned()))
}

pub(super) fn with_id(mut node: Node, id: &str) -> Node {
    node.attributes = Some(Box::new(Attributes {
        id: Some(id.to_owned()),
        ..Attributes::default()
    }));
    node
}

pub(super) fn link(target: Target, words: &str) -> Node {
    let title = String::new();
    node(Kind::Link { target, title }, vec![text(words)])
}

pub(super) fn document(blocks: Vec<Node>, notes: Vec<(&str, Vec<Node>)>) -> Document {
    Document {
        file: FileId(0),
        hash: [0; 32],
        front: FrontMatter::default(),
        blocks,
        footnotes: notes
            .into_iter()
            .map(|(label, blocks)| Footnote {
                label: label.to_owned(),
                blocks,
                span: span(),
                references: 1,
            })
            .collect(),
    }
}

pub(super) fn page(kind: PageKind, url: &str, title: &str) -> Page {
    Page {
        kind,
        url: OutPath::new(url),
        title: title.to_owned(),
        title_source: TitleSource::Made,
        title_inferred: false,
        label: None,
        description: None,
        lang: "ja".to_owned(),
        language: None,
        translations: Vec::new(),
        document: None,
        source_path: None,
        record: None,
        fields: Vec::new(),
        statements: Vec::new(),
        outgoing: Vec::new(),
        incoming: Vec::new(),
        incoming_relations: Vec::new(),
        synonyms: Vec::new(),
        parent: Some(PageId(0)),
        children: Vec::new(),
        previous: None,
        next: None,
        headings: Vec::new(),
        derived: false,
        lineage: crate::model::edition::Lineage::default(),
        predecessors: Vec::new(),
        change: None,
    }
}

/// One statement `text` with a last node of its own.
pub(super) fn statement(id: &str, children: Vec<Node>) -> Node {
    let item = with_id(node(Kind::Item(None), children), id);
    let list = Kind::List {
        start: None,
        tight: true,
    };
    node(list, vec![item])
}

fn field(key: &str, ty: FieldType, label: &str) -> Field {
    Field {
        key: key.to_owned(),
        ty,
        label: Localized::same(label),
        inverse: Some(Localized::same("この区分の施策")),
        required: false,
        unique: false,
        part_of: false,
        column: true,
        facet: false,
        shown: true,
    }
}

fn collection(key: &str, label: &str) -> Collection {
    Collection {
        key: key.to_owned(),
        dir: format!("{key}s"),
        label: Localized::same(label),
        title: Localized::same(format!("{label}一覧")),
        description: None,
        number: Some(Numbering {
            field: "no".to_owned(),
            format: "({no})".to_owned(),
            scope: None,
            autolink: true,
            label_field: None,
        }),
        fields: Vec::new(),
        statement_fields: Vec::new(),
        statement_label: None,
        print_table: None,
        require_incoming: Vec::new(),
        hidden: false,
    }
}

fn schema() -> Schema {
    let mut measure = collection("measure", "施策");
    measure.fields = vec![
        field("group", FieldType::Ref("group".to_owned()), "区分"),
        field("since", FieldType::Date, "時期"),
    ];
    let column = |label: &str, value| PrintColumn {
        label: label.to_owned(),
        value,
    };
    measure.print_table = Some(vec![
        column("番号", PrintValue::Number),
        column("事業", PrintValue::WholeOnce),
        column("概要", PrintValue::Body),
    ]);
    measure.statement_fields = vec![field(
        "status",
        FieldType::Enum(vec!["構築中".to_owned()]),
        "状況",
    )];
    Schema {
        collections: vec![
            measure,
            collection("target", "具体目標"),
            collection("group", "区分"),
        ],
        matrices: Vec::new(),
    }
}

fn record(collection: usize, url: &str, title: &str, label: Option<&str>) -> Page {
    let id = url.rsplit('/').next().unwrap_or(url).replace(".html", "");
    Page {
        label: label.map(str::to_owned),
        record: Some(RecordIdentity {
            collection,
            id,
            no: None,
            scope: None,
        }),
        parent: Some(PageId(1)),
        ..page(PageKind::Record(collection), url, title)
    }
}

fn measure(url: &str, label: &str, words: &str) -> Page {
    let value = |value| FieldValue {
        value,
        inferred: true,
        span: span(),
    };
    let since = DateValue {
        raw: "令和2年3月".to_owned(),
        edtf: "2020-03".to_owned(),
    };
    Page {
        title_source: TitleSource::Statement,
        document: Some(document(
            vec![statement(
                "s1",
                vec![text(words), leaf(Kind::FootnoteReference(0))],
            )],
            vec![(
                "sic1",
                vec![node(Kind::Paragraph, vec![text("原文のまま。")])],
            )],
        )),
        statements: vec![Statement {
            id: "s1".to_owned(),
            text: words.to_owned(),
            fields: vec![(0, Value::Text("構築中".to_owned()))],
        }],
        fields: vec![
            (0, value(Value::Ref(PageId(6)))),
            (1, value(Value::Date(since))),
        ],
        ..record(0, url, words, Some(label))
    }
}

/// Pages: 0 home, 1 measures, 2 m01, 3 m02, 4 target, 5 plain, 6 group, 7 printed, 8 search, 9 404.
pub(super) fn site() -> Site {
    let sentence = "データ基盤を構築中。(1)等";
    let mut home = page(PageKind::Home, "index.html", "AI戦略フォローアップ");
    home.title_source = TitleSource::FrontMatter;
    home.document = Some(document(
        vec![node(Kind::Paragraph, vec![text("厚生労働省")])],
        Vec::new(),
    ));
    home.parent = None;
    home.children = vec![PageId(1), PageId(5), PageId(7)];
    let mut measures = page(PageKind::Collection(0), "measures/index.html", "施策一覧");
    measures.derived = true;
    measures.children = vec![PageId(2), PageId(3)];
    let mut m01 = measure("measures/m01.html", "(1)", "画像診断支援システムを開発");
    m01.incoming = vec![EdgeId(0)];
    m01.next = Some(PageId(3));
    let m02 = measure("measures/m02.html", "(2)", "<二次活用> & \"引用\"");
    let mut target = record(
        1,
        "targets/health-1.html",
        "データ基盤の整備",
        Some("<具体目標1>"),
    );
    target.title_source = TitleSource::FrontMatter;
    target.outgoing = vec![EdgeId(0)];
    target.document = Some(document(
        vec![statement(
            "s1",
            vec![
                text("データ基盤を構築中。"),
                link(Target::Reference(EdgeId(0)), "(1)"),
                text("等"),
            ],
        )],
        Vec::new(),
    ));
    let mut group = record(2, "groups/amed.html", "AMED 研究事業", None);
    group.title_source = TitleSource::FrontMatter;
    group.incoming_relations = vec![(0, 0, vec![PageId(2), PageId(3)])];
    let plain = page(PageKind::Plain, "about.html", "凡例");
    let mut printed = page(PageKind::Printed, "document.html", "原文");
    printed.derived = true;
    let part = |page: usize, parts| PrintedNode {
        page: PageId(page),
        parts,
    };
    let groups = part(6, vec![part(2, vec![]), part(3, vec![])]);
    Site {
        prefix: String::new(),
        place: None,
        editions: Vec::new(),
        comparisons: Vec::new(),
        history: std::collections::BTreeMap::new(),
        numbers: Default::default(),
        config: Arc::new(Config {
            schema: schema(),
            ..Config::default()
        }),
        pages: vec![
            home,
            measures,
            m01,
            m02,
            target,
            plain,
            group,
            printed,
            page(PageKind::Search, "search.html", "検索"),
            page(PageKind::NotFound, "404.html", "ページが見つかりません"),
        ],
        edges: vec![Edge {
            from: PageId(4),
            statement: Some("s1".to_owned()),
            to: PageId(2),
            anchor: None,
            text: "(1)".to_owned(),
            by_number: true,
            qualifier: Some("等".to_owned()),
            sentence: sentence.to_owned(),
            mark: sentence.find("(1)").map_or(0..0, |at| at..at + 3),
            span: span(),
        }],
        records: vec![vec![PageId(2), PageId(3)], vec![PageId(4)], vec![PageId(6)]],
        home: PageId(0),
        homes: BTreeMap::new(),
        printed: vec![groups, part(4, vec![])],
        matrices: vec![Matrix {
            label: Localized::same("目標と施策の対応"),
            collections: (1, 0),
            rows: vec![PageId(4)],
            columns: vec![PageId(2), PageId(3)],
            cells: BTreeMap::from([((0, 0), vec![EdgeId(0)])]),
        }],
        redirects: BTreeMap::new(),
        assets: Vec::new(),
    }
}
