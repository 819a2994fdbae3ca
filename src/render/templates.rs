//! The theme's templates, compiled once and run for each page. The only file that knows tera.
//!
//! `templates/base.html` of the theme is called `base.html`; the built-in original of a file that
//! a site overrides stays reachable as `standard/base.html`. A template of the site that does not
//! compile is reported and left out, so that one run shows the faults of all of them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diag::{Code, Diagnostic, Place, Span};
use crate::model::Theme;
use crate::model::source::ThemeFile;

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
            let culprit = culprit(&error).and_then(|name| site_template(&files, &name));
            diagnostics.push(diagnose(&error, &files));
            // Without its overrides the theme compiles; a test says so. Anything else is reported
            // above, and an empty engine reports each page.
            match culprit {
                Some(name) => {
                    let original = files.get(&format!("standard/{name}")).copied();
                    match original {
                        Some(file) => files.insert(name, file),
                        None => files.remove(&name),
                    };
                }
                None => {
                    return Templates {
                        engine: tera::Tera::default(),
                        files,
                    };
                }
            }
        }
    }

    /// Runs a template.
    pub(crate) fn render(&self, name: &str, variables: &Variables) -> Result<String, Diagnostic> {
        self.engine
            .render(name, &variables.0)
            .map_err(|error| diagnose(&error, &self.files))
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

/// `name`, if it is a template that the site wrote.
fn site_template(files: &BTreeMap<String, &ThemeFile>, name: &str) -> Option<String> {
    files.get(name)?.source.map(|_| name.to_owned())
}

/// The template in which an error lies.
fn culprit(error: &tera::Error) -> Option<String> {
    use tera::ErrorKind;
    Some(match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            report.filename().to_owned()
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            tpl.clone()
        }
        ErrorKind::MissingParent { current, .. } => current.clone(),
        ErrorKind::TemplateNotFound(name) => name.clone(),
        _ => return None,
    })
}

/// `invalid-template`, at the template's own place where the engine says one.
fn diagnose(error: &tera::Error, files: &BTreeMap<String, &ThemeFile>) -> Diagnostic {
    use tera::ErrorKind;
    let name = culprit(error).unwrap_or_default();
    let (reason, range) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.message().to_owned(), report.span().range.clone())
        }
        kind => (kind.to_string(), 0..0),
    };
    let place = match files.get(&name) {
        Some(file) => match file.source {
            Some(source) => Place::Span(Span::new(
                source,
                boundary(&file.bytes, range.start),
                boundary(&file.bytes, range.end),
            )),
            None => Place::Path(format!("templates/{name}")),
        },
        None => Place::Nowhere,
    };
    Diagnostic::new(Code::InvalidTemplate, place)
        .arg("template", name)
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
