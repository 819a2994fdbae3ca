//! The sentence around a reference, to quote it where the reference leads.
//!
//! A sentence ends at 。！？ or a line break, or at `.` `!` `?` before white space, where these do
//! not stand inside brackets. A reference right behind its sentence's 。 belongs to that sentence:
//! `…を構築中。(8)` quotes all of it, and what follows the 。 and the reference starts a new one.

use std::ops::Range;

/// The byte range of the sentence that holds `reference`, a byte range of `text`.
///
/// It starts after the end of the sentence before, and after references that trail that one; it
/// ends with the reference when that stands right behind its 。, else at the sentence's end. The
/// qualifier 等 and a 。 right behind the reference belong to it. Never cuts `reference` itself;
/// a range that does not lie on characters of `text` is returned as it came.
pub fn sentence_around(text: &str, reference: Range<usize>) -> Range<usize> {
    if text.get(reference.clone()).is_none() {
        return reference;
    }
    let brackets = bracketed(text);
    let own_end = after_marks(text, reference.end);
    let trails = trails_sentence(text, reference.start) && !leads_sentence(text, own_end);
    let search_before = match trails {
        true => start_of_trail(text, reference.start),
        false => reference.start,
    };
    let mut start = text[..search_before]
        .char_indices()
        .rev()
        .find(|&(at, _)| ends_sentence(text, at) && !is_inside(&brackets, at))
        .map_or(0, |(at, c)| match c {
            '\n' => at + 1,
            _ => skip_trailing_references(text, at + c.len_utf8(), reference.start),
        });
    start += leading_space(&text[start..reference.start]);
    let end = match trails {
        true => own_end,
        false if own_end > qualifier_end(text, reference.end) => own_end,
        false => end_of_sentence(text, own_end, &brackets),
    };
    start..end
}

/// The qualifier 等 that stands right behind byte `offset`: "(8)等" cites (8) among others.
pub fn qualifier_after(text: &str, offset: usize) -> Option<&str> {
    let rest = text.get(offset..)?;
    rest.starts_with('等').then(|| &rest[..'等'.len_utf8()])
}

fn qualifier_end(text: &str, offset: usize) -> usize {
    offset + qualifier_after(text, offset).map_or(0, str::len)
}

/// Behind 等 and 。 that follow byte `offset` directly.
fn after_marks(text: &str, offset: usize) -> usize {
    let end = qualifier_end(text, offset);
    let stop = text[end..].chars().next().filter(|&c| is_full_stop(c));
    end + stop.map_or(0, char::len_utf8)
}

fn end_of_sentence(text: &str, from: usize, brackets: &[Range<usize>]) -> usize {
    let end = text[from..]
        .char_indices()
        .map(|(at, c)| (from + at, c))
        .find(|&(at, _)| ends_sentence(text, at) && !is_inside(brackets, at));
    match end {
        Some((at, c)) if c.is_whitespace() => at,
        Some((at, c)) => at + c.len_utf8(),
        None => from + text[from..].trim_end().len(),
    }
}

fn is_full_stop(c: char) -> bool {
    matches!(c, '。' | '．' | '｡' | '！' | '？')
}

/// Whether the character at byte `at` ends a sentence.
fn ends_sentence(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    match rest.next() {
        Some('\n') => true,
        Some('.' | '!' | '?') => rest.next().is_some_and(char::is_whitespace),
        // `１．５` and `第１．章` use the full-width stop as a point.
        Some('．') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(c) => is_full_stop(c),
        None => false,
    }
}

/// Whether the reference at `start` stands right behind a sentence's end, or behind references
/// that do.
fn trails_sentence(text: &str, start: usize) -> bool {
    start_of_trail(text, start) < start
}

/// The byte offset of the 。 behind which the reference at `start` trails; `start` if it does not.
fn start_of_trail(text: &str, start: usize) -> usize {
    let mut before = text[..start].trim_end_matches([' ', '\u{3000}', '\t']);
    loop {
        if let Some((at, _)) = before.char_indices().next_back().filter(|&(at, c)| {
            c != '\n' && (is_full_stop(c) || (at + c.len_utf8() < start && ends_sentence(text, at)))
        }) {
            return at;
        }
        let Some(shorter) = without_last_reference(before) else {
            return start;
        };
        before = shorter;
    }
}

/// `before` without the `(7)`, `(7)等`, `(7)、` at its end.
fn without_last_reference(before: &str) -> Option<&str> {
    let inner = before
        .trim_end_matches(['、', ',', '・', ' ', '\u{3000}'])
        .trim_end_matches('等')
        .strip_suffix(')')?;
    let open = inner.rfind('(')?;
    is_number(&inner[open + 1..]).then(|| inner[..open].trim_end_matches([' ', '\u{3000}']))
}

/// Skips the references that trail the sentence which ends at byte `from`, up to `limit`.
fn skip_trailing_references(text: &str, from: usize, limit: usize) -> usize {
    let mut at = from;
    loop {
        let space = leading_space(&text[at..limit]);
        let Some(rest) = text[at + space..limit].strip_prefix('(') else {
            return at;
        };
        let Some(close) = rest.find(')').filter(|&close| is_number(&rest[..close])) else {
            return at;
        };
        let end = after_marks(text, at + space + 1 + close + 1);
        if end > limit || leads_sentence(text, end) {
            return at;
        }
        at = end;
    }
}

