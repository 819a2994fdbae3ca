//! Making files where there are none: nothing is overwritten, and no link leads out of the folder.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic, Place, Severity};

/// Makes `files`, named by their paths below `root`, with the folders that they need: all, or none
/// and the reasons.
pub(super) fn make(root: &Path, files: &[(String, &[u8])]) -> Result<(), Vec<Diagnostic>> {
    let mut problems: Vec<Diagnostic> = Vec::new();
    for (path, _) in files {
        match obstacle(root, path) {
            // One link or file may stand in the way of many.
            Some(problem) if !problems.contains(&problem) => problems.push(problem),
            _ => {}
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut made = Made::default();
    for (path, bytes) in files {
        if let Err(error) = made.file(&root.join(path), bytes) {
            made.undo();
            return Err(vec![Diagnostic::io(shown(root, path), &error)]);
        }
    }
    Ok(())
}

/// `path` below `root` as messages name it.
pub(super) fn shown(root: &Path, path: &str) -> String {
    let whole = root.join(path).to_string_lossy().replace('\\', "/");
    whole.strip_prefix("./").unwrap_or(&whole).to_owned()
}

/// What keeps the file `path` from being made.
pub(super) fn obstacle(root: &Path, path: &str) -> Option<Diagnostic> {
    if !root.is_dir() && root.symlink_metadata().is_ok() {
        return Some(exists(shown(root, "")).help("file"));
    }
    let ends = path.match_indices('/').map(|(at, _)| at);
    for end in ends.chain([path.len()]) {
        let inner = &path[..end];
        let kind = match root.join(inner).symlink_metadata() {
            Ok(meta) => meta.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) => return Some(Diagnostic::io(shown(root, inner), &error)),
        };
        let problem = exists(shown(root, inner));
        if kind.is_symlink() {
            return Some(problem.help("symlink"));
        } else if inner == path {
            return Some(problem);
        } else if !kind.is_dir() {
            return Some(problem.help("file"));
        }
    }
    None
}

fn exists(path: String) -> Diagnostic {
    let path = path.trim_end_matches('/').to_owned();
    Diagnostic::new(Code::AlreadyExists, Place::Path(path.clone())).arg("path", path)
}

/// The symbolic link that is on the way to the file `path`, or is it.
pub(super) fn link(root: &Path, path: &str) -> Option<Diagnostic> {
    let ends = path.match_indices('/').map(|(at, _)| at);
    let mut inner = ends.chain([path.len()]).map(|end| &path[..end]);
    let link = inner.find(|inner| root.join(inner).is_symlink())?;
    let shown = shown(root, link);
    let mut problem = Diagnostic::new(Code::SymlinkRefused, Place::Path(shown.clone()));
    problem.severity = Severity::Error;
    Some(problem.arg("path", shown))
}

/// What was made so far, in order.
#[derive(Default)]
pub(super) struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Makes a file where there is none.
    pub(super) fn file(&mut self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        if let Some(folder) = path.parent() {
            self.folder(folder)?;
        }
        // Fails where something came into being meanwhile, a link included.
        let mut file = File::options().write(true).create_new(true).open(path)?;
        self.files.push(path.to_owned());
        file.write_all(bytes)
    }

    fn folder(&mut self, path: &Path) -> std::io::Result<()> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        if let Some(above) = path.parent() {
            self.folder(above)?;
        }
        fs::create_dir(path)?;
        self.folders.push(path.to_owned());
        Ok(())
    }

    /// Takes away what was made, so that another attempt meets nothing in its way.
    pub(super) fn undo(self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &Path) -> Vec<String> {
        let entries = fs::read_dir(root).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| {
            entry.expect("an entry").file_name().into_string()
        };
        let mut names: Vec<String> = entries.map(|e| name(e).expect("Unicode")).collect();
        names.sort();
        names
    }

    #[test]
    fn all_is_made_or_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("new/site");
        let files = [("a.md".to_owned(), &b"a"[..]), ("b/c.md".to_owned(), b"c")];
        assert_eq!(make(&root, &files), Ok(()));
        assert_eq!(fs::read(root.join("b/c.md")).expect("a file"), b"c");

        let again = [("b/d.md".to_owned(), &b"d"[..]), files[1].clone()];
        let problems = make(&root, &again).expect_err("b/c.md is there");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].code, Code::AlreadyExists);
        assert_eq!(names(&root.join("b")), ["c.md"]);
        assert_eq!(fs::read(root.join("b/c.md")).expect("a file"), b"c");
    }

    #[test]
    fn a_failure_half_way_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        // The second file is the folder of the third, which only shows when they are made.
        let files = ["a/b.md", "c", "c/d.md"].map(|path| (path.to_owned(), &b"x"[..]));
        let problems = make(folder.path(), &files).expect_err("c is no folder");
        assert_eq!(problems[0].code, Code::IoError);
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let outside = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(outside.path(), folder.path().join("content")).expect("a link");
        let dangling = folder.path().join("a.md");
        std::os::unix::fs::symlink(outside.path().join("a.md"), dangling).expect("a link");
        let files = ["a.md", "content/b.md", "content/c.md"].map(|p| (p.to_owned(), &b"x"[..]));
        let problems = make(folder.path(), &files).expect_err("links");
        let found: Vec<_> = problems.iter().map(|p| (p.code, p.help[0])).collect();
        assert_eq!(found, [(Code::AlreadyExists, "symlink"); 2]);
        assert_eq!(names(outside.path()), [""; 0]);
    }
}
