//! Edits of made-up files and of the sample's own.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::align::Step;
use super::front_matter::{self, Value};
use super::statements::{plain_text, revise, statements};
use super::*;
use crate::diag::FileId;
use crate::model::{Config, Document, FrontMatter, RawKind, SourceFile};

fn parsed(text: &str) -> Document {
    let source = SourceFile {
        file: FileId(0),
        path: "a.md".to_owned(),
        text: text.into(),
        collection: None,
        is_unread: false,
        prefix: "",
        includes: Default::default(),
    };
    crate::parse::parse(&source, &Config::default()).value
}

fn says(text: &str) -> Vec<String> {
    let document = parsed(text);
    statements(&document)
        .map(|node| plain_text(text, node))
        .collect()
}

fn scalar(text: &str) -> Value {
    Value::Scalar(text.to_owned())
}

fn list(texts: &[&str]) -> Value {
    Value::List(texts.iter().map(|t| (*t).to_owned()).collect())
}

fn set(text: &str, values: &[(&str, Value)]) -> String {
    let front = parsed(text).front;
    let edits = front_matter::set(&front, text, values).expect("values that can be set");
    apply(text, &edits).expect("edits of this text")
}

fn without(text: &str, key: &str) -> String {
    let edit = front_matter::remove(&parsed(text).front, text, key).expect("the key");
    apply(text, &[edit]).expect("an edit of this text")
}

/// Keys and values, whatever their form.
fn values(front: &FrontMatter) -> Vec<(String, Vec<String>)> {
    assert!(!front.is_damaged);
    let entries = front.entries.iter();
    entries
        .map(|(key, _, value)| (key.clone(), front_matter::texts(value)))
        .collect()
}

fn sample() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("content")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|e| e == "md") => {
                    let text = std::fs::read_to_string(&path).expect("a text");
                    found.push((path, text));
                }
                false => {}
            }
        }
    }
    assert!(found.len() > 50);
    found
}

#[test]
fn edits_come_in_any_order_and_never_overlap() {
    let edits = [
        Edit::replace(3..6, "b"),
        Edit::insert(0, "x"),
        Edit::insert(0, "y"),
        Edit::insert(3, "z"),
    ];
    assert_eq!(apply("施策の", &edits).as_deref(), Some("xy施zbの"));
    assert_eq!(
        apply("施策", &[Edit::remove(0..3), Edit::remove(0..6)]),
        None
    );
    assert_eq!(apply("施策", &[Edit::remove(0..1)]), None);
    assert_eq!(apply("施", &[Edit::insert(9, "")]), None);
}

#[test]
fn values_change_in_place() {
    for (before, key, value, after) in [
        (
            "no: 8  # 番号\ngroup: x",
            "no",
            scalar("08"),
            "no: 08  # 番号\ngroup: x",
        ),
        ("no:\nb: 1", "no", scalar("8"), "no: 8\nb: 1"),
        ("no:  # c\nb: 1", "no", scalar("8"), "no: 8  # c\nb: 1"),
        ("no: ~", "no", scalar("8"), "no: 8"),
        ("a: 'it''s'", "a", scalar("o'k"), "a: 'o''k'"),
        ("a: \"b\"", "a", scalar("c"), "a: \"c\""),
        ("a: b", "a", scalar("c: d"), "a: \"c: d\""),
        ("a: |\n  x\n  y\nb: 1", "a", scalar("z"), "a: z\nb: 1"),
        ("a: b\n  c\nb: 1", "a", scalar("z"), "a: z\nb: 1"),
        ("a:\n  b\nb: 1", "a", scalar("z"), "a: z\nb: 1"),
        (
            "l: [a, 'b', c]  # c",
            "l",
            list(&["b", "d"]),
            "l: ['b', d]  # c",
        ),
        (
            "l:\n  - a\n  - 'b'  # c\nx: 1",
            "l",
            list(&["b", "c"]),
            "l:\n  - 'b'\n  - c  # c\nx: 1",
        ),
        (
            "l:\n- a\n- b\n# end\nx: 1",
            "l",
            list(&["a"]),
            "l:\n- a\n# end\nx: 1",
        ),
        ("l:  # c\n  - a\nx: 1", "l", list(&[]), "l: []  # c\nx: 1"),
        ("l:  # c\n  - a\nx: 1", "l", scalar("b"), "l: b  # c\nx: 1"),
        ("l:\n  - a, b\n  - c", "l", scalar("c"), "l: c"),
        ("a: b", "flag", scalar("true"), "a: b\nflag: true"),
        (
            "  a: b",
            "c",
            list(&["d", "e: f"]),
            "  a: b\n  c: [d, \"e: f\"]",
        ),
        ("{a: b}", "c", scalar("d"), "{a: b, c: d}"),
        ("{}", "c", scalar("d"), "{c: d}"),
    ] {
        let whole = |inner: &str| format!("---\n{inner}\n---\n- 文\n");
        let text = whole(before);
        assert_eq!(
            set(&text, &[(key, value.clone())]),
            whole(after),
            "{before}"
        );
        let windows = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(
            set(&windows(&text), &[(key, value)]),
            windows(&whole(after)),
            "{before}"
        );
    }
}

