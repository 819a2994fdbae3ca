//! `renumber`, `withdraw`, `merge`, `split`, `rename`: change what records are, and whatever refers
//! to them.

mod diff;
mod report;

use std::path::Path;

use super::changes::{self, Change};
use super::{Environment, Outcome};
use crate::cli::{
    FormatArg, LangArg, MergeArgs, RenameArgs, RenumberArgs, ReviseArgs, SplitArgs, WithdrawArgs,
};
use crate::diag::{Code, Diagnostic, Place};
use crate::pipeline::{Reading, Trial};
use crate::resolve;
use crate::revise::{self, Fate, Request, Revision, Rules, State};

pub(super) fn renumber(args: &RenumberArgs, environment: &Environment) -> Outcome {
    let pairs = args.pairs.chunks(2).map(|pair| match pair {
        [name, no] => (name.clone(), no.clone()),
        _ => (pair.concat(), String::new()),
    });
    run(
        &Request::Renumber(pairs.collect()),
        &args.revise,
        environment,
    )
}

pub(super) fn withdraw(args: &WithdrawArgs, environment: &Environment) -> Outcome {
    let request = Request::Withdraw {
        name: args.name.clone(),
        reserved: args.reserved,
        successors: args.to.clone(),
        reason: args.reason.clone(),
    };
    run(&request, &args.revise, environment)
}

pub(super) fn merge(args: &MergeArgs, environment: &Environment) -> Outcome {
    let request = Request::Merge {
        names: args.names.clone(),
        into: args.into.clone(),
    };
    run(&request, &args.revise, environment)
}

pub(super) fn split(args: &SplitArgs, environment: &Environment) -> Outcome {
    let request = Request::Split {
        name: args.name.clone(),
        into: args.into.clone(),
    };
    run(&request, &args.revise, environment)
}

pub(super) fn rename(args: &RenameArgs, environment: &Environment) -> Outcome {
    let request = Request::Rename {
        name: args.name.clone(),
        id: args.id.clone(),
    };
    run(&request, &args.revise, environment)
}

fn run(request: &Request, args: &ReviseArgs, environment: &Environment) -> Outcome {
    let lang = LangArg::or_locale(args.report.lang, &environment.locale);
    let (result, map) = match Trial::read(&args.report.root) {
        Ok(mut trial) => (revise(request, args, &mut trial), trial.map),
        Err((problems, map)) => (Err(problems), map),
    };
    let result = result.map(|(revision, warnings)| {
        let stdout = match args.report.format {
            FormatArg::Json => report::json(&revision, args.dry_run),
            _ => report::text(&revision, args.dry_run, lang),
        };
        (stdout, warnings)
    });
    super::finished(result, &map, &args.report, environment)
}

/// What was done, and what is worth a warning.
type Done = (Revision, Vec<Diagnostic>);

fn revise(
    request: &Request,
    args: &ReviseArgs,
    trial: &mut Trial,
) -> Result<Done, Vec<Diagnostic>> {
    let before = trial.reading();
    if !before.unreadable.is_empty() {
        return Err(before.unreadable);
    }
    let is_content = |path: &str| trial.is_content(path);
    let rules = Rules {
        number: resolve::number,
        printed: resolve::printed,
        is_id: resolve::is_valid_id,
        is_content: &is_content,
    };
    let request = below(request, &args.report.root);
    let mut revision = revise::plan(&request, state(&before, trial), rules)?;
    let after = trial.with(&revision.files);
    let outcome = revise::outcome(
        &revision,
        (state(&before, trial), &before.problems),
        (state(&after, trial), &after.problems),
    );
    if !outcome.problems.is_empty() {
        let refused = Diagnostic::new(Code::RevisionUndone, Place::Nowhere).help("default");
        return Err([vec![refused], outcome.problems].concat());
    }
    if !args.dry_run {
        write(&args.report.root, &revision)?;
    }
    let mut warnings = std::mem::take(&mut revision.warnings);
    warnings.extend(outcome.warnings);
    Ok((revision, warnings))
}

fn state<'a>(reading: &'a Reading, trial: &'a Trial) -> State<'a> {
    State {
        site: &reading.site,
        map: &trial.map,
        documents: &reading.documents,
    }
}

/// The request with the files in it as they are called from the site's folder.
fn below(request: &Request, root: &Path) -> Request {
    let own = |name: &String| {
        let inside = Path::new(name).strip_prefix(root).ok();
        let inside = inside.and_then(|path| path.to_str()).unwrap_or(name);
        inside.replace('\\', "/")
    };
    let all = |names: &[String]| names.iter().map(own).collect();
    match request.clone() {
        Request::Renumber(pairs) => {
            let pairs = pairs.into_iter().map(|(name, no)| (own(&name), no));
            Request::Renumber(pairs.collect())
        }
        Request::Withdraw {
            name,
            reserved,
            successors,
            reason,
        } => Request::Withdraw {
            name: own(&name),
            reserved,
            successors: all(&successors),
            reason,
        },
        Request::Merge { names, into } => Request::Merge {
            names: all(&names),
            into: own(&into),
        },
        Request::Split { name, into } => Request::Split {
            name: own(&name),
            into,
        },
        Request::Rename { name, id } => Request::Rename {
            name: own(&name),
            id,
        },
    }
}

fn write(root: &Path, revision: &Revision) -> Result<(), Vec<Diagnostic>> {
    let files = revision.files.iter();
    let changes: Vec<Change> = files
        .map(|file| Change {
            path: match file.fate {
                Fate::Copied => &file.path,
                Fate::Changed | Fate::Moved => &file.from,
            },
            to: (file.fate == Fate::Moved).then_some(&*file.path),
            before: (file.fate != Fate::Copied).then_some(&*file.before),
            after: &file.after,
        })
        .collect();
    changes::make(root, &changes)
}
