//! What is known of a site before anything is made of it: load → parse → resolve.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Diagnostic, FileId, Place, Severity, SourceMap};
use crate::model::schema::CollectionId;
use crate::model::{Document, Silent, Site, SourceFile, Sources};
use crate::{load, parse, resolve};

/// A site with all its records, drafts too.
pub struct Survey {
    /// Its pages and its schema.
    pub site: Site,
    /// Every Markdown file by its path below the content folder.
    pub files: BTreeMap<String, SurveyedFile>,
    /// The texts of its files.
    pub map: SourceMap,
    /// What is wrong with single files: what cannot be read, front matter that is damaged.
    pub problems: Vec<Diagnostic>,
    root: PathBuf,
    options: load::Options,
    has_folder: bool,
    /// The files that the site was made from, by the same paths.
    sources: BTreeMap<String, SourceFile>,
}

impl Survey {
    /// Whether a build would read a Markdown file at `path` below the content folder.
    pub fn is_content(&self, path: &str) -> bool {
        load::is_content(&self.root, &self.options, path)
    }

    /// The content path of what a file at `path` would translate.
    pub fn original(&self, path: &str) -> Option<String> {
        let paths = self.files.keys().map(String::as_str);
        let translations = resolve::Translations::new(paths, &self.site.config);
        translations.of(path).map(|(original, _)| original)
    }

    /// What the file at `path` below the content folder would be if it held `text`.
    pub fn read(&self, path: &str, text: &str) -> Document {
        let config = &self.site.config;
        let source = match self.sources.get(path) {
            Some(known) => SourceFile {
                text: text.into(),
                ..known.clone()
            },
            None => SourceFile {
                file: FileId(0),
                path: path.to_owned(),
                text: text.into(),
                collection: path
                    .split_once('/')
                    .and_then(|(dir, _)| config.schema.by_dir(dir)),
                is_unread: false,
                prefix: self.prefix(),
                includes: BTreeMap::new(),
            },
        };
        parse::parse(&source, config).value
    }

    /// What stands between the site's folder and a path below the content folder: `content/`, or
    /// nothing.
    pub fn prefix(&self) -> &'static str {
        match self.has_folder {
            true => "content/",
            false => "",
        }
    }
}

/// A Markdown file of the site.
pub struct SurveyedFile {
    /// The collection whose folder it lies in.
    pub collection: Option<CollectionId>,
    /// It could not be read, so that nobody knows what it says.
    pub is_unread: bool,
}

/// How a site is read by those who change it: drafts too.
pub(super) fn options(root: &Path) -> load::Options {
    load::Options {
        output: root.join("public"),
        drafts: true,
        ..load::Options::default()
    }
}

/// What lies at `root`, and the problems of its files.
///
/// # Errors
/// Problems of the configuration, with the texts that they point into.
pub(super) fn sources(
    root: &Path,
    options: &load::Options,
) -> Result<(Sources, Vec<Diagnostic>), (Vec<Diagnostic>, SourceMap)> {
    let loaded = load::load(root, options);
    let Some(sources) = loaded.value else {
        return Err((loaded.diagnostics, SourceMap::default()));
    };
    let of_config = |d: &Diagnostic| match &d.place {
        Place::Span(span) => sources.map.path(span.file) == load::CONFIG_FILE,
        Place::Path(path) => path == load::CONFIG_FILE,
        Place::Nowhere => true,
    };
    let mut problems: Vec<Diagnostic> = loaded
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error && of_config(d))
        .cloned()
        .collect();
    if !problems.is_empty() {
        crate::diag::sort(&mut problems, &sources.map);
        return Err((problems, sources.map));
    }
    Ok((sources, loaded.diagnostics))
}

/// Reads the site at `root`. Problems of the content do not matter here; those of the configuration
/// do, with the texts that they point into.
pub fn survey(root: &Path) -> Result<Survey, (Vec<Diagnostic>, SourceMap)> {
    let options = options(root);
    let (sources, mut problems) = sources(root, &options)?;
    let config = Arc::new(sources.config);
    let file = |source: &SourceFile| SurveyedFile {
        collection: source.collection,
        is_unread: source.is_unread,
    };
    let files = sources.files.iter().map(|s| (s.path.clone(), file(s)));
    let files = files.collect();
    let known = |source: &SourceFile| (source.path.clone(), source.clone());
    let known = sources.files.iter().map(known).collect();
    let parsed = super::parse_all(sources.files, &config, None, &Silent, &mut problems);
    let editions = super::of_present(&sources.editions, &config);
    Ok(Survey {
        site: resolve::resolve(parsed, sources.assets, Arc::clone(&config), editions).value,
        files,
        map: sources.map,
        problems,
        has_folder: sources.content != root,
        root: root.to_owned(),
        options,
        sources: known,
    })
}