#[test]
fn toml_values_change_in_place() {
    for (before, key, value, after) in [
        ("no = 8 # 番号", "no", scalar("9"), "no = 9 # 番号"),
        ("no = 8", "no", scalar("08"), "no = \"08\""),
        ("a = 'x'", "a", scalar("y\"z"), "a = 'y\"z'"),
        ("a = 'x'", "a", scalar("y'z"), "a = \"y'z\""),
        ("l = ['a',\n  'b']", "l", list(&["a"]), "l = [\"a\"]"),
        (
            "a = 1\n[extra]\nb = 2",
            "状態",
            scalar("案"),
            "a = 1\n\"状態\" = \"案\"\n[extra]\nb = 2",
        ),
        ("a = 1", "on", scalar("true"), "a = 1\non = true"),
    ] {
        let whole = |inner: &str| format!("+++\n{inner}\n+++\n- 文\n");
        assert_eq!(
            set(&whole(before), &[(key, value)]),
            whole(after),
            "{before}"
        );
    }
    let table = "+++\n[extra]\nb = 2\n+++\n";
    let front = parsed(table).front;
    assert_eq!(
        front_matter::set(&front, table, &[("extra", scalar("x"))]),
        None
    );
    assert_eq!(
        without("+++\na = 1\nb = [\n1]\nc = 2\n+++\n", "b"),
        "+++\na = 1\nc = 2\n+++\n"
    );
}

#[test]
fn a_file_without_front_matter_gets_one() {
    let values = [("no", scalar("8")), ("l", list(&["a"]))];
    assert_eq!(set("- 文\n", &values), "---\nno: 8\nl: [a]\n---\n- 文\n");
    assert_eq!(set("", &values[..1]), "---\nno: 8\n---\n");
    assert_eq!(set("---\n---\n- 文", &values[..1]), "---\nno: 8\n---\n- 文");
    assert_eq!(set("---\nno: 8\n---", &values), "---\nno: 8\nl: [a]\n---");
}

#[test]
fn keys_go_with_their_lines() {
    assert_eq!(
        without("---\na: 1\nb:\n  - x\n  - y # z\nc: 2\n---\n", "b"),
        "---\na: 1\nc: 2\n---\n"
    );
    assert_eq!(
        without("---\na: |\n  x\n\n  y\nc: 2\n---\n", "a"),
        "---\nc: 2\n---\n"
    );
    assert_eq!(
        without("---\n{a: 1, b: 2}\n---\n", "b"),
        "---\n{a: 1}\n---\n"
    );
    assert_eq!(
        without("---\n{a: 1, b: 2}\n---\n", "a"),
        "---\n{b: 2}\n---\n"
    );
}

#[test]
fn front_matter_of_the_sample_is_edited_and_restored() {
    for (path, text) in sample() {
        let before = values(&parsed(&text).front);
        let added = [
            ("zz-a", scalar("1.10: x")),
            ("zz-b", list(&["甲", "乙, 丙"])),
        ];
        let more = set(&text, &added);
        let mut expected = before.clone();
        expected.push(("zz-a".to_owned(), vec!["1.10: x".to_owned()]));
        expected.push((
            "zz-b".to_owned(),
            vec!["甲".to_owned(), "乙, 丙".to_owned()],
        ));
        assert_eq!(values(&parsed(&more).front), expected, "{}", path.display());
        assert_eq!(
            without(&without(&more, "zz-b"), "zz-a").trim_start_matches("---\n---\n"),
            text
        );
        for (key, texts) in &before {
            let raw = parsed(&text).front.get(key).expect("the key").kind.clone();
            let (old, new) = match raw {
                RawKind::List(_) => (Value::List(texts.clone()), list(&["別の値"])),
                _ => (scalar(&texts.concat()), scalar("別の値")),
            };
            assert_eq!(set(&text, &[(key, old.clone())]), text);
            let other = set(&text, &[(key, new)]);
            assert_ne!(other, text);
            let back = set(&other, &[(key, old)]);
            assert_eq!(
                values(&parsed(&back).front),
                before,
                "{}: {key}",
                path.display()
            );
        }
    }
}

fn revised(text: &str, new: &[&str]) -> (String, Vec<Step>) {
    let old = says(text);
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let revision = revise(text, &parsed(text), &old, new).expect("no includes");
    let after = apply(text, &revision.edits).expect("edits of this text");
    assert_eq!(says(&after), new, "{after}");
    (after, revision.steps)
}

