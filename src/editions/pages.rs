//! What changed in the pages that are no records.

use std::collections::BTreeSet;

use super::changes::ChangeKind;
use crate::model::Edition;
use crate::model::edition::FrozenFile;

/// A Markdown file that no record is made from, in two editions.
#[derive(Clone, Debug)]
pub struct PageChange<'e> {
    /// Below the content folder.
    pub path: &'e str,
    /// [`ChangeKind::Added`], [`ChangeKind::Amended`] or [`ChangeKind::Removed`].
    pub kind: ChangeKind,
    /// As it was.
    pub old: Option<&'e FrozenFile>,
    /// As it is.
    pub new: Option<&'e FrozenFile>,
}

impl PageChange<'_> {
    /// What the page is called: its `title:`, its first heading of the first level, else its path.
    pub fn title(&self) -> &str {
        let file = self.new.or(self.old);
        let mut lines = file.map_or("", |file| file.text.as_str()).lines();
        let title = lines.find_map(|line| {
            let value = line.strip_prefix("title:").or(line.strip_prefix("# "))?;
            Some(value.trim().trim_matches(['"', '\'']))
        });
        title.filter(|title| !title.is_empty()).unwrap_or(self.path)
    }
}

/// The files of either edition that differ, by path. Those of records are in
/// [`changes`](super::changes()).
pub fn page_changes<'e>(old: &'e Edition, new: &'e Edition) -> Vec<PageChange<'e>> {
    let records = old.records.values().chain(new.records.values());
    let records: BTreeSet<&str> = records.map(|record| record.path.as_str()).collect();
    let paths: BTreeSet<&str> = old
        .files
        .keys()
        .chain(new.files.keys())
        .map(String::as_str)
        .filter(|path| !records.contains(path))
        .collect();
    let change = |path: &'e str| {
        let (old, new) = (old.files.get(path), new.files.get(path));
        let kind = match (old, new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Amended,
        };
        (old != new).then_some(PageChange {
            path,
            kind,
            old,
            new,
        })
    };
    paths.into_iter().filter_map(change).collect()
}
