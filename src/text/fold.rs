//! The fold of the search: what two spellings have in common.
//!
//! `F = g ∘ NFKC`, where [`fold_char`] is `g`: it maps each code point by itself to one code point
//! or to nothing (case, old → new kanji; white space, `ー`, variation selectors and zero-width
//! characters vanish). Two facts make the search complete:
//!
//! - Every substring of an NFKC text is NFKC itself (UAX #15), so `NFKC(q) = q` for each substring
//!   `q` of `NFKC(b)`.
//! - `g` works code point by code point, so `g(xy) = g(x) g(y)`.
//!
//! Hence `F(q)` is a substring of `F(b)`, and every pair of neighbours in `F(q)` is one of `F(b)`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::fold_table::{CASE, DELETED, KANJI};

/// A slot of the table for the Basic Multilingual Plane: the code point stays.
const SAME: u16 = 0;
/// A slot of the table for the Basic Multilingual Plane: the code point vanishes.
const NOTHING: u16 = 0xFFFF;

/// `g` for all of Unicode.
struct Table {
    /// By code point; a slot is [`SAME`], [`NOTHING`] or the folded code point.
    basic: Vec<u16>,
    /// Other planes, and what leads out of the basic one.
    other: HashMap<u32, Option<char>>,
}

impl Table {
    fn set(&mut self, from: u32, to: Option<char>) {
        let slot = match to.map(u32::from) {
            None => Some(NOTHING),
            Some(to) => u16::try_from(to).ok(),
        };
        match (self.basic.get_mut(from as usize), slot) {
            (Some(entry), Some(slot)) => *entry = slot,
            _ => {
                self.other.insert(from, to);
            }
        }
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table {
            basic: vec![SAME; 0x1_0000],
            other: HashMap::new(),
        };
        for &(first, last, step, distance) in CASE {
            for from in (first..=last).step_by(step as usize) {
                let to = from.checked_add_signed(distance).and_then(char::from_u32);
                table.set(from, to);
            }
        }
        for (old, new) in kanji_pairs() {
            table.set(u32::from(old), Some(new));
        }
        for &(first, last) in DELETED {
            for from in first..=last {
                table.set(from, None);
            }
        }
        table
    })
}

fn kanji_pairs() -> impl Iterator<Item = (char, char)> {
    KANJI
        .iter()
        .flat_map(|line| line.split(' '))
        .filter_map(|pair| {
            let mut chars = pair.chars();
            Some((chars.next()?, chars.next()?))
        })
}

/// `g`: the folded form of one code point of an NFKC text, or nothing.
pub fn fold_char(c: char) -> Option<char> {
    let table = table();
    match table.basic.get(c as usize) {
        Some(&SAME) => Some(c),
        Some(&NOTHING) => None,
        Some(&to) => char::from_u32(u32::from(to)),
        None => table.other.get(&u32::from(c)).copied().unwrap_or(Some(c)),
    }
}

/// What of [`fold_char`] concerns kanji: the new form of an old one, nothing for a variation selector
/// (葛󠄀 is 葛), and every other code point itself.
pub fn modern_char(c: char) -> Option<char> {
    match c {
        '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{20000}'..='\u{3FFFF}'
        | '\u{E0100}'..='\u{E01EF}' => fold_char(c),
        _ => Some(c),
    }
}

/// Folds a text that is NFKC already.
pub fn fold_nfkc(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter_map(fold_char));
    folded
}

/// `F`: NFKC, then [`fold_char`] on each code point.
pub fn fold(text: &str) -> String {
    fold_nfkc(&nfkc(text))
}

/// Normalisation form KC; borrows where nothing can change.
pub fn nfkc(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// Code points that NFKC keeps whatever stands around them: the bulk of Japanese text.
fn is_plain(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{7F}'
        | '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FE}'
        | '\u{4E00}'..='\u{9FFF}')
}

