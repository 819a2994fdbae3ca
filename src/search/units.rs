//! Groups the blocks of a page into units of a size that loads quickly.

use crate::model::search::{Block, TextField, Unit};

/// A unit ends before the block that would make it longer than this, bytes of UTF-8.
const UNIT_BYTES: usize = 12 * 1024;
/// From this size on a heading begins the next unit.
const SPLIT_AT_HEADING: usize = UNIT_BYTES * 2 / 3;

/// The units of one page's blocks: all blocks, in order, each in one unit.
pub(super) fn units(page: usize, blocks: &[Block]) -> Vec<Unit> {
    let mut units = Vec::new();
    let (mut start, mut size) = (0, 0);
    let mut heading = None;
    let mut under = None;
    for (at, block) in blocks.iter().enumerate() {
        let is_heading = block.field == TextField::Heading;
        let full = size + block.text.len() > UNIT_BYTES;
        if at > start && (full || (is_heading && size >= SPLIT_AT_HEADING)) {
            units.push(Unit {
                page,
                blocks: start..at,
                under,
            });
            (start, size) = (at, 0);
            under = if is_heading { None } else { heading };
        }
        if is_heading {
            heading = Some(at);
        }
        size += block.text.len();
    }
    if start < blocks.len() {
        units.push(Unit {
            page,
            blocks: start..blocks.len(),
            under,
        });
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(field: TextField, bytes: usize) -> Block {
        Block {
            field,
            anchor: String::new(),
            text: "x".repeat(bytes),
            rubies: Vec::new(),
        }
    }

    #[test]
    fn a_short_page_is_one_unit_and_an_empty_one_none() {
        let blocks = [block(TextField::Heading, 10), block(TextField::Body, 100)];
        let expected = Unit {
            page: 3,
            blocks: 0..2,
            under: None,
        };
        assert_eq!(units(3, &blocks), [expected]);
        assert_eq!(units(3, &[]), []);
    }

    #[test]
    fn a_long_page_is_split_before_headings_where_it_can() {
        let blocks = [
            block(TextField::Heading, 10),
            block(TextField::Body, 9_000),
            block(TextField::Heading, 10),
            block(TextField::Body, 8_000),
            block(TextField::Body, 8_000),
            block(TextField::Code, 50_000),
        ];
        let found: Vec<_> = units(0, &blocks)
            .into_iter()
            .map(|unit| (unit.blocks, unit.under))
            .collect();
        let expected = [(0..2, None), (2..4, None), (4..5, Some(2)), (5..6, Some(2))];
        assert_eq!(found, expected);
    }
}
