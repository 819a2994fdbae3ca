//! Whole pages.

use std::borrow::Cow;

use super::fixture::{site, theme};
use crate::diag::{Code, FileId, Place};
use crate::model::source::ThemeFile;
use crate::model::{FieldType, Output, PageId, PageKind, Site, Theme, Value};
use crate::render::strings::Strings;
use crate::render::{LANGUAGES, render};

fn html(site: &Site, theme: &Theme, url: &str) -> String {
    let outputs = render(site, &[], theme, None);
    assert_eq!(outputs.diagnostics, []);
    let found = outputs
        .value
        .files
        .iter()
        .find(|(path, _)| path.as_str() == url);
    match found {
        Some((_, Output::Make(make))) => match make() {
            Ok(bytes) => String::from_utf8(bytes).expect("pages are UTF-8"),
            Err(problem) => panic!("{problem:?}"),
        },
        _ => panic!("no page {url}"),
    }
}

fn page(url: &str) -> String {
    html(&site(), &theme(), url)
}

#[test]
fn every_page_is_safe_and_whole() {
    let (site, theme) = (site(), theme());
    for page in &site.pages {
        let html = html(&site, &theme, page.url.as_str());
        let policy = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'";
        assert!(html.contains(policy), "{}", page.url);
        for forbidden in [
            " style=", "<style", " onclick", "<script>", "href=\"/", "{{", "{%",
        ] {
            assert!(!html.contains(forbidden), "{}: {forbidden}", page.url);
        }
        assert_eq!(html.matches("<h1").count(), 1, "{}", page.url);
        for tag in ["ul", "li", "nav", "section", "div", "table", "a", "p", "dl"] {
            let opened = html.matches(&format!("<{tag}>")).count()
                + html.matches(&format!("<{tag} ")).count();
            let closed = html.matches(&format!("</{tag}>")).count();
            assert_eq!(opened, closed, "{}: <{tag}>", page.url);
        }
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).collect();
        ids.iter_mut()
            .for_each(|id| *id = id.split('"').next().unwrap_or(""));
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{}: duplicate id", page.url);
    }
}

#[test]
fn a_cited_measure_quotes_the_sentence() {
    let html = page("measures/m01.html");
    assert!(html.contains("この施策を参照しているもの"));
    assert!(html.contains("<p>データ基盤を構築中。<mark>(1)</mark>等</p>"));
    assert!(html.contains("href=\"../targets/health-1.html#s1\""));
    assert!(html.contains("<time datetime=\"2020-03\">令和2年3月</time>"));
    assert_eq!(html.matches("〔推定〕").count(), 2, "one for each field");
}

#[test]
fn the_interface_speaks_the_language_of_the_page() {
    let mut site = site();
    site.pages[2].lang = "en-GB".to_owned();
    let html = html(&site, &theme(), "measures/m01.html");
    assert!(html.contains("<html lang=\"en-GB\"") && html.contains("What refers to this"));
}

#[test]
fn both_languages_have_the_same_words() {
    let theme = theme();
    let [ja, en] = LANGUAGES.map(|lang| Strings::new(&theme, lang, &mut Vec::new()));
    assert!(ja.words.keys().eq(en.words.keys()));
    let places = |words: &str| {
        let mut names: Vec<String> = words
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()))
            .collect();
        names.sort();
        names
    };
    for (key, words) in &ja.words {
        assert_eq!(places(words), places(en.get(key)), "{key}");
    }
}

#[test]
fn the_citing_target_links_the_number() {
    let html = page("targets/health-1.html");
    assert!(html.contains(
        "<li id=\"s1\">データ基盤を構築中。\
         <a class=\"reference\" href=\"../measures/m01.html\">(1)</a>等"
    ));
    assert!(html.contains("<p class=\"page-label\">&lt;具体目標1&gt;</p>"));
}

