//! Words without a dictionary, by changes of script.

use super::cutter::{Piece, grouped};
use super::word::{Class, Script};

/// Words in hiragana that follow others without a change of script.
const STARTS: [&str; 6] = ["を", "こと", "もの", "ため", "とき", "ところ"];
/// Hiragana that begin the ending of a verb or an adjective, and no particle: け of 設ける.
const ENDINGS: &str = "けくきげぐぎっりるれろめむみべぶびえういちつ";
/// Longer runs of kanji are not the stem of a verb.
const LONGEST_STEM: usize = 2;
/// Longer runs of hiragana say something by themselves.
const LONGEST_FUNCTION: usize = 4;

/// The runs of one script.
pub(super) fn script_pieces(text: &str) -> Vec<Piece> {
    let mut last = Key::Script(Script::None);
    let mut hiragana = 0;
    let pieces = grouped(text, |cluster, c| {
        let rest = text.get(cluster.start..).unwrap_or_default();
        let key = match Script::of(c) {
            // 100万人: the numeral belongs to the digits.
            Script::Kanji if matches!(last, Key::Script(Script::Digit) | Key::Numeral) => match c {
                '十' | '百' | '千' | '万' | '億' | '兆' => Key::Numeral,
                _ => Key::Script(Script::Kanji),
            },
            // を is a particle wherever it stands; a word starts behind it.
            Script::Hiragana if starts_word(rest) || last == Key::Hiragana(hiragana, true) => {
                hiragana += 1;
                Key::Hiragana(hiragana, c == 'を')
            }
            Script::Hiragana => Key::Hiragana(hiragana, false),
            // らーめん
            Script::Katakana if c == 'ー' && matches!(last, Key::Hiragana(..)) => last,
            script => Key::Script(script),
        };
        last = key;
        (Some(key), key.class())
    });
    join_endings(text, pieces)
}

fn starts_word(rest: &str) -> bool {
    STARTS.iter().any(|start| rest.starts_with(start))
}

/// Joins the ending of a verb to its stem, and tells particles from other words in hiragana.
fn join_endings(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for (range, class) in pieces {
        let surface = &text[range.clone()];
        let is_ending = class == Class::Function && surface.starts_with(|c| ENDINGS.contains(c));
        match joined.last_mut() {
            Some((stem, stem_class @ Class::Noun)) if is_ending && is_stem(&text[stem.clone()]) => {
                stem.end = range.end;
                *stem_class = Class::Verb;
            }
            _ if class == Class::Function && surface.chars().count() > LONGEST_FUNCTION => {
                joined.push((range, Class::Other));
            }
            _ => joined.push((range, class)),
        }
    }
    joined
}

fn is_stem(surface: &str) -> bool {
    let letters = surface.chars().count();
    letters <= LONGEST_STEM && surface.chars().all(|c| Script::of(c) == Script::Kanji)
}

/// What the clusters of a run have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Script(Script),
    Numeral,
    /// Which word in hiragana, and whether it is を.
    Hiragana(usize, bool),
}

impl Key {
    fn class(self) -> Class {
        match self {
            Self::Numeral | Self::Script(Script::Digit) => Class::Number,
            Self::Hiragana(..) => Class::Function,
            Self::Script(_) => Class::Noun,
        }
    }
}
