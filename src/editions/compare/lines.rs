//! The lines of one record: its number, title, fields and text beside what they were.

use super::super::changes::{ChangeKind, RecordChange};
use super::super::diff::{Cutter, Pair, PairKind, Unit, text_diff, unit_diff};
use super::beside;
use super::fields::{self, Declared};
use super::{Setting, Sides};
use crate::diag::Lang;
use crate::model::Collection;
use crate::model::comparison::{Line, LineKind, Part, RunKind, TextRun};
use crate::model::edition::{FrozenRecord, FrozenUnit, UnitKind};

/// All lines of a record.
pub(super) fn lines(
    change: &RecordChange<'_>,
    collection: &Collection,
    sides: &Sides<'_>,
    setting: Setting<'_>,
) -> Vec<Line> {
    // The file of a record that is no more keeps its text, which is no longer in force.
    let new = change.new.filter(|_| !change.kind.is_gone());
    let writer = Writer {
        collection,
        sides,
        setting,
    };
    let mut lines = Vec::new();
    let label = |record: Option<&FrozenRecord>| record.and_then(|record| record.label.clone());
    // 削除 keeps the number's place.
    let new_label = match change.kind {
        ChangeKind::Reserved => label(change.new),
        _ => label(new),
    };
    lines.extend(whole(Part::Label, label(change.old), new_label));
    let title = |record: Option<&FrozenRecord>| {
        let titled = record.filter(|record| record.titled);
        titled.map(|record| record.title.clone())
    };
    lines.extend(writer.title(title(change.old), title(new)));
    lines.extend(writer.fields(change.old, new));
    lines.extend(writer.text(change.old, new));
    lines
}

/// Two rows of units, line by line, with nothing but their texts.
pub(super) fn compared(
    old: &[FrozenUnit],
    new: &[FrozenUnit],
    sides: &Sides<'_>,
    setting: Setting<'_>,
) -> Vec<Line> {
    let writer = Writer {
        collection: &Collection::default(),
        sides,
        setting,
    };
    writer.units(old, new)
}

/// A line that is replaced as a whole.
fn whole(part: Part, old: Option<String>, new: Option<String>) -> Option<Line> {
    let (kind, runs) = match (old, new) {
        (None, None) => return None,
        (Some(old), Some(new)) if old == new => (LineKind::Same, same(&new)),
        (Some(old), Some(new)) => (LineKind::Changed, replaced(&old, &new)),
        (Some(old), None) => (LineKind::Removed, one(RunKind::Removed, old)),
        (None, Some(new)) => (LineKind::Added, one(RunKind::Added, new)),
    };
    Some(Line { part, kind, runs })
}

/// A text of one kind.
pub(super) fn one(kind: RunKind, text: String) -> Vec<TextRun> {
    vec![TextRun { kind, text }]
}

/// A text that both have.
pub(super) fn same(text: &str) -> Vec<TextRun> {
    one(RunKind::Same, text.to_owned())
}

/// A text in place of another.
pub(super) fn replaced(old: &str, new: &str) -> Vec<TextRun> {
    let sides = [(RunKind::Removed, old), (RunKind::Added, new)];
    let sides = sides.into_iter().filter(|(_, text)| !text.is_empty());
    sides
        .map(|(kind, text)| TextRun {
            kind,
            text: text.to_owned(),
        })
        .collect()
}

/// Two texts word by word.
pub(super) fn diff_runs(old: &str, new: &str, cutter: Cutter<'_>) -> Vec<TextRun> {
    let runs = text_diff(old, new, cutter).into_iter();
    runs.map(|run| TextRun {
        kind: run.kind,
        text: run.text(old, new).to_owned(),
    })
    .collect()
}

struct Writer<'a> {
    collection: &'a Collection,
    sides: &'a Sides<'a>,
    setting: Setting<'a>,
}