/// The fold's data as the search engine in the browser takes it.
#[derive(Debug, Serialize)]
pub struct FoldData {
    /// Runs of capitals: first, last, step, distance.
    pub case: &'static [(u32, u32, u32, i32)],
    /// Runs that vanish: first, last.
    pub deleted: &'static [(u32, u32)],
    /// Old and new kanji by turns.
    pub kanji: String,
}

/// The data behind [`fold_char`].
pub fn fold_data() -> FoldData {
    FoldData {
        case: CASE,
        deleted: DELETED,
        kanji: kanji_pairs().flat_map(|(old, new)| [old, new]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all_chars() -> impl Iterator<Item = char> {
        (0..=0x10_FFFF).filter_map(char::from_u32)
    }

    #[test]
    fn spellings_meet() {
        for (a, b) in [
            ("P H R", "phr"),
            ("ﾃﾞｰﾀ", "データ"),
            ("渡邉", "渡辺"),
            ("渡邊", "渡辺"),
            ("髙﨑", "高崎"),
            ("ＡＭＥＤ", "amed"),
            ("Straẞe", "straße"),
            ("ΣΊΣΥΦΟΣ", "σίσυφος"),
            ("葛\u{E0100}城", "葛城"),
            ("デー\nタ\u{3000}ー", "デタ"),
            ("⻑野", "長野"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
        assert_ne!(fold("はし"), fold("ハシ"));
        assert_eq!(fold("ー\u{200B} "), "");
    }

    #[test]
    fn old_kanji_are_modern_ones_and_everything_else_stays() {
        let modern = |text: &str| text.chars().filter_map(modern_char).collect::<String>();
        assert_eq!(modern("𠮷野と國、葛\u{E0100}城"), "吉野と国、葛城");
        assert_eq!(modern("デーA a\u{3000}é々"), "デーA a\u{3000}é々");
    }

    #[test]
    fn folding_a_code_point_twice_changes_nothing() {
        for c in all_chars() {
            if let Some(folded) = fold_char(c) {
                assert_eq!(fold_char(folded), Some(folded), "{c:?} → {folded:?}");
            }
        }
    }

    #[test]
    fn every_pair_of_kanji_is_whole_and_listed_once() {
        let mut seen = std::collections::BTreeSet::new();
        for pair in KANJI.iter().flat_map(|line| line.split(' ')) {
            let chars: Vec<char> = pair.chars().collect();
            assert_eq!(chars.len(), 2, "{pair}");
            assert!(seen.insert(chars[0]), "{pair} stands twice");
            assert_eq!(fold_char(chars[0]), Some(chars[1]), "{pair}");
            assert_eq!(fold(pair).chars().count(), 2, "{pair} is not NFKC");
        }
    }

    #[test]
    fn case_agrees_with_the_standard_library() {
        for c in all_chars().filter(|&c| c.is_ascii() || ('\u{C0}'..'\u{530}').contains(&c)) {
            let mut lower = c.to_lowercase();
            if nfkc(&c.to_string()) == c.to_string()
                && let (Some(lower), None) = (lower.next(), lower.next())
                && let Some(folded) = fold_char(c)
            {
                assert_eq!(Some(folded), fold_char(lower), "{c:?}");
            }
        }
    }

    #[test]
    fn plain_code_points_are_nfkc() {
        for c in all_chars().filter(|&c| is_plain(c)) {
            assert!([c].into_iter().nfkc().eq([c]), "{c:?}");
        }
    }

    proptest! {
        /// The fact on which the completeness of the search rests.
        #[test]
        fn the_fold_of_a_part_is_a_part_of_the_fold(
            text in "(\\PC|[\\p{M}ｦ-ﾟᄀ-ᇿᅟ-ᅠ가-힣が-ぱ\u{FE00}-\u{FE0F}]){0,24}",
            from in 0usize..24,
            length in 0usize..12,
        ) {
            let normal = nfkc(&text).into_owned();
            let part: String = normal.chars().skip(from).take(length).collect();
            prop_assert_eq!(nfkc(&part), part.as_str());
            prop_assert!(fold(&text).contains(&fold(&part)));
        }
    }
}
