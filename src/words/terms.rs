//! A site's own terms (`search.user-dictionary`): words that the dictionary lacks.
//!
//! One term a line, `term,reading`; the reading, in hiragana or katakana, may be left out. Empty
//! lines and lines that begin with `#` are skipped.

use unicode_normalization::UnicodeNormalization as _;

use super::features::is_kana;

/// A word that is always one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term in NFKC.
    pub surface: String,
    /// How it is read, in kana.
    pub reading: Option<String>,
}

/// What is wrong with a line of a list of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermProblem {
    /// The line has no term before its comma.
    Empty,
    /// The line has more than two columns.
    Columns,
    /// The reading is not kana.
    Reading,
}

/// A line of a list of terms that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTerm {
    /// Byte offset of the line in the list.
    pub start: usize,
    /// Byte offset of the line's end, without its line break.
    pub end: usize,
    /// Why.
    pub problem: TermProblem,
}

/// Reads a list of terms; lines that cannot be read are told and left out.
pub fn parse_terms(csv: &str) -> (Vec<Term>, Vec<BadTerm>) {
    let (mut terms, mut bad) = (Vec::new(), Vec::new());
    let mut next = 0;
    for whole in csv.split_inclusive('\n') {
        let start = next;
        next += whole.len();
        let line = whole.trim_end_matches(['\n', '\r']);
        let content = line.trim_start_matches('\u{FEFF}').trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        match parse_line(content) {
            Ok(term) => terms.push(term),
            Err(problem) => bad.push(BadTerm {
                start,
                end: start + line.len(),
                problem,
            }),
        }
    }
    (terms, bad)
}

fn parse_line(line: &str) -> Result<Term, TermProblem> {
    let mut columns = line.split(',').map(normalised);
    let surface = columns.next().unwrap_or_default();
    let reading = columns.next().filter(|reading| !reading.is_empty());
    if columns.next().is_some() {
        return Err(TermProblem::Columns);
    }
    if surface.is_empty() {
        return Err(TermProblem::Empty);
    }
    if reading.as_deref().is_some_and(|reading| !is_kana(reading)) {
        return Err(TermProblem::Reading);
    }
    Ok(Term { surface, reading })
}

/// NFKC, with surrounding white space, quotation marks of CSV and NULs gone.
fn normalised(column: &str) -> String {
    let column = column.trim().trim_matches('"');
    let column: String = column.nfkc().filter(|c| *c != '\0').collect();
    column.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_in_nfkc() {
        let (terms, bad) = parse_terms("# 用語\n\nＰＨＲ,ぴーえいちあーる\r\n\"全ゲノム\"\n");
        assert_eq!(bad, []);
        let found: Vec<_> = terms
            .iter()
            .map(|term| (term.surface.as_str(), term.reading.as_deref()))
            .collect();
        assert_eq!(
            found,
            [("PHR", Some("ぴーえいちあーる")), ("全ゲノム", None)]
        );
    }

    #[test]
    fn a_bad_line_is_told_with_its_place_and_the_rest_is_read() {
        let csv = "診断,shindan\n,シンダン\nあ,ア,亜\n創薬,ソウヤク\n";
        let (terms, bad) = parse_terms(csv);
        assert_eq!(terms.len(), 1);
        let told: Vec<_> = bad
            .iter()
            .map(|bad| (&csv[bad.start..bad.end], bad.problem))
            .collect();
        assert_eq!(
            told,
            [
                ("診断,shindan", TermProblem::Reading),
                (",シンダン", TermProblem::Empty),
                ("あ,ア,亜", TermProblem::Columns),
            ]
        );
    }
}
