//! (Site, frozen editions) → what is frozen, and what changed. Pure.

mod addresses;
mod changes;
mod check;
mod compare;
mod details;
pub mod diff;
mod history;
mod names;
mod numbers;
mod pages;
mod relocate;
mod snapshot;
mod table;
mod units;

pub use addresses::keep_addresses;
pub use changes::{ChangeKind, Changes, FieldChange, RecordChange, changes, texts};
pub use check::check;
pub use compare::{Between, Setting, compare};
pub use diff::{
    Cutter, ListChange, Pair, PairKind, Run, RunKind, Unit, list_diff, text_diff, unit_diff,
};
pub use history::{histories, successive};
pub use numbers::tell_numbers;
pub use pages::{PageChange, page_changes};
pub use relocate::{hide, relocate, summary};
pub use snapshot::{Named, freeze, stored, text_of, used_assets};
