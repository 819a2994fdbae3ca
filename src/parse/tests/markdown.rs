//! Markdown: structure, references, emphasis, line ends, attributes, footnotes.

use super::{Config, config, problems, read_with, show, tree};

/// Each source gives this tree and no problem.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(tree(text), *expected, "{text:?}");
        assert_eq!(problems(text), [""; 0], "{text:?}");
    }
}

#[test]
fn blocks_become_nodes() {
    check(&[
        (
            "# 題\n\n本文の*字*。\n",
            "h1(\"題\") p(\"本文の\" em(\"字\") \"。\")",
        ),
        (
            "- [ ] あ\n- [x] い\n\n1. x\n\n2. y\n",
            "ul(task:false(\"あ\") task:true(\"い\")) OL1(li(p(\"x\")) li(p(\"y\")))",
        ),
        ("```rust\nfn()\n```\n", "pre[rust]\"fn()\\n\""),
        ("> 引用\n\n---\n", "quote(p(\"引用\")) hr"),
        (
            "用語\n: 説明\n",
            "DefinitionList(DefinitionTerm(\"用語\") DefinitionDetails(\"説明\"))",
        ),
        (
            "| a | b |\n|:--|--:|\n| `x` | ![絵](a.png) |\n",
            "Table([Left, Right])(TableHead(TableCell(\"a\") TableCell(\"b\")) \
             TableRow(TableCell(code\"x\") TableCell(img<a.png>(\"絵\"))))",
        ),
        (
            "[参照][b] ~~消~~\n\n[b]: x.md\n",
            "p(a<x.md>(\"参照\") \" \" del(\"消\"))",
        ),
    ]);
}

#[test]
fn text_is_joined_only_where_its_source_is_unbroken() {
    check(&[
        ("<具体目標1>と<2>、[注]", "p(\"<具体目標1>と<2>、[注]\")"),
        ("あ\\(8)", "p(\"あ\" \"(8)\")"),
        ("a&amp;b", "p(\"a\" \"&\" \"b\")"),
    ]);
}

#[test]
fn references_reach_the_resolver() {
    check(&[
        ("構築中。[(8)]等", "p(\"構築中。\" a<(8)>(\"(8)\") \"等\")"),
        ("[(1),(2)]", "p(a<(1),(2)>(\"(1),(2)\"))"),
        ("[(8)@2020]", "p(a<(8)@2020>(\"(8)@2020\"))"),
        ("[通い][measure:m08]", "p(a<measure:m08>(\"通い\"))"),
        ("[通い](measure:m08)", "p(a<measure:m08>(\"通い\"))"),
        ("<measure:m08>", "p(a<measure:m08>(\"measure:m08\"))"),
        ("![(8)]", "p(\"![(8)]\")"),
        (
            "[[measure:m08]]を",
            "p(a<measure:m08>(\"measure:m08\") \"を\")",
        ),
        (
            "前[[measure:m08|通いの場]]後",
            "p(\"前\" a<measure:m08>(\"通いの場\") \"後\")",
        ),
        ("[[(8)]]等", "p(a<(8)>(\"(8)\") \"等\")"),
        ("[[注]]と[measure:m08|x]", "p(\"[[注]]と[measure:m08|x]\")"),
        ("[（1）] [略] [1]", "p(\"[（1）] [略] [1]\")"),
        (
            "| a |\n|---|\n| [(8)] |",
            "Table([None])(TableHead(TableCell(\"a\")) TableRow(TableCell(a<(8)>(\"(8)\"))))",
        ),
    ]);
    assert_eq!(problems("[(1)][(2)]"), ["merged-references@[(1)][(2)]"]);
    assert_eq!(tree("[(1)][(2)]"), "p(\"[(1)][(2)]\")");
}

