//! The files that directives of the pages include, read within the same limits as pages.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diag::{Diagnostic, SourceMap};
use crate::load::files;
use crate::model::SourceFile;
use crate::model::source::Include;
use crate::text::{file_name, include};

/// Gives every page the files that its directives name; the paths from the root of all of them.
pub(super) fn read(
    pages: &mut [SourceFile],
    root: &Path,
    limit: usize,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    // Several pages may include one file.
    let mut known: BTreeMap<String, Include> = BTreeMap::new();
    for page in pages {
        let shown = format!("{}{}", page.prefix, page.path);
        let folder = shown.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = page.text.clone();
        for written in include::paths(&text) {
            let found = match include::from_root(folder, written) {
                Some(path) => known
                    .entry(path)
                    .or_insert_with_key(|path| read_one(root, path, limit, map, diagnostics))
                    .clone(),
                None => Include::Outside,
            };
            page.includes.insert(written.to_owned(), found);
        }
    }
    known.into_keys().collect()
}

fn read_one(
    root: &Path,
    path: &str,
    limit: usize,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Include {
    // A link on the way could lead out of the root, whatever it is called.
    let mut folders = Path::new(path).ancestors().skip(1);
    let is_linked = folders.any(|folder| root.join(folder).is_symlink() && folder != Path::new(""));
    let origin = root.join(path);
    if is_linked || file_name::fault(path).is_some() {
        return Include::Outside;
    }
    if !origin.is_file() {
        return Include::Missing;
    }
    match files::read_one(&origin, path, limit, map, diagnostics) {
        Some(file) => Include::Text {
            file,
            path: path.to_owned(),
            text: map.text(file).clone(),
        },
        None => Include::Unread,
    }
}
