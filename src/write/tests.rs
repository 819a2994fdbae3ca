use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::diag::{Code, Place};
use crate::model::{Silent, memory};

use super::*;

/// A root with a content folder, and where its site goes.
struct Bench {
    root: TempDir,
}

impl Bench {
    fn new() -> Bench {
        let root = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(root.path().join("content")).expect("a folder");
        Bench { root }
    }

    fn path(&self, inner: &str) -> PathBuf {
        self.root.path().join(inner)
    }

    fn write_to(&self, output: &str, outputs: Outputs<'_>) -> Result<WriteReport, Vec<Diagnostic>> {
        write(
            outputs,
            &Target {
                output: &self.path(output),
                root: self.root.path(),
                content: &self.path("content"),
            },
            None,
            &Silent,
        )
    }

    fn write(&self, outputs: Outputs<'_>) -> Result<WriteReport, Vec<Diagnostic>> {
        self.write_to("public", outputs)
    }

    /// Every file below the root with its bytes.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.root.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let inner = path.strip_prefix(self.root.path()).expect("other");
                    files.insert(
                        inner.to_string_lossy().into_owned(),
                        fs::read(&path).expect("a file"),
                    );
                }
            }
        }
        files
    }
}

fn pages<'a>(pages: &[(&str, &'a str)]) -> Outputs<'a> {
    let mut outputs = Outputs::default();
    for (path, html) in pages {
        let html = *html;
        let make = move || Ok(html.as_bytes().to_vec());
        let free = outputs.insert(OutPath::new(*path), Output::Make(Box::new(make)));
        free.expect("a new path");
    }
    outputs
}

fn codes(result: Result<WriteReport, Vec<Diagnostic>>) -> Vec<(Code, &'static str)> {
    result
        .expect_err("problems")
        .iter()
        .map(|d| (d.code, d.help.first().copied().unwrap_or_default()))
        .collect()
}

#[test]
fn a_site_replaces_the_one_before() {
    let bench = Bench::new();
    let first = bench.write(pages(&[
        ("index.html", "<a href=\"a/b.html#x\">"),
        ("a/b.html", "<p id=\"x\">"),
    ]));
    let report = WriteReport {
        files: 2,
        bytes: 31,
        pages: 2,
    };
    assert_eq!(first, Ok(report));
    fs::write(bench.path("note.txt"), "asset").expect("a file");
    let mut second = pages(&[("index.html", "new")]);
    let asset = Output::Copy(bench.path("note.txt"));
    second
        .insert(OutPath::new("n/note.txt"), asset)
        .expect("a new path");
    bench.write(second).expect("written");
    let names: Vec<String> = bench.files().into_keys().collect();
    let marker = format!("public/{MARKER}");
    assert_eq!(
        names,
        [
            "note.txt",
            &marker,
            "public/index.html",
            "public/n/note.txt"
        ]
    );
    assert_eq!(bench.files()["public/n/note.txt"], b"asset");
}

#[test]
fn any_failure_leaves_the_old_site_byte_for_byte() {
    let bench = Bench::new();
    bench
        .write(pages(&[("index.html", "old")]))
        .expect("written");
    let before = bench.files();

    let mut failing = pages(&[("index.html", "new")]);
    let make = || Err(Diagnostic::new(Code::InvalidTemplate, Place::Nowhere));
    failing
        .insert(OutPath::new("b.html"), Output::Make(Box::new(make)))
        .expect("a new path");
    failing
        .insert(OutPath::new("c.txt"), Output::Copy(bench.path("content")))
        .expect("a new path");
    let found = codes(bench.write(failing));
    assert_eq!(found, [(Code::InvalidTemplate, ""), (Code::IoError, "")]);
    assert_eq!(bench.files(), before);

    let broken = pages(&[
        (
            "index.html",
            "<a href=\"gone.html\"><a href=\"b.html#gone\">",
        ),
        ("b.html", ""),
    ]);
    assert_eq!(
        codes(bench.write(broken)),
        [
            (Code::BrokenOutputLink, "missing-file"),
            (Code::BrokenOutputLink, "missing-anchor"),
        ]
    );
    assert_eq!(bench.files(), before);
}

#[test]
fn a_disk_that_fails_is_reported_once() {
    let bench = Bench::new();
    let long = |n: usize| format!("{}{n}.html", "x".repeat(300));
    let names: Vec<String> = (0..500).map(long).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "new")).collect();
    let before = bench.files();
    assert_eq!(codes(bench.write(pages(&files))), [(Code::IoError, "")]);
    assert_eq!(bench.files(), before);
}

