//! Many short texts in one piece of memory, which is read and written at once.

use serde::{Deserialize, Serialize};

/// Texts one behind the other.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Texts {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len() as u32);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// In order. What was remembered may be anything, so that a text that is none is empty.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let range = std::mem::replace(&mut start, end as usize)..end as usize;
            self.all.get(range).unwrap_or_default()
        })
    }
}

impl<'t> FromIterator<&'t str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'t str>>(iter: I) -> Self {
        let mut texts = Texts::default();
        iter.into_iter().for_each(|text| texts.push(text));
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_in_order_and_damage_harms_nothing() {
        let mut texts: Texts = ["道", "", "走る"].into_iter().collect();
        let found: Vec<&str> = texts.iter().collect();
        assert_eq!(found, ["道", "", "走る"]);
        texts.ends = vec![1, 3, 2, 99];
        let found: Vec<&str> = texts.iter().collect();
        assert_eq!(found, ["", "", "", ""]);
        assert_eq!(texts.len(), 4);
    }
}
