//! An old edition's site, put in its place below the root of the current one.

use std::collections::BTreeMap;

use super::history::folder;
use crate::model::edition::FrozenRecord;
use crate::model::history::{Counterpart, EditionPlace, EditionSummary};
use crate::model::{Edition, Kind, Node, OutPath, Page, PageId, Site, Target};

/// What lists say of an edition.
pub fn summary(edition: &Edition) -> EditionSummary {
    EditionSummary {
        id: edition.id.clone(),
        title: edition.title.clone(),
        date: edition.date.clone(),
        note: edition.note.clone(),
        home: OutPath::new(format!("{}index.html", folder(edition))),
        records: edition.records.len(),
    }
}

/// Moves all of `site`, made from `edition`, into the edition's folder; its pages learn what they
/// are in `current`, whose state as an edition is `now`.
pub fn relocate(site: &mut Site, edition: &Edition, current: &Site, now: &Edition) {
    let prefix = folder(edition);
    let pages = site.pages.iter().enumerate();
    let counterparts = pages
        .filter_map(|(at, page)| {
            Some((PageId(at), counterpart(page, site, edition, current, now)?))
        })
        .collect();
    site.place = Some(EditionPlace {
        edition: EditionSummary {
            home: moved(&site.page(site.home).url, &prefix),
            ..summary(edition)
        },
        current_home: current.page(current.home).url.clone(),
        counterparts,
    });
    for page in &mut site.pages {
        page.url = moved(&page.url, &prefix);
        page.derived = true;
        if let Some(document) = &mut page.document {
            document
                .blocks
                .iter_mut()
                .for_each(|node| relink(node, &prefix));
            let notes = document
                .footnotes
                .iter_mut()
                .flat_map(|note| &mut note.blocks);
            notes.for_each(|node| relink(node, &prefix));
        }
    }
    for asset in &mut site.assets {
        asset.path = format!("{prefix}{}", asset.path);
    }
    let redirects = std::mem::take(&mut site.redirects).into_iter();
    site.redirects = redirects
        .map(|(url, page)| (moved(&url, &prefix), page))
        .collect();
    site.prefix = prefix;
}

fn moved(url: &OutPath, prefix: &str) -> OutPath {
    OutPath::new(format!("{prefix}{url}"))
}

fn relink(node: &mut Node, prefix: &str) {
    if let Kind::Link { target, .. } | Kind::Image { target, .. } = &mut node.kind
        && let Target::Asset(path, _) = target
    {
        *path = moved(path, prefix);
    }
    node.children
        .iter_mut()
        .for_each(|child| relink(child, prefix));
}

/// What a page of `edition` is now: a record by its name, another page by its file.
fn counterpart(
    page: &Page,
    site: &Site,
    edition: &Edition,
    current: &Site,
    now: &Edition,
) -> Option<Counterpart> {
    let Some(identity) = &page.record else {
        let path = page.source_path.as_deref()?;
        let is_it = |other: &&Page| other.source_path.as_deref() == Some(path);
        let found = current.pages.iter().find(is_it)?;
        let same = edition.files.get(path) == now.files.get(path);
        return Some(Counterpart {
            url: found.url.clone(),
            same,
        });
    };
    let key = &site.config.schema.collections[identity.collection].key;
    let name = format!("{key}:{}", identity.id);
    let (name, record) = successor(&name, key, &now.records)?;
    let is_it = |other: &&Page| other.url.as_str() == record.url;
    let found = current.pages.iter().find(is_it)?;
    let old = edition.records.get(&format!("{key}:{}", identity.id))?;
    let same = old.units == record.units
        && old.fields == record.fields
        && old.label == record.label
        && name.ends_with(&identity.id)
        && record.lineage.withdrawn.is_none();
    Some(Counterpart {
        url: found.url.clone(),
        same,
    })
}

/// The record that was called `name`.
fn successor<'r>(
    name: &str,
    key: &str,
    records: &'r BTreeMap<String, FrozenRecord>,
) -> Option<(&'r str, &'r FrozenRecord)> {
    let own = records.get_key_value(name);
    let id = name.split_once(':').map_or(name, |(_, id)| id);
    let renamed = || {
        let mut all = records.iter();
        all.find(|(other, record)| {
            other.split(':').next() == Some(key)
                && record.lineage.renamed_from.iter().any(|old| old == id)
        })
    };
    own.or_else(renamed)
        .map(|(name, record)| (name.as_str(), record))
}
