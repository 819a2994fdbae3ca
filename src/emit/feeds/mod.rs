//! Feeds: what became of the records at each edition, for the whole site, for each collection and
//! for each record, as Atom 1.0 and JSON Feed 1.1.
//!
//! Dates are those of the editions, so that the same editions always make the same bytes. An
//! edition whose date is partial counts from the first day that it can be, at midnight in Japan.
//! The text as it is now has no date and no entries; neither have changes of form.

mod atom;
mod ids;
mod json;
mod summary;

use super::add;
use crate::diag::{Diagnostic, Lang};
use crate::model::feed::{FeedFormat, SITE_FEED};
use crate::model::history::{ChangeKind, EditionSummary, HistoryEntry, is_minor};
use crate::model::schema::CollectionId;
use crate::model::{Output, Outputs, Page, PageId, PageKind, Site};
use crate::text::natural;
use ids::Ids;

/// As many entries as a feed holds, unless its newest edition alone has more.
const MOST: usize = 500;

/// What both formats say.
struct Feed {
    /// Without its ending.
    stem: String,
    title: String,
    /// What it is about, absolute.
    page: String,
    id: String,
    lang: String,
    /// The site's title.
    author: String,
    updated: String,
    /// Newest first.
    entries: Vec<Entry>,
}

/// A change of a record.
struct Entry {
    id: String,
    title: String,
    url: String,
    updated: String,
    summary: String,
    kind: ChangeKind,
    /// The word for that.
    word: &'static str,
}

/// Whose changes a feed tells.
#[derive(Clone, Copy)]
enum Scope {
    Site,
    Collection(PageId, CollectionId),
    Record(PageId),
}

pub(super) fn add_to<'a>(site: &'a Site, outputs: &mut Outputs<'a>) {
    let Some(root) = site.feed_root() else {
        return;
    };
    add_feed(site, root, SITE_FEED, Scope::Site, outputs);
    for (at, page) in site.pages.iter().enumerate() {
        let scope = match page.kind {
            PageKind::Collection(collection) => Scope::Collection(PageId(at), collection),
            PageKind::Record(_) => Scope::Record(PageId(at)),
            _ => continue,
        };
        if let Some(stem) = site.own_feed(page) {
            add_feed(site, root, &stem, scope, outputs);
        }
    }
}

fn add_feed<'a>(
    site: &'a Site,
    root: &'a str,
    stem: &str,
    scope: Scope,
    outputs: &mut Outputs<'a>,
) {
    for format in FeedFormat::ALL {
        let path = format.address(stem);
        let (stem, shown) = (stem.to_owned(), path.to_string());
        let make = move || {
            let feed = Maker::new(site, root).feed(&stem, scope);
            match format {
                FeedFormat::Atom => {
                    atom::bytes(&feed, root).map_err(|error| Diagnostic::io(shown.as_str(), &error))
                }
                FeedFormat::Json => Ok(json::bytes(&feed, root)),
            }
        };
        add(outputs, path.as_str(), Output::Make(Box::new(make)));
    }
}

/// Makes the feeds of a site.
struct Maker<'a> {
    site: &'a Site,
    root: &'a str,
    ids: Ids,
    lang: Lang,
}

impl<'a> Maker<'a> {
    fn new(site: &'a Site, root: &'a str) -> Self {
        Maker {
            site,
            root,
            ids: Ids::of(root),
            lang: Lang::from_tag(&site.config.lang),
        }
    }

    fn feed(&self, stem: &str, scope: Scope) -> Feed {
        let site = self.site;
        let page = match scope {
            Scope::Site => None,
            Scope::Collection(page, _) | Scope::Record(page) => Some(site.page(page)),
        };
        let mut dates = site.editions.iter().filter_map(day);
        // The first edition has no changes: a feed without entries is as old as that.
        let first = dates.next().unwrap_or_default();
        let entries = self.entries(scope);
        let newest = entries.first().map(|entry| entry.updated.clone());
        Feed {
            title: site.feed_title(page),
            page: page.unwrap_or(site.page(site.home)).url.absolute(self.root),
            id: self.ids.of_feed(stem, &first),
            stem: stem.to_owned(),
            lang: site.config.lang.clone(),
            author: site.feed_title(None),
            updated: newest.unwrap_or_else(|| midnight(&first)),
            entries,
        }
    }

