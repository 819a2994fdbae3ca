//! Places as the writers print them: path, lines, columns, and the text of the first line.

use super::excerpt::printable;
use super::{LineColumn, Place, SourceMap, Span};

/// A span in people's terms.
pub(super) struct Located<'a> {
    /// The file as messages name it.
    pub(super) path: &'a str,
    /// The first character.
    pub(super) start: LineColumn,
    /// Behind the last character.
    pub(super) end: LineColumn,
    /// The line of the first character, without its line break.
    pub(super) line: &'a str,
    /// The bytes of `line` that the span covers; for a span of several lines, up to its end.
    pub(super) in_line: std::ops::Range<usize>,
}

/// Looks a span up. Offsets that are no place in the text count as the nearest before them.
pub(super) fn locate(span: Span, map: &SourceMap) -> Located<'_> {
    let text = map.text(span.file);
    let start = map.line_column(span.file, span.start);
    let range = map.line_range(span.file, start.line);
    let line = &text[range.clone()];
    let inside = |offset: u32| {
        let offset = (offset as usize).clamp(range.start, range.end);
        line.floor_char_boundary(offset - range.start)
    };
    let first = inside(span.start);
    Located {
        path: map.path(span.file),
        start,
        end: map.line_column(span.file, span.end.max(span.start)),
        line,
        in_line: first..inside(span.end).max(first),
    }
}

/// `path:line:column`, or the path of a file as a whole; nothing where there is no place.
pub(super) fn named(place: &Place, map: &SourceMap) -> Option<String> {
    match place {
        Place::Span(span) => {
            let at = locate(*span, map);
            let (path, line, column) = (printable(at.path), at.start.line, at.start.column);
            Some(format!("{path}:{line}:{column}"))
        }
        Place::Path(path) => Some(printable(path)),
        Place::Nowhere => None,
    }
}
