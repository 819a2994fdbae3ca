//! The sites of the old editions, made from what was frozen: parse → resolve → their places.

use std::path::Path;
use std::sync::Arc;

use crate::diag::{Lang, SourceMap};
use crate::editions::Changes;
use crate::model::memory::Memory;
use crate::model::source::{Asset, Include};
use crate::model::{Comparison, Config, Edition, Silent, Site, SourceFile};
use crate::words::Tokenizer;
use crate::{editions, load, resolve};

/// Gives `current`, whose state as an edition is `now`, its editions and the histories of its
/// records, and makes the sites of the editions. What was wrong in an old text was reported in its time.
pub(super) fn sites(
    current: &mut Site,
    changes: &[Changes<'_>],
    now: &Edition,
    frozen: &[Edition],
    root: &Path,
    memory: Option<&dyn Memory>,
    map: &mut SourceMap,
) -> Vec<Site> {
    let all: Vec<&Edition> = frozen.iter().collect();
    let mut histories = editions::histories(changes, now);
    for (at, page) in current.pages.iter().enumerate() {
        let name = page.record_name(&current.config.schema);
        let history = name.and_then(|name| histories.remove(&name));
        let id = crate::model::PageId(at);
        current.history.extend(history.map(|history| (id, history)));
    }
    editions::tell_numbers(current, &all, now);
    editions::keep_addresses(current, &all, now);
    current.editions = frozen.iter().map(editions::summary).collect();
    let first = current.config.editions.shown.first(frozen.len());
    editions::hide(current, first);
    let current = &*current;
    let site = |edition: &Edition| {
        let mut site = old_site(edition, frozen, current, root, memory, map);
        editions::relocate(&mut site, edition, current, now);
        site
    };
    frozen.iter().skip(first).map(site).collect()
}

/// What changed at each step, line by line.
pub(super) fn comparisons(
    current: &Site,
    changes: &[Changes<'_>],
    tokenizer: Option<&Tokenizer>,
) -> Vec<Comparison> {
    let config = &current.config;
    let setting = editions::Setting {
        cutter: tokenizer.map_or(editions::Cutter::Scripts, editions::Cutter::Dictionary),
        style: &config.editions.comparison,
        lang: Lang::from_tag(&config.lang),
    };
    let compare = |(old, step): (usize, &Changes<'_>)| {
        let between = editions::Between {
            old,
            new: Some(old + 1).filter(|at| *at < changes.len()),
        };
        let mut comparison = editions::compare(step, between, setting);
        if between.new.is_none() {
            address(&mut comparison, current);
        }
        comparison
    };
    changes.iter().enumerate().map(compare).collect()
}

/// Tells the changed pages of the text as it is now where they are.
fn address(comparison: &mut Comparison, current: &Site) {
    for changed in &mut comparison.pages {
        let path = Some(changed.path.as_str());
        let mut pages = current.pages.iter();
        let page = pages.find(|page| page.source_path.as_deref() == path);
        changed.url = page.map(|page| page.url.clone());
    }
}

fn old_site(
    edition: &Edition,
    frozen: &[Edition],
    current: &Site,
    root: &Path,
    memory: Option<&dyn Memory>,
    map: &mut SourceMap,
) -> Site {
    let config = Arc::new(old_config(edition, &current.config));
    let files = source_files(edition, &config, map);
    let assets = edition.assets.iter().map(|(address, asset)| Asset {
        path: address.clone(),
        origin: root.join(load::EDITIONS).join(asset.stored_at(address)),
        size: load::image_size(&root.join(load::EDITIONS).join(asset.stored_at(address))),
    });
    let parsed = super::parse_all(files, &config, memory, &Silent, &mut Vec::new());
    let editions = resolve::Editions {
        known: frozen,
        listed: false,
        first_shown: current.config.editions.shown.first(frozen.len()),
    };
    resolve::resolve(parsed, assets.collect(), config, editions).value
}

/// The settings of an old edition: its own where they decide what its text means, else today's.
fn old_config(edition: &Edition, current: &Config) -> Config {
    let mut config = current.clone();
    let settings = edition.settings.clone();
    config.title = settings.title.or(config.title);
    config.description = settings.description;
    config.lang = settings.lang;
    config.languages = settings.languages;
    config.markdown.cjk_emphasis = settings.cjk_emphasis;
    config.markdown.highlight = settings.highlight;
    config.markdown.math = settings.math;
    config.schema = edition.schema.clone();
    // The search, the copies and the sources are those of the current text.
    config.search.enabled = false;
    config.markdown_copies = false;
    config.edit_url = None;
    config.source_url = None;
    config.drafts = false;
    config
}

fn source_files(edition: &Edition, config: &Config, map: &mut SourceMap) -> Vec<SourceFile> {
    let mut file = |path: &String, frozen: &crate::model::edition::FrozenFile| {
        let shown = format!("{}/{}.json: {path}", load::EDITIONS, edition.id);
        let id = map.add(shown, frozen.text.as_str());
        let includes = frozen.includes.iter().map(|(written, include)| {
            let file = map.add(include.path.as_str(), include.text.as_str());
            let text = map.text(file).clone();
            let path = include.path.clone();
            (written.clone(), Include::Text { file, path, text })
        });
        let includes = includes.collect();
        SourceFile {
            file: id,
            path: path.clone(),
            text: map.text(id).clone(),
            collection: path
                .split_once('/')
                .and_then(|(dir, _)| config.schema.by_dir(dir)),
            is_unread: false,
            prefix: "",
            includes,
        }
    };
    edition
        .files
        .iter()
        .map(|(path, frozen)| file(path, frozen))
        .collect()
}
