//! What went wrong, where, and what to do: the one way every stage reports problems.
//!
//! A [`Diagnostic`] holds a [`Code`], arguments and a place; the words come from the catalogue
//! (`catalogue.toml`) in Japanese or English when it is written out. No stage stops at its first
//! problem: each returns [`Staged`] with a value and all the diagnostics it found. The pipeline
//! applies `[lint]` ([`apply_lint`]), sorts ([`sort`]) and writes them out ([`write()`]).

pub mod catalogue;
mod code;
mod excerpt;
mod human;
mod io;
mod json;
mod lang;
mod order;
mod place;
mod problem;
mod short;
mod source_map;
mod toml_syntax;
mod writer;

pub use code::Code;
pub use lang::{Lang, Localized};
pub use order::{apply_lint, sort};
pub use problem::{Problem, problems};
pub use source_map::{FileId, LineColumn, SourceMap, Span};
pub use writer::{Format, summary, write};

/// How serious a diagnostic is. Errors make the exit code 1 and keep the previous site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never changes the exit code.
    Info,
    /// Probably wrong; changes the exit code only with `--deny-warnings`.
    Warning,
    /// Wrong: nothing is written.
    Error,
}

impl Severity {
    /// The word that every format prints and `[lint]` takes, but for `warn`: `info`, `warning`,
    /// `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A byte range of a source file held by the [`SourceMap`].
    Span(Span),
    /// A file or folder as a whole; `/`-separated, relative to the site's root where it is inside.
    Path(String),
    /// No place: the command line, the machine.
    Nowhere,
}

/// A value that a message's `{name}` is replaced with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Arg {
    /// The user's own words: the same in both languages.
    Text(String),
    /// Words that differ by language, such as a collection's label.
    Localized(Localized),
}

impl From<&str> for Arg {
    fn from(s: &str) -> Self {
        Arg::Text(s.to_owned())
    }
}
impl From<String> for Arg {
    fn from(s: String) -> Self {
        Arg::Text(s)
    }
}
impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Arg::Text(n.to_string())
    }
}
impl From<Localized> for Arg {
    fn from(l: Localized) -> Self {
        Arg::Localized(l)
    }
}

/// A second place that helps to understand a diagnostic ("first defined here").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// The place.
    pub span: Span,
    /// The key under `related.` of the code's catalogue entry.
    pub message: &'static str,
}

/// One problem. Build it with [`Diagnostic::new`] and the chained setters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Names the fault, e.g. `broken-reference`.
    pub code: Code,
    /// The code's default severity until `[lint]` or `--lint` changes it.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// Values for the `{name}`s of the catalogue's templates.
    pub args: Vec<(&'static str, Arg)>,
    /// Second places.
    pub related: Vec<Related>,
    /// Keys under `help.` of the code's catalogue entry, printed in this order.
    pub help: Vec<&'static str>,
}

impl Diagnostic {
    /// A diagnostic of `code`, with that code's default severity, at `place`.
    pub fn new(code: Code, place: impl Into<Place>) -> Self {
        Diagnostic {
            code,
            severity: code.default_severity(),
            place: place.into(),
            args: Vec::new(),
            related: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Sets the value of `{name}`.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Adds the help text `help.KEY` of the catalogue.
    #[must_use]
    pub fn help(mut self, key: &'static str) -> Self {
        self.help.push(key);
        self
    }

    /// Points at a second place with the text `related.KEY` of the catalogue.
    #[must_use]
    pub fn related(mut self, span: Span, key: &'static str) -> Self {
        self.related.push(Related { span, message: key });
        self
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Place::Span(span)
    }
}

/// A stage's result: a value that is as complete as the input allows, and every problem found.
#[derive(Clone, Debug)]
pub struct Staged<T> {
    /// The stage's product.
    pub value: T,
    /// In no particular order; the pipeline sorts them.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Staged<T> {
    /// A product without problems.
    pub fn clean(value: T) -> Self {
        Staged {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Moves the diagnostics into `sink` and returns the value.
    pub fn unpack(self, sink: &mut Vec<Diagnostic>) -> T {
        sink.extend(self.diagnostics);
        self.value
    }
}
