//! Names pages without making them: by the hash of everything that they are made from.
//!
//! A page's HTML is what its template makes of its variables, so variables and theme name it. They
//! take part as JSON, which tells every two values apart; in the place of bodies stands what names
//! them ([`Detail::Source`](super::html::Detail)), since printing them takes most of the time.

use serde::Serialize;

use super::templates::Variables;
use crate::model::memory::{Key, key};
use crate::model::{Site, Theme};

/// What takes the variables of a template.
pub(super) trait Fill {
    /// Takes one.
    fn insert<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T);
}

impl Fill for Variables {
    fn insert<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        Variables::insert(self, name, value);
    }
}

/// Hashes variables.
#[derive(Default)]
pub(super) struct Naming {
    json: Vec<u8>,
    has_failed: bool,
}

impl Naming {
    /// The hash of what it took; `None` where something could not be told.
    pub(super) fn finish(self) -> Option<Key> {
        (!self.has_failed).then(|| *blake3::hash(&self.json).as_bytes())
    }
}

impl Fill for Naming {
    fn insert<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.json.extend_from_slice(name.as_bytes());
        self.json.push(b':');
        self.has_failed |= serde_json::to_writer(&mut self.json, value).is_err();
        self.json.push(b'\n');
    }
}

/// The hash of what no template reads and what decides all the same: the theme, and the
/// configuration, of which too much is better than too little.
pub(super) fn common(site: &Site, theme: &Theme) -> Key {
    let config = format!("{:?}", site.config);
    let mut parts: Vec<&[u8]> = vec![config.as_bytes()];
    for (path, file) in &theme.files {
        parts.push(path.as_bytes());
        parts.push(&file.bytes);
    }
    key(&parts)
}
