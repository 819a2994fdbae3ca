//! Whether every internal link of the site leads somewhere.
//!
//! A link's file is looked up as soon as its page is made; links to anchors of other pages wait
//! until every page's ids are known. Ids are kept as hashes: a site of thousands of pages needs a
//! few megabytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::diag::{Code, Diagnostic, Place};
use crate::model::OutPath;
use crate::text::file_name::collision_key;
use crate::text::url::{self, percent_decode};
use crate::write::scan::{Found, scan};

/// The files that a site will have, sorted.
pub(super) struct Plan<'p> {
    paths: &'p [OutPath],
}

/// What a page says of itself and of others, whatever the plan.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Scanned {
    /// Hashes of its ids, sorted.
    ids: Vec<u64>,
    /// Its links as written, sorted, each once.
    links: Vec<String>,
}

/// What is kept of a page.
pub(super) struct PageFacts {
    /// Hashes of its ids, sorted.
    ids: Vec<u64>,
    /// Links to anchors of other files: file in the plan, anchor, the link as written.
    anchors: Vec<(usize, u64, Box<str>)>,
    /// Links that are wrong already, with the help that says how.
    broken: Vec<(Box<str>, &'static str)>,
}

/// Where a link leads.
enum Lead {
    /// To another site, or nowhere that is ours to check.
    Away,
    /// To a file of the plan, and an anchor in it.
    File(usize, Option<u64>),
    /// Nowhere; a help key of `broken-output-link` says why.
    Broken(&'static str),
}

impl<'p> Plan<'p> {
    /// `paths` must be sorted.
    pub(super) fn new(paths: &'p [OutPath]) -> Plan<'p> {
        Plan { paths }
    }

    pub(super) fn path(&self, index: usize) -> &'p OutPath {
        &self.paths[index]
    }

    fn find(&self, path: &str) -> Option<usize> {
        self.paths
            .binary_search_by(|known| known.as_str().cmp(path))
            .ok()
    }

    /// The folders of the plan's files, each once.
    pub(super) fn folders(&self) -> impl Iterator<Item = &'p str> + use<'p> {
        let folders: BTreeSet<&str> = self
            .paths
            .iter()
            .filter_map(|path| Some(path.as_str().rsplit_once('/')?.0))
            .collect();
        folders.into_iter()
    }

    /// Files that would leave the output folder, files where others need a folder, and files that
    /// are one file on some system.
    pub(super) fn misplaced(&self) -> Vec<Diagnostic> {
        let report = |code, path: &str, help| {
            Diagnostic::new(code, Place::Path(path.to_owned()))
                .arg("path", path)
                .help(help)
        };
        let unsafe_segment = |s: &str| {
            matches!(s, "" | "." | "..")
                || s.contains(['\\', '\0'])
                || cfg!(windows) && s.contains(':')
        };
        let outside = self
            .paths
            .iter()
            .filter(|path| path.as_str().split('/').any(unsafe_segment))
            .map(|path| report(Code::UnsafePath, path.as_str(), "outside"));
        let shadowed = self
            .folders()
            .flat_map(ancestors)
            .filter(|folder| self.find(folder).is_some())
            .collect::<BTreeSet<&str>>()
            .into_iter()
            .map(|path| report(Code::DuplicateOutputPath, path, "folder"));
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        let twins = self.paths.iter().filter_map(|path| {
            let first = seen.insert(collision_key(path.as_str()), path.as_str())?;
            let twin = report(Code::DuplicateOutputPath, path.as_str(), "case");
            Some(twin.arg("other", first))
        });
        outside.chain(shadowed).chain(twins).collect()
    }

    /// Follows what was read of the page at `index` of the plan.
    pub(super) fn follow(&self, index: usize, page: &Scanned) -> PageFacts {
        let mut facts = PageFacts {
            ids: page.ids.clone(),
            anchors: Vec::new(),
            broken: Vec::new(),
        };
        for link in &page.links {
            match self.lead(index, link) {
                Lead::Away | Lead::File(_, None) => {}
                Lead::File(to, Some(anchor)) if to == index => {
                    if facts.ids.binary_search(&anchor).is_err() {
                        facts.broken.push((link.as_str().into(), "missing-anchor"));
                    }
                }
                Lead::File(to, Some(anchor)) => {
                    facts.anchors.push((to, anchor, link.as_str().into()))
                }
                Lead::Broken(why) => facts.broken.push((link.as_str().into(), why)),
            }
        }
        facts
    }

