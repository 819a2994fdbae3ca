//! The plan of the output: which files, and how each is made.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diag::Diagnostic;
use crate::model::OutPath;
use crate::model::memory::Key;

/// Makes a file's bytes; runs on any thread.
pub type Make<'a> = Box<dyn Fn() -> Result<Vec<u8>, Diagnostic> + Send + Sync + 'a>;

/// Names a file's bytes without making them: by the hash of everything that they depend on.
pub type Name<'a> = Box<dyn Fn() -> Option<Key> + Send + Sync + 'a>;

/// How one file is made.
pub enum Output<'a> {
    /// Known already.
    Bytes(Cow<'a, [u8]>),
    /// A copy of a file.
    Copy(PathBuf),
    /// Made when it is written, in parallel, and dropped at once: memory never holds the site.
    Make(Make<'a>),
    /// The same, of bytes that an earlier build may have made.
    Named(Name<'a>, Make<'a>),
}

/// The sorted plan of a site.
#[derive(Default)]
pub struct Outputs<'a> {
    /// By address.
    pub files: BTreeMap<OutPath, Output<'a>>,
}

impl<'a> Outputs<'a> {
    /// Adds a file; returns the address back when it is taken.
    pub fn insert(&mut self, path: OutPath, output: Output<'a>) -> Result<(), OutPath> {
        match self.files.entry(path) {
            std::collections::btree_map::Entry::Occupied(taken) => Err(taken.key().clone()),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(output);
                Ok(())
            }
        }
    }
}

/// The file in an output folder that says that this program made it and may replace it.
pub const MARKER: &str = ".hakusho-output";

/// A finished file of a site that is kept in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It is a copy of a file on the disk.
    Copy {
        /// That file.
        origin: PathBuf,
        /// Another number where the file has changed.
        stamp: u128,
    },
}

/// A finished site in memory, by address.
pub type Files = BTreeMap<OutPath, Kept>;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteReport {
    /// Files in the site.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// HTML pages among them.
    pub pages: usize,
}
