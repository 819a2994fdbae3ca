//! `search/t/N.js`: a list of units, each `[address of its page, title, heading in force, field and
//! id of a block, its text, field and id …]`, so that a hit needs no other file.

use std::ops::Range;

use serde_json::{Value, json};

use super::portions::up_to;
use crate::model::SearchIndex;
use crate::model::memory::{Key, key};
use crate::model::search::{TextField, Unit};

/// Which units lie in one file, of about `target` bytes.
pub(super) fn portions(index: &SearchIndex, target: usize) -> Vec<Range<usize>> {
    let units = index.units.iter();
    let sizes: Vec<usize> = units.map(|unit| size(index, unit)).collect();
    up_to(&sizes, target)
}

pub(super) fn unit(index: &SearchIndex, unit: &Unit) -> Value {
    let mut strings: Vec<String> = Vec::new();
    visit(index, unit, &mut |parts| strings.push(parts.concat()));
    json!(strings)
}

/// The hash of all that [`unit`] says of `units`.
pub(super) fn hash(index: &SearchIndex, units: &[Unit]) -> Key {
    let mut bytes = Vec::new();
    for unit in units {
        visit(index, unit, &mut |parts| {
            parts
                .iter()
                .for_each(|part| bytes.extend_from_slice(part.as_bytes()));
            // No text holds such a byte.
            bytes.push(0xFF);
        });
        bytes.push(0xFE);
    }
    key(&[&bytes])
}

/// Gives `visit` the strings of a unit, each in parts.
fn visit(index: &SearchIndex, unit: &Unit, visit: &mut dyn FnMut(&[&str])) {
    let page = &index.pages[unit.page];
    visit(&[&page.url]);
    visit(&[&page.title]);
    visit(&[unit.under.map_or("", |at| &page.blocks[at].text)]);
    for block in &page.blocks[unit.blocks.clone()] {
        let field = match block.field {
            TextField::Title => "t",
            TextField::Heading => "h",
            TextField::Body => "b",
            TextField::Code => "c",
        };
        visit(&[field, &block.anchor]);
        visit(&[&block.text]);
    }
}

/// About as many bytes as [`unit`] takes.
fn size(index: &SearchIndex, unit: &Unit) -> usize {
    let page = &index.pages[unit.page];
    let blocks = page.blocks[unit.blocks.clone()].iter();
    let texts: usize = blocks.map(|b| b.text.len() + b.anchor.len()).sum();
    page.url.len() + page.title.len() + texts
}
