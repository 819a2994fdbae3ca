//! What a build worked out, kept in `.hakusho/cache/` of the site's folder for the next ones.
//!
//! - `pack`: the format of a file. A [`Shelf`] of large values has several, so that a new one does
//!   not make the next build write all of them.
//! - `folder`: where the files lie, and how they are read and replaced.
//!
//! The cache is a convenience: nothing that goes wrong with it is a problem of the build. It can be
//! removed at any time, several builds may use it at once, and a file that this very program has
//! not written as a whole counts as none.

mod folder;
mod pack;

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::model::memory::{Key, Memory, Shelf};
use folder::Folder;

/// How often a file is written with a value that nobody has asked for: long enough to go to another
/// branch and back, short enough not to grow for ever.
const LONGEST_AGE: u8 = 8;
/// Files of a shelf of large values.
const MANY: usize = 16;

/// The cache of one site.
pub struct Cache {
    folder: Folder,
    tool: Key,
    files: Vec<(String, Contents)>,
}

/// How many files a shelf has.
fn count(shelf: Shelf) -> usize {
    match shelf {
        Shelf::Documents | Shelf::Terms => MANY,
        Shelf::Made | Shelf::Stamps | Shelf::Code => 1,
    }
}

/// Where among all files the one of `key` is.
fn place(shelf: Shelf, key: &Key) -> usize {
    let shelves = Shelf::ALL.into_iter();
    let before = shelves.take_while(|known| *known != shelf);
    before.map(count).sum::<usize>() + usize::from(key[0]) % count(shelf)
}

/// What one file holds, and what is new.
#[derive(Default)]
struct Contents {
    bytes: Vec<u8>,
    known: HashMap<Key, Known>,
    new: Mutex<HashMap<Key, Vec<u8>>>,
}

struct Known {
    entry: pack::Entry,
    is_used: AtomicBool,
}

impl Cache {
    /// What earlier builds of the site in `root` have left.
    pub fn open(root: &Path) -> Cache {
        let folder = Folder::of(root);
        let tool = folder::tool();
        let read = |name: &str| {
            let bytes = folder.read(name)?;
            let entries = pack::read(&tool, &bytes)?;
            let known = entries.into_iter().map(|(key, entry)| {
                let is_used = AtomicBool::new(false);
                (key, Known { entry, is_used })
            });
            Some(Contents {
                known: known.collect(),
                bytes,
                new: Mutex::default(),
            })
        };
        let names = Shelf::ALL.into_iter().flat_map(|shelf| {
            (0..count(shelf)).map(move |number| match count(shelf) {
                1 => shelf.name().to_owned(),
                _ => format!("{}-{number}", shelf.name()),
            })
        });
        let files = names.map(|name| {
            let contents = read(&name).unwrap_or_default();
            (name, contents)
        });
        Cache {
            files: files.collect(),
            folder,
            tool,
        }
    }

    /// Keeps what is new for the next build, and lets go what none has asked for in a long time.
    pub fn save(self) {
        let files = self.files.iter();
        let mut changed = files
            .filter(|(_, contents)| !lock(&contents.new).is_empty())
            .peekable();
        if changed.peek().is_none() {
            return;
        }
        let Some(held) = self.folder.hold() else {
            return;
        };
        for (name, contents) in changed {
            held.replace(name, &contents.pack(&self.tool));
        }
    }

    fn contents(&self, shelf: Shelf, key: &Key) -> Option<&Contents> {
        Some(&self.files.get(place(shelf, key))?.1)
    }
}

impl Memory for Cache {
    fn get(&self, shelf: Shelf, key: &Key) -> Option<&[u8]> {
        let contents = self.contents(shelf, key)?;
        let known = contents.known.get(key)?;
        known.is_used.store(true, Ordering::Relaxed);
        contents.bytes.get(known.entry.range.clone())
    }

    fn put(&self, shelf: Shelf, key: Key, value: Vec<u8>) {
        if let Some(contents) = self.contents(shelf, &key) {
            lock(&contents.new).insert(key, value);
        }
    }
}

impl Contents {
    fn pack(&self, tool: &Key) -> Vec<u8> {
        let new = lock(&self.new);
        let known = self.known.iter().filter_map(|(key, known)| {
            let value = self.bytes.get(known.entry.range.clone())?;
            let age = known.age();
            (age <= LONGEST_AGE && !new.contains_key(key)).then_some((key, age, value))
        });
        let new_values = new.iter().map(|(key, value)| (key, 0, value.as_slice()));
        pack::write(tool, known.chain(new_values))
    }
}

impl Known {
    fn age(&self) -> u8 {
        match self.is_used.load(Ordering::Relaxed) {
            true => 0,
            false => self.entry.age.saturating_add(1),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
