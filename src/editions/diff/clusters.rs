//! Where a text may be cut: never between a letter and the marks that belong to it.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// The characters of `text` as readers see them: a letter with its combining marks, voicing marks
/// and variation selectors, an emoji with what modifies it, a line break of two characters.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.next()?;
        let mut last = first;
        let mut flags = usize::from(is_flag_letter(first));
        while let Some(&(at, c)) = rest.peek() {
            let is_second_flag = is_flag_letter(c) && flags == 1;
            if !(extends(last, c) || is_second_flag) {
                return Some(start..at);
            }
            flags = if is_second_flag { 2 } else { flags };
            last = c;
            rest.next();
        }
        Some(start..text.len())
    })
}

/// Whether `c` belongs to the character before it.
fn extends(before: char, c: char) -> bool {
    const JOINER: char = '\u{200D}';
    match c {
        '\n' => before == '\r',
        '\r' => false,
        _ if matches!(before, '\n' | '\r') => false,
        _ if before == JOINER => true,
        // Voicing marks of half-width kana, the joiner, skin tones, and tags of flags.
        'ﾞ' | 'ﾟ' | JOINER | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}' => true,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => true,
        _ => is_combining_mark(c),
    }
}

/// Two letters of this kind make one flag.
fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_keep_their_marks() {
        for (text, expected) in [
            ("辻󠄀が葛\u{FE00}", "辻󠄀|が|葛\u{FE00}"),
            ("か\u{3099}ｶﾞe\u{301}", "か\u{3099}|ｶﾞ|e\u{301}"),
            ("a\r\n\nb", "a|\r\n|\n|b"),
            ("🇯🇵🇫🇷👨\u{200D}👩👍🏽", "🇯🇵|🇫🇷|👨\u{200D}👩|👍🏽"),
            ("\u{301}a", "\u{301}|a"),
            ("", ""),
        ] {
            let found: Vec<&str> = clusters(text).map(|range| &text[range]).collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}
