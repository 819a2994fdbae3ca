//! The text of a cell as statements: lines, bullets and HTML lists.

/// Signs that begin an item wherever they stand behind white space, when the line begins with one.
const BULLETS: &[char] = &[
    '•', '●', '○', '◦', '■', '□', '◆', '◇', '▪', '▫', '‣', '⁃', '►', '➢',
];
/// Signs that begin an item only at the beginning of a line: inside, they join words.
const LINE_BULLETS: &[char] = &['・', '･'];
/// HTML elements that begin a line, and nothing else.
const BREAKS: &[&str] = &["ul", "ol", "li", "br", "p", "div"];

/// The statements of a cell, in order, without the signs of a list.
pub fn statements(cell: &str) -> Vec<String> {
    let text = without_tags(cell);
    let mut found = Vec::new();
    for line in text.split(['\n', '\r', '\u{2028}', '\u{b}']) {
        let line = line.trim();
        match line.chars().next().filter(|c| BULLETS.contains(c)) {
            Some(sign) => found.extend(items(line, sign)),
            None => found.push(without_marker(line).to_owned()),
        }
    }
    found.retain(|statement| !statement.is_empty());
    found
}

/// The statements of a cell, where what a record says already is taken as it is written there: one
/// that has several lines stays one, and signs that belong to it stay.
pub(super) fn said(cell: &str, old: &[&str]) -> Vec<String> {
    let parts: Vec<Vec<String>> = old.iter().map(|old| statements(old)).collect();
    let new = statements(cell);
    let mut said = Vec::new();
    let (mut at, mut from) = (0, 0);
    while at < new.len() {
        let is_here =
            |known: &usize| !parts[*known].is_empty() && new[at..].starts_with(&parts[*known]);
        match (from..old.len()).find(is_here) {
            Some(known) => {
                said.push(old[known].to_owned());
                at += parts[known].len();
                from = known + 1;
            }
            None => {
                said.push(new[at].clone());
                at += 1;
            }
        }
    }
    said
}

/// The parts of a line that begins with `sign`; the same sign behind white space begins another.
fn items(line: &str, sign: char) -> Vec<String> {
    let mut items = Vec::new();
    let mut start = sign.len_utf8();
    let mut previous = sign;
    for (at, c) in line.char_indices().skip(1) {
        if c == sign && previous.is_whitespace() {
            items.push(line[start..at].trim().to_owned());
            start = at + c.len_utf8();
        }
        previous = c;
    }
    items.push(line[start..].trim().to_owned());
    items
}

/// `line` without `・` or `- ` before it.
fn without_marker(line: &str) -> &str {
    if let Some(rest) = line.strip_prefix(LINE_BULLETS) {
        return rest.trim_start();
    }
    match line.strip_prefix(['-', '*', '+']) {
        Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => line,
    }
}

/// `cell` with a line break for each tag of a list, a paragraph or a break.
fn without_tags(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match tag_length(rest) {
            Some(length) => {
                out.push('\n');
                length
            }
            None => {
                out.push('<');
                1
            }
        };
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The length of the tag of [`BREAKS`] that `text` begins with.
fn tag_length(text: &str) -> Option<usize> {
    let inner = &text[1..];
    let end = inner.find('>')?;
    let tag = inner[..end].trim_start_matches('/');
    let name = tag.split([' ', '\t', '\n', '/']).next()?;
    let is_break = BREAKS.iter().any(|known| known.eq_ignore_ascii_case(name));
    (is_break && !tag.contains('<')).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_lines_and_html_lists_part_statements() {
        for (cell, expected) in [
            (
                "● 調査を実施 ● 解析（A ○ B）",
                &["調査を実施", "解析（A ○ B）"][..],
            ),
            ("薬効・毒性の予測", &["薬効・毒性の予測"]),
            ("・薬効・毒性\r\n・別", &["薬効・毒性", "別"]),
            ("- a\n- b - c\n\n-5度", &["a", "b - c", "-5度"]),
            (
                "<ul style=\"list-style-type: none\"> <li>• 甲(1)等</li> <li>• 乙</li> </ul>",
                &["甲(1)等", "乙"],
            ),
            ("甲<br>乙<BR/>丙", &["甲", "乙", "丙"]),
            ("<具体目標1>と a<b", &["<具体目標1>と a<b"]),
            ("•甲•乙", &["甲•乙"]),
            (" \n ", &[]),
        ] {
            assert_eq!(statements(cell), expected, "{cell}");
        }
    }
}
