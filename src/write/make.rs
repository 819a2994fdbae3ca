//! Makes one file of the plan: its bytes, what its links need, and its place in the new site.

use std::io;
use std::path::Path;

use super::links::Plan;
use super::old::Old;
use super::{Bench, Failure, Made, Sink, guard, stage};
use crate::diag::Diagnostic;
use crate::model::{Kept, Output};

/// What making needs, on any thread.
pub(super) struct Maker<'a> {
    /// All files.
    pub(super) plan: &'a Plan<'a>,
    /// What becomes of them.
    pub(super) sink: Sink<'a>,
    /// The site before, where there is a folder to write to.
    pub(super) old: Option<&'a Old>,
}

impl Maker<'_> {
    /// Makes the file at `index` of the plan, reads what its links need, and writes it.
    pub(super) fn make(&self, index: usize, output: Output<'_>) -> Result<Made, Failure> {
        let path = self.plan.path(index).as_str();
        let bytes = match output {
            Output::Copy(origin) => return self.copy(&origin, path),
            Output::Bytes(bytes) => bytes,
            Output::Make(make) => make().map_err(Failure::File)?.into(),
        };
        let facts = path
            .ends_with(".html")
            .then(|| self.plan.read(index, &String::from_utf8_lossy(&bytes)));
        if let (Sink::Folder(bench), Some(old)) = (self.sink, self.old) {
            put_bytes(path, &bytes, bench, old).map_err(Failure::Disk)?;
        }
        Ok(Made {
            bytes: bytes.len() as u64,
            facts,
            kept: self.keeps().then(|| Kept::Bytes(bytes.into_owned())),
        })
    }

    /// Copies a file of the author's. What is in it is not ours to verify.
    fn copy(&self, origin: &Path, path: &str) -> Result<Made, Failure> {
        let unread = |error: io::Error| Failure::File(Diagnostic::io(path, &error));
        let (mut from, size) = stage::open(origin).map_err(unread)?;
        let bytes = match (self.sink, self.old) {
            (Sink::Folder(bench), Some(old)) => {
                let mut old = old.open(path);
                old = old.take_if(|old| old.holds_copy(&mut from, size));
                put(path, bench, |to| match &old {
                    Some(old) if old.link(to).is_ok() => Ok(size),
                    old => {
                        let (mut from, _) = stage::open(origin)?;
                        let bytes = stage::copy(&mut from, to)?;
                        old.iter().for_each(|old| old.date(to));
                        Ok(bytes)
                    }
                })
                .map_err(Failure::Disk)?
            }
            _ => size,
        };
        Ok(Made {
            bytes,
            facts: None,
            kept: self.keeps().then(|| Kept::Copy {
                origin: origin.to_owned(),
                stamp: stage::stamp(&from),
            }),
        })
    }

    fn keeps(&self) -> bool {
        matches!(self.sink, Sink::Memory)
    }
}

/// Writes the file of `path`, or takes it over from the site before where that has the same bytes.
pub(super) fn put_bytes(
    path: &str,
    bytes: &[u8],
    bench: Bench<'_>,
    old: &Old,
) -> Result<(), Diagnostic> {
    let old = old.open(path).take_if(|old| old.holds(bytes));
    put(path, bench, |to| match &old {
        Some(old) if old.link(to).is_ok() => Ok(()),
        old => {
            stage::put(to, bytes)?;
            old.iter().for_each(|old| old.date(to));
            Ok(())
        }
    })
}

/// Writes the file of `path` into the staging folder.
fn put<T>(
    path: &str,
    bench: Bench<'_>,
    write: impl FnOnce(&Path) -> io::Result<T>,
) -> Result<T, Diagnostic> {
    let to = bench.folder.join(path);
    write(&to).map_err(|error| guard::io_error(&to, bench.target, &error))
}
