//! The built sample site in a real browser. Each behaviour is a script of `tests/browser/`, run by
//! node with playwright-core against the system's Chromium.
//!
//! Where one of these is lacking, a test says loudly what it skips, and passes; with `CI` set it
//! fails, so that no pipeline is green for want of a browser. `.ci/run` installs what is needed.

#[expect(dead_code, reason = "other tests do more with it")]
#[path = "editions/register.rs"]
mod register;

#[path = "browser/crowd.rs"]
mod crowd;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use register::Register;

/// The site must work from folders with such names: a space, `#`, `%`, Japanese.
const AWKWARD_NAME: &str = "公開 #1 100%";

const CHROMIUM_NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

#[test]
fn every_page_opens_cleanly_from_a_folder_and_under_a_sub_path() {
    holds("pages.mjs", &[]);
}

#[test]
fn search_finds_exactly_the_right_pages_for_scripts_and_for_readers() {
    holds("search.mjs", &[]);
}

#[test]
fn what_readers_type_finds_what_they_mean() {
    holds_on(fixture_site(), "typing.mjs", &[]);
}

#[test]
fn words_and_earlier_queries_are_offered() {
    holds_on(fixture_site(), "offers.mjs", &[]);
}

#[test]
fn searches_are_narrowed_down_by_keyboard_and_address() {
    holds_on(fixture_site(), "filters.mjs", &[]);
}

#[test]
fn hits_show_where_their_titles_match_and_stay_short() {
    holds_on(crowd_site(), "hits.mjs", &[]);
}

#[test]
fn choices_say_how_many_hits_they_leave() {
    holds_on(crowd_site(), "counts.mjs", &[]);
}

#[test]
fn who_finds_nothing_is_helped_on() {
    holds_on(fixture_site(), "advice.mjs", &[]);
}

#[test]
fn keys_and_clicks_do_what_readers_of_other_searches_expect() {
    holds_on(crowd_site(), "keys.mjs", &[]);
}

#[test]
fn the_search_page_keeps_what_was_asked_in_history_and_on_paper() {
    holds_on(crowd_site(), "searchpage.mjs", &[]);
}

#[test]
fn a_page_opened_by_a_hit_shows_where_the_query_stands() {
    holds_on(fixture_site(), "marks.mjs", &[]);
}

#[test]
fn every_substring_of_a_page_finds_it_and_nothing_else_is_found() {
    holds("recall.mjs", &["10000", "1"]);
}

#[test]
fn search_works_by_keyboard_and_leads_on_without_scripts() {
    holds("keyboard.mjs", &[]);
}

#[test]
fn a_site_with_files_missing_says_so() {
    holds("damage.mjs", &[]);
}

#[test]
fn pages_are_accessible_and_valid_html() {
    holds("accessibility.mjs", &[]);
}

#[test]
fn pictures_and_forms_of_records_are_accessible_and_valid_html() {
    holds_on(plan_site(), "accessibility.mjs", &["pages"]);
}

#[test]
fn everything_that_authors_may_write_is_accessible_and_valid_html() {
    holds_on(authoring_site(), "accessibility.mjs", &["pages"]);
    holds_on(authoring_site(), "pages.mjs", &[]);
}

#[test]
fn menu_pictures_and_code_serve_readers() {
    holds_on(plan_site(), "reading.mjs", &[]);
}

#[test]
fn tables_sort_and_filter_by_keyboard_and_address() {
    holds_on(plan_site(), "tables.mjs", &[]);
}

#[test]
fn a_plan_s_pages_open_cleanly() {
    holds_on(plan_site(), "pages.mjs", &[]);
}

#[test]
fn languages_are_changed_and_searched_each_by_itself() {
    holds_on(languages_site(), "accessibility.mjs", &["pages"]);
    holds_on(languages_site(), "pages.mjs", &[]);
    holds_on(languages_site(), "languages.mjs", &[]);
}

#[test]
fn what_changed_between_editions_is_shown_on_screens_and_on_paper() {
    holds_on(register_site(), "accessibility.mjs", &["pages"]);
    holds_on(register_site(), "pages.mjs", &[]);
    holds_on(register_site(), "changes.mjs", &[]);
}

#[test]
fn old_editions_are_searched_when_readers_ask() {
    holds_on(register_site(), "editions.mjs", &[]);
}

