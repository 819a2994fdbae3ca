//! Wherever the sources report a problem, the catalogue has the words for it: every help and
//! related key that is named together with a code is a key of that code.

use std::fs;
use std::path::{Path, PathBuf};

/// A `Diagnostic::new(Code::X, …)` and the setters that are chained to it.
#[derive(Debug, PartialEq, Eq)]
struct Report {
    /// `BrokenReference`.
    code: String,
    /// The keys of `.help("…")`.
    help: Vec<String>,
    /// The keys of `.related(…, "…")`.
    related: Vec<String>,
}

fn reports(source: &str) -> Vec<Report> {
    source
        .match_indices("Diagnostic::new(")
        .filter_map(|(at, opening)| report(&source[at + opening.len()..]))
        .collect()
}

/// Reads a report from behind its `Diagnostic::new(`. Codes in variables are left out.
fn report(source: &str) -> Option<Report> {
    let code = source.trim_start().strip_prefix("Code::")?;
    let code = &code[..code.find(|c: char| !c.is_ascii_alphanumeric())?];
    let mut report = Report {
        code: code.to_owned(),
        help: Vec::new(),
        related: Vec::new(),
    };
    let mut rest = &source[arguments(source)?.len() + 1..];
    while let Some(setter) = rest.trim_start().strip_prefix('.') {
        let (name, after) = setter.split_once('(')?;
        let inside = arguments(after)?;
        let last = inside
            .rsplit(',')
            .find(|part| !part.trim().is_empty())
            .unwrap_or("")
            .trim();
        let key = last.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        match (name, key) {
            ("help", Some(key)) => report.help.push(key.to_owned()),
            ("related", Some(key)) => report.related.push(key.to_owned()),
            _ => {}
        }
        rest = &after[inside.len() + 1..];
    }
    Some(report)
}

/// What stands before the bracket that closes the one before `source`.
fn arguments(source: &str) -> Option<&str> {
    let mut depth = 1;
    let mut in_string = false;
    let mut escaped = false;
    for (at, c) in source.char_indices() {
        match c {
            '"' if !escaped => in_string = !in_string,
            '(' if !in_string => depth += 1,
            ')' if !in_string => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if depth == 0 {
            return Some(&source[..at]);
        }
    }
    None
}

/// `broken-reference` for `BrokenReference`.
fn kebab(code: &str) -> String {
    let mut name = String::new();
    for c in code.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// What `reports` names and `catalogue` does not have.
fn missing(reports: &[Report], catalogue: &toml::Table) -> Vec<String> {
    let mut missing = Vec::new();
    for report in reports {
        let code = kebab(&report.code);
        let kinds = [("help", &report.help), ("related", &report.related)];
        for (kind, key) in kinds
            .iter()
            .flat_map(|(kind, keys)| keys.iter().map(|key| (*kind, key)))
        {
            let entry = catalogue.get(&code).and_then(|code| code.get(kind));
            if entry.and_then(|keys| keys.get(key)).is_none() {
                missing.push(format!("[{code}] {kind}.{key}"));
            }
        }
    }
    missing.sort();
    missing.dedup();
    missing
}

/// The catalogue, and every source that may report something. The room of the diagnostics tests
/// its own behaviour on keys that do not exist; of it only what other rooms call counts.
fn catalogue_and_sources() -> (toml::Table, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let catalogue = fs::read_to_string(root.join("diag/catalogue.toml")).expect("the catalogue");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let diag = root.join("diag");
    let called = ["io.rs", "toml_syntax.rs"].map(|name| diag.join(name));
    files.retain(|path| !path.starts_with(&diag) || called.contains(path));
    let read = |path: &PathBuf| fs::read_to_string(path).expect("a source");
    let texts = files.iter().map(read).collect();
    (catalogue.parse().expect("the catalogue is TOML"), texts)
}

#[test]
fn the_catalogue_has_words_for_every_report() {
    let (catalogue, texts) = catalogue_and_sources();
    let found: Vec<Report> = texts.iter().flat_map(|text| reports(text)).collect();
    assert!(found.len() > 20, "reads the sources: {}", found.len());
    let missing = missing(&found, &catalogue);
    assert!(
        missing.is_empty(),
        "src/diag/catalogue.toml lacks:\n{}",
        missing.join("\n")
    );
}

#[test]
fn no_words_are_kept_that_nothing_says() {
    let (catalogue, texts) = catalogue_and_sources();
    let mut stale = Vec::new();
    for (code, entry) in &catalogue {
        for kind in ["help", "related"] {
            let keys = entry.get(kind).and_then(toml::Value::as_table);
            for key in keys.into_iter().flat_map(toml::Table::keys) {
                let literal = format!("\"{key}\"");
                let is_default = kind == "help" && key == "default";
                if !is_default && !texts.iter().any(|text| text.contains(&literal)) {
                    stale.push(format!("[{code}] {kind}.{key}"));
                }
            }
        }
    }
    assert!(stale.is_empty(), "nothing says:\n{}", stale.join("\n"));
}

#[test]
fn reports_are_read_with_their_keys() {
    let source = r#"
        let a = Diagnostic::new(Code::BrokenLink, at(f("(")))
            .arg("help", "x")
            .help("nearest")
            .related(first, "first");
        Diagnostic::new(code, span).help("no");
        x(Diagnostic::new(Code::IoError, Place::Nowhere).help("a").help(key));
    "#;
    let texts = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    let expected = [
        Report {
            code: "BrokenLink".into(),
            help: texts(&["nearest"]),
            related: texts(&["first"]),
        },
        Report {
            code: "IoError".into(),
            help: texts(&["a"]),
            related: texts(&[]),
        },
    ];
    assert_eq!(reports(source), expected);
    let catalogue: toml::Table = "[broken-link]\nhelp.nearest = 1\n[io-error]\nmessage = 1\n"
        .parse()
        .expect("TOML");
    assert_eq!(
        missing(&expected, &catalogue),
        ["[broken-link] related.first", "[io-error] help.a"]
    );
}
