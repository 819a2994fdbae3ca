//! Admonitions, ruby, passages in other languages, figures.

use super::{problems, tree};

/// Each source gives this tree and no problem.
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(tree(text), *expected, "{text:?}");
        assert_eq!(problems(text), [""; 0], "{text:?}");
    }
}

#[test]
fn marked_quotations_are_admonitions() {
    check(&[
        (
            "> [!NOTE]\n> 本文。\n>\n> - 甲\n",
            "Admonition(Note)(p(\"本文。\") ul(li(\"甲\")))",
        ),
        (
            "> [!warning] *題* の語\n> 本文。\n",
            "Admonition(Warning)(AdmonitionTitle(em(\"題\") \" の語\") p(\"本文。\"))",
        ),
        ("> [!TIP]\n>\n> 本文。\n", "Admonition(Tip)(p(\"本文。\"))"),
        (
            "> [!IMPORTANT] 題\n>\n> 本文。\n",
            "Admonition(Important)(AdmonitionTitle(\"題\") p(\"本文。\"))",
        ),
        (
            "- 項目\n\n  > [!CAUTION] 一行だけ\n",
            "UL(li(p(\"項目\") Admonition(Caution)(p(\"一行だけ\"))))",
        ),
    ]);
}

#[test]
fn other_quotations_stay_as_they_are() {
    check(&[
        ("> [!NOTE]\n", "quote(p(\"[!NOTE]\"))"),
        ("> [!INFO]\n> 文\n", "quote(p(\"[!INFO]\" / \"文\"))"),
        ("> \\[!NOTE]\n> 文\n", "quote(p(\"[!NOTE]\" / \"文\"))"),
        ("> 文 [!NOTE]\n", "quote(p(\"文 [!NOTE]\"))"),
    ]);
}

#[test]
fn readings_are_ruby() {
    check(&[
        (
            "その{漢字|かんじ}を",
            "p(\"その\" <ruby>(\"漢字\" <rt>(\"かんじ\")) \"を\")",
        ),
        (
            "{漢字|かん|じ}",
            "p(<ruby>(\"漢\" <rt>(\"かん\") \"字\" <rt>(\"じ\")))",
        ),
        (
            "# {白書|hakusho} {#top}",
            "h1{#top}(<ruby>(\"白書\" <rt>(\"hakusho\")))",
        ),
        (
            "| 語 |\n|---|\n| **{AI|エーアイ}** {AI｜エーアイ} |\n",
            "Table([None])(TableHead(TableCell(\"語\")) TableRow(TableCell(\"**{AI\")))",
        ),
        (
            "| 語 |\n|---|\n| {AI｜エーアイ} |\n",
            "Table([None])(TableHead(TableCell(\"語\")) \
             TableRow(TableCell(<ruby>(\"AI\" <rt>(\"エーアイ\")))))",
        ),
    ]);
}

#[test]
fn other_braces_are_the_authors() {
    check(&[
        ("{start|stop}", "p(\"{start|stop}\")"),
        ("{可|否}", "p(\"{可|否}\")"),
        ("\\{漢字|かんじ}", "p(\"{漢字|かんじ}\")"),
        ("`{漢字|かんじ}`", "p(code\"{漢字|かんじ}\")"),
        ("{漢字|か|ん|じ}", "p(\"{漢字|か|ん|じ}\")"),
        ("{漢字|}と{|かんじ}", "p(\"{漢字|}と{|かんじ}\")"),
        ("    {漢字|かんじ}\n", "pre[]\"{漢字|かんじ}\\n\""),
    ]);
}

#[test]
fn passages_carry_their_language() {
    check(&[
        (
            "彼は[Good *morning*]{lang=en}と言った",
            "p(\"彼は\" <span lang=en>(\"Good \" em(\"morning\")) \"と言った\")",
        ),
        (
            "[a]{lang=en}[[b]]{lang=\"zh-Hant\"}",
            "p(<span lang=en>(\"a\") <span lang=zh-Hant>(\"[b]\"))",
        ),
        ("[a]{lang=?}", "p(\"[a]{lang=?}\")"),
        ("a]{lang=en}", "p(\"a]{lang=en}\")"),
        ("\\[a]{lang=en}", "p(\"[a]{lang=en}\")"),
        ("`[a]{lang=en}`", "p(code\"[a]{lang=en}\")"),
    ]);
}

#[test]
fn an_image_alone_with_a_title_is_a_figure() {
    check(&[
        (
            "![図](a.png \"題\")\n",
            "<figure>(img<a.png>(\"図\") <figcaption>(\"題\"))",
        ),
        (
            "![図](a.png \"題\") {#fig}\n",
            "<figure>{#fig}(img<a.png>(\"図\") <figcaption>(\"題\"))",
        ),
        ("![図](a.png)\n", "p(img<a.png>(\"図\"))"),
        ("文![図](a.png \"題\")\n", "p(\"文\" img<a.png>(\"図\"))"),
    ]);
}

#[test]
fn dollars_make_formulas_or_sums() {
    for (text, expected) in [
        ("式 $x^2$ は", "p(\"式 \" math(x^2) \" は\")"),
        ("式$x^2$は", "p(\"式\" math(x^2) \"は\")"),
        ("$$y$$", "p(math*(y))"),
        ("```math\nz\n```", "p(math*(z))"),
        (
            "費用は$100、利益は$200。",
            "p(\"費用は$100、利益は$200。\")",
        ),
        ("US$100～US$200", "p(\"US$100～US$200\")"),
        (
            "（$100）と（$200）と$300の",
            "p(\"（$100）と（$200）と$300の\")",
        ),
        (
            "$5 and **$6** or $7",
            "p(\"$5 and \" strong(\"$6\") \" or $7\")",
        ),
        ("$HOMEと$PATH", "p(\"$HOMEと$PATH\")"),
        (
            "価格$10から式 $x$ まで",
            "p(\"価格$10から式 \" math(x) \" まで\")",
        ),
        ("$\\text{費用} + x$", "p(math(\\text{費用} + x))"),
        ("`$x$` と \\$x\\$", "p(code\"$x$\" \" と \" \"$x\" \"$\")"),
    ] {
        assert_eq!(super::tree(text), expected, "{text}");
    }
}

#[test]
fn many_sums_leave_the_formulas_of_a_file_alone() {
    let sums: String = (1..=100).map(|n| format!("${n}の品、 ")).collect();
    let text = format!("{sums}合計5$です。\n\n式 $x^2$ です。\n");
    let tree = super::tree(&text);
    assert!(tree.contains("$100の品、 合計5$です。"), "{tree}");
    assert_eq!(tree.matches("math(").count(), 1, "{tree}");
}

#[test]
fn formulas_can_be_switched_off() {
    let mut config = super::config();
    config.markdown.math = false;
    let staged = super::read_with("$x$\n\n```math\ny\n```\n", &config);
    let mut out = String::new();
    super::show(&staged.value.blocks, &mut out);
    assert!(!out.contains("math("), "{out}");
}
