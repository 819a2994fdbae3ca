//! A finished site as one file to hand over: a ZIP that is unpacked and read without a server.
//!
//! The same site gives the same bytes: files in order, all of one time, none of the machine's
//! owners and modes.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::stage;
use crate::diag::{Code, Diagnostic, Place};
use crate::model::{Files, Kept};

/// A file to make, and its bytes by the folder that everything in the archive lies in.
pub struct Archive<'a> {
    /// The files of the site.
    pub files: &'a Files,
    /// Name and text of the note for whoever unpacks it.
    pub note: (&'a str, String),
}

impl Archive<'_> {
    /// Writes the archive to `to`, in whose place nothing else is seen meanwhile; its bytes.
    ///
    /// # Errors
    /// `io-error`; then what was at `to` stands as it was.
    pub fn write(&self, to: &Path) -> Result<u64, Diagnostic> {
        let folder = to.file_stem().unwrap_or_default().to_string_lossy();
        put(to, |file| self.pack(&folder, file))
    }

    fn pack(&self, folder: &str, file: &mut File) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut zip = ZipWriter::new(file);
        let (name, text) = &self.note;
        zip.start_file(format!("{folder}/{name}"), options)?;
        zip.write_all(text.as_bytes())?;
        for (path, kept) in self.files {
            zip.start_file(format!("{folder}/{path}"), options)?;
            match kept {
                Kept::Bytes(bytes) => zip.write_all(bytes)?,
                Kept::Copy { origin, .. } => {
                    io::copy(&mut stage::open(origin)?.0, &mut zip)?;
                }
            }
        }
        zip.finish()?;
        Ok(())
    }
}

/// Writes `bytes` to `to`, as [`Archive::write`] does.
///
/// # Errors
/// `io-error`; then what was at `to` stands as it was.
pub fn file(to: &Path, bytes: &[u8]) -> Result<u64, Diagnostic> {
    put(to, |file| file.write_all(bytes))
}

/// Makes a file beside `to` and puts it in its place when it is whole.
fn put(to: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<u64, Diagnostic> {
    let shown = || to.to_string_lossy().replace('\\', "/");
    if to.is_dir() {
        let place = Place::Path(shown());
        return Err(Diagnostic::new(Code::ExportTarget, place)
            .arg("path", shown())
            .help("folder"));
    }
    let beside = beside(to);
    let made = File::create(&beside).and_then(|mut file| {
        write(&mut file)?;
        let size = file.metadata()?.len();
        drop(file);
        std::fs::rename(&beside, to)?;
        Ok(size)
    });
    made.map_err(|error| {
        // What is left of a failed attempt is of no use; the failure itself is told.
        let _ = std::fs::remove_file(&beside);
        Diagnostic::io(shown(), &error)
    })
}

fn beside(to: &Path) -> PathBuf {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    to.with_file_name(format!(".{name}.hakusho-export"))
}
