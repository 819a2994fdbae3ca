//! `import`: makes and updates records of a collection from a table.

mod report;

use std::path::Path;

use super::changes::{self, Change};
use super::{Environment, Outcome, Said, collections};
use crate::cli::{EncodingArg, ImportArgs, LangArg};
use crate::diag::{Code, Diagnostic, Lang, Localized, Place, Severity, SourceMap};
use crate::import::{self, Format, Mapping, Options, Plan, Request, Rules, Table, Workbook};
use crate::model::schema::{Collection, CollectionId, Schema};
use crate::pipeline::{self, Survey};
use crate::{load, resolve};

pub(super) fn run(args: &ImportArgs, environment: &Environment) -> Outcome {
    let lang = LangArg::or_locale(args.report.lang, &environment.locale);
    let (result, map) = match pipeline::survey(&args.report.root) {
        Ok(mut survey) => (import(args, &mut survey, lang), survey.map),
        Err((problems, map)) => (Err(problems), map),
    };
    super::finished(result, &map, &args.report, environment)
}

fn import(args: &ImportArgs, survey: &mut Survey, lang: Lang) -> Result<Said, Vec<Diagnostic>> {
    let schema = survey.site.config.schema.clone();
    let collection = collection(&args.collection, &schema).map_err(|problem| vec![problem])?;
    let declared = &schema.collections[collection];
    let mut problems = unread(survey, declared);
    let mapping = Mapping::read(&args.map, declared).unwrap_or_else(|found| {
        problems.extend(found);
        Mapping::default()
    });
    if !problems.is_empty() {
        return Err(problems);
    }
    let is_known = |heading: &str| mapping.knows(heading, declared);
    let (table, warnings) = table(args, survey, &is_known)?;
    let prefix = survey.prefix();
    let read = |path: &str, text: &str| {
        let below = path.strip_prefix(prefix).unwrap_or(path);
        survey.read(below, text)
    };
    let request = Request {
        site: &survey.site,
        map: &survey.map,
        collection,
        folder: format!("{}{}", survey.prefix(), declared.dir),
        table: &table,
        mapping: &mapping,
        options: Options {
            fill_down: args.fill_down.clone(),
            inferred: args.inferred,
            clear_empty: args.clear_empty,
        },
        rules: Rules {
            value: resolve::typed,
            is_id: resolve::is_valid_id,
            read: &read,
        },
    };
    let plan = import::plan(&request)?;
    if !args.dry_run {
        write(&args.report.root, &plan)?;
    }
    Ok((report::of(&plan, declared, args.dry_run, lang), warnings))
}

fn collection(key: &str, schema: &Schema) -> Result<CollectionId, Diagnostic> {
    let known: Vec<&Collection> = schema.collections.iter().collect();
    let found = schema.by_key(key);
    found.ok_or_else(|| collections::unknown(key, &known, None))
}

/// What keeps records of the collection from being known: the row of one that cannot be read
/// would be taken for a new one.
fn unread(survey: &Survey, collection: &Collection) -> Vec<Diagnostic> {
    let folder = format!("{}{}/", survey.prefix(), collection.dir);
    let is_here = |problem: &&Diagnostic| match &problem.place {
        Place::Span(span) => survey.map.path(span.file).starts_with(&folder),
        Place::Path(path) => path.starts_with(&folder),
        Place::Nowhere => false,
    };
    let errors = survey
        .problems
        .iter()
        .filter(|p| p.severity == Severity::Error);
    errors.filter(is_here).cloned().collect()
}

/// The table of the file, and warnings about its text.
fn table(
    args: &ImportArgs,
    survey: &mut Survey,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<(Table, Vec<Diagnostic>), Vec<Diagnostic>> {
    let shown = args.file.to_string_lossy().replace('\\', "/");
    let limit = survey.site.config.limits.file_bytes;
    let wrong =
        |help| Diagnostic::new(Code::UnreadableTable, Place::Path(shown.clone())).help(help);
    let format = format(&args.file).ok_or_else(|| vec![wrong("ending")])?;
    if format == Format::Workbook && args.encoding.is_some() {
        return Err(vec![wrong("no-encoding")]);
    }
    if format == Format::Workbook {
        let bytes = load::table_bytes(&args.file, &shown, limit).map_err(|p| vec![p])?;
        return workbook(&bytes, &shown, args.sheet.as_deref(), is_known);
    }
    if args.sheet.is_some() {
        return Err(vec![wrong("no-sheets")]);
    }
    let mut problems = Vec::new();
    let map: &mut SourceMap = &mut survey.map;
    let encoding = args.encoding.map(EncodingArg::encoding);
    let file = load::table_text(&args.file, &shown, limit, encoding, map, &mut problems);
    let Some(file) = file else {
        return Err(problems);
    };
    let text = map.text(file).clone();
    let table = Table::of_text(format, file, &text, is_known).map_err(|problem| vec![problem])?;
    Ok((table, problems))
}

fn format(file: &Path) -> Option<Format> {
    Format::of(&file.extension()?.to_string_lossy())
}

/// The table of a sheet: the one that is asked for, else the first.
fn workbook(
    bytes: &[u8],
    shown: &str,
    sheet: Option<&str>,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<(Table, Vec<Diagnostic>), Vec<Diagnostic>> {
    let one = |problem: Diagnostic| vec![problem];
    let mut book = Workbook::open(bytes, shown).map_err(one)?;
    let sheets = book.sheets();
    let found = match sheet {
        Some(name) => sheets.iter().find(|known| *known == name),
        None => sheets.first(),
    };
    let Some(name) = found else {
        let problem = Diagnostic::new(Code::UnreadableTable, Place::Path(shown.to_owned()));
        let problem = problem.arg("sheet", sheet.unwrap_or_default());
        return Err(one(problem
            .arg("known", Localized::list(&sheets))
            .help("sheet")));
    };
    let (rows, problems) = book.rows(name).map_err(one)?;
    match problems.is_empty() {
        true => Ok((
            Table::of_rows(rows, shown, is_known).map_err(one)?,
            Vec::new(),
        )),
        false => Err(problems),
    }
}

fn write(root: &Path, plan: &Plan) -> Result<(), Vec<Diagnostic>> {
    let new = plan.new.iter().map(|new| Change {
        path: &new.path,
        to: None,
        before: None,
        after: &new.text,
    });
    let changed = plan.changed.iter().map(|changed| Change {
        path: &changed.path,
        to: None,
        before: Some(&changed.before),
        after: &changed.after,
    });
    let changes: Vec<Change> = new.chain(changed).collect();
    changes::make(root, &changes)
}
