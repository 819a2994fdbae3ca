//! The languages that messages and the interface are written in.

use serde::{Deserialize, Serialize};

/// A language of the user interface and the diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub enum Lang {
    /// 日本語, the default.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag: `ja` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Ja => "ja",
            Lang::En => "en",
        }
    }

    /// The language of a BCP 47 tag; Japanese unless it starts with `en`.
    pub fn from_tag(tag: &str) -> Lang {
        match tag.split(['-', '_', '.']).next() {
            Some(t) if t.eq_ignore_ascii_case("en") => Lang::En,
            _ => Lang::Ja,
        }
    }
}

/// The same words in both languages. In configuration: a string for both, or `{ja = "…", en = "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Hash, PartialOrd, Ord)]
pub struct Localized {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl Localized {
    /// The same text in every language.
    pub fn same(text: impl Into<String>) -> Self {
        let ja = text.into();
        Localized { en: ja.clone(), ja }
    }

    /// The user's own words as a list.
    pub fn list(items: &[impl AsRef<str>]) -> Self {
        let join = |between: &str| {
            let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
            items.join(between)
        };
        Localized {
            ja: join("、"),
            en: join(", "),
        }
    }

    /// The words in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }
}

impl<'de> Deserialize<'de> for Localized {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Same(String),
            Both { ja: String, en: String },
        }
        Ok(match Form::deserialize(deserializer)? {
            Form::Same(text) => Localized::same(text),
            Form::Both { ja, en } => Localized { ja, en },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_joined_by_the_marks_of_their_language() {
        let list = Localized::list(&["案", "承認"]);
        assert_eq!(
            (list.get(Lang::Ja), list.get(Lang::En)),
            ("案、承認", "案, 承認")
        );
    }
}
