//! `.hakusho/cache/`: read, and replaced file by file.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::model::memory::{Key, key};

/// Keeps the folder out of version control, itself included.
const IGNORE: &str = "*\n";
/// A cache larger than this is not read: it would cost more than it saves.
const LARGEST: u64 = 1 << 30;
/// Held by the build that is writing.
const LOCK: &str = "lock";

/// Where the cache of a site lies.
pub(super) struct Folder {
    own: PathBuf,
    cache: PathBuf,
}

/// The folder while this build alone writes into it.
pub(super) struct Held<'f> {
    folder: &'f Folder,
    // Closing it gives the lock up.
    _lock: File,
}

impl Folder {
    pub(super) fn of(root: &Path) -> Folder {
        let own = root.join(".hakusho");
        Folder {
            cache: own.join("cache"),
            own,
        }
    }

    /// The file `name`, if it is one and no link leads to it.
    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        if !(is_folder(&self.own) && is_folder(&self.cache)) {
            return None;
        }
        let path = self.cache.join(name);
        let meta = path.symlink_metadata().ok()?;
        if !meta.is_file() || meta.len() > LARGEST {
            return None;
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize + 1);
        File::open(path).ok()?.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Makes the folder where there is none and takes it for this build. `None` where another
    /// build is writing, or the folder cannot be had.
    pub(super) fn hold(&self) -> Option<Held<'_>> {
        make_folder(&self.own).ok()?;
        let ignore = self.own.join(".gitignore");
        if ignore.symlink_metadata().is_err() {
            put(&ignore, IGNORE.as_bytes()).ok()?;
        }
        make_folder(&self.cache).ok()?;
        let path = self.cache.join(LOCK);
        if path.is_symlink() {
            return None;
        }
        let mut options = File::options();
        let lock = options.create(true).truncate(false).write(true).open(path);
        let lock = lock.ok()?;
        lock.try_lock().ok()?;
        Some(Held {
            folder: self,
            _lock: lock,
        })
    }
}

impl Held<'_> {
    /// Puts `bytes` in the place of the file `name`, or nothing where that fails.
    pub(super) fn replace(&self, name: &str, bytes: &[u8]) {
        let (path, new) = (
            self.folder.cache.join(name),
            self.folder.cache.join(format!("{name}.new")),
        );
        // Left by a build that was killed: nobody else writes now.
        let _ = fs::remove_file(&new);
        if put(&new, bytes)
            .and_then(|()| fs::rename(&new, &path))
            .is_err()
        {
            let _ = fs::remove_file(&new);
        }
    }
}

/// Writes a new file: never through a link, never over another one.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if !is_folder(path) => Err(error),
        _ => Ok(()),
    }
}

/// Whether `path` is a folder and no link to one.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

/// Tells this program from every other one: what one has worked out, another might do otherwise.
/// Its bytes would say it best, but reading them takes longer than a small build.
pub(super) fn tool() -> Key {
    let path = std::env::current_exe().unwrap_or_default();
    let meta = path.metadata();
    let since = |time: std::time::SystemTime| time.duration_since(std::time::UNIX_EPOCH).ok();
    let made = meta
        .as_ref()
        .ok()
        .and_then(|meta| since(meta.modified().ok()?));
    key(&[
        env!("CARGO_PKG_VERSION").as_bytes(),
        path.as_os_str().as_encoded_bytes(),
        &meta.map_or(0, |meta| meta.len()).to_le_bytes(),
        &made.map_or(0, |since| since.as_nanos()).to_le_bytes(),
    ])
}
