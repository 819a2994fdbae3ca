//! The staging folder beside the output, and the step that puts it in the output's place.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A hidden sibling of `output` for `purpose`: on the same file system, so that it can be renamed.
pub(super) fn beside(output: &Path, purpose: &str) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    output.with_file_name(format!(".{name}.hakusho-{purpose}"))
}

/// Clears what a killed run left. One that died while the old site was set aside gets it back.
pub(super) fn recover(output: &Path) -> io::Result<()> {
    let old = beside(output, "old");
    if old.symlink_metadata().is_ok() {
        if output.symlink_metadata().is_ok() {
            remove(&old)?;
        } else {
            fs::rename(&old, output)?;
        }
    }
    remove(&beside(output, "staging"))
}

/// Removes whatever is at `path`; a link itself, never what it leads to.
fn remove(path: &Path) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// The folder in which a site is built. Gone when dropped, with what is in it.
pub(super) struct Staging {
    folder: PathBuf,
}

impl Staging {
    /// A fresh, empty folder beside `output`.
    pub(super) fn beside(output: &Path) -> io::Result<Staging> {
        let folder = beside(output, "staging");
        fs::create_dir(&folder)?;
        Ok(Staging { folder })
    }

    /// Where to write.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes this folder the output; the old one goes.
    pub(super) fn swap(self, output: &Path) -> io::Result<()> {
        if output.symlink_metadata().is_err() {
            return fs::rename(&self.folder, output);
        }
        match exchange(&self.folder, output) {
            // The old site now lies in the staging folder, and goes with it.
            Ok(()) => Ok(()),
            Err(error) if is_unsupported(&error) => self.swap_by_renaming(output),
            Err(error) => Err(error),
        }
    }

    /// Two renames, of which the first is taken back when the second fails.
    fn swap_by_renaming(&self, output: &Path) -> io::Result<()> {
        let old = beside(output, "old");
        fs::rename(output, &old)?;
        if let Err(error) = fs::rename(&self.folder, output) {
            fs::rename(&old, output)?;
            return Err(error);
        }
        // The new site is in place: what cannot be removed now is cleared by the next build.
        let _ = remove(&old);
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // As above: the next build clears what stays.
        let _ = remove(&self.folder);
    }
}

/// Swaps two folders in one step, so that there is no moment without a site.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Old kernels and some file systems cannot exchange; they say so in different ways.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Unsupported | ErrorKind::InvalidInput
    )
}

/// Writes a new file. One that is there already (on file systems that ignore case) is an error.
pub(super) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

/// Opens the regular file `origin`, and says its size in bytes.
pub(super) fn open(origin: &Path) -> io::Result<(File, u64)> {
    if !origin.symlink_metadata()?.is_file() {
        return Err(io::Error::new(
            ErrorKind::InvalidInput,
            "not a regular file",
        ));
    }
    let file = open_no_follow(origin)?;
    let size = file.metadata()?.len();
    Ok((file, size))
}

/// A number that is another one once the file has changed.
pub(super) fn stamp(file: &File) -> u128 {
    let changed = file.metadata().and_then(|meta| meta.modified());
    let since = changed.map(|time| time.duration_since(std::time::UNIX_EPOCH));
    since.map_or(0, |since| since.map_or(0, |time| time.as_nanos()))
}

/// Copies `from` to the new file `to`; its size in bytes.
pub(super) fn copy(from: &mut File, to: &Path) -> io::Result<u64> {
    io::copy(from, &mut File::create_new(to)?)
}

/// Opens a file for reading, unless it has become a link since it was looked at.
#[cfg(unix)]
fn open_no_follow(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits();
    File::options()
        .read(true)
        .custom_flags(no_follow as i32)
        .open(path)
}

#[cfg(not(unix))]
fn open_no_follow(path: &Path) -> io::Result<File> {
    File::open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renaming_swaps_as_well_and_rolls_back() {
        let base = tempfile::tempdir().expect("a temporary folder");
        let output = base.path().join("public");
        fs::create_dir(&output).expect("a folder");
        put(&output.join("old"), b"").expect("a file");

        let staging = Staging::beside(&output).expect("staging");
        put(&staging.folder().join("new"), b"").expect("a file");
        staging.swap_by_renaming(&output).expect("swapped");
        drop(staging);
        assert!(output.join("new").exists() && !output.join("old").exists());

        let staging = Staging::beside(&output).expect("staging");
        fs::remove_dir(staging.folder()).expect("gone");
        assert!(staging.swap_by_renaming(&output).is_err());
        assert!(output.join("new").exists());
        assert_eq!(base.path().read_dir().expect("a folder").count(), 1);
    }

    /// Where folders cannot be exchanged there are two renames: a run may die before the first,
    /// between them, and behind each.
    #[test]
    fn a_run_killed_at_any_step_of_renaming_leaves_a_whole_site() {
        for (died, found) in [("before", "old"), ("between", "old"), ("behind", "new")] {
            let base = tempfile::tempdir().expect("a temporary folder");
            let output = base.path().join("public");
            let (old, staging) = (beside(&output, "old"), beside(&output, "staging"));
            fs::create_dir(&output).expect("a folder");
            put(&output.join("page"), b"old").expect("a file");
            fs::create_dir(&staging).expect("a folder");
            put(&staging.join("page"), b"new").expect("a file");
            if died != "before" {
                fs::rename(&output, &old).expect("renamed");
            }
            if died == "behind" {
                fs::rename(&staging, &output).expect("renamed");
            }
            recover(&output).expect("recovered");
            let page = fs::read_to_string(output.join("page")).expect("a page");
            assert_eq!(page, found, "died {died}");
            assert_eq!(base.path().read_dir().expect("a folder").count(), 1);
        }
    }
}
