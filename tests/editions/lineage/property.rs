//! Over texts put together at random: whatever is done, links mean what they meant, the site builds
//! if it did, and what is done and undone leaves the very bytes.

use std::fs;
use std::path::Path;

use clap::Parser;
use hakusho::cli::Cli;
use hakusho::commands::{self, Environment};
use hakusho::model::{Kind, Node, Site, Target, plain_text};
use hakusho::pipeline::Trial;
use proptest::prelude::*;
use tempfile::TempDir;

/// Pieces of Markdown that refer, that only look like it, and that turn one into the other.
const PIECES: &[&str] = &[
    "(1)",
    "(2)",
    "(3)",
    "[(1)]",
    "[(2)]",
    "[[(3)]]",
    "[(1),(2)]",
    "[(3)、(1)]",
    "[文(1)](task:t1)",
    "[(2)](t2.md#s1)",
    "[文][(3)]",
    "[文][t]",
    "<a href=\"task:t2\">(2)</a>",
    "[[task:t1|(1)等]]",
    "\\(1)",
    "`(2)`",
    "(12)",
    "(1",
    "1)",
    "x(1)y",
    "(1)@2020",
    "**(2)**",
    "*(3)は*",
    "{(1)|いち}",
    "^[^n]",
    "[^n]",
    "![(1)](a.png)",
    "[",
    "]",
    "(",
    ")",
    "|",
    "\\",
    "`",
    "*",
    "、",
    "。",
    "等",
    " ",
    "\n",
    "\n\n",
    "\n- ",
    "\n> ",
    "\n# ",
    "\n| (1) | [(2)] |\n|---|---|\n| (3) | \\| |\n",
    "\n```\n",
    "\n[^n]: (1)の注[(2)]\n\n",
    "\n[t]: task:t3\n\n",
    "\n[t]: <t1.md> '(1)'\n\n",
    "<!-- (1) -->",
];

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("written");
}

fn hakusho(root: &Path, arguments: &[&str]) -> (u8, String) {
    let root = ["--root", root.to_str().expect("Unicode")];
    let whole = ["hakusho"].iter().chain(arguments).chain(&root);
    let cli = Cli::try_parse_from(whole).expect("arguments");
    let outcome = commands::run(&cli, &Environment::default());
    (outcome.exit_code, outcome.stderr)
}

/// What the links of a site lead to, in order, and the text that each prints. `None` where what is
/// written cannot be read as a whole, as in `[(1)][(2)]`.
fn links(root: &Path) -> Option<Vec<(String, String)>> {
    let reading = Trial::read(root).ok()?.reading();
    if !reading.unreadable.is_empty() {
        return None;
    }
    let mut links = Vec::new();
    for page in &reading.site.pages {
        let document = page.document.iter();
        let notes = document.clone().flat_map(|d| &d.footnotes);
        let notes = notes.flat_map(|note| &note.blocks);
        for node in document.flat_map(|d| &d.blocks).chain(notes) {
            each_link(node, &reading.site, &mut links);
        }
    }
    Some(links)
}

fn each_link(node: &Node, site: &Site, links: &mut Vec<(String, String)>) {
    let page = match &node.kind {
        Kind::Link {
            target: Target::Reference(edge),
            ..
        } => Some(site.edge(*edge).to),
        Kind::Link {
            target: Target::Page(page, _),
            ..
        } => Some(*page),
        _ => None,
    };
    if let Some(name) = page.and_then(|page| site.page(page).record_name(&site.config.schema)) {
        links.push((name, plain_text(node)));
    }
    let children = node.children.iter();
    children.for_each(|child| each_link(child, site, links));
}

/// Whether a link prints the number of another record than it leads to: who should say which of the
/// two its author meant?
fn is_misleading((to, printed): &(String, String)) -> bool {
    let own = format!("({})", to.trim_start_matches("task:t"));
    let others = ["(1)", "(2)", "(3)"]
        .iter()
        .filter(|number| **number != own);
    others.into_iter().any(|number| printed.contains(number))
}

fn without_digits(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_digit(), "#")
}

fn pieces() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(PIECES), 1..24)
}

