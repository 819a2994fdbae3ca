//! Sources → documents: read, or remembered.

use rayon::prelude::*;

use crate::diag::{Diagnostic, Staged};
use crate::model::memory::{Memory, Shelf, keep, key, recall};
use crate::model::{Config, Document, Progress, SourceFile};
use crate::parse::parse;
use crate::resolve::Parsed;

/// Reads all files; their problems are added in the order of the files.
pub(super) fn parse_all(
    files: Vec<SourceFile>,
    config: &Config,
    memory: Option<&dyn Memory>,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Parsed> {
    // All of it: too much is better than too little.
    let settings = format!("{config:?}");
    let staged: Vec<_> = files
        .into_par_iter()
        .map(|source| {
            let staged = document(&source, config, settings.as_bytes(), memory);
            progress.step();
            (source, staged)
        })
        .collect();
    let mut parsed = Vec::with_capacity(staged.len());
    for (source, staged) in staged {
        diagnostics.extend(staged.diagnostics);
        let document = staged.value;
        parsed.push(Parsed { source, document });
    }
    parsed
}

/// What is remembered depends on one text and the settings alone: a source that includes others, or
/// has problems, is read again.
fn document(
    source: &SourceFile,
    config: &Config,
    settings: &[u8],
    memory: Option<&dyn Memory>,
) -> Staged<Document> {
    let Some(memory) = memory.filter(|_| source.includes.is_empty()) else {
        return parse(source, config);
    };
    let key = key(&[settings, source.text.as_bytes()]);
    if let Some(mut value) = recall::<Document>(memory, Shelf::Documents, &key) {
        value.set_file(source.file);
        return Staged {
            value,
            diagnostics: Vec::new(),
        };
    }
    let staged = parse(source, config);
    if staged.diagnostics.is_empty() {
        keep(memory, Shelf::Documents, key, &staged.value);
    }
    staged
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;
    use crate::diag::FileId;
    use crate::model::Silent;
    use crate::model::memory::Notes;

    fn source(text: &str, file: u32) -> SourceFile {
        SourceFile {
            file: FileId(file),
            path: "a.md".to_owned(),
            text: text.into(),
            collection: None,
            is_unread: false,
            prefix: "",
            includes: BTreeMap::new(),
        }
    }

    fn texts(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                texts(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(std::fs::read_to_string(path).expect("a text"));
            }
        }
    }

    #[test]
    fn what_is_remembered_is_what_was_read_wherever_the_text_stands_now() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut all = Vec::new();
        for folder in [
            "content",
            "starters",
            "tests/browser/authoring",
            "tests/editions",
        ] {
            texts(&root.join(folder), &mut all);
        }
        let config = Config::default();
        let read = |file: u32, memory: Option<&dyn Memory>| {
            let sources = all.iter().map(|text| source(text, file)).collect();
            let mut problems = Vec::new();
            let parsed = parse_all(sources, &config, memory, &Silent, &mut problems);
            let documents = parsed.iter().map(|parsed| format!("{:?}", parsed.document));
            (documents.collect::<Vec<_>>(), format!("{problems:?}"))
        };
        let notes = Notes::default();
        assert_eq!(read(3, Some(&notes)), read(3, None));
        let kept = notes.0.lock().expect("no panic").len();
        assert!(kept * 2 > all.len(), "{kept} of {}", all.len());
        assert_eq!(read(8, Some(&notes)), read(8, None));
    }
}
