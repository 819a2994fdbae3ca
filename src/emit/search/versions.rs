//! Versions of files, so that files of two builds are never mixed and those that a build leaves as
//! they were stay in every cache.
//!
//! The manifest holds all versions, and every search loads it first; so files share theirs: groups
//! of neighbours in a folder have one version, three base64 digits of the hash of them all.

use super::Part;
use super::codec::base64;
use crate::model::memory::key;

/// How many files have one version.
pub(super) const GROUP: usize = 8;
/// Digits of a version.
const DIGITS: usize = 3;

/// The versions of the groups of `parts`, one behind the other.
pub(super) fn versions(parts: &[Part<'_>]) -> String {
    let groups = parts.chunks(GROUP).map(|group| {
        let hashes: Vec<&[u8]> = group.iter().map(|part| part.hash.as_slice()).collect();
        base64(&key(&hashes))[..DIGITS].to_owned()
    });
    groups.collect()
}

/// The version of a group.
pub(super) fn of(versions: &str, group: usize) -> &str {
    &versions[group * DIGITS..(group + 1) * DIGITS]
}
