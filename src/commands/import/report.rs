//! What an import says that it did, or would do.

use crate::diag::Lang;
use crate::edit::align::Step;
use crate::import::{Changed, Key, KeyStep, Plan, Statements};
use crate::model::schema::Collection;

/// The most names that a line lists.
const LISTED: usize = 20;

/// The report of `plan`.
pub(super) fn of(plan: &Plan, collection: &Collection, is_dry: bool, lang: Lang) -> String {
    let report = Report { lang };
    let mut text = report.head("新しい記録", "New records", plan.new.len());
    for new in &plan.new {
        text.push_str(&format!("  {}  {}\n", new.name, new.path));
    }
    text.push_str(&report.head("変わる記録", "Changed records", plan.changed.len()));
    for changed in &plan.changed {
        let steps = report.steps(changed, collection);
        text.push_str(&format!("  {}  {}: {steps}\n", changed.name, changed.path));
    }
    text.push_str(&report.head("変わらない記録", "Unchanged records", plan.unchanged));
    text.push_str(&report.list("表にない記録", "Not in the table", &plan.absent));
    text.push_str(&report.list("取り込まなかった列", "Columns not taken", &plan.left_out));
    if is_dry {
        text.push_str(report.word(
            "--dry-run のため、何も書いていません。\n",
            "Nothing was written (--dry-run).\n",
        ));
    }
    text
}

struct Report {
    lang: Lang,
}

impl Report {
    fn word(&self, ja: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    fn head(&self, ja: &'static str, en: &'static str, count: usize) -> String {
        format!("{}: {count}\n", self.word(ja, en))
    }

    fn list(&self, ja: &'static str, en: &'static str, names: &[String]) -> String {
        if names.is_empty() {
            return String::new();
        }
        let (listed, more) = names.split_at(names.len().min(LISTED));
        let listed = listed.join(self.word("、", ", "));
        let (count, head) = (more.len(), self.word(ja, en));
        match (count, self.lang) {
            (0, _) => format!("{head}: {listed}\n"),
            (_, Lang::Ja) => format!("{head}: {listed}、ほか {count} 件\n"),
            (_, Lang::En) => format!("{head}: {listed} and {count} more\n"),
        }
    }

    /// What changes in a record: `group を変更、概要 s1 を変更`.
    fn steps(&self, changed: &Changed, collection: &Collection) -> String {
        let mut steps: Vec<String> = changed.keys.iter().map(|key| self.key(key)).collect();
        if let Some(statements) = &changed.statements {
            let label = collection.statement_label.as_ref();
            let label = label.map_or(self.word("文", "statement"), |l| l.get(self.lang));
            steps.extend(self.statements(statements, label));
        }
        steps.join(self.word("、", ", "))
    }

    fn key(&self, key: &Key) -> String {
        let (ja, en) = match key.step {
            KeyStep::Added => ("を追加", "added"),
            KeyStep::Changed => ("を変更", "changed"),
            KeyStep::Removed => ("を削除", "removed"),
        };
        format!("{} {}", key.key, self.word(ja, en))
    }

    fn statements(&self, statements: &Statements, label: &str) -> Vec<String> {
        let id = |at: usize| statements.ids.get(at).map_or("", String::as_str);
        let step = |step: &Step| match (*step, self.lang) {
            (Step::Same(..), _) => None,
            (Step::Changed(at, _), Lang::Ja) => Some(format!("{label} {} を変更", id(at))),
            (Step::Changed(at, _), Lang::En) => Some(format!("{label} {} changed", id(at))),
            (Step::Removed(at), Lang::Ja) => Some(format!("{label} {} を削除", id(at))),
            (Step::Removed(at), Lang::En) => Some(format!("{label} {} removed", id(at))),
            (Step::Added(at), Lang::Ja) => Some(format!("{}番目の{label}を追加", at + 1)),
            (Step::Added(at), Lang::En) => Some(format!("{label} no. {} added", at + 1)),
        };
        statements.steps.iter().filter_map(step).collect()
    }
}
