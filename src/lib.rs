//! hakusho (白書): structured Markdown in, a cross-linked static site with Japanese full-text search out.
//!
//! The crate is a pipeline of rooms; `ARCHITECTURE.md` is the map. Nothing here is a stable
//! interface before 1.0: `pub` is what the `hakusho` binary and the tests need.

pub mod cache;
pub mod cli;
pub mod commands;
pub mod diag;
pub mod edit;
pub mod editions;
pub mod emit;
pub mod import;
pub mod load;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod render;
pub mod resolve;
pub mod revise;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod text;
pub mod words;
pub mod write;
