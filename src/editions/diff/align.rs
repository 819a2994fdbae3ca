//! What two rows of things have in common: the only file that knows `similar`.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A place where two rows differ: what stands there in the old one and in the new one. What lies
/// between two hunks is the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

impl Hunk {
    /// Whether something stands on both sides.
    pub(super) fn is_replacement(&self) -> bool {
        !self.old.is_empty() && !self.new.is_empty()
    }
}

/// Numbers for texts and the like: what is the same has the same number.
pub(super) struct Numbers<'t, T: ?Sized = str> {
    known: HashMap<&'t T, u32>,
}

impl<T: ?Sized> Default for Numbers<'_, T> {
    fn default() -> Self {
        let known = HashMap::new();
        Self { known }
    }
}

impl<'t, T: ?Sized + Hash + Eq> Numbers<'t, T> {
    /// The number of `thing`.
    pub(super) fn of(&mut self, thing: &'t T) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(thing).or_insert(next)
    }
}

/// The places where two rows of numbers differ.
///
/// Patience first finds what occurs once in both rows, so that a particle that happens to occur in
/// both does not decide what is compared with what.
pub(super) fn hunks(old: &[u32], new: &[u32]) -> Vec<Hunk> {
    let operations = capture_diff_slices(Algorithm::Patience, old, new);
    let mut hunks: Vec<Hunk> = Vec::new();
    for operation in operations {
        let (tag, old, new) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        match hunks.last_mut() {
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => hunks.push(Hunk { old, new }),
        }
    }
    hunks
}
