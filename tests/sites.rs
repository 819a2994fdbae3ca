//! What the resolver makes of small sites: `tests/cases/sites/*.txt`, cut like the cases of
//! `tests/cases.rs`. The parts named `=> …` are the expectations:
//!
//! - `=> references`: `data/references.json`, a line each: from `#` statement, to, text and
//!   qualifier, the sentence;
//! - `=> records FOLDER`: `data/FOLDER.json`, a line for each record: id, label, title, fields, and
//!   indented the statements;
//! - `=> table FOLDER`: `data/FOLDER.csv` without its byte order mark and carriage returns;
//! - `=> links FILE`: the text and the address of each link in the article of an HTML page;
//! - `=> versions FILE`: the languages that the head of an HTML page names, with their addresses;
//! - `=> files`: the pages of the site;
//! - `output`: what is printed.
//!
//! `BLESS=1 cargo test --test sites` rewrites them; read the difference before you commit it.

#[path = "cases/case.rs"]
mod case;

use std::fs;
use std::path::Path;

use case::{Case, hakusho};
use serde_json::Value;

fn read_json(public: &Path, file: &str) -> Vec<Value> {
    let text = fs::read_to_string(public.join("data").join(file)).expect("a data file");
    match serde_json::from_str(&text).expect("JSON") {
        Value::Array(items) => items,
        other => other["records"].as_array().expect("records").clone(),
    }
}

/// A string without its quotes, nothing for null, everything else as JSON.
fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.replace('\n', "⏎"),
        other => other.to_string(),
    }
}

fn references(public: &Path) -> String {
    let line = |edge: &Value| {
        let [from, statement, to, text, qualifier, sentence] =
            ["from", "statement", "to", "text", "qualifier", "sentence"]
                .map(|key| word(&edge[key]));
        format!("{from}#{statement} → {to} {text}{qualifier} | {sentence}\n")
    };
    let edges = read_json(public, "references.json");
    edges.iter().map(line).collect()
}

fn records(public: &Path, folder: &str) -> String {
    let mut out = String::new();
    for record in read_json(public, &format!("{folder}.json")) {
        let [id, label, title, fields] =
            ["id", "label", "title", "fields"].map(|key| word(&record[key]));
        out.push_str(&format!("{id} | {label} | {title} | {fields}\n"));
        for statement in record["statements"].as_array().into_iter().flatten() {
            let [id, text, fields] = ["id", "text", "fields"].map(|key| word(&statement[key]));
            out.push_str(&format!("  {id} {text} {fields}\n").replace(" {}\n", "\n"));
        }
    }
    out
}

fn table(public: &Path, folder: &str) -> String {
    let file = public.join("data").join(format!("{folder}.csv"));
    let text = fs::read_to_string(file).expect("a table");
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

fn links(public: &Path, page: &str) -> String {
    let html = fs::read_to_string(public.join(page)).expect("a page");
    let article = html.split("<article").nth(1).expect("an article");
    let article = article.split("</article>").next().unwrap_or(article);
    let mut out = String::new();
    for link in article.split("<a ").skip(1) {
        let (attributes, rest) = link.split_once('>').expect("the tag's end");
        let text = rest.split("</a>").next().unwrap_or(rest);
        let href = attributes.split("href=\"").nth(1).expect("an address");
        let href = href.split('"').next().unwrap_or(href);
        out.push_str(&format!("{text} → {href}\n"));
    }
    out
}

fn versions(public: &Path, page: &str) -> String {
    let html = fs::read_to_string(public.join(page)).expect("a page");
    let links = html.split("hreflang=\"").filter_map(|link| {
        let (lang, rest) = link.split_once('"')?;
        let href = rest.strip_prefix(" href=\"")?.split('"').next()?;
        Some(format!("{lang} → {href}\n"))
    });
    links.collect()
}

fn pages(public: &Path) -> String {
    let mut found = Vec::new();
    let mut folders = vec![public.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                let name = path.strip_prefix(public).expect("below the site");
                found.push(format!("{}\n", name.display()).replace('\\', "/"));
            }
        }
    }
    found.sort();
    found.concat()
}

fn check(case: &Case) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    case.write_site(root);
    let (args, expected_code) = case.command();
    let (code, output) = hakusho(root, &args);
    if code != expected_code {
        return Err(format!("exit code {code}\n{output}"));
    }
    let public = root.join("public");
    case.compare(|name| {
        let Some(what) = name.strip_prefix("=> ") else {
            return (name == "output").then(|| output.clone());
        };
        Some(match what.split_once(' ').unwrap_or((what, "")) {
            ("references", _) => references(&public),
            ("records", folder) => records(&public, folder),
            ("table", folder) => table(&public, folder),
            ("links", page) => links(&public, page),
            ("versions", page) => versions(&public, page),
            ("files", _) => pages(&public),
            _ => panic!("no such expectation: {name}"),
        })
    })
}

#[test]
fn sites_resolve_as_the_cases_say() {
    case::check_all("sites", check);
}
