//! Reading text files: in parallel, within limits, with every problem shown at its place.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, FileId, Place, SourceMap, Span};
use crate::load::encoding::{Decoded, Fault, FaultKind, TextEncoding, decode, decode_as};
use crate::load::walk::{Found, refused_link};

/// The texts of `found` in its order, and for each whether it can be used. Messages name them with
/// `shown` before their paths. A file that cannot even be read has no text.
pub(super) fn read_all(
    found: &[Found],
    shown: &str,
    limit: usize,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<FileId>> {
    let read: Vec<Result<Decoded, Diagnostic>> = found
        .par_iter()
        .map(|f| read_text(&f.origin, &format!("{shown}{}", f.path), limit))
        .collect();
    found
        .iter()
        .zip(read)
        .map(|(f, result)| admit(format!("{shown}{}", f.path), result, map, diagnostics))
        .collect()
}

/// One file, as [`read_all`] reads many.
pub(super) fn read_one(
    origin: &Path,
    shown: &str,
    limit: usize,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let result = read_text(origin, shown, limit);
    admit(shown.to_owned(), result, map, diagnostics)
}

/// One file whose encoding its author may know.
pub(super) fn read_as(
    origin: &Path,
    shown: &str,
    limit: usize,
    encoding: Option<TextEncoding>,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let result = read_bytes(origin, shown, limit).map(|bytes| match encoding {
        Some(encoding) => decode_as(&bytes, encoding),
        None => decode(&bytes),
    });
    let option = match &result {
        Ok(Decoded {
            fault:
                Some(Fault {
                    kind: FaultKind::Other(found),
                    ..
                }),
            ..
        }) => TextEncoding::option(found),
        _ => None,
    };
    let known = diagnostics.len();
    let file = admit(shown.to_owned(), result, map, diagnostics);
    if let (Some(option), Some(problem)) = (option, diagnostics.get_mut(known)) {
        let told = problem.clone().arg("option", option);
        *problem = told.help("option");
    }
    file
}

fn read_text(origin: &Path, shown: &str, limit: usize) -> Result<Decoded, Diagnostic> {
    Ok(decode(&read_bytes(origin, shown, limit)?))
}

/// A regular file's bytes, at most `limit` of them.
pub(super) fn read_bytes(origin: &Path, shown: &str, limit: usize) -> Result<Vec<u8>, Diagnostic> {
    let fail = |error: std::io::Error| Diagnostic::io(shown, &error);
    let meta = origin.symlink_metadata().map_err(fail)?;
    if meta.is_symlink() {
        return Err(refused_link(shown.to_owned()));
    }
    let mut bytes = Vec::with_capacity((meta.len() as usize).min(limit) + 1);
    // One byte past the limit tells that there is more, also when the file grows meanwhile.
    File::open(origin)
        .and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut bytes))
        .map_err(fail)?;
    if bytes.len() > limit {
        let place = Place::Path(shown.to_owned());
        return Err(Diagnostic::new(Code::FileTooLarge, place)
            .arg("path", shown)
            .arg("limit", limit)
            .help("limit"));
    }
    Ok(bytes)
}

/// Puts a text into the map. It is there for the diagnostics even when it must not be used.
fn admit(
    shown: String,
    result: Result<Decoded, Diagnostic>,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let decoded = match result {
        Ok(decoded) => decoded,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    let file = map.add(shown, decoded.text);
    match decoded.fault {
        Some(fault) => {
            diagnostics.push(wrong_encoding(map, file, &fault));
            None
        }
        None => {
            diagnostics.extend(replacement_characters(map.text(file), file));
            Some(file)
        }
    }
}

fn wrong_encoding(map: &SourceMap, file: FileId, fault: &Fault) -> Diagnostic {
    let at = Span::new(file, fault.at.start, fault.at.end);
    let diagnostic = Diagnostic::new(Code::WrongEncoding, at)
        .arg("path", map.path(file))
        .arg("line", fault.line)
        .arg("byte", fault.byte);
    match fault.kind {
        FaultKind::Other(encoding) => {
            // iconv's name for what Windows calls Shift_JIS knows its extra characters.
            let iconv = match encoding.name() {
                "Shift_JIS" => "CP932",
                name => name,
            };
            diagnostic
                .arg("encoding", encoding.name())
                .arg("iconv", iconv)
                .help("encoding")
                .help("convert")
        }
        FaultKind::Malformed(encoding) => Diagnostic::new(Code::UnreadableTable, at)
            .arg("encoding", encoding.name())
            .arg("line", fault.line)
            .arg("byte", fault.byte)
            .help("encoding"),
        FaultKind::Damaged => diagnostic.help("damaged"),
        FaultKind::Binary => diagnostic.help("binary"),
    }
}

/// U+FFFD in a text stands for what an earlier conversion lost.
fn replacement_characters(text: &str, file: FileId) -> Option<Diagnostic> {
    let first = text.find(char::REPLACEMENT_CHARACTER)?;
    let count = text.matches(char::REPLACEMENT_CHARACTER).count();
    let end = first + char::REPLACEMENT_CHARACTER.len_utf8();
    Some(
        Diagnostic::new(Code::ReplacementCharacter, Span::new(file, first, end))
            .arg("count", count),
    )
}
