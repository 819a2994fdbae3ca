//! `hakusho.toml` → [`Config`]. Every problem of the file is reported in one run; what is wrong
//! falls back to its default so that the rest of the site can still be checked.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::diag::{Code, Diagnostic, Place, Severity, SourceMap, Span};
use crate::load::reader::Reader;
use crate::load::tree::{Table, Toml};
use crate::load::walk::Layout;
use crate::load::{CONFIG_FILE, Options, editions_table, files, preset, settings, tree};
use crate::model::Config;
use crate::text::{file_name, language};

/// The most that `[limits]` may allow, in bytes: places in a file are 32-bit numbers.
const LARGEST_FILE: usize = 1 << 30;
/// What `nesting` may be: trees are walked by recursion, whose stack this bounds.
const NESTING: RangeInclusive<usize> = 8..=256;
/// Bytes of a file of the search index.
const SHARD: RangeInclusive<usize> = 256..=LARGEST_FILE;
const LINT_LEVELS: &[&str] = &["allow", "warn", "error"];

/// In a folder that was never written for hakusho, links that lead nowhere are no reason to fail.
const MILD_WITHOUT_FILE: &[Code] = &[Code::BrokenLink, Code::BrokenAnchor, Code::LinkOutsideRoot];

/// Reads `ROOT/hakusho.toml`, if there is one, and merges in the preset and `options`.
pub(super) fn load(
    root: &Path,
    layout: &Layout,
    options: &Options,
    map: &mut SourceMap,
    diagnostics: &mut Vec<Diagnostic>,
) -> Config {
    let mut config = Config {
        drafts: options.drafts,
        ..Config::default()
    };
    let path = root.join(CONFIG_FILE);
    config.has_file = path.symlink_metadata().is_ok();
    let mut table = Table::default();
    if config.has_file {
        let limit = config.limits.file_bytes;
        let known = diagnostics.len();
        match files::read_one(&path, CONFIG_FILE, limit, map, diagnostics) {
            Some(file) => table = tree::parse(map.text(file), file, diagnostics),
            // Without its configuration it is another site: a link in its place is no warning.
            None => diagnostics
                .iter_mut()
                .skip(known)
                .for_each(|problem| problem.severity = Severity::Error),
        }
    } else {
        let mild = MILD_WITHOUT_FILE
            .iter()
            .map(|code| (*code, Some(Severity::Warning)));
        config.lint.extend(mild);
    }
    let mut reader = Reader {
        code: Code::InvalidConfig,
        diagnostics,
    };
    reader.only(&table, settings::TOP);
    top_level(&mut config, &table, root, &mut reader);
    markdown_and_limits(&mut config, &table, &mut reader);
    search(&mut config, &table, root, &mut reader);
    config.editions = editions_table::read(&table, &mut reader);
    lint(&mut config, &table, &mut reader);
    let base = preset::chosen(&table, layout, map, &mut reader);
    config.schema = preset::merged_schema(base, table, &mut reader);
    say_once(diagnostics);
    apply_options(&mut config, options, diagnostics);
    config
}

/// Where the syntax is wrong, the value that was made of it is not another fault.
fn say_once(diagnostics: &mut Vec<Diagnostic>) {
    let broken: Vec<Span> = diagnostics
        .iter()
        .filter(|d| d.code == Code::InvalidToml)
        .filter_map(|d| match d.place {
            Place::Span(span) => Some(span),
            _ => None,
        })
        .collect();
    diagnostics.retain(|d| match d.place {
        Place::Span(at) if d.code != Code::InvalidToml => !broken
            .iter()
            .any(|span| span.file == at.file && span.start < at.end && at.start < span.end),
        _ => true,
    });
}

fn apply_options(config: &mut Config, options: &Options, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(url) = &options.site_url {
        config.site_url = absolute_url(url);
        if config.site_url.is_none() {
            let diagnostic = Diagnostic::new(Code::InvalidConfig, Place::Nowhere);
            diagnostics.push(diagnostic.arg("key", "--site-url").help("site-url"));
        }
    }
    config.lint.extend(options.lint.iter().copied());
}

fn top_level(config: &mut Config, table: &Table, root: &Path, reader: &mut Reader<'_>) {
    let owned = |found: Option<(&str, Span)>| found.map(|(text, _)| text.to_owned());
    config.title = owned(reader.string(table, "title"));
    config.description = owned(reader.string(table, "description"));
    if let Some((lang, at)) = reader.string(table, "lang") {
        if language::is_tag(lang) {
            config.lang = lang.to_owned();
        } else {
            reader.wrong("lang", at, "lang");
        }
    }
    for item in reader.array(table, "languages").unwrap_or_default() {
        match &item.value {
            Toml::String(tag) if language::is_tag(tag) => config.languages.push(tag.clone()),
            _ => reader.wrong("languages", item.span, "lang"),
        }
    }
    if let Some((url, at)) = reader.string(table, "site-url") {
        config.site_url = absolute_url(url);
        if config.site_url.is_none() {
            reader.wrong("site-url", at, "site-url");
        }
    }
    config.edit_url = file_url(table, "edit-url", reader);
    config.source_url = file_url(table, "source-url", reader);
    if let Some((name, at)) = reader.string(table, "theme") {
        let folder = root.join("themes").join(name);
        if !is_plain_name(name) {
            reader.wrong("theme", at, "theme-name");
        } else if folder.is_dir() {
            config.theme = Some(name.to_owned());
        } else if name != "standard" {
            reader.wrong("theme", at, "theme-missing");
        }
    }
    if let Some(copies) = reader.boolean(table, "markdown-copies") {
        config.markdown_copies = copies;
    }
    if let Some(trusted) = reader.boolean(table, "trusted-html") {
        config.trusted_html = trusted;
    }
}

