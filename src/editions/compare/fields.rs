//! Fields side by side: a date, a status, a number is replaced as a whole; texts are compared by
//! words, lists by their items.

use super::super::diff::list_diff;
use super::Sides;
use super::lines::{diff_runs, joined, one, replaced, same};
use crate::diag::Lang;
use crate::editions::compare::Setting;
use crate::model::comparison::{Line, LineKind, Part, RunKind, TextRun};
use crate::model::edition::{FrozenField, FrozenValue};
use crate::model::{Field, FieldType};

/// The line of a field, as either edition declares it; `None` where no record has it.
pub(super) fn line(
    field: Declared<'_>,
    old: Option<&FrozenField>,
    new: Option<&FrozenField>,
    sides: &Sides<'_>,
    setting: Setting<'_>,
) -> Option<Line> {
    let label = |field: &Field| field.label.get(setting.lang).to_owned();
    let part = Part::Field {
        new: label(field.new),
        old: label(field.old),
    };
    let printer = Printer { sides, setting };
    let (kind, runs) = match (old, new) {
        (None, None) => return None,
        (None, Some(new)) => (
            LineKind::Added,
            one(RunKind::Added, printer.in_new(&new.value)),
        ),
        (Some(old), None) => (
            LineKind::Removed,
            one(RunKind::Removed, printer.in_old(&old.value)),
        ),
        (Some(old), Some(new)) if says_the_same(&printer, old, new) => {
            (LineKind::Same, same(&printer.in_new(&new.value)))
        }
        (Some(old), Some(new)) => (
            LineKind::Changed,
            printer.runs(&old.value, &new.value, &field.new.ty),
        ),
    };
    Some(Line { part, kind, runs })
}

/// A field as each of two editions declares it; where one does not, as the other does.
#[derive(Clone, Copy)]
pub(super) struct Declared<'s> {
    pub(super) old: &'s Field,
    pub(super) new: &'s Field,
}

/// Whether two values say the same: records by their names, whatever number they have now.
fn says_the_same(printer: &Printer<'_>, old: &FrozenField, new: &FrozenField) -> bool {
    old.value == new.value || printer.in_old(&old.value) == printer.in_new(&new.value)
}

struct Printer<'a> {
    sides: &'a Sides<'a>,
    setting: Setting<'a>,
}

impl Printer<'_> {
    fn runs(&self, old: &FrozenValue, new: &FrozenValue, ty: &FieldType) -> Vec<TextRun> {
        let is_text = matches!(ty, FieldType::String | FieldType::Text);
        match (old, new) {
            (FrozenValue::Text(old), FrozenValue::Text(new)) if is_text => {
                diff_runs(old, new, self.setting.cutter)
            }
            (FrozenValue::List(old), FrozenValue::List(new)) => {
                let old: Vec<String> = old.iter().map(|value| self.in_old(value)).collect();
                let new: Vec<String> = new.iter().map(|value| self.in_new(value)).collect();
                list_runs(&old, &new, separator(self.setting.lang))
            }
            _ => replaced(&self.in_old(old), &self.in_new(new)),
        }
    }

    fn in_old(&self, value: &FrozenValue) -> String {
        self.printed(value, &|name| {
            self.sides.in_old(name).map(|side| side.shown())
        })
    }

    fn in_new(&self, value: &FrozenValue) -> String {
        self.printed(value, &|name| {
            self.sides.in_new(name).map(|side| side.shown())
        })
    }

    fn printed(&self, value: &FrozenValue, shown: &dyn Fn(&str) -> Option<String>) -> String {
        match value {
            FrozenValue::Text(text) | FrozenValue::Int(text) => text.clone(),
            FrozenValue::Bool(flag) => match (flag, self.setting.lang) {
                (true, Lang::Ja) => "はい".to_owned(),
                (false, Lang::Ja) => "いいえ".to_owned(),
                (true, Lang::En) => "yes".to_owned(),
                (false, Lang::En) => "no".to_owned(),
            },
            FrozenValue::Date(date) => date.raw.clone(),
            FrozenValue::Ref(name) => shown(name).unwrap_or_else(|| name.clone()),
            FrozenValue::List(values) => {
                let texts: Vec<String> = values.iter().map(|v| self.printed(v, shown)).collect();
                texts.join(separator(self.setting.lang))
            }
        }
    }
}

