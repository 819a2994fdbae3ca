//! What a reference names: printed numbers, records by id; the edges that come of them.

use unicode_normalization::UnicodeNormalization;

use super::inlines::{alternative_text, plain_text, push_part, reference_node};
use super::nearby::{Problem, Sought};
use super::numbers::Lookup;
use super::references::Walker;
use crate::diag::{Code, Diagnostic, Localized, Severity, Span};
use crate::model::edition::FrozenRecord;
use crate::model::schema::CollectionId;
use crate::model::{Edge, EdgeId, Edition, Kind, Node, OutPath, Page, PageId, PageKind, Target};

/// The list of editions. Where an author's own page lies there, that is it.
const LIST: &str = "editions/index.html";

impl Walker<'_> {
    /// `[(1),(2)]`: one bracket, several numbers.
    pub(super) fn number_list(&mut self, node: &Node, href: &str) -> Option<Vec<Node>> {
        let [
            Node {
                kind: Kind::Text(text),
                span,
                ..
            },
        ] = node.children.as_slice()
        else {
            return None;
        };
        let found = self.numbers.find_in_label(href);
        let is_list = text == href && found.len() > 1 && span.range().len() == text.len() && {
            let mut rest = href.to_owned();
            found
                .iter()
                .rev()
                .for_each(|(range, _)| rest.replace_range(range.clone(), ""));
            rest.chars()
                .all(|c| matches!(c, ',' | '、' | '，' | '・' | ' '))
        };
        if !is_list {
            return None;
        }
        let mut out = Vec::new();
        let mut at = 0;
        for (range, lookup) in found {
            let piece = Span::new(
                span.file,
                span.start as usize + range.start,
                span.start as usize + range.end,
            );
            push_part(&mut out, &node.children[0], at..range.start);
            let printed = &href[range.clone()];
            let target = self
                .number(printed, lookup, piece, true)
                .unwrap_or(Target::Broken);
            out.push(reference_node(target, printed, piece));
            at = range.end;
        }
        push_part(&mut out, &node.children[0], at..href.len());
        Some(out)
    }

    /// The target of a printed number. `None`: a bare number that is none of ours stays text.
    pub(super) fn number(
        &mut self,
        printed: &str,
        lookup: Lookup,
        span: Span,
        strict: bool,
    ) -> Option<Target> {
        match lookup {
            Lookup::Unknown => None,
            Lookup::Found(page) => Some(self.edge((page, None), printed, true, span)),
            Lookup::Missing(collection, last) => {
                let code = if strict {
                    Code::BrokenReference
                } else {
                    Code::UnresolvedNumber
                };
                let label: Localized = self.links.config.schema.collections[collection]
                    .label
                    .clone();
                let mut problem = Diagnostic::new(code, span)
                    .arg("label", label)
                    .arg("no", printed);
                let withdrawn = self.withdrawn(collection, printed);
                // What is no more speaks of the numbers of its time.
                if !strict && withdrawn.is_some() && self.is_gone() {
                    return None;
                }
                match (withdrawn, last) {
                    (Some(withdrawn), _) => problem = withdrawn.tell(problem),
                    (None, Some(last)) => problem = problem.arg("last", last).help("range"),
                    (None, None) => {}
                }
                if let Some(escaped) = escape(printed) {
                    problem = problem.arg("escaped", escaped).help("escape");
                }
                self.problems.push(problem.into());
                None
            }
            Lookup::Ambiguous(pages) => {
                let candidates: Vec<String> = pages.iter().map(|p| self.links.key_of(*p)).collect();
                let mut problem = Diagnostic::new(Code::AmbiguousReference, span)
                    .arg("no", printed)
                    .arg("candidates", Localized::list(&candidates))
                    .help("candidates");
                if !strict {
                    problem.severity = Severity::Warning;
                }
                self.problems.push(problem.into());
                None
            }
        }
    }

    /// Whether the page is a record that was taken away, or a translation of one.
    fn is_gone(&self) -> bool {
        let pages = &self.links.book.pages;
        let page = &pages[self.page.0];
        let original = page.translations.first().map_or(page, |id| &pages[id.0]);
        page.is_gone() || original.is_gone()
    }

    /// The record that had a number and was taken away: of several, the one that had it last.
    fn withdrawn(&self, collection: CollectionId, printed: &str) -> Option<Withdrawn> {
        let gone = self.numbers.gone(collection, printed);
        let shown = self.editions.known.get(self.editions.first_shown..);
        let frozen = shown.unwrap_or_default().iter().rev().find_map(|edition| {
            let (name, _) = frozen(edition, printed)?;
            let mut gone = gone.iter();
            let page = gone.find(|page| self.links.key_of(**page) == name)?;
            Some((*page, format!("[{printed}@{}]", edition.id)))
        });
        let (page, frozen) = match frozen {
            Some((page, frozen)) => (page, Some(frozen)),
            None => (*gone.last()?, None),
        };
        let name = self.links.key_of(page);
        let page = &self.links.book.pages[page.0];
        let successor = |name: &String| {
            let (key, id) = name.split_once(':')?;
            let collection = self.links.config.schema.by_key(key)?;
            let by_record = &self.links.book.by_record;
            let page = by_record.get(&(collection, id.to_owned()))?;
            let label = self.links.book.pages[page.0].label.as_ref();
            Some(label.map_or_else(|| name.clone(), |label| format!("{label} {name}")))
        };
        let successors = page.lineage.successors.iter().filter_map(successor);
        Some(Withdrawn {
            title: page.title.clone(),
            explicit: format!("[{printed}]({name})"),
            name,
            frozen,
            successors: successors.collect(),
        })
    }

    /// A record by printed number or id. `None` when `href` is neither.
    pub(super) fn named(&mut self, href: &str, span: Span) -> Option<Target> {
        if let Some(lookup) = self.numbers.whole(href) {
            let target = self.number(href, lookup, span, true);
            return Some(target.unwrap_or(Target::Broken));
        }
        self.in_edition(href, span)
            .or_else(|| self.record(href, span))
    }

    /// `(8)@2020`, `measure:m08@2020`, `measure:m08@2020#s1`: a record in an edition.
    fn in_edition(&mut self, href: &str, span: Span) -> Option<Target> {
        let (record, rest) = href.rsplit_once('@')?;
        let (id, anchor) = rest
            .split_once('#')
            .map_or((rest, None), |(id, anchor)| (id, Some(anchor)));
        let has_key = record
            .split_once(':')
            .is_some_and(|(key, _)| self.links.config.schema.by_key(key).is_some());
        if !has_key && self.numbers.whole(record).is_none() {
            return None;
        }
        let known = self.editions.known;
        let Some(at) = known.iter().position(|edition| edition.id == id) else {
            let problem = Diagnostic::new(Code::UnknownEdition, span).arg("edition", id);
            self.problems.push(problem.into());
            return Some(Target::Broken);
        };
        let edition = &known[at];
        let problem = |code| {
            let problem = Diagnostic::new(code, span).arg("edition", id);
            problem.arg("no", record).help("default")
        };
        let has = |found: &FrozenRecord, anchor: &str| found.units.iter().any(|u| u.id == anchor);
        let found = frozen(edition, record).filter(|(_, r)| anchor.is_none_or(|a| has(r, a)));
        let Some((name, found)) = found else {
            self.problems.push(problem(Code::NotInEdition).into());
            return Some(Target::Broken);
        };
        if at < self.editions.first_shown {
            let problem = problem(Code::EditionNotShown).arg("count", known.len() - at);
            self.problems.push(problem.into());
            return Some(self.present(name));
        }
        let url = format!("{}{}", edition.folder(), found.url);
        Some(Target::Edition(
            OutPath::new(url),
            anchor.map(str::to_owned),
        ))
    }

    /// The page of what an edition calls `name`, which has none there: the record's own, or the
    /// list of editions.
    fn present(&self, name: &str) -> Target {
        let book = self.links.book;
        let schema = &self.links.config.schema;
        let is_it = |page: &Page| match page.kind {
            PageKind::Record(collection) => {
                let key = &schema.collections[collection].key;
                page.lineage.former_names(key).any(|old| old == name)
            }
            _ => false,
        };
        let own = name.split_once(':').and_then(|(key, id)| {
            let record = (schema.by_key(key)?, id.to_owned());
            book.by_record.get(&record).copied()
        });
        let page = book.pages.iter().position(is_it).map(PageId).or(own);
        match page {
            Some(page) => Target::Page(page, None),
            None => Target::Edition(OutPath::new(LIST), None),
        }
    }

    /// `measure:m08`, `measure:m08#s2`: a record by id. `None` when `href` is no such thing.
    fn record(&mut self, href: &str, span: Span) -> Option<Target> {
        let (key, rest) = href.split_once(':')?;
        let collection = self.links.config.schema.by_key(key)?;
        let (id, anchor) = rest
            .split_once('#')
            .map_or((rest, None), |(id, anchor)| (id, Some(anchor)));
        let record = (collection, id.nfc().collect::<String>());
        let label: Localized = self.links.config.schema.collections[collection]
            .label
            .clone();
        if let Some(page) = self.links.book.by_record.get(&record) {
            let anchor =
                anchor.and_then(|a| self.links.anchor(*page, a, href, span, &mut self.problems));
            return Some(Target::Page(*page, anchor));
        }
        if self.links.book.unread.records.contains(&record) {
            return Some(Target::Broken);
        }
        let is_draft = self.links.book.drafts.records.contains(&record);
        let diagnostic = if is_draft {
            Diagnostic::new(Code::ReferenceToDraft, span).help("drafts")
        } else {
            Diagnostic::new(Code::BrokenReference, span)
        };
        self.problems.push(Problem {
            diagnostic: diagnostic.arg("label", label).arg("no", href),
            sought: (!is_draft).then(|| Sought::Record(collection, id.to_owned())),
        });
        Some(Target::Broken)
    }

    /// A link to a record's page, however it was written, is a reference.
    pub(super) fn as_reference(&mut self, target: Target, node: &Node) -> Target {
        match target {
            Target::Page(page, anchor) if self.links.book.pages[page.0].record.is_some() => {
                let mut text = plain_text(node);
                if text.is_empty() {
                    text = alternative_text(node);
                }
                self.edge((page, anchor), &text, false, node.span)
            }
            other => other,
        }
    }

    /// The target of a reference to `to`. A page does not cite itself.
    fn edge(
        &mut self,
        (to, anchor): (PageId, Option<String>),
        text: &str,
        by_number: bool,
        span: Span,
    ) -> Target {
        // A translation refers to nothing that its original does not refer to.
        if self.links.book.pages[self.page.0].language.is_some() {
            return self.links.in_language_of(self.page, to, anchor);
        }
        if to == self.page || self.in_note {
            return Target::Page(to, anchor);
        }
        self.edges.push(Edge {
            from: self.page,
            statement: self.anchor.clone(),
            to,
            anchor,
            text: text.to_owned(),
            by_number,
            qualifier: None,
            sentence: String::new(),
            mark: 0..0,
            span,
        });
        Target::Reference(EdgeId(self.edges.len() - 1))
    }
}

