//! The text of a new record: the front matter that its schema wants, and one line to replace.
//!
//! No value is invented that would go out as a fact: a required field stays empty, and the build
//! says so until the author fills it in. Only of an `enum` the first value is taken, where lists of
//! states begin; `new` tells of it.

use super::number;
use crate::diag::Lang;
use crate::edit::yaml;
use crate::model::schema::{Collection, CollectionId, Numbering};
use crate::model::{Field, FieldType, Site};
use crate::pipeline::Survey;

/// As many ids or values as a comment lists.
const LISTED: usize = 8;

/// The text of a new file.
pub(super) struct Draft {
    pub(super) text: String,
    /// Required fields that want the author's eye.
    pub(super) open: Vec<Open>,
}

/// A required field.
pub(super) enum Open {
    /// It has no value.
    Missing { key: String, label: String },
    /// It has one that may be wrong.
    Assumed {
        key: String,
        label: String,
        value: String,
    },
}

/// A page outside collections.
pub(super) fn page(title: &str, lang: Lang) -> Draft {
    let (weight, body) = match lang {
        Lang::Ja => (
            "フォルダーの中の順。小さいものが先",
            "ここに本文を書いてください。",
        ),
        Lang::En => ("place in its folder, small first", "Write the text here."),
    };
    let title = yaml::scalar(title);
    Draft {
        text: format!("---\ntitle: {title}\n# weight:  # {weight}\n---\n{body}\n"),
        open: Vec::new(),
    }
}

/// The translation of a record of `collection`, which takes all but its words from the original.
pub(super) fn translation(
    survey: &Survey,
    collection: CollectionId,
    title: Option<&str>,
    lang: Lang,
) -> Draft {
    let mut front = Front::new(&survey.site, lang);
    front.title(title);
    front.finish(&survey.site.config.schema.collections[collection])
}

/// A record of `collection`.
pub(super) fn record(
    survey: &Survey,
    collection: CollectionId,
    title: Option<&str>,
    lang: Lang,
) -> Draft {
    let site = &survey.site;
    let declared = &site.config.schema.collections[collection];
    let mut front = Front::new(site, lang);
    if let Some(numbering) = &declared.number {
        front.number(numbering, number::next(survey, collection));
    }
    front.title(title);
    if declared.number.is_none() {
        let note = front.word("並べる順。小さいものが先", "place in the list, small first");
        front.comment("weight", note);
    }
    let numbering = declared.number.as_ref();
    let is_number = |field: &Field| numbering.is_some_and(|n| n.field == field.key);
    for field in declared.fields.iter().filter(|field| !is_number(field)) {
        front.field(field);
    }
    front.statement_fields(declared);
    front.finish(declared)
}

/// The line that the author replaces. It has no number and no sign, so that nothing in it links.
fn statement(collection: &Collection, lang: Lang) -> String {
    let label = collection
        .statement_label
        .as_ref()
        .map(|label| yaml::line(label.get(lang)));
    match (label, lang) {
        (Some(label), Lang::Ja) => format!("ここに{label}を書いてください。"),
        (Some(label), Lang::En) => format!("Write the {} here.", label.to_lowercase()),
        (None, Lang::Ja) => "ここに文を書いてください。一項目が一つの文になります。".to_owned(),
        (None, Lang::En) => "Write a statement here; each item of the list is one.".to_owned(),
    }
}

struct Front<'s> {
    site: &'s Site,
    lang: Lang,
    lines: Vec<String>,
    open: Vec<Open>,
}

impl<'s> Front<'s> {
    fn new(site: &'s Site, lang: Lang) -> Self {
        Front {
            site,
            lang,
            lines: Vec::new(),
            open: Vec::new(),
        }
    }

    /// The whole text.
    fn finish(self, collection: &Collection) -> Draft {
        let lines = self.lines.join("\n");
        let body = statement(collection, self.lang);
        Draft {
            text: format!("---\n{lines}\n---\n- {body}\n"),
            open: self.open,
        }
    }

    fn title(&mut self, title: Option<&str>) {
        match title {
            Some(title) => self.lines.push(format!("title: {}", yaml::scalar(title))),
            None => {
                let note = self.word(
                    "題名。書かなければ、初めの文が題名になる",
                    "the title; the first sentence where there is none",
                );
                self.comment("title", note);
            }
        }
    }