    fn lead(&self, from: usize, link: &str) -> Lead {
        if url::scheme(link).is_some() || link.starts_with("//") {
            return Lead::Away;
        }
        let (rest, fragment) = match link.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (link, None),
        };
        let path = rest.split('?').next().unwrap_or(rest);
        if path.starts_with('/') {
            return Lead::Broken("absolute");
        }
        let file = if path.is_empty() {
            Some(from)
        } else {
            match follow(self.paths[from].as_str(), path) {
                Some(target) => self.find(&target),
                None => return Lead::Broken("outside"),
            }
        };
        // An empty fragment and `#top` are the top of any page.
        let anchor = fragment
            .map(percent_decode)
            .filter(|id| !id.is_empty() && id != "top")
            .map(|id| hash(&id));
        match file {
            Some(file) => Lead::File(file, anchor),
            None => Lead::Broken("missing-file"),
        }
    }

    /// Every broken link, in the order of the pages; `facts` in the order of the plan.
    pub(super) fn broken_links(&self, facts: &[Option<PageFacts>]) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (path, page) in self.paths.iter().zip(facts) {
            let Some(page) = page else { continue };
            let report = |link: &str, why| {
                Diagnostic::new(
                    Code::BrokenOutputLink,
                    Place::Path(path.as_str().to_owned()),
                )
                .arg("page", path.as_str())
                .arg("link", link)
                .help(why)
            };
            diagnostics.extend(page.broken.iter().map(|(link, why)| report(link, *why)));
            for (to, anchor, link) in &page.anchors {
                // Files that are not pages of ours know their anchors themselves.
                let Some(target) = &facts[*to] else { continue };
                if target.ids.binary_search(anchor).is_err() {
                    diagnostics.push(report(link, "missing-anchor"));
                }
            }
        }
        diagnostics
    }
}

/// Reads a page.
pub(super) fn read(html: &str) -> Scanned {
    let mut ids = Vec::new();
    let mut links: Vec<Cow<'_, str>> = Vec::new();
    scan(html, &mut |found| match found {
        Found::Id(id) => ids.push(hash(&id)),
        Found::Link(link) => links.push(link),
    });
    ids.sort_unstable();
    links.sort_unstable();
    links.dedup();
    Scanned {
        ids,
        links: links.into_iter().map(Cow::into_owned).collect(),
    }
}

/// `a/b` and `a` for `a/b`.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |path| Some(path.rsplit_once('/')?.0))
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// The file that `path` names from the folder of the file `from`; `None` when it climbs out.
fn follow(from: &str, path: &str) -> Option<String> {
    let mut folders: Vec<Cow<'_, str>> = from.split('/').map(Cow::Borrowed).collect();
    folders.pop();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => {
                folders.pop()?;
            }
            name => folders.push(Cow::Owned(percent_decode(name))),
        }
    }
    Some(folders.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_followed_like_a_browser_does() {
        let paths: Vec<OutPath> = ["a/頁.html", "index.html", "x y.html"]
            .map(OutPath::new)
            .into();
        let plan = Plan::new(&paths);
        let page = plan.follow(
            0,
            &read(
                "<p id=\"節\"><a href=\"#%E7%AF%80\"><a href=\"%E9%A0%81.html#節\"><a href=\"#\">\
             <a href=\"../x%20y.html?q=1\"><a href=\"../index.html#s1\"><a href=\"mailto:a@b.c\">\
             <a href=\"../../x\"><a href=\"/index.html\"><a href=\"../a/\"><a href=\"#no\">",
            ),
        );
        let broken: Vec<(&str, &str)> = page.broken.iter().map(|(l, w)| (&**l, *w)).collect();
        assert_eq!(
            broken,
            [
                ("#no", "missing-anchor"),
                ("../../x", "outside"),
                ("../a/", "missing-file"),
                ("/index.html", "absolute"),
            ]
        );
        let home = plan.follow(1, &read("<p id=\"s2\">"));
        let found = plan.broken_links(&[Some(page), Some(home), None]);
        assert_eq!(found.len(), 5);
        assert_eq!(found[4].args[1].1, "../index.html#s1".into());
    }

    #[test]
    fn names_that_differ_in_case_only_are_one_file() {
        let paths: Vec<OutPath> = ["A/x.png", "a/X.png", "b"].map(OutPath::new).into();
        let found = Plan::new(&paths).misplaced();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].help, ["case"]);
        assert_eq!(found[0].args[0].1, "a/X.png".into());
        assert_eq!(found[0].args[1].1, "A/x.png".into());
    }

    #[test]
    fn a_file_cannot_stand_where_a_folder_must() {
        let paths: Vec<OutPath> = ["a", "a/b/c.html", "d"].map(OutPath::new).into();
        let found = Plan::new(&paths).misplaced();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::DuplicateOutputPath);
        assert_eq!(found[0].args[0].1, "a".into());
    }
}
