//! YAML and TOML: places, untyped scalars, and every kind of mistake.

use super::{Config, config, front, problems, read_with, tree};

#[test]
fn scalars_stay_source_text() {
    let text =
        "---\nno: 1.10\n\"題\": \"a\\tb\" # 注\nlist: [08, no, 2019-09]\nmap: {b: c}\n---\n本文\n";
    assert_eq!(
        front(text),
        "no@1.10=1.10 題@\"a\\tb\"=a\tb list@[08, no, 2019-09]=[08@08 no@no 2019-09@2019-09] \
         map@{b: c}={b=c}"
    );
    assert_eq!(tree(text), "p(\"本文\")");
    let text = "+++\nno = 1.10\nb = true\nd = 2019-09-01\na = ['08']\n[t]\nk = \"v\"\n+++\n本文\n";
    assert_eq!(
        front(text),
        "no@1.10=1.10 b@true=true d@2019-09-01=2019-09-01 a@['08']=[08@'08'] t@[t]={k=v}"
    );
    assert_eq!(tree(text), "p(\"本文\")");
}

#[test]
fn block_forms_of_yaml_are_read() {
    assert_eq!(
        front("---\r\na:\r\n  - b\r\n  - 'e''f'\r\ng: ~\r\nh:\r\n---\r\n"),
        "a@- b\r\n  - 'e''f'=[b@b e'f@'e''f'] g@~=null h@=null"
    );
    let folded = "---\nf: >-\n  一\n  二\nl: |\n  一\n  二\n---\n";
    assert_eq!(front(folded), "f@一\n  二=一 二 l@一\n  二=一\n二\n");
}

#[test]
fn mistakes_are_reported_where_they_are() {
    let cases = [
        ("---\na: 1\na: 2\n---\n", "duplicate-key@a"),
        ("---\ntitle: 概要: 背景\n---\n", "invalid-yaml@:"),
        ("---\n- a\n---\n", "invalid-yaml@"),
        ("---\nここは文\n---\n", "invalid-yaml@ここは文"),
        ("---\na: &x 1\n---\n", "invalid-yaml@1"),
        ("---\na: !!str x\n---\n", "invalid-yaml@x"),
        ("---\n<<: {a: b}\n---\n", "invalid-yaml@<<"),
        ("---\na: \"x\n---\n", "invalid-yaml@\""),
        ("---\na: [1\nb: 2\n---\n", "invalid-yaml@:"),
        ("---\n? [a]\n: b\n---\n", "invalid-yaml@["),
        ("---\ntitle: x\n\n# 題\n", "unclosed-front-matter@---"),
        ("+++\na = 1\na = 2\n+++\n", "duplicate-key@a"),
        ("+++\na = \n+++\n", "invalid-toml@"),
        ("+++\na = 1\n", "unclosed-front-matter@+++"),
    ];
    for (text, expected) in cases {
        assert_eq!(problems(text), [expected], "{text:?}");
    }
}

#[test]
fn a_thematic_break_is_no_front_matter() {
    for text in ["---\n\n題\n\n---\n", "---\n本文\n", "----\na: b\n---\n"] {
        assert_eq!(front(text), "");
        assert_eq!(problems(text), [""; 0], "{text:?}");
    }
    assert_eq!(tree("---\n---\n本文"), "p(\"本文\")");
}

#[test]
fn size_and_depth_are_bounded() {
    let deep = format!("---\na: {}1{}\n---\n", "[".repeat(40), "]".repeat(40));
    assert_eq!(problems(&deep), ["invalid-yaml@["]);
    let large = format!("---\na: {}\n---\n本文", "x".repeat(100));
    let mut small: Config = config();
    small.limits.front_matter_bytes = 50;
    let staged = read_with(&large, &small);
    assert!(staged.value.front.entries.is_empty());
    assert_eq!(staged.diagnostics.len(), 1);
}
