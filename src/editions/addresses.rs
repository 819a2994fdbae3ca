//! Addresses that were published lead on to the present ones.

use std::collections::{BTreeMap, BTreeSet};

use super::names::names_now;
use crate::model::{Edition, OutPath, Page, PageId, Site};
use crate::text::file_name::collision_key;

/// Gives `current`, whose state as an edition is `now`, redirects from the addresses that its
/// records had in `editions`, oldest first, as far as nothing else has them. Where two records had
/// one address, the later one keeps it.
pub fn keep_addresses(current: &mut Site, editions: &[&Edition], now: &Edition) {
    let schema = &current.config.schema;
    let pages = current.pages.iter().enumerate();
    let named = |(at, page): (usize, &Page)| Some((page.record_name(schema)?, PageId(at)));
    let records: BTreeMap<String, PageId> = pages.filter_map(named).collect();
    let mut taken = taken(current);
    let mut found: Vec<(OutPath, PageId)> = Vec::new();
    for (_, edition, names) in names_now(editions, now) {
        for (name, record) in &edition.records {
            let Some(page) = names.get(name.as_str()).and_then(|name| records.get(*name)) else {
                continue;
            };
            let is_of_edition = editions
                .iter()
                .any(|edition| record.url.starts_with(&edition.folder()));
            if !is_of_edition && taken.insert(collision_key(&record.url)) {
                found.push((OutPath::new(record.url.as_str()), *page));
            }
        }
    }
    current.redirects.extend(found);
}

/// What has its address, as files are told apart.
fn taken(site: &Site) -> BTreeSet<String> {
    let pages = site.pages.iter().map(|page| page.url.as_str());
    let redirects = site.redirects.keys().map(OutPath::as_str);
    let assets = site.assets.iter().map(|asset| asset.path.as_str());
    let all = pages.chain(redirects).chain(assets);
    all.map(collision_key).collect()
}
