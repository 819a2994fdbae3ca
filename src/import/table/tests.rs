//! Tables of every format, with the places of their cells.

use super::*;
use crate::diag::{SourceMap, Span};

/// A table as texts, each with the source that its place covers.
fn read(format: Format, text: &str, known: &[&str]) -> Vec<Vec<(String, String)>> {
    let mut map = SourceMap::default();
    let file = map.add("表", text);
    let is_known = |heading: &str| known.contains(&heading);
    let table = Table::of_text(format, file, text, &is_known).expect("a table");
    let cell = |cell: &Cell| match cell.place {
        Place::Span(span) => (cell.text.clone(), map.slice(span).to_owned()),
        _ => panic!("a place in the text"),
    };
    let rows = std::iter::once(&table.headings).chain(&table.rows);
    rows.map(|row| row.iter().map(cell).collect()).collect()
}

/// The same without the sources, which are the texts.
fn texts(format: Format, text: &str, known: &[&str]) -> Vec<Vec<String>> {
    let rows = read(format, text, known).into_iter();
    rows.map(|row| {
        let cells = row.into_iter();
        cells
            .inspect(|(text, source)| assert_eq!(text, source))
            .map(|(text, _)| text)
            .collect()
    })
    .collect()
}

#[test]
fn csv_has_quotes_line_breaks_and_places() {
    let text = "番号,概要\r\n(1),\"一、\"\"二\"\"\r\n三\"\r\n\r\n,\r\n2,";
    let rows = read(Format::Csv, text, &[]);
    let cell = |text: &str, source: &str| (text.to_owned(), source.to_owned());
    assert_eq!(rows[0], [cell("番号", "番号"), cell("概要", "概要")]);
    assert_eq!(rows[1][0], cell("(1)", "(1)"));
    assert_eq!(rows[1][1].0, "一、\"二\"\r\n三");
    assert_eq!(rows[1][1].1, "一、\"\"二\"\"\r\n三");
    assert_eq!(rows[2], [cell("2", "2"), cell("", "")]);
    assert_eq!(rows.len(), 3);
    let long = format!("a\n\"{}\"\n", "長".repeat(3000));
    assert_eq!(read(Format::Csv, &long, &[])[1][0].0.chars().count(), 3000);
}

#[test]
fn tsv_has_tabs_and_empty_cells() {
    let rows = texts(Format::Tsv, "番号\t事業\t概要\n(1)\t\t● 一, 二\n", &[]);
    assert_eq!(rows[1], ["(1)", "", "● 一, 二"]);
}

#[test]
fn a_text_gives_its_table_with_the_known_headings() {
    let text = "# 題\n\n分野\t例\n甲\t乙\n\n番号\t事業\n(1)\t丙\n(2)\t\n\n| 名 | 値 |\n|:--|-:|\n| a\\|b | &lt;c&gt;\\* |\n";
    let rows = texts(Format::Text, text, &["番号", "事業"]);
    assert_eq!(rows, [["番号", "事業"], ["(1)", "丙"], ["(2)", ""]]);
    let rows = texts(Format::Text, text, &[]);
    assert_eq!(rows, [["分野", "例"], ["甲", "乙"]]);
    let rows = read(Format::Text, text, &["名"]);
    let printed: Vec<&str> = rows[1].iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(printed, ["a|b", "<c>*"]);
    let bare = texts(Format::Text, "名 | 値\n--|--\na | \n", &[]);
    assert_eq!(bare[1], ["a"]);
}

#[test]
fn headings_are_found_below_titles() {
    let text = "令和2年度一覧,\n,\n番号,概要\n1,甲\n";
    assert_eq!(
        texts(Format::Csv, text, &["番号", "概要"])[0],
        ["番号", "概要"]
    );
}

#[test]
fn a_text_without_a_table_says_so() {
    for (format, text) in [
        (Format::Text, "文だけ。\n"),
        (Format::Csv, ""),
        (Format::Tsv, "\n\n"),
    ] {
        let mut map = SourceMap::default();
        let file = map.add("表", text);
        let problem = Table::of_text(format, file, text, &|_| false).expect_err("no table");
        assert_eq!(problem.code, Code::UnreadableTable);
        assert_eq!(problem.place, Place::Span(Span::new(file, 0, 0)));
    }
}

#[test]
fn what_is_no_workbook_says_so() {
    let problem = Workbook::open(b"PK", "a.xlsx").err().expect("no workbook");
    assert_eq!(problem.code, Code::UnreadableTable);
}
