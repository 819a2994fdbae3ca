//! `serve`: builds, shows the site, waits for a change, builds again.

use std::time::Instant;

use super::{Environment, Outcome};
use crate::cli::{FormatArg, LangArg, ServeArgs};
use crate::diag::{self, Diagnostic, Format, Lang, Severity, SourceMap};
use crate::model::Silent;
use crate::pipeline::{self, Mode, Options, Run};
use crate::serve::{Server, Watcher};

/// Ends only when the server cannot start; else the user ends it.
pub(super) fn run(args: &ServeArgs, environment: &Environment) -> Outcome {
    let terminal = Terminal {
        lang: LangArg::or_locale(args.source.lang, &environment.locale),
        format: args.source.format,
        quiet: args.source.quiet,
        environment,
    };
    match serve(args, &terminal) {
        Ok(never) => match never {},
        Err(problem) => Outcome {
            stderr: terminal.diagnostics(&[problem], &SourceMap::default()),
            exit_code: 2,
            ..Outcome::default()
        },
    }
}

fn serve(
    args: &ServeArgs,
    terminal: &Terminal<'_>,
) -> Result<std::convert::Infallible, Diagnostic> {
    let root = &args.source.root;
    let options = Options {
        root: root.clone(),
        load: args.source.load_options(root.join("public")),
        deny_warnings: false,
        cache: false,
        mode: Mode::Preview,
        spreadsheets: false,
    };
    let unwatched =
        |error: String| Diagnostic::io(root.to_string_lossy(), &std::io::Error::other(error));
    let server = Server::start(args.port, terminal.lang)?;
    let mut watcher = Watcher::new(root, args.poll).map_err(|e| unwatched(e.to_string()))?;
    // Before anything is read, so that no change falls in between.
    let inputs = crate::load::inputs(root, &options.load);
    watcher
        .watch(&inputs)
        .map_err(|e| unwatched(e.to_string()))?;
    if watcher.is_polling() && !args.poll {
        terminal.say(polling(terminal.lang));
    }
    let (mut is_first, mut has_site) = (true, false);
    loop {
        let start = Instant::now();
        let mut run = pipeline::run(&options, &Silent);
        run.diagnostics.retain(|d| d.severity > Severity::Info);
        let problems = diag::problems(&run.diagnostics, &run.map, terminal.lang);
        has_site |= run.files.is_some();
        let is_new = server.publish(run.files.take(), problems);
        let shown = match (has_site, is_new) {
            (false, _) => Shown::Nothing,
            (true, false) => Shown::Same,
            (true, true) => Shown::New,
        };
        terminal.report(&run, start.elapsed().as_millis(), shown);
        if std::mem::take(&mut is_first) {
            terminal.say(&started(&server.url(), terminal.lang));
        }
        let grown = watcher
            .watch(&run.inputs)
            .map_err(|e| unwatched(e.to_string()))?;
        // What was made in a new folder before it was watched has told nobody.
        if !grown {
            watcher.wait();
        }
    }
}

/// What the user sees besides the browser.
struct Terminal<'a> {
    lang: Lang,
    format: FormatArg,
    quiet: bool,
    environment: &'a Environment,
}

impl Terminal<'_> {
    fn say(&self, text: &str) {
        if let Some(say) = self.environment.say {
            say(text);
        }
    }

    fn diagnostics(&self, diagnostics: &[Diagnostic], map: &SourceMap) -> String {
        let (format, colour) = (self.format.format(), self.environment.colour);
        diag::write(diagnostics, map, self.lang, format, colour)
    }

    /// Says how a build went.
    fn report(&self, run: &Run, milliseconds: u128, shown: Shown) {
        self.say(&self.diagnostics(&run.diagnostics, &run.map));
        if self.quiet || self.format.format() != Format::Human {
            return;
        }
        let line = outcome(
            run.report.map(|report| report.pages),
            milliseconds,
            shown,
            self.lang,
        );
        self.say(&line);
    }
}

/// What browsers are given after a build.
#[derive(Clone, Copy)]
enum Shown {
    /// No site could be built yet.
    Nothing,
    /// The site from before.
    Same,
    /// Another one.
    New,
}

/// How a build went that made so many pages, or none.
fn outcome(pages: Option<usize>, milliseconds: u128, shown: Shown, lang: Lang) -> String {
    let same = |words: &'static str| match shown {
        Shown::New => "",
        Shown::Nothing | Shown::Same => words,
    };
    match (pages, shown, lang) {
        (Some(pages), _, Lang::Ja) => {
            format!(
                "{pages} ページ、{milliseconds} ms{}\n",
                same("（変わりなし）")
            )
        }
        (Some(pages), _, Lang::En) => {
            format!("{pages} pages, {milliseconds} ms{}\n", same(" (unchanged)"))
        }
        (None, Shown::Nothing, Lang::Ja) => {
            "まだサイトを作れていません。エラーを直すと表示します。\n".to_owned()
        }
        (None, Shown::Nothing, Lang::En) => {
            "No site could be built yet; it is shown when the errors are mended.\n".to_owned()
        }
        (None, _, Lang::Ja) => "最後に作れたサイトを表示しています。\n".to_owned(),
        (None, _, Lang::En) => "The last site that could be built is shown.\n".to_owned(),
    }
}

fn started(url: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{url} で表示しています。止めるには Ctrl-C を押してください。\n"),
        Lang::En => format!("Serving at {url}; press Ctrl-C to stop.\n"),
    }
}

fn polling(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "この場所の変更は知らされないため、ファイルを見回ります（--poll と同じ）。\n",
        Lang::En => {
            "The system tells of no changes here; files are looked at again and again, as with --poll.\n"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_there_is_not_is_not_said_to_be_shown() {
        let failed = |shown, lang| outcome(None, 1, shown, lang);
        assert!(failed(Shown::Nothing, Lang::Ja).starts_with("まだサイトを作れていません"));
        assert!(failed(Shown::Nothing, Lang::En).starts_with("No site could be built yet"));
        assert!(failed(Shown::Same, Lang::Ja).starts_with("最後に作れたサイト"));
        assert_eq!(
            outcome(Some(3), 1, Shown::Same, Lang::En),
            "3 pages, 1 ms (unchanged)\n"
        );
    }
}
