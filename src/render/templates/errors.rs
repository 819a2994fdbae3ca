//! What the template engine says is wrong → where it is and what to do.
//!
//! Most errors come with a span. References to what does not exist (filters, functions, templates,
//! blocks) come as one text of reports for people, which is read back here: for each the message,
//! then ` --> NAME:LINE:COLUMN`, then the line and `^` under the fault.

use std::ops::Range;

use tera::ErrorKind;

use crate::text::suggest;

/// One fault of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The template's name; empty where the engine does not say.
    pub(super) template: String,
    /// What is wrong, in the engine's words.
    pub(super) message: String,
    /// The bytes of the template, where the engine says.
    pub(super) at: Option<Range<usize>>,
}

/// The faults of an error; `source` gives a template's text.
pub(super) fn faults<'s>(
    error: &tera::Error,
    source: &dyn Fn(&str) -> Option<&'s str>,
) -> Vec<Fault> {
    let fault = |template: &str, message: String, at| Fault {
        template: template.to_owned(),
        message,
        at,
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let (message, range) = (report.message().to_owned(), report.span().range.clone());
            vec![fault(report.filename(), message, Some(range))]
        }
        ErrorKind::MissingParent { current, parent } => {
            let at = source(current).and_then(|text| quoted(text, parent));
            vec![fault(current, format!("Unknown template `{parent}`"), at)]
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            let at = source(tpl).and_then(|text| quoted(text, tpl));
            vec![fault(tpl, error.kind().to_string(), at)]
        }
        ErrorKind::Msg(text) => {
            let found = reports(text, source);
            match found.is_empty() {
                true => vec![fault("", text.clone(), None)],
                false => found,
            }
        }
        kind => vec![fault("", kind.to_string(), None)],
    }
}

/// Whether a block is at fault that what the template extends does not have.
pub(super) fn is_block(fault: &Fault) -> bool {
    fault.message.starts_with("Block `")
}

/// Whether the template leads back to itself.
pub(super) fn is_circle(fault: &Fault) -> bool {
    fault.message.starts_with("Circular ")
}

/// Where `name` stands in quotes in a template.
fn quoted(text: &str, name: &str) -> Option<Range<usize>> {
    let quotes = [format!("\"{name}\""), format!("'{name}'")];
    let found = quotes
        .iter()
        .find_map(|quoted| Some((text.find(quoted)?, quoted.len())));
    found.map(|(start, length)| start..start + length)
}

fn reports<'s>(text: &str, source: &dyn Fn(&str) -> Option<&'s str>) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for line in text.lines() {
        if let Some(message) = line.strip_prefix("error: ") {
            faults.push(Fault {
                template: String::new(),
                message: message.to_owned(),
                at: None,
            });
        }
        let Some(fault) = faults.last_mut() else {
            continue;
        };
        if let Some((_, place)) = line
            .split_once("--> ")
            .filter(|(indent, _)| is_blank(indent))
        {
            let mut parts = place.rsplitn(3, ':');
            let column = parts.next().and_then(|n| n.parse().ok());
            let number = parts.next().and_then(|n| n.parse().ok());
            parts
                .next()
                .unwrap_or(place)
                .clone_into(&mut fault.template);
            fault.at = source(&fault.template)
                .zip(number.zip(column))
                .and_then(|(text, (line, column))| byte_of(text, line, column))
                .map(|start| start..start);
        } else if let Some((indent, under)) = line.split_once('|')
            && is_blank(indent)
            && let (Some(at), Some(text)) = (&mut fault.at, source(&fault.template))
        {
            let width = under.matches('^').count();
            at.end += text[at.start..]
                .chars()
                .take(width)
                .map(char::len_utf8)
                .sum::<usize>();
        }
    }
    faults
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c == ' ')
}

/// The byte at a line and a column in characters, both counted from 1.
fn byte_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let line = text.split_inclusive('\n').nth(line.checked_sub(1)?)?;
    let before: usize = line
        .chars()
        .take(column.checked_sub(1)?)
        .map(char::len_utf8)
        .sum();
    Some(line.as_ptr() as usize - text.as_ptr() as usize + before)
}

/// What the author may have meant where `message` says that a name is not known. `templates` are
/// the names of all templates.
pub(super) fn nearest<'a>(
    message: &'a str,
    templates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let name = message.split('`').nth(1)?;
    if message.starts_with("Unknown template") {
        return suggest::nearest(name, templates);
    }
    let (_, known) = message.split_once(" is not defined. Available ")?;
    let (_, known) = known.split_once(": ")?;
    suggest::nearest(name, known.split(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>表題</p>\n表題{{ page.title | uper }}{{ foo() }}\n";
    const CHILD: &str = "{% extends 'a.html' %}";

    fn source(name: &str) -> Option<&'static str> {
        [("b.html", TEXT), ("c.html", CHILD)]
            .into_iter()
            .find_map(|(known, text)| (known == name).then_some(text))
    }

    fn marked(templates: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut engine = tera::Tera::default();
        let error = engine
            .add_raw_templates(templates.iter().copied())
            .expect_err("an error");
        let part = |fault: Fault| {
            let text = source(&fault.template).expect("a template");
            (fault.message, text[fault.at.expect("a place")].to_owned())
        };
        faults(&error, &source).into_iter().map(part).collect()
    }

    #[test]
    fn references_to_nothing_have_their_places() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            marked(&[("b.html", TEXT)]),
            [
                pair("Unknown filter `uper`", "uper"),
                pair("Unknown function `foo`", "foo()"),
            ]
        );
        assert_eq!(
            marked(&[("c.html", CHILD)]),
            [pair("Unknown template `a.html`", "'a.html'")]
        );
    }

    #[test]
    fn a_text_that_is_no_report_is_kept() {
        let error = tera::Error::message("二つ\nあります");
        let found = faults(&error, &source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "二つ\nあります");
    }

    #[test]
    fn near_names_are_offered() {
        let templates = ["base.html", "standard/base.html"];
        let message = "Unknown template `bass.html`";
        assert_eq!(nearest(message, templates), Some("base.html"));
        let message = "Variable `recrod` is not defined. Available variables: page, record, t";
        assert_eq!(nearest(message, templates), Some("record"));
        let message = "Field `titel` is not defined. Available fields: head, title";
        assert_eq!(nearest(message, templates), Some("title"));
        assert_eq!(nearest("Found `%}`", templates), None);
    }
}
