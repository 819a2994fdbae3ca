//! Which files a build reads: the content folder, `static/`, and nothing outside the root.
//!
//! Symbolic links are never followed, so that no name inside the root can lead out of it.

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use crate::diag::{Code, Diagnostic, Place, Severity};
use crate::model::{Inputs, MARKER};
use crate::text::file_name;

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// Below the folder that was walked, `/`-separated.
    pub(super) path: String,
    /// Where it is.
    pub(super) origin: PathBuf,
}

/// Where a site's content lies.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The folder of content.
    pub(super) content: PathBuf,
    /// What messages put before a content path: `content/`, or nothing.
    pub(super) prefix: &'static str,
    /// Folders of the walk that are not content, as they are named on the disk.
    skip: Vec<PathBuf>,
}

/// Top-level names that are never content when the root itself is the content folder.
const NOT_CONTENT: &[&str] = &[
    "public",
    "themes",
    "static",
    "editions",
    "node_modules",
    "target",
    "hakusho.toml",
];

impl Layout {
    /// `ROOT/content` where that is a folder, else `ROOT`.
    pub(super) fn of(root: &Path, output: &Path) -> Layout {
        // A link is taken here and refused when it is walked.
        let content = root.join("content");
        if content.is_dir() {
            return Layout {
                content,
                prefix: "content/",
                skip: Vec::new(),
            };
        }
        let mut skip: Vec<PathBuf> = NOT_CONTENT.iter().map(|name| root.join(name)).collect();
        skip.extend(below(root, output));
        Layout {
            content: root.to_owned(),
            prefix: "",
            skip,
        }
    }

    /// What of the folder `root` is read.
    pub(super) fn inputs(&self, root: &Path) -> Inputs {
        let read = ["hakusho.toml", "static", "themes", "editions"];
        let skipped = self.skip.iter().map(|path| (path.clone(), false));
        let mut inputs: Inputs = skipped.collect();
        inputs.insert(self.content.clone(), true);
        // A folder of that name would take the place of the root.
        inputs.insert(root.join("content"), true);
        inputs.extend(read.map(|name| (root.join(name), true)));
        inputs
    }

    /// Whether a file at `path` below the content folder would be content.
    pub(super) fn is_content(&self, path: &str) -> bool {
        let mut names = path.split('/');
        let whole = self.content.join(path);
        names.all(|name| !self.is_left_out(name))
            && !self.skip.iter().any(|skipped| whole.starts_with(skipped))
    }

    /// Names that are content nowhere: hidden ones, and what package managers leave behind.
    fn is_left_out(&self, name: &str) -> bool {
        name.starts_with('.') || (!self.has_folder() && name == "node_modules")
    }

    /// Whether the content has a folder of its own.
    pub(super) fn has_folder(&self) -> bool {
        !self.prefix.is_empty()
    }
}

/// `output` as a path that starts with `root`, when it lies below it.
fn below(root: &Path, output: &Path) -> Option<PathBuf> {
    let root_real = root.canonicalize().ok()?;
    let output_real = match output.canonicalize() {
        Ok(path) => path,
        // Not there yet: then nothing has to be skipped but a folder of that name.
        Err(_) => std::path::absolute(output).ok()?,
    };
    let inner = output_real.strip_prefix(root_real).ok()?;
    (!inner.as_os_str().is_empty()).then(|| root.join(inner))
}

/// The files of the content folder, sorted by path. Hidden ones are left out, and so are sites that
/// were written into it.
pub(super) fn content(layout: &Layout, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let keep = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let is_site = entry.file_type().is_dir() && entry.path().join(MARKER).is_file();
        let is_skipped = layout.skip.iter().any(|path| path == entry.path());
        !(layout.is_left_out(&name) || is_site || is_skipped)
    };
    walk(&layout.content, layout.prefix, keep, diagnostics)
}

/// The files of `static/`, sorted by path; hidden ones such as `.well-known` belong to the site,
/// what version control and desktops leave behind does not.
pub(super) fn statics(root: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let keep = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        !name.starts_with(".git") && name != ".DS_Store"
    };
    optional(&root.join("static"), "static/", keep, diagnostics)
}

/// The files of a site's theme, sorted by path.
pub(super) fn theme(root: &Path, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let keep = |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    let shown = format!("themes/{name}/");
    optional(&root.join("themes").join(name), &shown, keep, diagnostics)
}

fn optional(
    folder: &Path,
    shown: &str,
    keep: impl Fn(&DirEntry) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    if folder.symlink_metadata().is_err() {
        return Vec::new();
    }
    walk(folder, shown, keep, diagnostics)
}

/// All regular files below `folder` that `keep` lets through; `shown` is what messages put before
/// their paths.
fn walk(
    folder: &Path,
    shown: &str,
    keep: impl Fn(&DirEntry) -> bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    if !shown.is_empty() && folder.is_symlink() {
        // One file less is a warning; a site without its content is none.
        let mut refused = refused_link(shown.trim_end_matches('/').to_owned());
        refused.severity = Severity::Error;
        diagnostics.push(refused);
        return Vec::new();
    }
    let mut found = Vec::new();
    let entries = WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || keep(entry));
    for entry in entries {
        match entry {
            Ok(entry) => found.extend(accept(&entry, folder, shown, diagnostics)),
            Err(error) => diagnostics.push(unreadable(&error, folder, shown)),
        }
    }
    found.sort();
    found
}

fn accept(
    entry: &DirEntry,
    folder: &Path,
    shown: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Found> {
    let kind = entry.file_type();
    let (path, exact) = logical(entry.path(), folder);
    let place = format!("{shown}{path}");
    if kind.is_symlink() {
        diagnostics.push(refused_link(place));
        return None;
    }
    // Neither folders nor pipes, sockets and devices, which a read might wait for.
    if !kind.is_file() {
        return None;
    }
    let fault = if exact {
        file_name::fault(&path)
    } else {
        Some("not-unicode")
    };
    if let Some(why) = fault {
        let diagnostic = Diagnostic::new(Code::UnsafePath, Place::Path(place.clone()));
        diagnostics.push(diagnostic.arg("path", place).help(why));
        return None;
    }
    Some(Found {
        path,
        origin: entry.path().to_owned(),
    })
}

/// `path` below `folder` with `/`, and whether its names are Unicode. It is composed (NFC), as
/// authors type the names in links and relations; some disks give them decomposed.
fn logical(path: &Path, folder: &Path) -> (String, bool) {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    let names: Vec<_> = inner
        .components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect();
    (names.join("/").nfc().collect(), inner.to_str().is_some())
}

/// A symbolic link in place of a file.
pub(super) fn refused_link(path: String) -> Diagnostic {
    Diagnostic::new(Code::SymlinkRefused, Place::Path(path.clone())).arg("path", path)
}

fn unreadable(error: &walkdir::Error, folder: &Path, shown: &str) -> Diagnostic {
    let path = error.path().map_or(String::new(), |p| logical(p, folder).0);
    let path = format!("{shown}{path}");
    match error.io_error() {
        Some(io) => Diagnostic::io(path, io),
        None => Diagnostic::io(path, &std::io::Error::other(error.to_string())),
    }
}
