//! Without a dictionary nobody knows where the words of 個人情報 meet. But where one text only has
//! more than the other, that shows where.

use super::align::Hunk;
use super::clusters::clusters;
use super::word::{Script, is_digit};

/// Fewer letters than this in common are no word.
const LEAST_COMMON: usize = 2;

/// A replacement in which one side is the other with something added in kanji (情報 → 個人情報) as
/// that addition; any other hunk as it is.
pub(super) fn loosen(old: &str, new: &str, hunk: Hunk) -> Hunk {
    let (Some(before), Some(after)) = (old.get(hunk.old.clone()), new.get(hunk.new.clone())) else {
        return hunk;
    };
    let (short, long) = match before.len() < after.len() {
        true => (before, after),
        false => (after, before),
    };
    let Some(head) = seam(short, long) else {
        return hunk;
    };
    let tail = short.len() - head;
    Hunk {
        old: hunk.old.start + head..hunk.old.end - tail,
        new: hunk.new.start + head..hunk.new.end - tail,
    }
}

/// The byte of `short` at which something was added to make `long`.
fn seam(short: &str, long: &str) -> Option<usize> {
    let head = clusters(short)
        .zip(clusters(long))
        .take_while(|(a, b)| short[a.clone()] == long[b.clone()])
        .last()
        .map_or(0, |(cluster, _)| cluster.end);
    let rest = &short[head..];
    let added = long.get(head..long.len() - rest.len())?;
    let starts_cluster = clusters(long).any(|cluster| cluster.start == long.len() - rest.len());
    let is_added = long.ends_with(rest) && (rest.is_empty() || starts_cluster);
    let may_part = parts(&short[..head], added) && parts(added, rest);
    (is_added && may_part && clusters(short).count() >= LEAST_COMMON).then_some(head)
}

/// Whether a word may end between two texts: between kanji that are no numerals, and where the
/// script changes.
fn parts(left: &str, right: &str) -> bool {
    let (Some(left), Some(right)) = (left.chars().next_back(), right.chars().next()) else {
        return true;
    };
    match (Script::of(left), Script::of(right)) {
        (Script::Kanji, Script::Kanji) => !(is_numeral(left) || is_numeral(right)),
        (Script::Digit, Script::Kanji) => !is_numeral(right),
        // The ending of a word is no word.
        (Script::Kanji, Script::Hiragana) => false,
        (Script::Digit, Script::None) | (Script::None, Script::Digit) => false,
        (left, right) => left != right,
    }
}

/// Digits and the kanji for numbers.
fn is_numeral(c: char) -> bool {
    is_digit(c) || "〇一二三四五六七八九十百千万億兆".contains(c)
}
