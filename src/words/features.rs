//! What the dictionary keeps of a word, and how those features are packed.
//!
//! The build script packs each word of IPADIC into three short strings, and the tokenizer unpacks
//! them, so both compile this file. Packing is plain text, one string a feature:
//!
//! - part of speech: one ASCII letter ([`PartOfSpeech::code`]);
//! - base form: empty when it is the surface itself; otherwise one character that says how many
//!   characters to drop from the end of the surface (`'0'` none, `'1'` one …) and then what to
//!   append (走っ → 走る is `1る`);
//! - reading: empty when the surface, shifted to katakana, is its own reading; `!` when there is
//!   none; otherwise the katakana, each shifted from its block U+30A1–U+30FC to one ASCII
//!   character from `#` to `~`.
//!
//! Against the original strings this saves four fifths of the words' bytes.

use std::borrow::Cow;

/// Part of speech, as coarse as ranking needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartOfSpeech {
    /// Common noun, pronoun and verbal noun (診断, これ, 実施).
    Noun,
    /// Name of a person, a place, an organisation or an era (東京, 令和).
    ProperNoun,
    /// Digits and numerals (2020, 三十).
    Number,
    /// Noun that follows another word, counters included (者, 化, 年).
    SuffixNoun,
    /// Prefix (再, 第).
    Prefix,
    /// Independent verb.
    Verb,
    /// Independent i-adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// Particle (は, を, ので).
    Particle,
    /// Auxiliary verb, and verbs and adjectives in that rôle (ます, れる, ている).
    Auxiliary,
    /// Punctuation, brackets and other marks without a letter or digit.
    Symbol,
    /// Conjunctions, interjections, adnominals, fillers.
    Other,
}

impl PartOfSpeech {
    const CODES: [(Self, char); 12] = [
        (Self::Noun, 'n'),
        (Self::ProperNoun, 'p'),
        (Self::Number, 'd'),
        (Self::SuffixNoun, 's'),
        (Self::Prefix, 'x'),
        (Self::Verb, 'v'),
        (Self::Adjective, 'a'),
        (Self::Adverb, 'r'),
        (Self::Particle, 'j'),
        (Self::Auxiliary, 'u'),
        (Self::Symbol, 'y'),
        (Self::Other, 'o'),
    ];

    /// The part of speech of IPADIC's (and UniDic's) major class and first subclass.
    pub fn from_classes(major: &str, minor: &str) -> Self {
        match (major, minor) {
            ("名詞", "固有名詞") => Self::ProperNoun,
            ("名詞", "数" | "数詞") => Self::Number,
            ("名詞", "接尾") | ("接尾辞", _) => Self::SuffixNoun,
            ("名詞" | "代名詞" | "形状詞", _) | ("記号", "アルファベット" | "文字") => {
                Self::Noun
            }
            ("接頭詞" | "接頭辞", _) => Self::Prefix,
            ("助動詞", _) | ("動詞" | "形容詞", "非自立" | "接尾" | "非自立可能") => {
                Self::Auxiliary
            }
            ("動詞", _) => Self::Verb,
            ("形容詞", _) => Self::Adjective,
            ("副詞", _) => Self::Adverb,
            ("助詞", _) => Self::Particle,
            ("記号" | "補助記号" | "空白", _) => Self::Symbol,
            _ => Self::Other,
        }
    }

    /// The letter that stands for this part of speech in a packed word.
    pub fn code(self) -> char {
        Self::CODES
            .iter()
            .find(|(part, _)| *part == self)
            .map_or('o', |(_, code)| *code)
    }

    /// The part of speech of a packed word; [`PartOfSpeech::Other`] for anything unknown.
    pub fn from_code(packed: &str) -> Self {
        Self::CODES
            .iter()
            .find(|(_, code)| packed.starts_with(*code))
            .map_or(Self::Other, |(part, _)| *part)
    }
}

/// First and last character of the katakana that take one byte in a packed reading.
const KANA: std::ops::RangeInclusive<u32> = 0x30A1..=0x30FC;
/// What the first of them is packed as. `"` and `!` stay free: the former needs quoting in CSV.
const KANA_PACKED: u32 = '#' as u32;
/// A packed reading that says there is none.
const NO_READING: &str = "!";

/// Hiragana shifted to katakana; every other character as it is.
pub fn to_katakana(text: &str) -> String {
    text.chars().map(katakana_of).collect()
}

