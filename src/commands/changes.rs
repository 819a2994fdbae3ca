//! Changing files of a site: all or none. What is there is only replaced where it still is what was
//! read, and nothing goes through a symbolic link.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::files::{self, Made};
use crate::diag::{Code, Diagnostic, Place};

/// A file to make, to change or to move.
#[derive(Clone, Copy)]
pub(super) struct Change<'t> {
    /// From the site's folder, `/`-separated.
    pub(super) path: &'t str,
    /// Where the text goes instead, where there must be nothing; the file at `path` goes then.
    pub(super) to: Option<&'t str>,
    /// The text that was read, without a byte order mark; `None` for a new file.
    pub(super) before: Option<&'t str>,
    /// The text that shall be there.
    pub(super) after: &'t str,
}

/// Makes all the changes below `root`, or none and says why.
pub(super) fn make(root: &Path, changes: &[Change]) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut staged = Staged::default();
    for change in changes {
        let result = match change.before {
            Some(before) => staged.changed(root, change, before),
            None => files::obstacle(root, change.path).map_or(Ok(()), Err),
        };
        problems.extend(result.err());
        problems.extend(change.to.and_then(|to| files::obstacle(root, to)));
    }
    if !problems.is_empty() {
        staged.clear();
        return Err(problems);
    }
    for change in changes {
        // Where a file goes, an empty one keeps the place until then.
        let new = match change.to {
            Some(to) => Some((to, "")),
            None => change
                .before
                .is_none()
                .then_some((change.path, change.after)),
        };
        let made =
            new.map(|(path, text)| (path, staged.made.file(&root.join(path), text.as_bytes())));
        if let Some((path, Err(error))) = made {
            staged.undo();
            return Err(vec![Diagnostic::io(files::shown(root, path), &error)]);
        }
    }
    staged.put().map_err(|(path, error)| {
        let shown = path.to_string_lossy().replace('\\', "/");
        vec![Diagnostic::io(shown, &error)]
    })
}

/// Files that wait beside those that they replace.
#[derive(Default)]
struct Staged {
    made: Made,
    files: Vec<Waiting>,
    /// How many of them are in place.
    placed: usize,
}

struct Waiting {
    path: PathBuf,
    /// Where it goes from there.
    to: Option<PathBuf>,
    beside: PathBuf,
    before: Vec<u8>,
}

impl Staged {
    /// Writes the text of a file that is there beside it.
    fn changed(&mut self, root: &Path, change: &Change, before: &str) -> Result<(), Diagnostic> {
        let shown = files::shown(root, change.path);
        let failed = |error: io::Error| Diagnostic::io(shown.clone(), &error);
        if let Some(link) = files::link(root, change.path) {
            return Err(link);
        }
        let path = root.join(change.path);
        let bytes = fs::read(&path).map_err(failed)?;
        let mark: &[u8] = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(text) if text == before.as_bytes() => b"\xEF\xBB\xBF",
            _ if bytes == before.as_bytes() => b"",
            _ => {
                let place = Place::Path(shown.clone());
                return Err(Diagnostic::new(Code::ChangedMeanwhile, place).arg("path", shown));
            }
        };
        let beside = beside(&path);
        let write = |beside: &Path| -> io::Result<()> {
            let mut file = File::options().write(true).create_new(true).open(beside)?;
            file.write_all(mark)?;
            file.write_all(change.after.as_bytes())?;
            file.set_permissions(fs::metadata(&path)?.permissions())?;
            file.sync_all()
        };
        let written = write(&beside);
        // A file of that name that was there before is none of ours.
        if written.as_ref().err().map(io::Error::kind) != Some(ErrorKind::AlreadyExists) {
            self.files.push(Waiting {
                path: path.clone(),
                to: change.to.map(|to| root.join(to)),
                beside,
                before: bytes,
            });
        }
        written.map_err(failed)
    }

    /// Puts every file in its place; restores all when one fails.
    fn put(mut self) -> Result<(), (PathBuf, io::Error)> {
        while let Some(file) = self.files.get(self.placed) {
            if let Err(error) = fs::rename(&file.beside, &file.path) {
                let path = file.path.clone();
                self.undo();
                return Err((path, error));
            }
            self.placed += 1;
            let moved = file
                .to
                .as_ref()
                .map(|to| (to.clone(), fs::rename(&file.path, to)));
            if let Some((to, Err(error))) = moved {
                self.undo();
                return Err((to, error));
            }
        }
        Ok(())
    }

    /// Takes away what waits.
    fn clear(&self) {
        for file in &self.files[self.placed..] {
            let _ = fs::remove_file(&file.beside);
        }
    }

    /// Restores what was there.
    fn undo(self) {
        self.clear();
        for file in self.files[..self.placed].iter().rev() {
            if let Some(to) = &file.to {
                let _ = fs::rename(to, &file.path);
            }
            let written = fs::write(&file.beside, &file.before);
            let _ = written.and_then(|()| fs::rename(&file.beside, &file.path));
        }
        self.made.undo();
    }
}

fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.hakusho-change"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("a")).expect("a folder");
        for name in ["a/1.md", "a/2.md"] {
            fs::write(folder.path().join(name), "\u{feff}前").expect("a file");
        }
        folder
    }

    fn read(root: &Path, path: &str) -> String {
        fs::read_to_string(root.join(path)).expect("a file")
    }

    fn change<'t>(path: &'t str, before: Option<&'t str>, after: &'t str) -> Change<'t> {
        Change {
            path,
            to: None,
            before,
            after,
        }
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).expect("a folder").count()
    }

    #[test]
    fn all_files_change_and_keep_their_mark() {
        let site = site();
        let root = site.path();
        let changes = [
            change("a/1.md", Some("前"), "後"),
            change("b/3.md", None, "新"),
        ];
        assert_eq!(make(root, &changes), Ok(()));
        assert_eq!(read(root, "a/1.md"), "\u{feff}後");
        assert_eq!(read(root, "b/3.md"), "新");
        assert_eq!(count(&root.join("a")), 2);
    }

    #[test]
    fn nothing_changes_when_one_cannot() {
        let site = site();
        let root = site.path();
        for (last, code) in [
            (change("a/2.md", Some("別"), "x"), Code::ChangedMeanwhile),
            (change("a/9.md", Some("前"), "x"), Code::IoError),
            (change("a/2.md", None, "x"), Code::AlreadyExists),
        ] {
            let changes = [
                change("b/3.md", None, "新"),
                change("a/1.md", Some("前"), "後"),
                last,
            ];
            let problems = make(root, &changes).expect_err("one is wrong");
            assert_eq!(problems[0].code, code);
            assert_eq!(read(root, "a/1.md"), "\u{feff}前");
            assert_eq!(count(&root.join("a")), 2);
            assert!(!root.join("b").exists());
        }
    }

    #[test]
    fn a_failure_half_way_restores_all() {
        let site = site();
        let root = site.path();
        let mut staged = Staged::default();
        let changes = ["a/1.md", "a/2.md"].map(|path| change(path, Some("前"), "後"));
        for change in &changes {
            staged
                .changed(root, change, "前")
                .expect("it can be changed");
        }
        let new = root.join("b/3.md");
        staged.made.file(&new, b"x").expect("it can be made");
        fs::remove_file(&staged.files[1].beside).expect("it is there");
        staged.put().expect_err("the second is gone");
        for path in ["a/1.md", "a/2.md"] {
            assert_eq!(read(root, path), "\u{feff}前");
        }
        assert_eq!(count(&root.join("a")), 2);
        assert!(!root.join("b").exists());
    }

    #[test]
    fn a_file_moves_with_its_mark_or_stays() {
        let site = site();
        let root = site.path();
        let mut moved = change("a/1.md", Some("前"), "後");
        moved.to = Some("b/9.md");
        let taken = Change {
            to: Some("a/2.md"),
            ..moved
        };
        let problems = make(root, &[taken]).expect_err("it is there");
        assert_eq!(problems[0].code, Code::AlreadyExists);
        assert_eq!(read(root, "a/1.md"), "\u{feff}前");
        assert_eq!(count(&root.join("a")), 2);
        assert_eq!(make(root, &[moved]), Ok(()));
        assert_eq!(read(root, "b/9.md"), "\u{feff}後");
        assert_eq!(count(&root.join("a")), 1);
    }

    #[test]
    fn a_file_that_moved_comes_back_when_another_cannot() {
        let site = site();
        let root = site.path();
        let mut staged = Staged::default();
        let mut changes = ["a/1.md", "a/2.md"].map(|path| change(path, Some("前"), "後"));
        changes[0].to = Some("b/9.md");
        for change in &changes {
            let changed = staged.changed(root, change, "前");
            changed.expect("it can be changed");
        }
        let place = root.join("b/9.md");
        staged.made.file(&place, b"").expect("it can be made");
        fs::remove_file(&staged.files[1].beside).expect("it is there");
        staged.put().expect_err("the second is gone");
        assert_eq!(read(root, "a/1.md"), "\u{feff}前");
        assert_eq!(count(&root.join("a")), 2);
        assert!(!root.join("b").exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let site = site();
        let root = site.path();
        std::os::unix::fs::symlink(root.join("a"), root.join("l")).expect("a link");
        let problems = make(root, &[change("l/1.md", Some("前"), "後")]).expect_err("a link");
        assert_eq!(problems[0].code, Code::SymlinkRefused);
        assert_eq!(read(root, "a/1.md"), "\u{feff}前");
    }
}
