//! Language tags.

/// Whether `tag` has the shape of a BCP 47 tag: `ja`, `en-GB`, `zh-Hant-TW`.
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether a file name's `.tag` is read as a language by itself: `en`, `zh-Hant`. Others (`old`,
/// `min`, `ts` are languages, too) mean something else more often.
pub fn is_familiar(tag: &str) -> bool {
    is_tag(tag) && own_name(tag) != tag
}

/// What speakers call the language of a tag; the tag itself where that is not known here.
pub fn own_name(tag: &str) -> &str {
    let is_traditional = ["zh-Hant", "zh-TW", "zh-HK", "zh-MO"]
        .iter()
        .any(|start| tag.starts_with(start));
    match tag.split('-').next().unwrap_or_default() {
        "ja" => "日本語",
        "en" => "English",
        "zh" if is_traditional => "繁體中文",
        "zh" => "简体中文",
        "ko" => "한국어",
        "vi" => "Tiếng Việt",
        "tl" | "fil" => "Filipino",
        "ne" => "नेपाली",
        "id" => "Bahasa Indonesia",
        "my" => "မြန်မာ",
        "th" => "ไทย",
        "km" => "ខ្មែរ",
        "mn" => "Монгол",
        "bn" => "বাংলা",
        "hi" => "हिन्दी",
        "pt" => "Português",
        "es" => "Español",
        "fr" => "Français",
        "de" => "Deutsch",
        "it" => "Italiano",
        "ru" => "Русский",
        "uk" => "Українська",
        _ => tag,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_that_mean_something_else_are_no_languages() {
        assert!(["en", "zh-Hant", "pt-BR"].into_iter().all(is_familiar));
        let others = ["old", "min", "draft", "ts", "rs", "EN", "v2", ""];
        assert!(!others.into_iter().any(is_familiar));
    }

    #[test]
    fn languages_are_called_by_their_own_names() {
        for (tag, name) in [
            ("en-GB", "English"),
            ("zh", "简体中文"),
            ("zh-Hant-TW", "繁體中文"),
            ("tlh", "tlh"),
        ] {
            assert_eq!(own_name(tag), name);
        }
    }
}
