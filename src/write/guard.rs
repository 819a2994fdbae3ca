//! Which folders may be replaced by a site.

use std::path::{Component, Path, PathBuf};

use crate::diag::{Code, Diagnostic, Place};
use crate::model::MARKER;
use crate::write::Target;

/// Folders of the root, besides the content, that a site is made from.
const SOURCE_FOLDERS: &[&str] = &["static", "themes", "editions"];

/// The real path of the output folder, if it is apart from everything that the site is made from.
pub(super) fn allowed_place(target: &Target<'_>) -> Result<PathBuf, Diagnostic> {
    let io = |error: std::io::Error| io_error(target.output, target, &error);
    if target.output.is_symlink() {
        return Err(not_ours(target, "symlink"));
    }
    let output = real(target.output).map_err(io)?;
    let root = real(target.root).map_err(io)?;
    let content = real(target.content).map_err(io)?;
    if output.file_name().is_none() {
        return Err(not_ours(target, "marker"));
    }
    let overlap = |help| {
        let path = shown(target.output, target);
        Diagnostic::new(Code::OutputInsideContent, Place::Path(path.clone()))
            .arg("path", path)
            .help(help)
    };
    if root.starts_with(&output) || content.starts_with(&output) {
        return Err(overlap("contains"));
    }
    // Where the root is the content folder, `load` leaves the output inside it out.
    let own_content = Some(content).filter(|content| *content != root);
    let sources = SOURCE_FOLDERS.iter().map(|name| root.join(name));
    let mut folders = own_content.into_iter().chain(sources);
    if folders.any(|folder| output.starts_with(folder)) {
        return Err(overlap("inside"));
    }
    Ok(output)
}

/// Whether what stands at `output` now may go: nothing, an empty folder, or a site of ours.
pub(super) fn replaceable(output: &Path, target: &Target<'_>) -> Result<(), Diagnostic> {
    let io = |error: std::io::Error| io_error(output, target, &error);
    let kind = match output.symlink_metadata() {
        Ok(meta) => meta.file_type(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(io(error)),
    };
    if !kind.is_dir() {
        return Err(not_ours(target, "file"));
    }
    // A checked-out branch for deployment: replacing the folder would lose its history.
    if output.join(".git").symlink_metadata().is_ok() {
        return Err(not_ours(target, "git"));
    }
    let marked = output
        .join(MARKER)
        .symlink_metadata()
        .is_ok_and(|meta| meta.is_file());
    let empty = output.read_dir().map_err(io)?.next().is_none();
    if marked || empty {
        Ok(())
    } else {
        Err(not_ours(target, "marker"))
    }
}

fn not_ours(target: &Target<'_>, help: &'static str) -> Diagnostic {
    let path = shown(target.output, target);
    Diagnostic::new(Code::OutputNotOurs, Place::Path(path.clone()))
        .arg("path", path)
        .arg("marker", MARKER)
        .help(help)
}

/// `path` without links and `..`. What does not exist yet is named from its last ancestor that does.
fn real(path: &Path) -> std::io::Result<PathBuf> {
    let whole = std::path::absolute(path)?;
    for ancestor in whole.ancestors() {
        let mut real = match ancestor.canonicalize() {
            Ok(real) => real,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        let missing = whole.strip_prefix(ancestor).unwrap_or(Path::new(""));
        for part in missing.components() {
            match part {
                Component::ParentDir => {
                    real.pop();
                }
                part => real.push(part),
            }
        }
        return Ok(real);
    }
    Err(std::io::ErrorKind::NotFound.into())
}

/// `path` as messages name it: from the root where it lies inside, with `/`.
pub(super) fn shown(path: &Path, target: &Target<'_>) -> String {
    let real_root = real(target.root).unwrap_or_default();
    let inner = path
        .strip_prefix(target.root)
        .or_else(|_| path.strip_prefix(real_root))
        .unwrap_or(path);
    if inner.as_os_str().is_empty() {
        return ".".to_owned();
    }
    inner.to_string_lossy().replace('\\', "/")
}

/// A file or folder that could not be read or written.
pub(super) fn io_error(path: &Path, target: &Target<'_>, error: &std::io::Error) -> Diagnostic {
    Diagnostic::io(shown(path, target), error)
}
