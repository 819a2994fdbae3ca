//! Edits of front matter, YAML between `---` or TOML between `+++`: of one value at a time, so that
//! the order of the keys, comments, quotes and everything else stay as the author wrote them.

use std::ops::Range;

use super::{Edit, line_end, line_start, next_line, toml_text, yaml};
use crate::diag::Span;
use crate::model::{FrontMatter, RawKind, RawValue};

/// A value to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A scalar that shall be read as this text.
    Scalar(String),
    /// A list of such.
    List(Vec<String>),
}

impl Value {
    /// Whether `written` says the same.
    pub fn is(&self, written: &RawValue) -> bool {
        let is_text =
            |raw: &RawValue, text: &String| matches!(&raw.kind, RawKind::Scalar(t) if t == text);
        match (self, &written.kind) {
            (Value::Scalar(text), _) => is_text(written, text),
            (Value::List(texts), RawKind::List(items)) => {
                items.len() == texts.len() && items.iter().zip(texts).all(|(i, t)| is_text(i, t))
            }
            (Value::List(texts), RawKind::Scalar(_)) => {
                matches!(texts.as_slice(), [only] if is_text(written, only))
            }
            (Value::List(texts), _) => texts.is_empty(),
        }
    }
}

/// The edits by which the front matter of `text` has these values, in place where a key is there,
/// else at its end, in their order; a file without front matter gets one. Keys that have their
/// value already are left alone. `None` where a value is a table, which has no one place.
pub fn set(front: &FrontMatter, text: &str, values: &[(&str, Value)]) -> Option<Vec<Edit>> {
    let whole = Block::of(front, text);
    let mut edits = Vec::new();
    let mut added = Vec::new();
    for (key, value) in values {
        let entry = front.entries.iter().find(|(known, ..)| known == key);
        match entry {
            Some((_, _, written)) if value.is(written) => {}
            Some((_, key, written)) => edits.push(whole.replaced(*key, written, value)?),
            None => added.push((*key, value)),
        }
    }
    if !added.is_empty() {
        edits.push(whole.with(front, &added));
    }
    Some(edits)
}

/// The texts of a list's items, or of the only one.
pub fn texts(value: &RawValue) -> Vec<String> {
    let text = |item: &RawValue| match &item.kind {
        RawKind::Scalar(text) => Some(text.clone()),
        _ => None,
    };
    value.items().iter().filter_map(text).collect()
}

/// The edit by which one scalar of the front matter, perhaps an item of a list, says `new`, in the
/// quotes that it has. `None` where it stands on several lines.
pub fn reworded(front: &FrontMatter, text: &str, written: &RawValue, new: &str) -> Option<Edit> {
    let whole = Block::of(front, text);
    let old = &text[written.span.range()];
    let is_line = matches!(written.kind, RawKind::Scalar(_)) && !old.contains('\n');
    let new = match whole.is_toml {
        true => toml_like(new, old),
        false => yaml_like(new, old),
    };
    is_line.then(|| Edit::replace(written.span.range(), new))
}

/// The edit that takes `key` with its value and its lines out. `None` when there is none.
pub fn remove(front: &FrontMatter, text: &str, key: &str) -> Option<Edit> {
    let at = front.entries.iter().position(|(known, ..)| known == key)?;
    let (_, key, value) = &front.entries[at];
    let whole = Block::of(front, text);
    let end = whole.value_range(*key, value).end;
    let start = key.start as usize;
    if whole.is_braced {
        let next = front.entries.get(at + 1);
        let before = at.checked_sub(1).map(|at| &front.entries[at]);
        return Some(Edit::remove(match (next, before) {
            (Some((_, next, _)), _) => start..next.start as usize,
            (None, Some((_, key, value))) => whole.value_range(*key, value).end..end,
            (None, None) => start..end,
        }));
    }
    Some(Edit::remove(line_start(text, start)..next_line(text, end)))
}

/// The front matter of a file.
struct Block<'t> {
    text: &'t str,
    /// Between the fences; `None` where there is no front matter.
    inside: Option<Range<usize>>,
    is_toml: bool,
    /// YAML in braces: `{no: 8}`.
    is_braced: bool,
}

