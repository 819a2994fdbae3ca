//! What printed numbers mean and meant, edition by edition.

use std::collections::BTreeMap;

use super::names::names_now;
use crate::model::edition::{FrozenRecord, Withdrawal};
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
    let mut descriptions = Vec::new();
    for (id, page) in &mut current.numbers {
        let key = (page.key.clone(), page.folded.clone());
        page.meanings = found.remove(&key).unwrap_or_default();
        descriptions.push((*id, titles(page)));
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
        let meaning = meaning(record, edition, at, current.copied());
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
        is_reserved: record.lineage.withdrawn == Some(Withdrawal::Reserved),
        url,
        current,
    }
}

/// The titles of all that a number means and meant, each once.
fn titles(page: &NumberPage) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for meaning in &page.meanings {
        if !titles.contains(&meaning.title.as_str()) {
            titles.push(&meaning.title);
        }
    }
    titles.join("、")
}
