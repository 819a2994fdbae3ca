//! What feeds tell of the invented register, read back as a feed reader would.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::register::Register;

/// An element with its attributes, its text and what is in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// Reads a document whose elements all are in pairs.
    fn read(xml: &str) -> Element {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut open = vec![Element::default()];
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => {
                    let attributes = start.attributes().map(|attribute| {
                        let attribute = attribute.expect("an attribute");
                        let value = attribute
                            .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                            .expect("a value");
                        (attribute.key.as_ref().to_owned(), value.into_owned())
                    });
                    open.push(Element {
                        name: start.name().as_ref().to_owned(),
                        attributes: attributes.collect(),
                        ..Element::default()
                    });
                }
                Event::End(_) => {
                    let closed = open.pop().expect("an element");
                    open.last_mut().expect("a parent").children.push(closed);
                }
                Event::Text(text) => {
                    open.last_mut().expect("a parent").text += &text.xml10_content();
                }
                Event::GeneralRef(name) => {
                    let entity = format!("&{};", &*name);
                    let text = quick_xml::escape::unescape(&entity).expect("an entity");
                    open.last_mut().expect("a parent").text += &text;
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let mut document = open.pop().expect("a document");
        assert!(open.is_empty() && document.children.len() == 1);
        document.children.remove(0)
    }

    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the only child of that name.
    fn one(&self, name: &str) -> &str {
        let found = self.children.iter().filter(|child| child.name == name);
        let found: Vec<&Element> = found.collect();
        assert_eq!(found.len(), 1, "{name} in {self:?}");
        &found[0].text
    }

    fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    fn link(&self, rel: &str) -> &str {
        let mut links = self.all("link");
        let found = links.find(|link| link.attribute("rel") == rel);
        found.map_or("", |link| link.attribute("href"))
    }
}

const TITLE: &str = "あおば町みまもり計画（架空）";
const SITE: &str = "https://example.jp/a/";

