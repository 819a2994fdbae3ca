//! Cuts lists into the portions that files hold.

use std::ops::Range;

/// Cuts items of the given sizes into runs no longer than `target`, but for single items.
pub(super) fn up_to(sizes: &[usize], target: usize) -> Vec<Range<usize>> {
    let mut portions = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if at > start && sum + size > target {
            portions.push(start..at);
            (start, sum) = (at, 0);
        }
        sum += size;
    }
    if start < sizes.len() {
        portions.push(start..sizes.len());
    }
    portions
}

/// Cuts items of the given sizes into runs of about `target`, where it costs least: `cost` says
/// what a run that begins with an item costs elsewhere.
pub(super) fn about(
    sizes: &[usize],
    target: usize,
    cost: impl Fn(usize) -> usize,
) -> Vec<Range<usize>> {
    let mut portions = Vec::new();
    let mut start = 0;
    while start < sizes.len() {
        let end = start + length(&sizes[start..], target, |at| cost(start + at));
        portions.push(start..end);
        start = end;
    }
    portions
}

/// How many items the first run takes: the cheapest of the ends between three and five quarters
/// of `target`, the nearest to it among equals.
fn length(sizes: &[usize], target: usize, cost: impl Fn(usize) -> usize) -> usize {
    let (least, most) = (target - target / 4, target + target / 4);
    let mut best = None;
    let mut sum = 0;
    for (at, size) in sizes.iter().enumerate().take(sizes.len() - 1) {
        sum += size;
        if sum >= least {
            let candidate = (cost(at + 1), sum.abs_diff(target), at + 1);
            best = Some(best.map_or(candidate, |best| candidate.min(best)));
        }
        if sum >= most {
            break;
        }
    }
    match best {
        Some((_, _, length)) if sum >= most => length,
        _ => sizes.len(),
    }
}

/// The portions, or an empty one where there are none.
pub(super) fn at_least_one(mut portions: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if portions.is_empty() {
        portions.push(0..0);
    }
    portions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_are_no_longer_than_they_may_be() {
        let sizes = [5, 5, 9, 30, 1];
        assert_eq!(up_to(&sizes, 10), [0..2, 2..3, 3..4, 4..5]);
        assert!(up_to(&[], 10).is_empty());
    }

    #[test]
    fn portions_end_where_it_costs_least() {
        let sizes = [1; 30];
        assert_eq!(about(&sizes, 8, |_| 1), [0..8, 8..16, 16..24, 24..30]);
        let cheap = |at| usize::from(at != 7 && at != 16 && at != 20);
        assert_eq!(about(&sizes, 8, cheap), [0..7, 7..16, 16..24, 24..30]);
        assert_eq!(about(&[90, 1, 90, 1], 8, |_| 1), [0..1, 1..3, 3..4]);
        assert!(about(&[], 8, |_| 1).is_empty());
    }
}
