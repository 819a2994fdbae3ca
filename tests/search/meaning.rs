//! What the engine finds beside the letters of a query, and what it must not find.

use hakusho::model::SearchIndex;
use hakusho::model::search::{Facet, FacetValue, Postings};
use hakusho::search::build;
use hakusho::words::Tokenizer;
use serde_json::{Value, json};

use crate::engine::{ask_of, check_of, hits};
use crate::pages::page;

/// Pages that are easily taken for each other, in the order of their addresses.
fn sample() -> SearchIndex {
    let mut pages = vec![
        page("doc/ai", "計算機", &["人工知能を使う。"]),
        page(
            "doc/count",
            "一覧",
            &["人々の声。", "いすゞの車。", "価格は10,000円。"],
        ),
        page("doc/fish", "魚", &["サバを焼く。"]),
        page("doc/image", "画像診断", &["画像を見て決める。"]),
        page("doc/kyoto", "旅行", &["京都へ行った。"]),
        page("doc/mail", "連絡", &["email を送る。"]),
        page("doc/meeting", "会議", &["検討会議の記録。"]),
        page("doc/metro", "都庁", &["東京都の窓口。"]),
        page("doc/month", "計画", &["2018年12月の計画。"]),
        page(
            "doc/notice",
            "通知",
            &["H30.12.19の通知。", "平成30年度の予算。"],
        ),
        page(
            "doc/parts",
            "部品",
            &["コンポーネントを組む。", "コンピュータを買う。"],
        ),
        page("doc/record", "記録", &["個人の健康。"]),
        page("doc/review", "見直し", &["予算を検討した。"]),
        page("doc/server", "機器", &["サーバーを置く。"]),
        page(
            "doc/sport",
            "運動",
            &["毎朝走った。", "値段は高かった。", "魚を食べました。"],
        ),
        page("doc/test", "検査", &["診断の結果。"]),
    ];
    pages[11].synonyms = vec!["PHR".to_owned()];
    let synonyms = [vec!["AI".to_owned(), "人工知能".to_owned()]];
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    build(pages, &synonyms, &tokenizer, None)
}

#[test]
fn other_spellings_are_found() {
    check_of(
        &sample(),
        &[
            ("人人", &["doc/count.html#b1 variant"]),
            ("いすず", &["doc/count.html#b2 variant"]),
            ("10000", &["doc/count.html#b3 variant"]),
            // Nor 10,000: the number is another.
            ("1000円", &[]),
        ],
    );
}

#[test]
fn forms_of_a_word_find_each_other() {
    check_of(
        &sample(),
        &[
            ("走る", &["doc/sport.html#b1 lemma"]),
            ("走りました", &["doc/sport.html#b1 lemma"]),
            ("食べる", &["doc/sport.html#b3 lemma"]),
            ("食べない", &["doc/sport.html#b3 lemma"]),
            ("高い", &["doc/sport.html#b2 lemma"]),
            ("行く", &["doc/kyoto.html#b1 lemma"]),
            ("予算を検討する", &["doc/review.html#b1 lemma"]),
            (
                "検討する",
                &["doc/review.html#b1 lemma", "doc/meeting.html#b1 lemma"],
            ),
            ("走行", &[]),
        ],
    );
}

#[test]
fn synonyms_are_found_as_whole_words() {
    check_of(
        &sample(),
        &[
            ("AI", &["doc/mail.html#b1 folded", "doc/ai.html#b1 synonym"]),
            ("人工知能", &["doc/ai.html#b1 exact"]),
            ("PHR", &["doc/record.html synonym"]),
            ("phr 健康", &["doc/record.html#b1 synonym"]),
        ],
    );
}

#[test]
fn dates_are_found_in_any_notation() {
    let day: &[&str] = &["doc/notice.html#b1 date"];
    check_of(
        &sample(),
        &[
            ("2018年12月19日", day),
            ("2018/12/19", day),
            ("平成30年12月19日", day),
            ("H30.12.19", &["doc/notice.html#b1 exact"]),
            (
                "2018年12月",
                &["doc/month.html#b1 exact", "doc/notice.html#b1 date"],
            ),
            ("FY2018", &["doc/notice.html#b2 date"]),
            ("2018年度", &["doc/notice.html#b2 date"]),
            ("2018年12月18日", &[]),
            ("令和2年", &[]),
        ],
    );
}

#[test]
fn words_are_found_by_their_reading() {
    let image: &[&str] = &["doc/image.html reading", "doc/test.html#b1 reading"];
    check_of(
        &sample(),
        &[
            ("しんだん", image),
            ("シンダン", image),
            // While the input method is composing.
            ("しんだ", image),
            ("しんだn", image),
            ("画像しんだん", &["doc/image.html reading"]),
            ("画像しんだn", &["doc/image.html reading"]),
            ("はしった", &["doc/sport.html#b1 reading"]),
            // Not 東京都.
            ("きょうと", &["doc/kyoto.html#b1 reading"]),
            ("とうきょう", &["doc/metro.html#b1 reading"]),
            ("こんぽーねんと", &["doc/parts.html#b1 reading"]),
            ("こんぽーねんt", &["doc/parts.html#b1 reading"]),
            (
                "さば",
                &["doc/fish.html#b1 reading", "doc/server.html#b1 loose"],
            ),
            (
                "さーばー",
                &["doc/server.html#b1 reading", "doc/fish.html#b1 loose"],
            ),
            (
                "さーb",
                &["doc/server.html#b1 reading", "doc/fish.html#b1 loose"],
            ),
            ("ぬるぽ", &[]),
        ],
    );
}

