//! A site that can be read again with other texts, to see what comes of a change before it is made:
//! load once, then parse → resolve as often as needed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::present;
use crate::diag::{Diagnostic, FileId, Place, Severity, SourceMap};
use crate::model::source::Include;
use crate::model::{Asset, Config, Document, Edition, Silent, Site, SourceFile};
use crate::resolve::Parsed;
use crate::revise::{Fate, FileChange};
use crate::{editions, load, resolve};

/// What a site is made of, drafts too.
pub struct Trial {
    /// The texts of its files, and those that it was tried with.
    pub map: SourceMap,
    files: Vec<SourceFile>,
    assets: Vec<Asset>,
    config: Arc<Config>,
    editions: Vec<Edition>,
    loaded: Vec<Diagnostic>,
    root: PathBuf,
    options: load::Options,
}

/// What a site comes to.
pub struct Reading {
    /// Its pages.
    pub site: Site,
    /// Its documents as they were parsed, with the links as they are written.
    pub documents: BTreeMap<FileId, Document>,
    /// All problems, with the configuration's severities, sorted.
    pub problems: Vec<Diagnostic>,
    /// The errors in single files: of what such a file says, something is missing.
    pub unreadable: Vec<Diagnostic>,
}

impl Trial {
    /// Reads the site at `root`.
    ///
    /// # Errors
    /// Problems of the configuration, with the texts that they point into.
    pub fn read(root: &Path) -> Result<Trial, (Vec<Diagnostic>, SourceMap)> {
        let options = super::survey::options(root);
        let (sources, loaded) = super::survey::sources(root, &options)?;
        Ok(Trial {
            map: sources.map,
            files: sources.files,
            assets: sources.assets,
            config: Arc::new(sources.config),
            editions: sources.editions,
            loaded,
            root: root.to_owned(),
            options,
        })
    }

    /// Whether a build would read a Markdown file at `path` below the content folder.
    pub fn is_content(&self, path: &str) -> bool {
        load::is_content(&self.root, &self.options, path)
    }

    /// The site as it is.
    pub fn reading(&self) -> Reading {
        self.resolved(self.files.clone())
    }

    /// The site as it would be.
    pub fn with(&mut self, changes: &[FileChange]) -> Reading {
        let mut files = Vec::with_capacity(self.files.len());
        for file in &self.files {
            let shown = format!("{}{}", file.prefix, file.path);
            let mut kept = Some(file.clone());
            for change in changes.iter().filter(|change| change.from == shown) {
                if change.fate != Fate::Copied {
                    kept = None;
                }
                files.push(changed(file, change, &mut self.map));
            }
            files.extend(kept);
        }
        let mut included: BTreeMap<String, Include> = BTreeMap::new();
        for change in changes.iter().filter(|change| change.fate != Fate::Copied) {
            let include = match change.fate {
                Fate::Moved => Include::Missing,
                _ => Include::Text {
                    file: self.map.add(change.path.as_str(), change.after.as_str()),
                    path: change.path.clone(),
                    text: change.after.as_str().into(),
                },
            };
            included.insert(change.from.clone(), include);
        }
        let includes = files.iter_mut().flat_map(|file| file.includes.values_mut());
        for include in includes {
            if let Include::Text { path, .. } = include
                && let Some(new) = included.get(path)
            {
                *include = new.clone();
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        self.resolved(files)
    }

    fn site(
        &self,
        parsed: Vec<Parsed>,
        config: &Arc<Config>,
        sources: &[SourceFile],
        problems: &mut Vec<Diagnostic>,
    ) -> Site {
        let site = resolve::resolve(
            parsed,
            self.assets.clone(),
            Arc::clone(config),
            super::of_present(&self.editions, config),
        );
        let site = site.unpack(problems);
        if let Some(now) = present::now(&site, sources, &self.editions) {
            let last = self.editions.last();
            let changes = last.map(|last| editions::changes(last, &now));
            problems.extend(present::against_last(&site, changes.as_ref(), sources));
        }
        site
    }

    fn resolved(&self, files: Vec<SourceFile>) -> Reading {
        let mut problems = self.loaded.clone();
        let sources = files.clone();
        let parsed = super::parse_all(files, &self.config, None, &Silent, &mut problems);
        let mut unreadable = problems.clone();
        super::settle(&mut unreadable, &self.config, &self.map);
        let read = paths(&sources);
        unreadable.retain(|problem| {
            let path = match &problem.place {
                Place::Span(span) => self.map.path(span.file),
                Place::Path(path) => path,
                Place::Nowhere => "",
            };
            problem.severity == Severity::Error && read.contains(path)
        });
        let documents = parsed
            .iter()
            .map(|parsed| (parsed.source.file, parsed.document.clone()))
            .collect();
        // Drafts are changed with the others, but a site without them must build, too.
        let has_drafts = parsed
            .iter()
            .any(|p| p.document.front.get("draft").is_some());
        let published = has_drafts.then(|| parsed.iter().map(copy).collect());
        let site = self.site(parsed, &self.config, &sources, &mut problems);
        if let Some(published) = published {
            let config = Config {
                drafts: false,
                ..(*self.config).clone()
            };
            let mut found = Vec::new();
            self.site(published, &Arc::new(config), &sources, &mut found);
            found.retain(|problem| !problems.contains(problem));
            problems.extend(found);
        }
        super::settle(&mut problems, &self.config, &self.map);
        Reading {
            site,
            documents,
            problems,
            unreadable,
        }
    }
}

fn copy(parsed: &Parsed) -> Parsed {
    Parsed {
        source: parsed.source.clone(),
        document: parsed.document.clone(),
    }
}

/// Every file that the text of the site stands in, from the root.
fn paths(files: &[SourceFile]) -> BTreeSet<String> {
    let own = files
        .iter()
        .map(|file| format!("{}{}", file.prefix, file.path));
    let included = files.iter().flat_map(|file| file.includes.values());
    let included = included.filter_map(|include| match include {
        Include::Text { path, .. } => Some(path.clone()),
        Include::Missing | Include::Outside | Include::Unread => None,
    });
    own.chain(included).collect()
}

/// `file` with the text and the place that `change` gives it.
fn changed(file: &SourceFile, change: &FileChange, map: &mut SourceMap) -> SourceFile {
    let path = change.path.strip_prefix(file.prefix);
    SourceFile {
        file: map.add(change.path.as_str(), change.after.as_str()),
        path: path.unwrap_or(&change.path).to_owned(),
        text: change.after.as_str().into(),
        ..file.clone()
    }
}
