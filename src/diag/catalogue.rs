//! The words of every diagnostic in Japanese and English, from `catalogue.toml`.
//!
//! A template's `{name}` is replaced by the diagnostic's argument of that name; an argument that
//! is absent prints as nothing; `{{` and `}}` are braces, and so are braces that hold no name.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::excerpt::printable;
use super::{Arg, Code, Diagnostic, Lang, Localized};

/// Characters of one argument that a message shows.
const MAX_ARG_CHARS: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    message: Localized,
    #[serde(default)]
    help: BTreeMap<String, Localized>,
    #[serde(default)]
    related: BTreeMap<String, Localized>,
    explain: Localized,
}

fn entries() -> &'static BTreeMap<String, Entry> {
    static ENTRIES: OnceLock<BTreeMap<String, Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        toml::from_str(include_str!("catalogue.toml")).expect("a test reads the built-in catalogue")
    })
}

fn entry(code: Code) -> Option<&'static Entry> {
    entries().get(code.name())
}

/// The sentence that names the fault.
pub fn message(diagnostic: &Diagnostic, lang: Lang) -> String {
    match entry(diagnostic.code) {
        Some(entry) => fill(entry.message.get(lang), &diagnostic.args, lang),
        None => diagnostic.code.name().to_owned(),
    }
}

/// What to do about it, one line each: the diagnostic's own help, or the code's default help. A
/// key that the catalogue does not have gives nothing.
pub fn help(diagnostic: &Diagnostic, lang: Lang) -> Vec<String> {
    let Some(entry) = entry(diagnostic.code) else {
        return Vec::new();
    };
    let keys: &[&str] = match diagnostic.help.as_slice() {
        [] => &["default"],
        keys => keys,
    };
    let templates = keys.iter().filter_map(|&key| entry.help.get(key));
    templates
        .map(|template| fill(template.get(lang), &diagnostic.args, lang))
        .collect()
}

/// What stands at a second place. A key that the catalogue does not have gives nothing.
pub fn related(diagnostic: &Diagnostic, key: &str, lang: Lang) -> String {
    entry(diagnostic.code)
        .and_then(|entry| entry.related.get(key))
        .map(|template| fill(template.get(lang), &diagnostic.args, lang))
        .unwrap_or_default()
}

/// The paragraph that `hakusho explain CODE` prints.
pub fn explain(code: Code, lang: Lang) -> &'static str {
    entry(code).map_or("", |entry| entry.explain.get(lang))
}

/// A part of a template: words, or the name of an argument.
enum Part<'a> {
    Words(&'a str),
    Name(&'a str),
}

fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut rest, mut from) = (template, 0);
    while let Some(at) = rest[from..].find(['{', '}']).map(|at| from + at) {
        let here = &rest[at..];
        if here.starts_with("{{") || here.starts_with("}}") {
            parts.push(Part::Words(&rest[..=at]));
            (rest, from) = (&rest[at + 2..], 0);
        } else if let Some(name) = name_in_braces(here) {
            parts.push(Part::Words(&rest[..at]));
            parts.push(Part::Name(name));
            (rest, from) = (&rest[at + name.len() + 2..], 0);
        } else {
            from = at + 1;
        }
    }
    parts.push(Part::Words(rest));
    parts
}

/// The `name` of a `{name}` that `text` begins with.
fn name_in_braces(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix('{')?.split_once('}')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    is_name.then_some(name)
}

fn fill(template: &str, args: &[(&'static str, Arg)], lang: Lang) -> String {
    let mut filled = String::with_capacity(template.len());
    for part in parts(template) {
        match part {
            // Of the two spaces around an absent argument one goes.
            Part::Words(words) if filled.is_empty() || filled.ends_with(' ') => {
                filled.push_str(words.strip_prefix(' ').unwrap_or(words));
            }
            Part::Words(words) => filled.push_str(words),
            Part::Name(name) => {
                let arg = args.iter().find(|(known, _)| *known == name);
                push_arg(&mut filled, arg.map_or("", |(_, arg)| arg_text(arg, lang)));
            }
        }
    }
    filled.truncate(filled.trim_end().len());
    filled
}

fn arg_text(arg: &Arg, lang: Lang) -> &str {
    match arg {
        Arg::Text(text) => text,
        Arg::Localized(words) => words.get(lang),
    }
}

fn push_arg(out: &mut String, text: &str) {
    let text = printable(text.trim());
    match text.char_indices().nth(MAX_ARG_CHARS) {
        Some((end, _)) => {
            out.push_str(&text[..end]);
            out.push('…');
        }
        None => out.push_str(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;
    use std::collections::BTreeSet;

    fn names(template: &str) -> BTreeSet<&str> {
        let name = |part| match part {
            Part::Name(name) => Some(name),
            Part::Words(_) => None,
        };
        parts(template).into_iter().filter_map(name).collect()
    }

    #[test]
    fn every_code_has_its_words_and_nothing_else_has() {
        let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        let known: BTreeSet<&str> = entries().keys().map(String::as_str).collect();
        assert_eq!(known, codes);
        for code in Code::ALL {
            for lang in [Lang::Ja, Lang::En] {
                assert!(!explain(*code, lang).is_empty(), "{}", code.name());
            }
        }
    }

    #[test]
    fn both_languages_name_the_same_arguments() {
        for (code, entry) in entries() {
            let texts = [&entry.message, &entry.explain];
            for text in texts
                .into_iter()
                .chain(entry.help.values())
                .chain(entry.related.values())
            {
                assert!(!text.ja.is_empty() && !text.en.is_empty(), "{code}");
                assert_eq!(names(&text.ja), names(&text.en), "{code}: {}", text.ja);
            }
            assert!(
                names(&entry.explain.ja).is_empty(),
                "{code}: explain has no arguments"
            );
        }
    }

    #[test]
    fn templates_are_filled_with_the_users_words() {
        let args = [
            ("no", Arg::from("(17)\n\u{1b}[0m")),
            ("label", Arg::from("施策")),
        ];
        let fill = |template| fill(template, &args, Lang::Ja);
        assert_eq!(fill("{label} {no} は"), "施策 (17) \u{FFFD}[0m は");
        assert_eq!(fill("{absent} は {absent} ない"), "は ない");
        assert_eq!(
            fill("末尾に {#id} と書く {label"),
            "末尾に {#id} と書く {label"
        );
        assert_eq!(fill("{{label}} {#{label}}"), "{label} {#施策}");
    }

    #[test]
    fn unknown_keys_give_nothing() {
        let diagnostic = Diagnostic::new(Code::BrokenLink, Place::Nowhere).help("no-such-key");
        assert!(help(&diagnostic, Lang::En).is_empty());
        assert_eq!(related(&diagnostic, "no-such-key", Lang::En), "");
    }
}