impl<'t> Block<'t> {
    fn of(front: &FrontMatter, text: &'t str) -> Block<'t> {
        let inside = front.span.map(|span| {
            let whole = &text[span.range()];
            let close = line_start(text, span.start as usize + whole.trim_end().len());
            next_line(text, span.start as usize).min(close)..close
        });
        let is_toml = front
            .span
            .is_some_and(|span| text[span.range()].starts_with("+++"));
        let first = inside.clone().and_then(|inside| {
            let mut lines = text[inside].lines().map(str::trim_start);
            lines.find(|line| !line.is_empty() && !line.starts_with('#'))
        });
        let is_braced = !is_toml && first.is_some_and(|line| line.starts_with('{'));
        Block {
            text,
            inside,
            is_toml,
            is_braced,
        }
    }

    /// The edit that puts `value` where `written` stands.
    fn replaced(&self, key: Span, written: &RawValue, value: &Value) -> Option<Edit> {
        if matches!(written.kind, RawKind::Map(_)) {
            return None;
        }
        let range = self.value_range(key, written);
        let old = &self.text[range.clone()];
        if self.is_toml {
            return Some(Edit::replace(range, self.toml(value, Some(old))));
        }
        let colon = self.colon(key);
        if let (Some(indent), Value::List(texts)) = (self.dashes(written), value) {
            let items = written.items();
            let line = format!("{}{}", line_end(self.text), " ".repeat(indent));
            let list: Vec<String> = texts
                .iter()
                .map(|text| format!("- {}", self.item(text, items)))
                .collect();
            if !list.is_empty() {
                return Some(Edit::replace(range, list.join(&line)));
            }
        }
        let new = match value {
            Value::Scalar(text) => yaml_like(text, old),
            Value::List(texts) => self.flow(texts, written.items()),
        };
        let gap = &self.text[colon..range.start];
        Some(match gap.split_once('\n') {
            // The value stands on lines of its own; what is a comment behind the key stays there.
            Some((line, _)) => {
                let line = line.trim_end_matches('\r');
                Edit::replace(colon..range.end, format!(" {new}{line}"))
            }
            None if gap.is_empty() => Edit::replace(range, format!(" {new}")),
            None => Edit::replace(range, new),
        })
    }

    /// The edit that adds keys at the end.
    fn with(&self, front: &FrontMatter, added: &[(&str, &Value)]) -> Edit {
        let end = line_end(self.text);
        let lines = |indent: &str| -> String {
            let line = |(key, value): &(&str, &Value)| match self.is_toml {
                true => format!("{} = {}{end}", toml_text::key(key), self.toml(value, None)),
                false => format!("{indent}{key}: {}{end}", self.yaml(value)),
            };
            added.iter().map(line).collect()
        };
        let Some(inside) = &self.inside else {
            return Edit::insert(0, format!("---{end}{}---{end}", lines("")));
        };
        let last = front.entries.last();
        if self.is_braced {
            let from = last.map_or(inside.start, |(_, key, v)| self.value_range(*key, v).end);
            let close = self.text[from..inside.end].find('}');
            let pairs: Vec<String> = added
                .iter()
                .map(|(key, value)| format!("{key}: {}", self.yaml(value)))
                .collect();
            let comma = if last.is_some() { ", " } else { "" };
            let at = match (last, close) {
                (None, Some(close)) => from + close,
                _ => from,
            };
            return Edit::insert(at, format!("{comma}{}", pairs.join(", ")));
        }
        let first_table = front.entries.iter().find_map(|(_, key, _)| {
            let start = line_start(self.text, key.start as usize);
            let is_head = self.text[start..].trim_start().starts_with('[');
            (self.is_toml && is_head).then_some(start)
        });
        let indent = front.entries.first().map_or("", |(_, key, _)| {
            let key = key.start as usize;
            let before = &self.text[line_start(self.text, key)..key];
            if before.trim().is_empty() { before } else { "" }
        });
        Edit::insert(first_table.unwrap_or(inside.end), lines(indent))
    }

    /// Where a value stands, with the sign of a block scalar; empty behind the colon where there is
    /// none.
    fn value_range(&self, key: Span, value: &RawValue) -> Range<usize> {
        let (start, end) = (value.span.start as usize, value.span.end as usize);
        if self.is_toml {
            return start..end;
        }
        let colon = self.colon(key);
        if self.text[value.span.range()].trim().is_empty() {
            return colon..colon;
        }
        if let (Some(_), RawKind::List(items)) = (self.dashes(value), &value.kind)
            && let (Some(first), Some(last)) = (items.first(), items.last())
        {
            let line = line_start(self.text, first.span.start as usize);
            let dash = self.text[line..].find('-').map_or(line, |at| line + at);
            return dash..last.span.end as usize;
        }
        let gap = &self.text[colon.min(start)..start];
        let sign = gap.len() - gap.trim_start().len();
        match gap[sign..].starts_with(['|', '>']) {
            true => colon + sign..end,
            false => start..end,
        }
    }

    /// Behind the colon of a YAML key.
    fn colon(&self, key: Span) -> usize {
        let end = key.end as usize;
        self.text[end..].find(':').map_or(end, |at| end + at + 1)
    }

    /// The column of the dashes of a YAML block list.
    fn dashes(&self, value: &RawValue) -> Option<usize> {
        let RawKind::List(items) = &value.kind else {
            return None;
        };
        let first = items.first()?.span.start as usize;
        let before = &self.text[line_start(self.text, first)..first];
        (before.trim() == "-").then(|| before.len() - before.trim_start().len())
    }

    fn yaml(&self, value: &Value) -> String {
        match value {
            Value::Scalar(text) => yaml_like(text, ""),
            Value::List(texts) => self.flow(texts, &[]),
        }
    }

    fn flow(&self, texts: &[String], known: &[RawValue]) -> String {
        let is_safe = |item: &String| {
            item.starts_with(['"', '\'']) || !item.contains([',', '[', ']', '{', '}'])
        };
        let item = |text: &String| {
            let known = Some(self.item(text, known)).filter(is_safe);
            known.unwrap_or_else(|| yaml::scalar(text))
        };
        let items: Vec<String> = texts.iter().map(item).collect();
        format!("[{}]", items.join(", "))
    }

    /// An item of a YAML list, as it stands there already if it does.
    fn item(&self, text: &str, known: &[RawValue]) -> String {
        let same = known
            .iter()
            .find(|item| matches!(&item.kind, RawKind::Scalar(t) if t == text));
        let source = same.map(|item| &self.text[item.span.range()]);
        match source {
            Some(source) if !source.contains('\n') => source.to_owned(),
            _ => yaml::scalar(text),
        }
    }

    fn toml(&self, value: &Value, old: Option<&str>) -> String {
        match value {
            Value::Scalar(text) => toml_like(text, old.unwrap_or_default()),
            Value::List(texts) => {
                let items: Vec<String> = texts.iter().map(|text| toml_text::string(text)).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }
}

/// A TOML scalar in the quotes of the one that it replaces.
fn toml_like(text: &str, old: &str) -> String {
    let is_literal = old.starts_with('\'') && !old.starts_with("'''");
    if is_literal && !text.contains(|c: char| c == '\'' || c.is_control()) {
        return format!("'{text}'");
    }
    match old.starts_with(['"', '\'']) {
        true => toml_text::string(text),
        false => toml_text::scalar(text),
    }
}

/// A YAML scalar in the quotes of the one that it replaces. Booleans stay words.
fn yaml_like(text: &str, old: &str) -> String {
    let is_plain = |c: char| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    if matches!(text, "true" | "false") && !old.starts_with(['"', '\'']) {
        return text.to_owned();
    }
    if old.starts_with('\'') && text.chars().all(is_plain) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    match old.starts_with('"') {
        true => yaml::quoted(text),
        false => yaml::scalar(text),
    }
}
