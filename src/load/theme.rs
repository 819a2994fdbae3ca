//! The built-in theme and a site's own in front of it.

use std::borrow::Cow;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

use crate::diag::{Diagnostic, SourceMap};
use crate::load::{files, walk};
use crate::model::Theme;
use crate::model::source::ThemeFile;

static STANDARD: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/standard");

/// Largest file of a theme, bytes.
const FILE_BYTES: usize = 4 * 1024 * 1024;

/// The built-in theme: every file by its path and, for overrides to extend, under `standard/`.
pub(super) fn standard() -> Theme {
    let mut theme = Theme::default();
    insert(&STANDARD, &mut theme);
    theme
}

fn insert(folder: &'static Dir<'static>, theme: &mut Theme) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => insert(inner, theme),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let built_in = ThemeFile {
                    bytes: Cow::Borrowed(file.contents()),
                    source: None,
                };
                theme
                    .files
                    .insert(format!("standard/{path}"), built_in.clone());
                theme.files.insert(path, built_in);
            }
        }
    }
}

/// Puts the files of `themes/NAME/` in front of those of `theme`. Templates and the interface's
/// words are texts with a place in the map, so that their problems can be shown.
pub(super) fn override_with(
    theme: &mut Theme,
    root: &Path,
    name: &str,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let found = walk::theme(root, name, diagnostics);
    let shown = format!("themes/{name}/");
    let is_text = |path: &str| path.starts_with("templates/") || path.starts_with("strings/");
    let (texts, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|f| is_text(&f.path));
    let read = files::read_all(&texts, &shown, FILE_BYTES, map, diagnostics);
    for (text, file) in texts.into_iter().zip(read) {
        let Some(file) = file else { continue };
        let bytes = Cow::Owned(map.text(file).as_bytes().to_vec());
        let source = Some(file);
        theme.files.insert(text.path, ThemeFile { bytes, source });
    }
    for other in others {
        match files::read_bytes(&other.origin, &format!("{shown}{}", other.path), FILE_BYTES) {
            Ok(bytes) => {
                let bytes = Cow::Owned(bytes);
                let source = None;
                theme.files.insert(other.path, ThemeFile { bytes, source });
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
}
