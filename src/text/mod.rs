//! Pure string helpers. This room imports nothing of ours.
//!
//! Nothing here alters an author's text: helpers measure, compare, cut or read it, and say where.

pub mod cjk;
pub mod compounds;
pub mod date;
pub mod file_name;
pub mod fold;
mod fold_table;
pub mod html;
pub mod include;
pub mod kana;
pub mod language;
pub mod math;
pub mod natural;
pub mod period;
pub mod sentence;
pub mod slug;
pub mod suggest;
pub mod truncate;
pub mod url;
pub mod wareki;
