//! One JSON array of all diagnostics, for programs.
//!
//! Lines and columns count from 1, columns in characters (code points); `endColumn` and `byteEnd`
//! are exclusive. A diagnostic without a place in a text has `null` there.

use serde::Serialize;

use super::place::locate;
use super::{Diagnostic, Lang, Place, SourceMap, Span, catalogue};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    code: &'static str,
    severity: &'static str,
    path: Option<&'a str>,
    #[serde(flatten)]
    region: Region,
    message: String,
    help: Vec<String>,
    related: Vec<RelatedItem<'a>>,
}

#[derive(Serialize)]
struct RelatedItem<'a> {
    path: &'a str,
    #[serde(flatten)]
    region: Region,
    message: String,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Region {
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    byte_start: Option<u32>,
    byte_end: Option<u32>,
}

pub(super) fn write(diagnostics: &[Diagnostic], map: &SourceMap, lang: Lang) -> String {
    let items: Vec<Item<'_>> = diagnostics.iter().map(|d| item(d, map, lang)).collect();
    let mut out = serde_json::to_string_pretty(&items).expect("strings and numbers become JSON");
    out.push('\n');
    out
}

fn item<'a>(diagnostic: &'a Diagnostic, map: &'a SourceMap, lang: Lang) -> Item<'a> {
    let (path, region) = match &diagnostic.place {
        Place::Span(span) => (Some(map.path(span.file)), region_of(*span, map)),
        Place::Path(path) => (Some(path.as_str()), Region::default()),
        Place::Nowhere => (None, Region::default()),
    };
    let related = diagnostic.related.iter().map(|related| RelatedItem {
        path: map.path(related.span.file),
        region: region_of(related.span, map),
        message: catalogue::related(diagnostic, related.message, lang),
    });
    Item {
        code: diagnostic.code.name(),
        severity: diagnostic.severity.name(),
        path,
        region,
        message: catalogue::message(diagnostic, lang),
        help: catalogue::help(diagnostic, lang),
        related: related.collect(),
    }
}

fn region_of(span: Span, map: &SourceMap) -> Region {
    let at = locate(span, map);
    Region {
        line: Some(at.start.line),
        column: Some(at.start.column),
        end_line: Some(at.end.line),
        end_column: Some(at.end.column),
        byte_start: Some(span.start),
        byte_end: Some(span.end),
    }
}
