//! Refusals of the operating system, worded alike wherever they are met.

use std::io::{Error, ErrorKind};

use super::{Code, Diagnostic, Localized, Place};

impl Diagnostic {
    /// A file or folder, named by `path` as messages print it, that could not be read or written.
    pub fn io(path: impl Into<String>, error: &Error) -> Diagnostic {
        let path = path.into();
        Diagnostic::new(Code::IoError, Place::Path(path.clone()))
            .arg("path", path)
            .arg("reason", reason(error))
    }
}

/// What the system says, in Japanese as far as the kind tells, with its own words to search for.
fn reason(error: &Error) -> Localized {
    let en = error.to_string();
    let words = match error.kind() {
        ErrorKind::PermissionDenied => "アクセス権がありません",
        ErrorKind::NotFound => "ありません",
        ErrorKind::StorageFull => "空き容量がありません",
        ErrorKind::QuotaExceeded => "割り当てられた容量を使い切りました",
        ErrorKind::ReadOnlyFilesystem => "書き込めないディスクです",
        ErrorKind::NotADirectory => "フォルダーではありません",
        ErrorKind::IsADirectory => "フォルダーです",
        ErrorKind::AlreadyExists => "すでにあります",
        ErrorKind::InvalidFilename => "名前が長すぎるか、使えない名前です",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "ほかで使われています",
        _ => return Localized { ja: en.clone(), en },
    };
    Localized {
        ja: format!("{words}（{en}）"),
        en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Lang, catalogue};

    #[test]
    fn refusals_are_said_in_the_readers_language() {
        let denied = Diagnostic::io("x", &Error::from(ErrorKind::PermissionDenied));
        let said = |lang| catalogue::message(&denied, lang);
        assert_eq!(
            said(Lang::Ja),
            "x を読み書きできません: アクセス権がありません（permission denied）"
        );
        assert_eq!(said(Lang::En), "cannot read or write x: permission denied");
    }
}