#[test]
fn destinations_have_their_own_place() {
    let place = |text: &str| {
        let staged = read_with(text, &config());
        let crate::model::Kind::Link { target, .. } = &staged.value.blocks[0].children[0].kind
        else {
            panic!("no link in {text:?}");
        };
        match target {
            crate::model::Target::Unresolved { span, .. } => text[span.range()].to_owned(),
            _ => "!".to_owned(),
        }
    };
    assert_eq!(place("[題](x.md#a)"), "x.md#a");
    assert_eq!(place("[題][measure:m08]"), "measure:m08");
    assert_eq!(place("[(8)]"), "(8)");
    assert_eq!(place("<measure:m08>"), "measure:m08");
}

#[test]
fn emphasis_beside_japanese_text() {
    check(&[
        ("**施策（1）**の", "p(strong(\"施策（1）\") \"の\")"),
        (
            "これは**「重要」**です",
            "p(\"これは\" strong(\"「重要」\") \"です\")",
        ),
        ("**テスト。**テスト", "p(strong(\"テスト。\") \"テスト\")"),
        ("**重要(注)**です", "p(strong(\"重要(注)\") \"です\")"),
        (
            "これは**`x`**です",
            "p(\"これは\" strong(code\"x\") \"です\")",
        ),
        ("**[題](x.md)**の", "p(strong(a<x.md>(\"題\")) \"の\")"),
        ("は*「強調」*と", "p(\"は\" em(\"「強調」\") \"と\")"),
        ("~~（1）~~の", "p(del(\"（1）\") \"の\")"),
        ("**あ**い**う**", "p(strong(\"あ\") \"い\" strong(\"う\"))"),
        ("𠮷**「野」**家", "p(\"𠮷\" strong(\"「野」\") \"家\")"),
        (
            "**A（1）**、**B（2）**の",
            "p(strong(\"A（1）\") \"、\" strong(\"B（2）\") \"の\")",
        ),
        (
            "**甲**、**\"N\"乙**、",
            "p(strong(\"甲\") \"、\" strong(\"\\\"N\\\"乙\") \"、\")",
        ),
        (
            "**甲(1)**、**B(2)**の",
            "p(strong(\"甲(1)\") \"、\" strong(\"B(2)\") \"の\")",
        ),
        // What must not change.
        (
            "**「x」**の[**「y」**の]\n\n[**「y」**の]: u",
            "p(strong(\"「x」\") \"の\" a<u>(\"**「y」**の\"))",
        ),
        (
            "`**「y」**の`と**「x」**の",
            "p(code\"**「y」**の\" \"と\" strong(\"「x」\") \"の\")",
        ),
        (
            "**「x」**の[題](**「y」**の.md)",
            "p(strong(\"「x」\") \"の\" a<**「y」**の.md>(\"題\"))",
        ),
        ("2 * 3 * 4 と a**b", "p(\"2 * 3 * 4 と a**b\")"),
        ("は ** 「空」 ** と", "p(\"は ** 「空」 ** と\")"),
        ("a*\"foo\"*", "p(\"a*\\\"foo\\\"*\")"),
        ("\\*「語」\\*の", "p(\"*「語」\" \"*の\")"),
        ("snake_case_名_前", "p(\"snake_case_名_前\")"),
    ]);
    let mut plain: Config = config();
    plain.markdown.cjk_emphasis = false;
    let mut out = String::new();
    show(&read_with("**施策（1）**の", &plain).value.blocks, &mut out);
    assert_eq!(out, "p(\"**施策（1）**の\")");
}

#[test]
fn line_ends_vanish_between_cjk_characters() {
    check(&[
        ("あ\nい", "p(\"あ\" ¬ \"い\")"),
        ("あ。\n**い**", "p(\"あ。\" ¬ strong(\"い\"))"),
        ("*あ\nい*", "p(em(\"あ\" ¬ \"い\"))"),
        ("あ\nABC\nd", "p(\"あ\" / \"ABC\" / \"d\")"),
        ("한국\n어", "p(\"한국\" / \"어\")"),
        ("あ`x`\nい", "p(\"あ\" code\"x\" / \"い\")"),
        ("あ  \nい", "p(\"あ\" br \"い\")"),
        ("- あ\n  い", "ul(li(\"あ\" ¬ \"い\"))"),
    ]);
}

