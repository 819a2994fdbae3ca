//! The theme's templates, compiled once and run for each page. The only file that knows tera.
//!
//! `templates/base.html` of the theme is called `base.html`; the built-in original of a file that
//! a site overrides stays reachable as `standard/base.html`. A template of the site that does not
//! compile is reported and left out, so that one run shows the faults of all of them.

mod errors;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::diag::{Code, Diagnostic, Place, Span};
use crate::model::Theme;
use crate::model::source::ThemeFile;
use errors::Fault;

/// Compiled templates.
pub(crate) struct Templates<'a> {
    engine: tera::Tera,
    /// By template name.
    files: BTreeMap<String, &'a ThemeFile>,
}

/// What a template sees: names and values.
#[derive(Clone, Default)]
pub(crate) struct Variables(tera::Context);

impl Variables {
    /// Adds a value; copies of these variables share it.
    pub(crate) fn insert<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.0.insert(name, value);
    }
}

impl<'a> Templates<'a> {
    /// Compiles the templates of `theme`.
    pub(crate) fn new(theme: &'a Theme, diagnostics: &mut Vec<Diagnostic>) -> Templates<'a> {
        let mut files: BTreeMap<String, &ThemeFile> = BTreeMap::new();
        for (path, file) in &theme.files {
            if let Some(name) = path.strip_prefix("templates/") {
                files.insert(name.to_owned(), file);
            } else if let Some(name) = path.strip_prefix("standard/templates/") {
                files.insert(format!("standard/{name}"), file);
            }
        }
        loop {
            let mut engine = tera::Tera::default();
            let Err(error) = engine.add_raw_templates(texts(&files)) else {
                return Templates { engine, files };
            };
            let found = faults(&error, &files);
            diagnostics.extend(diagnoses(&found, &files));
            // Without its overrides the theme compiles; a test says so. Anything else is reported
            // above, and an empty engine reports each page.
            let culprits = culprits(&found, &files);
            if culprits.is_empty() {
                return Templates {
                    engine: tera::Tera::default(),
                    files,
                };
            }
            for name in culprits {
                let original = files.get(&format!("standard/{name}")).copied();
                match original {
                    Some(file) => files.insert(name, file),
                    None => files.remove(&name),
                };
            }
        }
    }

    /// Whether there is a template `name`, which a page asks for at `at`.
    ///
    /// # Errors
    /// `invalid-template` when there is none.
    pub(crate) fn check(&self, name: &str, at: Span) -> Result<(), Diagnostic> {
        if self.files.contains_key(name) {
            return Ok(());
        }
        let fault = Fault {
            template: name.to_owned(),
            message: format!("Unknown template `{name}`"),
            at: None,
        };
        Err(Diagnostic {
            place: at.into(),
            ..diagnose(&fault, &self.files)
        })
    }

    /// Runs a template.
    pub(crate) fn render(&self, name: &str, variables: &Variables) -> Result<String, Diagnostic> {
        self.engine.render(name, &variables.0).map_err(|error| {
            let found = faults(&error, &self.files);
            let mut diagnoses = diagnoses(&found, &self.files).into_iter();
            diagnoses
                .next()
                .unwrap_or_else(|| unplaced(name, &error.to_string()))
        })
    }
}

/// Names and texts, for the engine. A file that is not UTF-8 is read as far as it is.
fn texts(files: &BTreeMap<String, &ThemeFile>) -> Vec<(String, String)> {
    files
        .iter()
        .map(|(name, file)| {
            let text = String::from_utf8_lossy(&file.bytes).into_owned();
            (name.clone(), text)
        })
        .collect()
}

fn faults(error: &tera::Error, files: &BTreeMap<String, &ThemeFile>) -> Vec<Fault> {
    errors::faults(error, &|name| {
        std::str::from_utf8(&files.get(name)?.bytes).ok()
    })
}

/// The site's templates that have to go: those in which the faults lie. A built-in template has
/// one only where an override of another took something away that it needs.
fn culprits(faults: &[Fault], files: &BTreeMap<String, &ThemeFile>) -> BTreeSet<String> {
    let own = files.iter().filter(|(_, file)| file.source.is_some());
    let own: BTreeSet<String> = own.map(|(name, _)| name.clone()).collect();
    let named = faults.iter().map(|fault| fault.template.clone());
    let at_fault: BTreeSet<String> = named.filter(|name| own.contains(name)).collect();
    match at_fault.is_empty() {
        true => own,
        false => at_fault,
    }
}

/// `invalid-template` for each fault, at its place where the engine says one.
fn diagnoses(faults: &[Fault], files: &BTreeMap<String, &ThemeFile>) -> Vec<Diagnostic> {
    let is_own = |name: &str| files.get(name).is_some_and(|file| file.source.is_some());
    let mut told: Vec<Fault> = Vec::new();
    for fault in faults {
        // Each built-in template misses a block that the site's own frame has left out.
        let is_missed = !is_own(&fault.template) && is_own(FRAME) && errors::is_block(fault);
        let fault = match is_missed {
            true => Fault {
                template: FRAME.to_owned(),
                message: fault.message.clone(),
                at: None,
            },
            false => fault.clone(),
        };
        if !told.contains(&fault) {
            told.push(fault);
        }
    }
    told.iter().map(|fault| diagnose(fault, files)).collect()
}

/// What the built-in templates extend.
const FRAME: &str = "base.html";

fn diagnose(fault: &Fault, files: &BTreeMap<String, &ThemeFile>) -> Diagnostic {
    let Fault {
        template,
        message,
        at,
    } = fault;
    let file = files.get(template);
    let place = match file.map(|file| (file, file.source)) {
        Some((file, Some(source))) => {
            let at = at.clone().unwrap_or(0..0);
            let (start, end) = (
                boundary(&file.bytes, at.start),
                boundary(&file.bytes, at.end),
            );
            Place::Span(Span::new(source, start, end))
        }
        Some((_, None)) => Place::Path(format!("standard/templates/{template}")),
        None => Place::Nowhere,
    };
    let diagnostic = Diagnostic::new(Code::InvalidTemplate, place)
        .arg("template", template.as_str())
        .arg("reason", message.as_str());
    match errors::nearest(message, files.keys().map(String::as_str)) {
        Some(nearest) => diagnostic.arg("nearest", nearest).help("nearest"),
        None if errors::is_block(fault) => diagnostic.help("block"),
        None if errors::is_circle(fault) => diagnostic.help("default"),
        None => diagnostic.help("guide"),
    }
}

/// An error that says nothing about its place.
fn unplaced(template: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidTemplate, Place::Nowhere)
        .arg("template", template)
        .arg("reason", reason)
        .help("default")
}

/// `at`, moved back to the start of a character of the UTF-8 in `bytes`.
fn boundary(bytes: &[u8], at: usize) -> usize {
    let mut at = at.min(bytes.len());
    while at > 0 && at < bytes.len() && bytes[at] & 0xC0 == 0x80 {
        at -= 1;
    }
    at
}
