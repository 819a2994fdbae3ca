//! The stages in order: load → parse → resolve → (search, render, emit) → write.
//!
//! Every stage runs even when an earlier one found problems, so that one run reports them all;
//! only writing needs a site without errors.

mod dictionary;
mod documents;
mod old;
mod present;
mod survey;
mod trial;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::cache::Cache;
use crate::diag::{self, Code, Diagnostic, Place, Severity, SourceMap};
use crate::model::memory::Memory;
use crate::model::{
    Config, Edition, Files, Inputs, OutPath, Output, Outputs, Progress, Schema, Site, Sources,
    WriteReport,
};
use crate::{editions, emit, load, render, resolve, search, write};
use documents::parse_all;
pub use present::{Present, State, present};
pub use survey::{Survey, SurveyedFile, survey};
pub use trial::{Reading, Trial};

/// What to build and how strictly.
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// What reading needs to know, the output folder among it.
    pub load: load::Options,
    /// Warnings keep the site from being written.
    pub deny_warnings: bool,
    /// Whether what earlier builds worked out is used, and kept for the next ones, in `.hakusho` of
    /// the site's folder. Only a build that writes does either.
    pub cache: bool,
    /// Whether the output is written, or only checked.
    pub mode: Mode,
    /// Spreadsheets are made beside the data files. A site has none.
    pub spreadsheets: bool,
}

/// What becomes of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Written.
    Build,
    /// Made and verified, but not written.
    Check,
    /// Made and verified, and kept in [`Run::files`].
    Preview,
}

