//! The site before, of which unchanged files are taken over: same bytes, same time.
//!
//! Whoever copies a site to a server compares times or looks at what changed; a build that changed
//! one page must not make everything look new. Such a file is not written again but gets a second
//! name, in the new site (a hard link); the first goes with the old site. While both stand they are
//! one file, so nothing in this program ever writes into a file of a site that is there already.
//!
//! A file whose stamp (its own number, size and time) is remembered need not even be read.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::stage;
use crate::model::memory::{Key, Memory, Shelf, keep, key, recall};

/// How much is compared at a time.
const PIECE: usize = 64 * 1024;
/// Longer than any file system takes to tell two times apart.
const TICK: Duration = Duration::from_secs(2);

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

/// A file of the site before that was only looked at.
pub(super) struct Seen {
    path: PathBuf,
    meta: Metadata,
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
        let path = self.whole(path)?;
        let (file, size) = stage::open(&path).ok()?;
        Some(OldFile { path, file, size })
    }

    /// The same without opening it.
    pub(super) fn see(&self, path: &str) -> Option<Seen> {
        let path = self.whole(path)?;
        let meta = path.symlink_metadata().ok()?;
        meta.is_file().then_some(Seen { path, meta })
    }

    fn whole(&self, path: &str) -> Option<PathBuf> {
        let around = path.rsplit_once('/').map_or("", |(around, _)| around);
        self.folders
            .contains(around)
            .then(|| self.folder.join(path))
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

impl Seen {
    /// Whether it has that size and its bytes that hash.
    pub(super) fn is(&self, size: u64, hash: &[u8; 32], memory: &dyn Memory) -> bool {
        self.meta.len() == size && self.hash(memory).is_some_and(|own| own == *hash)
    }

    /// The hash of its bytes: remembered, where it has not been touched since.
    fn hash(&self, memory: &dyn Memory) -> Option<[u8; 32]> {
        let stamp = stamp(&self.meta);
        let known = stamp.and_then(|stamp| recall(memory, Shelf::Stamps, &stamp));
        known.or_else(|| {
            let (mut file, size) = stage::open(&self.path).ok()?;
            let mut bytes = Vec::with_capacity(size as usize + 1);
            file.read_to_end(&mut bytes).ok()?;
            let hash = *blake3::hash(&bytes).as_bytes();
            keep_stamp(memory, &self.meta, &hash);
            Some(hash)
        })
    }

    /// As [`OldFile::link`].
    pub(super) fn link(&self, to: &Path) -> io::Result<()> {
        fs::hard_link(&self.path, to)
    }
}

/// Remembers what the file with that metadata holds, unless it is so young that somebody could
/// still change it without changing its time: clocks of file systems tick slowly.
pub(super) fn keep_stamp(memory: &dyn Memory, meta: &Metadata, hash: &[u8; 32]) {
    let age = meta.modified().ok().and_then(|time| time.elapsed().ok());
    if let (Some(stamp), Some(true)) = (stamp(meta), age.map(|age| age > TICK)) {
        keep(memory, Shelf::Stamps, stamp, hash);
    }
}

/// Names a state of a file: whoever writes into it changes its time or its size, whoever puts
/// another in its place changes its number. `None` where files have no numbers.
#[cfg(unix)]
fn stamp(meta: &Metadata) -> Option<Key> {
    use std::os::unix::fs::MetadataExt;
    let numbers = [meta.dev(), meta.ino(), meta.size()];
    let times = [meta.mtime(), meta.mtime_nsec()];
    Some(key(&[
        &numbers.map(u64::to_le_bytes).concat(),
        &times.map(i64::to_le_bytes).concat(),
    ]))
}

#[cfg(not(unix))]
fn stamp(_: &Metadata) -> Option<Key> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::memory::Notes;

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

    #[cfg(unix)]
    #[test]
    fn only_a_file_that_has_rested_is_remembered_and_only_as_long_as_it_rests() {
        let base = tempfile::tempdir().expect("a temporary folder");
        let path = base.path().join("x");
        let old = Old::new(base.path(), [].into_iter());
        let write = |bytes: &[u8], age: u64| {
            fs::write(&path, bytes).expect("a file");
            let time = std::time::SystemTime::now() - Duration::from_secs(age);
            let file = File::options().write(true).open(&path).expect("a file");
            file.set_modified(time).expect("a time");
        };
        let notes = Notes::default();
        let hash = |bytes: &[u8]| *blake3::hash(bytes).as_bytes();
        let is = |bytes: &[u8]| old.see("x").expect("a file").is(3, &hash(bytes), &notes);

        write(b"one", 0);
        assert!(is(b"one") && notes.0.lock().expect("no panic").is_empty());
        write(b"two", 60);
        assert!(is(b"two") && !is(b"one"));
        let known = notes.0.lock().expect("no panic").len();
        assert_eq!(known, 1);
        write(b"six", 30);
        assert!(is(b"six") && !is(b"two"));
        write(b"seven", 30);
        assert!(!is(b"seven"), "of another length");
    }
}
