//! Ids for records: which are valid and free, and where the file of one lies.

use unicode_normalization::UnicodeNormalization;

use super::names::{self, Named};
use super::{Rules, State};
use crate::diag::{Code, Diagnostic, Place};
use crate::model::Config;
use crate::text::{file_name, language};

/// An id that a record beside another may have, and the file that it has then.
pub(super) struct Free {
    pub(super) id: String,
    /// From the site's folder.
    pub(super) path: String,
}

/// Checks the id that the author wants for a record in the folder of `beside`.
pub(super) fn free(
    wanted: &str,
    beside: Named<'_>,
    state: State<'_>,
    rules: Rules<'_>,
) -> Result<Free, Diagnostic> {
    let id: String = wanted.strip_suffix(".md").unwrap_or(wanted).nfc().collect();
    let invalid = |why| {
        let problem = Diagnostic::new(Code::InvalidId, Place::Nowhere);
        Err(problem.arg("id", id.as_str()).help(why))
    };
    // README is the page of a folder that has no index.
    if !(rules.is_id)(&id) || id.eq_ignore_ascii_case("readme") {
        return invalid("rename");
    }
    let site = state.site;
    if let Some(language) = language_of(&id, &site.config) {
        let problem = Diagnostic::new(Code::InvalidId, Place::Nowhere);
        let problem = problem.arg("id", id.as_str()).arg("language", language);
        return Err(problem.help("language"));
    }
    let page = site.page(beside.page);
    let (Some(document), Some(below)) = (&page.document, &page.source_path) else {
        return invalid("place");
    };
    let path = sibling(state.map.path(document.file), &id);
    if !(rules.is_content)(&sibling(below, &id)) {
        return invalid("place");
    }
    if let Some(why) = file_name::fault(&path) {
        let problem = Diagnostic::new(Code::UnsafePath, Place::Nowhere);
        return Err(problem.arg("path", path).help(why));
    }
    let key = file_name::collision_key(&id);
    let taken = names::all(site).find(|page| {
        let record = site.page(*page).record.as_ref();
        let same = record.filter(|r| r.collection == beside.record.collection);
        same.is_some_and(|record| file_name::collision_key(&record.id) == key)
    });
    let taken = taken.and_then(|page| site.page(page).document.as_ref());
    match taken.map(|document| state.map.path(document.file).to_owned()) {
        Some(path) => {
            let problem = Diagnostic::new(Code::AlreadyExists, Place::Path(path.clone()));
            Err(problem.arg("path", path).help("id"))
        }
        None => Ok(Free { id, path }),
    }
}

/// The path of a file of that name beside the one at `path`, with its ending.
fn sibling(path: &str, name: &str) -> String {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let ending = file.rsplit_once('.').map_or("md", |(_, ending)| ending);
    match folder {
        "" => format!("{name}.{ending}"),
        _ => format!("{folder}/{name}.{ending}"),
    }
}

/// The language of which `x.en` would be read as the translation of `x`.
fn language_of<'i>(id: &'i str, config: &Config) -> Option<&'i str> {
    let (_, tag) = id.rsplit_once('.')?;
    let is_declared = config.languages.iter().any(|known| known == tag);
    (tag != config.lang && (is_declared || language::is_familiar(tag))).then_some(tag)
}
