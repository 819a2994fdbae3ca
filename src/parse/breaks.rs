//! Line ends in the source: between CJK characters they vanish, elsewhere they are a space.
//!
//! The characters that count are the visible ones before and after, whatever marks of emphasis,
//! links or footnotes stand in between.

use crate::model::{Kind, Node};
use crate::text::cjk::break_vanishes;

/// What a block's inlines look like to this rule.
enum Piece {
    /// First and last visible character.
    Text(char, char),
    Break,
}

/// Sets every [`Kind::SoftBreak`] in the blocks.
pub(super) fn apply(blocks: &mut [Node]) {
    let mut pieces = Vec::new();
    collect(blocks, &mut pieces);
    if !pieces.iter().any(|p| matches!(p, Piece::Break)) {
        return;
    }
    let mut verdicts = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        if matches!(piece, Piece::Break) {
            let before = match i.checked_sub(1).map(|i| &pieces[i]) {
                Some(Piece::Text(_, last)) => Some(*last),
                _ => None,
            };
            let after = match pieces.get(i + 1) {
                Some(Piece::Text(first, _)) => Some(*first),
                _ => None,
            };
            verdicts.push(break_vanishes(before, after));
        }
    }
    assign(blocks, &mut verdicts.into_iter());
}

fn collect(nodes: &[Node], pieces: &mut Vec<Piece>) {
    for node in nodes {
        match &node.kind {
            Kind::Text(text) | Kind::Code(text) => {
                if let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) {
                    pieces.push(Piece::Text(first, last));
                }
            }
            Kind::SoftBreak(_) => pieces.push(Piece::Break),
            Kind::FootnoteReference(_) => {}
            // The reading above the line is not what stands beside the break.
            Kind::Element { name, .. } if matches!(name.as_str(), "rt" | "rp") => {
                let mut inside = Vec::new();
                collect(&node.children, &mut inside);
                pieces.extend(inside.into_iter().filter(|p| matches!(p, Piece::Break)));
            }
            Kind::Element { name, .. } if name == "wbr" => {}
            Kind::Image { .. } => {
                pieces.push(Piece::Text('\u{FFFC}', '\u{FFFC}'));
                collect(&node.children, pieces);
                pieces.push(Piece::Text('\u{FFFC}', '\u{FFFC}'));
            }
            kind if is_boundary(kind) => {
                pieces.push(Piece::Text('\n', '\n'));
                collect(&node.children, pieces);
                pieces.push(Piece::Text('\n', '\n'));
            }
            _ => collect(&node.children, pieces),
        }
    }
}

/// Whether the node begins a line of its own.
fn is_boundary(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Link { .. }
            | Kind::Element { .. }
    )
}

fn assign(nodes: &mut [Node], verdicts: &mut impl Iterator<Item = bool>) {
    for node in nodes {
        if let Kind::SoftBreak(vanishes) = &mut node.kind {
            *vanishes = verdicts.next().unwrap_or(false);
        }
        assign(&mut node.children, verdicts);
    }
}
