//! Cuts plain text for titles and descriptions where a reader would pause.

use crate::text::cjk::{is_cjk, is_hiragana};

/// Characters of a title that is taken from a statement.
const STATEMENT_TITLE: usize = 40;

/// The title of a record whose first statement is `statement`, where it has no other.
pub fn statement_title(statement: &str) -> String {
    let words: Vec<&str> = statement.split_whitespace().collect();
    truncate(&words.join(" "), STATEMENT_TITLE)
}

/// `text` when it has at most `max` characters, else its beginning with `…`, `max` characters in
/// all at most.
///
/// In the last two fifths it cuts, in this order: behind 、 or 。, before a bracket, at a word's
/// end (a space, or hiragana followed by another script); else as late as it may, but never
/// inside a pair of base and combining mark. Ends in `…` without 、 or space before it.
pub fn truncate(text: &str, max: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().take(max.max(1)).collect();
    // One place is for the ellipsis.
    let latest = chars.len() - 1;
    let earliest = latest * 3 / 5;
    let cut = [is_pause, is_bracket_next, is_word_end]
        .iter()
        .find_map(|is_good| {
            (earliest.max(1)..=latest)
                .rev()
                .find(|&at| is_good(chars[at - 1], chars[at]))
        })
        .or_else(|| (1..=latest).rev().find(|&at| !is_attached(chars[at])))
        .unwrap_or(latest);
    let mut kept: String = chars[..cut].iter().collect();
    kept.truncate(
        kept.trim_end_matches(['、', ',', ' ', '\u{3000}', '・'])
            .len(),
    );
    kept.push('…');
    kept
}

fn is_pause(before: char, _: char) -> bool {
    matches!(before, '、' | '。' | '！' | '？')
}

fn is_bracket_next(_: char, after: char) -> bool {
    matches!(after, '（' | '(' | '「' | '『' | '【' | '〔' | '［')
}

fn is_word_end(before: char, after: char) -> bool {
    after == ' ' || (is_hiragana(before) && !is_hiragana(after) && !is_attached(after))
}

/// Whether `c` may not begin what is cut off: marks, small kana, ー, closing punctuation, and
/// letters of words that are written with spaces.
fn is_attached(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
        || matches!(
            c,
            'ー' | '々' | 'ゝ' | 'ヽ' | '」' | '』' | '）' | ')' | '】' | '〕' | '］'
        )
        || matches!(
            c,
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ'
        )
        || matches!(
            c,
            'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ'
        )
        || matches!(c, '、' | '。' | '，' | '．')
        || (c.is_alphanumeric() && !is_cjk(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_cut_where_one_pauses() {
        for (text, max, expected) in [
            ("短い文", 10, "短い文"),
            (
                "関連6学会が連携し、大量の画像データを集約",
                12,
                "関連6学会が連携し…",
            ),
            (
                "医薬品の適正使用の支援（小児用）を実施",
                14,
                "医薬品の適正使用の支援…",
            ),
            ("データの標準化を推進する事業", 9, "データの標準化を…"),
            (
                "診断支援プログラムデータベース",
                13,
                "診断支援プログラムデータ…",
            ),
            ("The quick brown fox jumps", 16, "The quick brown…"),
        ] {
            assert_eq!(truncate(text, max), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_result_is_never_longer(text in "\\PC{0,40}", max in 0usize..20) {
            let cut = truncate(&text, max);
            prop_assert!(cut.chars().count() <= max.max(1));
            prop_assert!(cut == text.trim() || text.trim().starts_with(cut.trim_end_matches('…')));
        }
    }
}
