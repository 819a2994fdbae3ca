//! What the engine makes of kana, romaji, dates and inflected forms: tables, run by Node.

use std::path::Path;

use hakusho::text::compounds::COMPOUNDS;
use hakusho::text::kana::reading_key;
use serde_json::{Value, json};

use crate::engine::node;

/// What calls `[function, argument …]` give, if there is a Node.
pub(crate) fn call(calls: &[Value]) -> Option<Vec<Value>> {
    match node("tables.mjs", &[Path::new(COMPOUNDS)], &json!(calls))? {
        Value::Array(answers) => Some(answers),
        other => panic!("{other}"),
    }
}

/// Calls `function` with each text; `wrong` says what is wrong with an answer.
fn each<T>(function: &str, table: &[(&str, T)], wrong: impl Fn(&T, &Value) -> bool) {
    let calls: Vec<Value> = table
        .iter()
        .map(|(text, _)| json!([function, text]))
        .collect();
    let Some(answers) = call(&calls) else {
        return;
    };
    assert_eq!(answers.len(), table.len());
    let rows = table.iter().zip(&answers);
    let bad: Vec<String> = rows
        .filter(|((_, expected), answer)| wrong(expected, answer))
        .map(|((text, _), answer)| format!("{text}: {answer}"))
        .collect();
    assert!(bad.is_empty(), "{function}: {bad:#?}");
}

#[test]
fn romaji_is_read_in_every_spelling() {
    let table: &[(&str, &[&str])] = &[
        ("shindan", &["しんだん"]),
        ("sindan", &["しんだん"]),
        ("toukyou", &["とうきょう"]),
        ("tokyo", &["ときょ"]),
        ("tookyoo", &["とおきょお"]),
        ("syorui", &["しょるい"]),
        ("jidousya", &["じどうしゃ"]),
        ("zyouhou", &["じょうほう"]),
        ("tihou", &["ちほう"]),
        ("tsudzuki", &["つづき"]),
        ("tuduki", &["つづき"]),
        ("fukushi", &["ふくし"]),
        ("hukusi", &["ふくし"]),
        ("kekka", &["けっか"]),
        ("kextuka", &["けっか"]),
        ("matcha", &["まっちゃ"]),
        ("mattya", &["まっちゃ"]),
        ("sa-ba-", &["さーばー"]),
        ("shimbun", &["しんぶん"]),
        ("kon'ya", &["こんや"]),
        ("kinnyuu", &["きんゆう", "きんにゅう"]),
        ("shinyaku", &["しにゃく", "しんやく"]),
        ("konnna", &["こんな"]),
        ("shindann", &["しんだん"]),
        ("hashitta", &["はしった"]),
        ("kenk", &["けんk"]),
        ("gaky", &["がky"]),
        ("kakk", &["かっk"]),
        ("test", &[]),
        (
            "nyanyanyanyanyanyanyanyanyanyanyanyanyanyanyanyanyanyanyanyanyanyaq",
            &[],
        ),
        ("html", &[]),
        ("ka", &[]),
        ("phr", &[]),
        ("画像", &[]),
    ];
    each("romaji", table, |expected, answer| {
        *answer != json!(expected)
    });
}

#[test]
fn inflected_forms_lead_to_their_base_forms() {
    let table = [
        ("走った", "走る"),
        ("走りました", "走る"),
        ("走らなかった", "走る"),
        ("走れば", "走る"),
        ("走ろう", "走る"),
        ("走る", "走る"),
        ("食べました", "食べる"),
        ("食べられない", "食べる"),
        ("食べよう", "食べる"),
        ("見て", "見る"),
        ("行った", "行く"),
        ("行かない", "行く"),
        ("書いて", "書く"),
        ("泳いだ", "泳ぐ"),
        ("話した", "話す"),
        ("待っている", "待つ"),
        ("死んだ", "死ぬ"),
        ("飛んで", "飛ぶ"),
        ("読んだ", "読む"),
        ("買いたい", "買う"),
        ("書ける", "書く"),
        ("書かれた", "書く"),
        ("来ない", "来る"),
        ("高かった", "高い"),
        ("高くない", "高い"),
        ("新しければ", "新しい"),
        ("はしった", "はしる"),
        ("わかりました", "わかる"),
    ];
    each("bases", &table, |expected, answer| {
        let bases = answer.as_array().expect("base forms");
        !bases.contains(&json!(expected))
    });
}

#[test]
fn what_is_no_inflection_has_no_base_form() {
    let table: [(&str, &[&str]); 7] = [
        ("走行", &[]),
        ("画像の", &[]),
        ("画像を", &[]),
        ("サーバを", &[]),
        ("かき", &[]),
        ("検討会議した", &[]),
        // Not かく.
        ("かった", &["かう", "かつ", "かる"]),
    ];
    each("bases", &table, |expected, answer| {
        *answer != json!(expected)
    });
}

