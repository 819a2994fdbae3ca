//! Printed numbers by what they have meant: a number moves from record to record between editions.

use unicode_normalization::UnicodeNormalization;

use crate::model::{OutPath, PageId};
use crate::text::file_name;

/// The page of a number of a collection.
#[derive(Clone, Debug)]
pub struct NumberPage {
    /// The collection's key.
    pub key: String,
    /// The number, [`folded`].
    pub folded: String,
    /// What it means now and what it meant in each edition, newest first.
    pub meanings: Vec<NumberMeaning>,
}

impl NumberPage {
    /// The page of the record that the number means, if it never meant another one.
    pub fn only(&self) -> Option<PageId> {
        let first = self.meanings.first()?.current?;
        let mut records = self.meanings.iter().map(|meaning| meaning.current);
        records.all(|other| other == Some(first)).then_some(first)
    }

    /// What the number means now.
    pub fn now(&self) -> impl Iterator<Item = &NumberMeaning> {
        let now = self.meanings.iter();
        now.filter(|meaning| meaning.edition.is_none() && !meaning.is_reserved)
    }

    /// What the number meant last, in each scope in which it means nothing now: kept empty, or what
    /// the newest edition that has it says.
    pub fn former(&self) -> Vec<&NumberMeaning> {
        let used: Vec<&Option<String>> = self.now().map(|meaning| &meaning.scope).collect();
        let mut found: Vec<&NumberMeaning> = Vec::new();
        for meaning in &self.meanings {
            let last = found.iter().find(|last| last.scope == meaning.scope);
            let is_last = match last {
                Some(last) => last.edition == meaning.edition,
                None => !used.contains(&&meaning.scope),
            };
            if is_last {
                found.push(meaning);
            }
        }
        found
    }
}

/// A record that has the number.
#[derive(Clone, Debug)]
pub struct NumberMeaning {
    /// The edition's place in `Site::editions`; `None` for the text as it is now.
    pub edition: Option<usize>,
    /// The number as printed there.
    pub label: Option<String>,
    /// The record's title there.
    pub title: String,
    /// Where the number counts, if not everywhere: as written.
    pub scope: Option<String>,
    /// The same as it is called: where it is a record, its label or title there.
    pub scope_title: Option<String>,
    /// The number is kept empty: the record is no more.
    pub is_reserved: bool,
    /// The record's page there; `None` where that edition has no pages.
    pub url: Option<OutPath>,
    /// The record's page now, if it still has one.
    pub current: Option<PageId>,
}

/// What two spellings of a number have in common: width, case and spaces do not count.
pub fn folded(no: &str) -> String {
    file_name::collision_key(&narrow(no))
}

/// The page of the number `no` of the collection `key`: `n/rule/8.html`.
pub fn address(key: &str, no: &str) -> String {
    format!("n/{key}/{}.html", file_name::stem(&narrow(no)))
}

/// The list of the numbers of the collection `key`.
pub fn list_address(key: &str) -> String {
    format!("n/{key}/index.html")
}

fn narrow(no: &str) -> String {
    no.nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_an_address_of_its_own() {
        for (no, address) in [
            ("8", "n/rule/8.html"),
            ("１．１０", "n/rule/1.10.html"),
            ("2の2", "n/rule/2の2.html"),
            ("1/2", "n/rule/1~2F2.html"),
            ("1~2F2", "n/rule/1~7E2F2.html"),
            ("index", "n/rule/~69ndex.html"),
            ("Aux", "n/rule/~41ux.html"),
            (".5", "n/rule/~2E5.html"),
            ("3.", "n/rule/3~2E.html"),
        ] {
            assert_eq!(super::address("rule", no), address);
            assert_eq!(file_name::fault(address), None, "{address}");
        }
        let long = super::address("rule", &"あ".repeat(80));
        assert_eq!(file_name::fault(&long), None, "{long}");
        assert_eq!(folded("A－1 "), folded("a-1"));
    }
}
