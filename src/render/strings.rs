//! The interface's words: `strings/ja.json` and `strings/en.json` of the theme.
//!
//! A site's theme may replace single entries; what it leaves out comes from the built-in file.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, Lang, Place, Span};
use crate::model::Theme;
use crate::model::source::ThemeFile;

/// The words of one language.
#[derive(Clone, Debug)]
pub(crate) struct Strings {
    /// Which language.
    pub(crate) lang: Lang,
    /// By key.
    pub(crate) words: BTreeMap<String, String>,
}

impl Strings {
    /// Reads the theme's words of `lang`.
    pub(crate) fn new(theme: &Theme, lang: Lang, diagnostics: &mut Vec<Diagnostic>) -> Strings {
        let mut words = BTreeMap::new();
        for prefix in ["standard/", ""] {
            let key = format!("{prefix}strings/{}.json", lang.tag());
            let Some(file) = theme.files.get(&key) else {
                continue;
            };
            match serde_json::from_slice::<BTreeMap<String, String>>(&file.bytes) {
                Ok(more) => words.extend(more),
                Err(error) => diagnostics.push(invalid(&key, file, &error)),
            }
        }
        Strings { lang, words }
    }

    /// The words of `key`; the key itself when there are none, so that a gap shows.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The words of `key` with its `{name}`s replaced.
    pub(crate) fn format(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// The entries that scripts need (`js_…`), without the prefix.
    pub(crate) fn for_scripts(&self) -> BTreeMap<&str, &str> {
        self.words
            .iter()
            .filter_map(|(key, words)| Some((key.strip_prefix("js_")?, words.as_str())))
            .collect()
    }
}

/// `invalid-strings`, at the character at which the words cannot be read.
fn invalid(path: &str, file: &ThemeFile, error: &serde_json::Error) -> Diagnostic {
    let place = match file.source {
        Some(source) => {
            let lines = file.bytes.split_inclusive(|byte| *byte == b'\n');
            let above: usize = lines
                .take(error.line().saturating_sub(1))
                .map(<[u8]>::len)
                .sum();
            // Columns are bytes from 1; what they point behind is the character at fault.
            let mut start = (above + error.column().saturating_sub(1)).min(file.bytes.len());
            while start > 0
                && file
                    .bytes
                    .get(start)
                    .is_some_and(|byte| byte & 0xC0 == 0x80)
            {
                start -= 1;
            }
            Place::Span(Span::new(source, start, start))
        }
        None => Place::Path(path.to_owned()),
    };
    let said = error.to_string();
    let reason = said.split(" at line ").next().unwrap_or(&said);
    Diagnostic::new(Code::InvalidStrings, place).arg("reason", reason)
}
