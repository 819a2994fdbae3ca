//! Which of the old lines became which of the new ones.

use std::collections::BTreeMap;

/// What a new text did to an old one; the numbers are positions in the old and the new list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Word for word the same.
    Same(usize, usize),
    /// Another wording of the same.
    Changed(usize, usize),
    /// Not there any more.
    Removed(usize),
    /// Not there before.
    Added(usize),
}

/// What it costs to take away or to add a line. To change one costs 1 less the resemblance, so that
/// lines with hardly anything in common count as one taken away and one added.
const ALONE: f64 = 0.42;
/// Longer lists are compared line by line in their order.
const MOST: usize = 1000;

/// The way from `old` to `new` that keeps most, in the order of both.
pub fn align(old: &[&str], new: &[&str]) -> Vec<Step> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = (&old[same..], &new[same..]);
    let pairs = rest.0.iter().rev().zip(rest.1.iter().rev());
    let tail = pairs.take_while(|(a, b)| a == b).count();
    let middle = (
        &rest.0[..rest.0.len() - tail],
        &rest.1[..rest.1.len() - tail],
    );
    let mut steps: Vec<Step> = (0..same).map(|at| Step::Same(at, at)).collect();
    steps.extend(
        align_middle(middle.0, middle.1)
            .into_iter()
            .map(|step| match step {
                Step::Same(a, b) => Step::Same(a + same, b + same),
                Step::Changed(a, b) => Step::Changed(a + same, b + same),
                Step::Removed(a) => Step::Removed(a + same),
                Step::Added(b) => Step::Added(b + same),
            }),
    );
    let ends = (old.len() - tail, new.len() - tail);
    steps.extend((0..tail).map(|at| Step::Same(ends.0 + at, ends.1 + at)));
    steps
}

fn align_middle(old: &[&str], new: &[&str]) -> Vec<Step> {
    if old.len() > MOST || new.len() > MOST {
        return in_order(old.len(), new.len());
    }
    let (rows, columns) = (old.len() + 1, new.len() + 1);
    let mut costs = vec![0.0_f64; rows * columns];
    let changes: Vec<f64> = old
        .iter()
        .flat_map(|a| new.iter().map(|b| 1.0 - resemblance(a, b)))
        .collect();
    let change = |a: usize, b: usize| changes[a * new.len() + b];
    for a in (0..rows).rev() {
        for b in (0..columns).rev() {
            let at = |a: usize, b: usize| costs[a * columns + b];
            let removed = (a + 1 < rows).then(|| at(a + 1, b) + ALONE);
            let added = (b + 1 < columns).then(|| at(a, b + 1) + ALONE);
            let both = (a + 1 < rows && b + 1 < columns).then(|| at(a + 1, b + 1) + change(a, b));
            let options = [both, removed, added].into_iter().flatten();
            costs[a * columns + b] = options.reduce(f64::min).unwrap_or(0.0);
        }
    }
    let mut steps = Vec::new();
    let (mut a, mut b) = (0, 0);
    while a + 1 < rows || b + 1 < columns {
        let cost = costs[a * columns + b];
        let is = |other: f64| (cost - other).abs() < 1e-9;
        let both = a + 1 < rows && b + 1 < columns;
        if both && is(costs[(a + 1) * columns + b + 1] + change(a, b)) {
            steps.push(match old[a] == new[b] {
                true => Step::Same(a, b),
                false => Step::Changed(a, b),
            });
            (a, b) = (a + 1, b + 1);
        } else if a + 1 < rows && is(costs[(a + 1) * columns + b] + ALONE) {
            steps.push(Step::Removed(a));
            a += 1;
        } else {
            steps.push(Step::Added(b));
            b += 1;
        }
    }
    steps
}

fn in_order(old: usize, new: usize) -> Vec<Step> {
    let both = old.min(new);
    let changed = (0..both).map(|at| Step::Changed(at, at));
    let removed = (both..old).map(Step::Removed);
    changed
        .chain(removed)
        .chain((both..new).map(Step::Added))
        .collect()
}

/// How much two lines have in common, from 0 to 1: the share of their pairs of neighbours that
/// both have.
fn resemblance(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let pairs = |text: &str| -> BTreeMap<(char, char), usize> {
        let mut counts = BTreeMap::new();
        for pair in text.chars().zip(text.chars().skip(1)) {
            *counts.entry(pair).or_insert(0) += 1;
        }
        counts
    };
    let (own, other) = (pairs(a), pairs(b));
    let count = |pairs: &BTreeMap<(char, char), usize>| pairs.values().sum::<usize>();
    let all = count(&own) + count(&other);
    let common: usize = own
        .iter()
        .map(|(pair, count)| other.get(pair).map_or(0, |other| *other.min(count)))
        .sum();
    match all {
        0 => 0.0,
        all => 2.0 * common as f64 / all as f64,
    }
}
