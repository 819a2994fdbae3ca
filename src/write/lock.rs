//! One build at a time for one output folder.
//!
//! The lock is the operating system's, on a file beside the output: it ends with the process that
//! holds it, however that ends. The file is removed while the lock is still held; whoever opened it
//! meanwhile notices that its name is gone and tries again.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic, Place};
use crate::write::{Target, guard, stage};

/// Held while a build writes; ends when dropped.
pub(super) struct Lock {
    path: PathBuf,
    // Closing it gives the lock up.
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // What stays behind is an empty hidden file, which the next build takes over.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Takes the lock of `output`.
pub(super) fn acquire(output: &Path, target: &Target<'_>) -> Result<Lock, Diagnostic> {
    let path = stage::beside(output, "lock");
    let io = |error: std::io::Error| guard::io_error(&path, target, &error);
    loop {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let shown = guard::shown(target.output, target);
                let place = Place::Path(shown.clone());
                return Err(Diagnostic::new(Code::BuildInProgress, place).arg("path", shown));
            }
            Err(TryLockError::Error(error)) => return Err(io(error)),
        }
        if same_file(&file, &path) {
            return Ok(Lock { path, _file: file });
        }
    }
}

/// Whether `path` still names `file`.
#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same_file(_: &File, path: &Path) -> bool {
    path.exists()
}
