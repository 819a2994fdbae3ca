//! One front matter scalar, typed.

use crate::diag::{Code, Diagnostic, Localized, Span};
use crate::model::FieldType;
use crate::model::value::{DateValue, Value};
use crate::text::date::{self, DateError};
use crate::text::{period, suggest};

/// Types `text`, which stands at `span`, as `ty`. Relations are typed elsewhere.
pub fn scalar(ty: &FieldType, key: &str, text: &str, span: Span) -> Result<Value, Diagnostic> {
    let invalid = |variant| {
        Diagnostic::new(Code::InvalidValue, span)
            .arg("key", key)
            .arg("value", text)
            .help(variant)
    };
    match ty {
        FieldType::Int => match text.parse::<i64>() {
            Ok(number) => Ok(Value::Int(number, text.to_owned())),
            Err(_) => Err(invalid("int")),
        },
        FieldType::Decimal if is_decimal(text) => Ok(Value::Text(text.to_owned())),
        FieldType::Decimal => Err(invalid("decimal")),
        FieldType::Bool => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(invalid("bool")),
        },
        FieldType::Enum(values) => enumerated(values, key, text, span),
        FieldType::Date => dated(key, text, span),
        FieldType::Period => spanned(key, text, span),
        FieldType::Url if is_web_address(text) => Ok(Value::Text(text.to_owned())),
        FieldType::Url => Err(invalid("url")),
        FieldType::Quantity | FieldType::Money { .. } if !text.chars().any(|c| c.is_numeric()) => {
            Err(invalid("number"))
        }
        FieldType::List(item) => Ok(Value::List(vec![scalar(item, key, text, span)?])),
        FieldType::String
        | FieldType::Text
        | FieldType::Quantity
        | FieldType::Money { .. }
        | FieldType::Ref(_)
        | FieldType::Refs(_) => Ok(Value::Text(text.to_owned())),
    }
}

fn enumerated(values: &[String], key: &str, text: &str, span: Span) -> Result<Value, Diagnostic> {
    if values.iter().any(|v| v == text) {
        return Ok(Value::Text(text.to_owned()));
    }
    let mut problem = Diagnostic::new(Code::UnknownEnumValue, span)
        .arg("key", key)
        .arg("value", text)
        .arg("values", Localized::list(values));
    if let Some(nearest) = suggest::nearest(text, values.iter().map(String::as_str)) {
        problem = problem.arg("nearest", nearest).help("nearest");
    }
    Err(problem.help("values"))
}

fn dated(key: &str, text: &str, span: Span) -> Result<Value, Diagnostic> {
    match date::parse(text) {
        Ok(date) => Ok(date_value(text, date.edtf)),
        Err(reason) => Err(invalid_date(key, text, span, reason)),
    }
}

fn spanned(key: &str, text: &str, span: Span) -> Result<Value, Diagnostic> {
    match period::parse(text) {
        Ok(period) => Ok(date_value(text, period.edtf())),
        Err(reason) => Err(invalid_date(key, text, span, reason)),
    }
}

/// What a value that can be used makes one wonder: a period that ends before it begins.
pub(super) fn doubt(ty: &FieldType, key: &str, text: &str, span: Span) -> Option<Diagnostic> {
    match ty {
        FieldType::List(item) => doubt(item, key, text, span),
        FieldType::Period if period::parse(text).is_ok_and(|period| period.is_reversed()) => {
            let problem = Diagnostic::new(Code::ReversedPeriod, span).arg("key", key);
            Some(problem.arg("value", text).help("order"))
        }
        _ => None,
    }
}

fn date_value(raw: &str, edtf: String) -> Value {
    Value::Date(DateValue {
        raw: raw.to_owned(),
        edtf,
    })
}

fn invalid_date(key: &str, text: &str, span: Span, reason: DateError) -> Diagnostic {
    Diagnostic::new(Code::InvalidDate, span)
        .arg("key", key)
        .arg("value", text)
        .help(reason.key())
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_web_address(text: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        text.strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    fn typed(ty: FieldType, text: &str) -> Result<Value, Code> {
        scalar(&ty, "k", text, Span::new(FileId(0), 0, 0)).map_err(|d| d.code)
    }

    #[test]
    fn scalars_are_typed_and_keep_what_was_written() {
        assert_eq!(typed(FieldType::Int, "08"), Ok(Value::Int(8, "08".into())));
        assert_eq!(
            typed(FieldType::Decimal, "1.10"),
            Ok(Value::Text("1.10".into()))
        );
        assert_eq!(typed(FieldType::Decimal, "1."), Err(Code::InvalidValue));
        assert_eq!(typed(FieldType::Bool, "no"), Err(Code::InvalidValue));
        let values = FieldType::Enum(vec!["検討".into(), "実施中".into()]);
        assert_eq!(
            typed(values.clone(), "検討"),
            Ok(Value::Text("検討".into()))
        );
        assert_eq!(typed(values, "検当"), Err(Code::UnknownEnumValue));
        let Ok(Value::Date(date)) = typed(FieldType::Date, "H30.12.19") else {
            panic!("a date");
        };
        assert_eq!(date.edtf, "2018-12-19");
        assert_eq!(
            typed(FieldType::Url, "javascript:alert(1)"),
            Err(Code::InvalidValue)
        );
        let Ok(Value::Date(period)) = typed(FieldType::Period, "2019年9月/..") else {
            panic!("a period");
        };
        assert_eq!(period.edtf, "2019-09/..");
    }
}