    fn histories(&self, scope: Scope) -> Vec<(&'a Page, &'a [HistoryEntry])> {
        let site = self.site;
        let of = |(id, history): (PageId, &'a Vec<HistoryEntry>)| (site.page(id), &**history);
        let all = site.history.iter().map(|(id, history)| of((*id, history)));
        match scope {
            Scope::Site => all.collect(),
            Scope::Collection(_, collection) => all
                .filter(|(page, _)| page.kind == PageKind::Record(collection))
                .collect(),
            Scope::Record(record) => {
                let own = site.history.get(&record);
                own.map(|history| of((record, history)))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// The changes, newest edition first, then in reading order; whole editions up to [`MOST`].
    fn entries(&self, scope: Scope) -> Vec<Entry> {
        let mut changes: Vec<(usize, &HistoryEntry, &Page)> = self
            .histories(scope)
            .into_iter()
            .flat_map(|(page, history)| history.iter().map(move |entry| (entry, page)))
            .filter(|(entry, _)| entry.kind.is_some() && !is_minor(entry.note.as_deref()))
            .filter_map(|(entry, page)| Some((entry.edition?, entry, page)))
            .collect();
        changes.sort_by(|(a, _, one), (b, _, other)| {
            let newest_first = b.cmp(a);
            newest_first.then_with(|| reading_order(one, other))
        });
        let editions = changes.chunk_by(|(a, ..), (b, ..)| a == b);
        let kept = kept(editions.map(<[_]>::len));
        let kept = changes.iter().take(kept);
        kept.filter_map(|(at, entry, page)| self.entry(*at, entry, page))
            .collect()
    }

    /// The entry of one change; none where its edition has no date.
    fn entry(&self, edition: usize, entry: &HistoryEntry, page: &Page) -> Option<Entry> {
        let edition = self.site.editions.get(edition)?;
        let (day, kind) = (day(edition)?, entry.kind?);
        let word = kind.word(self.lang);
        let label = entry.label.iter();
        let label: String = label.map(|label| format!("{label} ")).collect();
        Some(Entry {
            id: self.ids.of_change(&entry.name, &edition.id, &day),
            title: format!("{word}: {label}{}", entry.title),
            url: entry.url.as_ref().unwrap_or(&page.url).absolute(self.root),
            updated: midnight(&day),
            summary: summary::of(self.site, edition, entry, self.lang),
            kind,
            word,
        })
    }
}

/// How many changes a feed keeps, of editions with so many, newest first: those of whole editions.
fn kept(mut editions: impl Iterator<Item = usize>) -> usize {
    let mut kept = editions.next().unwrap_or(0);
    for more in editions {
        if kept + more > MOST {
            break;
        }
        kept += more;
    }
    kept
}

/// Collections in the order of the schema, then what is no more, then numbers.
fn reading_order(one: &Page, other: &Page) -> std::cmp::Ordering {
    let key = |page: &Page| {
        let record = page.record.as_ref();
        (record.map(|record| record.collection), page.is_gone())
    };
    let number = |page: &Page| {
        let record = page.record.as_ref();
        let part = |text: Option<&String>| text.cloned().unwrap_or_default();
        let scope = part(record.and_then(|record| record.scope.as_ref()));
        (scope, part(record.and_then(|record| record.no.as_ref())))
    };
    let (one_number, other_number) = (number(one), number(other));
    key(one)
        .cmp(&key(other))
        .then_with(|| natural::compare(&one_number.0, &other_number.0))
        .then_with(|| natural::compare(&one_number.1, &other_number.1))
        .then_with(|| natural::compare(one.url.as_str(), other.url.as_str()))
}

fn day(edition: &EditionSummary) -> Option<String> {
    edition.date.first_day()
}

/// The moment at which a day begins in Japan.
fn midnight(day: &str) -> String {
    format!("{day}T00:00:00+09:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_editions_are_kept_and_the_newest_always() {
        assert_eq!(kept([].into_iter()), 0);
        assert_eq!(kept([MOST + 7, 1].into_iter()), MOST + 7);
        assert_eq!(kept([MOST - 2, 2, 1].into_iter()), MOST);
        assert_eq!(kept([MOST - 2, 3, 1].into_iter()), MOST - 2);
    }
}
