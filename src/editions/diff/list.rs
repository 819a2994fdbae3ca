//! The differences of two lists, of references and the like.

use std::collections::HashMap;

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListChange {
    /// What only the old one has, in its order.
    pub removed: Vec<String>,
    /// What only the new one has, in its order.
    pub added: Vec<String>,
    /// Whether what both have stands in the same order in both.
    pub kept_order: bool,
}

impl ListChange {
    /// Whether the two lists are the same.
    pub fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty() && self.kept_order
    }
}

/// The differences of two lists. What a list has twice counts twice.
pub fn list_diff(old: &[String], new: &[String]) -> ListChange {
    let (kept_of_old, removed) = split(old, new);
    let (kept_of_new, added) = split(new, old);
    ListChange {
        removed,
        added,
        kept_order: kept_of_old == kept_of_new,
    }
}

/// The items of `list` that `other` has as well, and those that it lacks.
fn split<'l>(list: &'l [String], other: &[String]) -> (Vec<&'l String>, Vec<String>) {
    let mut there: HashMap<&str, usize> = HashMap::new();
    for item in other {
        *there.entry(item).or_default() += 1;
    }
    let (mut kept, mut lacking) = (Vec::new(), Vec::new());
    for item in list {
        match there.get_mut(item.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                kept.push(item);
            }
            _ => lacking.push(item.clone()),
        }
    }
    (kept, lacking)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_say_what_came_what_went_and_whether_the_rest_kept_its_order() {
        for (old, new, removed, added, kept_order) in [
            ("甲 乙 丙", "甲 乙 丙", "", "", true),
            ("甲 乙 丙", "乙 丁 甲", "丙", "丁", false),
            ("甲 乙 丙", "丁 甲 丙 戊", "乙", "丁 戊", true),
            ("甲 甲 乙", "乙 甲", "甲", "", false),
            ("甲 甲 乙", "甲 乙", "甲", "", true),
            ("", "甲", "", "甲", true),
            ("甲", "", "甲", "", true),
        ] {
            let list = |text: &str| -> Vec<String> {
                text.split_whitespace().map(str::to_owned).collect()
            };
            let expected = ListChange {
                removed: list(removed),
                added: list(added),
                kept_order,
            };
            let found = list_diff(&list(old), &list(new));
            assert_eq!(found.is_empty(), old == new);
            assert_eq!(found, expected, "{old} → {new}");
        }
    }
}
