//! Conventions of writing, as the reference knows them: two texts that differ only in these are the
//! same when both are rewritten.

/// Sounds from abroad, and how they are said in plain Japanese.
const SOUNDS: [(&str, &str); 20] = [
    ("ヴァ", "バ"),
    ("ヴィ", "ビ"),
    ("ヴェ", "ベ"),
    ("ヴォ", "ボ"),
    ("ヴ", "ブ"),
    ("ウィ", "ウイ"),
    ("ウェ", "ウエ"),
    ("ウォ", "ウオ"),
    ("ディ", "デ"),
    ("ェイ", "ェー"),
    ("レイ", "レー"),
    ("・", ""),
    ("ヶ", "が"),
    ("ケ", "が"),
    ("づ", "ず"),
    ("ぢ", "じ"),
    ("ヅ", "ズ"),
    ("ヂ", "ジ"),
    (" ", ""),
    ("\n", ""),
];

/// What a number may count.
const COUNTED: &str = "割歳条項章回人名件倍台枚冊泊階個か";

/// The text with all of them in one way; が and ヶ of places with it.
pub(crate) fn plain(text: &str) -> String {
    let out = counters(text);
    let replace = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
    SOUNDS.iter().fold(out, replace)
}

/// Whether `text` holds `part`, both plain. In long words long vowels may be missing; short words
/// would look alike.
pub(crate) fn holds(text: &str, part: &str) -> bool {
    let short = part.replace('ー', "");
    let is_long = short.chars().nth(3).is_some();
    !part.is_empty()
        && (text.contains(part) || (is_long && text.replace('ー', "").contains(&short)))
}

/// A reading with the sounds that are said alike.
pub(crate) fn sounds(hiragana: &str) -> String {
    const ALIKE: [(&str, &str); 7] = [
        ("ゔぁ", "ば"),
        ("ゔぃ", "び"),
        ("ゔ", "ぶ"),
        ("うぃ", "うい"),
        ("うぇ", "うえ"),
        ("づ", "ず"),
        ("ぢ", "じ"),
    ];
    ALIKE.iter().fold(hiragana.to_owned(), |text, (from, to)| {
        text.replace(from, to)
    })
}

/// Numbers that count something in digits, and か for all that stands between a number and 月.
fn counters(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let length = chars[at..].iter().take_while(|c| is_numeral(**c)).count();
        if length == 0 {
            out.push(c);
            at += 1;
            continue;
        }
        let numeral: String = chars[at..at + length].iter().collect();
        at += length;
        let unit = chars.get(at).copied().unwrap_or(' ');
        let is_place = |c: &char| "月所国年条".contains(*c);
        if "かカヵヶケ箇".contains(unit) && chars.get(at + 1).is_some_and(is_place) {
            out.push_str(&digits(&numeral));
            out.push('か');
            at += 1;
        } else if COUNTED.contains(unit) || chars[at..].starts_with(&['分', 'の']) {
            out.push_str(&digits(&numeral));
        } else {
            out.push_str(&numeral);
        }
    }
    out
}

const NUMERALS: &str = "〇一二三四五六七八九";

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || c == '十' || NUMERALS.contains(c)
}

/// A number below 100 in digits; any other as it is.
fn digits(numeral: &str) -> String {
    let value = |c: char| NUMERALS.chars().position(|other| other == c);
    let all: String = numeral
        .chars()
        .map(|c| value(c).map_or(c, |value| char::from(b'0' + value as u8)))
        .collect();
    match all.split_once('十') {
        Some((tens, ones)) if tens.len() < 2 && ones.len() < 2 => {
            let or =
                |text: &str, other: &str| if text.is_empty() { other } else { text }.to_owned();
            or(tens, "1") + &or(ones, "0")
        }
        _ => all,
    }
}

/// Without お, ご or 御 before two kanji.
pub(crate) fn without_honorific(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['お', 'ご', '御'])?;
    let is_kanji = |c: &char| ('一'..='龠').contains(c);
    let kanji = rest.chars().filter(is_kanji).count();
    (kanji > 1 && rest.starts_with(|c| is_kanji(&c))).then_some(rest)
}

#[test]
fn conventions_are_written_in_one_way() {
    for (one, other) in [
        ("三箇月以内", "3か月以内"),
        ("二ヵ所", "2カ所"),
        ("第十二条", "第12条"),
        ("ウィルス", "ウイルス"),
        ("ヴァイオリン", "バイオリン"),
        ("少しづつ", "少しずつ"),
    ] {
        assert_eq!(plain(one), plain(other));
    }
    assert_ne!(plain("十分"), plain("10分"));
    assert_eq!(without_honorific("お申込み"), Some("申込み"));
    assert_eq!(without_honorific("お茶"), None);
}
