//! What a row wants of a record.

use super::columns::Meaning;
use super::names::Names;
use super::rows::{Row, Said};
use super::values::{self, Number, Wanted};
use super::{Rules, cells};
use crate::diag::Diagnostic;
use crate::edit::front_matter::Value;
use crate::model::schema::Collection;
use crate::model::site::TitleSource;
use crate::model::{Page, PageId, RawKind, Site};
use crate::text::truncate::statement_title;

/// What a row wants of one key.
pub(super) struct Entry {
    pub(super) key: String,
    /// `None` where the row says nothing.
    pub(super) wanted: Option<Wanted>,
    pub(super) is_filled: bool,
}

/// What a row wants of a record.
#[derive(Default)]
pub(super) struct Wants {
    /// In the order in which a new record has them.
    pub(super) entries: Vec<Entry>,
    /// The statements; `None` where there is no column of them, nothing where its cell is empty.
    pub(super) body: Option<Vec<String>>,
    pub(super) no: Option<String>,
    pub(super) label: Option<String>,
}

/// What is needed to understand the cells of a row.
pub(super) struct Reader<'a> {
    pub(super) site: &'a Site,
    pub(super) collection: &'a Collection,
    pub(super) names: &'a Names<'a>,
    pub(super) rules: &'a Rules<'a>,
}

impl Reader<'_> {
    /// What the row says of where its number counts.
    pub(super) fn scope(&self, row: &Row) -> Result<Option<String>, Vec<Diagnostic>> {
        let numbering = self.collection.number.as_ref();
        let Some(key) = numbering.and_then(|n| n.scope.as_ref()) else {
            return Ok(None);
        };
        let field = self.collection.fields.iter().position(|f| f.key == *key);
        let meaning = field.map_or_else(|| Meaning::Key(key.clone()), Meaning::Field);
        let Some(said) = row.get(&meaning) else {
            return Ok(None);
        };
        let Some(field) = field.map(|at| &self.collection.fields[at]) else {
            return Ok(Some(said.text.to_owned()));
        };
        let wanted = values::of_field(field, said, None, self.names, self.rules, self.site)?;
        Ok(match wanted.value {
            Value::Scalar(text) => Some(text),
            Value::List(_) => None,
        })
    }

    /// What the row wants of the record `found`, or of a new one.
    pub(super) fn read(&self, row: &Row, found: Option<PageId>) -> Result<Wants, Vec<Diagnostic>> {
        let page = found.map(|page| self.site.page(page));
        let mut wants = Wants::default();
        let mut problems = Vec::new();
        for (meaning, said) in row.all() {
            let is_silent = said.text.is_empty();
            match meaning {
                Meaning::Id | Meaning::Title => {}
                Meaning::Body => wants.body = Some(body(said, page)),
                Meaning::Number => self.number(said, page, &mut wants),
                Meaning::Key(key) => {
                    let now = page.and_then(|page| raw(page, key));
                    let value = Value::Scalar(said.text.to_owned());
                    let is_there = now == Some(said.text);
                    let wanted = (!is_silent).then_some(Wanted { value, is_there });
                    wants.push(key, wanted, said);
                }
                Meaning::Field(at) => {
                    let field = &self.collection.fields[*at];
                    let now = page.and_then(|page| page.fields.iter().find(|(i, _)| i == at));
                    let now = now.map(|(_, value)| value);
                    let (names, rules) = (self.names, self.rules);
                    let wanted = match is_silent {
                        true => Ok(None),
                        false => {
                            values::of_field(field, said, now, names, rules, self.site).map(Some)
                        }
                    };
                    match wanted {
                        Ok(wanted) => wants.push(&field.key, wanted, said),
                        Err(found) => problems.extend(found),
                    }
                }
            }
        }
        // A title that was made of the statements is none of its own.
        let title = row.all().find(|(meaning, _)| *meaning == Meaning::Title);
        if let Some((_, said)) = title {
            let first = wants.body.iter().flatten().next();
            let made = first.map(|statement| statement_title(statement));
            let has_own = page.is_some_and(|page| {
                matches!(
                    page.title_source,
                    TitleSource::FrontMatter | TitleSource::Heading
                )
            });
            let is_made = !has_own && made.as_deref() == Some(said.text);
            let is_there = is_made || page.is_some_and(|page| page.title == said.text);
            let value = Value::Scalar(said.text.to_owned());
            let is_silent = said.text.is_empty() || (is_made && page.is_none());
            wants.push(
                "title",
                (!is_silent).then_some(Wanted { value, is_there }),
                said,
            );
        }
        wants.entries.sort_by_key(|entry| self.order(&entry.key));
        match problems.is_empty() {
            true => Ok(wants),
            false => Err(problems),
        }
    }

    fn number(&self, said: &Said, page: Option<&Page>, wants: &mut Wants) {
        let Some(numbering) = &self.collection.number else {
            return;
        };
        if said.text.is_empty() {
            return wants.push(&numbering.field, None, said);
        }
        if page.and_then(|page| page.label.as_deref()) == Some(said.text) {
            return;
        }
        let now = |key: &str| page.and_then(|page| raw(page, key));
        match (values::number(numbering, said.text), &numbering.label_field) {
            (Number::Label(text), Some(key)) => {
                let is_there = now(key) == Some(&text);
                let value = Value::Scalar(text.clone());
                wants.push(key, Some(Wanted { value, is_there }), said);
                wants.label = Some(text);
            }
            (Number::Label(no) | Number::Plain(no), _) => {
                let record = page.and_then(|page| page.record.as_ref());
                let is_there = record.and_then(|r| r.no.as_deref()) == Some(&no);
                let value = Value::Scalar(no.clone());
                wants.push(&numbering.field, Some(Wanted { value, is_there }), said);
                wants.no = Some(no);
            }
        }
    }

    /// The place of a key in a new record: the number and what belongs to it, the title, the
    /// fields.
    fn order(&self, key: &str) -> usize {
        let numbering = self.collection.number.as_ref();
        let keys = numbering.map(|n| [Some(&n.field), n.label_field.as_ref(), n.scope.as_ref()]);
        let mut first: Vec<&str> = keys
            .iter()
            .flatten()
            .flatten()
            .map(|key| key.as_str())
            .collect();
        first.push("title");
        let field = || self.collection.fields.iter().position(|f| f.key == key);
        let at = first.iter().position(|known| *known == key);
        at.unwrap_or_else(|| first.len() + field().unwrap_or(usize::MAX / 2))
    }
}

impl Wants {
    fn push(&mut self, key: &str, wanted: Option<Wanted>, said: &Said) {
        self.entries.push(Entry {
            key: key.to_owned(),
            wanted,
            is_filled: said.is_filled,
        });
    }
}

/// The statements of a cell.
fn body(cell: &Said, page: Option<&Page>) -> Vec<String> {
    match page {
        Some(page) => {
            let old: Vec<&str> = page.statements.iter().map(|s| s.text.as_str()).collect();
            cells::said(cell.text, &old)
        }
        None => cells::statements(cell.text),
    }
}

/// The scalar that the front matter of a page has at `key`.
fn raw<'p>(page: &'p Page, key: &str) -> Option<&'p str> {
    match &page.document.as_ref()?.front.get(key)?.kind {
        RawKind::Scalar(text) => Some(text),
        _ => None,
    }
}
