//! The dictionary by which search cuts words: the built-in one or the site's, with its terms.

use std::path::Path;

use crate::diag::{Code, Diagnostic, FileId, Place, SourceMap, Span};
use crate::model::config::SearchConfig;
use crate::model::memory::{Memory, key};
use crate::search::Remembered;
use crate::words::{Term, TermProblem, Tokenizer, parse_terms};

/// The tokenizer that the configuration asks for. `None` when its dictionary cannot be opened.
pub(super) fn open(
    config: &SearchConfig,
    root: &Path,
    terms: Option<FileId>,
    map: &SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tokenizer> {
    let terms = terms.map_or_else(Vec::new, |file| read_terms(file, map, diagnostics));
    let opened = match &config.dictionary {
        Some(folder) => Tokenizer::open(&root.join(folder), &terms),
        None => Tokenizer::embedded(&terms),
    };
    opened
        .map_err(|error| {
            let folder = config.dictionary.as_deref().unwrap_or(Path::new("IPADIC"));
            let shown = folder.to_string_lossy().replace('\\', "/");
            diagnostics.push(
                Diagnostic::new(Code::BadSearchDictionary, Place::Nowhere)
                    .arg("path", shown)
                    .arg("reason", error.message),
            );
        })
        .ok()
}

/// What earlier builds know of texts that this dictionary cuts, `terms` among it. A folder that the
/// configuration names is not looked into, so that nothing is remembered of it.
pub(super) fn remembered<'m>(
    memory: Option<&'m dyn Memory>,
    config: &SearchConfig,
    terms: Option<&str>,
) -> Option<Remembered<'m>> {
    let memory = memory.filter(|_| config.dictionary.is_none())?;
    let dictionary = key(&[terms.unwrap_or_default().as_bytes()]);
    Some(Remembered { memory, dictionary })
}

fn read_terms(file: FileId, map: &SourceMap, diagnostics: &mut Vec<Diagnostic>) -> Vec<Term> {
    let (terms, bad) = parse_terms(map.text(file));
    for line in bad {
        let problem = Diagnostic::new(Code::BadSearchTerm, Span::new(file, line.start, line.end));
        diagnostics.push(match line.problem {
            TermProblem::Empty => problem.help("empty"),
            TermProblem::Columns => problem.help("columns"),
            TermProblem::Reading => problem.help("reading"),
        });
    }
    terms
}