impl Writer<'_> {
    fn title(&self, old: Option<String>, new: Option<String>) -> Option<Line> {
        match (&old, &new) {
            (Some(before), Some(after)) if before != after => Some(Line {
                part: Part::Title,
                kind: LineKind::Changed,
                runs: diff_runs(before, after, self.setting.cutter),
            }),
            _ => whole(Part::Title, old, new),
        }
    }

    fn fields(&self, old: Option<&FrozenRecord>, new: Option<&FrozenRecord>) -> Vec<Line> {
        let before = self.sides.changes.old.schema.by_key(&self.collection.key);
        let before = before.map(|at| &self.sides.changes.old.schema.collections[at]);
        let kept = self.collection.fields.iter().map(|new| Declared {
            new,
            old: before.and_then(|c| c.field(&new.key)).unwrap_or(new),
        });
        let gone = before.into_iter().flat_map(|collection| &collection.fields);
        let gone = gone.filter(|field| self.collection.field(&field.key).is_none());
        let gone = gone.map(|old| Declared { old, new: old });
        let shown = kept.chain(gone).filter(|field| field.new.shown);
        let lines = shown.filter_map(|field| {
            let key = &field.new.key;
            let old = old.and_then(|record| record.fields.get(key));
            let new = new.and_then(|record| record.fields.get(key));
            fields::line(field, old, new, self.sides, self.setting)
        });
        lines.collect()
    }

    fn text(&self, old: Option<&FrozenRecord>, new: Option<&FrozenRecord>) -> Vec<Line> {
        let old = old.map_or(&[][..], |record| &record.units);
        let new = new.map_or(&[][..], |record| &record.units);
        self.units(old, new)
    }

    fn units(&self, old: &[FrozenUnit], new: &[FrozenUnit]) -> Vec<Line> {
        let pairs = unit_diff(&as_units(old), &as_units(new), self.setting.cutter);
        let pairs = side_by_side(pairs, old, new).into_iter();
        pairs.filter_map(|pair| self.unit(pair, old, new)).collect()
    }

    fn unit(&self, pair: Pair, old: &[FrozenUnit], new: &[FrozenUnit]) -> Option<Line> {
        let (old, new) = (
            pair.old.and_then(|at| old.get(at)),
            pair.new.and_then(|at| new.get(at)),
        );
        let part = part(new.or(old)?.kind);
        let (kind, runs) = match (old, new) {
            (Some(old), Some(new)) => {
                let is_same = old.text == new.text;
                let beside = beside::differences(old, new, self.sides, self.setting.lang);
                let marks = (self.mark(old.kind), self.mark(new.kind));
                let is_all =
                    is_same && old.fields == new.fields && marks.0 == marks.1 && beside.is_empty();
                let kind = match (is_all, pair.kind) {
                    (true, PairKind::Moved) => LineKind::Moved,
                    (true, _) => LineKind::Same,
                    (false, _) => LineKind::Changed,
                };
                let mut runs = match marks.0 == marks.1 {
                    true => same(&marks.1),
                    false => replaced(&marks.0, &marks.1),
                };
                runs.extend(match (is_same, pair.kind) {
                    (true, _) => same(&new.text),
                    // Found in the place of the other, but not made of it.
                    (false, PairKind::Added | PairKind::Removed) => replaced(&old.text, &new.text),
                    (false, _) => self.words(old, new),
                });
                runs.extend(beside);
                let (before, after) = (self.attributes(old), self.attributes(new));
                runs.extend(fields::attributes(&before, &after, self.setting.lang));
                (kind, runs)
            }
            (Some(old), None) => (LineKind::Removed, one(RunKind::Removed, self.shown(old))),
            (None, Some(new)) => (LineKind::Added, one(RunKind::Added, self.shown(new))),
            (None, None) => return None,
        };
        let mut runs = joined(runs);
        for run in &mut runs {
            // The cells of a row are divided by tabs.
            run.text = run.text.replace('\t', " ｜ ");
        }
        Some(Line { part, kind, runs })
    }

    /// A unit that only one side has.
    fn shown(&self, unit: &FrozenUnit) -> String {
        self.mark(unit.kind) + &unit.text
    }

    /// What stands before an item.
    fn mark(&self, kind: UnitKind) -> String {
        match (kind, self.setting.lang) {
            (UnitKind::Item(_), Lang::Ja) => "・".to_owned(),
            (UnitKind::Item(_), Lang::En) => "• ".to_owned(),
            (UnitKind::Numbered(_, number), _) => format!("{number}. "),
            _ => String::new(),
        }
    }

    /// Two units word by word; rows of a table cell by cell.
    fn words(&self, old: &FrozenUnit, new: &FrozenUnit) -> Vec<TextRun> {
        let cutter = self.setting.cutter;
        let cells = |unit: &FrozenUnit| unit.text.matches('\t').count();
        if cells(old) == 0 || cells(old) != cells(new) {
            return diff_runs(&old.text, &new.text, cutter);
        }
        let pairs = old.text.split('\t').zip(new.text.split('\t'));
        let mut runs = Vec::new();
        for (at, (old, new)) in pairs.enumerate() {
            if at > 0 {
                runs.extend(same("\t"));
            }
            runs.extend(diff_runs(old, new, cutter));
        }
        runs
    }

    /// Label and value of a statement's typed attributes.
    fn attributes(&self, unit: &FrozenUnit) -> Vec<(String, String)> {
        let lang = self.setting.lang;
        let fields = self.collection.statement_fields.iter();
        let given = fields.filter_map(|field| {
            let value = super::super::texts(unit.fields.get(&field.key)?);
            let label = field.label.get(lang).to_owned();
            Some((label, value.join(fields::separator(lang))))
        });
        given.collect()
    }
}

