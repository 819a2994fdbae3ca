//! Heading ids by GitHub's rules, on NFC text, so that links written for GitHub keep working.
//!
//! Lower-case everything; keep letters, marks, decimal digits, connector punctuation, `-` and the
//! ASCII space; drop the rest; then each space becomes `-`.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The slug of a heading's plain text. Empty when the text has no letter or digit to keep.
pub fn slug(text: &str) -> String {
    let composed: String = text.trim().nfc().collect();
    let mut slug = String::with_capacity(composed.len());
    for c in composed.chars().flat_map(char::to_lowercase) {
        match c {
            ' ' => slug.push('-'),
            c if c == '-' || is_word(c) => slug.push(c),
            _ => {}
        }
    }
    slug
}

/// Gives each id of a page out once: the second `概要` becomes `概要-1`, the third `概要-2`.
#[derive(Clone, Debug, Default)]
pub struct Slugger {
    /// The ids given out, each with the last number that was tried behind it.
    taken: BTreeMap<String, usize>,
}

impl Slugger {
    /// Takes an id that the author wrote; `false` when it is taken already.
    pub fn reserve(&mut self, id: &str) -> bool {
        let is_free = !self.taken.contains_key(id);
        self.taken.entry(id.to_owned()).or_insert(0);
        is_free
    }

    /// `wanted`, or `wanted-1`, `wanted-2` … : the first that is free, which is then taken.
    pub fn unique(&mut self, wanted: &str) -> String {
        let mut number = self.taken.get(wanted).copied();
        let mut id = wanted.to_owned();
        while let Some(last) = number.filter(|_| self.taken.contains_key(&id)) {
            number = Some(last + 1);
            id = format!("{wanted}-{}", last + 1);
        }
        if let Some(last) = number {
            self.taken.insert(wanted.to_owned(), last);
        }
        self.taken.insert(id.clone(), 0);
        id
    }
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c) || is_decimal_digit(c) || is_connector(c)
}

/// Connector punctuation (Unicode category Pc).
fn is_connector(c: char) -> bool {
    matches!(
        u32::from(c),
        0x5F | 0x203F | 0x2040 | 0x2054 | 0xFE33 | 0xFE34 | 0xFE4D..=0xFE4F | 0xFF3F
    )
}

/// Decimal digits (category Nd), each script's ten in a row. `①` and `½` are numbers but not these.
fn is_decimal_digit(c: char) -> bool {
    let c = u32::from(c);
    let following = DIGIT_ZEROS.partition_point(|&zero| zero <= c);
    following > 0 && c - DIGIT_ZEROS[following - 1] < 10
}

/// The zero of every script that has decimal digits.
const DIGIT_ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
    0xDE6, 0xE50, 0xED0, 0xF20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90,
    0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
    0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650,
    0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50,
    0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_follow_github() {
        let cases = [
            ("Hello, World!", "hello-world"),
            ("画像診断 支援（1）", "画像診断-支援1"),
            ("A  B", "a--b"),
            ("C++ & Rust", "c--rust"),
            ("snake_case と kebab-case", "snake_case-と-kebab-case"),
            ("①はじめに", "はじめに"),
            ("２．章", "２章"),
            ("全角　空白", "全角空白"),
            ("ÉCOLE", "école"),
            ("！？", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn decomposed_text_gives_the_composed_slug() {
        assert_eq!(slug("か\u{3099}いど"), "がいど");
    }

    #[test]
    fn repeated_ids_are_numbered_and_never_collide() {
        let mut slugger = Slugger::default();
        assert!(slugger.reserve("概要-1"));
        assert_eq!(slugger.unique("概要"), "概要");
        assert_eq!(slugger.unique("概要"), "概要-2");
        assert!(!slugger.reserve("概要"));
    }
}
