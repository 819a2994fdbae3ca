//! Site → [`Edition`]: what is frozen.

use std::collections::{BTreeMap, BTreeSet};

use super::units::{Body, units};
use crate::model::edition::{
    EDITION_FORMAT, EDITION_VERSION, FrozenAsset, FrozenField, FrozenFile, FrozenInclude,
    FrozenRecord, FrozenReference, FrozenValue, Settings, Stored,
};
use crate::model::source::Include;
use crate::model::value::DateValue;
use crate::model::{
    Edition, EditionFile, Kind, Node, OutPath, Page, PageId, Site, SourceFile, Target, Value,
};

/// What the author says about an edition.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: DateValue,
    /// A remark.
    pub note: Option<String>,
    /// The edition before it.
    pub after: Option<String>,
}

/// The edition that `site` is, made from `files`. `assets` are the copied files to keep, by address.
pub fn freeze(
    site: &Site,
    files: &[SourceFile],
    named: Named,
    assets: BTreeMap<String, FrozenAsset>,
) -> Edition {
    let config = &site.config;
    let sources: BTreeMap<&str, &SourceFile> = files
        .iter()
        .map(|file| (file.path.as_str(), file))
        .collect();
    let written = site
        .pages
        .iter()
        .filter_map(|page| page.source_path.as_deref());
    Edition {
        format: EDITION_FORMAT.to_owned(),
        version: EDITION_VERSION,
        id: named.id,
        title: named.title,
        date: named.date,
        note: named.note,
        after: named.after,
        settings: Settings {
            title: config.title.clone(),
            description: config.description.clone(),
            lang: config.lang.clone(),
            languages: config.languages.clone(),
            cjk_emphasis: config.markdown.cjk_emphasis,
            highlight: config.markdown.highlight,
            math: config.markdown.math,
        },
        schema: config.schema.clone(),
        files: written
            .filter_map(|path| Some((path.to_owned(), frozen_file(sources.get(path)?))))
            .collect(),
        records: site
            .pages
            .iter()
            .filter_map(|page| {
                let source = page
                    .source_path
                    .as_deref()
                    .and_then(|path| sources.get(path));
                let text = source.map_or("", |source| &*source.text);
                Some((page.record_name(&config.schema)?, record(site, page, text)))
            })
            .collect(),
        assets,
        hash: String::new(),
    }
}

/// The edition as its file has it, with what `before` has in the same form left out.
pub fn stored(edition: &Edition, before: Option<&Edition>) -> EditionFile {
    let mut file = edition.with(
        shared(&edition.files, before.map(|e| (&*e.id, &e.files))),
        shared(&edition.records, before.map(|e| (&*e.id, &e.records))),
    );
    file.hash = file.digest();
    file
}

type Map<T> = BTreeMap<String, T>;

/// What differs from the map of the edition of that id, in full; the rest by that id.
fn shared<T: Clone + PartialEq>(own: &Map<T>, before: Option<(&str, &Map<T>)>) -> Map<Stored<T>> {
    let stored = |(key, value): (&String, &T)| {
        let is_same = |(_, map): &(&str, &Map<T>)| map.get(key) == Some(value);
        let same = before.filter(is_same).map(|(id, _)| id.to_owned());
        let stored = match same {
            Some(same) => Stored::Same { same },
            None => Stored::Full(value.clone()),
        };
        (key.clone(), stored)
    };
    own.iter().map(stored).collect()
}

/// The bytes of an edition's file: JSON that reads and compares well.
pub fn text_of(file: &EditionFile) -> String {
    // Serialising maps with string keys into memory cannot fail.
    let mut text = serde_json::to_string_pretty(file).unwrap_or_default();
    text.push('\n');
    text
}

/// The addresses of the copied files that the pages show or link to.
pub fn used_assets(site: &Site) -> BTreeSet<&OutPath> {
    let mut used = BTreeSet::new();
    for document in site.pages.iter().filter_map(|page| page.document.as_ref()) {
        let notes = document.footnotes.iter().flat_map(|note| &note.blocks);
        document
            .blocks
            .iter()
            .chain(notes)
            .for_each(|node| collect_assets(node, &mut used));
    }
    used
}

fn collect_assets<'n>(node: &'n Node, used: &mut BTreeSet<&'n OutPath>) {
    if let Kind::Link { target, .. } | Kind::Image { target, .. } = &node.kind
        && let Target::Asset(path, _) = target
    {
        used.insert(path);
    }
    node.children
        .iter()
        .for_each(|child| collect_assets(child, used));
}