#[test]
fn a_title_from_a_statement_is_not_searched_twice() {
    let html = page("measures/m02.html");
    assert!(html.contains("<h1 data-search=\"off\">&lt;二次活用&gt; &amp; &quot;引用&quot;</h1>"));
    assert!(html.contains("<li id=\"s1\">&lt;二次活用&gt; &amp; &quot;引用&quot;<sup"));
}

#[test]
fn the_matrix_marks_citations_and_names_the_uncited() {
    let html = page("index.html");
    assert!(html.contains("<a href=\"targets/health-1.html#s1\"><span aria-hidden"));
    assert!(html.contains("への参照</span>等</a>"));
    let uncited = html.split("どの具体目標からも参照されていない施策").nth(1);
    assert!(uncited.is_some_and(|rest| rest.contains("measures/m02.html")));
}

#[test]
fn the_printed_table_shows_a_group_once() {
    let html = page("document.html");
    assert_eq!(html.matches(">AMED 研究事業</a>").count(), 1);
    assert!(html.contains("id=\"measure.m01.s1\""));
    assert!(html.contains("id=\"measure.m02\""));
    assert!(html.contains("校注2"), "notes count on through the page");
}

#[test]
fn a_whole_shows_its_parts_with_their_text_and_notes() {
    let mut site = site();
    let mut config = (*site.config).clone();
    config.schema.collections[0].fields[0].part_of = true;
    site.config = config.into();
    let html = html(&site, &theme(), "groups/amed.html");
    let parts = html.split("この区分の施策").nth(1).unwrap_or_default();
    assert!(parts.contains("<li id=\"measure.m01.s1\">画像診断支援システムを開発<sup"));
    assert!(parts.contains("<li id=\"measure.m02.note.1\">"));
}

#[test]
fn columns_of_numbers_are_marked_for_the_right_edge() {
    let mut site = site();
    let mut config = (*site.config).clone();
    config.schema.collections[0].fields[1].ty = FieldType::Money {
        unit: "円".to_owned(),
    };
    site.config = config.into();
    for page in &mut site.pages {
        for (index, field) in &mut page.fields {
            if *index == 1 {
                field.value = Value::Text("8,400".to_owned());
            }
        }
    }
    let html = html(&site, &theme(), "measures/index.html");
    assert!(html.contains("<th scope=\"col\" class=\"figures\" data-key=\"since\">"));
    assert!(html.contains("<td class=\"figures\" data-sort=\"8400\">8,400<span class=\"unit\""));
    assert!(html.contains("<th scope=\"col\" data-key=\"group\">"));
}

#[test]
fn the_missing_page_needs_no_other_file() {
    let html = page("404.html");
    let links: Vec<&str> = html.split("href=\"").skip(1).collect();
    assert!(links.iter().all(|link| link.starts_with("data:,")));
    assert!(!html.contains("src=\""));
}

#[test]
fn the_sidebar_does_not_grow_with_the_folder() {
    let mut site = site();
    let first = site.pages.len();
    for n in 0..500 {
        let mut page = super::fixture::page(PageKind::Plain, &format!("many/p{n}.html"), "頁");
        page.parent = Some(PageId(5));
        site.pages.push(page);
        site.pages[5].children.push(PageId(first + n));
    }
    let html = html(&site, &theme(), "many/p250.html");
    let nav = html.split("id=\"page.nav\"").nth(1).unwrap_or_default();
    assert!(nav.matches("<li>").count() < 30);
    assert!(nav.contains("aria-current=\"page\"><span>頁</span></a>"));
    assert!(nav.contains("ほか244件"));
}

