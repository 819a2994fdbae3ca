//! Nothing that an author writes reaches a page live unless the allow-list has it. The oracle is
//! ammonia: what it would strip from an article must not be there.

use std::collections::HashSet;
use std::fs;
use std::process::Command;

use proptest::prelude::*;

/// Elements and attributes that the generator and the allow-list may write.
fn allowed() -> ammonia::Builder<'static> {
    let mut builder = ammonia::Builder::default();
    builder
        .add_tags([
            "article",
            "section",
            "header",
            "footer",
            "nav",
            "figure",
            "figcaption",
            "main",
            "h1",
            "mark",
        ])
        .add_tags([
            "label", "details", "summary", "dfn", "samp", "var", "data", "time", "caption",
        ])
        // What formulas become; see `text::math`.
        .add_tags([
            "math",
            "mrow",
            "mi",
            "mn",
            "mo",
            "mtext",
            "mspace",
            "msub",
            "msup",
            "msubsup",
            "munder",
            "mover",
            "munderover",
            "mfrac",
            "msqrt",
            "mroot",
            "mtable",
            "mtr",
            "mtd",
            "mphantom",
            "mpadded",
            "mmultiscripts",
            "mprescripts",
            "mstyle",
        ])
        .add_generic_attributes([
            "alttext",
            "display",
            "displaystyle",
            "scriptlevel",
            "stretchy",
            "symmetric",
            "fence",
            "separator",
            "form",
            "lspace",
            "rspace",
            "minsize",
            "maxsize",
            "movablelimits",
            "largeop",
            "accent",
            "accentunder",
            "width",
            "height",
            "depth",
            "linethickness",
            "mathvariant",
        ])
        .add_generic_attributes([
            "id", "class", "lang", "dir", "title", "role", "tabindex", "hidden",
        ])
        .add_generic_attributes([
            "datetime", "cite", "start", "reversed", "type", "value", "open", "scope",
        ])
        .add_generic_attributes([
            "colspan", "rowspan", "headers", "loading", "decoding", "target",
        ])
        .add_generic_attribute_prefixes(["data-", "aria-"])
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::PassThrough);
    builder
}

/// The same, and everything that is dangerous: what only this one keeps must not be there.
fn permissive() -> ammonia::Builder<'static> {
    let mut builder = allowed();
    builder
        .rm_clean_content_tags(["script", "style"])
        .add_tags([
            "script", "style", "iframe", "object", "embed", "form", "input", "button", "base",
            "meta", "link",
        ])
        .add_tags([
            "svg",
            "semantics",
            "annotation-xml",
            "maction",
            "template",
            "noscript",
            "video",
            "audio",
            "source",
            "textarea",
            "select",
        ])
        .add_generic_attributes([
            "style",
            "src",
            "href",
            "srcdoc",
            "formaction",
            "action",
            "srcset",
            "ping",
        ])
        .add_generic_attribute_prefixes(["on"])
        .add_url_schemes(["javascript", "vbscript", "data", "file", "blob"]);
    builder
}

/// Builds one page with `body` and returns its HTML.
fn built(body: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::write(root.join("index.md"), "# 表紙\n").expect("a writable file");
    fs::write(root.join("page.md"), body).expect("a writable file");
    let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args([
            "build",
            "--lint",
            "invalid-yaml=warn",
            "--lint",
            "nesting-too-deep=warn",
        ])
        .args(["--lint", "duplicate-anchor=warn", "--root"])
        .arg(root)
        .output()
        .expect("the program runs");
    let page = root.join("public/page.html");
    assert!(page.exists(), "{}", String::from_utf8_lossy(&run.stderr));
    fs::read_to_string(page).expect("a page")
}

/// The article of the page with `body`.
fn article(body: &str) -> String {
    let html = built(body);
    let start = html.find("<article").expect("an article");
    let end = html.rfind("</article>").expect("the article's end");
    html[start..end + "</article>".len()].to_owned()
}

fn assert_safe(body: &str) {
    let article = article(body);
    let clean = allowed().clean(&article).to_string();
    let everything = permissive().clean(&article).to_string();
    assert_eq!(clean, everything, "from {body:?}");
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x.png\" alt=\"\" onerror=\"alert(1)\">",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](\u{1}javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"&#106;avascript:alert(1)\">x</a>",
    "# 見出し {#id onclick=alert(1)}",
    "# 見出し {#\"><script>alert(1)</script>}",
    "- 文 {#a\" onclick=alert(1)}",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
    "<iframe src=\"https://example.jp\"></iframe>",
    "<b style=\"background:url(javascript:alert(1))\">x</b>",
    "<details open ontoggle=alert(1)><summary>x</summary>y</details>",
    "<form action=x><input formaction=javascript:alert(1) type=submit></form>",
    "<div\n\n><script>alert(1)</script>",
    "<!-- --><script>alert(1)</script><!-- -->",
    "<<script>script>alert(1)<</script>/script>",
    "<p title=\"</p><script>alert(1)</script>\">x</p>",
    "`<script>` と ``` <script>alert(1)</script> ```",
    "```\"><script>alert(1)</script>\nx\n```",
    "[^a]\n\n[^a]: <script>alert(1)</script>",
    "| <script>a</script> | b |\n|---|---|\n| <img src=x onerror=a> | [x](javascript:1) |",
    "<style>*{display:none}</style><link rel=stylesheet href=x><meta http-equiv=refresh content=0><base href=//x>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "$<img src=x onerror=alert(1)>$ と $\\text{<script>alert(1)</script>}$",
    "$$\\href{javascript:alert(1)}{x} \\text{\" onclick=alert(1)}$$",
    "$a < b > \"onclick=alert(1)\"$",
    "```math\n\\text{</math><script>alert(1)</script>}\n```",
];

#[test]
fn the_oracle_sees_what_is_live() {
    for live in [
        "<article><script>a</script></article>",
        "<article><p onclick=\"a\">x</p></article>",
        "<article><a href=\"javascript:a\">x</a></article>",
    ] {
        let clean = allowed().clean(live).to_string();
        assert_ne!(clean, permissive().clean(live).to_string(), "{live}");
    }
}

/// The ids of a page, in order.
fn ids(html: &str) -> Vec<&str> {
    let parts = html.split(" id=\"").skip(1);
    parts.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn headings_never_take_an_id_of_the_page_around_them() {
    let body = "# 題\n\n本文[^1]\n\n## 節\n\n## 節\n\n- [ ] 項\n\n[^1]: 注\n";
    let plain = built(body);
    let headings: String = ids(&plain)
        .iter()
        .map(|id| format!("\n## {id}\n"))
        .collect();
    let html = built(&format!("{body}{headings}"));
    let mut found = ids(&html);
    let count = found.len();
    assert!(count > 2 * 6, "{found:?}");
    found.sort_unstable();
    found.dedup();
    assert_eq!(found.len(), count, "{found:?}");
}

#[test]
fn known_attacks_come_out_as_text() {
    assert_safe(&ATTACKS.join("\n\n"));
    for attack in ATTACKS {
        assert_safe(attack);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mixture_of_attacks_comes_out_live(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(ATTACKS).prop_map(str::to_owned),
                prop::sample::select(&["<", ">", "\"", "'", "`", "\n", "\n\n", "- ", "> ", "</p>", "<ruby>", "</div>", "\\", "&lt;", "$", "$$", "\\text{", "}"][..])
                    .prop_map(str::to_owned),
                "\\PC{0,8}",
            ],
            1..12,
        )
    ) {
        assert_safe(&pieces.concat());
    }
}