/// What a run came to.
pub struct Run {
    /// The texts that the diagnostics point into.
    pub map: SourceMap,
    /// Sorted, with the configuration's severities.
    pub diagnostics: Vec<Diagnostic>,
    /// What was written or verified; `None` when problems prevented it.
    pub report: Option<WriteReport>,
    /// The finished site, in [`Mode::Preview`] and without problems that prevent it.
    pub files: Option<Files>,
    /// The collections, if there is a site.
    pub schema: Option<Schema>,
    /// What a change of which makes another site.
    pub inputs: Inputs,
    /// How long each stage took, in order.
    pub timings: Vec<(&'static str, Duration)>,
}

/// Runs all stages; `progress` is told how far they are.
pub fn run(options: &Options, progress: &dyn Progress) -> Run {
    let mut clock = Clock::new(progress);
    let cache = (options.cache && options.mode == Mode::Build).then(|| Cache::open(&options.root));
    let memory = cache.as_ref().map(|cache| cache as &dyn Memory);
    let mut diagnostics = Vec::new();
    let sources = clock
        .time("load", || load::load(&options.root, &options.load))
        .unpack(&mut diagnostics);
    let Some(sources) = sources else {
        return Run {
            map: SourceMap::default(),
            diagnostics,
            report: None,
            files: None,
            schema: None,
            inputs: Inputs::from([(options.root.clone(), true)]),
            timings: clock.laps,
        };
    };
    let Sources {
        mut map,
        content,
        config,
        files,
        assets,
        theme,
        user_dictionary,
        editions: frozen,
        inputs,
    } = sources;
    let config = Arc::new(config);
    let sources = files.clone();
    // Without its configuration it is another site, whose problems say nothing of this one.
    let known = unread_config(&diagnostics, &map).then_some(diagnostics.len());

    let parsed = clock.count("parse", files.len(), || {
        parse_all(files, &config, memory, progress, &mut diagnostics)
    });
    let resolved = clock.time("resolve", || {
        resolve::resolve(
            parsed,
            assets,
            Arc::clone(&config),
            of_present(&frozen, &config),
        )
    });
    let mut site = resolved.unpack(&mut diagnostics);
    let tokenizer = (config.search.enabled || !frozen.is_empty()).then(|| {
        let (search, root) = (&config.search, &options.root);
        dictionary::open(search, root, user_dictionary, &map, &mut diagnostics)
    });
    let tokenizer = tokenizer.flatten();
    let old = clock.time("editions", || {
        let Some(now) = present::now(&site, &sources, &frozen) else {
            return Vec::new();
        };
        let changes = editions::successive(&frozen, &now);
        diagnostics.extend(present::against_last(&site, changes.last(), &sources));
        site.comparisons = old::comparisons(&site, &changes, tokenizer.as_ref());
        let root = &options.root;
        old::sites(&mut site, &changes, &now, &frozen, root, memory, &mut map)
    });
    let terms = user_dictionary.map(|file| &**map.text(file));
    let remembered = dictionary::remembered(memory, &config.search, terms);
    let (indexes, old_indexes) = clock.time("search", || {
        let tokenizer = tokenizer.as_ref().filter(|_| config.search.enabled);
        let indexes = |site: &Site| match tokenizer {
            Some(tokenizer) => search::indexes(site, tokenizer, remembered),
            None => Vec::new(),
        };
        let searched = if config.editions.search { &*old } else { &[] };
        let of_old: Vec<_> = searched.iter().map(indexes).collect();
        (indexes(&site), of_old)
    });
    let rendered = clock.time("render", || render::render(&site, &old, &theme, memory));
    let mut outputs = rendered.unpack(&mut diagnostics);
    clock.time("emit", || {
        join(
            &mut outputs,
            emit::emit(&site, &indexes, &map),
            &mut diagnostics,
        );
        if options.spreadsheets {
            join(&mut outputs, emit::spreadsheets(&site), &mut diagnostics);
        }
        copy_assets(&mut outputs, &site, &options.root, &mut diagnostics);
        for (at, old) in old.iter().enumerate() {
            let indexes = old_indexes.get(at).map_or(&[][..], Vec::as_slice);
            join(&mut outputs, emit::emit_old(old, indexes), &mut diagnostics);
            copy_assets(&mut outputs, old, &options.root, &mut diagnostics);
        }
    });

    let delivery = Delivery {
        content: &content,
        config: &config,
        map: &map,
        options,
        memory,
        progress,
    };
    diagnostics.truncate(known.unwrap_or(usize::MAX));
    let delivered = clock.count("write", outputs.files.len(), || {
        delivery.deliver(outputs, &mut diagnostics)
    });
    let (report, files) = delivered.unzip();
    if let Some(cache) = cache.filter(|_| report.is_some()) {
        cache.save();
    }
    if options.mode == Mode::Build {
        // The program ends next: giving so many pieces back one by one would be for nothing.
        std::mem::forget((site, old, indexes, old_indexes));
    }
    Run {
        map,
        diagnostics,
        report,
        files: files.filter(|_| options.mode == Mode::Preview),
        schema: Some(config.schema.clone()),
        inputs,
        timings: clock.laps,
    }
}

/// The editions for the site as it is now.
fn of_present<'e>(frozen: &'e [Edition], config: &Config) -> resolve::Editions<'e> {
    resolve::Editions {
        known: frozen,
        listed: !frozen.is_empty(),
        first_shown: config.editions.shown.first(frozen.len()),
    }
}

/// What the last stage needs besides the outputs.
struct Delivery<'a> {
    content: &'a Path,
    config: &'a Config,
    map: &'a SourceMap,
    options: &'a Options,
    memory: Option<&'a dyn Memory>,
    progress: &'a dyn Progress,
}

impl Delivery<'_> {
    /// Writes or verifies the output, unless problems forbid it, and settles the diagnostics.
    fn deliver(
        &self,
        outputs: Outputs<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(WriteReport, Files)> {
        if self.options.mode == Mode::Build {
            diagnostics.extend(write::refusal(&self.target()));
        }
        settle(diagnostics, self.config, self.map);
        if is_refused(diagnostics, self.options.deny_warnings) {
            return None;
        }
        match self.finish(outputs) {
            Ok(delivered) => Some(delivered),
            Err(problems) => {
                diagnostics.extend(problems);
                settle(diagnostics, self.config, self.map);
                None
            }
        }
    }

    fn finish(&self, outputs: Outputs<'_>) -> Result<(WriteReport, Files), Vec<Diagnostic>> {
        let without_files = |report| (report, Files::default());
        match self.options.mode {
            Mode::Build => {
                write::write(outputs, &self.target(), self.memory, self.progress).map(without_files)
            }
            Mode::Check => write::verify_only(outputs, self.progress).map(without_files),
            Mode::Preview => write::keep(outputs, self.progress),
        }
    }

    fn target(&self) -> write::Target<'_> {
        write::Target {
            output: &self.options.load.output,
            root: &self.options.root,
            content: self.content,
        }
    }
}

