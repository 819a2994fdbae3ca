//! `search/t/N.js`: a list of units, each `[address of its page, title, heading in force, its id,
//! field and id of a block, its text, field and id …]`, so that a hit needs no other file.

use serde_json::{Value, json};

use crate::model::SearchIndex;
use crate::model::search::{TextField, Unit};

pub(super) fn unit(index: &SearchIndex, unit: &Unit) -> Value {
    let page = &index.pages[unit.page];
    let under = unit.under.map(|at| &page.blocks[at]);
    let mut strings = vec![
        page.url.clone(),
        page.title.clone(),
        under.map(|block| block.text.clone()).unwrap_or_default(),
        under.map(|block| block.anchor.clone()).unwrap_or_default(),
    ];
    for block in &page.blocks[unit.blocks.clone()] {
        let field = match block.field {
            TextField::Title => 't',
            TextField::Heading => 'h',
            TextField::Body => 'b',
            TextField::Code => 'c',
        };
        strings.push(format!("{field}{}", block.anchor));
        strings.push(block.text.clone());
    }
    json!(strings)
}

/// About as many bytes as [`unit`] takes.
pub(super) fn size(index: &SearchIndex, unit: &Unit) -> usize {
    let page = &index.pages[unit.page];
    let blocks = page.blocks[unit.blocks.clone()].iter();
    let texts: usize = blocks.map(|b| b.text.len() + b.anchor.len()).sum();
    page.url.len() + page.title.len() + texts
}
