//! YAML front matter, read from the parser's events so that every key and value keeps its place
//! and no scalar is typed.
//!
//! Anchors, aliases, tags and merge keys are refused: front matter has no use for them, and
//! without them a small file can never unfold into a large value.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as YamlSpan};

use crate::diag::{Code, Diagnostic, Localized, Span};
use crate::model::{RawKind, RawValue};

use super::Input;

/// Deepest nesting of lists and mappings in front matter.
const DEPTH: usize = 16;

type Entries = Vec<(String, Span, RawValue)>;

/// Reads the YAML at `range` of the file. On an error the entries before it are kept.
pub(super) fn read(input: &mut Input, range: Range<usize>) -> Entries {
    let yaml = &input.text[range.clone()];
    let mut reader = Reader {
        events: Parser::new_from_str(yaml),
        yaml,
        base: range.start,
        input,
        failed: false,
        closed_at: 0,
    };
    reader.document()
}

struct Reader<'a, 'i, 't, E> {
    events: E,
    yaml: &'t str,
    /// Offset of the YAML in the file.
    base: usize,
    input: &'a mut Input<'i>,
    /// An error was reported; nothing more is read.
    failed: bool,
    /// Where the mapping that ended last has its `}`; 0 for one without braces.
    closed_at: u32,
}

