//! Kana: readings and the key under which they are sorted.

/// Katakana shifted to hiragana; every other character as it is, ー and ヷ to ヺ among them.
pub fn to_hiragana(text: &str) -> String {
    text.chars().map(hiragana_of).collect()
}

fn hiragana_of(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// Whether `text` is a reading in hiragana: not empty, hiragana and ー only.
pub fn is_hiragana_reading(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| matches!(c, 'ぁ'..='ゖ' | 'ゝ' | 'ゞ' | 'ー'))
}

const U_ROW: &str = "うくすつぬふむゆるぐずづぶぷぅゅゔ";
const O_ROW: &str = "おこそとのほもよろをごぞどぼぽぉょ";

/// The key of a reading in hiragana: what is left when long vowels are not written (とうきょう →
/// ときょ, as in `tokyo`) and when ぢ and づ are じ and ず. The search engine of the theme has the
/// same rule (`readingKey`).
pub fn reading_key(reading: &str) -> String {
    let mut key = String::with_capacity(reading.len());
    let mut before = '\0';
    for c in reading.chars() {
        let is_long = match c {
            'ー' => true,
            'う' => U_ROW.contains(before) || O_ROW.contains(before),
            'お' => O_ROW.contains(before),
            _ => false,
        };
        if !is_long {
            key.push(match c {
                'ぢ' => 'じ',
                'づ' => 'ず',
                _ => c,
            });
        }
        before = c;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn katakana_becomes_hiragana() {
        assert_eq!(to_hiragana("シンダン・亜ヴー"), "しんだん・亜ゔー");
    }

    #[test]
    fn readings_are_hiragana_only() {
        assert!(is_hiragana_reading("しんだん") && is_hiragana_reading("さーばー"));
        assert!(!is_hiragana_reading("") && !is_hiragana_reading("しん断"));
    }

    #[test]
    fn long_vowels_leave_the_key() {
        for (reading, key) in [
            ("とうきょう", "ときょ"),
            ("おおさか", "おさか"),
            ("こおり", "こり"),
            ("ゆうじん", "ゆじん"),
            ("さーばー", "さば"),
            ("せんせい", "せんせい"),
            ("うえ", "うえ"),
            ("つづき", "つずき"),
            ("おもう", "おも"),
        ] {
            assert_eq!(reading_key(reading), key, "{reading}");
        }
    }
}
