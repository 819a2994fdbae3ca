//! How alike two texts are, by their words.

use super::align::Numbers;
use super::cutter::Cutter;

/// The words of a text without their order, each with what it weighs.
#[derive(Clone, Debug, Default)]
pub(super) struct Bag {
    /// Number of the word, what one of it weighs, how many there are; by number.
    words: Vec<(u32, u32, u32)>,
    weight: u32,
}

impl Bag {
    /// The bag of `text`. A word weighs what it has of letters; a particle or a mark weighs little,
    /// because all texts share those.
    pub(super) fn of<'t>(text: &'t str, cutter: Cutter<'_>, numbers: &mut Numbers<'t>) -> Self {
        let words = cutter.words(text).into_iter().map(|word| {
            let letters = text[word.range.clone()].chars().count();
            let letters = u32::try_from(letters)
                .unwrap_or(u32::MAX / 4)
                .min(u32::MAX / 4);
            let weight = if word.class.is_function() {
                1
            } else {
                2 * letters
            };
            (numbers.of(&text[word.range]), weight, 1)
        });
        let mut words: Vec<(u32, u32, u32)> = words.collect();
        words.sort_unstable();
        words.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.2 += if is_same { next.2 } else { 0 };
            is_same
        });
        Self::from(words)
    }

    fn from(words: Vec<(u32, u32, u32)>) -> Self {
        let weight = words
            .iter()
            .map(|&(_, weight, count)| weight.saturating_mul(count));
        let weight = weight.fold(0, u32::saturating_add);
        Self { words, weight }
    }

    /// What is left without the words of `other`.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut rest = other.words.iter().peekable();
        let words = self.words.iter().filter_map(|&(number, weight, count)| {
            while rest.next_if(|word| word.0 < number).is_some() {}
            let there = rest.peek().filter(|word| word.0 == number);
            let left = count.saturating_sub(there.map_or(0, |word| word.2));
            (left > 0).then_some((number, weight, left))
        });
        Self::from(words.collect())
    }

    /// How alike two texts are: twice what they share through what they are, in thousandths.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        let whole = u64::from(self.weight) + u64::from(other.weight);
        let at_most = 2 * u64::from(self.weight.min(other.weight));
        // Texts of very different lengths cannot be alike: most pairs need no closer look.
        if whole == 0 || at_most * 1000 < whole * u64::from(LEAST_LIKENESS) {
            return 0;
        }
        thousandths(2 * u64::from(self.shared(other)), whole)
    }

    /// How much of this text stands in `other`, in thousandths.
    pub(super) fn share_in(&self, other: &Self) -> u32 {
        thousandths(u64::from(self.shared(other)), u64::from(self.weight))
    }

    fn shared(&self, other: &Self) -> u32 {
        let (mut here, mut there) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut sum = 0_u32;
        while let (Some(a), Some(b)) = (here.peek(), there.peek()) {
            match a.0.cmp(&b.0) {
                std::cmp::Ordering::Less => _ = here.next(),
                std::cmp::Ordering::Greater => _ = there.next(),
                std::cmp::Ordering::Equal => {
                    sum = sum.saturating_add(a.1.min(b.1).saturating_mul(a.2.min(b.2)));
                    here.next();
                    there.next();
                }
            }
        }
        sum
    }
}

/// Below this likeness nobody takes one text for a version of the other.
pub(super) const LEAST_LIKENESS: u32 = 300;

fn thousandths(part: u64, whole: u64) -> u32 {
    let share = (part * 1000).checked_div(whole).unwrap_or(0);
    u32::try_from(share).unwrap_or(1000)
}
