//! Which statement of a record became which.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::align::{Numbers, hunks};
use super::bag::Bag;
use super::cutter::Cutter;

/// A statement or another block of a record, to be found again in another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'t> {
    /// Its id.
    pub id: &'t str,
    /// Whether the author gave the id. One that was counted (s1, s2 …) says nothing.
    pub explicit_id: bool,
    /// Its text.
    pub text: &'t str,
}

/// A row of a comparison: a unit of the old version beside what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The number of the old unit.
    pub old: Option<usize>,
    /// The number of the new unit.
    pub new: Option<usize>,
    /// What became of it.
    pub kind: PairKind,
}

/// What became of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairKind {
    /// Nothing.
    Same,
    /// Other words in the same place.
    Changed,
    /// The same words in another place among the others.
    Moved,
    /// Other words in another place.
    MovedChanged,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// Units that are at least so much alike, in thousandths, are versions of each other.
const ALIKE: u32 = 500;
/// The same for a lone unit in the place of a lone other.
const ALIKE_IN_PLACE: u32 = 300;
/// What standing in the same place is worth.
const IN_PLACE: u32 = 150;

/// The rows of a comparison of two rows of units, in the new order; a removed unit comes behind the
/// one that it followed, or the last one before it that kept its place.
///
/// Units are the same if their authors say so; if their texts are the same; then the more alike,
/// first of all in the same place.
pub fn unit_diff(old: &[Unit<'_>], new: &[Unit<'_>], cutter: Cutter<'_>) -> Vec<Pair> {
    let mut matches = Matches {
        new_of_old: vec![None; old.len()],
        old_of_new: vec![None; new.len()],
    };
    match_ids(old, new, &mut matches);
    match_texts(old, new, &mut matches);
    match_alike(old, new, cutter, &mut matches);
    rows(old, new, &matches)
}

/// The pairs found so far.
struct Matches {
    new_of_old: Vec<Option<usize>>,
    old_of_new: Vec<Option<usize>>,
}

impl Matches {
    /// Makes a pair of two units that have none.
    fn join(&mut self, old: usize, new: usize) {
        let slots = (self.new_of_old.get_mut(old), self.old_of_new.get_mut(new));
        if let (Some(there @ None), Some(here @ None)) = slots {
            *there = Some(new);
            *here = Some(old);
        }
    }

    fn free_old(&self) -> Vec<usize> {
        free(&self.new_of_old)
    }

    fn free_new(&self) -> Vec<usize> {
        free(&self.old_of_new)
    }

    /// The most pairs that have the same order on both sides: these kept their places. For every
    /// old unit whether it is one of them.
    fn in_place(&self) -> Vec<bool> {
        let pairs = self.new_of_old.iter().enumerate();
        let pairs: Vec<(usize, usize)> = pairs.filter_map(|(i, j)| Some((i, (*j)?))).collect();
        let mut in_place = vec![false; self.new_of_old.len()];
        for number in longest_rise(&pairs) {
            if let Some(slot) = in_place.get_mut(number) {
                *slot = true;
            }
        }
        in_place
    }
}

fn free(partners: &[Option<usize>]) -> Vec<usize> {
    let numbered = partners.iter().enumerate();
    let free = numbered.filter(|(_, partner)| partner.is_none());
    free.map(|(number, _)| number).collect()
}

/// The first numbers of a longest choice of `pairs`, sorted by the first, whose second numbers rise.
fn longest_rise(pairs: &[(usize, usize)]) -> Vec<usize> {
    // For every length the pair that ends a rise of that length lowest, and for every pair the one
    // before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, &(_, value)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| second(end) < value);
        before.push(
            length
                .checked_sub(1)
                .and_then(|shorter| ends.get(shorter).copied()),
        );
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut rise = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rise.extend(pairs.get(at).map(|pair| pair.0));
        next = before.get(at).copied().flatten();
    }
    rise.reverse();
    rise
}

fn match_ids(old: &[Unit<'_>], new: &[Unit<'_>], matches: &mut Matches) {
    let mut known = HashMap::new();
    for (j, unit) in new.iter().enumerate().filter(|(_, unit)| unit.explicit_id) {
        known.entry(unit.id).or_insert(j);
    }
    for (i, unit) in old.iter().enumerate().filter(|(_, unit)| unit.explicit_id) {
        if let Some(&j) = known.get(unit.id) {
            matches.join(i, j);
        }
    }
}

/// Pairs units of the same text: first those in the same order, then those that moved.
fn match_texts<'t>(old: &[Unit<'t>], new: &[Unit<'t>], matches: &mut Matches) {
    let mut known = Numbers::default();
    let mut numbers = |units: &[Unit<'t>], free: &[usize]| -> Vec<u32> {
        let texts = free.iter().filter_map(|&at| units.get(at));
        texts.map(|unit| known.of(unit.text)).collect()
    };
    let (olds, news) = (matches.free_old(), matches.free_new());
    let (old_numbers, new_numbers) = (numbers(old, &olds), numbers(new, &news));
    let (mut i, mut j) = (0, 0);
    let gaps = hunks(&old_numbers, &new_numbers);
    let ends = gaps
        .iter()
        .map(|gap| (gap.old.start, gap.old.end, gap.new.end));
    for (start, old_end, new_end) in ends.chain([(olds.len(), 0, 0)]) {
        for (&a, &b) in olds.iter().take(start).skip(i).zip(news.iter().skip(j)) {
            matches.join(a, b);
        }
        (i, j) = (old_end, new_end);
    }
    let mut left: HashMap<&str, Vec<usize>> = HashMap::new();
    for j in matches.free_new().into_iter().rev() {
        if let Some(unit) = new.get(j) {
            left.entry(unit.text).or_default().push(j);
        }
    }
    for i in matches.free_old() {
        let places = old.get(i).and_then(|unit| left.get_mut(unit.text));
        if let Some(j) = places.and_then(Vec::pop) {
            matches.join(i, j);
        }
    }
}