/// A site of four records, and the text of the last, which refers to the others.
fn site(pieces: &[&str]) -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    put(root, "hakusho.toml", SCHEMA);
    put(root, "content/tasks/a.png", "");
    for no in 1..=3 {
        let text = format!("---\nno: {no}\ntitle: 項\n---\n- 文\n");
        put(root, &format!("content/tasks/t{no}.md"), &text);
    }
    let text = format!("---\nno: 4\n---\n{}\n", pieces.concat());
    put(root, "content/tasks/t4.md", &text);
    (folder, text)
}

fn read(root: &Path) -> String {
    fs::read_to_string(root.join("content/tasks/t4.md")).expect("a file")
}

const SCHEMA: &str = "preset = \"none\"\n[collections.task]\ndir = \"tasks\"\n\
                      label = { ja = \"項\", en = \"Task\" }\n\
                      number = { field = \"no\", format = \"({no})\", autolink = true }\n";

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 32,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn numbers_turn_round_and_back(pieces in pieces()) {
        let (folder, text) = site(&pieces);
        let root = folder.path();
        let before = links(root);
        prop_assume!(before.is_some());
        let before = before.unwrap_or_default();
        prop_assume!(!before.iter().any(is_misleading));

        let (code, said) = hakusho(root, &["renumber", "t1", "2", "t2", "3", "t3", "1"]);
        prop_assert_eq!(code, 0, "{}\n{}", text, said);
        let after = links(root).expect("what could be read can be read");
        prop_assert_eq!(before.len(), after.len(), "{}", text);
        for ((to, printed), (now, prints)) in before.iter().zip(&after) {
            prop_assert_eq!(to, now, "{}", text);
            // Nothing but numbers differs. Those in code, or with a backslash, are none.
            prop_assert_eq!(without_digits(printed), without_digits(prints), "{}", text);
        }
        let (code, said) = hakusho(root, &["renumber", "t1", "1", "t2", "2", "t3", "3"]);
        prop_assert_eq!(code, 0, "{}\n{}", text, said);
        prop_assert_eq!(read(root), text);
    }

    #[test]
    fn a_rename_and_the_way_back_leave_the_text(pieces in pieces()) {
        let (folder, text) = site(&pieces);
        let root = folder.path();
        let before = links(root);
        prop_assume!(before.is_some());
        let before = before.unwrap_or_default();

        let (code, said) = hakusho(root, &["rename", "t1", "改"]);
        prop_assert_eq!(code, 0, "{}\n{}", text, said);
        let after = links(root).expect("what could be read can be read");
        let expected = before.iter().map(|(to, _)| to.replace("task:t1", "task:改"));
        prop_assert!(expected.eq(after.into_iter().map(|(to, _)| to)), "{}", text);
        let (code, said) = hakusho(root, &["rename", "改", "t1"]);
        prop_assert_eq!(code, 0, "{}\n{}", text, said);
        prop_assert_eq!(read(root), text);
    }

    #[test]
    fn what_meant_a_merged_record_means_the_one_that_stays(pieces in pieces()) {
        let (folder, text) = site(&pieces);
        let root = folder.path();
        let before = links(root);
        prop_assume!(before.is_some());
        let before = before.unwrap_or_default();

        let (code, said) = hakusho(root, &["merge", "t1", "t3", "--into", "t2"]);
        prop_assert_eq!(code, 0, "{}\n{}", text, said);
        let after = links(root).expect("what could be read can be read");
        let merged = |to: &str| if to == "task:t4" { to.to_owned() } else { "task:t2".to_owned() };
        let expected = before.iter().map(|(to, _)| merged(to));
        prop_assert!(expected.eq(after.into_iter().map(|(to, _)| to)), "{}", text);
    }

    #[test]
    fn a_withdrawal_leaves_a_site_that_builds(pieces in pieces()) {
        let (folder, text) = site(&pieces);
        let root = folder.path();
        let before = links(root);
        prop_assume!(before.is_some());
        let (errors, _) = hakusho(root, &["check"]);

        let (code, said) = hakusho(root, &["withdraw", "t1", "--to", "t2"]);
        prop_assert_eq!(code, 0, "{}\n{}", text, said);
        let (after, said) = hakusho(root, &["check"]);
        prop_assert!(after <= errors, "{}\n{}", text, said);
        // What still leads to it names it, and no link was lost but numbers that linked by themselves.
        let left = links(root).unwrap_or_default();
        let others = |links: &[(String, String)]| links.iter().filter(|(to, _)| to != "task:t1").count();
        prop_assert_eq!(others(&before.unwrap_or_default()), others(&left), "{}", text);
    }
}
