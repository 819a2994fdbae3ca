//! `edition`: freezing the records as they are, and looking at what was frozen.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Environment, Outcome, build, files};
use crate::cli::{EditionCommand, FormatArg, FreezeArgs, LangArg, ReportArgs, ShowArgs};
use crate::diag::{self, Code, Diagnostic, Lang, Place, Severity, SourceMap};
use crate::editions::{self, Named};
use crate::load;
use crate::model::edition::{CHANGES, FrozenAsset, NOW};
use crate::model::value::DateValue;
use crate::model::{Edition, OutPath};
use crate::pipeline::{self, Mode, Options, Present, State};
use crate::resolve::is_valid_id;
use crate::text::{date, file_name};

pub(super) fn run(command: &EditionCommand, environment: &Environment) -> Outcome {
    match command {
        EditionCommand::Freeze(args) => freeze(args, environment),
        EditionCommand::List(args) => list(args, environment),
        EditionCommand::Show(args) => show(args, environment),
        EditionCommand::Verify(args) => verify(args, environment),
    }
}

/// Reads the site for commands that only look.
pub(super) fn read(args: &ReportArgs) -> Present {
    let options = load::Options {
        output: args.root.join("public"),
        ..load::Options::default()
    };
    pipeline::present(&args.root, &options)
}

fn freeze(args: &FreezeArgs, environment: &Environment) -> Outcome {
    let source = &args.source;
    let lang = LangArg::or_locale(source.lang, &environment.locale);
    let format = source.format.format();
    let options = Options {
        root: source.root.clone(),
        load: source.load_options(source.root.join("public")),
        deny_warnings: false,
        cache: false,
        spreadsheets: false,
        mode: Mode::Check,
    };
    // What cannot be built is no edition.
    let mut run = build::shown_run(&options, source, lang);
    run.diagnostics.retain(|d| d.severity > Severity::Info);
    let stderr = diag::write(&run.diagnostics, &run.map, lang, format, environment.colour);
    if run.report.is_none() {
        let exit_code = build::exit_code(&run, false);
        return Outcome {
            stderr,
            exit_code,
            ..Outcome::default()
        };
    }
    let present = pipeline::present(&source.root, &options.load);
    let Some(state) = present.state else {
        return Outcome {
            stderr,
            exit_code: 2,
            ..Outcome::default()
        };
    };
    match write(args, &state) {
        Ok(edition) => Outcome {
            stdout: match source.quiet || source.format != FormatArg::Human {
                true => String::new(),
                false => frozen(&edition, &source.root, lang),
            },
            stderr,
            exit_code: 0,
        },
        Err(problems) => {
            let none = SourceMap::default();
            let told = diag::write(&problems, &none, lang, format, environment.colour);
            Outcome {
                stderr: stderr + &told,
                exit_code: 2,
                ..Outcome::default()
            }
        }
    }
}

/// Writes the edition and the assets that no earlier one has.
fn write(args: &FreezeArgs, state: &State) -> Result<Edition, Vec<Diagnostic>> {
    let before = state.editions.last();
    let named = named(args, state).map_err(|problem| vec![problem])?;
    let (assets, bytes) = assets(state, &args.source.root)?;
    let edition = editions::freeze(&state.site, &state.files, named, assets);
    let file = editions::stored(&edition, before);
    let text = editions::text_of(&file);
    let path = |name: &str| format!("{}/{name}", load::EDITIONS);
    let mut made: Vec<(String, &[u8])> =
        vec![(path(&format!("{}.json", edition.id)), text.as_bytes())];
    made.extend(
        bytes
            .iter()
            .map(|(name, bytes)| (path(name), bytes.as_slice())),
    );
    files::make(&args.source.root, &made)?;
    Ok(edition)
}

