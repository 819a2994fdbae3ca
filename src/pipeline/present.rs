//! The records as they are now, beside the frozen editions: load → parse → resolve.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Place, SourceMap};
use crate::editions::Changes;
use crate::model::value::DateValue;
use crate::model::{Edition, Silent, Site, SourceFile};
use crate::{editions, load, resolve};

/// What [`present`] found.
pub struct Present {
    /// The texts that the diagnostics point into.
    pub map: SourceMap,
    /// Sorted, with the configuration's severities.
    pub diagnostics: Vec<Diagnostic>,
    /// `None` when there is no such folder.
    pub state: Option<State>,
}

/// A site and its editions.
pub struct State {
    /// The site now.
    pub site: Site,
    /// The files that it was made from.
    pub files: Vec<SourceFile>,
    /// The frozen editions, oldest first.
    pub editions: Vec<Edition>,
    /// The state as it would be frozen, without a name, where there is one to compare it with.
    pub now: Option<Edition>,
}

/// Reads and resolves the site at `root`, and compares it with the last edition.
pub fn present(root: &Path, options: &load::Options) -> Present {
    let mut diagnostics = Vec::new();
    let Some(sources) = load::load(root, options).unpack(&mut diagnostics) else {
        return Present {
            map: SourceMap::default(),
            diagnostics,
            state: None,
        };
    };
    let config = Arc::new(sources.config);
    let files = sources.files.clone();
    let parsed = super::parse_all(sources.files, &config, None, &Silent, &mut diagnostics);
    let site = resolve::resolve(
        parsed,
        sources.assets,
        Arc::clone(&config),
        super::of_present(&sources.editions, &config),
    );
    let site = site.unpack(&mut diagnostics);
    let now = now(&site, &files, &sources.editions);
    if let Some(now) = &now {
        let last = sources.editions.last();
        let changes = last.map(|last| editions::changes(last, now));
        diagnostics.extend(against_last(&site, changes.as_ref(), &files));
    }
    super::settle(&mut diagnostics, &config, &sources.map);
    let editions = sources.editions;
    Present {
        map: sources.map,
        diagnostics,
        state: Some(State {
            site,
            files,
            editions,
            now,
        }),
    }
}

/// What the last edition forbids, since which there are these changes.
pub(super) fn against_last(
    site: &Site,
    changes: Option<&Changes<'_>>,
    files: &[SourceFile],
) -> Vec<Diagnostic> {
    let Some(changes) = changes else {
        return Vec::new();
    };
    let prefix = files.first().map_or("", |file| file.prefix);
    let mut problems = editions::check(site, changes, prefix);
    // What could not be read was reported, and is not gone.
    let unread = files.iter().filter(|file| file.is_unread);
    let unread: Vec<String> = unread
        .map(|file| format!("{prefix}{}", file.path))
        .collect();
    problems.retain(|problem| match &problem.place {
        Place::Path(path) => problem.code != Code::VanishedRecord || !unread.contains(path),
        _ => true,
    });
    problems
}

/// `site`, made from `files`, as it would be frozen, where there is an edition to compare it with.
pub(super) fn now(site: &Site, files: &[SourceFile], editions: &[Edition]) -> Option<Edition> {
    editions.last()?;
    let nothing = editions::Named {
        id: String::new(),
        title: String::new(),
        date: DateValue {
            raw: String::new(),
            edtf: String::new(),
        },
        note: None,
        after: None,
    };
    Some(editions::freeze(site, files, nothing, BTreeMap::new()))
}
