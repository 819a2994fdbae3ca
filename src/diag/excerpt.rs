//! The part of a source line that is shown: Japanese paragraphs are lines of hundreds of
//! characters, and a terminal that wraps them tears the caret off its text.
//!
//! The line is cut to a window around the span, with `…` where something was left out. Tabs and
//! control characters are replaced by characters of a known width, which also keeps a source file
//! from steering the terminal.

use std::ops::Range;

/// Columns that a shown line may take, full-width characters counting two.
const MAX_WIDTH: usize = 96;
/// Columns of a span that are shown before it is cut.
const MAX_SPAN_WIDTH: usize = 60;

/// A line to show and the bytes of it to underline.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    pub(super) mark: Range<usize>,
}

/// Cuts `line` around `mark`, a byte range of it on character boundaries.
pub(super) fn excerpt(line: &str, mark: Range<usize>) -> Excerpt {
    let marked = fitting(line[mark.clone()].chars(), MAX_SPAN_WIDTH);
    let is_mark_cut = marked < mark.len();
    let shown_mark = mark.start..mark.start + marked;
    let (before, after) = (&line[..mark.start], &line[shown_mark.end..]);

    // Each side may take half of what the span leaves, and what the other side does not need.
    let rest = MAX_WIDTH.saturating_sub(width(&line[shown_mark.clone()]));
    let half = rest / 2;
    let room_before = rest - width(after).min(half);
    let kept_before = fitting(before.chars().rev(), room_before);
    let room_after = rest - width(&before[before.len() - kept_before..]).min(rest);
    let kept_after = match is_mark_cut {
        true => 0,
        false => fitting(after.chars(), room_after),
    };

    let mut text = String::new();
    if kept_before < before.len() {
        text.push('…');
    }
    push_visible(&mut text, &before[before.len() - kept_before..]);
    let start = text.len();
    push_visible(&mut text, &line[shown_mark]);
    let end = text.len();
    push_visible(&mut text, &after[..kept_after]);
    if kept_after < after.len() {
        text.push('…');
    }
    Excerpt {
        text,
        mark: start..end,
    }
}

/// How many bytes of `chars`, from the first on, fit in `room` columns.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let mut used = 0;
    chars
        .take_while(|&c| {
            used += columns(c);
            used <= room
        })
        .map(char::len_utf8)
        .sum()
}

fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// The columns of a character, rather too many than too few: it only decides where to cut.
fn columns(c: char) -> usize {
    match c {
        '\t' => TAB.len(),
        c if c.is_ascii() => 1,
        _ => 2,
    }
}

const TAB: &str = "    ";

fn push_visible(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\t' => out.push_str(TAB),
            c => out.push(visible(c)),
        }
    }
}

/// `c`, or U+FFFD for a character that would steer a terminal: controls, text direction, line
/// and paragraph separators.
fn visible(c: char) -> char {
    let steers = c.is_control()
        || matches!(
            c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        )
        || matches!(c, '\u{2066}'..='\u{2069}');
    if steers { '\u{FFFD}' } else { c }
}

/// `text` on one line, without characters that would steer a terminal.
pub(super) fn printable(text: &str) -> String {
    let one_line = |c| {
        if matches!(c, '\n' | '\r' | '\t') {
            ' '
        } else {
            visible(c)
        }
    };
    text.chars().map(one_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_are_shown_whole() {
        let line = "\t施策(17)";
        let shown = excerpt(line, 7..11);
        assert_eq!(shown.text, "    施策(17)");
        assert_eq!(&shown.text[shown.mark], "(17)");
    }

    #[test]
    fn long_lines_are_cut_on_both_sides_of_the_span() {
        let line = format!("{}(17){}", "前".repeat(300), "後".repeat(300));
        let shown = excerpt(&line, 900..904);
        assert_eq!(
            shown.text,
            format!("…{}(17){}…", "前".repeat(23), "後".repeat(23))
        );
        assert_eq!(&shown.text[shown.mark], "(17)");
    }

    #[test]
    fn room_that_one_side_leaves_goes_to_the_other() {
        let line = format!("{}(17)", "前".repeat(300));
        let shown = excerpt(&line, 900..904);
        assert_eq!(shown.text, format!("…{}(17)", "前".repeat(46)));
    }

    #[test]
    fn a_long_span_is_cut_at_its_end() {
        let line = format!("前{}後", "語".repeat(300));
        let shown = excerpt(&line, 3..903);
        assert_eq!(shown.text, format!("前{}…", "語".repeat(30)));
    }

    #[test]
    fn a_source_cannot_steer_the_terminal() {
        assert_eq!(
            excerpt("a\u{1b}[31m\u{202E}b", 0..1).text,
            "a\u{FFFD}[31m\u{FFFD}b"
        );
    }
}