/// Whether the text at byte `at` goes on with a particle, perhaps behind further references, so
/// that the reference before it is the beginning of a sentence and not the end of one:
/// "(8)を踏まえ", "(8)、(9)を踏まえ".
fn leads_sentence(text: &str, at: usize) -> bool {
    let mut rest = &text[at..];
    // Longer rows are lists and no sentence's subject; the bound keeps long texts linear.
    for _ in 0..16 {
        match without_next_reference(rest) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest.starts_with(['を', 'が', 'は', 'の', 'に', 'へ', 'と', '、'])
}

/// `after` without the `、(9)`, `・(9)等`, `(9)` that it starts with.
fn without_next_reference(after: &str) -> Option<&str> {
    let inner = after
        .trim_start_matches(['、', ',', '・', ' ', '\u{3000}'])
        .strip_prefix('(')?;
    let (label, rest) = inner.split_once(')')?;
    is_number(label).then(|| rest.trim_start_matches('等'))
}

fn is_number(label: &str) -> bool {
    (1..=12).contains(&label.len())
        && label.bytes().any(|b| b.is_ascii_digit())
        && label
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b','))
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn is_inside(brackets: &[Range<usize>], at: usize) -> bool {
    let following = brackets.partition_point(|pair| pair.start <= at);
    following > 0 && brackets[following - 1].contains(&at)
}

/// The outermost pairs of matching brackets, in order. A bracket without its partner counts for
/// nothing, so that one stray （ does not swallow the rest of the text.
fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut pairs: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        if let Some(close) = closing(c) {
            open.push((at, close));
        } else if let Some(depth) = open.iter().rposition(|&(_, close)| close == c) {
            let start = open[depth].0;
            open.truncate(depth);
            while pairs.last().is_some_and(|pair| pair.start > start) {
                pairs.pop();
            }
            pairs.push(start..at);
        }
    }
    pairs
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '（' => '）',
        '「' => '」',
        '『' => '』',
        '【' => '】',
        '〔' => '〕',
        '［' => '］',
        '〈' => '〉',
        '《' => '》',
        '(' => ')',
        '[' => ']',
        '“' => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quote<'a>(text: &'a str, reference: &str) -> &'a str {
        let at = text.find(reference).expect("the case holds its reference");
        &text[sentence_around(text, at..at + reference.len())]
    }

    #[test]
    fn every_reference_of_the_follow_up_quotes_its_whole_sentence() {
        let source = include_str!("../../tests/source/followup.txt");
        let mut quoted = Vec::new();
        for line in source.lines().skip(26).take(38) {
            let line = line.replace("<li>", "\n").replace("</li>", "\n");
            let items = line
                .split('\n')
                .map(|item| item.trim_start_matches(['-', '•', ' ']));
            for item in items {
                for no in 1..=16 {
                    let reference = format!("({no})");
                    if item.contains(&reference) {
                        assert_eq!(quote(item, &reference), item.trim(), "{reference}");
                        quoted.push(no);
                    }
                }
            }
        }
        assert_eq!(quoted, [8, 1, 1, 1, 10, 6, 5, 6, 14, 15, 11, 7, 16]);
    }

    #[test]
    fn a_reference_behind_its_stop_belongs_before_it() {
        let text = "Aを構築中。(8)等 Bを開発（結論。を得る）。(10)(9)Cを実施(3)。Dは終了。";
        assert_eq!(quote(text, "(8)"), "Aを構築中。(8)等");
        assert_eq!(quote(text, "(10)"), "Bを開発（結論。を得る）。(10)");
        assert_eq!(quote(text, "(9)"), "Bを開発（結論。を得る）。(10)(9)");
        assert_eq!(quote(text, "(3)"), "Cを実施(3)。");
    }

    #[test]
    fn references_in_a_row_behind_a_stop_quote_the_same_sentence() {
        let text = "前。Aを構築中。(8)、(17)等、(3)";
        assert_eq!(quote(text, "(8)"), "Aを構築中。(8)");
        assert_eq!(quote(text, "(17)"), "Aを構築中。(8)、(17)等");
        assert_eq!(quote(text, "(3)"), "Aを構築中。(8)、(17)等、(3)");
        let text = "前。(8)、(9)を踏まえて実施。";
        assert_eq!(quote(text, "(8)"), "(8)、(9)を踏まえて実施。");
        assert_eq!(quote(text, "(9)"), "(8)、(9)を踏まえて実施。");
    }

    #[test]
    fn a_reference_in_its_sentence_quotes_on_to_the_stop() {
        let text = "前の文！ 施策(8)等により「整備。」を行う。次の文";
        assert_eq!(quote(text, "(8)"), "施策(8)等により「整備。」を行う。");
        assert_eq!(
            quote("前。(8)を踏まえて実施。後", "(8)"),
            "(8)を踏まえて実施。"
        );
        assert_eq!(quote("一行目\n(8)のとおり\n三行目", "(8)"), "(8)のとおり");
        assert_eq!(quote("開いた（まま。施策(8)", "(8)"), "施策(8)");
        assert_eq!(
            quote("One v1.2 thing. See (8) for more. End.", "(8)"),
            "See (8) for more."
        );
        assert_eq!(
            quote("One is done. (8) Two is not.", "(8)"),
            "One is done. (8)"
        );
    }

    #[test]
    fn only_the_qualifier_right_behind_counts() {
        let text = "予定(1)等";
        assert_eq!(qualifier_after(text, text.len() - "等".len()), Some("等"));
        assert_eq!(qualifier_after("予定(1) 等", 9), None);
        assert_eq!(qualifier_after("等", 1), None);
    }

    proptest! {
        #[test]
        fn the_sentence_always_holds_its_reference(
            before in "[。！（）「」()8等、を \n.A]{0,12}", after in "[。！（）「」()8等、を \n.A]{0,12}",
        ) {
            let text = format!("{before}(8){after}");
            let reference = before.len()..before.len() + 3;
            let sentence = sentence_around(&text, reference.clone());
            prop_assert!(sentence.start <= reference.start && sentence.end >= reference.end);
            prop_assert!(text.get(sentence).is_some());
        }
    }
}
