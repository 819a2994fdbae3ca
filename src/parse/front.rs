//! Finds the front matter: a YAML block between `---` lines or a TOML block between `+++` lines
//! at the very start of the file.
//!
//! A file may also begin with a thematic break `---`. It is taken for one when a blank line
//! follows it, or when no second fence follows and the next line is not `key:`.

use crate::diag::{Code, Diagnostic, Span};
use crate::model::FrontMatter;

use super::{Input, toml_front, yaml};

/// A front matter language.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Yaml,
    Toml,
}

/// Reads the front matter; also returns the offset at which the body starts.
pub(super) fn read(input: &mut Input) -> (FrontMatter, usize) {
    let text = input.text;
    let first = line_at(text, 0);
    let language = match text[..first].trim_end() {
        "---" => Language::Yaml,
        "+++" => Language::Toml,
        _ => return (FrontMatter::default(), 0),
    };
    let second = &text[first..line_at(text, first)];
    if second.trim().is_empty() && !second.is_empty() && language == Language::Yaml {
        return (FrontMatter::default(), 0);
    }
    let Some((end, body)) = closing_fence(text, first, language) else {
        if looks_like_key(second, language) {
            let fence = input.span(0..text[..first].trim_end().len());
            let name = &text[..3];
            input.report(
                Diagnostic::new(Code::UnclosedFrontMatter, fence)
                    .arg("fence", name)
                    .help("close"),
            );
            return (damaged(None), 0);
        }
        return (FrontMatter::default(), 0);
    };
    let limit = input.config.limits.front_matter_bytes;
    let whole = input.span(0..body);
    if end - first > limit {
        let diagnostic = Diagnostic::new(invalid(language), whole)
            .arg("reason", format!("{} > {limit} bytes", end - first))
            .help("size");
        input.report(diagnostic);
        return (damaged(Some(whole)), body);
    }
    let problems = input.diagnostics.len();
    let entries = match language {
        Language::Yaml => yaml::read(input, first..end),
        Language::Toml => toml_front::read(input, first..end),
    };
    let front = FrontMatter {
        entries,
        span: Some(whole),
        is_damaged: input.diagnostics.len() > problems,
    };
    (front, body)
}

/// A front matter of which nothing could be read.
fn damaged(span: Option<Span>) -> FrontMatter {
    FrontMatter {
        span,
        is_damaged: true,
        ..FrontMatter::default()
    }
}

fn invalid(language: Language) -> Code {
    match language {
        Language::Yaml => Code::InvalidYaml,
        Language::Toml => Code::InvalidToml,
    }
}

/// The offset behind the line that starts at `start`, its line end included.
fn line_at(text: &str, start: usize) -> usize {
    text[start..]
        .find('\n')
        .map_or(text.len(), |i| start + i + 1)
}

/// Where the closing fence starts and where the body behind it starts.
fn closing_fence(text: &str, from: usize, language: Language) -> Option<(usize, usize)> {
    let mut at = from;
    while at < text.len() {
        let next = line_at(text, at);
        let line = text[at..next].trim_end();
        let closes = match language {
            Language::Yaml => line == "---" || line == "...",
            Language::Toml => line == "+++",
        };
        if closes {
            return Some((at, next));
        }
        at = next;
    }
    None
}

/// Whether a line starts a mapping: `key: value`, `key = value`.
fn looks_like_key(line: &str, language: Language) -> bool {
    let separator = match language {
        Language::Yaml => ':',
        Language::Toml => '=',
    };
    let Some((key, rest)) = line.split_once(separator) else {
        return false;
    };
    let key = key.trim_end_matches(' ');
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && (language == Language::Toml
            || rest.is_empty()
            || rest.starts_with([' ', '\t', '\r', '\n']))
}