/// A possible pair, and how much speaks for it.
struct Candidate {
    score: u32,
    /// How far apart the two stand.
    distance: usize,
    old: usize,
    new: usize,
}

/// Pairs what is left by likeness.
fn match_alike(old: &[Unit<'_>], new: &[Unit<'_>], cutter: Cutter<'_>, matches: &mut Matches) {
    let (olds, news) = (matches.free_old(), matches.free_new());
    if olds.is_empty() || news.is_empty() {
        return;
    }
    let mut numbers = Numbers::default();
    let (old_places, new_places) = places(matches);
    let olds = remaining(old, &olds, &old_places, cutter, &mut numbers);
    let news = remaining(new, &news, &new_places, cutter, &mut numbers);
    let mut candidates: Vec<Candidate> = olds
        .iter()
        .flat_map(|old| news.iter().filter_map(|new| candidate(old, new)))
        .collect();
    candidates.sort_by(|a, b| {
        let key = |c: &Candidate| (Reverse(c.score), c.distance, c.old, c.new);
        key(a).cmp(&key(b))
    });
    for candidate in candidates {
        matches.join(candidate.old, candidate.new);
    }
}

/// For every unit of both versions how many units that kept their places stand before it: units of
/// the same number stand in the same place.
fn places(matches: &Matches) -> (Vec<usize>, Vec<usize>) {
    let in_place = matches.in_place();
    let count = |keeps: &mut dyn Iterator<Item = bool>| {
        let mut sum = 0;
        let places = keeps.map(|keeps| {
            sum += usize::from(keeps);
            sum
        });
        places.collect()
    };
    let keeps = |old: &Option<usize>| old.and_then(|i| in_place.get(i)) == Some(&true);
    (
        count(&mut in_place.iter().copied()),
        count(&mut matches.old_of_new.iter().map(keeps)),
    )
}

/// A unit without a partner.
struct Remaining<'t> {
    number: usize,
    unit: Unit<'t>,
    bag: Bag,
    place: usize,
    /// How many units without a partner stand before it in its place.
    position: usize,
    /// Whether it is the only one there.
    is_alone: bool,
}

fn remaining<'t>(
    units: &[Unit<'t>],
    free: &[usize],
    places: &[usize],
    cutter: Cutter<'_>,
    numbers: &mut Numbers<'t>,
) -> Vec<Remaining<'t>> {
    let place_of = |number: usize| places.get(number).copied().unwrap_or(0);
    let mut found: Vec<Remaining<'t>> = Vec::with_capacity(free.len());
    for &number in free {
        let Some(&unit) = units.get(number) else {
            continue;
        };
        let place = place_of(number);
        let position = match found.last_mut() {
            Some(last) if last.place == place => {
                last.is_alone = false;
                last.position + 1
            }
            _ => 0,
        };
        found.push(Remaining {
            number,
            unit,
            bag: Bag::of(unit.text, cutter, numbers),
            place,
            position,
            is_alone: position == 0,
        });
    }
    found
}

/// The pair of two units, if they are enough alike for where they stand.
fn candidate(old: &Remaining<'_>, new: &Remaining<'_>) -> Option<Candidate> {
    // The author says that they are two.
    if old.unit.explicit_id && new.unit.explicit_id {
        return None;
    }
    let is_in_place = old.place == new.place;
    let least = match is_in_place && old.is_alone && new.is_alone {
        true => ALIKE_IN_PLACE,
        false => ALIKE,
    };
    let likeness = old.bag.likeness(&new.bag);
    (likeness >= least).then(|| Candidate {
        score: likeness + if is_in_place { IN_PLACE } else { 0 },
        distance: old.position.abs_diff(new.position),
        old: old.number,
        new: new.number,
    })
}

/// The pairs as rows, with what is left on both sides.
fn rows(old: &[Unit<'_>], new: &[Unit<'_>], matches: &Matches) -> Vec<Pair> {
    let in_place = matches.in_place();
    let mut rows = Vec::with_capacity(old.len().max(new.len()));
    let mut next_old = 0;
    // What was removed from the start stands at the start.
    push_removed(&mut rows, matches, &in_place, &mut next_old);
    for (j, unit) in new.iter().enumerate() {
        let before = matches.old_of_new.get(j).copied().flatten();
        let Some(i) = before else {
            rows.push(Pair {
                old: None,
                new: Some(j),
                kind: PairKind::Added,
            });
            continue;
        };
        let is_same = old.get(i).is_some_and(|old| old.text == unit.text);
        let keeps_place = in_place.get(i) == Some(&true);
        let kind = match (is_same, keeps_place) {
            (true, true) => PairKind::Same,
            (false, true) => PairKind::Changed,
            (true, false) => PairKind::Moved,
            (false, false) => PairKind::MovedChanged,
        };
        rows.push(Pair {
            old: Some(i),
            new: Some(j),
            kind,
        });
        if keeps_place {
            next_old = i + 1;
            push_removed(&mut rows, matches, &in_place, &mut next_old);
        }
    }
    rows
}

/// The units without a partner from `next_old` up to the next one that kept its place.
fn push_removed(rows: &mut Vec<Pair>, matches: &Matches, in_place: &[bool], next_old: &mut usize) {
    while in_place.get(*next_old) == Some(&false) {
        if matches
            .new_of_old
            .get(*next_old)
            .is_some_and(Option::is_none)
        {
            rows.push(Pair {
                old: Some(*next_old),
                new: None,
                kind: PairKind::Removed,
            });
        }
        *next_old += 1;
    }
}
