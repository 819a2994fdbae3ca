//! Which sentence of one text became which of the other.

use super::align::{Hunk, Numbers};
use super::bag::Bag;
use super::cutter::Cutter;

/// Sentences less alike than this, in thousandths, are not versions of each other.
const ALIKE: u32 = 400;
/// A sentence of which as much stands in what its neighbour lost was cut off from it.
const CUT_OFF: u32 = 500;
/// More pairs of sentences than this are not compared.
const MOST_PAIRS: usize = 1_000_000;

/// Cuts a gap, which is a range of sentences of both texts, into blocks that are to be compared by
/// themselves. A sentence that is like none of the other side is a block that is only added or only
/// removed: so its particles and its する do not meet with those of its neighbours.
pub(super) fn pair_sentences<'t>(
    old: &[&'t str],
    new: &[&'t str],
    gap: &Hunk,
    cutter: Cutter<'_>,
) -> Vec<Hunk> {
    let pairs = gap.old.len().saturating_mul(gap.new.len());
    if pairs <= 1 || pairs > MOST_PAIRS {
        return vec![gap.clone()];
    }
    let mut numbers = Numbers::default();
    let mut bags = |texts: Option<&[&'t str]>| -> Vec<Bag> {
        let texts = texts.unwrap_or_default().iter();
        texts
            .map(|text| Bag::of(text, cutter, &mut numbers))
            .collect()
    };
    let old_bags = bags(old.get(gap.old.clone()));
    let new_bags = bags(new.get(gap.new.clone()));
    let pairs = alike_in_order(&old_bags, &new_bags);
    let blocks = blocks(&old_bags, &new_bags, &pairs).into_iter();
    let blocks = blocks.map(|block| Hunk {
        old: gap.old.start + block.old.start..gap.old.start + block.old.end,
        new: gap.new.start + block.new.start..gap.new.start + block.new.end,
    });
    blocks.collect()
}

/// The pairs, in the order of both sides, that are most alike in sum.
fn alike_in_order(old: &[Bag], new: &[Bag]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let likeness = |i: usize, j: usize| match (old.get(i), new.get(j)) {
        (Some(a), Some(b)) => Some(a.likeness(b)).filter(|&likeness| likeness >= ALIKE),
        _ => None,
    };
    // best[i * width + j]: the highest sum of the first i and the first j; and whether the last of
    // both are a pair in it.
    let mut best = vec![(0_u32, false); (old.len() + 1) * width];
    let at = |best: &[(u32, bool)], i: usize, j: usize| best.get(i * width + j).map_or(0, |b| b.0);
    for i in 1..=old.len() {
        for j in 1..=new.len() {
            let apart = at(&best, i - 1, j).max(at(&best, i, j - 1));
            let pair = likeness(i - 1, j - 1).map(|likeness| at(&best, i - 1, j - 1) + likeness);
            if let Some(cell) = best.get_mut(i * width + j) {
                *cell = match pair {
                    Some(pair) if pair > apart => (pair, true),
                    _ => (apart, false),
                };
            }
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (old.len(), new.len());
    while i > 0 && j > 0 {
        if best.get(i * width + j).is_some_and(|cell| cell.1) {
            (i, j) = (i - 1, j - 1);
            pairs.push((i, j));
        } else if at(&best, i - 1, j) >= at(&best, i, j - 1) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// The pairs and what stands between them, as blocks in order. What was cut off from a sentence of
/// a pair, or joined to it, is in the pair's block.
fn blocks(old: &[Bag], new: &[Bag], pairs: &[(usize, usize)]) -> Vec<Hunk> {
    let mut blocks: Vec<Hunk> = Vec::new();
    let (mut old_end, mut new_end) = (0, 0);
    let mut last: Option<(usize, usize)> = None;
    let ends = pairs.iter().copied().map(Some).chain([None]);
    for pair in ends {
        let (i, j) = pair.unwrap_or((old.len(), new.len()));
        let between = Hunk {
            old: old_end..i,
            new: new_end..j,
        };
        let belongs = |pair: Option<(usize, usize)>| {
            pair.is_some_and(|pair| was_cut_off(old, new, &between, pair))
        };
        let (to_last, to_next) = (belongs(last), belongs(pair));
        let is_empty = between.old.is_empty() && between.new.is_empty();
        let (mut start_old, mut start_new) = (i, j);
        match blocks.last_mut() {
            _ if is_empty => {}
            Some(block) if to_last => {
                block.old.end = i;
                block.new.end = j;
            }
            _ if to_next => (start_old, start_new) = (old_end, new_end),
            _ => blocks.push(between),
        }
        if pair.is_some() {
            blocks.push(Hunk {
                old: start_old..i + 1,
                new: start_new..j + 1,
            });
        }
        (old_end, new_end, last) = (i + 1, j + 1, pair);
    }
    blocks
}

/// Whether a sentence between pairs has mostly words that one side of `pair` has and the other
/// lacks: one sentence became two, or two became one.
fn was_cut_off(old: &[Bag], new: &[Bag], between: &Hunk, pair: (usize, usize)) -> bool {
    let (Some(a), Some(b)) = (old.get(pair.0), new.get(pair.1)) else {
        return false;
    };
    let (lost, gained) = (a.without(b), b.without(a));
    let olds = old.get(between.old.clone()).unwrap_or_default().iter();
    let mut news = new.get(between.new.clone()).unwrap_or_default().iter();
    news.any(|sentence| sentence.share_in(&lost) >= CUT_OFF)
        || olds
            .into_iter()
            .any(|sentence| sentence.share_in(&gained) >= CUT_OFF)
}
