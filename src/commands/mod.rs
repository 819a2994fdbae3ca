//! What each command does: thin. Nothing here prints; a command returns what is to be printed.

mod build;
mod changes;
mod collections;
mod edition;
mod explain;
mod export;
mod files;
mod import;
mod init;
mod new;
mod progress;
mod revise;
#[cfg(feature = "serve")]
mod serve;
mod status;

use crate::cli::{Cli, Command, FormatArg, LangArg, ReportArgs};
use crate::diag::{self, Diagnostic, Lang, SourceMap};

/// What a command leaves to be printed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// For standard output.
    pub stdout: String,
    /// For standard error.
    pub stderr: String,
    /// 0 clean, 1 problems in the content, 2 misuse or I/O.
    pub exit_code: u8,
}

/// Where the command runs.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The locale by which messages are Japanese or English: `ja_JP.UTF-8`.
    pub locale: String,
    /// Standard error is a terminal that shows colours.
    pub colour: bool,
    /// Writes to standard error at once, for commands that say things before they end.
    pub say: Option<fn(&str)>,
}

/// Runs a command.
pub fn run(cli: &Cli, environment: &Environment) -> Outcome {
    match &cli.command {
        Command::Init(args) => init::run(args, environment),
        Command::New(args) => new::run(args, environment),
        Command::Import(args) => import::run(args, environment),
        Command::Build(args) => build::build(args, environment),
        Command::Export(args) => export::run(args, environment),
        Command::Edition(command) => edition::run(command, environment),
        Command::Status(args) => status::run(args, environment),
        Command::Renumber(args) => revise::renumber(args, environment),
        Command::Withdraw(args) => revise::withdraw(args, environment),
        Command::Merge(args) => revise::merge(args, environment),
        Command::Split(args) => revise::split(args, environment),
        Command::Rename(args) => revise::rename(args, environment),
        Command::Check(args) => build::check(args, environment),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args, environment),
        Command::Explain { code, lang } => {
            let lang: Lang = LangArg::or_locale(*lang, &environment.locale);
            explain::run(code, lang)
        }
        Command::Completions { shell } => Outcome {
            stdout: crate::cli::completions(*shell),
            ..Outcome::default()
        },
    }
}

/// What a command that changes sources says of it, and what is worth a warning.
type Said = (String, Vec<Diagnostic>);

/// The outcome of such a command: what it said, or why nothing was changed.
fn finished(
    result: Result<Said, Vec<Diagnostic>>,
    map: &SourceMap,
    args: &ReportArgs,
    environment: &Environment,
) -> Outcome {
    let lang = LangArg::or_locale(args.lang, &environment.locale);
    let print = |mut problems: Vec<Diagnostic>| {
        diag::sort(&mut problems, map);
        let format = args.format.format();
        diag::write(&problems, map, lang, format, environment.colour)
    };
    match result {
        Ok((stdout, warnings)) => Outcome {
            stdout,
            // An empty list of problems would be JSON, too.
            stderr: match (args.format, warnings.is_empty()) {
                (FormatArg::Json, true) => String::new(),
                _ => print(warnings),
            },
            exit_code: 0,
        },
        Err(problems) => Outcome {
            exit_code: match problems.iter().any(|problem| problem.code.is_misuse()) {
                true => 2,
                false => 1,
            },
            stderr: print(problems),
            ..Outcome::default()
        },
    }
}