/// An absolute `http` or `https` URL with a host and nothing behind its path, ending in `/`.
fn absolute_url(url: &str) -> Option<String> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let clean = !url.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '"' | '<' | '>' | '\\')
    });
    let mut url = url.to_owned();
    if !url.ends_with('/') {
        url.push('/');
    }
    (clean && !host.is_empty() && !host.contains('@')).then_some(url)
}

/// An absolute URL in which `{path}` stands for a source file.
fn file_url(table: &Table, key: &'static str, reader: &mut Reader<'_>) -> Option<String> {
    let (url, at) = reader.string(table, key)?;
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split('/').next());
    let has_host = host.is_some_and(|host| !host.is_empty() && !host.contains('{'));
    let clean = !url.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\')
    });
    if has_host && clean && url.contains("{path}") {
        return Some(url.to_owned());
    }
    let diagnostic = Diagnostic::new(reader.code, at).arg("key", key);
    let diagnostic = diagnostic.arg("placeholder", "{path}");
    reader.diagnostics.push(diagnostic.help("file-url"));
    None
}

/// One path segment that leads nowhere else.
fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.contains('/')
        && file_name::fault(name).is_none()
}

fn markdown_and_limits(config: &mut Config, table: &Table, reader: &mut Reader<'_>) {
    if let Some((markdown, _)) = reader.table(table, "markdown") {
        reader.only(markdown, settings::MARKDOWN);
        if let Some(on) = reader.boolean(markdown, "cjk-emphasis") {
            config.markdown.cjk_emphasis = on;
        }
        if let Some(on) = reader.boolean(markdown, "highlight") {
            config.markdown.highlight = on;
        }
        if let Some(on) = reader.boolean(markdown, "math") {
            config.markdown.math = on;
        }
    }
    if let Some((inner, _)) = reader.table(table, "limits") {
        reader.only(inner, settings::LIMITS);
        let limits = &mut config.limits;
        for (key, limit, range) in [
            ("file-bytes", &mut limits.file_bytes, 1..=LARGEST_FILE),
            ("nesting", &mut limits.nesting, NESTING),
            (
                "front-matter-bytes",
                &mut limits.front_matter_bytes,
                1..=LARGEST_FILE,
            ),
        ] {
            if let Some(size) = reader.size(inner, key, range) {
                *limit = size;
            }
        }
    }
}

fn search(config: &mut Config, table: &Table, root: &Path, reader: &mut Reader<'_>) {
    let Some((table, _)) = reader.table(table, "search") else {
        return;
    };
    reader.only(table, settings::SEARCH);
    if let Some(on) = reader.boolean(table, "enabled") {
        config.search.enabled = on;
    }
    if let Some(bytes) = reader.size(table, "shard-bytes", SHARD) {
        config.search.shard_bytes = bytes;
    }
    for item in reader.array(table, "synonyms").unwrap_or_default() {
        let words: Vec<String> = reader
            .array_of("synonyms", item)
            .map(|group| reader.strings_of("synonyms", group))
            .unwrap_or_default()
            .into_iter()
            .map(|(word, _)| word)
            .collect();
        match words.len() {
            0 | 1 => reader.wrong("synonyms", item.span, "synonyms"),
            _ => config.search.synonyms.push(words),
        }
    }
    // A dictionary is often shared by sites, so it may lie anywhere; terms belong to the site.
    if let Some((path, at)) = reader.string(table, "dictionary") {
        let folder = root.join(path);
        if folder.is_dir() {
            config.search.dictionary = Some(folder);
        } else {
            reader.wrong("dictionary", at, "folder-missing");
        }
    }
    if let Some((path, at)) = reader.string(table, "user-dictionary") {
        if !path.split('/').all(is_plain_name) {
            reader.wrong("user-dictionary", at, "inside-root");
        } else if root.join(path).is_file() {
            config.search.user_dictionary = Some(PathBuf::from(path));
        } else {
            reader.wrong("user-dictionary", at, "file-missing");
        }
    }
}

fn lint(config: &mut Config, table: &Table, reader: &mut Reader<'_>) {
    let Some((table, _)) = reader.table(table, "lint") else {
        return;
    };
    let names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    for entry in &table.0 {
        let Some(code) = Code::from_name(&entry.key) else {
            reader.unknown(Code::UnknownConfigKey, &entry.key, entry.key_span, &names);
            continue;
        };
        let severity = match reader.string(table, &entry.key) {
            Some(("allow", _)) => None,
            Some(("warn", _)) => Some(Severity::Warning),
            Some(("error", _)) => Some(Severity::Error),
            Some((other, at)) => {
                reader.unknown(Code::InvalidConfig, other, at, LINT_LEVELS);
                continue;
            }
            None => continue,
        };
        config.lint.push((code, severity));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_urls_are_absolute_and_end_in_a_slash() {
        assert_eq!(
            absolute_url("https://example.org/ai").as_deref(),
            Some("https://example.org/ai/")
        );
        for url in [
            "example.org",
            "ftp://a/",
            "https:///x",
            "https://a/?q",
            "javascript://a/",
        ] {
            assert_eq!(absolute_url(url), None, "{url}");
        }
    }

    #[test]
    fn language_tags_have_their_shape() {
        for (tag, good) in [
            ("ja", true),
            ("zh-Hant-TW", true),
            ("日本語", false),
            ("ja_JP", false),
        ] {
            assert_eq!(language::is_tag(tag), good, "{tag}");
        }
    }
}
