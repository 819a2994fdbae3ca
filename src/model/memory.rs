//! What earlier builds worked out, so that a build after a small edit need not do it again.
//!
//! A value stands under the hash of everything that it depends on, so that it can only be right:
//! what has changed has another key. The room `cache` keeps values on the disk.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The hash of everything that a value depends on. The program itself needs no part in it.
pub type Key = [u8; 32];

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Finished files: hash of their bytes; of pages also ids and links.
    Made,
    /// The hashes of files that lie in a site, by their stamps.
    Stamps,
    /// What was read of sources without problems.
    Documents,
    /// The colours of code blocks, and scripts made short.
    Code,
    /// What parts of the search index hold.
    Terms,
}

impl Shelf {
    /// All of them.
    pub const ALL: [Shelf; 5] = [
        Shelf::Made,
        Shelf::Stamps,
        Shelf::Documents,
        Shelf::Code,
        Shelf::Terms,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Shelf::Made => "made",
            Shelf::Stamps => "stamps",
            Shelf::Documents => "documents",
            Shelf::Code => "code",
            Shelf::Terms => "terms",
        }
    }
}

/// Remembers bytes from build to build.
pub trait Memory: Sync {
    /// What an earlier build has put there.
    fn get(&self, shelf: Shelf, key: &Key) -> Option<&[u8]>;
    /// Keeps a value for the builds to come.
    fn put(&self, shelf: Shelf, key: Key, value: Vec<u8>);
}

/// A key of `parts`, each told from the next.
pub fn key(parts: &[&[u8]]) -> Key {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

/// The value of `key`, if there is one that can be read.
pub fn recall<T: DeserializeOwned>(memory: &dyn Memory, shelf: Shelf, key: &Key) -> Option<T> {
    postcard::from_bytes(memory.get(shelf, key)?).ok()
}

/// Keeps `value`. One that cannot be kept is worked out again, which costs time and nothing else.
pub fn keep<T: Serialize>(memory: &dyn Memory, shelf: Shelf, key: Key, value: &T) {
    if let Ok(bytes) = postcard::to_stdvec(value) {
        memory.put(shelf, key, bytes);
    }
}

/// The value of `key`: remembered, or made and kept.
pub fn remember<T: Serialize + DeserializeOwned>(
    memory: Option<&dyn Memory>,
    shelf: Shelf,
    parts: &[&[u8]],
    make: impl FnOnce() -> T,
) -> T {
    let Some(memory) = memory else {
        return make();
    };
    let key = key(parts);
    recall(memory, shelf, &key).unwrap_or_else(|| {
        let made = make();
        keep(memory, shelf, key, &made);
        made
    })
}

/// A memory for tests.
#[cfg(test)]
#[derive(Default)]
pub(crate) struct Notes(pub(crate) std::sync::Mutex<std::collections::HashMap<Key, Vec<u8>>>);

#[cfg(test)]
impl Memory for Notes {
    fn get(&self, _: Shelf, key: &Key) -> Option<&[u8]> {
        let value = self.0.lock().expect("no panic").get(key).cloned()?;
        Some(Box::leak(value.into_boxed_slice()))
    }

    fn put(&self, _: Shelf, key: Key, value: Vec<u8>) {
        self.0.lock().expect("no panic").insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_run_together() {
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
        assert_ne!(key(&[b"ab"]), key(&[b"ab", b""]));
    }
}
