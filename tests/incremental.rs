//! A build that uses what earlier ones worked out gives the same bytes as one that does not: five
//! hundred sequences of random edits, on sites that `init` makes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use hakusho::load;
use hakusho::model::Silent;
use hakusho::pipeline::{self, Mode, Options, Run};
use tempfile::TempDir;

/// Sequences of each site; there are four.
const SEQUENCES: usize = 125;

/// A site's files by path, and a folder that has them.
struct Bench {
    folder: TempDir,
    files: BTreeMap<String, Vec<u8>>,
    random: Random,
}

/// xorshift: failures can be repeated.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

impl Bench {
    fn new(starter: &str, seed: u64) -> Bench {
        let mut files: BTreeMap<String, Vec<u8>> = load::starter(starter)
            .into_iter()
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect();
        // What an edit may break is not what this is about.
        let config = files.entry("hakusho.toml".to_owned()).or_default();
        let text = String::from_utf8_lossy(config).into_owned();
        *config = format!("theme = \"own\"\n{text}\n[lint]\nbroken-link = \"warn\"\n").into_bytes();
        files.insert("themes/own/css/zz.css".to_owned(), b"p{}".to_vec());
        files.insert("content/資料.txt".to_owned(), b"0".to_vec());
        // Making the theme's scripts short takes most of the time of so small a site.
        for script in ["search-engine", "search-ui"].map(scripts).concat() {
            files.insert(format!("themes/own/js/{script}"), Vec::new());
        }
        let bench = Bench {
            folder: tempfile::tempdir().expect("a temporary folder"),
            files,
            random: Random(seed),
        };
        bench.write_since(&BTreeMap::new());
        bench
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Brings the folder, which has `before`, to what the files are now.
    fn write_since(&self, before: &BTreeMap<String, Vec<u8>>) {
        for path in before.keys().filter(|path| !self.files.contains_key(*path)) {
            fs::remove_file(self.root().join(path)).expect("removed");
        }
        for (path, bytes) in &self.files {
            if before.get(path) != Some(bytes) {
                let path = self.root().join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
                fs::write(path, bytes).expect("a file");
            }
        }
    }

    fn build(&self, output: &str, cache: bool) -> Run {
        let root = self.root();
        let options = Options {
            load: load::Options {
                output: self.folder.path().join(output),
                ..load::Options::default()
            },
            root,
            deny_warnings: false,
            cache,
            spreadsheets: false,
            mode: Mode::Build,
        };
        pipeline::run(&options, &Silent)
    }

    fn site(&self, output: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let folder = self.folder.path().join(output);
        let mut files = BTreeMap::new();
        if folder.is_dir() {
            collect(&folder, &folder, &mut files);
        }
        files
    }

    /// A page that the author wrote.
    fn page(&mut self) -> String {
        let pages: Vec<&String> = self
            .files
            .keys()
            .filter(|path| path.ends_with(".md"))
            .collect();
        pages[self.random.below(pages.len())].clone()
    }

    fn change(&mut self, path: &str, edit: impl FnOnce(&str, &mut Random) -> String) -> String {
        let old = self.files.get(path).cloned().unwrap_or_default();
        let new = edit(&String::from_utf8_lossy(&old), &mut self.random);
        self.files.insert(path.to_owned(), new.into_bytes());
        path.to_owned()
    }

    /// One random edit; what it was.
    fn edit(&mut self) -> String {
        let page = self.page();
        let number = self.random.below(1000);
        match self.random.below(16) {
            0..=3 => {
                let at = self.change(&page, |text, random| {
                    let more = random.of(&PARAGRAPHS).replace('#', &number.to_string());
                    format!("{text}\n\n{more}\n")
                });
                format!("text of {at}")
            }
            4 => {
                let at = self.change(&page, |text, random| {
                    let mut lines: Vec<&str> = text.lines().collect();
                    lines.remove(random.below(lines.len()).min(lines.len().saturating_sub(1)));
                    lines.join("\n") + "\n"
                });
                format!("a line less in {at}")
            }
            5 | 6 => {
                let at = self.change(&page, |text, random| {
                    if random.below(3) == 0 {
                        // Bare references to the record become text, and others to it.
                        let old = text.lines().find(|line| line.starts_with("no: "));
                        return text.replace(old.unwrap_or("no: "), &format!("no: {number}"));
                    }
                    let line = random.of(&FRONT).replace('#', &number.to_string());
                    match text.strip_prefix("---\n") {
                        Some(rest) => format!("---\n{line}\n{rest}"),
                        None => format!("---\n{line}\n---\n{text}"),
                    }
                });
                format!("front matter of {at}")
            }
            7 => {
                let to = page.replace(".md", &format!("-{number}.md"));
                let text = self.files.remove(&page).unwrap_or_default();
                self.files.insert(to.clone(), text);
                format!("{page} → {to}")
            }
            8 if self
                .files
                .keys()
                .filter(|path| path.ends_with(".md"))
                .count()
                > 4 =>
            {
                self.files.remove(&page);
                format!("without {page}")
            }
            9 => {
                let new = format!("content/新しい/頁{number}.md");
                let link = page.trim_start_matches("content/").to_owned();
                self.change(&new, |_, _| {
                    format!("# 頁{number}\n\n[先](../{link})の続き。\n")
                })
            }
            10 => self.change("content/資料.txt", |_, _| number.to_string()),
            11 => self.change("themes/own/css/zz.css", |_, _| {
                format!("p{{order:{number}}}")
            }),
            12 => self.change("themes/own/templates/page.html", |_, random| {
                let more = random.of(&["", "<p>{{ page.title }}</p>", "<p>{{ site.title }}</p>"]);
                let frame = "{% extends \"standard/page.html\" %}";
                format!("{frame}{{% block main %}}{more}{{{{ super() }}}}{{% endblock %}}")
            }),
            13 => self.change("themes/own/strings/ja.json", |_, _| {
                format!("{{\"previous\":\"前{number}\"}}")
            }),
            _ => self.change("hakusho.toml", |text, random| {
                let setting = random.of(&SETTINGS).replace('#', &number.to_string());
                let key = setting.split(' ').next().unwrap_or_default();
                let rest: Vec<&str> = text.lines().filter(|line| !line.starts_with(key)).collect();
                format!("{setting}\n{}\n", rest.join("\n"))
            }),
        }
    }

    /// Something happens to what is no source.
    fn mishap(&mut self) -> &'static str {
        let cache = self.root().join(".hakusho/cache");
        let output = self.folder.path().join("public");
        match self.random.below(12) {
            0 => {
                let _ = fs::remove_dir_all(self.root().join(".hakusho"));
                "the cache is removed"
            }
            1 => {
                for entry in fs::read_dir(cache).into_iter().flatten().flatten() {
                    let mut bytes = fs::read(entry.path()).expect("a file");
                    let at = self.random.below(bytes.len());
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte ^= 0x20;
                    }
                    fs::write(entry.path(), bytes).expect("a file");
                }
                "the cache is damaged"
            }
            2 => {
                let _ = fs::remove_dir_all(output);
                "the site is removed"
            }
            3 => {
                // Of the same length: only its bytes say that it is another.
                let path = output.join("index.html");
                let text = fs::read_to_string(&path).unwrap_or_default();
                if !text.is_empty() {
                    fs::write(path, text.replace("body", "bodi")).expect("a file");
                }
                "a page of the site is edited"
            }
            4 => {
                // What is old enough is looked at and not read: a time tells it from other states.
                let hour_ago = SystemTime::now() - Duration::from_secs(3600);
                for path in self.site("public").keys() {
                    let file = File::options().write(true).open(output.join(path));
                    let set = file.and_then(|file| file.set_modified(hour_ago));
                    set.expect("a file");
                }
                "all files of the site are old"
            }
            _ => "nothing else",
        }
    }
}