#[test]
fn attribute_lists_are_read_and_other_braces_stay() {
    check(&[
        ("# 題 {#a .b}", "h1{#a .b}(\"題\")"),
        ("題{#a}\n===", "h1{#a}(\"題\")"),
        ("# 題 {略}", "h1(\"題 {略}\")"),
        ("段落 {#p status=構築中}", "p{#p status=構築中}(\"段落\")"),
        ("段落\n{#p}", "p{#p}(\"段落\")"),
        (
            "- 項目 {status=\"構築 中\"}\n  - 下",
            "ul(li{status=構築 中}(\"項目\" ul(li(\"下\"))))",
        ),
        (
            "- 一\n\n  二 {#s}\n\n- 三",
            "UL(li{#s}(p(\"一\") p(\"二\")) li(p(\"三\")))",
        ),
        ("集合 {x=1} と {a}", "p(\"集合 {x=1} と {a}\")"),
        ("段落 {x=1}", "p(\"段落 {x=1}\")"),
        ("段落 \\{#p}", "p(\"段落 \" \"{#p}\")"),
        ("> 引用 {#q}", "quote(p(\"引用 {#q}\"))"),
    ]);
    let text = "# 見出し {#id onclick=alert(1) style=x}";
    assert_eq!(tree(text), "h1{#id}(\"見出し\")");
    assert_eq!(
        problems(text),
        [
            "disallowed-attribute@onclick=alert(1)",
            "disallowed-attribute@style=x"
        ]
    );
}

#[test]
fn footnotes_are_numbered_by_first_reference() {
    let text = "一[^b]二[^a]三[^B]四[^x]\n\n[^a]: あ[^c]\n[^b]: い\n[^c]: う\n[^d]: え\n[^a]: 再\n";
    assert_eq!(
        tree(text),
        "p(\"一\" ^0 \"二\" ^1 \"三\" ^0 \"四[^x]\") | b×2:p(\"い\") | a×1:p(\"あ\" ^2) \
         | c×1:p(\"う\") | d×0:p(\"え\")"
    );
    assert_eq!(
        problems(text),
        [
            "undefined-footnote@[^x]",
            "duplicate-footnote@[^a]: 再\n",
            "unused-footnote@[^d]: え\n"
        ]
    );
}

#[test]
fn bare_addresses_end_before_japanese_text() {
    check(&[
        (
            "見よhttps://example.com/a_b。続き",
            "p(\"見よ\" a<https://example.com/a_b>(\"https://example.com/a_b\") \"。続き\")",
        ),
        (
            "(http://e.jp/(a)).",
            "p(\"(\" a<http://e.jp/(a)>(\"http://e.jp/(a)\") \").\")",
        ),
        ("[https://e.jp](x.md)", "p(a<x.md>(\"https://e.jp\"))"),
        (
            "`https://e.jp` https:// xhttp://e.jp",
            "p(code\"https://e.jp\" \" https:// xhttp://e.jp\")",
        ),
    ]);
}

#[test]
fn schemes_that_run_are_never_live() {
    let text = "[a](javascript:x) ![b](data:x) [c](JaVaScRiPt&colon;x) <vbscript:x> <std::vec> [d](file:x)";
    assert_eq!(
        tree(text),
        "p(a<!>(\"a\") \" \" img<!>(\"b\") \" \" a<!>(\"c\") \" <vbscript:x> <std::vec> \" a<!>(\"d\"))"
    );
    assert_eq!(problems(text).len(), 6);
}

#[test]
fn doubled_colons_mark_no_definition() {
    let cases = [
        ("前\n\n:::\n", "p(\"前\") p(\":::\")"),
        ("前\n:: 後\n", "p(\"前\" / \":: 後\")"),
        (
            "- 前\n\n  :::\n\n甲\n: 乙\n",
            "UL(li(p(\"前\") p(\":::\"))) \
             DefinitionList(DefinitionTerm(\"甲\") DefinitionDetails(\"乙\"))",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(tree(text), expected, "{text:?}");
    }
}
