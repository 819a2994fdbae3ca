//! Cuts lists into the portions that files hold.

use std::ops::Range;

/// Where a portion ends: with the item that reaches the target, or before the one that passes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    AfterTarget,
    BeforeTarget,
}

/// Cuts items of the given sizes into runs of about `target`.
pub(super) fn portions(sizes: &[usize], target: usize, ends: Ends) -> Vec<Range<usize>> {
    let mut portions = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if ends == Ends::BeforeTarget && at > start && sum + size > target {
            portions.push(start..at);
            (start, sum) = (at, 0);
        }
        sum += size;
        if ends == Ends::AfterTarget && sum >= target {
            portions.push(start..at + 1);
            (start, sum) = (at + 1, 0);
        }
    }
    if start < sizes.len() {
        portions.push(start..sizes.len());
    }
    portions
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
    fn portions_end_where_they_should() {
        let sizes = [5, 5, 9, 30, 1];
        assert_eq!(portions(&sizes, 10, Ends::AfterTarget), [0..2, 2..4, 4..5]);
        assert_eq!(
            portions(&sizes, 10, Ends::BeforeTarget),
            [0..2, 2..3, 3..4, 4..5]
        );
        assert!(portions(&[], 10, Ends::AfterTarget).is_empty());
    }
}