impl<'t, E> Reader<'_, '_, 't, E>
where
    E: Iterator<Item = Result<(Event<'t>, YamlSpan), ScanError>>,
{
    fn document(&mut self) -> Entries {
        loop {
            match self.next() {
                None | Some((Event::StreamEnd | Event::DocumentEnd, _)) => return Vec::new(),
                Some((Event::StreamStart | Event::DocumentStart(..), _)) => {}
                Some((Event::MappingStart(_, anchor, tag), at)) => {
                    if anchor != 0 || tag.is_some() {
                        self.refuse(at);
                        return Vec::new();
                    }
                    let entries = self.mapping(1);
                    // Keys that are indented less than the first one are behind its mapping.
                    while self.next().is_some() {}
                    return entries;
                }
                Some((Event::Scalar(text, ScalarStyle::Plain, ..), _)) if is_null(&text) => {}
                Some((_, at)) => {
                    let help = match self.yaml.contains('：') {
                        true => "wide-colon",
                        false => "mapping",
                    };
                    self.fail(at, "「キー: 値」の形ではありません", "not a mapping", help);
                    return Vec::new();
                }
            }
        }
    }

    /// The next event that matters, or `None` at the end and after an error.
    fn next(&mut self) -> Option<(Event<'t>, YamlSpan)> {
        loop {
            if self.failed {
                return None;
            }
            match self.events.next()? {
                Ok((Event::Comment(..), _)) => {}
                Ok(event) => return Some(event),
                Err(error) => self.syntax(&error),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Entries {
        let mut entries: Entries = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        while let Some((event, at)) = self.next() {
            let span = self.span(&at);
            let key = match event {
                Event::MappingEnd => {
                    self.closed_at = span.end;
                    break;
                }
                Event::Scalar(text, style, anchor, tag) => {
                    if anchor != 0 || tag.is_some() || (style == ScalarStyle::Plain && text == "<<")
                    {
                        self.refuse(at);
                        break;
                    }
                    // Nobody sees this space, and the key would be one that nothing knows: a
                    // draft would be published.
                    if style == ScalarStyle::Plain && text.trim().len() < text.len() {
                        let (ja, en) = (
                            "キーの隣に全角の空白があります",
                            "a wide space stands beside a key",
                        );
                        self.fail(at, ja, en, "wide-space");
                        break;
                    }
                    text.into_owned()
                }
                Event::Alias(_) => {
                    self.refuse(at);
                    break;
                }
                _ => {
                    self.fail(
                        at,
                        "項目名が文字列ではありません",
                        "a key is not a string",
                        "key",
                    );
                    break;
                }
            };
            let Some(value) = self.node(depth) else {
                break;
            };
            if let Some(first) = seen.get(&key) {
                self.input.report(
                    Diagnostic::new(Code::DuplicateKey, span)
                        .arg("key", key.as_str())
                        .related(*first, "first"),
                );
                continue;
            }
            seen.insert(key.clone(), span);
            entries.push((key, span, value));
        }
        entries
    }

    fn node(&mut self, depth: usize) -> Option<RawValue> {
        let (event, at) = self.next()?;
        self.node_of(event, at, depth)
    }

    /// The node that `event` starts; `None` after an error.
    fn node_of(&mut self, event: Event<'t>, at: YamlSpan, depth: usize) -> Option<RawValue> {
        let refused = match &event {
            Event::Scalar(_, _, anchor, tag) => *anchor != 0 || tag.is_some(),
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag) => {
                *anchor != 0 || tag.is_some()
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => true,
            _ => false,
        };
        if refused {
            self.refuse(at);
            return None;
        }
        if depth > DEPTH {
            self.fail(at, "入れ子が深すぎます", "nested too deeply", "depth");
            return None;
        }
        let start = self.span(&at);
        let kind = match event {
            Event::Scalar(text, style, ..) => {
                if style == ScalarStyle::Plain && is_null(&text) {
                    RawKind::Null
                } else {
                    RawKind::Scalar(text.into_owned())
                }
            }
            Event::SequenceStart(..) => return self.sequence(start, depth + 1),
            Event::MappingStart(..) => {
                let entries = self.mapping(depth + 1);
                let end = entries.last().map_or(start.end, |(_, _, v)| v.span.end);
                let span = Span {
                    end: end.max(start.end).max(self.flow_end(start)),
                    ..start
                };
                return Some(RawValue {
                    kind: RawKind::Map(entries),
                    span,
                });
            }
            _ => return None,
        };
        Some(RawValue { kind, span: start })
    }

    fn sequence(&mut self, start: Span, depth: usize) -> Option<RawValue> {
        let mut items: Vec<RawValue> = Vec::new();
        let mut end = start.end;
        while let Some((event, at)) = self.next() {
            if matches!(event, Event::SequenceEnd) {
                end = end.max(self.span(&at).end.min(self.trimmed_end(&at)));
                break;
            }
            let Some(value) = self.node_of(event, at, depth) else {
                break;
            };
            end = end.max(value.span.end);
            items.push(value);
        }
        Some(RawValue {
            kind: RawKind::List(items),
            span: Span { end, ..start },
        })
    }

    /// The end of the mapping read last if it has braces like the one at `start`.
    fn flow_end(&self, start: Span) -> u32 {
        if self.input.text[start.start as usize..].starts_with('{') {
            self.closed_at
        } else {
            0
        }
    }

    /// The end of an event without the white space in front of it: a block list ends where the
    /// next key starts, which is not a place to point at.
    fn trimmed_end(&self, at: &YamlSpan) -> u32 {
        let range = self.bytes(at);
        let trimmed = self.yaml[..range.end].trim_end().len();
        (self.base + trimmed) as u32
    }

    fn bytes(&self, at: &YamlSpan) -> Range<usize> {
        let start = at.start.byte_offset().unwrap_or(0);
        let end = at.end.byte_offset().unwrap_or(start);
        let start = super::floor_boundary(self.yaml, start);
        start..super::floor_boundary(self.yaml, end).max(start)
    }

    /// The place of an event in the file, without the line ends that a block scalar includes.
    fn span(&self, at: &YamlSpan) -> Span {
        let range = self.bytes(at);
        let length = self.yaml[range.clone()].trim_end().len();
        let start = self.base + range.start;
        self.input.span(start..start + length)
    }

    fn refuse(&mut self, at: YamlSpan) {
        let (ja, en) = (
            "アンカー・エイリアス・タグは使えません",
            "anchors, aliases and tags are not read",
        );
        self.fail(at, ja, en, "refused");
    }

    fn fail(&mut self, at: YamlSpan, ja: &str, en: &str, help: &'static str) {
        let span = self.span(&at);
        self.failed = true;
        self.input.report(
            Diagnostic::new(Code::InvalidYaml, span)
                .arg("reason", words(ja, en))
                .help(help),
        );
    }

    fn syntax(&mut self, error: &ScanError) {
        self.failed = true;
        let offset = error.marker().byte_offset().unwrap_or_else(|| {
            let chars = self.yaml.char_indices().nth(error.marker().index());
            chars.map_or(self.yaml.len(), |(i, _)| i)
        });
        let start = super::floor_boundary(self.yaml, offset);
        let length = self.yaml[start..].chars().next().map_or(0, char::len_utf8);
        let span = self
            .input
            .span(self.base + start..self.base + start + length);
        let reason = error.info();
        let advice = self.advice(start, &reason);
        let mut diagnostic = Diagnostic::new(Code::InvalidYaml, span).arg(
            "reason",
            words(
                japanese(advice).unwrap_or(&reason),
                match advice {
                    // The parser expects another document, which is no help.
                    Some("indentation") => "the indentation of the keys differs",
                    _ => &reason,
                },
            ),
        );
        if let Some(key) = advice {
            diagnostic = diagnostic.help(key);
        }
        self.input.report(diagnostic);
    }

    /// The catalogue's plain words for the mistakes that are made most.
    fn advice(&self, offset: usize, reason: &str) -> Option<&'static str> {
        let before = &self.yaml[..offset];
        let line = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
        let open = |a, b| before.matches(a).count() > before.matches(b).count();
        let is_value = line.trim_end().ends_with([':', '-', '[', ',']);
        if reason.contains("tab") || line.starts_with('\t') {
            Some("tab")
        } else if is_value && self.yaml[offset..].starts_with(['@', '`', '%', '*']) {
            Some("sign")
        } else if reason.contains("mapping value") && line.contains(':') {
            Some("colon")
        } else if reason.contains("document start") {
            Some("indentation")
        } else if reason.contains("quote") {
            Some("quote")
        } else if open('[', ']') || open('{', '}') || reason.contains("flow") {
            Some("bracket")
        } else if reason.contains("':'") {
            let line = self.yaml[offset - line.len()..].lines().next();
            Some(match line.is_some_and(|line| line.contains('：')) {
                true => "wide-colon",
                false => "separator",
            })
        } else {
            None
        }
    }
}

/// The parser's reason in Japanese, for the mistakes that [`Reader::advice`] knows.
fn japanese(advice: Option<&str>) -> Option<&'static str> {
    Some(match advice? {
        "tab" => "タブがあります",
        "colon" => "一行に「: 」が二つあります",
        "sign" => "値が @ ` % * のどれかで始まっています",
        "indentation" => "字下げがそろっていません",
        "quote" => "引用符が正しくありません",
        "bracket" => "括弧が正しくありません",
        _ => "キーの後に : がありません",
    })
}

fn words(ja: &str, en: &str) -> Localized {
    Localized {
        ja: ja.to_owned(),
        en: en.to_owned(),
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}
