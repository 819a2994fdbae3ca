//! Disk → [`Sources`]: the configuration, the schema, the content, the theme.
//!
//! Nothing outside the root is read but the dictionary that the configuration names: symbolic
//! links are refused, names that some system could not hold are refused, sizes are bounded. Files
//! are read in parallel and put together in the order of their paths, so that the same folder
//! always gives the same [`Sources`] and the same diagnostics.

mod config;
mod editions;
mod editions_table;
mod encoding;
mod fields;
mod files;
mod images;
mod includes;
mod preset;
mod reader;
mod schema;
pub mod settings;
mod starters;
mod theme;
mod tree;
mod validate;
mod walk;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, FileId, Place, Severity, SourceMap, Staged};
use crate::model::source::Asset;
use crate::model::{Config, Inputs, SourceFile, Sources};
pub use editions::EDITIONS;
pub use encoding::TextEncoding;
pub use images::size as image_size;
pub use starters::{starter, starters};
use walk::{Found, Layout};

/// The name of the configuration, as messages call it.
pub const CONFIG_FILE: &str = "hakusho.toml";

/// What the command line says about reading.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The output folder: never content, also where it lies inside the content folder.
    pub output: PathBuf,
    /// Build pages marked `draft: true`.
    pub drafts: bool,
    /// In place of the configuration's `site-url`.
    pub site_url: Option<String>,
    /// `--lint CODE=…`, after those of the configuration; `None` silences.
    pub lint: Vec<(Code, Option<Severity>)>,
}

/// What [`load()`] reads of `root` whatever the configuration says; see [`Sources::inputs`] for all.
pub fn inputs(root: &Path, options: &Options) -> Inputs {
    Layout::of(root, &options.output).inputs(root)
}

/// Reads a text of at most `limit` bytes that is no part of the site: a table to import, which
/// messages call `shown`, in `encoding` or, where its author names none, in UTF-8. `None` when it
/// cannot be used.
pub fn table_text(
    path: &Path,
    shown: &str,
    limit: usize,
    encoding: Option<TextEncoding>,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let file = files::read_as(path, shown, limit, encoding, map, diagnostics);
    if file.is_none() {
        diagnostics.iter_mut().for_each(as_error);
    }
    file
}

/// Reads a file as [`table_text`] does, whatever is in it.
///
/// # Errors
/// Why it cannot be read.
pub fn table_bytes(path: &Path, shown: &str, limit: usize) -> Result<Vec<u8>, Diagnostic> {
    files::read_bytes(path, shown, limit).map_err(|mut problem| {
        as_error(&mut problem);
        problem
    })
}

/// A link in place of one of many files is a warning; in place of the only one it is an error.
fn as_error(problem: &mut Diagnostic) {
    problem.severity = Severity::Error;
}

/// Whether [`load()`] would read a Markdown file at `path`, which is below the content folder.
pub fn is_content(root: &Path, options: &Options, path: &str) -> bool {
    Layout::of(root, &options.output).is_content(path)
}

/// Reads the site in the folder `root`. There is no value only when there is no such folder.
pub fn load(root: &Path, options: &Options) -> Staged<Option<Sources>> {
    let mut diagnostics = Vec::new();
    if !root.is_dir() {
        let shown = root.to_string_lossy().replace('\\', "/");
        let diagnostic = Diagnostic::new(Code::MissingRoot, Place::Path(shown.clone()));
        diagnostics.push(diagnostic.arg("path", shown));
        return Staged {
            value: None,
            diagnostics,
        };
    }
    let mut map = SourceMap::default();
    let layout = Layout::of(root, &options.output);
    let config = config::load(root, &layout, options, &mut map, &mut diagnostics);
    let (pages, others): (Vec<Found>, Vec<Found>) = walk::content(&layout, &mut diagnostics)
        .into_iter()
        .partition(|found| is_markdown(&found.path));
    let has_errors = diagnostics.iter().any(|d| d.severity == Severity::Error);
    if pages.is_empty() && !has_errors {
        let folder = match layout.has_folder() {
            true => "content",
            false => ".",
        };
        let place = Place::Path(folder.to_owned());
        diagnostics.push(Diagnostic::new(Code::NoContent, place).arg("path", folder));
    }
    let mut files = source_files(&pages, &layout, &config, &mut map, &mut diagnostics);
    let limit = config.limits.file_bytes;
    let included = includes::read(&mut files, root, limit, &mut map, &mut diagnostics);
    let statics = walk::statics(root, &mut diagnostics);
    let assets = assets(&layout, others, statics, &mut diagnostics);
    let mut theme = theme::standard();
    if let Some(name) = &config.theme {
        theme::override_with(&mut theme, root, name, &mut map, &mut diagnostics);
    }
    let user_dictionary = config.search.user_dictionary.as_ref().and_then(|path| {
        let shown = path.to_string_lossy();
        let limit = config.limits.file_bytes;
        files::read_one(&root.join(path), &shown, limit, &mut map, &mut diagnostics)
    });
    let editions = editions::read(root, &mut map, &mut diagnostics);
    let mut inputs = layout.inputs(root);
    inputs.extend(included.into_iter().map(|path| (root.join(path), true)));
    let dictionaries = [&config.search.user_dictionary, &config.search.dictionary];
    inputs.extend(
        dictionaries
            .into_iter()
            .flatten()
            .map(|p| (root.join(p), true)),
    );
    Staged {
        value: Some(Sources {
            map,
            inputs,
            content: layout.content,
            config,
            files,
            assets,
            theme,
            user_dictionary,
            editions,
        }),
        diagnostics,
    }
}

fn is_markdown(path: &str) -> bool {
    let (_, extension) = path.rsplit_once('.').unwrap_or_default();
    ["md", "markdown"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

fn source_files(
    pages: &[Found],
    layout: &Layout,
    config: &Config,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<SourceFile> {
    let limit = config.limits.file_bytes;
    let read = files::read_all(pages, layout.prefix, limit, map, diagnostics);
    pages
        .iter()
        .zip(read)
        .map(|(found, file)| {
            let is_unread = file.is_none();
            let shown = || format!("{}{}", layout.prefix, found.path);
            let file = file.unwrap_or_else(|| map.add(shown(), String::new()));
            let folder = found.path.split_once('/').map(|(folder, _)| folder);
            SourceFile {
                file,
                path: found.path.clone(),
                text: map.text(file).clone(),
                collection: folder.and_then(|f| config.schema.by_dir(f)),
                is_unread,
                prefix: layout.prefix,
                includes: BTreeMap::new(),
            }
        })
        .collect()
}

/// The files to copy: those beside the pages and those of `static/`, which must not meet.
fn assets(
    layout: &Layout,
    beside: Vec<Found>,
    statics: Vec<Found>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Asset> {
    let mut assets: BTreeMap<String, PathBuf> = BTreeMap::new();
    let folders = [
        (layout.prefix, "case", beside),
        ("static/", "static", statics),
    ];
    for (shown, help, found) in folders
        .into_iter()
        .flat_map(|(shown, help, found)| found.into_iter().map(move |f| (shown, help, f)))
    {
        match assets.entry(found.path) {
            Entry::Vacant(free) => {
                free.insert(found.origin);
            }
            Entry::Occupied(taken) => {
                let place = Place::Path(format!("{shown}{}", taken.key()));
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateOutputPath, place)
                        .arg("path", taken.key().as_str())
                        .arg("other", taken.key().as_str())
                        .help(help),
                );
            }
        }
    }
    assets
        .into_iter()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(path, origin)| Asset {
            size: images::size(&origin),
            path,
            origin,
        })
        .collect()
}

#[cfg(test)]
mod tests;
