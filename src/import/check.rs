//! Whether a file that was written says what the table says, and nothing else reads in another way.
//!
//! Markdown and YAML have corners that no list of signs to escape covers for good. So what was
//! written is read again, by the same rules as a build reads it, before anything reaches the disk.

use super::change::Change;
use crate::edit::align::Step;
use crate::edit::front_matter::{self, Value};
use crate::edit::statements;
use crate::model::{Document, FrontMatter, Kind, Node, RawKind, RawValue, plain_text};

/// What reads otherwise than it shall.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The value of a key.
    Key {
        key: String,
        wanted: String,
        read: String,
    },
    /// A statement; nothing where there shall be none, or is none.
    Statement { wanted: String, read: String },
    /// Something that was to stay as it is.
    Rest(String),
}

/// What is wrong with the text of a new record, which reads as `document`.
pub(super) fn new_record(
    document: &Document,
    values: &[(&str, Value)],
    says: &[&str],
) -> Option<Fault> {
    let nothing = FrontMatter::default();
    let wanted: Vec<(&str, Option<&Value>)> = values
        .iter()
        .map(|(key, value)| (*key, Some(value)))
        .collect();
    front(&nothing, &document.front, &wanted)
        .or_else(|| said(document, says))
        .or_else(|| rest(&[], &others(document)))
}

/// What is wrong with the text of a changed record, which read as `before` and said `old`, and
/// reads as `after`; `says` is what it shall say.
pub(super) fn changed_record(
    before: &Document,
    after: &Document,
    change: &Change,
    says: &[&str],
) -> Option<Fault> {
    let wanted: Vec<(&str, Option<&Value>)> = change
        .values
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_ref()))
        .collect();
    front(&before.front, &after.front, &wanted)
        .or_else(|| said(after, says))
        .or_else(|| marks(before, after, change))
        .or_else(|| rest(&others(before), &others(after)))
}

/// The keys of `wanted` have those values, or none, and all others what they had.
fn front(
    before: &FrontMatter,
    after: &FrontMatter,
    wanted: &[(&str, Option<&Value>)],
) -> Option<Fault> {
    if after.is_damaged && !before.is_damaged {
        return Some(Fault::Rest("front matter".to_owned()));
    }
    for (key, value) in wanted {
        let raw = after
            .get(key)
            .filter(|raw| !matches!(raw.kind, RawKind::Null));
        let is_so = match (value, raw) {
            (Some(value), Some(raw)) => value.is(raw),
            (Some(Value::List(texts)), None) => texts.is_empty(),
            (value, None) => value.is_none(),
            (None, Some(_)) => false,
        };
        if !is_so {
            return Some(Fault::Key {
                key: (*key).to_owned(),
                wanted: value.map_or(String::new(), shown),
                read: raw.map_or(String::new(), |raw| front_matter::texts(raw).join("、")),
            });
        }
    }
    let is_wanted = |key: &str| wanted.iter().any(|(known, _)| *known == key);
    let keys = [before, after]
        .into_iter()
        .flat_map(|front| front.entries.iter().map(|(key, ..)| key.as_str()));
    let mut kept = keys.filter(|key| !is_wanted(key));
    let moved = kept.find(|key| match (before.get(key), after.get(key)) {
        (Some(one), Some(other)) => !same(one, other),
        _ => true,
    });
    moved.map(|key| Fault::Rest(key.to_owned()))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Scalar(text) => text.clone(),
        Value::List(texts) => texts.join("、"),
    }
}

/// Whether two values say the same, wherever they stand.
fn same(one: &RawValue, other: &RawValue) -> bool {
    match (&one.kind, &other.kind) {
        (RawKind::List(one), RawKind::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        (RawKind::Map(one), RawKind::Map(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len()
                && pairs.all(|((a, _, one), (b, _, other))| a == b && same(one, other))
        }
        (RawKind::Scalar(one), RawKind::Scalar(other)) => one == other,
        (one, other) => matches!((one, other), (RawKind::Null, RawKind::Null)),
    }
}

fn said(document: &Document, says: &[&str]) -> Option<Fault> {
    let read: Vec<String> = statements::statements(document).map(plain_text).collect();
    let count = read.len().max(says.len());
    let at = |at: usize| (says.get(at).copied(), read.get(at).map(String::as_str));
    let (wanted, read) = (0..count).map(at).find(|(wanted, read)| wanted != read)?;
    Some(Fault::Statement {
        wanted: wanted.unwrap_or_default().to_owned(),
        read: read.unwrap_or_default().to_owned(),
    })
}

/// What belongs to the statements that stay: `{#id key=value}`, notes, what hangs below.
fn marks(before: &Document, after: &Document, change: &Change) -> Option<Fault> {
    let steps = &change.statements.as_ref()?.steps;
    let old: Vec<&Node> = statements::statements(before).collect();
    let new: Vec<&Node> = statements::statements(after).collect();
    steps.iter().find_map(|step| {
        let (Step::Same(from, to) | Step::Changed(from, to)) = *step else {
            return None;
        };
        let (from, to) = (old.get(from)?, new.get(to)?);
        (Marks::of(from) != Marks::of(to)).then(|| Fault::Rest(plain_text(to)))
    })
}

/// What belongs to a statement besides its text.
#[derive(Default, PartialEq)]
struct Marks<'n> {
    id: Option<&'n str>,
    classes: &'n [String],
    pairs: Vec<(&'n str, &'n str)>,
    /// Notes and images.
    notes: usize,
    /// The lists and the code below it.
    below: Vec<String>,
}

impl<'n> Marks<'n> {
    fn of(node: &'n Node) -> Marks<'n> {
        let mut marks = Marks::default();
        if let Some(attributes) = &node.attributes {
            let pairs = attributes.pairs.iter();
            marks.id = attributes.id.as_deref();
            marks.classes = &attributes.classes;
            marks.pairs = pairs.map(|(k, v, _)| (k.as_str(), v.as_str())).collect();
        }
        marks.collect(node, false);
        marks
    }

    fn collect(&mut self, node: &Node, is_below: bool) {
        for child in &node.children {
            let mut is_below = is_below;
            match &child.kind {
                Kind::FootnoteReference(_) | Kind::Image { .. } => self.notes += 1,
                Kind::CodeBlock { text, .. } => self.below.push(text.clone()),
                Kind::List { .. } => is_below = true,
                Kind::Item(_) if is_below => self.below.push(plain_text(child)),
                _ => {}
            }
            self.collect(child, is_below);
        }
    }
}

/// The blocks that are no statements.
fn others(document: &Document) -> Vec<String> {
    let is_other = |node: &&Node| !matches!(node.kind, Kind::List { .. } | Kind::Paragraph);
    let others = document.blocks.iter().filter(is_other);
    others.map(block_text).collect()
}

fn block_text(node: &Node) -> String {
    match &node.kind {
        Kind::CodeBlock { text, .. } | Kind::TrustedHtml(text) => text.clone(),
        _ => plain_text(node),
    }
}

fn rest(before: &[String], after: &[String]) -> Option<Fault> {
    let count = before.len().max(after.len());
    let mut at = (0..count).map(|at| (before.get(at), after.get(at)));
    let (before, after) = at.find(|(before, after)| before != after)?;
    let text = before.or(after);
    Some(Fault::Rest(text.cloned().unwrap_or_default()))
}
