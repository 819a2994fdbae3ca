//! The search as a whole: index, files and engine against a plain scan of the texts.

mod counts;
mod engine;
mod files;
mod format;
mod hostile;
mod meaning;
mod pages;
mod recall;
mod site;
#[path = "../support/mod.rs"]
mod support;
mod tables;