/// Adds `more` to the plan.
fn join<'a>(plan: &mut Outputs<'a>, more: Outputs<'a>, diagnostics: &mut Vec<Diagnostic>) {
    for (path, output) in more.files {
        if let Err(taken) = plan.insert(path, output) {
            diagnostics.push(taken_twice(&taken, taken.to_string()));
        }
    }
}

/// Adds the files that are copied as they are.
fn copy_assets(
    plan: &mut Outputs<'_>,
    site: &Site,
    root: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for asset in &site.assets {
        let copy = Output::Copy(asset.origin.clone());
        if let Err(taken) = plan.insert(OutPath::new(asset.path.as_str()), copy) {
            let origin = asset.origin.strip_prefix(root).unwrap_or(&asset.origin);
            let shown = origin.to_string_lossy().replace('\\', "/");
            diagnostics.push(taken_twice(&taken, shown));
        }
    }
}

/// Two files at one address are a problem; the first stays in the plan. `shown` is the other one.
fn taken_twice(address: &OutPath, shown: String) -> Diagnostic {
    Diagnostic::new(Code::DuplicateOutputPath, Place::Path(shown))
        .arg("path", address.as_str())
        .help("generated")
}

/// Whether the text of the configuration could not be read, or not all of it.
fn unread_config(loaded: &[Diagnostic], map: &SourceMap) -> bool {
    loaded.iter().any(|problem| match &problem.place {
        Place::Span(span) => {
            let codes = [Code::InvalidToml, Code::WrongEncoding];
            map.path(span.file) == load::CONFIG_FILE && codes.contains(&problem.code)
        }
        Place::Path(path) => path == load::CONFIG_FILE,
        Place::Nowhere => false,
    })
}

/// Applies the configured severities and puts the diagnostics in order. In a folder that was
/// never written for us (no `hakusho.toml`), broken links and anchors only warn.
fn settle(diagnostics: &mut Vec<Diagnostic>, config: &Config, map: &SourceMap) {
    let mut lint = Vec::new();
    if !config.has_file {
        let codes = [Code::BrokenLink, Code::BrokenAnchor, Code::LinkOutsideRoot];
        lint.extend(codes.map(|code| (code, Some(Severity::Warning))));
    }
    lint.extend_from_slice(&config.lint);
    diag::apply_lint(diagnostics, &lint);
    diag::sort(diagnostics, map);
}

fn is_refused(diagnostics: &[Diagnostic], deny_warnings: bool) -> bool {
    let worst = diagnostics.iter().map(|d| d.severity).max();
    worst == Some(Severity::Error) || (deny_warnings && worst == Some(Severity::Warning))
}

/// Tells of each stage when it begins, and keeps how long it took.
struct Clock<'p> {
    laps: Vec<(&'static str, Duration)>,
    progress: &'p dyn Progress,
}

impl<'p> Clock<'p> {
    fn new(progress: &'p dyn Progress) -> Self {
        Clock {
            laps: Vec::new(),
            progress,
        }
    }

    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        self.count(stage, 0, work)
    }

    /// A stage of so many steps.
    fn count<T>(&mut self, stage: &'static str, steps: usize, work: impl FnOnce() -> T) -> T {
        self.progress.stage(stage, steps);
        let start = Instant::now();
        let result = work();
        self.laps.push((stage, start.elapsed()));
        result
    }
}