#[test]
fn folders_that_are_not_ours_are_refused() {
    let bench = Bench::new();
    let site = || pages(&[("index.html", "x")]);
    fs::create_dir_all(bench.path("mine/.git")).expect("a folder");
    fs::write(bench.path("mine").join(MARKER), "").expect("a file");
    fs::create_dir(bench.path("theirs")).expect("a folder");
    fs::write(bench.path("theirs/letter.txt"), "dear").expect("a file");
    let before = bench.files();
    for (output, code, help) in [
        ("theirs", Code::OutputNotOurs, "marker"),
        ("theirs/letter.txt", Code::OutputNotOurs, "file"),
        ("mine", Code::OutputNotOurs, "git"),
        ("content", Code::OutputInsideContent, "contains"),
        ("content/site", Code::OutputInsideContent, "inside"),
        ("new/../content/site", Code::OutputInsideContent, "inside"),
        ("static/site", Code::OutputInsideContent, "inside"),
        ("", Code::OutputInsideContent, "contains"),
        ("..", Code::OutputInsideContent, "contains"),
    ] {
        let found = codes(bench.write_to(output, site()));
        assert_eq!(found, [(code, help)], "{output}");
        let target = Target {
            output: &bench.path(output),
            root: bench.root.path(),
            content: &bench.path("content"),
        };
        let early = refusal(&target).expect("a refusal");
        assert_eq!((early.code, early.help[0]), (code, help), "{output}");
        assert_eq!(bench.files(), before, "{output}");
    }
    fs::create_dir(bench.path("empty")).expect("a folder");
    bench.write_to("empty", site()).expect("written");
}

#[test]
fn a_second_build_waits_for_the_first_and_a_killed_one_is_cleared() {
    let bench = Bench::new();
    let output = bench.path("public");
    let content = bench.path("content");
    let target = Target {
        output: &output,
        root: bench.root.path(),
        content: &content,
    };
    let real = guard::allowed_place(&target).expect("a place");
    let held = lock::acquire(&real, &target).expect("the lock");
    let found = codes(bench.write(pages(&[("index.html", "x")])));
    assert_eq!(found, [(Code::BuildInProgress, "")]);
    drop(held);

    // As a killed run leaves them: no process holds the lock.
    fs::write(bench.path(".public.hakusho-lock"), "").expect("a file");
    fs::create_dir(bench.path(".public.hakusho-staging")).expect("a folder");
    fs::write(bench.path(".public.hakusho-staging/x"), "").expect("a file");
    bench.write(pages(&[("index.html", "x")])).expect("written");
    let names: Vec<String> = bench.files().into_keys().collect();
    assert_eq!(
        names,
        [format!("public/{MARKER}"), "public/index.html".into()]
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_read_or_replaced_through_links() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    fs::write(bench.path("secret"), "s").expect("a file");
    symlink(bench.path("secret"), bench.path("link")).expect("a link");
    let mut outputs = Outputs::default();
    outputs
        .insert(OutPath::new("a"), Output::Copy(bench.path("link")))
        .expect("a new path");
    assert_eq!(codes(bench.write(outputs)), [(Code::IoError, "")]);
    symlink(bench.path("content"), bench.path("public")).expect("a link");
    let found = codes(bench.write(pages(&[("index.html", "x")])));
    assert_eq!(found, [(Code::OutputNotOurs, "symlink")]);
}

#[test]
fn checking_finds_the_same_and_writes_nothing() {
    let site = || pages(&[("index.html", "<a href=\"x.html\">")]);
    assert_eq!(
        codes(verify_only(site(), &Silent)),
        [(Code::BrokenOutputLink, "missing-file")]
    );
    let report = verify_only(pages(&[("index.html", "ok")]), &Silent).expect("clean");
    assert_eq!((report.files, report.pages, report.bytes), (1, 1, 2));
}

/// Remembers what it is given.
#[derive(Default)]
struct Notes(
    std::collections::BTreeMap<memory::Key, Vec<u8>>,
    std::sync::Mutex<Vec<(memory::Key, Vec<u8>)>>,
);

impl Memory for Notes {
    fn get(&self, _: memory::Shelf, key: &memory::Key) -> Option<&[u8]> {
        self.0.get(key).map(Vec::as_slice)
    }

    fn put(&self, _: memory::Shelf, key: memory::Key, value: Vec<u8>) {
        self.1.lock().expect("no panic").push((key, value));
    }
}

#[test]
fn a_page_that_the_old_site_has_is_not_made_again() {
    let bench = Bench::new();
    let (output, content) = (bench.path("public"), bench.path("content"));
    let target = Target {
        output: &output,
        root: bench.root.path(),
        content: &content,
    };
    let mut notes = Notes::default();
    // What stands in the old site before each build, and whether the page must be made again.
    for (old, is_made) in [
        (None, true),
        (None, false),
        (Some("<p id=b>"), true),
        (None, false),
    ] {
        if let Some(old) = old {
            fs::write(bench.path("public/a.html"), old).expect("a file");
        }
        let made = std::sync::atomic::AtomicBool::new(false);
        let mut outputs = pages(&[("index.html", "<a href=\"a.html#a\">")]);
        let page = || {
            made.store(true, Ordering::Relaxed);
            Ok(b"<p id=a>".to_vec())
        };
        let page = Output::Named(Box::new(|| Some([1; 32])), Box::new(page));
        outputs
            .insert(OutPath::new("a.html"), page)
            .expect("a new path");
        write(outputs, &target, Some(&notes), &Silent).expect("written");
        assert_eq!(made.into_inner(), is_made);
        assert_eq!(bench.files()["public/a.html"], b"<p id=a>");
        let new = std::mem::take(&mut *notes.1.lock().expect("no panic"));
        notes.0.extend(new);
    }
}
