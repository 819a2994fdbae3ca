//! What `load` found on the disk.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::{FileId, SourceMap};
use crate::model::schema::CollectionId;
use crate::model::{Config, Edition};

/// Everything that a build reads.
pub struct Sources {
    /// The texts, for diagnostics.
    pub map: SourceMap,
    /// The content folder: `ROOT/content`, or the root itself.
    pub content: PathBuf,
    /// Configuration with defaults applied.
    pub config: Config,
    /// Markdown files, sorted by path.
    pub files: Vec<SourceFile>,
    /// Everything else under the content folder, and `static/`; sorted by output path.
    pub assets: Vec<Asset>,
    /// Templates, style sheets and scripts.
    pub theme: Theme,
    /// The CSV of terms that the configuration names, if it could be read.
    pub user_dictionary: Option<FileId>,
    /// The frozen editions, oldest first.
    pub editions: Vec<Edition>,
    /// What a change of which makes another site.
    pub inputs: Inputs,
}

/// Files and folders by whether what lies in them is read for the site. Of those that contain a
/// path, the innermost counts. They need not exist: a folder may be made later.
pub type Inputs = BTreeMap<PathBuf, bool>;

/// A Markdown file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its text in the [`SourceMap`].
    pub file: FileId,
    /// `/`-separated, relative to the content folder, with its extension: `measures/m08.md`.
    pub path: String,
    /// The text, without a byte order mark, as in the [`SourceMap`].
    pub text: Arc<str>,
    /// The collection whose folder it lies in.
    pub collection: Option<CollectionId>,
    /// It could not be read, which was reported: there is no text, and what refers to it is not
    /// at fault.
    pub is_unread: bool,
    /// What leads from the root to the content folder: `content/`, or nothing.
    pub prefix: &'static str,
    /// What its directives include, by the path as written.
    pub includes: BTreeMap<String, Include>,
}

/// A file that a directive names.
#[derive(Clone, Debug)]
pub enum Include {
    /// It was read.
    Text {
        /// Its text in the [`SourceMap`].
        file: FileId,
        /// From the root, `/`-separated.
        path: String,
        /// The text, as in the [`SourceMap`].
        text: Arc<str>,
    },
    /// There is no such file.
    Missing,
    /// The path leads out of the root, or its name is none that every system can hold.
    Outside,
    /// It could not be read, which was reported.
    Unread,
}

impl SourceFile {
    /// The file that it includes and in which spans of `file` lie: its path from the root and its
    /// text. `None` for its own.
    pub fn included(&self, file: FileId) -> Option<(&str, &str)> {
        self.includes.values().find_map(|include| match include {
            Include::Text {
                file: own,
                path,
                text,
            } if *own == file && file != self.file => Some((&**path, &**text)),
            _ => None,
        })
    }
}

/// A file that is copied as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it goes, `/`-separated, relative to the output folder.
    pub path: String,
    /// Where it is.
    pub origin: PathBuf,
    /// Width and height of an image, pixels, where it says so.
    pub size: Option<(u32, u32)>,
}

/// The built-in theme with the site's overrides in front.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// `/`-separated paths below the theme's folder: `templates/base.html`, `css/base.css`.
    /// Every built-in file is also there under `standard/`, so that an override can extend it.
    pub files: BTreeMap<String, ThemeFile>,
}

/// One file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its text in the [`SourceMap`] when it is a template of the site or holds its words.
    pub source: Option<FileId>,
}
