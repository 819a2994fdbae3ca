//! A site with more hits than a first search verifies, and with titles that are no line long.

use std::fs;
use std::path::Path;

/// How many records there are.
const RECORDS: usize = 1100;

const CONFIG: &str = r#"title = "大きな台帳"
preset = "none"

[collections.item]
dir = "items"
label = { ja = "項目", en = "Item" }
title = { ja = "項目一覧", en = "Items" }

[collections.item.fields]
kind = { type = "enum", values = ["安全", "清掃", "行事", "空席"], label = { ja = "分類", en = "Kind" }, facet = true }
"#;

/// Every third record is of each kind but the last, which one has that says nothing of gates. Every
/// fourth has all the grams of 「水門の管理」 without saying it.
fn record(n: usize) -> String {
    let kind = ["安全", "清掃", "行事"][n % 3];
    let phrase = if n.is_multiple_of(4) {
        "水門の点検と川の管理"
    } else {
        "水門の管理と川の点検"
    };
    let filler = format!("堤防の上の道は町の東から西へ続き、腰掛けが{n}脚ある。").repeat(4);
    format!("---\ntitle: 第{n}号の定め\nkind: {kind}\n---\n{phrase}について。{filler}\n")
}

/// Writes the site's sources.
pub(crate) fn write(root: &Path) {
    let put = |path: String, text: String| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    put("hakusho.toml".to_owned(), CONFIG.to_owned());
    put("content/index.md".to_owned(), "# 大きな台帳\n".to_owned());
    for n in 0..RECORDS {
        put(format!("content/items/i{n:04}.md"), record(n));
    }
    let empty = "---\ntitle: 誰もいない席\nkind: 空席\n---\n何もない。\n";
    put("content/items/seat.md".to_owned(), empty.to_owned());
    let named = [
        ("ferry", "渡し舟", "夏だけ動きます。"),
        ("data", "データの扱い", "台帳は紙に残します。"),
        ("words", "言葉の表", "渡船のことを渡し舟ともいいます。"),
        ("alone", "一筆箋", ""),
    ];
    for (name, title, body) in named {
        let text = format!("---\ntitle: {title}\n---\n{body}\n");
        put(format!("content/notes/{name}.md"), text);
    }
    let clause = "河川法施行令第十六条の五第一項の規定に基づく操作に関する規則";
    let long = format!("{}の運用に係る灯籠流しの特例及び{clause}", clause.repeat(4));
    let address = format!("https://example.jp/{}", "agatewithoutanybreak".repeat(9));
    for (name, title) in [("long", &long), ("address", &address)] {
        let text = format!("---\ntitle: \"{title}\"\n---\n長い題の頁。\n");
        put(format!("content/notes/{name}.md"), text);
    }
}
