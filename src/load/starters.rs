//! The sites that `hakusho init` starts from: the folders of `starters/`.

use include_dir::{Dir, DirEntry, include_dir};

static STARTERS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/starters");

/// The folder of what every new site gets.
const COMMON: &str = "common";

/// The names of all starters, sorted.
pub fn starters() -> Vec<&'static str> {
    let folders = STARTERS.dirs().filter_map(|folder| folder.path().to_str());
    let mut names: Vec<&str> = folders.filter(|name| *name != COMMON).collect();
    names.sort_unstable();
    names
}

/// The files of a starter: path in the site, with `/`, and bytes; sorted. Empty when there is no
/// starter of that name.
pub fn starter(name: &str) -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    if let (Some(own), Some(common)) = (STARTERS.get_dir(name), STARTERS.get_dir(COMMON)) {
        collect(own, own, &mut files);
        collect(common, common, &mut files);
    }
    files.sort_unstable();
    files
}

fn collect(
    folder: &'static Dir<'static>,
    top: &'static Dir<'static>,
    files: &mut Vec<(String, &'static [u8])>,
) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(inner, top, files),
            DirEntry::File(file) => {
                let path = file.path().strip_prefix(top.path()).unwrap_or(file.path());
                let path = path.to_string_lossy().replace('\\', "/");
                files.push((path, file.contents()));
            }
        }
    }
}
