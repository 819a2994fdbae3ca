//! Makes one file of the plan: its bytes, what its links need, and its place in the new site.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::links::{self, Plan, Scanned};
use super::old::Old;
use super::{Bench, Failure, Made, Sink, guard, stage};
use crate::diag::Diagnostic;
use crate::model::memory::{Key, Memory, Shelf, keep, recall};
use crate::model::output::Make;
use crate::model::{Kept, Output};

/// What is remembered of a file.
#[derive(Serialize, Deserialize)]
struct Known {
    size: u64,
    hash: [u8; 32],
    /// Where it is a page.
    scanned: Option<Scanned>,
}

/// What is to be followed in a file, where it is a page.
fn read(path: &str, bytes: &[u8]) -> Option<Scanned> {
    path.ends_with(".html")
        .then(|| links::read(&String::from_utf8_lossy(bytes)))
}

/// What making needs, on any thread.
pub(super) struct Maker<'a> {
    /// All files.
    pub(super) plan: &'a Plan<'a>,
    /// What becomes of them.
    pub(super) sink: Sink<'a>,
    /// The site before, where there is a folder to write to.
    pub(super) old: Option<&'a Old>,
    /// What earlier builds know.
    pub(super) memory: Option<&'a dyn Memory>,
}

impl Maker<'_> {
    /// Makes the file at `index` of the plan, or takes it over.
    pub(super) fn make(&self, index: usize, output: Output<'_>) -> Result<Made, Failure> {
        let path = self.plan.path(index).as_str();
        let bytes = match output {
            Output::Copy(origin) => return self.copy(&origin, path),
            Output::Bytes(bytes) => bytes,
            Output::Make(make) => make().map_err(Failure::File)?.into(),
            Output::Named(name, make) => match self.memory.zip(name()) {
                Some((memory, name)) => return self.named(index, memory, name, &make),
                None => make().map_err(Failure::File)?.into(),
            },
        };
        let page = read(path, &bytes);
        self.put(index, bytes, page)
    }

    /// A file that an earlier build may have made: then the site before may still have it.
    fn named(
        &self,
        index: usize,
        memory: &dyn Memory,
        name: Key,
        make: &Make<'_>,
    ) -> Result<Made, Failure> {
        let path = self.plan.path(index).as_str();
        let known: Option<Known> = recall(memory, Shelf::Made, &name);
        if let (Some(known), Sink::Folder(bench), Some(old)) = (&known, self.sink, self.old) {
            let old = old.see(path);
            let old = old.filter(|old| old.is(known.size, &known.hash, memory));
            if old.is_some_and(|old| old.link(&bench.folder.join(path)).is_ok()) {
                return Ok(Made {
                    bytes: known.size,
                    facts: known
                        .scanned
                        .as_ref()
                        .map(|page| self.plan.follow(index, page)),
                    kept: None,
                });
            }
        }
        let bytes = make().map_err(Failure::File)?;
        let made = Known {
            size: bytes.len() as u64,
            hash: *blake3::hash(&bytes).as_bytes(),
            scanned: read(path, &bytes),
        };
        if known.is_none() {
            keep(memory, Shelf::Made, name, &made);
        }
        self.put(index, bytes.into(), made.scanned)
    }

    /// Writes a file that was made. `page` is what was read of it, where it is a page.
    fn put(
        &self,
        index: usize,
        bytes: Cow<'_, [u8]>,
        page: Option<Scanned>,
    ) -> Result<Made, Failure> {
        let path = self.plan.path(index).as_str();
        let facts = page.map(|page| self.plan.follow(index, &page));
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