#[cfg(feature = "serve")]
#[test]
fn a_preview_reloads_and_shows_what_is_wrong() {
    let program = env!("CARGO_BIN_EXE_hakusho");
    let root = scripts().join("plan");
    let root = root.to_str().expect("a path of Unicode");
    holds_on(plan_site(), "preview.mjs", &[program, root]);
}

/// Runs one behaviour on the sample site; its output is the message when it does not hold.
fn holds(script: &str, arguments: &[&str]) {
    holds_on(sample_site(), script, arguments);
}

fn holds_on(site: &Path, script: &str, arguments: &[&str]) {
    let Some(tools) = tools() else {
        return;
    };
    let output = Command::new(&tools.node)
        .arg(scripts().join(script))
        .arg(site)
        .args(arguments)
        .env("HAKUSHO_CHROMIUM", &tools.chromium)
        .stdin(Stdio::null())
        .output()
        .expect("node starts");
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}\n{stdout}{stderr}");
}

/// The sample site, built once for all tests of this file by the binary that users run.
fn sample_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| build(Path::new(env!("CARGO_MANIFEST_DIR")), "browser"))
}

/// A small site with a page for each thing that readers type.
fn fixture_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| build(&scripts().join("fixture"), "browser-fixture"))
}

/// Records with periods and states, which the sample has none of.
fn plan_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| build(&scripts().join("plan"), "browser-plan"))
}

/// Pages in three languages.
fn languages_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| build(&scripts().join("languages"), "browser-languages"))
}

/// A page with each form of text that authors may write.
fn authoring_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| build(&scripts().join("authoring"), "browser-authoring"))
}

/// The invented register with two editions, and text that was changed since.
fn register_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let register = Register::with_editions(2);
        register.put("now");
        build(&register.path(""), "browser-register")
    })
}

/// A thousand records that one query finds, and very long titles.
fn crowd_site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let sources = tempfile::tempdir().expect("a folder");
        crowd::write(sources.path());
        build(sources.path(), "browser-crowd")
    })
}

/// Builds the site of `root` in a folder called `name` of the tests' own.
fn build(root: &Path, name: &str) -> PathBuf {
    let site = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(name)
        .join(AWKWARD_NAME);
    fs::create_dir_all(&site).expect("the test's own folder");
    let output = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["build", "--quiet", "--root"])
        .arg(root)
        .arg("--output")
        .arg(&site)
        .output()
        .expect("hakusho starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "the site of {} does not build:\n{stderr}",
        root.display()
    );
    site
}

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser")
}

/// What the tests need beside Rust.
struct Tools {
    node: PathBuf,
    chromium: PathBuf,
}

/// The tools, or nothing once it has been said what lacks.
fn tools() -> Option<&'static Tools> {
    static TOOLS: OnceLock<Result<Tools, String>> = OnceLock::new();
    match TOOLS.get_or_init(find_tools) {
        Ok(tools) => Some(tools),
        Err(lacking) => {
            let is_ci = env::var_os("CI").is_some_and(|value| !value.is_empty());
            assert!(!is_ci, "browser tests need {lacking}");
            // Straight to the stream: the test harness would hide what a passing test prints.
            let _unseen = writeln!(
                std::io::stderr(),
                "\n*** SKIPPED a browser test: it needs {lacking}. `.ci/run` installs it. ***"
            );
            None
        }
    }
}

fn find_tools() -> Result<Tools, String> {
    let chromium = match env::var_os("HAKUSHO_CHROMIUM") {
        Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        None => CHROMIUM_NAMES.iter().find_map(|name| on_path(name)),
    };
    let node = on_path("node");
    let packages = scripts().join("node_modules/playwright-core").is_dir();
    let mut lacking = Vec::new();
    if chromium.is_none() {
        lacking.push("Chromium (on PATH, or named by HAKUSHO_CHROMIUM)");
    }
    if node.is_none() {
        lacking.push("node");
    }
    if !packages {
        lacking.push("the packages of tests/browser (npm ci --prefix tests/browser)");
    }
    match (chromium, node) {
        (Some(chromium), Some(node)) if packages => Ok(Tools { node, chromium }),
        _ => Err(lacking.join(", ")),
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths)
        .map(|folder| folder.join(OsStr::new(name)))
        .find(|candidate| candidate.is_file())
}
