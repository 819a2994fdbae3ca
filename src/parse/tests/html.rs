//! Raw HTML: what is let through, what is shown as text, how it is balanced.

use super::{config, problems, read_with, show, tree};

#[test]
fn allowed_elements_nest_with_markdown() {
    let cases = [
        (
            "漢字<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
            "p(\"漢字\" <ruby>(\"漢\" <rp>(\"(\") <rt>(\"かん\") <rp>(\")\")))",
        ),
        (
            "<details open>\n<summary>要約</summary>\n\n**x**\n\n- y\n\n</details>\n\n後",
            "<details open=>(<summary>(\"要約\") p(strong(\"x\")) ul(li(\"y\"))) p(\"後\")",
        ),
        (
            "<table><tr><td>a<td>b<tr><td colspan=2>c</table>\n",
            "<table>(<tr>(<td>(\"a\") <td>(\"b\")) <tr>(<td colspan=2>(\"c\")))",
        ),
        (
            "<div class=\"a b\" id=k>\nあ\nい&amp;う\n<p>え</p>\n</div>",
            "<div>{#k .a .b}(p(\"あ\" ¬ \"い\" \"&\" \"う\") p(\"え\"))",
        ),
        (
            "a<br>b<wbr>c<img src=x.png alt=絵 width=3>",
            "p(\"a\" br \"b\" <wbr>() \"c\" img<x.png>{width=3}(\"絵\"))",
        ),
        ("<a href=\"x.md\" title=t>題</a>", "p(a<x.md>(\"題\"))"),
        ("<a name=\"old\"></a>題", "p(<a>{#old}() \"題\")"),
        (
            "<ul><li>a<li>b</ul>\n<ol start=3><li>c</ol>",
            "ul(li(\"a\") li(\"b\")) ol3(li(\"c\"))",
        ),
        ("<h2 id=x>題</h2>", "h2{#x}(\"題\")"),
        ("<p>\n\n![x](a.png)\n\n</p>", "<div>(p(img<a.png>(\"x\")))"),
        ("<p>一<p>二\n\n三", "p(\"一\") p(\"二\") p(\"三\")"),
        (
            "| a |\n|--|\n| <ul><li>x</li></ul> |",
            "Table([None])(TableHead(TableCell(\"a\")) TableRow(TableCell(ul(li(\"x\")))))",
        ),
        ("<!-- 覚え書き -->\n\n前<!-- x -->後", "p(\"前\" \"後\")"),
        ("<pre>\n  a\n\n  b</pre>", "<pre>(\"\\n  a\\n\\n  b\")"),
        (
            "<dl><dt>語<dd>説明</dl>",
            "<dl>(<dt>(\"語\") <dd>(\"説明\"))",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(tree(text), expected, "{text:?}");
        assert_eq!(problems(text), [""; 0], "{text:?}");
    }
}

#[test]
fn everything_else_is_shown_as_text() {
    let cases = [
        (
            "と<script>alert(1)</script>",
            "p(\"と<script>alert(1)</script>\")",
            "disallowed-html@<script>",
        ),
        (
            "<script>\nif (a<b) \"<b>\"\n</script>\n",
            "p(\"<script>\" / \"if (a<b) \\\"<b>\\\"\" / \"</script>\")",
            "disallowed-html@<script>",
        ),
        ("Vec<T>を", "p(\"Vec<T>を\")", "disallowed-html@<T>"),
        (
            "あ<div>い</div>う",
            "p(\"あ<div>い</div>う\")",
            "disallowed-html@<div>",
        ),
        ("<li>x", "p(\"<li>x\")", "disallowed-html@<li>"),
        (
            "<!DOCTYPE html>",
            "p(\"<!DOCTYPE html>\")",
            "disallowed-html@<!DOCTYPE html>",
        ),
        (
            "<svg onload=x>",
            "p(\"<svg onload=x>\")",
            "disallowed-html@<svg onload=x>",
        ),
        (
            "<b onclick=x>b</b>",
            "p(<b>(\"b\"))",
            "disallowed-attribute@onclick",
        ),
        (
            "<i style='x'>b</i>",
            "p(<i>(\"b\"))",
            "disallowed-attribute@style",
        ),
        (
            "<a href=\"java&#10;script:x\">y</a>",
            "p(a<!>(\"y\"))",
            "disallowed-url@<a href=\"java&#10;script:x\">",
        ),
    ];
    for (text, expected, problem) in cases {
        assert_eq!(tree(text), expected, "{text:?}");
        assert_eq!(problems(text), [problem], "{text:?}");
    }
}

#[test]
fn what_is_left_open_is_closed_and_reported() {
    let cases = [
        (
            "<b>x\n\ny",
            "p(<b>(\"x\")) p(\"y\")",
            vec!["unbalanced-html@<b>"],
        ),
        ("x</b>", "p(\"x</b>\")", vec!["unbalanced-html@</b>"]),
        (
            "**<b>x**</b>",
            "p(strong(<b>(\"x\")) \"</b>\")",
            vec!["unbalanced-html@<b>", "unbalanced-html@</b>"],
        ),
        (
            "- <div>\n  x\n\n後",
            "ul(li(<div>(p(\"x\")))) p(\"後\")",
            vec!["unbalanced-html@<div>"],
        ),
        (
            "<table>\n\n段落\n",
            "<table>() p(\"段落\")",
            vec!["unbalanced-html@<table>"],
        ),
        (
            "<a href=x><a href=y>z</a></a>",
            "p(a<x>(\"<a href=y>z\") \"</a>\")",
            vec!["disallowed-html@<a href=y>"],
        ),
    ];
    for (text, expected, problem) in cases {
        assert_eq!(tree(text), expected, "{text:?}");
        assert_eq!(problems(text), problem, "{text:?}");
    }
}

#[test]
fn places_hold_inside_quoted_lines() {
    let text = "> <div>\n> あ <b onclick=x>い</b>\n> </div>\n";
    assert_eq!(problems(text), ["disallowed-attribute@onclick"]);
    assert_eq!(tree(text), "quote(<div>(p(\"あ \" <b>(\"い\"))))");
}

#[test]
fn trusted_html_passes_unchecked() {
    let mut trusted = config();
    trusted.trusted_html = true;
    let staged = read_with("<script>x</script>\n\na<i>b</i>", &trusted);
    let mut out = String::new();
    show(&staged.value.blocks, &mut out);
    assert_eq!(
        out,
        "html\"<script>x</script>\\n\" p(\"a\" html\"<i>\" \"b\" html\"</i>\")"
    );
    assert!(staged.diagnostics.is_empty());
}