#[test]
fn romaji_is_read_where_nothing_else_is_found() {
    let image: &[&str] = &["doc/image.html reading", "doc/test.html#b1 reading"];
    check_of(
        &sample(),
        &[
            ("shindan", image),
            ("sindan", image),
            ("shinda", image),
            ("shindann", image),
            ("tokyo", &["doc/metro.html#b1 reading"]),
            ("tōkyō", &["doc/metro.html#b1 reading"]),
            ("toukyou", &["doc/metro.html#b1 reading"]),
            ("hashitta", &["doc/sport.html#b1 reading"]),
            ("konpyuta", &["doc/parts.html#b2 reading"]),
            ("konpyu-ta-", &["doc/parts.html#b2 reading"]),
            ("gazou shindan", &["doc/image.html reading"]),
            ("画像shindan", &["doc/image.html reading"]),
            ("mail", &["doc/mail.html#b1 exact"]),
            ("zzz", &[]),
        ],
    );
}

#[test]
fn what_stands_together_and_in_titles_comes_first() {
    let far = format!("港がある。{}病院もある。", "道は長い。".repeat(40));
    let pages = vec![
        page("a", "甲", &[&far]),
        page("b", "乙", &["港の病院。"]),
        page("c", "丙", &["検査の設備を港に置く。"]),
        page("d", "検査", &["設備。"]),
    ];
    let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
    check_of(
        &build(pages, &[], &tokenizer, None),
        &[
            ("港 病院", &["b.html#b1 exact", "a.html#b1 exact"]),
            ("検査", &["d.html exact", "c.html#b1 exact"]),
        ],
    );
}

/// The sample with a field whose two values some pages have.
fn faceted() -> SearchIndex {
    let mut index = sample();
    let value = |value: &str, pages: &[u32]| {
        let mut held = Postings::default();
        pages.iter().for_each(|&page| held.push(page));
        FacetValue {
            value: value.to_owned(),
            label: value.to_uppercase(),
            pages: held,
        }
    };
    index.facets = vec![Facet {
        collection: "doc".to_owned(),
        field: "kind".to_owned(),
        label: hakusho::diag::Localized {
            ja: "種類".to_owned(),
            en: "Kind".to_owned(),
        },
        values: vec![value("a", &[3, 4]), value("b", &[15])],
    }];
    index
}

#[test]
fn hits_are_narrowed_down_by_fields() {
    let with = |filters: Value| {
        let options = json!({"collection": "doc", "filters": filters});
        json!({"query": "診断", "options": options})
    };
    let mut queries = [
        json!({}),
        json!({"kind": ["a"]}),
        json!({"kind": ["a", "b"]}),
    ]
    .map(with)
    .to_vec();
    queries.push(with(json!({"kind": ["none"]})));
    queries.push(with(json!({"other": ["a"]})));
    queries.push(json!({"call": "facets"}));
    let Some(results) = ask_of(&faceted(), &queries) else {
        return;
    };
    let (image, test) = ("doc/image.html exact", "doc/test.html#b1 exact");
    assert_eq!(hits(&results[0]), [image, test]);
    assert_eq!(hits(&results[1]), [image]);
    assert_eq!(hits(&results[2]), [image, test]);
    assert!(hits(&results[3]).is_empty() && hits(&results[4]).is_empty());
    let facets = json!([{
        "collection": "doc", "field": "kind", "label": {"ja": "種類", "en": "Kind"},
        "values": [{"value": "a", "label": "A", "count": 2}, {"value": "b", "label": "B", "count": 1}],
    }]);
    assert_eq!(results[5], facets);
}

#[test]
fn the_last_word_is_completed() {
    let queries = [
        "画",
        "会議 画",
        "コンポ",
        "しんだ",
        "",
        "ぬるぽ",
        "画像診断",
    ];
    let queries = queries.map(|query| json!({"call": "complete", "query": query}));
    let Some(results) = ask_of(&sample(), &queries) else {
        return;
    };
    assert_eq!(results[0], json!(["画像診断", "画像"]));
    assert_eq!(results[1], results[0]);
    assert_eq!(results[2], json!(["コンポーネント"]));
    assert_eq!(results[3], json!(["診断"]));
    for empty in &results[4..] {
        assert_eq!(*empty, json!([]));
    }
}

#[test]
fn what_a_search_finds_is_marked_in_a_page() {
    let texts = ["毎朝走った。", "走らない。😀走り", "H30.12.19"];
    let mark = |query: &str| json!({"call": "highlight", "query": query, "texts": texts});
    let queries = [
        "走った",
        "走る",
        "2018年12月19日",
        "はしる",
        "毎朝 走",
        "港",
    ]
    .map(mark);
    let Some(results) = ask_of(&sample(), &queries) else {
        return;
    };
    // Literally, where it stands so.
    assert_eq!(results[0], json!([[[2, 5]], [], []]));
    assert_eq!(results[1], json!([[[2, 4]], [], []]));
    assert_eq!(results[2], json!([[], [], [[0, 9]]]));
    assert_eq!(results[3], results[1]);
    assert_eq!(results[4], json!([[[0, 3]], [[0, 1], [7, 8]], []]));
    assert_eq!(results[5], json!([[], [], []]));
}
