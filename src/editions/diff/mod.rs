//! What changed between two versions of a record, told as an official would tell it: what this
//! room underlines is what would be underlined in a 新旧対照表.
//!
//! [`text_diff`] compares two texts. Their sentences are compared first, then the words of those
//! that differ (`align`, by the crate `similar`), and then the differences are made readable
//! (`shape`): whole compounds, whole numbers, no crumbs that stay the same between two changes.
//! [`unit_diff`] finds which statement became which, [`list_diff`] compares lists.
//!
//! Nothing here reads or writes, and the same input always gives the same differences.

mod align;
mod bag;
mod clusters;
mod cutter;
mod extend;
mod list;
mod loosen;
mod pairing;
mod phrases;
mod pieces;
mod scripts;
mod shape;
mod slide;
#[cfg(test)]
mod tests;
mod text;
mod units;
mod word;

pub use cutter::Cutter;
pub use list::{ListChange, list_diff};
pub use text::{Run, RunKind, text_diff};
pub use units::{Pair, PairKind, Unit, unit_diff};
