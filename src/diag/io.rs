//! Refusals of the operating system, worded alike wherever they are met.

use std::io::{Error, ErrorKind};

use super::{Code, Diagnostic, Place};

impl Diagnostic {
    /// A file or folder, named by `path` as messages print it, that could not be read or written.
    pub fn io(path: impl Into<String>, error: &Error) -> Diagnostic {
        let path = path.into();
        let diagnostic = Diagnostic::new(Code::IoError, Place::Path(path.clone()))
            .arg("path", path)
            .arg("reason", error.to_string());
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                diagnostic.help("permission")
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => diagnostic.help("space"),
            _ => diagnostic,
        }
    }
}
