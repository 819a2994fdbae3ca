//! (Site, frozen editions) → what is frozen, and what changed. Pure.

mod changes;
mod check;
pub mod diff;
mod history;
mod relocate;
mod snapshot;
mod units;

pub use changes::{ChangeKind, Changes, FieldChange, RecordChange, changes, texts};
pub use check::check;
pub use diff::{Cutter, Run, RunKind, text_diff};
pub use history::{folder, histories};
pub use relocate::{relocate, summary};
pub use snapshot::{Named, freeze, stored, text_of, used_assets};