#[test]
fn only_what_changed_is_rewritten() {
    for (before, new, after) in [
        (
            "- 甲を構築[^sic1]する {#甲}\n- 乙\n\n[^sic1]: 注\n",
            &["甲を開発する", "乙"][..],
            "- 甲を開発[^sic1]する {#甲}\n- 乙\n\n[^sic1]: 注\n",
        ),
        (
            "- 一つ目 {#a}\n- 二つ目の文\n",
            &["二つ目の文"],
            "- 二つ目の文\n",
        ),
        (
            "* 一つ目の文\n* 二つ目の文\n",
            &["新しい話です", "一つ目の文", "二つ目の文", "別の話である"],
            "* 新しい話です\n* 一つ目の文\n* 二つ目の文\n* 別の話である\n",
        ),
        (
            "1. 一つ目の文\n2. 二つ目の文",
            &["一つ目の文", "二つ目の文", "甲乙丙"],
            "1. 一つ目の文\n2. 二つ目の文\n3. 甲乙丙",
        ),
        (
            "一つ目の文。\n\n二つ目の文。\n",
            &["一つ目の文。", "三つ目の話。", "二つ目の文。"],
            "一つ目の文。\n\n三つ目の話。\n\n二つ目の文。\n",
        ),
        (
            "- **強い**語と(8)の[先](a.md)。\n",
            &["**強い語と(9)の先。"],
            "- \\*\\*強い語と(9)の[先](a.md)。\n",
        ),
        (
            "- 前の**強い語**を\n",
            &["前の強い話を"],
            "- 前の**強い話**を\n",
        ),
        ("- a\\*b&amp;c\n", &["a#b<c"], "- a#b\\<c\n"),
        ("- 甲1. 文\n", &["1. 文"], "- 1\\. 文\n"),
        (
            "- 終わり[^a]\n\n[^a]: 注\n",
            &["終わり。"],
            "- 終わり[^a]。\n\n[^a]: 注\n",
        ),
        ("# 題\n", &["文"], "# 題\n\n- 文\n"),
        ("---\nno: 1\n---\n", &["文"], "---\nno: 1\n---\n- 文\n"),
    ] {
        // The rest of the body is none of our business.
        assert_eq!(revised(before, new).0, after, "{before}");
    }
}

#[test]
fn changes_are_told_apart() {
    let text = "- 介護ロボットの導入への支援\n- 求職者の訓練を実施\n- 無関係\n";
    let new = [
        "介護ロボットとICTの導入への支援",
        "全く異なる取組",
        "求職者の訓練を実施",
        "無関係",
    ];
    let steps = [
        Step::Changed(0, 0),
        Step::Added(1),
        Step::Same(1, 2),
        Step::Same(2, 3),
    ];
    assert_eq!(revised(text, &new).1, steps);
    assert_eq!(
        revised(text, &new[..1]).1,
        [Step::Changed(0, 0), Step::Removed(1), Step::Removed(2)]
    );
}

#[test]
fn statements_of_the_sample_are_reworded_and_keep_their_notes() {
    for (path, text) in sample() {
        let old = says(&text);
        let same: Vec<&str> = old.iter().map(String::as_str).collect();
        assert_eq!(revised(&text, &same).0, text, "{}", path.display());
        for at in 0..old.len() {
            let chars: Vec<char> = old[at].chars().collect();
            for cut in 0..chars.len() {
                if chars[cut] == '\n' {
                    continue;
                }
                let mut new = old.clone();
                new[at] = chars[..cut]
                    .iter()
                    .chain(&['*'])
                    .chain(&chars[cut + 1..])
                    .collect();
                let new: Vec<&str> = new.iter().map(String::as_str).collect();
                if new[at].trim() != new[at] {
                    continue;
                }
                let (after, _) = revised(&text, &new);
                let notes = |text: &str| text.matches("[^").count();
                assert_eq!(notes(&after), notes(&text), "{}", path.display());
            }
        }
    }
}

proptest! {
    #[test]
    fn escaped_text_prints_as_it_is(text in "[-#*_`~<>&;$!|+=:.()\\[\\]{}\\\\1a (施]{1,12}") {
        let text = text.trim();
        prop_assume!(!text.is_empty());
        prop_assert_eq!(says(&statements::body(&[text])), [text]);
    }

    #[test]
    fn any_text_can_be_reworded(
        before in "[-*_`~<&$(#.\\\\1a施 ]{1,8}", after in "[-*_`~<&;$(#.\\[\\\\1a施 ]{1,8}",
    ) {
        let (before, after) = (before.trim(), after.trim());
        prop_assume!(!before.is_empty() && !after.is_empty());
        revised(&statements::body(&[before]), &[after]);
    }
}
