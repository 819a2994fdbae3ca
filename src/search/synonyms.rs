//! Words that mean the same: groups in the configuration, words in a page's front matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::search::{SearchPage, Unit};
use crate::text::fold::{fold_nfkc, nfkc};

/// A word with synonyms.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Synonym {
    /// `=` and the folded word.
    pub(super) key: String,
    /// The first units of the pages that declare it, in order.
    pub(super) units: BTreeSet<u32>,
    /// The other words of its groups, in NFKC.
    pub(super) others: BTreeSet<String>,
}

/// All synonyms of a site, in order of their keys.
pub(super) fn synonyms(
    groups: &[Vec<String>],
    pages: &[SearchPage],
    units: &[Unit],
) -> impl Iterator<Item = Synonym> + use<> {
    let mut found: BTreeMap<String, Synonym> = BTreeMap::new();
    for group in groups {
        let words = group.iter().map(|word| written(word));
        let words: Vec<_> = words.filter(|(folded, _)| !folded.is_empty()).collect();
        for (folded, _) in &words {
            let others = words.iter().filter(|(other, _)| other != folded);
            let synonym = found.entry(folded.clone()).or_default();
            synonym
                .others
                .extend(others.map(|(_, written)| written.clone()));
        }
    }
    let mut page = None;
    for (number, unit) in (0..).zip(units) {
        if page.replace(unit.page) == Some(unit.page) {
            continue;
        }
        for word in &pages[unit.page].synonyms {
            found
                .entry(written(word).0)
                .or_default()
                .units
                .insert(number);
        }
    }
    found.remove("");
    found.into_iter().map(|(folded, synonym)| Synonym {
        key: format!("={folded}"),
        ..synonym
    })
}

/// A word folded, and as it is written, in NFKC.
fn written(word: &str) -> (String, String) {
    let normal = nfkc(word.trim());
    (fold_nfkc(&normal), normal.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_word_leads_to_the_others_of_its_groups_and_to_the_pages_that_declare_it() {
        let page = |synonyms: &[&str]| SearchPage {
            synonyms: strings(synonyms),
            ..SearchPage::default()
        };
        let pages = [page(&["ＰＨＲ"]), page(&[]), page(&["phr", "母子手帳"])];
        let unit = |page, from| Unit {
            page,
            blocks: from..from + 1,
            under: None,
        };
        let units = [unit(0, 0), unit(0, 1), unit(1, 0), unit(2, 0), unit(2, 1)];
        let groups = [
            strings(&["PHR", "パーソナルヘルスレコード"]),
            strings(&["phr", "健康記録", " "]),
        ];
        let found: Vec<_> = synonyms(&groups, &pages, &units)
            .map(|synonym| {
                let units: Vec<u32> = synonym.units.into_iter().collect();
                let others: Vec<String> = synonym.others.into_iter().collect();
                (synonym.key, units, others.join(" "))
            })
            .collect();
        let expected = [
            ("=phr", vec![0, 3], "パーソナルヘルスレコード 健康記録"),
            ("=健康記録", vec![], "phr"),
            ("=母子手帳", vec![3], ""),
            ("=パソナルヘルスレコド", vec![], "PHR"),
        ];
        let mut expected =
            expected.map(|(key, units, others)| (key.to_owned(), units, others.to_owned()));
        expected.sort();
        assert_eq!(found, expected);
    }
}
