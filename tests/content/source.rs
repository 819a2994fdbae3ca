//! The source document, read by rules of its own: nothing here is shared with the product, so that
//! a fault of the product cannot hide itself.

/// The document as it was handed over.
const TEXT: &str = include_str!("../source/followup.txt");

/// A row of the table of measures.
pub(crate) struct MeasureRow {
    /// The printed number without its parentheses.
    pub(crate) no: String,
    /// The 事業 cell, empty in ten rows.
    pub(crate) programme_cell: String,
    /// The 概要 cell cut at its bullets.
    pub(crate) statements: Vec<String>,
}

/// A 具体目標 with the list below it.
pub(crate) struct TargetBlock {
    /// `<具体目標1>`, `<2>` …
    pub(crate) label: String,
    /// What is printed behind the label.
    pub(crate) title: String,
    /// Its statements, in order.
    pub(crate) statements: Vec<String>,
}

/// A row of the table of fields.
pub(crate) struct FieldRow {
    /// The 分野 cell.
    pub(crate) name: String,
    /// The items of the HTML list in the 開発の例 cell.
    pub(crate) statements: Vec<String>,
}

/// The 16 rows below 番号 / 事業 / 概要.
pub(crate) fn measures() -> Vec<MeasureRow> {
    rows_below("番号\t")
        .map(|cells| MeasureRow {
            no: cells[0].trim_matches(['(', ')']).to_owned(),
            programme_cell: cells[1].to_owned(),
            statements: pieces_of_cell(cells[2]),
        })
        .collect()
}

/// The 6 rows below 分野 / 開発の例.
pub(crate) fn fields() -> Vec<FieldRow> {
    rows_below("分野\t")
        .map(|cells| FieldRow {
            name: cells[0].to_owned(),
            statements: pieces_of_cell(cells[1]),
        })
        .collect()
}

/// Every 具体目標 in the order of print.
pub(crate) fn targets() -> Vec<TargetBlock> {
    let mut targets: Vec<TargetBlock> = Vec::new();
    for line in TEXT.lines() {
        if let Some((label, title)) = split_label(line) {
            targets.push(TargetBlock {
                label: label.to_owned(),
                title: title.to_owned(),
                statements: Vec::new(),
            });
        } else if let (Some(item), Some(target)) = (item(line), targets.last_mut()) {
            target.statements.push(item.to_owned());
        }
    }
    targets
}

/// Everything that is printed, with its line: each line cut where a table, a list, a label or a
/// heading mark cuts it. Empty cells and blank lines give nothing.
pub(crate) fn pieces() -> Vec<(usize, String)> {
    let mut pieces = Vec::new();
    for (index, line) in TEXT.lines().enumerate() {
        let line = line.trim().trim_start_matches('#').trim_start();
        let cut: Vec<String> = if let Some((label, title)) = split_label(line) {
            vec![label.to_owned(), title.to_owned()]
        } else if line.contains('\t') {
            line.split('\t').flat_map(pieces_of_cell).collect()
        } else {
            vec![item(line).unwrap_or(line).to_owned()]
        };
        let cut = cut.iter().map(|piece| collapse(&unescape(piece)));
        pieces.extend(cut.filter(|p| !p.is_empty()).map(|p| (index + 1, p)));
    }
    pieces
}

/// White space runs become one space; none at the ends.
pub(crate) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `\*` is `*`: the backslash is Markdown's, in the source as in the records.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || !chars.peek().is_some_and(char::is_ascii_punctuation) {
            out.push(c);
        }
    }
    out
}

/// The rows of the table whose head starts with `head`, up to the next blank line.
fn rows_below(head: &str) -> impl Iterator<Item = Vec<&'static str>> {
    TEXT.lines()
        .skip_while(move |line| !line.starts_with(head))
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .map(|line| line.split('\t').collect())
}

/// A cell cut at `●` or at the items of its HTML list, without bullets.
fn pieces_of_cell(cell: &str) -> Vec<String> {
    let cut: Vec<&str> = if cell.contains("<li>") {
        let items = cell.split("<li>").skip(1);
        items.filter_map(|i| i.split("</li>").next()).collect()
    } else {
        cell.split('●').collect()
    };
    let cut = cut.into_iter().map(|c| item(c.trim()).unwrap_or(c.trim()));
    cut.filter(|c| !c.is_empty()).map(str::to_owned).collect()
}

/// `<2>日本が…` as label and title.
fn split_label(line: &str) -> Option<(&str, &str)> {
    let end = line.starts_with('<').then(|| line.find('>'))?? + 1;
    Some(line.split_at(end))
}

/// A list item's text: `- …` or `• …`.
fn item(line: &str) -> Option<&str> {
    line.strip_prefix("- ").or_else(|| line.strip_prefix("• "))
}
