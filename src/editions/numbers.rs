//! What printed numbers mean and meant, edition by edition.

use std::collections::BTreeMap;

use super::names::names_now;
use crate::diag::Lang;
use crate::model::edition::{FrozenRecord, FrozenValue, Withdrawal};
use crate::model::number::{self, NumberMeaning, NumberPage};
use crate::model::{Edition, OutPath, Page, PageId, Site};

/// Gives the pages of numbers of `current`, whose state as an edition is `now`, what each number
/// means and meant. `editions` are in order, oldest first.
pub fn tell_numbers(current: &mut Site, editions: &[&Edition], now: &Edition) {
    if current.numbers.is_empty() {
        return;
    }
    let mut found: BTreeMap<(String, String), Vec<NumberMeaning>> = BTreeMap::new();
    let named =
        |(at, page): (usize, &Page)| Some((page.record_name(&current.config.schema)?, PageId(at)));
    let pages: BTreeMap<String, PageId> =
        current.pages.iter().enumerate().filter_map(named).collect();
    let own = now.records.keys().map(|name| (&**name, &**name)).collect();
    note(now, None, &own, &pages, &mut found);
    for (at, edition, names) in names_now(editions, now) {
        note(edition, Some(at), &names, &pages, &mut found);
    }
    let lang = Lang::from_tag(&current.config.lang);
    let mut descriptions = Vec::new();
    for (id, page) in &mut current.numbers {
        let key = (page.key.clone(), page.folded.clone());
        page.meanings = found.remove(&key).unwrap_or_default();
        descriptions.push((*id, titles(page, lang)));
    }
    for (id, titles) in descriptions {
        current.pages[id.0].description = Some(titles).filter(|titles| !titles.is_empty());
    }
}

fn note(
    edition: &Edition,
    at: Option<usize>,
    names: &BTreeMap<&str, &str>,
    pages: &BTreeMap<String, PageId>,
    found: &mut BTreeMap<(String, String), Vec<NumberMeaning>>,
) {
    for (name, record) in &edition.records {
        let (Some(no), Some((key, _))) = (&record.no, name.split_once(':')) else {
            continue;
        };
        if record.is_gone() {
            continue;
        }
        let current = names.get(name.as_str()).and_then(|name| pages.get(*name));
        let meanings = found.entry((key.to_owned(), number::folded(no)));
        let mut meaning = meaning(record, edition, at, current.copied());
        meaning.scope_title = scope_title(key, record, edition);
        meanings.or_default().push(meaning);
    }
}

fn meaning(
    record: &FrozenRecord,
    edition: &Edition,
    at: Option<usize>,
    current: Option<PageId>,
) -> NumberMeaning {
    let url = at.map(|_| OutPath::new(format!("{}{}", edition.folder(), record.url)));
    NumberMeaning {
        edition: at,
        label: record.label.clone(),
        title: record.title.clone(),
        scope: record.scope.clone(),
        scope_title: None,
        is_reserved: record.lineage.withdrawn == Some(Withdrawal::Reserved),
        url,
        current,
    }
}

/// What bounds the number of `record`, of the collection `key`: a record is called by its label or
/// title, another value as it was written.
fn scope_title(key: &str, record: &FrozenRecord, edition: &Edition) -> Option<String> {
    let scope = record.scope.clone()?;
    let schema = &edition.schema;
    let collection = schema.collections.get(schema.by_key(key)?);
    let field = collection.and_then(|c| c.number.as_ref()?.scope.as_ref());
    let value = field.and_then(|field| record.fields.get(field));
    let bound = match value.map(|field| &field.value) {
        Some(FrozenValue::Ref(name)) => edition.records.get(name),
        _ => None,
    };
    let called = bound.map(|bound| bound.label.as_ref().unwrap_or(&bound.title).clone());
    Some(called.unwrap_or(scope))
}

/// The titles of all that a number means and meant, each once.
fn titles(page: &NumberPage, lang: Lang) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for meaning in &page.meanings {
        if !titles.contains(&meaning.title.as_str()) {
            titles.push(&meaning.title);
        }
    }
    titles.join(match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    })
}
