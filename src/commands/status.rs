//! `status`: what changed since an edition.

use serde_json::{Value as Json, json};

use super::{Environment, Outcome, edition};
use crate::cli::{FormatArg, LangArg, StatusArgs};
use crate::diag::{self, Code, Diagnostic, Lang, Place, Severity};
use crate::editions::{self, ChangeKind, Changes, RecordChange};
use crate::model::Edition;

pub(super) fn run(args: &StatusArgs, environment: &Environment) -> Outcome {
    let lang = LangArg::or_locale(args.report.lang, &environment.locale);
    let format = args.report.format.format();
    let mut present = edition::read(&args.report);
    let Some(state) = &present.state else {
        return Outcome {
            stderr: diag::write(
                &present.diagnostics,
                &present.map,
                lang,
                format,
                environment.colour,
            ),
            exit_code: 2,
            ..Outcome::default()
        };
    };
    let wanted = |e: &Edition| args.edition.as_ref().is_none_or(|id| &e.id == id);
    let last = state.editions.iter().rev().find(|e| wanted(e));
    let mut problems = std::mem::take(&mut present.diagnostics);
    problems.retain(|d| d.severity > Severity::Info);
    if let (None, Some(id)) = (last, &args.edition) {
        let unknown = Diagnostic::new(Code::UnknownEdition, Place::Nowhere);
        problems = vec![unknown.arg("edition", id.as_str()).help("list")];
    }
    let stderr = diag::write(&problems, &present.map, lang, format, environment.colour);
    let failed = problems.iter().any(|d| d.severity == Severity::Error);
    let stdout = match last.zip(state.now.as_ref()) {
        None if args.edition.is_some() => String::new(),
        None => no_edition(lang).to_owned(),
        Some((last, now)) => {
            let changes = editions::changes(last, now);
            match args.report.format {
                FormatArg::Json => json_of(&changes).to_string() + "\n",
                _ => table(&changes, args.all, lang),
            }
        }
    };
    Outcome {
        stdout,
        stderr,
        exit_code: match (last, failed) {
            (None, true) if args.edition.is_some() => 2,
            (_, failed) => u8::from(failed),
        },
    }
}

fn no_edition(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "比べる版がありません。hakusho edition freeze で、まず版を作ってください。\n",
        Lang::En => "There is no edition to compare with: make one with hakusho edition freeze.\n",
    }
}

fn table(changes: &Changes<'_>, all: bool, lang: Lang) -> String {
    let old = changes.old;
    let mut text = match lang {
        Lang::Ja => format!(
            "版 {}（{}、{}）からの変更\n",
            old.id, old.title, old.date.raw
        ),
        Lang::En => format!(
            "Changes since the edition {} ({}, {})\n",
            old.id, old.title, old.date.raw
        ),
    };
    for change in &changes.records {
        if all || change.kind != ChangeKind::Unchanged {
            text.push_str(&line(change, changes, lang));
        }
    }
    for page in editions::page_changes(changes.old, changes.new) {
        let (kind, title) = (page.kind.word(lang), page.title());
        text.push_str(&format!("  {kind}\t{}\t{title}\n", page.path));
    }
    let counts: Vec<String> = changes
        .counts()
        .iter()
        .map(|(kind, count)| format!("{} {count}", kind.word(lang)))
        .collect();
    text.push_str(&counts.join(match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    }));
    text.push('\n');
    text
}

fn line(change: &RecordChange<'_>, changes: &Changes<'_>, lang: Lang) -> String {
    let record = change.new.or(change.old);
    let label = record
        .and_then(|r| r.label.as_deref())
        .map_or(String::new(), |l| format!("{l} "));
    let title = record.map_or("", |r| r.title.as_str());
    let mut details = details(change, changes, lang);
    if change.is_minor() {
        details.push(match lang {
            Lang::Ja => "軽微".to_owned(),
            Lang::En => "minor".to_owned(),
        });
    }
    let details = match (details.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Ja) => format!("［{}］", details.join("、")),
        (false, Lang::En) => format!(" [{}]", details.join(", ")),
    };
    format!(
        "  {}\t{}\t{label}{title}{details}\n",
        change.kind.word(lang),
        change.name
    )
}

/// What differs, in a few words.
fn details(change: &RecordChange<'_>, changes: &Changes<'_>, lang: Lang) -> Vec<String> {
    let mut details = Vec::new();
    if let (Some(old), Some(new)) = (change.old, change.new) {
        if change.is_renumbered() {
            let label = |label: &Option<String>| label.clone().unwrap_or_else(|| "-".to_owned());
            details.push(format!("{} → {}", label(&old.label), label(&new.label)));
        }
        if change
            .old_name
            .as_ref()
            .is_some_and(|name| *name != change.name)
        {
            details.push(format!(
                "{} → {}",
                change.old_name.as_deref().unwrap_or(""),
                change.name
            ));
        }
        if !new.lineage.successors.is_empty() {
            details.push(format!("→ {}", new.lineage.successors.join(" ")));
        }
    }
    let words = match lang {
        Lang::Ja => ["題名", "本文"],
        Lang::En => ["title", "text"],
    };
    let flags = [change.title_changed, change.text_changed];
    details.extend(
        words
            .iter()
            .zip(flags)
            .filter(|(_, flag)| *flag)
            .map(|(w, _)| (*w).to_owned()),
    );
    let key = change.name.split(':').next().unwrap_or_default();
    let schemas = [&changes.new.schema, &changes.old.schema];
    for field in &change.fields {
        let label = schemas.iter().find_map(|schema| {
            let collection = &schema.collections[schema.by_key(key)?];
            Some(collection.field(field.key)?.label.get(lang))
        });
        details.push(label.unwrap_or(field.key).to_owned());
    }
    details
}

fn json_of(changes: &Changes<'_>) -> Json {
    let records: Vec<Json> = changes
        .records
        .iter()
        .map(|change| {
            let fields = change.fields.iter().map(|field| {
                let texts = |side: Option<&crate::model::edition::FrozenField>| {
                    side.map(|f| editions::texts(&f.value))
                };
                json!({ "key": field.key, "old": texts(field.old), "new": texts(field.new) })
            });
            json!({
                "name": change.name,
                "old_name": change.old_name,
                "kind": change.kind.key(),
                "label": change.new.and_then(|r| r.label.as_ref()),
                "old_label": change.old.and_then(|r| r.label.as_ref()),
                "text": change.text_changed,
                "title": change.title_changed,
                "fields": fields.collect::<Vec<_>>(),
                "note": change.note,
                "minor": change.is_minor(),
            })
        })
        .collect();
    let pages = editions::page_changes(changes.old, changes.new);
    let pages: Vec<Json> = pages
        .iter()
        .map(|page| json!({ "path": page.path, "kind": page.kind.key(), "title": page.title() }))
        .collect();
    json!({ "since": changes.old.id, "records": records, "pages": pages })
}
