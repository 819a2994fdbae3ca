//! `hakusho serve` as a browser meets it: over a socket.
#![cfg(feature = "serve")]

mod client;

use std::fs;
use std::process::Command;

use client::{Preview, until};

#[test]
fn pages_folders_and_files_have_their_addresses() {
    let preview = Preview::start(&[
        ("content/index.md", "# 表紙\n\n[次](文書/頁.md)\n"),
        ("content/文書/頁.md", "# 頁\n"),
        ("static/a b.txt", "写し"),
    ]);
    let home = preview.get("/");
    assert_eq!(home.status, 200);
    assert_eq!(home.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(home.header("cache-control"), "no-store");
    assert_eq!(home.header("cross-origin-resource-policy"), "same-origin");
    assert!(
        home.body
            .contains("content=\"connect-src 'self'; default-src 'none'")
    );
    assert!(home.body.contains("src=\"/.hakusho/reload.js\""));
    assert_eq!(preview.get("/index.html?q=1").body, home.body);
    assert!(
        preview
            .get("/%E6%96%87%E6%9B%B8/%E9%A0%81.html")
            .body
            .contains("頁")
    );
    let folder = preview.get("/%E6%96%87%E6%9B%B8");
    assert_eq!(
        (folder.status, folder.header("location")),
        (302, "/%E6%96%87%E6%9B%B8/")
    );
    assert_eq!(preview.get("/%E6%96%87%E6%9B%B8/").status, 200);
    let copy = preview.get("/a%20b.txt");
    assert_eq!(
        (&*copy.body, copy.header("content-type")),
        ("写し", "text/plain; charset=utf-8")
    );
    assert_eq!(
        preview.style().header("content-type"),
        "text/css; charset=utf-8"
    );
    for path in [
        "/none.html",
        "//index.html",
        "/./index.html",
        "/../../etc/passwd",
        "/%2e%2e/x",
    ] {
        let missing = preview.get(path);
        assert_eq!(missing.status, 404, "{path}");
        assert!(missing.body.contains("/.hakusho/reload.js"), "{path}");
    }
}

#[test]
fn only_the_authors_own_browser_is_answered() {
    let preview = Preview::start(&[("content/index.md", "# 表紙\n")]);
    for (header, status) in [
        ("Host: evil.example", 403),
        ("Origin: http://evil.example", 403),
        ("Sec-Fetch-Site: cross-site", 403),
        ("Sec-Fetch-Site: same-origin", 200),
    ] {
        for path in ["/", "/search/manifest.js", "/.hakusho/events"] {
            // The stream of events does not end by itself.
            if path != "/.hakusho/events" || status == 403 {
                assert_eq!(
                    preview.request("GET", path, header).status,
                    status,
                    "{header} {path}"
                );
            }
        }
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(preview.request(method, "/", "").status, 405, "{method}");
    }
    let head = preview.request("HEAD", "/", "");
    assert_eq!((head.status, head.body.is_empty()), (200, true));
}

#[test]
fn a_saved_file_is_served_and_a_broken_one_leaves_the_last_good_site() {
    let preview = Preview::start(&[
        ("hakusho.toml", "preset = \"followup\"\n"),
        ("content/index.md", "# 表紙\n\n一つ目。\n"),
    ]);
    assert!(preview.get("/").body.contains("一つ目"));
    let (before, problems) = preview.state();
    assert_eq!(problems, Vec::<String>::new());

    preview.write("content/index.md", "# 表紙\n\n二つ目。\n");
    until("the new text", || preview.get("/").body.contains("二つ目"));
    let (after, _) = preview.state();
    assert_ne!(before, after);

    preview.write("content/index.md", "# 表紙\n\n三つ目。[(99)]\n");
    until("the diagnostic", || !preview.state().1.is_empty());
    let (kept, problems) = preview.state();
    assert_eq!(kept, after);
    assert_eq!(problems, ["broken-reference content/index.md:3:6"]);
    assert!(preview.get("/").body.contains("二つ目"));

    preview.write("content/index.md", "# 表紙\n\n四つ目。\n");
    until("the mended text", || {
        preview.get("/").body.contains("四つ目")
    });
    assert_eq!(preview.state().1, Vec::<String>::new());
}

#[test]
fn a_site_that_cannot_be_built_at_first_shows_why_and_then_comes() {
    let preview = Preview::start(&[
        ("hakusho.toml", "titel = \"台帳\"\n"),
        ("content/index.md", "# 表紙\n"),
    ]);
    let waiting = preview.get("/");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("/.hakusho/reload.js"));
    assert_eq!(preview.state().1, ["unknown-config-key hakusho.toml:1:1"]);
    preview.write("hakusho.toml", "title = \"台帳\"\n");
    until("the site", || preview.get("/").status == 200);
    assert!(preview.get("/").body.contains("台帳"));
}