#[test]
fn the_sidebar_folds_no_short_lists() {
    let mut site = site();
    let first = site.pages.len();
    let add = |site: &mut Site, url: &str, parent: PageId| {
        let mut page = super::fixture::page(PageKind::Plain, url, "頁");
        page.parent = Some(parent);
        let id = PageId(site.pages.len());
        site.pages[parent.0].children.push(id);
        site.pages.push(page);
    };
    site.pages[5].children.clear();
    for n in 0..3 {
        add(&mut site, &format!("some/p{n}.html"), PageId(5));
    }
    add(&mut site, "some/p1/below.html", PageId(first + 1));
    let nav = |site: &Site| {
        let html = html(site, &theme(), "some/p1/below.html");
        let nav = html.split("id=\"page.nav\"").nth(1).unwrap_or_default();
        nav.split("</nav>").next().unwrap_or_default().to_owned()
    };
    let short = nav(&site);
    assert!(!short.contains("class=\"more\""), "{short}");
    assert!(
        short.contains("some/p0.html") || short.contains("../p0.html"),
        "{short}"
    );
    for n in 3..7 {
        add(&mut site, &format!("some/p{n}.html"), PageId(5));
    }
    let long = nav(&site);
    assert!(
        long.contains("ほか1件") && long.contains("ほか5件"),
        "{long}"
    );
}

/// The table and what stands below it on the home page, with so many more rows and columns that
/// nothing connects.
fn matrix_with(rows: usize, columns: usize) -> String {
    let mut site = site();
    let mut more = |count: usize| -> Vec<PageId> {
        let new = (0..count).map(|n| {
            let url = format!("blank/{count}-{n}.html");
            let id = PageId(site.pages.len());
            site.pages
                .push(super::fixture::page(PageKind::Plain, &url, "空"));
            id
        });
        new.collect()
    };
    let (rows, columns) = (more(rows), more(columns));
    site.matrices[0].rows.extend(rows);
    site.matrices[0].columns.extend(columns);
    let html = html(&site, &theme(), "index.html");
    html.split("class=\"matrix\"")
        .nth(1)
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn a_matrix_leaves_out_many_blank_rows_and_columns_and_says_so() {
    let whole = matrix_with(20, 20);
    assert!(!whole.contains("省いています"));
    let few = whole.matches("<tr>").count();
    assert_eq!(matrix_with(60, 20).matches("<tr>").count() + 20, few);
    let short = matrix_with(60, 70);
    assert_eq!(short.matches("省いています").count(), 2);
    assert!(short.contains("60件は"), "{short}");
    let head = short.split("</thead>").next().unwrap_or_default();
    let width = head.matches("<th ").count();
    let row = short
        .split("<tr><th scope=\"row\">")
        .nth(1)
        .unwrap_or_default();
    assert_eq!(
        row.split("</tr>")
            .next()
            .unwrap_or_default()
            .matches("<td")
            .count(),
        width
    );
    assert!(width < 6, "{head}");
}

#[test]
fn a_template_of_the_site_can_extend_the_original() {
    let mut theme = theme();
    let file = ThemeFile {
        bytes: Cow::Borrowed(
            "{% extends \"standard/base.html\" %}{% block footer %}省の脚注{% endblock %}"
                .as_bytes(),
        ),
        source: Some(FileId(3)),
    };
    theme.files.insert("templates/base.html".to_owned(), file);
    let html = html(&site(), &theme, "measures/m01.html");
    assert!(html.contains("省の脚注") && html.contains("この施策を参照しているもの"));
    assert!(!html.contains("site-footer"));
}

#[test]
fn a_template_of_the_site_that_does_not_compile_is_reported_in_its_place() {
    let (site, mut theme) = (site(), theme());
    let file = ThemeFile {
        bytes: Cow::Borrowed("<p>表題</p>{% if %}".as_bytes()),
        source: Some(FileId(3)),
    };
    theme.files.insert("templates/record.html".to_owned(), file);
    let rendered = render(&site, &[], &theme, None);
    let diagnostics = rendered.diagnostics;
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code, Code::InvalidTemplate);
    let Place::Span(span) = diagnostics[0].place else {
        panic!("no place: {:?}", diagnostics[0]);
    };
    assert_eq!(span.file, FileId(3));
    assert!(span.start >= "<p>表題</p>".len() as u32);
    let record = rendered.value.files.get(&site.page(PageId(2)).url);
    let Some(Output::Make(make)) = record else {
        panic!("no page of a record");
    };
    assert!(make().is_ok(), "the built-in one serves");
}
