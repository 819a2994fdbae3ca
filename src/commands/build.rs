//! `build` and `check`.

use std::time::Duration;

use super::progress::Line;
use super::{Environment, Outcome};
use crate::cli::{BuildArgs, FormatArg, LangArg, SiteArgs, SourceArgs};
use crate::diag::{self, Code, Diagnostic, Format, Lang, Place, Severity};
use crate::model::{Silent, WriteReport};
use crate::pipeline::{self, Mode, Options, Run};

/// `build`.
pub(super) fn build(args: &BuildArgs, environment: &Environment) -> Outcome {
    let options = Options {
        cache: !args.no_cache,
        ..options(&args.site, Mode::Build)
    };
    run(&args.site, &options, args.timings, environment)
}

/// `check`.
pub(super) fn check(args: &SiteArgs, environment: &Environment) -> Outcome {
    run(args, &options(args, Mode::Check), false, environment)
}

fn run(args: &SiteArgs, options: &Options, timings: bool, environment: &Environment) -> Outcome {
    let (source, mode) = (&args.source, options.mode);
    let lang = LangArg::or_locale(source.lang, &environment.locale);
    let mut run = shown_run(options, source, lang);
    // What is only worth knowing is for `check`; a build says what is wrong.
    if mode == Mode::Build && source.format != FormatArg::Json {
        run.diagnostics.retain(|d| d.severity > Severity::Info);
    }
    let format = source.format.format();
    let mut stderr = diag::write(&run.diagnostics, &run.map, lang, format, environment.colour);
    let mut stdout = String::new();
    if !source.quiet && format == Format::Human {
        if let Some(report) = &run.report {
            stdout = success(report, args, mode, lang);
        } else if !run.diagnostics.is_empty() {
            stderr.push_str(kept(mode, lang));
        }
    }
    if timings {
        stderr.push_str(&table(&run.timings));
    }
    Outcome {
        stdout,
        stderr,
        exit_code: exit_code(&run, args.deny_warnings),
    }
}

/// Runs the pipeline, and shows people how far it is.
pub(super) fn shown_run(options: &Options, source: &SourceArgs, lang: Lang) -> Run {
    match source.quiet || source.format != FormatArg::Human {
        true => pipeline::run(options, &Silent),
        false => pipeline::run(options, &Line::new(lang)),
    }
}

fn options(args: &SiteArgs, mode: Mode) -> Options {
    Options {
        root: args.source.root.clone(),
        load: args.source.load_options(args.output()),
        deny_warnings: args.deny_warnings,
        cache: false,
        mode,
        spreadsheets: false,
    }
}

/// 0 clean, 1 problems in the content, 2 misuse or I/O.
pub(super) fn exit_code(run: &Run, deny_warnings: bool) -> u8 {
    let is_error = |d: &Diagnostic| d.severity == Severity::Error;
    if run.diagnostics.iter().any(|d| is_error(d) && is_misuse(d)) {
        2
    } else if run.report.is_none()
        || run.diagnostics.iter().any(is_error)
        || (deny_warnings
            && run
                .diagnostics
                .iter()
                .any(|d| d.severity == Severity::Warning))
    {
        1
    } else {
        0
    }
}

/// Whether the command line or the machine is at fault and not the content. A wrong setting that
/// stands in no file came with an option.
fn is_misuse(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.is_misuse()
        || (diagnostic.code == Code::InvalidConfig && diagnostic.place == Place::Nowhere)
}

fn success(report: &WriteReport, args: &SiteArgs, mode: Mode, lang: Lang) -> String {
    let WriteReport {
        pages,
        files,
        bytes,
    } = report;
    let kilobytes = bytes.div_ceil(1024);
    let output = args.output();
    let output = output.display();
    match (mode, lang) {
        (Mode::Build, Lang::Ja) => {
            format!(
                "{output} に {pages} ページ（{files} ファイル、{kilobytes} KB）を書き出しました。\n"
            )
        }
        (Mode::Build, Lang::En) => {
            format!("Wrote {pages} pages ({files} files, {kilobytes} KB) to {output}.\n")
        }
        (Mode::Check | Mode::Preview, Lang::Ja) => {
            format!("{pages} ページを検査しました。書き出しはしていません。\n")
        }
        (Mode::Check | Mode::Preview, Lang::En) => {
            format!("Checked {pages} pages; nothing was written.\n")
        }
    }
}

fn kept(mode: Mode, lang: Lang) -> &'static str {
    match (mode, lang) {
        (Mode::Build, Lang::Ja) => "書き出していません。前のサイトはそのままです。\n",
        (Mode::Build, Lang::En) => "Nothing was written; the previous site is as it was.\n",
        (Mode::Check | Mode::Preview, _) => "",
    }
}

fn table(timings: &[(&'static str, Duration)]) -> String {
    let total: Duration = timings.iter().map(|(_, time)| *time).sum();
    let rows = timings.iter().copied().chain([("total", total)]);
    rows.map(|(stage, time)| format!("{stage:>8} {:>9.1} ms\n", time.as_secs_f64() * 1000.0))
        .collect()
}
