//! Where a dictionary keeps the features of its words.
//!
//! The embedded dictionary has the three packed columns of [`super::features`]; a dictionary that
//! the site names has its makers' columns, found by the names that lindera's dictionaries use.

use std::borrow::Cow;
use std::fmt::Write as _;

use lindera_dictionary::dictionary::DetailFields;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;

use super::Reading;
use super::features::{PartOfSpeech, pack_base, pack_reading, to_katakana, unpack_base};
use super::terms::Term;

/// The columns that the build script writes.
const PACKED: [&str; 3] = ["part", "base", "reading"];

/// How to read the features of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// The embedded dictionary.
    Packed,
    /// Another dictionary: which of its feature columns holds what.
    Plain {
        major: Option<usize>,
        minor: Option<usize>,
        base: Option<usize>,
        reading: Option<usize>,
    },
}

/// The features of one word.
pub(super) struct Features<'a> {
    pub(super) part: PartOfSpeech,
    pub(super) base: Cow<'a, str>,
    pub(super) reading: Reading<'a>,
}

impl Layout {
    pub(super) fn of(schema: &Schema) -> Self {
        if schema.get_custom_fields() == PACKED {
            return Self::Packed;
        }
        let column = |names: &[&str]| {
            let found = names.iter().find_map(|name| schema.get_field_index(name));
            found.and_then(|index| index.checked_sub(4))
        };
        Self::Plain {
            major: column(&["part_of_speech", "major_pos"]),
            minor: column(&["part_of_speech_subcategory_1", "pos_detail_1", "middle_pos"]),
            base: column(&["base_form", "orthographic_base_form", "dictionary_form"]),
            reading: column(&["reading", "reading_form", "kana"]),
        }
    }

    /// The features of the word `surface`, from its columns.
    pub(super) fn features<'a>(
        &self,
        surface: &'a str,
        mut details: DetailFields<'a>,
    ) -> Features<'a> {
        match self {
            Self::Packed => {
                let mut next = || details.next().unwrap_or_default();
                Features {
                    part: PartOfSpeech::from_code(next()),
                    base: unpack_base(surface, next()),
                    reading: Reading::Packed(next()),
                }
            }
            Self::Plain {
                major,
                minor,
                base,
                reading,
            } => {
                let columns: Vec<&'a str> = details.collect();
                let column = |index: &Option<usize>| {
                    let value = index.and_then(|index| columns.get(index)).copied();
                    value.filter(|value| !matches!(*value, "" | "*"))
                };
                Features {
                    part: PartOfSpeech::from_classes(
                        column(major).unwrap_or_default(),
                        column(minor).unwrap_or_default(),
                    ),
                    base: Cow::Borrowed(column(base).unwrap_or(surface)),
                    reading: column(reading).map_or(Reading::None, Reading::Plain),
                }
            }
        }
    }

    /// `terms` as rows of the dictionary's own columns, for lindera's builder.
    pub(super) fn rows(&self, terms: &[Term], metadata: &Metadata) -> String {
        let width = metadata.dictionary_schema.get_custom_fields().len();
        let mut rows = String::new();
        for term in terms {
            let mut columns = vec!["*".to_owned(); width];
            self.fill(&mut columns, term);
            // Writing to a String cannot fail.
            let _ = write!(
                rows,
                "{},{},{},{}",
                quoted(&term.surface),
                metadata.default_left_context_id,
                metadata.default_right_context_id,
                metadata.default_word_cost
            );
            for column in columns {
                let _ = write!(rows, ",{}", quoted(&column));
            }
            rows.push('\n');
        }
        rows
    }

    fn fill(&self, columns: &mut [String], term: &Term) {
        let reading = term.reading.as_deref().unwrap_or_default();
        let mut set = |index: Option<usize>, value: String| {
            if let Some(column) = index.and_then(|index| columns.get_mut(index)) {
                *column = value;
            }
        };
        match self {
            Self::Packed => {
                set(Some(0), PartOfSpeech::Noun.code().into());
                set(Some(1), pack_base(&term.surface, &term.surface));
                set(Some(2), pack_reading(&term.surface, reading));
            }
            Self::Plain {
                major,
                minor,
                base,
                reading: column,
            } => {
                set(*major, "名詞".to_owned());
                set(*minor, "一般".to_owned());
                set(*base, term.surface.clone());
                set(*column, to_katakana(reading));
            }
        }
    }
}

fn quoted(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
}