#[test]
fn dates_are_read_as_the_generator_reads_them() {
    let table = include_str!("dates.json");
    let table: Vec<(String, Vec<(String, String)>)> = serde_json::from_str(table).expect("a table");
    assert!(table.len() > 30);
    let calls: Vec<Value> = table
        .iter()
        .map(|(text, _)| json!(["datesIn", text]))
        .collect();
    let Some(answers) = call(&calls) else {
        return;
    };
    for ((text, expected), answer) in table.iter().zip(&answers) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let at = |found: &Value, key: &str| found[key].as_u64().expect("an offset") as usize;
        let found = answer.as_array().expect("dates").iter().map(|found| {
            let part = &units[at(found, "start")..at(found, "end")];
            let key = found["key"]
                .as_str()
                .expect("a key")
                .trim_start_matches('@');
            (
                String::from_utf16(part).expect("whole characters"),
                key.to_owned(),
            )
        });
        assert_eq!(found.collect::<Vec<_>>(), *expected, "{text}");
    }
}

#[test]
fn a_query_may_be_less_of_a_date() {
    let table = [
        ("H30", "@2018"),
        ("R2", "@2020"),
        ("2018", "@2018"),
        ("2018-12", "@2018-12"),
        ("H30.12.19", "@2018-12-19"),
        ("2018年12月19日", "@2018-12-19"),
        ("2018/12/19", "@2018-12-19"),
        ("平成30年度", "@FY2018"),
        ("R2年度", "@FY2020"),
        ("2018年12月19日に", ""),
        ("3000", ""),
        ("2018-13", ""),
        ("人", ""),
    ];
    each("dateOf", &table, |expected, answer| answer != expected);
}

#[test]
fn readings_have_the_keys_of_the_index() {
    let readings = [
        "とうきょう",
        "おおさか",
        "こおり",
        "ゆうじん",
        "さーばー",
        "せんせい",
        "うえ",
        "つづき",
        "はなぢ",
        "おもう",
        "ゔぁいおりん",
        "ー",
        "",
    ];
    let table: Vec<(&str, String)> = readings.map(|text| (text, reading_key(text))).to_vec();
    each("readingKey", &table, |expected, answer| answer != expected);
}

#[test]
fn spellings_are_put_in_and_out() {
    let table: [(&str, &[&str]); 24] = [
        ("人々", &["人人"]),
        ("佐佐木", &["佐々木"]),
        ("いすゞ", &["いすず", "いすづ"]),
        ("こころ", &["こゝろ"]),
        ("10000円", &["10,000円"]),
        ("1,234,567", &["1234567"]),
        ("123", &[]),
        ("画像診断", &[]),
        // Verbs and nouns begin alike.
        ("申込み", &["申し込", "申込"]),
        ("申し込んだ", &["申し込", "申込"]),
        ("申込書", &["申し込み書", "申込み書"]),
        ("手続き", &["手続"]),
        ("手続きの", &["手続の"]),
        ("組合", &[]),
        ("読書", &[]),
        (
            "お引越し",
            &["お引っ越", "お引越", "引越し", "引っ越", "引越"],
        ),
        ("お茶", &[]),
        ("第三回", &["第3回"]),
        ("十分", &[]),
        (
            "何か国",
            &["何カ国", "何ヵ国", "何ヶ国", "何ケ国", "何箇国"],
        ),
        ("霞が関", &["霞ヶ関", "霞ケ関"]),
        ("ウイルス", &["ウィルス"]),
        ("ディスプレー", &["ディスプレイ"]),
        ("少しづつ", &["少しずつ"]),
    ];
    each("spellings", &table, |expected, answer| {
        *answer != json!(expected)
    });
    let letters = ["か", "カ", "ヵ", "ヶ", "ケ", "箇"];
    let months = letters.map(|c| [format!("3{c}月"), format!("三{c}月")]);
    let mut months = months.concat();
    months.retain(|month| month != "3ヶ月");
    each("spellings", &[("3ヶ月", months)], |expected, answer| {
        let answer = answer.as_array().expect("spellings");
        answer.len() != expected.len() || !expected.iter().all(|m| answer.contains(&json!(m)))
    });
}

#[test]
fn readings_are_told_by_their_sounds() {
    for (kana, reading, free, expected) in [
        ("とうきょう", "とうきょう", false, true),
        ("とおきょー", "とうきょう", false, true),
        ("ときょ", "とうきょう", false, false),
        ("ときょ", "とうきょう", true, true),
        // What is long stays long.
        ("とうきょう", "ときょ", true, false),
        ("つずく", "つづく", false, true),
        ("はなぢ", "はなじ", false, true),
        ("かき", "かぎ", true, false),
    ] {
        let calls = [json!(["soundsLike", kana, reading, free])];
        let Some(answers) = call(&calls) else {
            return;
        };
        assert_eq!(answers[0], json!(expected), "{kana} {reading}");
    }
}

#[test]
fn the_grams_that_narrow_down_come_first() {
    let table: [(&str, &[&str]); 5] = [
        ("断の", &["断の"]),
        ("ai技術", &["技術", "i技", "ai"]),
        ("phr", &["phr"]),
        ("a1b2 の", &["a1b", "1b2", "2 ", " の"]),
        ("港", &["港"]),
    ];
    each("gramsOf", &table, |expected, answer| {
        *answer != json!(expected)
    });
}
