//! Relative links, anchors and files: what `../measures/m08.md#s1` names.

use std::collections::{BTreeSet, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::identity;
use super::nearby::{Problem, Sought};
use super::pages::Book;
use crate::diag::{Code, Diagnostic, Span};
use crate::model::{Config, OutPath, PageId, SourceFile, Target};
use crate::text::include;
use crate::text::url::{self, percent_decode};

/// What links are looked up in.
pub(super) struct Links<'a> {
    pub(super) book: &'a Book,
    /// Every page's ids.
    pub(super) anchors: &'a [BTreeSet<String>],
    /// Output paths of the files that are copied.
    pub(super) assets: &'a HashSet<&'a str>,
    pub(super) config: &'a Config,
}

impl Links<'_> {
    /// The target of `href`, written in `source`; a problem makes it [`Target::Broken`].
    pub(super) fn resolve(
        &self,
        page: PageId,
        source: &SourceFile,
        href: &str,
        span: Span,
        problems: &mut Vec<Problem>,
    ) -> Target {
        match scheme(href) {
            Some(scheme) if url::is_link_scheme(scheme) => {
                return Target::External(href.to_owned());
            }
            Some(_) => return self.broken(href, span, source, problems),
            None if href.starts_with("//") => return Target::External(format!("https:{href}")),
            None => {}
        }
        let (path, fragment) = href
            .split_once('#')
            .map_or((href, None), |(p, f)| (p, Some(f)));
        let path = path.split('?').next().unwrap_or(path);
        let fragment = fragment.filter(|f| !f.is_empty());
        if path.is_empty() {
            return match fragment {
                Some(fragment) => match self.anchor(page, fragment, href, span, problems) {
                    Some(anchor) => Target::Page(page, Some(anchor)),
                    None => Target::Broken,
                },
                None if href == "#" => Target::Page(page, None),
                None => self.broken(href, span, source, problems),
            };
        }
        let Some(file) = content_path(source, span, path) else {
            let problem = Diagnostic::new(Code::LinkOutsideRoot, span)
                .arg("href", href)
                .help("inside");
            problems.push(problem.into());
            return Target::Broken;
        };
        if let Some(target) = self.page_at(&file) {
            let anchor = fragment.and_then(|f| self.anchor(target, f, href, span, problems));
            return self.in_language_of(page, target, anchor);
        }
        if self.assets.contains(file.as_str()) {
            return Target::Asset(OutPath::new(file), fragment.map(str::to_owned));
        }
        let index = match file.trim_end_matches('/') {
            "" => "index.html".to_owned(),
            folder => format!("{folder}/index.html"),
        };
        if self.assets.contains(index.as_str()) {
            return Target::Asset(OutPath::new(index), fragment.map(str::to_owned));
        }
        if self.book.unread.paths.contains(&file) {
            return Target::Broken;
        }
        if self.book.drafts.paths.contains(&file) {
            let problem = Diagnostic::new(Code::ReferenceToDraft, span)
                .arg("no", href)
                .help("drafts");
            problems.push(problem.into());
            return Target::Broken;
        }
        self.broken(href, span, source, problems)
    }

    /// A link from a translation leads to the translation of its target, where there is one and
    /// the section is in it.
    pub(super) fn in_language_of(
        &self,
        page: PageId,
        target: PageId,
        anchor: Option<String>,
    ) -> Target {
        let pages = &self.book.pages;
        let language = &pages[page.0].language;
        let mut versions = pages[target.0].translations.iter();
        let version = versions.find(|version| pages[version.0].language == *language);
        let has_anchor =
            |version: PageId| anchor.iter().all(|id| self.anchors[version.0].contains(id));
        match version {
            Some(&version) if language.is_some() && has_anchor(version) => {
                Target::Page(version, anchor)
            }
            _ => Target::Page(target, anchor),
        }
    }

    /// A page by its source file, its address, or its folder.
    fn page_at(&self, file: &str) -> Option<PageId> {
        let file = file.trim_end_matches('/');
        let by_path = |path: &str| self.book.by_path.get(path).copied();
        let by_url = |url: &str| self.book.by_url.get(url).copied();
        if file.is_empty() {
            return by_url("index.html");
        }
        by_path(file)
            .or_else(|| by_url(file))
            .or_else(|| by_path(&format!("{file}.md")))
            .or_else(|| by_url(&format!("{file}/index.html")))
    }

    /// The id on `page` that `fragment` names: exactly, decoded, or in GitHub's lower case.
    pub(super) fn anchor(
        &self,
        page: PageId,
        fragment: &str,
        href: &str,
        span: Span,
        problems: &mut Vec<Problem>,
    ) -> Option<String> {
        let ids = &self.anchors[page.0];
        let decoded: String = percent_decode(fragment).nfc().collect();
        let lower = decoded.to_lowercase();
        let found = [fragment, &decoded, &lower]
            .into_iter()
            .find(|id| ids.contains(*id));
        if found.is_none() {
            // `#id` alone is sought in this very file.
            let written = href.split('#').next().filter(|to| !to.is_empty());
            let own = self.book.pages[page.0].source_path.as_deref();
            problems.push(Problem {
                diagnostic: Diagnostic::new(Code::BrokenAnchor, span)
                    .arg("href", written.or(own).unwrap_or(href))
                    .arg("anchor", decoded.as_str()),
                sought: Some(Sought::Anchor(page, decoded.clone())),
            });
        }
        found.map(str::to_owned)
    }

    fn broken(
        &self,
        href: &str,
        span: Span,
        source: &SourceFile,
        problems: &mut Vec<Problem>,
    ) -> Target {
        let path = href.split(['#', '?']).next().unwrap_or(href);
        problems.push(Problem {
            diagnostic: Diagnostic::new(Code::BrokenLink, span).arg("href", href),
            sought: content_path(source, span, path).map(Sought::File),
        });
        Target::Broken
    }

    /// How a page is named in messages and data: `measure:m08`, or its content path.
    pub(super) fn key_of(&self, page: PageId) -> String {
        let page = &self.book.pages[page.0];
        let record = page.record_name(&self.config.schema);
        record.unwrap_or_else(|| page.url.to_string())
    }
}

