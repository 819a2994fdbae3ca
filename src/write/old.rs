//! The site before, of which unchanged files are taken over: same bytes, same time.
//!
//! Whoever copies a site to a server compares times or looks at what changed; a build that changed
//! one page must not make everything look new. Such a file is not written again but gets a second
//! name, in the new site (a hard link); the first goes with the old site. While both stand they are
//! one file, so nothing in this program ever writes into a file of a site that is there already.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::stage;

/// How much is compared at a time.
const PIECE: usize = 64 * 1024;

/// The site before.
pub(super) struct Old {
    folder: PathBuf,
    /// The folders in it that are none of somebody else's, behind a symbolic link.
    folders: BTreeSet<String>,
}

/// A file of the site before, opened.
pub(super) struct OldFile {
    path: PathBuf,
    file: File,
    /// Its size in bytes.
    pub(super) size: u64,
}

impl Old {
    /// What stands in `folder`, as far as files of the new site are in the same `folders`.
    pub(super) fn new<'p>(folder: &Path, folders: impl Iterator<Item = &'p str>) -> Old {
        let is_own = |path: &Path| path.symlink_metadata().is_ok_and(|meta| meta.is_dir());
        let mut own = BTreeSet::new();
        if is_own(folder) {
            own.insert(String::new());
        }
        // Sorted: the folder around comes first.
        for inner in folders {
            let around = inner.rsplit_once('/').map_or("", |(around, _)| around);
            if is_whole(&mut own, folder, around, &is_own) && is_own(&folder.join(inner)) {
                own.insert(inner.to_owned());
            }
        }
        Old {
            folder: folder.to_owned(),
            folders: own,
        }
    }

    /// The file at `path` from the output folder, if there is a regular one.
    pub(super) fn open(&self, path: &str) -> Option<OldFile> {
        let around = path.rsplit_once('/').map_or("", |(around, _)| around);
        if !self.folders.contains(around) {
            return None;
        }
        let path = self.folder.join(path);
        let (file, size) = stage::open(&path).ok()?;
        Some(OldFile { path, file, size })
    }
}

/// Whether `inner` is an own folder; those that hold folders only are not in the plan.
fn is_whole(
    own: &mut BTreeSet<String>,
    folder: &Path,
    inner: &str,
    is_own: &dyn Fn(&Path) -> bool,
) -> bool {
    if own.contains(inner) {
        return true;
    }
    let Some(around) = inner.rsplit_once('/').map(|(around, _)| around).or(
        // The outermost folder was looked at before all others.
        (!inner.is_empty()).then_some(""),
    ) else {
        return false;
    };
    let is_whole = is_whole(own, folder, around, is_own) && is_own(&folder.join(inner));
    if is_whole {
        own.insert(inner.to_owned());
    }
    is_whole
}

impl OldFile {
    /// Whether it holds `bytes`.
    pub(super) fn holds(&mut self, bytes: &[u8]) -> bool {
        self.size == bytes.len() as u64 && self.is_same(&mut &*bytes).unwrap_or(false)
    }

    /// Whether it has that size and its bytes that hash.
    pub(super) fn is(&mut self, size: u64, hash: &[u8; 32]) -> bool {
        let mut bytes = Vec::with_capacity(self.size as usize + 1);
        self.size == size
            && self.file.read_to_end(&mut bytes).is_ok()
            && blake3::hash(&bytes).as_bytes() == hash
    }

    /// Whether it holds what `other` does, which has `size` bytes. `other` is read to its end.
    pub(super) fn holds_copy(&mut self, other: &mut File, size: u64) -> bool {
        self.size == size && self.is_same(other).unwrap_or(false)
    }

    fn is_same(&mut self, other: &mut dyn Read) -> io::Result<bool> {
        let (mut a, mut b) = (Vec::new(), Vec::new());
        loop {
            for (file, piece) in [(&mut self.file as &mut dyn Read, &mut a), (other, &mut b)] {
                piece.clear();
                file.take(PIECE as u64).read_to_end(piece)?;
            }
            if a != b {
                return Ok(false);
            }
            if a.is_empty() {
                return Ok(true);
            }
        }
    }

    /// Makes it the file `to` of the new site.
    ///
    /// # Errors
    /// Where the file system has no hard links, or no more of this one.
    pub(super) fn link(&self, to: &Path) -> io::Result<()> {
        fs::hard_link(&self.path, to)
    }

    /// Gives `to`, which has the same bytes, the same time. Times are a convenience: what cannot be
    /// set stays.
    pub(super) fn date(&self, to: &Path) {
        let time = self.file.metadata().and_then(|meta| meta.modified());
        if let (Ok(time), Ok(file)) = (time, File::options().write(true).open(to)) {
            let _ = file.set_modified(time);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_compared_to_their_ends_and_never_through_links() {
        let base = tempfile::tempdir().expect("a temporary folder");
        let folder = base.path().join("public");
        fs::create_dir_all(folder.join("a/b")).expect("folders");
        let long = vec![7; 3 * PIECE + 1];
        fs::write(folder.join("a/b/x"), &long).expect("a file");
        let old = Old::new(&folder, ["a/b", "c"].into_iter());
        let open = || old.open("a/b/x").expect("a file");
        assert!(open().holds(&long));
        let mut other = long.clone();
        *other.last_mut().expect("a byte") = 8;
        assert!(!open().holds(&other) && !open().holds(&long[1..]));
        assert!(old.open("c/x").is_none() && old.open("a/b").is_none());

        let copy = base.path().join("copy");
        fs::write(&copy, &other).expect("a file");
        open().date(&copy);
        let time = |path: &Path| {
            path.metadata()
                .and_then(|meta| meta.modified())
                .expect("a time")
        };
        assert_eq!(time(&copy), time(&folder.join("a/b/x")));
        assert!(!open().holds_copy(&mut File::open(&copy).expect("a file"), long.len() as u64));

        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.join("a"), folder.join("l")).expect("a link");
            let old = Old::new(&folder, ["l/b"].into_iter());
            assert!(old.open("l/b/x").is_none());
        }
    }
}
