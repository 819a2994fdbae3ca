//! Which characters belong to East Asian running text, which is set without word spaces.
//!
//! Han, kana, bopomofo, CJK punctuation and the full-width forms count. Hangul does not: Korean
//! separates words by spaces, so a line break in it stands for one.

/// Whether `c` is a letter or punctuation mark of Chinese or Japanese running text.
///
/// Variation selectors and the combining voicing marks count too, since in such text they follow
/// the character they modify.
pub fn is_cjk(c: char) -> bool {
    matches!(
        u32::from(c),
        0x2E80..=0x2FDF       // radicals
        | 0x2FF0..=0x303E     // description characters, CJK punctuation
        | 0x3041..=0x312F     // kana, bopomofo
        | 0x3190..=0x31FF     // kanbun, bopomofo and katakana extensions, strokes
        | 0x3220..=0x3247     // enclosed ideographs
        | 0x3280..=0x32FF     // enclosed ideographs and katakana, era names
        | 0x3300..=0x33FF     // squared words
        | 0x3400..=0x4DBF     // extension A
        | 0x4E00..=0x9FFF     // unified ideographs
        | 0xF900..=0xFAFF     // compatibility ideographs
        | 0xFE00..=0xFE0F     // variation selectors
        | 0xFE30..=0xFE4F     // vertical and small forms
        | 0xFF01..=0xFF60     // full-width forms
        | 0xFF61..=0xFF9F     // half-width katakana and punctuation
        | 0xFFE0..=0xFFE6     // full-width signs
        | 0x1AFF0..=0x1B16F   // kana supplements
        | 0x1F200..=0x1F2FF   // enclosed ideographic supplement
        | 0x20000..=0x3FFFD   // planes 2 and 3: ideographs
        | 0xE0100..=0xE01EF   // ideographic variation selectors
    )
}

/// Whether a line break between these two characters stands for nothing at all.
///
/// In Japanese the end of a source line is no space; next to a Latin word, it is.
pub fn break_vanishes(before: Option<char>, after: Option<char>) -> bool {
    matches!((before, after), (Some(b), Some(a)) if is_cjk(b) && is_cjk(a))
}

/// Whether `c` is a kanji, or a mark that stands for one.
pub fn is_kanji(c: char) -> bool {
    matches!(
        u32::from(c),
        0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD
    )
}

/// Whether `c` is a kana, half-width ones included.
pub fn is_kana(c: char) -> bool {
    matches!(u32::from(c), 0x3041..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F | 0x1AFF0..=0x1B16F)
}

/// Whether `c` is hiragana (without the prolonged sound mark, which both kana share).
pub fn is_hiragana(c: char) -> bool {
    matches!(u32::from(c), 0x3041..=0x309F | 0x1B001..=0x1B11F | 0x1B132 | 0x1B150..=0x1B152)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_of_japanese_is_cjk() {
        for c in "施策のデータ、。「」（）！？・々〆ー﨑辻󠄀𠮷ｶﾞＡＩ１㈱㍻〇".chars()
        {
            assert!(is_cjk(c), "{c:?} U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn latin_hangul_and_emoji_are_not() {
        for c in "A1 -()“”…é한글ㄱ😀→①".chars() {
            assert!(!is_cjk(c), "{c:?} U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn breaks_vanish_only_inside_japanese() {
        assert!(break_vanishes(Some('、'), Some('施')));
        assert!(!break_vanishes(Some('、'), Some('A')));
        assert!(!break_vanishes(Some('글'), Some('한')));
        assert!(!break_vanishes(None, Some('施')));
    }
}