fn frozen_file(source: &&SourceFile) -> FrozenFile {
    let include = |(written, include): (&String, &Include)| match include {
        Include::Text { path, text, .. } => {
            let (path, text) = (path.clone(), text.to_string());
            Some((written.clone(), FrozenInclude { path, text }))
        }
        Include::Missing | Include::Outside | Include::Unread => None,
    };
    FrozenFile {
        text: source.text.to_string(),
        includes: source.includes.iter().filter_map(include).collect(),
    }
}

fn name_of(site: &Site, page: PageId) -> String {
    site.page(page)
        .record_name(&site.config.schema)
        .unwrap_or_default()
}

fn record(site: &Site, page: &Page, text: &str) -> FrozenRecord {
    let Some(identity) = &page.record else {
        return FrozenRecord::default();
    };
    let collection = &site.config.schema.collections[identity.collection];
    let field = |(index, field): &(usize, crate::model::site::FieldValue)| {
        let frozen = FrozenField {
            value: value(site, &field.value),
            inferred: field.inferred,
        };
        (collection.fields[*index].key.clone(), frozen)
    };
    let statement_fields = page.statements.iter().map(|statement| {
        let fields = statement.fields.iter().map(|(index, typed)| {
            let key = collection.statement_fields[*index].key.clone();
            (key, value(site, typed))
        });
        (statement.id.clone(), fields.collect())
    });
    let written = written_ids(text);
    let is_named = |id: &str| written.contains(id);
    let document = page.document.as_ref();
    let body = Body {
        blocks: document.map_or(&[][..], |d| &d.blocks),
        notes: document.map_or(&[][..], |d| &d.footnotes),
        is_named: &is_named,
        fields: &statement_fields.collect(),
        target: &|target| target_of(site, target),
    };
    FrozenRecord {
        path: page.source_path.clone().unwrap_or_default(),
        url: page.url.to_string(),
        no: identity.no.clone(),
        scope: identity.scope.clone(),
        label: page.label.clone(),
        title: page.title.clone(),
        titled: page.title_source != crate::model::site::TitleSource::Statement,
        fields: page.fields.iter().map(field).collect(),
        units: units(&body),
        references: page
            .outgoing
            .iter()
            .map(|edge| site.edge(*edge))
            .map(|edge| FrozenReference {
                unit: edge.statement.clone(),
                text: edge.text.clone(),
                to: name_of(site, edge.to),
                sentence: edge.sentence.clone(),
            })
            .collect(),
        lineage: page.lineage.clone(),
        change: page.change.clone(),
    }
}

/// What a link leads to, as later editions can compare it.
fn target_of(site: &Site, target: &Target) -> Option<String> {
    let page = |page: PageId| {
        let page = site.page(page);
        let name = page.record_name(&site.config.schema);
        name.unwrap_or_else(|| page.source_path.clone().unwrap_or(page.url.to_string()))
    };
    let with = |to: String, anchor: &Option<String>| match anchor {
        Some(anchor) => format!("{to}#{anchor}"),
        None => to,
    };
    Some(match target {
        Target::Page(to, anchor) => with(page(*to), anchor),
        Target::Reference(edge) => page(site.edge(*edge).to),
        Target::Asset(path, anchor) | Target::Edition(path, anchor) => {
            with(path.to_string(), anchor)
        }
        Target::External(url) => url.clone(),
        Target::Unresolved { .. } | Target::Broken => return None,
    })
}

/// The ids that an author gave: what stands in `{#id}`, or `{#id key=value}`.
fn written_ids(text: &str) -> BTreeSet<&str> {
    let starts = text.match_indices("{#").map(|(at, sign)| at + sign.len());
    starts
        .filter_map(|at| Some(&text[at..at + text[at..].find([' ', '}'])?]))
        .collect()
}

fn value(site: &Site, typed: &Value) -> FrozenValue {
    match typed {
        Value::Text(text) => FrozenValue::Text(text.clone()),
        Value::Int(_, text) => FrozenValue::Int(text.clone()),
        Value::Bool(flag) => FrozenValue::Bool(*flag),
        Value::Date(date) => FrozenValue::Date(date.clone()),
        Value::Ref(page) => FrozenValue::Ref(name_of(site, *page)),
        Value::List(values) => FrozenValue::List(values.iter().map(|v| value(site, v)).collect()),
    }
}
