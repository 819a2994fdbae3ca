//! `hakusho export`: the site and its data as one file to hand over.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A site with a page, a record and a file that is copied.
fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        (
            "hakusho.toml",
            "title = \"台帳\"\n[collections.rule]\nlabel = \"規程\"\n",
        ),
        ("content/index.md", "# 台帳\n"),
        ("content/rules/r1.md", "- 一つ目。\n"),
        ("static/資料/表.txt", "写し"),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    folder
}

fn hakusho(root: &Path, command: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .arg(command)
        .args(arguments)
        .args(["--lang", "ja", "--root"])
        .arg(root)
        .current_dir(root)
        .output()
        .expect("hakusho starts")
}

/// The files of an archive by name.
fn unpacked(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("a file")).expect("a ZIP");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("its bytes");
            (file.name().expect("a name").to_string(), bytes)
        })
        .collect()
}

#[test]
fn the_archive_is_the_site_with_a_note_and_always_the_same() {
    let site = site();
    let output = hakusho(site.path(), "export", &["手渡し.zip"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(said.starts_with("手渡し.zip に書き出しました"), "{said}");
    let first = fs::read(site.path().join("手渡し.zip")).expect("the archive");

    let files = unpacked(&site.path().join("手渡し.zip"));
    let (name, note) = &files[0];
    assert_eq!(name, "手渡し/はじめにお読みください.txt");
    let note = String::from_utf8_lossy(note);
    assert!(note.starts_with('\u{feff}') && note.contains("index.html をダブルクリック"));
    assert!(note.ends_with("\r\n") && !note.replace("\r\n", "").contains('\n'));

    assert!(hakusho(site.path(), "build", &["--quiet"]).status.success());
    for (name, bytes) in &files[1..] {
        let path = name.strip_prefix("手渡し/").expect("in the folder");
        let built = fs::read(site.path().join("public").join(path)).expect(path);
        assert!(*bytes == built, "{path}");
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    for path in [
        "index.html",
        "rules/r1.html",
        "資料/表.txt",
        "search/manifest.js",
    ] {
        assert!(
            names.contains(&format!("手渡し/{path}").as_str()),
            "{path}: {names:?}"
        );
    }

    // Another time of change makes no other archive.
    fs::write(site.path().join("static/資料/表.txt"), "写し").expect("written");
    assert!(
        hakusho(site.path(), "export", &["手渡し.zip"])
            .status
            .success()
    );
    assert!(fs::read(site.path().join("手渡し.zip")).expect("the archive") == first);
}

#[test]
fn a_collection_is_exported_as_the_site_has_it() {
    let site = site();
    assert!(hakusho(site.path(), "build", &["--quiet"]).status.success());
    for (arguments, built) in [
        (&["rules.csv"][..], "rules.csv"),
        (&["rule.json"], "rules.json"),
        (&["x.csv", "--collection", "rule"], "rules.csv"),
    ] {
        assert!(
            hakusho(site.path(), "export", arguments).status.success(),
            "{arguments:?}"
        );
        let exported = fs::read(site.path().join(arguments[0])).expect("a file");
        let built = site.path().join("public/data").join(built);
        assert!(
            exported == fs::read(built).expect("a data file"),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_workbook_holds_text_as_it_is_printed_and_is_always_the_same() {
    use calamine::{Data, Reader};
    let site = site();
    for (path, text) in [
        (
            "hakusho.toml",
            "[collections.rule]\nlabel = \"規程/則\"\nnumber = { field = \"no\", format = \"{no}\" }\n\
             [collections.rule.fields]\ncode = { type = \"string\", label = \"符号\" }\n\
             since = { type = \"date\", label = \"施行\" }\n",
        ),
        (
            "content/rules/r1.md",
            "---\nno: 1.10\ncode: 08\nsince: 令和2年3月\n---\n- 一つ目。\n- =二つ目。\n",
        ),
    ] {
        fs::write(site.path().join(path), text).expect("written");
    }
    let export = || {
        let output = hakusho(site.path(), "export", &["rules.xlsx"]);
        assert!(output.status.success(), "{output:?}");
        fs::read(site.path().join("rules.xlsx")).expect("the workbook")
    };
    let bytes = export();
    assert!(bytes == export());
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["規程則"]);
    let range = book.worksheet_range("規程則").expect("a sheet");
    let rows: Vec<Vec<String>> = range
        .rows()
        .map(|row| {
            let is_text = |cell: &Data| matches!(cell, Data::String(_) | Data::Empty);
            assert!(row.iter().all(is_text), "{row:?}");
            row.iter().map(ToString::to_string).collect()
        })
        .collect();
    let headings = [
        "id",
        "番号",
        "題名",
        "符号",
        "施行",
        "本文",
        "参照元",
        "URL",
    ];
    assert_eq!(rows[0], headings);
    assert_eq!(rows[1][..5], ["r1", "1.10", "一つ目。", "08", "令和2年3月"]);
    assert_eq!(rows[1][5..], ["一つ目。\n=二つ目。", "", "rules/r1.html"]);
}

#[test]
fn what_cannot_be_exported_says_why_and_changes_nothing() {
    let site = site();
    fs::write(site.path().join("old.zip"), "前のもの").expect("written");
    fs::create_dir(site.path().join("folder.zip")).expect("a folder");
    let refused = |arguments: &[&str], code: i32, part: &str| {
        let output = hakusho(site.path(), "export", arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(part), "{arguments:?}: {said}");
    };
    refused(
        &["site.docx"],
        2,
        "名前を .zip（サイト）、.json、.csv、.xlsx",
    );
    refused(&["folder.zip"], 2, "フォルダーがあります");
    refused(&["rul.csv"], 2, "rule ではありませんか");
    refused(&["規程.csv"], 2, "rule ではありませんか");
    refused(&["none/site.zip"], 2, "error[io-error]");
    fs::write(
        site.path().join("content/rules/r1.md"),
        "- [無い](none.md)\n",
    )
    .expect("written");
    refused(&["old.zip"], 1, "error[broken-link]");
    assert_eq!(
        fs::read(site.path().join("old.zip")).expect("a file"),
        "前のもの".as_bytes()
    );
    let left = fs::read_dir(site.path()).expect("the folder");
    let hidden = left.filter(|entry| {
        let name = entry.as_ref().expect("an entry").file_name();
        name.to_string_lossy().starts_with('.')
    });
    assert_eq!(hidden.count(), 0);
}
