use std::fs;

use tempfile::TempDir;

use super::*;

fn site(files: &[(&str, &[u8])]) -> TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    root
}

fn read(root: &Path) -> (Sources, Vec<String>) {
    let options = Options {
        output: root.join("out"),
        ..Options::default()
    };
    let staged = load(root, &options);
    let sources = staged.value.expect("sources");
    let problems = staged
        .diagnostics
        .iter()
        .map(|d| show(d, &sources.map))
        .collect();
    (sources, problems)
}

/// `path:line:column code help…`
fn show(d: &Diagnostic, map: &SourceMap) -> String {
    let place = match &d.place {
        Place::Span(span) => {
            let at = map.line_column(span.file, span.start);
            format!("{}:{}:{}", map.path(span.file), at.line, at.column)
        }
        Place::Path(path) => path.clone(),
        Place::Nowhere => "-".to_owned(),
    };
    format!("{place} {} {}", d.code.name(), d.help.join(" "))
        .trim_end()
        .to_owned()
}

fn paths(sources: &Sources) -> (Vec<&str>, Vec<&str>) {
    (
        sources.files.iter().map(|f| f.path.as_str()).collect(),
        sources.assets.iter().map(|a| a.path.as_str()).collect(),
    )
}

#[test]
fn a_site_with_a_content_folder() {
    let root = site(&[
        ("content/measures/m01.md", b"\xef\xbb\xbf- a"),
        ("content/a-b.md", b"x"),
        ("content/a/c.markdown", b"x"),
        ("content/a/fig.png", b"\x89PNG"),
        ("content/.hidden.md", b"x"),
        ("static/CNAME", b"example.org"),
        ("static/.well-known/x", b"x"),
        ("README.md", b"not content"),
    ]);
    let (sources, problems) = read(root.path());
    assert_eq!(problems, [""; 0]);
    let (files, assets) = paths(&sources);
    assert_eq!(files, ["a-b.md", "a/c.markdown", "measures/m01.md"]);
    assert_eq!(assets, [".well-known/x", "CNAME", "a/fig.png"]);
    let record = &sources.files[2];
    assert_eq!(&*record.text, "- a");
    assert_eq!(sources.map.path(record.file), "content/measures/m01.md");
    let measures = sources.config.schema.by_key("measure");
    assert!(measures.is_some() && record.collection == measures);
}

#[test]
fn a_plain_folder_leaves_out_what_is_not_content() {
    let root = site(&[
        ("index.md", b"# x"),
        ("groups/a.md", b"x"),
        ("out/old.md", b"x"),
        ("public/old.md", b"x"),
        ("node_modules/p/README.md", b"x"),
        ("sub/node_modules/p/README.md", b"x"),
        ("themes/t/x.md", b"x"),
    ]);
    let (sources, problems) = read(root.path());
    assert_eq!(problems, [""; 0]);
    assert_eq!(paths(&sources).0, ["groups/a.md", "index.md"]);
    // A folder that happens to be called `groups` does not make this a follow-up.
    assert!(sources.config.schema.collections.is_empty());
    assert!(!sources.config.has_file);
    let mild = (Code::BrokenLink, Some(Severity::Warning));
    assert!(sources.config.lint.contains(&mild));
}

#[test]
fn every_problem_of_the_configuration_in_one_run() {
    let text = "tilte = \"白書\"\nsite-url = \"example.org\"\nlang = 3\npreset = \"folowup\"\n\
                theme = \"../x\"\n[search]\nenabled = \"no\"\nsynonyms = [[\"a\"]]\n\
                user-dictionary = \"../terms.csv\"\n[lint]\nbroken-lnk = \"warn\"\n\
                broken-link = \"off\"\n[limits]\nnesting = 257\n\
                file-bytes = 99999999999\n";
    let root = site(&[("hakusho.toml", text.as_bytes()), ("content/a.md", b"x")]);
    let (_, problems) = read(root.path());
    assert_eq!(
        problems,
        [
            "hakusho.toml:1:1 unknown-config-key nearest",
            "hakusho.toml:3:8 invalid-config string",
            "hakusho.toml:2:12 invalid-config site-url",
            "hakusho.toml:5:9 invalid-config theme-name",
            "hakusho.toml:15:14 invalid-config size",
            "hakusho.toml:14:11 invalid-config size",
            "hakusho.toml:7:11 invalid-config boolean",
            "hakusho.toml:8:13 invalid-config synonyms",
            "hakusho.toml:9:19 invalid-config inside-root",
            "hakusho.toml:11:1 unknown-config-key nearest",
            "hakusho.toml:12:15 invalid-config known",
            "hakusho.toml:4:10 invalid-config nearest",
        ]
    );
}

