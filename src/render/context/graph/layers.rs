//! Which collections stand in which column.

use std::collections::BTreeMap;

use crate::model::schema::CollectionId;

/// The collections that `weights` join, in columns: each to the right of those that lead to it, as
/// far as there is no circle. A circle is cut before the collection that leads out most.
pub(super) fn layers(
    collections: usize,
    weights: &BTreeMap<(CollectionId, CollectionId), usize>,
) -> Vec<Vec<CollectionId>> {
    let is_joined = |id: &CollectionId| weights.keys().any(|(a, b)| a == id || b == id);
    let mut left: Vec<CollectionId> = (0..collections).filter(is_joined).collect();
    let mut layer: BTreeMap<CollectionId, usize> = BTreeMap::new();
    while !left.is_empty() {
        let inside = |from: &CollectionId, to: &CollectionId| -> usize {
            weights.get(&(*from, *to)).copied().unwrap_or(0)
        };
        let enters = |id: &CollectionId| -> usize {
            let others = left.iter().filter(|other| *other != id);
            others.map(|other| inside(other, id)).sum()
        };
        let leaves = |id: &CollectionId| -> usize {
            let others = left.iter().filter(|other| *other != id);
            others.map(|other| inside(id, other)).sum()
        };
        // The first that nothing enters, else the one that leads out most for what enters it.
        let next = left.iter().copied().min_by_key(|id| {
            let entering = enters(id) as i64;
            (entering > 0, entering - leaves(id) as i64, *id)
        });
        let Some(next) = next else { break };
        let before = layer
            .iter()
            .filter(|(id, _)| weights.contains_key(&(**id, next)));
        let column = before.map(|(_, column)| column + 1).max().unwrap_or(0);
        layer.insert(next, column);
        left.retain(|id| *id != next);
    }
    let mut columns = vec![Vec::new(); layer.values().max().map_or(0, |last| last + 1)];
    for (id, column) in layer {
        columns[column].push(id);
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
        layers(5, &pairs.iter().map(|pair| (*pair, 1)).collect())
    }

    #[test]
    fn what_leads_stands_left_of_what_it_leads_to() {
        assert_eq!(
            columns(&[(2, 0), (0, 1), (2, 1), (3, 1)]),
            [vec![2, 3], vec![0], vec![1]]
        );
        assert_eq!(columns(&[]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn a_circle_is_cut() {
        assert_eq!(columns(&[(0, 1), (1, 0), (1, 1)]), [vec![0], vec![1]]);
        let weights = BTreeMap::from([((0, 1), 1), ((1, 0), 5)]);
        assert_eq!(layers(2, &weights), [vec![1], vec![0]]);
    }
}