#[test]
fn whatever_the_site_is_made_from_is_watched() {
    let preview = Preview::start(&[("content/index.md", "# 表紙\n"), ("static/a.txt", "旧")]);
    let (first, _) = preview.state();
    preview.write("static/a.txt", "新");
    until("the copy", || preview.state().0 != first);
    assert_eq!(preview.get("/a.txt").body, "新");

    preview.write("content/深い/所/頁.md", "# 深い頁\n");
    let deep = "/%E6%B7%B1%E3%81%84/%E6%89%80/%E9%A0%81.html";
    until("the page of a new folder", || {
        preview.get(deep).status == 200
    });
    preview.write("content/深い/所/頁.md", "# 深い頁\n\n改めた。\n");
    until("the change in a new folder", || {
        preview.get(deep).body.contains("改めた")
    });

    preview.write("hakusho.toml", "theme = \"mine\"\n");
    preview.write("themes/mine/css/mine.css", ".mine { color: red }");
    until("the theme", || preview.style().body.contains(".mine"));
    preview.write("themes/mine/css/mine.css", ".other { color: red }");
    until("the changed theme", || {
        preview.style().body.contains(".other")
    });

    // A checkout may remove the whole folder and make it anew.
    fs::remove_dir_all(preview.path("content")).expect("removed");
    until("that it is gone", || preview.get(deep).status == 404);
    preview.write("content/index.md", "# 新しい表紙\n");
    until("the folder made anew", || {
        preview.get("/").body.contains("新しい表紙")
    });
    preview.write("content/index.md", "# さらに新しい表紙\n");
    until("a change in it", || {
        preview.get("/").body.contains("さらに新しい表紙")
    });
}

#[test]
fn a_folder_without_configuration_is_watched_but_for_what_is_not_read() {
    let preview = Preview::start(&[
        ("README.md", "# 覚え書き\n"),
        ("target/x.txt", "0"),
        ("docs-site/.hakusho-output", ""),
        ("docs-site/index.md", "# 前の出力\n"),
    ]);
    assert_eq!(
        preview.get("/docs-site/").status,
        404,
        "an output is no content"
    );
    let builds = preview.builds();
    for name in ["target/x.txt", ".git/index", "public/index.html"] {
        preview.write(name, "1");
    }
    preview.write("新.md", "# 新しい\n");
    until("the new page", || {
        preview.get("/%E6%96%B0.html").status == 200
    });
    assert_eq!(preview.builds(), builds + 1);
}

#[test]
fn files_are_looked_at_where_the_system_tells_of_no_changes() {
    let preview = Preview::start_with(&["--poll"], &[("content/index.md", "# 表紙\n")]);
    preview.write("content/index.md", "# 見回りの後\n");
    until("the change", || {
        preview.get("/").body.contains("見回りの後")
    });
}

#[test]
fn a_port_in_use_is_said() {
    let preview = Preview::start(&[("content/index.md", "# 表紙\n")]);
    let port = preview.port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["serve", "--lang", "en", "--port", &port, "--root"])
        .arg(preview.path(""))
        .output()
        .expect("hakusho starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains(&format!(
            "error[port-unavailable]: port {port} of 127.0.0.1"
        )),
        "{said}"
    );
    assert!(
        said.contains("help: give another number with --port"),
        "{said}"
    );
}

#[test]
fn an_included_file_is_watched_wherever_it_lies() {
    let preview = Preview::start(&[
        (
            "content/index.md",
            "# 表紙\n\n```{include} /data/a.csv\n```\n",
        ),
        ("data/a.csv", "項目\n旧い行\n"),
    ]);
    assert!(preview.get("/").body.contains("旧い行"));
    preview.write("data/a.csv", "項目\n新しい行\n");
    until("the new row", || preview.get("/").body.contains("新しい行"));
}