fn katakana_of(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

/// Whether `text` is a reading: not empty, and kana only.
pub(super) fn is_kana(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| KANA.contains(&(katakana_of(c) as u32)) && c != '・')
}

/// Packs `base` against `surface`; see the module documentation.
pub(super) fn pack_base(surface: &str, base: &str) -> String {
    if base.is_empty() || base == surface {
        return String::new();
    }
    let common = surface
        .chars()
        .zip(base.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let dropped = surface.chars().count() - common;
    let count = u32::try_from(dropped)
        .ok()
        .and_then(|n| char::from_u32('0' as u32 + n));
    match count {
        Some(count) => std::iter::once(count)
            .chain(base.chars().skip(common))
            .collect(),
        None => String::new(),
    }
}

/// The base form that [`pack_base`] packed.
pub(super) fn unpack_base<'a>(surface: &'a str, packed: &str) -> Cow<'a, str> {
    let mut rest = packed.chars();
    let Some(count) = rest.next() else {
        return Cow::Borrowed(surface);
    };
    let dropped = (count as u32).saturating_sub('0' as u32) as usize;
    let kept = surface.chars().count().saturating_sub(dropped);
    Cow::Owned(surface.chars().take(kept).chain(rest).collect())
}

/// Packs a reading (hiragana or katakana) of `surface`; anything that is not kana packs as none.
pub(super) fn pack_reading(surface: &str, reading: &str) -> String {
    let reading = to_katakana(reading);
    if !is_kana(&reading) {
        return NO_READING.to_owned();
    }
    if reading == to_katakana(surface) {
        return String::new();
    }
    reading
        .chars()
        .filter_map(|c| char::from_u32(c as u32 - KANA.start() + KANA_PACKED))
        .collect()
}

/// The katakana reading that [`pack_reading`] packed.
pub(super) fn unpack_reading(surface: &str, packed: &str) -> Option<String> {
    match packed {
        NO_READING => None,
        "" => Some(to_katakana(surface)),
        _ => packed
            .chars()
            .map(|c| char::from_u32((c as u32).checked_sub(KANA_PACKED)? + KANA.start()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_speech_comes_back_from_its_code() {
        for (part, _) in PartOfSpeech::CODES {
            assert_eq!(PartOfSpeech::from_code(&part.code().to_string()), part);
        }
        assert_eq!(PartOfSpeech::from_code(""), PartOfSpeech::Other);
    }

    #[test]
    fn classes_of_ipadic_and_unidic_are_told_apart() {
        assert_eq!(
            PartOfSpeech::from_classes("名詞", "固有名詞"),
            PartOfSpeech::ProperNoun
        );
        assert_eq!(
            PartOfSpeech::from_classes("動詞", "非自立"),
            PartOfSpeech::Auxiliary
        );
        assert_eq!(
            PartOfSpeech::from_classes("接頭辞", "*"),
            PartOfSpeech::Prefix
        );
        assert_eq!(
            PartOfSpeech::from_classes("連体詞", "*"),
            PartOfSpeech::Other
        );
    }

    #[test]
    fn base_forms_come_back() {
        for (surface, base, packed) in [
            ("走っ", "走る", "1る"),
            ("走る", "走る", ""),
            ("し", "する", "1する"),
            ("良", "良い", "0い"),
            ("診断", "", ""),
        ] {
            assert_eq!(pack_base(surface, base), packed);
            let expected = if base.is_empty() { surface } else { base };
            assert_eq!(unpack_base(surface, packed), expected);
        }
    }

    #[test]
    fn readings_come_back_one_byte_a_kana() {
        for (surface, reading) in [("診断", "シンダン"), ("東京", "トーキョー"), ("亜", "ア")]
        {
            let packed = pack_reading(surface, reading);
            assert_eq!(packed.len(), reading.chars().count());
            assert_eq!(unpack_reading(surface, &packed).as_deref(), Some(reading));
        }
        assert_eq!(pack_reading("すもも", "スモモ"), "");
        assert_eq!(unpack_reading("すもも", "").as_deref(), Some("スモモ"));
        assert_eq!(unpack_reading("、", &pack_reading("、", "、")), None);
    }

    #[test]
    fn any_packed_text_unpacks_without_a_panic() {
        for packed in ["", "!", "~", "\u{10FFFF}", "9るる", "あ"] {
            let _ = unpack_base("走", packed);
            let _ = unpack_reading("走", packed);
        }
        assert_eq!(unpack_base("走", "9る"), "る");
    }
}
