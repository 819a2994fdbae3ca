//! Source texts and the byte spans that point into them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// A file of the [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range of one source file; `start <= end`, both on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file. Its number says nothing outside of this run.
    #[serde(skip)]
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Span {
            file,
            start: start as u32,
            end: end as u32,
        }
    }

    /// The range, for slicing the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A position that people read: both counted from 1, the column in characters (code points).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

struct SourceText {
    path: String,
    text: Arc<str>,
    /// The byte at which each line starts; found when the first message needs it.
    line_starts: OnceLock<Vec<u32>>,
}

/// Every text that was read, by [`FileId`].
#[derive(Default)]
pub struct SourceMap {
    files: Vec<SourceText>,
}

impl SourceMap {
    /// Adds a file. `path` is what messages print: `/`-separated, relative to the site's root.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        self.files.push(SourceText {
            path: path.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
        });
        FileId(self.files.len() as u32 - 1)
    }

    /// The path of `file` as messages print it.
    pub fn path(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].path
    }

    /// The text of `file`.
    pub fn text(&self, file: FileId) -> &Arc<str> {
        &self.files[file.0 as usize].text
    }

    /// The text that `span` covers.
    pub fn slice(&self, span: Span) -> &str {
        &self.files[span.file.0 as usize].text[span.range()]
    }

    /// Line and column of byte `offset` of `file`. An offset that is past the end or inside a
    /// character counts as the nearest place before it.
    pub fn line_column(&self, file: FileId, offset: u32) -> LineColumn {
        let text = self.text(file);
        let offset = text.floor_char_boundary(offset as usize);
        let starts = self.line_starts(file);
        let line = starts.partition_point(|&start| start as usize <= offset);
        let line_start = starts[line - 1] as usize;
        LineColumn {
            line,
            column: text[line_start..offset].chars().count() + 1,
        }
    }

    /// The byte range of line `line` (from 1) of `file`, without its line break; empty at the end
    /// of the text for a line that is not there.
    pub fn line_range(&self, file: FileId, line: usize) -> Range<usize> {
        let text = self.text(file);
        let starts = self.line_starts(file);
        let start_of = |line: usize| starts.get(line).map_or(text.len(), |&start| start as usize);
        let range = start_of(line.saturating_sub(1))..start_of(line);
        let content = text[range.clone()].trim_end_matches(['\n', '\r']);
        range.start..range.start + content.len()
    }

    fn line_starts(&self, file: FileId) -> &[u32] {
        let source = &self.files[file.0 as usize];
        source.line_starts.get_or_init(|| {
            let breaks = source.text.bytes().enumerate().filter(|&(_, b)| b == b'\n');
            std::iter::once(0)
                .chain(breaks.map(|(at, _)| at as u32 + 1))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut map = SourceMap::default();
        let file = map.add("a.md", "施策\nの(17)");
        let at = map.line_column(file, "施策\nの".len() as u32);
        assert_eq!(at, LineColumn { line: 2, column: 2 });
    }

    #[test]
    fn offsets_that_are_no_place_count_as_the_one_before() {
        let mut map = SourceMap::default();
        let file = map.add("a.md", "施\r\n策");
        assert_eq!(map.line_column(file, 99), LineColumn { line: 2, column: 2 });
        assert_eq!(map.line_column(file, 1), LineColumn { line: 1, column: 1 });
        assert_eq!(map.line_range(file, 1), 0..3);
        assert_eq!(map.line_range(file, 2), 5..8);
        assert_eq!(map.line_range(file, 9), 8..8);
    }
}
