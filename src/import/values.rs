//! The text of a cell as a front matter value of its field's type.

use unicode_normalization::UnicodeNormalization;

use super::Rules;
use super::names::{Named, Names};
use super::rows::Said;
use crate::diag::{Diagnostic, FileId, Place, Span};
use crate::edit::front_matter::Value;
use crate::model::Value as Typed;
use crate::model::schema::Numbering;
use crate::model::site::FieldValue;
use crate::model::{Field, FieldType, Site};

/// What a cell says, and whether the record says so already.
pub(super) struct Wanted {
    pub(super) value: Value,
    pub(super) is_there: bool,
}

/// The value of `field` that a cell says; `now` is what the record has.
pub(super) fn of_field(
    field: &Field,
    said: &Said,
    now: Option<&FieldValue>,
    names: &Names,
    rules: &Rules,
    site: &Site,
) -> Result<Wanted, Vec<Diagnostic>> {
    let now = now.map(|now| &now.value);
    let there = |value, is_there| Wanted { value, is_there };
    if now.is_some_and(|now| site.printed(now) == lines(said.text)) {
        // As an export wrote it, or as the author did.
        return Ok(there(Value::Scalar(said.text.to_owned()), true));
    }
    match &field.ty {
        FieldType::Ref(to) => {
            let named = names.find(to, said.text, said.place).map_err(|p| vec![p])?;
            let is_there = matches!(now, Some(Typed::Ref(known)) if named.is(*known));
            Ok(there(Value::Scalar(names.id(&named)), is_there))
        }
        FieldType::Refs(to) => {
            let found = names.find_all(to, said.text, said.place)?;
            let known: &[Typed] = match now {
                Some(Typed::List(values)) => values,
                Some(one) => std::slice::from_ref(one),
                None => &[],
            };
            let is_same = |(known, named): (&Typed, &Named)| matches!(known, Typed::Ref(page) if named.is(*page));
            let is_there = now.is_some()
                && known.len() == found.len()
                && known.iter().zip(&found).all(is_same);
            let ids = found.iter().map(|named| names.id(named)).collect();
            Ok(there(Value::List(ids), is_there))
        }
        FieldType::List(inner) => {
            let items: Vec<String> = items(said.text);
            let problems: Vec<Diagnostic> = items
                .iter()
                .filter_map(|item| check(inner, field, item, said, rules).err())
                .collect();
            match problems.is_empty() {
                true => Ok(there(Value::List(items), false)),
                false => Err(problems),
            }
        }
        ty => {
            let text = lines(said.text);
            check(ty, field, &text, said, rules).map_err(|problem| vec![problem])?;
            Ok(there(Value::Scalar(text), false))
        }
    }
}

fn check(
    ty: &FieldType,
    field: &Field,
    text: &str,
    said: &Said,
    rules: &Rules,
) -> Result<(), Diagnostic> {
    let span = match said.place {
        Place::Span(span) => *span,
        _ => Span::new(FileId(0), 0, 0),
    };
    (rules.value)(ty, &field.key, text, span)
        .map(|_| ())
        .map_err(|mut problem| {
            problem.place = said.place.clone();
            problem
        })
}

/// The items of a list: lines, else what stands between 、.
fn items(text: &str) -> Vec<String> {
    let separator = match text.contains('\n') {
        true => '\n',
        false => '、',
    };
    let items = text.split(separator).map(str::trim);
    items
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `text` with one kind of line break.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// What the cell of a number says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// A number, without the signs that are printed around it.
    Plain(String),
    /// What is printed in place of one.
    Label(String),
}

/// The number that `text` prints.
pub(super) fn number(numbering: &Numbering, text: &str) -> Number {
    let narrow: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let (before, after) = numbering.format.split_once("{no}").unwrap_or(("", ""));
    let folded = |sign: &str| -> String { sign.nfkc().filter(|c| !c.is_whitespace()).collect() };
    let inner = narrow
        .strip_prefix(folded(before).as_str())
        .and_then(|rest| rest.strip_suffix(folded(after).as_str()))
        .filter(|inner| !inner.is_empty());
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match inner {
        Some(inner) if is_number(inner) => Number::Plain(inner.to_owned()),
        _ if numbering.label_field.is_some() && !is_number(&narrow) => {
            Number::Label(text.to_owned())
        }
        Some(inner) => Number::Plain(inner.to_owned()),
        None => Number::Plain(narrow),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_the_signs_that_are_printed_around_them() {
        let number = |format: &str, label: Option<&str>, text| {
            let numbering = Numbering {
                field: "no".to_owned(),
                format: format.to_owned(),
                scope: None,
                autolink: true,
                label_field: label.map(str::to_owned),
            };
            number(&numbering, text)
        };
        let plain = |text: &str| Number::Plain(text.to_owned());
        for text in ["8", "(8)", "（8）", "（８）", " ( 8 ) "] {
            assert_eq!(number("({no})", Some("label"), text), plain("8"), "{text}");
        }
        assert_eq!(number("({no})", None, "1.10"), plain("1.10"));
        assert_eq!(number("第{no}条", None, "第２条"), plain("2"));
        assert_eq!(number("REQ-{no}", None, "REQ-08"), plain("08"));
        assert_eq!(number("({no})", None, "A-3"), plain("A-3"));
        let label = Number::Label("<目標1>".to_owned());
        assert_eq!(number("目標{no}", Some("label"), "<目標1>"), label);
    }
}