/// What the arguments say, if an edition can be called so.
fn named(args: &FreezeArgs, state: &State) -> Result<Named, Diagnostic> {
    let refused = || {
        let problem = Diagnostic::new(Code::EditionRefused, Place::Nowhere);
        problem.arg("edition", args.id.as_str())
    };
    let file = format!("{}.json", args.id);
    if !is_valid_id(&args.id) || args.id.starts_with('.') || file_name::fault(&file).is_some() {
        return Err(refused().help("id"));
    }
    let key = file_name::collision_key(&args.id);
    let mut known = state.editions.iter();
    if ["assets", CHANGES, NOW].contains(&key.as_str()) {
        return Err(refused().help("reserved"));
    }
    if known.any(|e| file_name::collision_key(&e.id) == key) {
        return Err(refused().help("exists"));
    }
    let date = date::parse(&args.date).ok();
    let Some(date) = date.filter(|date| !date.edtf.starts_with("XXXX")) else {
        return Err(refused().help("date"));
    };
    let before = state.editions.last();
    let earliest = |edition: &Edition| date::parse(&edition.date.raw).map(|date| date.earliest);
    if let Some(before) = before.filter(|e| earliest(e).is_ok_and(|other| other > date.earliest)) {
        return Err(refused().arg("before", before.id.as_str()).help("earlier"));
    }
    let title = args.title.trim();
    if title.is_empty() {
        return Err(refused().help("empty"));
    }
    Ok(Named {
        id: args.id.clone(),
        title: title.to_owned(),
        date: DateValue::from(date),
        note: args.note.clone().filter(|note| !note.trim().is_empty()),
        after: before.map(|edition| edition.id.clone()),
    })
}

type Assets = (BTreeMap<String, FrozenAsset>, BTreeMap<String, Vec<u8>>);

/// The assets that the pages use, by address, and the bytes of those that are not kept yet, by
/// their names below `editions/`.
fn assets(state: &State, root: &Path) -> Result<Assets, Vec<Diagnostic>> {
    let (mut assets, mut bytes) = Assets::default();
    let used = editions::used_assets(&state.site);
    for asset in &state.site.assets {
        if !used.contains(&OutPath::new(asset.path.as_str())) {
            continue;
        }
        let content = std::fs::read(&asset.origin)
            .map_err(|error| vec![Diagnostic::io(asset.path.as_str(), &error)])?;
        let frozen = FrozenAsset {
            hash: blake3::hash(&content).to_hex().to_string(),
            bytes: content.len() as u64,
        };
        let stored = frozen.stored_at(&asset.path);
        if root
            .join(load::EDITIONS)
            .join(&stored)
            .symlink_metadata()
            .is_err()
        {
            bytes.insert(stored, content);
        }
        assets.insert(asset.path.clone(), frozen);
    }
    Ok((assets, bytes))
}

fn frozen(edition: &Edition, root: &Path, lang: Lang) -> String {
    let path = files::shown(root, &format!("{}/{}.json", load::EDITIONS, edition.id));
    let (id, records, pages) = (&edition.id, edition.records.len(), edition.files.len());
    match lang {
        Lang::Ja => format!(
            "版 {id} を {path} に書き留めました（記録 {records} 件、ファイル {pages} 個）。\n\
             git に加えてください。次の改訂は、いつもどおり content を直すだけです。\n"
        ),
        Lang::En => format!(
            "Froze the edition {id} as {path} ({records} records, {pages} files).\n\
             Add it to git. For the next revision just edit the content as usual.\n"
        ),
    }
}

/// The problems of the editions alone, as a command's end.
fn refused(present: &Present, args: &ReportArgs, environment: &Environment) -> Option<Outcome> {
    let about = |d: &&Diagnostic| {
        let of_editions = [
            Code::InvalidEdition,
            Code::DamagedEdition,
            Code::MissingRoot,
        ];
        of_editions.contains(&d.code)
            || matches!(&d.place, Place::Path(path) if path.starts_with(load::EDITIONS))
    };
    let problems: Vec<Diagnostic> = present.diagnostics.iter().filter(about).cloned().collect();
    if problems.is_empty() {
        return None;
    }
    let lang = LangArg::or_locale(args.lang, &environment.locale);
    let format = args.format.format();
    let exit_code = match problems.iter().any(|d| d.code.is_misuse()) {
        true => 2,
        false => 1,
    };
    Some(Outcome {
        stderr: diag::write(&problems, &present.map, lang, format, environment.colour),
        exit_code,
        ..Outcome::default()
    })
}