/// The URL scheme that `href` starts with; a single letter is rather a drive.
fn scheme(href: &str) -> Option<&str> {
    url::scheme(href).filter(|scheme| scheme.len() > 1)
}

/// The content path that `path` names where it stands at `span` in `source`: a link of an included
/// file counts from that file.
fn content_path(source: &SourceFile, span: Span, path: &str) -> Option<String> {
    match source.included(span.file) {
        Some((included, _)) if !path.starts_with('/') => {
            let decoded: String = percent_decode(path).nfc().collect();
            let whole = include::from_root(identity::split(included).0, &decoded)?;
            Some(whole.strip_prefix(source.prefix)?.to_owned())
        }
        _ => join(&source.path, path),
    }
}

/// The content path that `path` names as seen from the file `from`; `None` when it leads out.
/// A leading `/` starts at the content folder. Composed (NFC), as `load` names files. The result
/// may be empty: the content folder itself.
fn join(from: &str, path: &str) -> Option<String> {
    let path = percent_decode(path);
    let mut segments: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => identity::split(from)
            .0
            .split('/')
            .filter(|s| !s.is_empty())
            .collect(),
    };
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    Some(segments.join("/").nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_inside_the_content_folder() {
        let from = "targets/health-1.md";
        assert_eq!(
            join(from, "../measures/m08.md").as_deref(),
            Some("measures/m08.md")
        );
        assert_eq!(
            join(from, "./health-2.md").as_deref(),
            Some("targets/health-2.md")
        );
        assert_eq!(join(from, "/measures/").as_deref(), Some("measures"));
        assert_eq!(
            join(from, "%E5%9B%B3.png").as_deref(),
            Some("targets/図.png")
        );
        assert_eq!(join(from, "../../secret.md"), None);
        assert_eq!(join("index.md", ".").as_deref(), Some(""));
        assert_eq!(join("a.md", "か\u{3099}.md").as_deref(), Some("が.md"));
    }

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("https://example.jp/"), Some("https"));
        assert_eq!(scheme("std::vec"), Some("std"));
        assert!(
            ["c:x", "a/b:c", "図:1.md"]
                .iter()
                .all(|href| scheme(href).is_none())
        );
    }
}
