//! The data that flows between the stages. No I/O, no behaviour beyond simple look-ups.
//!
//! `Config → Sources → Document → Site → (SearchIndex, Outputs) → WriteReport`; `ARCHITECTURE.md`
//! says which stage makes which.

pub mod comparison;
pub mod config;
pub mod document;
pub mod edition;
pub mod feed;
pub mod history;
pub mod memory;
pub mod number;
pub mod output;
pub mod path;
mod plain;
pub mod progress;
pub mod schema;
pub mod search;
pub mod site;
pub mod source;
pub mod value;

pub use comparison::Comparison;
pub use config::Config;
pub use document::{Attributes, Document, FrontMatter, Kind, Node, RawKind, RawValue};
pub use edition::{Edition, EditionFile};
pub use output::{Files, Kept, MARKER, Output, Outputs, WriteReport};
pub use path::OutPath;
pub use plain::{flatten, plain_text};
pub use progress::{Progress, Silent};
pub use schema::{Collection, Field, FieldType, Schema};
pub use search::SearchIndex;
pub use site::{Edge, EdgeId, Page, PageId, PageKind, Site, Target};
pub use source::{Asset, Inputs, SourceFile, Sources, Theme};
pub use value::Value;