/// A record that was taken away, and how to refer to it.
struct Withdrawn {
    name: String,
    title: String,
    explicit: String,
    frozen: Option<String>,
    successors: Vec<String>,
}

impl Withdrawn {
    fn tell(self, problem: Diagnostic) -> Diagnostic {
        let mut problem = problem
            .arg("withdrawn", self.name)
            .arg("title", self.title)
            .arg("explicit", self.explicit)
            .help("withdrawn");
        if !self.successors.is_empty() {
            let successors = Localized::list(&self.successors);
            problem = problem.arg("successors", successors).help("successors");
        }
        match self.frozen {
            Some(frozen) => problem.arg("frozen", frozen).help("frozen"),
            None => problem.help("explicit"),
        }
    }
}

/// A record of an edition by its name, or by its number as printed where only one has it.
fn frozen<'e>(edition: &'e Edition, record: &str) -> Option<(&'e str, &'e FrozenRecord)> {
    let name: String = record.nfc().collect();
    if let Some((name, found)) = edition.records.get_key_value(&name) {
        return Some((name, found));
    }
    let is_it = |other: &FrozenRecord| other.label.as_deref() == Some(&*name) && !other.is_gone();
    let records = edition.records.iter();
    let mut found = records
        .filter(|(_, record)| is_it(record))
        .map(|(name, record)| (name.as_str(), record));
    found.next().filter(|_| found.next().is_none())
}

/// How an author writes `printed` so that it is no reference. Markdown takes a backslash before
/// ASCII punctuation only, so that 第8条 has no such form.
fn escape(printed: &str) -> Option<String> {
    let at = printed.find(|c: char| c.is_ascii_punctuation())?;
    Some(format!("{}\\{}", &printed[..at], &printed[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_escaped_where_markdown_allows_it() {
        assert_eq!(escape("(17)").as_deref(), Some("\\(17)"));
        assert_eq!(escape("REQ-17").as_deref(), Some("REQ\\-17"));
        assert_eq!(escape("第17条"), None);
    }
}
