//! Refusals of the operating system, worded alike wherever they are met.

use super::{Code, Diagnostic, Place};

impl Diagnostic {
    /// A file or folder, named by `path` as messages print it, that could not be read or written.
    pub fn io(path: impl Into<String>, error: &std::io::Error) -> Diagnostic {
        let path = path.into();
        Diagnostic::new(Code::IoError, Place::Path(path.clone()))
            .arg("path", path)
            .arg("reason", error.to_string())
    }
}
