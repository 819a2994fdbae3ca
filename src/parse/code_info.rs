//! What stands behind a code fence: ```` ```rust title="src/main.rs" {2,4-6} ````.

use std::ops::RangeInclusive;

/// An info string that was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct CodeInfo {
    pub(super) language: String,
    pub(super) title: String,
    pub(super) marked: Vec<RangeInclusive<usize>>,
}

/// Reads an info string. What it does not know says nothing.
pub(super) fn read(info: &str) -> CodeInfo {
    let end = info
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | '{'))
        .unwrap_or(info.len());
    let (language, rest) = info.split_at(end);
    let title = rest
        .split_once("title=\"")
        .and_then(|(_, t)| t.split_once('"'))
        .map_or("", |(title, _)| title);
    let outside_title = rest.replacen(&format!("\"{title}\""), "", 1);
    let marked = outside_title
        .split_once('{')
        .and_then(|(_, list)| list.split_once('}'))
        .map_or(Vec::new(), |(list, _)| lines(list));
    CodeInfo {
        language: language.to_owned(),
        title: title.trim().to_owned(),
        marked,
    }
}

/// `2,4-6`; nothing when it is anything else.
fn lines(list: &str) -> Vec<RangeInclusive<usize>> {
    let read = |item: &str| {
        let (from, to) = item.split_once('-').unwrap_or((item, item));
        Some(from.trim().parse().ok()?..=to.trim().parse().ok()?)
    };
    let ranges: Option<Vec<_>> = list.split(',').map(read).collect();
    ranges.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_title_and_lines_are_read() {
        let of = |info| {
            let read = read(info);
            (read.language, read.title, read.marked)
        };
        let expect = |language: &str, title: &str, marked: &[RangeInclusive<usize>]| {
            (language.to_owned(), title.to_owned(), marked.to_vec())
        };
        assert_eq!(of(""), expect("", "", &[]));
        assert_eq!(of("rust,ignore"), expect("rust", "", &[]));
        assert_eq!(of("rust {2, 4-6}"), expect("rust", "", &[2..=2, 4..=6]));
        assert_eq!(
            of("js{1} title=\"a {9}.js\""),
            expect("js", "a {9}.js", &[1..=1])
        );
        assert_eq!(of("toml {one}"), expect("toml", "", &[]));
    }
}