/// The register after two editions, edited again, with its site.
fn built() -> Register {
    let register = Register::with_editions(2);
    register.put("now");
    let built = register.run(&["build", "--site-url", SITE]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    register
}

fn atom(register: &Register, path: &str) -> Element {
    let feed = Element::read(&register.read(&format!("public/{path}")));
    assert_eq!(feed.attribute("xmlns"), "http://www.w3.org/2005/Atom");
    let mut ids = BTreeSet::from([feed.one("id")]);
    assert!(!feed.one("title").is_empty() && !feed.one("updated").is_empty());
    assert_eq!(feed.link("self"), format!("{SITE}{path}"));
    let authors: Vec<&Element> = feed.all("author").collect();
    assert_eq!(authors[0].one("name"), TITLE);
    for entry in feed.all("entry") {
        assert!(ids.insert(entry.one("id")), "{path}: {}", entry.one("id"));
        assert!(entry.one("id").starts_with("tag:example.jp,"));
        assert!(!entry.one("title").is_empty() && !entry.one("updated").is_empty());
        // Every entry leads to a page that is there.
        let page = entry.link("alternate").strip_prefix(SITE).expect("ours");
        assert!(register.path(&format!("public/{page}")).is_file(), "{page}");
    }
    feed
}

fn titles(feed: &Element) -> Vec<&str> {
    feed.all("entry").map(|entry| entry.one("title")).collect()
}

#[test]
fn a_feed_tells_every_change_of_an_edition_by_its_date() {
    let register = built();
    let feed = atom(&register, "feed.atom");
    // 軽微 of the text as it is now and all else of it are no entries: it has no date.
    assert_eq!(
        titles(&feed),
        [
            "改正: (1) 見守りの協定",
            "改正: (2) 連絡網の整備",
            "移動: (3) 訪問員の研修",
            "新設: (4) 外国語での案内",
            "移動: (5) 相談窓口の周知",
            "削る: (3) 紙の名簿の配布",
            "改正: 目標1 だれもが見守られる町",
        ]
    );
    assert_eq!(feed.one("updated"), "2024-06-01T00:00:00+09:00");
    assert_eq!(feed.one("id"), "tag:example.jp,2023-01-01:/a/feed");
    let entry = feed.all("entry").next().expect("an entry");
    assert_eq!(entry.one("updated"), "2024-06-01T00:00:00+09:00");
    assert_eq!(
        entry.one("id"),
        "tag:example.jp,2024-06-01:/a/task:t01@2024"
    );
    assert!(entry.one("summary").starts_with("第一次改訂（令和6年6月）"));
    let page = format!("{SITE}editions/2024/tasks/t01.html");
    assert_eq!(entry.link("alternate"), page);

    // What changed is there to read.
    let summary = |title: &str| {
        let mut entries = feed.all("entry");
        let entry = entries.find(|entry| entry.one("title") == title);
        entry.expect("an entry").one("summary").to_owned()
    };
    assert_eq!(
        summary("改正: (2) 連絡網の整備"),
        "第一次改訂（令和6年6月）\n状況: 検討中 → 実施中\n\
         約100万人の利用を見込む連絡網を整備する → 約120万人の利用を見込む連絡網を整備する"
    );
    assert_eq!(
        summary("移動: (3) 訪問員の研修"),
        "第一次改訂（令和6年6月）\n番号: (4) → (3)"
    );
    assert_eq!(
        summary("削る: (3) 紙の名簿の配布"),
        "第一次改訂（令和6年6月）\n理由: 連絡網に移したため\n引き継いだ記録: (2) 連絡網の整備"
    );
    assert_eq!(
        summary("新設: (4) 外国語での案内"),
        "第一次改訂（令和6年6月）"
    );

    let tasks = atom(&register, "tasks/feed.atom");
    assert_eq!(titles(&tasks), titles(&feed)[..6]);
    assert_eq!(tasks.link("alternate"), format!("{SITE}tasks/"));
    let one = atom(&register, "tasks/soudan.feed.atom");
    assert_eq!(titles(&one), ["移動: (5) 相談窓口の周知"]);
    // Nothing has happened to it since the first edition.
    let calm = atom(&register, "tasks/t07.feed.atom");
    assert_eq!(titles(&calm), [""; 0]);
    assert_eq!(calm.one("updated"), "2023-01-01T00:00:00+09:00");
}

#[test]
fn changes_of_form_are_no_news_and_notes_are_told() {
    let register = Register::with_editions(2);
    register.put("now");
    let said = register.run(&[
        "edition",
        "freeze",
        "2025",
        "--date",
        "R7年度",
        "--title",
        "<第二次> & 改訂",
    ]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let path = "content/tasks/t01.md";
    let text = register.read(path) + "- もう一つの文\n";
    register.write(
        path,
        &text.replace("協定の対象を広げた", "対象を <広げ> た"),
    );
    let said = register.run(&[
        "edition",
        "freeze",
        "2026",
        "--date",
        "2026-02-03",
        "--title",
        "第三次",
    ]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert_eq!(register.run(&["build", "--site-url", SITE]).code, 0);
    let feed = atom(&register, "feed.atom");
    let titles = titles(&feed);
    assert_eq!(titles[0], "改正: (1) 見守りの協定");
    let entries: Vec<&Element> = feed.all("entry").collect();
    assert_eq!(
        entries[0].one("summary"),
        "第三次（2026-02-03）\n対象を <広げ> た\n+ もう一つの文"
    );
    assert_eq!(entries[0].one("updated"), "2026-02-03T00:00:00+09:00");
    assert_eq!(
        titles[1..7],
        [
            "削除: (4) 外国語での案内",
            "改正: (5) 相談窓口の周知と時間延長",
            "新設: (6) 機器の貸与",
            "新設: (7) 機器の講習",
            "統合: (6) 相談窓口の時間延長",
            "分割: (7) 機器の貸与と講習",
        ]
    );
    // t04 changed in its form only.
    assert!(!titles[..7].iter().any(|title| title.contains("訪問員")));
    assert!(
        entries[2]
            .one("summary")
            .starts_with("<第二次> & 改訂（R7年度）")
    );
    assert_eq!(entries[2].one("updated"), "2025-04-01T00:00:00+09:00");
}

#[test]
fn json_feeds_say_the_same() {
    let register = built();
    for stem in ["feed", "tasks/feed", "tasks/t01.feed"] {
        let feed = atom(&register, &format!("{stem}.atom"));
        let json = register.read(&format!("public/{stem}.json"));
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(json["title"], feed.one("title"));
        assert_eq!(json["feed_url"], format!("{SITE}{stem}.json"));
        assert_eq!(json["home_page_url"], feed.link("alternate"));
        let items = json["items"].as_array().expect("items");
        let entries: Vec<&Element> = feed.all("entry").collect();
        assert_eq!(items.len(), entries.len());
        for (item, entry) in items.iter().zip(entries) {
            assert_eq!(item["id"], entry.one("id"));
            assert_eq!(item["title"], entry.one("title"));
            assert_eq!(item["url"], entry.link("alternate"));
            assert_eq!(item["date_published"], entry.one("updated"));
            assert_eq!(item["content_text"], entry.one("summary"));
        }
    }
}

#[test]
fn pages_lead_to_their_feeds() {
    let register = built();
    let read = |path: &str| register.read(&format!("public/{path}"));
    let link = |media: &str, title: &str, href: &str| {
        format!("<link rel=\"alternate\" type=\"{media}\" title=\"{title}\" href=\"{href}\">")
    };
    let record = read("tasks/t01.html");
    let atom = "application/atom+xml";
    let title = "(1) 見守りの協定 | あおば町みまもり計画（架空）";
    assert!(
        record.contains(&link(atom, title, "t01.feed.atom")),
        "{record}"
    );
    assert!(record.contains(&link("application/feed+json", TITLE, "../feed.json")));
    let list = read("tasks/index.html");
    assert!(
        list.contains(&link(
            atom,
            "取組一覧 | あおば町みまもり計画（架空）",
            "feed.atom"
        )),
        "{list}"
    );
    let editions = read("editions/index.html");
    assert!(editions.contains("<a href=\"../feed.atom\" type=\"application/atom+xml\">Atom</a>"));
    assert!(!read("editions/2024/tasks/t01.html").contains("atom+xml"));

    // Without the site's address there is nothing that an entry could lead to.
    assert_eq!(register.run(&["build"]).code, 0);
    assert!(!register.path("public/feed.atom").exists());
    assert!(!read("tasks/t01.html").contains("atom+xml"));
}
