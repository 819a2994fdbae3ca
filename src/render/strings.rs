//! The interface's words: `strings/ja.json` and `strings/en.json` of the theme.
//!
//! A site's theme may replace single entries; what it leaves out comes from the built-in file.

use std::collections::BTreeMap;

use crate::diag::Lang;
use crate::model::Theme;

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
    pub(crate) fn new(theme: &Theme, lang: Lang) -> Strings {
        let mut words = BTreeMap::new();
        for prefix in ["standard/", ""] {
            let key = format!("{prefix}strings/{}.json", lang.tag());
            if let Some(file) = theme.files.get(&key)
                && let Ok(more) = serde_json::from_slice::<BTreeMap<String, String>>(&file.bytes)
            {
                words.extend(more);
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