const PARAGRAPHS: [&str; 8] = [
    "第#回の診断支援を行った。",
    "## 見出し#\n\n本文#。",
    "```rust\nfn main() { let x = #; }\n```",
    "```rust {1}\nfn main() { let x = #; }\n```",
    "式は $x^#$ である。",
    "$$\nx_{#}\n$$",
    "注がある[^n#]。\n\n[^n#]: 平成30年#月。",
    "> [!NOTE]\n> {漢字|かんじ}と#。",
];

const FRONT: [&str; 5] = [
    "title: 題#",
    "description: 説明#",
    "synonyms: [別名#]",
    "draft: true",
    "updated: 2024-01-02",
];

const SETTINGS: [&str; 8] = [
    "title = \"題#\"",
    "description = \"説明#\"",
    "lang = \"en\"",
    "lang = \"ja\"",
    "site-url = \"https://example.jp/#/\"",
    "markdown.highlight = false",
    "markdown.math = false",
    "search.enabled = false",
];

/// The scripts of the theme in the folder `bundle`.
fn scripts(bundle: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/standard/js");
    let entries = fs::read_dir(folder.join(bundle)).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| format!("{bundle}/{}", name.to_string_lossy()))
        .collect()
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below the root").to_owned();
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

fn codes(run: &Run) -> Vec<&'static str> {
    run.diagnostics.iter().map(|d| d.code.name()).collect()
}

fn sequences(starter: &str, seed: u64) {
    let mut bench = Bench::new(starter, seed);
    let first = bench.build("public", true);
    assert!(first.report.is_some(), "{:?}", codes(&first));
    let mut built = 0;
    for sequence in 0..SEQUENCES {
        let before = bench.files.clone();
        let mut edits: Vec<String> = (0..=bench.random.below(3)).map(|_| bench.edit()).collect();
        edits.push(bench.mishap().to_owned());
        bench.write_since(&before);
        let old = bench.site("public");
        let incremental = bench.build("public", true);
        let clean = bench.build("clean", false);
        let told = format!("{starter}, sequence {sequence}: {edits:?}");
        assert_eq!(codes(&incremental), codes(&clean), "{told}");
        assert_eq!(incremental.report, clean.report, "{told}");
        if clean.report.is_none() {
            assert!(bench.site("public") == old, "{told}");
            let broken = std::mem::replace(&mut bench.files, before);
            bench.write_since(&broken);
            continue;
        }
        built += 1;
        let (found, expected) = (bench.site("public"), bench.site("clean"));
        assert!(found.keys().eq(expected.keys()), "{told}");
        for (path, bytes) in &expected {
            assert!(found[path] == *bytes, "{told}: {}", path.display());
        }
    }
    assert!(
        built * 2 > SEQUENCES,
        "only {built} of {SEQUENCES} sites could be built"
    );
}

#[test]
fn edits_of_a_register_of_requirements() {
    sequences("requirements", 1);
}

#[test]
fn edits_of_a_followup() {
    sequences("followup", 2);
}

#[test]
fn edits_of_an_ordinance() {
    sequences("ordinance", 3);
}

#[test]
fn edits_of_a_guide() {
    sequences("docs", 4);
}