/// The typed attributes of a statement that differ, as text behind it: `［状況：構築中］`.
pub(super) fn attributes(
    old: &[(String, String)],
    new: &[(String, String)],
    lang: Lang,
) -> Vec<TextRun> {
    let [open, colon, close] = match lang {
        Lang::Ja => ["［", "：", "］"],
        Lang::En => [" [", ": ", "]"],
    };
    let mut runs = Vec::new();
    let labels = old.iter().chain(new).map(|(label, _)| label);
    let mut seen: Vec<&String> = Vec::new();
    for label in labels {
        if seen.contains(&label) {
            continue;
        }
        seen.push(label);
        let value = |list: &[(String, String)]| {
            let mut list = list.iter();
            list.find(|(other, _)| other == label)
                .map(|(_, v)| v.clone())
        };
        let around = |value: &str| format!("{open}{label}{colon}{value}{close}");
        match (value(old), value(new)) {
            (Some(old), Some(new)) if old != new => {
                runs.extend(same(&format!("{open}{label}{colon}")));
                runs.extend(replaced(&old, &new));
                runs.extend(same(close));
            }
            (Some(old), None) => runs.extend(one(RunKind::Removed, around(&old))),
            (None, Some(new)) => runs.extend(one(RunKind::Added, around(&new))),
            _ => {}
        }
    }
    runs
}

/// What stands between the items of a list.
pub(super) fn separator(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    }
}

/// Two lists item by item. Where what both have changed its order, the whole is replaced.
pub(super) fn list_runs(old: &[String], new: &[String], separator: &str) -> Vec<TextRun> {
    let change = list_diff(old, new);
    if !change.kept_order {
        return replaced(&old.join(separator), &new.join(separator));
    }
    let mut writer = ListWriter {
        runs: Vec::new(),
        separator,
        has_old: false,
        has_new: false,
    };
    let mut removed = change.removed;
    let mut new = new.iter();
    for item in old {
        if let Some(at) = removed.iter().position(|other| other == item) {
            removed.remove(at);
            writer.add(RunKind::Removed, item);
            continue;
        }
        for other in new.by_ref() {
            if other == item {
                break;
            }
            writer.add(RunKind::Added, other);
        }
        writer.add(RunKind::Same, item);
    }
    new.for_each(|other| writer.add(RunKind::Added, other));
    joined(writer.runs)
}

struct ListWriter<'s> {
    runs: Vec<TextRun>,
    separator: &'s str,
    has_old: bool,
    has_new: bool,
}

impl ListWriter<'_> {
    /// Adds an item; a side that has one already gets the separator first.
    fn add(&mut self, kind: RunKind, item: &str) {
        let separator = match kind {
            RunKind::Same => match (self.has_old, self.has_new) {
                (true, true) => Some(RunKind::Same),
                (true, false) => Some(RunKind::Removed),
                (false, true) => Some(RunKind::Added),
                (false, false) => None,
            },
            RunKind::Removed => self.has_old.then_some(RunKind::Removed),
            RunKind::Added => self.has_new.then_some(RunKind::Added),
        };
        if let Some(kind) = separator {
            self.push(kind, self.separator);
        }
        self.push(kind, item);
        self.has_old |= kind != RunKind::Added;
        self.has_new |= kind != RunKind::Removed;
    }

    fn push(&mut self, kind: RunKind, text: &str) {
        self.runs.extend(one(kind, text.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(old: &str, new: &str) -> String {
        let list = |text: &str| -> Vec<String> {
            let items = text.split(' ').filter(|item| !item.is_empty());
            items.map(str::to_owned).collect()
        };
        let runs = list_runs(&list(old), &list(new), "、");
        let shown = runs.iter().map(|run| match run.kind {
            RunKind::Same => run.text.clone(),
            RunKind::Removed => format!("[-{}-]", run.text),
            RunKind::Added => format!("[+{}+]", run.text),
        });
        shown.collect()
    }

    #[test]
    fn lists_change_item_by_item() {
        assert_eq!(runs("甲 乙", "甲 乙 丙"), "甲、乙[+、丙+]");
        assert_eq!(runs("甲 乙 丙", "甲 丙"), "甲[-、乙-]、丙");
        assert_eq!(runs("", "甲"), "[+甲+]");
        assert_eq!(runs("甲", ""), "[-甲-]");
        // Each side reads as a list of its own.
        assert_eq!(runs("甲 乙", "乙"), "[-甲、-]乙");
        assert_eq!(runs("乙", "甲 乙"), "[+甲、+]乙");
        assert_eq!(runs("甲 乙", "乙 甲"), "[-甲、乙-][+乙、甲+]");
    }

    #[test]
    fn attributes_of_statements_say_what_they_were() {
        let given = |value: &str| vec![("状況".to_owned(), value.to_owned())];
        let kinds = |runs: Vec<TextRun>| -> Vec<(RunKind, String)> {
            runs.into_iter().map(|run| (run.kind, run.text)).collect()
        };
        assert_eq!(
            kinds(attributes(&given("検討"), &given("実施"), Lang::Ja)),
            [
                (RunKind::Same, "［状況：".to_owned()),
                (RunKind::Removed, "検討".to_owned()),
                (RunKind::Added, "実施".to_owned()),
                (RunKind::Same, "］".to_owned()),
            ]
        );
        assert_eq!(
            kinds(attributes(&[], &given("実施"), Lang::En)),
            [(RunKind::Added, " [状況: 実施]".to_owned())]
        );
        assert!(attributes(&given("同じ"), &given("同じ"), Lang::Ja).is_empty());
    }
}