/// The runs, those of a kind that follow each other as one, and none without text.
pub(super) fn joined(runs: Vec<TextRun>) -> Vec<TextRun> {
    let mut joined: Vec<TextRun> = Vec::with_capacity(runs.len());
    for run in runs.into_iter().filter(|run| !run.text.is_empty()) {
        match joined.last_mut().filter(|last| last.kind == run.kind) {
            Some(last) => last.text.push_str(&run.text),
            None => joined.push(run),
        }
    }
    joined
}

fn as_units(units: &[FrozenUnit]) -> Vec<Unit<'_>> {
    let units = units.iter();
    units
        .map(|unit| Unit {
            id: &unit.id,
            explicit_id: unit.named,
            text: &unit.text,
        })
        .collect()
}

fn part(kind: UnitKind) -> Part {
    match kind {
        UnitKind::Heading(_) => Part::Heading,
        UnitKind::Paragraph => Part::Paragraph,
        UnitKind::Item(depth) | UnitKind::Numbered(depth, _) => Part::Item(depth),
        UnitKind::Note => Part::Note,
        UnitKind::Head | UnitKind::Row => Part::Row,
        UnitKind::Block => Part::Block,
    }
}

/// Puts what is gone and what is new in the same place side by side, where both are of one kind.
fn side_by_side(pairs: Vec<Pair>, old: &[FrozenUnit], new: &[FrozenUnit]) -> Vec<Pair> {
    let mut joined: Vec<Pair> = Vec::with_capacity(pairs.len());
    let is_lone = |pair: &Pair| pair.old.is_none() != pair.new.is_none();
    for stretch in pairs.chunk_by(|a, b| is_lone(a) && is_lone(b)) {
        let start = joined.len();
        for pair in stretch {
            let partner = joined[start..]
                .iter_mut()
                .find(|other| fit(other, pair, old, new));
            match partner {
                Some(partner) => {
                    partner.old = partner.old.or(pair.old);
                    partner.new = partner.new.or(pair.new);
                }
                None => joined.push(*pair),
            }
        }
    }
    joined
}

/// Whether one is gone and the other new, and both are of one kind.
fn fit(a: &Pair, b: &Pair, old: &[FrozenUnit], new: &[FrozenUnit]) -> bool {
    let (before, after) = match (a.old, a.new, b.old, b.new) {
        (Some(before), None, None, Some(after)) | (None, Some(after), Some(before), None) => {
            (before, after)
        }
        _ => return false,
    };
    let kinds = (
        old.get(before).map(|unit| part(unit.kind)),
        new.get(after).map(|unit| part(unit.kind)),
    );
    kinds.0 == kinds.1
}