#[test]
fn foreign_encodings_are_shown_and_not_handed_on() {
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("# 題\nデータ連携");
    let root = site(&[
        ("content/a.md", &sjis),
        ("content/b.md", "x\n消\u{fffd}えた".as_bytes()),
        ("hakusho.toml", b"[limits]\nfile-bytes = 40\n"),
        ("content/c.md", &[b'x'; 41]),
    ]);
    let (sources, problems) = read(root.path());
    assert_eq!(
        problems,
        [
            "content/a.md:1:3 wrong-encoding encoding convert",
            "content/b.md:2:2 replacement-character",
            "content/c.md file-too-large limit",
        ]
    );
    let texts = sources.files.iter();
    let texts: Vec<_> = texts
        .map(|f| (f.path.as_str(), f.is_unread, f.text.is_empty()))
        .collect();
    assert_eq!(
        texts,
        [
            ("a.md", true, true),
            ("b.md", false, false),
            ("c.md", true, true)
        ]
    );
}

#[test]
fn names_that_meet_or_cannot_be_held() {
    let root = site(&[
        ("content/a.txt", b"1"),
        ("static/a.txt", b"2"),
        ("content/aux.md", b"x"),
        ("content/x /b.md", b"x"),
    ]);
    let (sources, mut problems) = read(root.path());
    problems.sort();
    assert_eq!(
        problems,
        [
            "content/aux.md unsafe-path reserved",
            "content/x /b.md unsafe-path trailing",
            "static/a.txt duplicate-output-path static",
        ]
    );
    assert_eq!(paths(&sources), (vec![], vec!["a.txt"]));
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let outside = site(&[("secret.md", b"secret")]);
    let root = site(&[("content/a.md", b"x")]);
    symlink(outside.path(), root.path().join("content/dir")).expect("a link");
    symlink(
        outside.path().join("secret.md"),
        root.path().join("content/s.md"),
    )
    .expect("a link");
    symlink(outside.path(), root.path().join("static")).expect("a link");
    let (sources, mut problems) = read(root.path());
    problems.sort();
    assert_eq!(
        problems,
        [
            "content/dir symlink-refused",
            "content/s.md symlink-refused",
            "static symlink-refused",
        ]
    );
    assert_eq!(paths(&sources), (vec!["a.md"], vec![]));
}

#[cfg(unix)]
#[test]
fn a_site_is_not_built_without_the_configuration_that_a_link_stands_for() {
    let root = site(&[("real.toml", b"title = \"x\""), ("content/a.md", b"x")]);
    let link = root.path().join("hakusho.toml");
    std::os::unix::fs::symlink("real.toml", link).expect("a link");
    let found = load(root.path(), &Options::default()).diagnostics;
    let found: Vec<_> = found.iter().map(|d| (d.code, d.severity)).collect();
    assert_eq!(found, [(Code::SymlinkRefused, Severity::Error)]);
}

#[test]
fn a_theme_of_the_site_stands_in_front() {
    let root = site(&[
        ("hakusho.toml", b"theme = \"mine\"\n"),
        ("content/a.md", b"x"),
        ("themes/mine/templates/base.html", b"mine"),
        ("themes/mine/css/more.css", b"a{}"),
    ]);
    let (sources, problems) = read(root.path());
    assert_eq!(problems, [""; 0]);
    let base = &sources.theme.files["templates/base.html"];
    assert_eq!(&*base.bytes, b"mine");
    let file = base.source.expect("a text");
    assert_eq!(sources.map.path(file), "themes/mine/templates/base.html");
    assert_ne!(
        sources.theme.files["standard/templates/base.html"].bytes,
        base.bytes
    );
    assert!(sources.theme.files.contains_key("css/more.css"));
}

#[test]
fn a_root_that_is_not_there() {
    let staged = load(Path::new("no/such/folder"), &Options::default());
    assert!(staged.value.is_none());
    assert_eq!(staged.diagnostics[0].code, Code::MissingRoot);
}
