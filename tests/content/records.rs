//! The records of `content/`, read without the product: `key: value` lines and one block a line,
//! which is all that these files use.

use std::path::{Path, PathBuf};

use crate::source::unescape;

/// A file of a collection.
pub(crate) struct Record {
    /// The file stem.
    pub(crate) id: String,
    /// The front matter's top-level `key: value` lines, quotes removed.
    front: Vec<(String, String)>,
    /// Items and paragraphs without markers, footnote references and escapes.
    pub(crate) statements: Vec<String>,
    /// The texts of its footnotes, by label.
    pub(crate) footnotes: Vec<(String, String)>,
}

impl Record {
    /// The value of a front matter key, as written.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        let entry = self.front.iter().find(|(k, _)| k == key);
        entry.map(|(_, value)| value.as_str())
    }

    /// Whether `inferred` lists the key.
    pub(crate) fn is_inferred(&self, key: &str) -> bool {
        let list = self.get("inferred").unwrap_or_default();
        let mut keys = list.trim_matches(['[', ']']).split(',').map(str::trim);
        keys.any(|k| k == key)
    }
}

/// The root of the sample site.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The records of one folder, by id.
pub(crate) fn collection(dir: &str) -> Vec<Record> {
    let mut paths = markdown_files(&root().join("content").join(dir));
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

/// One record.
pub(crate) fn record(dir: &str, id: &str) -> Record {
    read(&root().join("content").join(dir).join(format!("{id}.md")))
}

/// The home page.
pub(crate) fn home() -> Record {
    read(&root().join("content/index.md"))
}

/// Every folder of records.
pub(crate) const DIRS: [&str; 9] = [
    "measures",
    "targets",
    "fields",
    "groups",
    "programmes",
    "organisations",
    "works",
    "figures",
    "sections",
];

fn markdown_files(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    let paths = entries.map(|entry| entry.expect("a readable entry").path());
    paths
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect()
}

fn read(path: &Path) -> Record {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let rest = text.strip_prefix("---\n").expect("front matter");
    let (front, body) = rest.split_once("\n---\n").expect("front matter's end");
    let front = front.lines().filter(|line| !line.starts_with(' '));
    let mut statements = Vec::new();
    let mut footnotes = Vec::new();
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        match line.strip_prefix("[^").and_then(|l| l.split_once("]: ")) {
            Some((label, note)) => footnotes.push((label.to_owned(), note.to_owned())),
            None => {
                let line = line.strip_prefix("- ").unwrap_or(line).trim_end();
                statements.push(unescape(&without_footnote_references(line)));
            }
        }
    }
    let stem = path.file_stem().expect("a file name");
    Record {
        id: stem.to_str().expect("an ASCII id").to_owned(),
        front: front
            .map(|line| line.split_once(':').expect("key: value"))
            .map(|(k, v)| (k.to_owned(), v.trim().trim_matches('"').to_owned()))
            .collect(),
        statements,
        footnotes,
    }
}

fn without_footnote_references(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        rest = after.split_once(']').expect("a footnote label's end").1;
    }
    out + rest
}