    fn word(&self, ja: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// A key that may stay away, with what it is for.
    fn comment(&mut self, key: &str, note: &str) {
        self.lines.push(format!("# {key}:  # {note}"));
    }

    fn number(&mut self, numbering: &Numbering, next: Option<u64>) {
        let key = &numbering.field;
        let printed = yaml::line(&numbering.print("…"));
        match (next, &numbering.scope, self.lang) {
            (Some(next), ..) => self.lines.push(format!("{key}: {next}")),
            (None, Some(scope), Lang::Ja) => {
                self.comment(
                    key,
                    &format!("番号（{printed}）。{scope} が同じ記録の中で一つずつ"),
                );
            }
            (None, Some(scope), Lang::En) => self.comment(
                key,
                &format!("the number ({printed}), once among records of the same {scope}"),
            ),
            (None, None, Lang::Ja) => self.comment(key, &format!("番号（{printed}）")),
            (None, None, Lang::En) => self.comment(key, &format!("the number ({printed})")),
        }
        if let Some(label) = &numbering.label_field {
            let note = self.word("番号の代わりに示す文字", "shown in place of the number");
            self.comment(label, note);
        }
    }

    fn field(&mut self, field: &Field) {
        let note = self.note(field);
        let key = &field.key;
        let label = yaml::line(field.label.get(self.lang));
        match &field.ty {
            _ if !field.required => self.comment(key, &note),
            FieldType::Enum(values) => {
                let value = values.first().cloned().unwrap_or_default();
                self.lines
                    .push(format!("{key}: {}  # {note}", yaml::scalar(&value)));
                self.open.push(Open::Assumed {
                    key: key.clone(),
                    label,
                    value,
                });
            }
            _ => {
                self.lines.push(format!("{key}:  # {note}"));
                self.open.push(Open::Missing {
                    key: key.clone(),
                    label,
                });
            }
        }
    }

    /// `状態（必須）: 案 | 承認`: the field's name, what it takes, what there is to choose from.
    fn note(&self, field: &Field) -> String {
        let mut about: Vec<String> = Vec::new();
        if field.required {
            about.push(self.word("必須", "required").to_owned());
        }
        about.extend(self.kind(&field.ty));
        let mut note = yaml::line(field.label.get(self.lang));
        if !about.is_empty() {
            note.push_str(&match self.lang {
                Lang::Ja => format!("（{}）", about.join("、")),
                Lang::En => format!(" ({})", about.join(", ")),
            });
        }
        if let Some(choice) = self.choice(&field.ty) {
            note.push_str(&format!(": {choice}"));
        }
        note
    }

    /// What a value of the type looks like, where its name does not say it.
    fn kind(&self, ty: &FieldType) -> Option<String> {
        let example = |ja, en| Some(self.word(ja, en).to_owned());
        match ty {
            FieldType::String | FieldType::Enum(_) | FieldType::Bool => None,
            FieldType::Text => example("文章", "prose"),
            FieldType::Int => example("整数", "a whole number"),
            FieldType::Decimal => example("数", "a number"),
            FieldType::Date => example(
                "例: 令和2年3月、2020-03-31、2020年度",
                "e.g. 2020-03-31, 2020-03, 令和2年3月",
            ),
            FieldType::Period => example(
                "例: 2020-04/2021-03、2020-04/..、2020年度",
                "e.g. 2020-04/2021-03, 2020-04/..",
            ),
            FieldType::Url => example("例: https://example.jp/", "e.g. https://example.jp/"),
            FieldType::Quantity => example("例: 約100万人", "e.g. 100 km"),
            FieldType::Money { unit } => Some(match self.lang {
                Lang::Ja => format!("例: 1,200。単位は{}", yaml::line(unit)),
                Lang::En => format!("e.g. 1,200, in {}", yaml::line(unit)),
            }),
            FieldType::Ref(to) => Some(self.ids_of(to, "id of")),
            FieldType::Refs(to) => Some(self.ids_of(to, "ids of")),
            FieldType::List(inner) => Some(match (self.kind(inner), self.lang) {
                (Some(inner), Lang::Ja) => format!("[ ] に並べる、{inner}"),
                (Some(inner), Lang::En) => format!("a list in [ ], {inner}"),
                (None, Lang::Ja) => "[ ] に並べる".to_owned(),
                (None, Lang::En) => "a list in [ ]".to_owned(),
            }),
        }
    }

    fn ids_of(&self, to: &str, of: &str) -> String {
        let schema = &self.site.config.schema;
        let collection = schema.by_key(to);
        let label = collection.map_or(to, |c| schema.collections[c].label.get(self.lang));
        let label = yaml::line(label);
        match (self.lang, self.ids(to).is_empty()) {
            (Lang::Ja, false) => format!("{label}の id"),
            (Lang::Ja, true) => format!("{label}の id。まだ一件もない"),
            (Lang::En, false) => format!("{of} {label}"),
            (Lang::En, true) => format!("{of} {label}, none yet"),
        }
    }

    /// The values to choose from, as they would be written.
    fn choice(&self, ty: &FieldType) -> Option<String> {
        let one = |values: &[String]| listed(values, " | ");
        let many = |values: &[String]| format!("[{}]", listed(values, ", "));
        match ty {
            FieldType::Enum(values) => Some(one(values)),
            FieldType::Bool => Some("true | false".to_owned()),
            FieldType::Ref(to) => Some(self.ids(to))
                .filter(|ids| !ids.is_empty())
                .map(|ids| one(&ids)),
            FieldType::Refs(to) => Some(self.ids(to))
                .filter(|ids| !ids.is_empty())
                .map(|ids| many(&ids)),
            FieldType::List(inner) => match &**inner {
                FieldType::Enum(values) => Some(many(values)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The ids of a collection in reading order.
    fn ids(&self, key: &str) -> Vec<String> {
        let Some(collection) = self.site.config.schema.by_key(key) else {
            return Vec::new();
        };
        let pages = self.site.records[collection].iter();
        let records = pages.filter_map(|page| self.site.page(*page).record.as_ref());
        records.map(|record| record.id.clone()).collect()
    }

    /// What may stand at the end of a statement.
    fn statement_fields(&mut self, collection: &Collection) {
        for field in &collection.statement_fields {
            let (key, note) = (&field.key, self.note(field));
            self.lines.push(match self.lang {
                Lang::Ja => format!("# 文の終わりに {{{key}=…}} と書ける: {note}"),
                Lang::En => format!("# a statement may end in {{{key}=…}}: {note}"),
            });
        }
    }
}

fn listed(values: &[String], between: &str) -> String {
    let mut shown: Vec<String> = values
        .iter()
        .take(LISTED)
        .map(|v| yaml::scalar(v))
        .collect();
    if values.len() > LISTED {
        shown.push("…".to_owned());
    }
    yaml::line(&shown.join(between))
}
