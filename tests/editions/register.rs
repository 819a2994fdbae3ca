//! A copy of the invented register, in which commands run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The editions that are frozen on the way: folder, date, title.
const EDITIONS: [(&str, &str, &str); 2] = [
    ("2023", "令和5年", "当初"),
    ("2024", "令和6年6月", "第一次改訂"),
];

/// A site with as many editions as a test needs.
pub(crate) struct Register {
    folder: TempDir,
}

/// What a command said.
pub(crate) struct Said {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// The sources of a state.
pub(crate) fn folder(state: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/editions/register")
        .join(state)
}

impl Register {
    /// The register after so many editions; the content is that of the last one.
    pub(crate) fn with_editions(count: usize) -> Register {
        let folder = tempfile::tempdir().expect("a folder");
        let register = Register { folder };
        fs::copy(self::folder("hakusho.toml"), register.path("hakusho.toml")).expect("copied");
        register.put("2023");
        for (state, ..) in &EDITIONS[..count] {
            register.put(state);
            register.freeze(state);
        }
        register
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("a text")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("removed");
    }

    /// Takes one file of a state.
    pub(crate) fn copy(&self, state: &str, path: &str) {
        fs::copy(folder(state).join(path), self.path(path)).expect("copied");
    }

    /// Puts the content of a state in place of what is there.
    pub(crate) fn put(&self, state: &str) {
        let _ = fs::remove_dir_all(self.path("content"));
        for dir in ["content", "content/tasks", "content/aims"] {
            fs::create_dir_all(self.path(dir)).expect("a folder");
            for entry in fs::read_dir(folder(state).join(dir)).expect("a folder") {
                let entry = entry.expect("an entry");
                if entry.path().is_file() {
                    let to = self.path(dir).join(entry.file_name());
                    fs::copy(entry.path(), to).expect("copied");
                }
            }
        }
    }

    pub(crate) fn freeze(&self, id: &str) {
        let (_, date, title) = EDITIONS
            .iter()
            .find(|(e, ..)| *e == id)
            .expect("an edition");
        let said = self.run(&["edition", "freeze", id, "--date", date, "--title", title]);
        assert_eq!(said.code, 0, "{}", said.stderr);
    }

    /// Runs hakusho in the site, in Japanese.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_hakusho"))
            .args(arguments)
            .args(["--lang", "ja"])
            .current_dir(self.folder.path())
            .output()
            .expect("hakusho starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said {
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            code: output.status.code().unwrap_or(-1),
        }
    }
}
