//! Addresses that were published go on leading to their records.

use std::fs;

use super::register::Register;

/// Where the page at an address of the site leads on to, if it does.
fn leads_to(register: &Register, address: &str) -> Option<String> {
    let page = register.read(&format!("public/{address}"));
    let rest = page
        .split("http-equiv=\"refresh\" content=\"0; url=")
        .nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}

fn build(register: &Register) {
    let built = register.run(&["build", "--site-url", "https://example.jp/a/"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
}

/// Puts keys at the start of a file's front matter.
fn front(register: &Register, path: &str, keys: &str) {
    let text = register.read(path);
    register.write(path, &text.replacen("---\n", &format!("---\n{keys}\n"), 1));
}

#[test]
fn a_slug_that_comes_later_leaves_the_published_address() {
    let register = Register::with_editions(1);
    front(&register, "content/tasks/t02.md", "slug: ni");
    build(&register);
    assert_eq!(
        leads_to(&register, "tasks/t02.html").as_deref(),
        Some("ni.html")
    );
    assert_eq!(leads_to(&register, "tasks/ni.html"), None);
    let sitemap = register.read("public/sitemap.xml");
    assert!(!sitemap.contains("/tasks/t02.html"), "{sitemap}");
    // The old edition has it where it was.
    assert_eq!(leads_to(&register, "editions/2023/tasks/t02.html"), None);
    // The address is the newest record's that had it, in another edition, too.
    front(&register, "content/tasks/t03.md", "slug: t02");
    build(&register);
    assert_eq!(leads_to(&register, "tasks/t02.html"), None);
    assert_eq!(
        leads_to(&register, "tasks/t03.html").as_deref(),
        Some("t02.html")
    );
}

#[test]
fn a_folder_that_moves_leaves_the_published_addresses() {
    let register = Register::with_editions(2);
    let config = register.read("hakusho.toml");
    register.write(
        "hakusho.toml",
        &config.replace("dir = \"tasks\"", "dir = \"jobs\""),
    );
    fs::rename(
        register.path("content/tasks"),
        register.path("content/jobs"),
    )
    .expect("moved");
    // A page takes the address that it names.
    register.write("content/tasks/t04.md", "# 別のページ\n");
    build(&register);
    assert_eq!(
        leads_to(&register, "tasks/t01.html").as_deref(),
        Some("../jobs/t01.html")
    );
    assert_eq!(leads_to(&register, "tasks/t04.html"), None);
    // t05 was renamed between the editions: both of its old addresses lead on.
    for old in ["tasks/t05.html", "tasks/soudan.html"] {
        assert_eq!(
            leads_to(&register, old).as_deref(),
            Some("../jobs/soudan.html"),
            "{old}"
        );
    }
    // What is no more keeps its page.
    assert_eq!(
        leads_to(&register, "tasks/t03.html").as_deref(),
        Some("../jobs/t03.html")
    );
}
