//! Kana and romaji, brought to one spelling: the other way round than the engine, which makes kana
//! of what is typed.
//!
//! The spelling is Kunrei's without long vowels, but `fu` and `tsu`, and `n'` before vowels and y:
//! しんだん `sindan`, とうきょう `tokyo`, しんやく `sin'yaku`.

const ROWS: [(&str, &str); 16] = [
    ("", "あいうえお"),
    ("k", "かきくけこ"),
    ("s", "さしすせそ"),
    ("t", "たちつてと"),
    ("n", "なにぬねの"),
    ("h", "はひふへほ"),
    ("m", "まみむめも"),
    ("r", "らりるれろ"),
    ("g", "がぎぐげご"),
    ("z", "ざじずぜぞ"),
    ("d", "だぢづでど"),
    ("b", "ばびぶべぼ"),
    ("p", "ぱぴぷぺぽ"),
    ("y", "や ゆ よ"),
    ("w", "わ   を"),
    ("v", "  ゔ  "),
];
const VOWELS: &str = "aiueo";
/// Syllables whose canonical spelling is not that of their row.
const ODD: [(&str, &str); 5] = [
    ("hu", "fu"),
    ("tu", "tsu"),
    ("di", "zi"),
    ("du", "zu"),
    ("wo", "o"),
];

/// The canonical spelling of a text in hiragana; other characters stay as they are.
pub(crate) fn romanise(text: &str) -> String {
    let mut out = String::new();
    let mut doubles = false;
    for c in text.chars() {
        if c == 'っ' {
            doubles = true;
            continue;
        }
        if let Some(small) = "ぁぃぅぇぉゃゅょ".chars().position(|s| s == c) {
            contract(&mut out, small);
            continue;
        }
        let syllable = match c {
            'ん' => "n'".to_owned(),
            'ー' => continue,
            _ => syllable(c),
        };
        if std::mem::take(&mut doubles) {
            out.extend(syllable.chars().next());
        }
        out.push_str(&syllable);
    }
    shorten(&needed_apostrophes(&out))
}

fn syllable(c: char) -> String {
    let found = ROWS.iter().find_map(|(consonant, row)| {
        let at = row.chars().position(|kana| kana == c && c != ' ')?;
        Some(format!("{consonant}{}", &VOWELS[at..=at]))
    });
    let plain = found.unwrap_or_else(|| c.to_string());
    let odd = ODD.iter().find(|(from, _)| *from == plain);
    odd.map_or(plain, |(_, to)| (*to).to_owned())
}

/// A small vowel or ゃゅょ takes the place of the vowel before it: きゃ kya, ふぁ fa, うぃ wi.
fn contract(out: &mut String, small: usize) {
    let before = out.pop();
    if before == Some('u') && !out.ends_with(|c: char| c.is_ascii_alphabetic()) {
        out.push('w');
    }
    let glide = small >= 5 || (before == Some('i') && small == 3);
    if glide && !out.ends_with('y') {
        out.push('y');
    }
    out.push_str(match small {
        0..5 => &VOWELS[small..=small],
        5 => "a",
        6 => "u",
        _ => "o",
    });
}

/// `n'` only where the syllable that follows could take the n.
fn needed_apostrophes(text: &str) -> String {
    let mut rest = text.chars().peekable();
    let mut out = String::new();
    while let Some(c) = rest.next() {
        let needed = rest.peek().is_some_and(|&next| "aiueoy".contains(next));
        if c != '\'' || needed {
            out.push(c);
        }
    }
    out
}

/// One vowel for a long one.
fn shorten(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let long = c == before && VOWELS.contains(c) || c == 'u' && before == 'o';
        if !long {
            out.push(c);
        }
        before = c;
    }
    out
}

/// What other spellings write for it, in the order in which it is replaced.
const TYPED: [(&str, &str); 28] = [
    ("-", ""),
    ("ā", "a"),
    ("ī", "i"),
    ("ū", "u"),
    ("ē", "e"),
    ("ō", "o"),
    ("l", "x"),
    ("tch", "cch"),
    ("cch", "tch"),
    ("ssh", "s$"),
    ("shi", "si"),
    ("sh", "sy"),
    ("s$i", "ssi"),
    ("s$", "ssy"),
    ("chi", "ti"),
    ("ch", "ty"),
    ("cy", "ty"),
    ("ji", "zi"),
    ("jy", "zy"),
    ("j", "zy"),
    ("dzu", "zu"),
    ("di", "zi"),
    ("du", "zu"),
    ("tsu", "tu"),
    ("tu", "tsu"),
    ("hu", "fu"),
    ("mb", "nb"),
    ("mp", "np"),
];

/// The canonical spellings that a typed text may stand for; none if it is no romaji.
pub(crate) fn typed(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let is_letter = |c: char| c.is_ascii_lowercase() || "'-āīūēō".contains(c);
    if text.chars().count() < 3 || !text.chars().all(is_letter) {
        return Vec::new();
    }
    let text = TYPED
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    let mut spellings = vec![String::new()];
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let count = rest.chars().take_while(|&n| n == 'n').count();
        let behind = &rest[count..];
        let heads: Vec<String> = match (count, behind.starts_with(['a', 'i', 'u', 'e', 'o', 'y'])) {
            (0, _) => vec![c.to_string()],
            (_, false) => vec!["n".to_owned()],
            (1, _) => vec!["n".to_owned(), "n'".to_owned()],
            (2, _) => vec!["nn".to_owned(), "n'".to_owned()],
            _ => vec!["nn".to_owned()],
        };
        rest = if count == 0 {
            &rest[c.len_utf8()..]
        } else {
            behind
        };
        spellings = spellings
            .iter()
            .flat_map(|head| heads.iter().map(move |tail| format!("{head}{tail}")))
            .take(16)
            .collect();
    }
    spellings
        .iter()
        .map(|spelling| shorten(&needed_apostrophes(spelling)))
        .collect()
}

#[test]
fn spellings_of_a_word_meet() {
    for (kana, typings) in [
        ("しんだん", &["shindan", "sindan", "shinndann"][..]),
        ("とうきょう", &["tokyo", "toukyou", "tōkyō", "tookyoo"]),
        ("しんやく", &["shinyaku", "shin'yaku", "sinnyaku"]),
        ("こんな", &["konna", "konnna"]),
        ("がっこう", &["gakkou", "gakko"]),
        ("まっちゃ", &["matcha", "maccha", "mattya"]),
        ("ざっし", &["zasshi", "zassi"]),
        ("じしょ", &["jisho", "zisyo", "jisyo"]),
        ("つづき", &["tsuzuki", "tuduki", "tsudzuki"]),
        ("ふぁいる", &["fairu"]),
        ("うぃき", &["wiki"]),
        ("でーたべーす", &["de-tabe-su", "detabesu"]),
        ("しんぶん", &["shimbun", "sinbun"]),
        ("ちぇっく", &["chekku", "tyekku"]),
        ("こーひー", &["ko-hi-", "koohii"]),
    ] {
        for typing in typings {
            let found = typed(typing);
            assert!(
                found.contains(&romanise(kana)),
                "{kana} {typing}: {found:?}"
            );
        }
    }
    assert!(!typed("konna").contains(&romanise("こな")));
    assert!(typed("データ").is_empty() && typed("no").is_empty());
}