/// What was read of the editions, or why it cannot be used.
fn editions_of(args: &ReportArgs, environment: &Environment) -> Result<State, Outcome> {
    let present = read(args);
    if let Some(outcome) = refused(&present, args, environment) {
        return Err(outcome);
    }
    present.state.ok_or_else(|| Outcome {
        exit_code: 2,
        ..Outcome::default()
    })
}

fn list(args: &ReportArgs, environment: &Environment) -> Outcome {
    let lang = LangArg::or_locale(args.lang, &environment.locale);
    let state = match editions_of(args, environment) {
        Ok(state) => state,
        Err(outcome) => return outcome,
    };
    let lines = state.editions.iter().map(|e| match args.format {
        FormatArg::Json => summary(e).to_string() + "\n",
        _ => line(e, lang),
    });
    let text: String = lines.collect();
    let none = match lang {
        Lang::Ja => {
            "版はまだありません。hakusho edition freeze ID --date 日付 --title 題名 で作ります。\n"
        }
        Lang::En => {
            "There is no edition yet: hakusho edition freeze ID --date DATE --title TITLE makes one.\n"
        }
    };
    let stdout = match text.is_empty() && args.format == FormatArg::Human {
        true => none.to_owned(),
        false => text,
    };
    Outcome {
        stdout,
        ..Outcome::default()
    }
}

fn line(edition: &Edition, lang: Lang) -> String {
    let (id, date, title) = (&edition.id, &edition.date.raw, &edition.title);
    let records = edition.records.len();
    match lang {
        Lang::Ja => format!("{id}\t{date}\t{title}（記録 {records} 件）\n"),
        Lang::En => format!("{id}\t{date}\t{title} ({records} records)\n"),
    }
}

fn summary(edition: &Edition) -> serde_json::Value {
    serde_json::json!({
        "id": edition.id,
        "title": edition.title,
        "date": edition.date,
        "note": edition.note,
        "after": edition.after,
        "records": edition.records.len(),
        "files": edition.files.len(),
        "hash": edition.hash,
    })
}

fn show(args: &ShowArgs, environment: &Environment) -> Outcome {
    let report = &args.report;
    let lang = LangArg::or_locale(report.lang, &environment.locale);
    let state = match editions_of(report, environment) {
        Ok(state) => state,
        Err(outcome) => return outcome,
    };
    let unknown = |code, help| {
        let problem = Diagnostic::new(code, Place::Nowhere).arg("edition", args.id.as_str());
        let problem = problem.arg("no", args.name.as_deref().unwrap_or_default());
        let (none, format) = (SourceMap::default(), report.format.format());
        Outcome {
            stderr: diag::write(
                &[problem.help(help)],
                &none,
                lang,
                format,
                environment.colour,
            ),
            exit_code: 2,
            ..Outcome::default()
        }
    };
    let Some(edition) = state.editions.iter().find(|e| e.id == args.id) else {
        return unknown(Code::UnknownEdition, "list");
    };
    let stdout = match &args.name {
        None if report.format == FormatArg::Json => summary(edition).to_string() + "\n",
        None => line(edition, lang) + &contents(edition),
        Some(name) => match edition.records.get(name) {
            Some(record) => edition
                .files
                .get(&record.path)
                .map_or(String::new(), |f| f.text.clone()),
            None => return unknown(Code::NotInEdition, "default"),
        },
    };
    Outcome {
        stdout,
        ..Outcome::default()
    }
}

/// Every record on a line.
fn contents(edition: &Edition) -> String {
    let line = |(name, record): (&String, &crate::model::edition::FrozenRecord)| {
        let label = record.label.as_deref().unwrap_or("");
        format!("  {name}\t{label}\t{}\n", record.title)
    };
    edition.records.iter().map(line).collect()
}

fn verify(args: &ReportArgs, environment: &Environment) -> Outcome {
    let lang = LangArg::or_locale(args.lang, &environment.locale);
    let state = match editions_of(args, environment) {
        Ok(state) => state,
        Err(outcome) => return outcome,
    };
    let count = state.editions.len();
    let stdout = match (args.format, lang) {
        (FormatArg::Human, Lang::Ja) => format!("{count} 版とも、凍結したときのままです。\n"),
        (FormatArg::Human, Lang::En) => format!("All {count} editions are what was frozen.\n"),
        _ => String::new(),
    };
    Outcome {
        stdout,
        ..Outcome::default()
    }
}
