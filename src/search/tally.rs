//! What is counted of a word in a unit, and what is to be done with it.

use crate::words::PartOfSpeech;

/// The level of a word that stands in a title or heading.
pub(super) const PROMINENT: u8 = 3;

/// What is needed of a word each time that it stands in a text: eight bytes, so that the words of a
/// unit stay near the processor.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    /// How often the unit has it, up to 255.
    pub(super) times: u8,
    /// Whether a title or heading of the unit has it.
    pub(super) prominent: bool,
    pub(super) role: Role,
    /// Whether its readings were collected.
    pub(super) is_read: bool,
    /// How often it stands in the units before.
    pub(super) total: u32,
}

/// What is to be done with a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Particles, signs: nothing.
    #[default]
    None,
    /// It may be a part of a run of nouns.
    Noun,
    /// The same, a numeral.
    Number,
    /// It has forms.
    Inflected,
    /// It stands by itself.
    Other,
}

impl Role {
    /// The role of words of that part of speech.
    pub(super) fn of(part: PartOfSpeech) -> Self {
        match part {
            PartOfSpeech::Noun
            | PartOfSpeech::ProperNoun
            | PartOfSpeech::SuffixNoun
            | PartOfSpeech::Prefix => Role::Noun,
            PartOfSpeech::Number => Role::Number,
            PartOfSpeech::Verb | PartOfSpeech::Adjective => Role::Inflected,
            PartOfSpeech::Adverb | PartOfSpeech::Other => Role::Other,
            PartOfSpeech::Particle | PartOfSpeech::Auxiliary | PartOfSpeech::Symbol => Role::None,
        }
    }

    /// Whether it may be a part of a run of nouns.
    pub(super) fn is_nominal(self) -> bool {
        matches!(self, Role::Noun | Role::Number)
    }
}

/// How often a key stands in a unit, and whether in a title or heading.
#[derive(Clone, Copy, Default)]
pub(super) struct Count {
    pub(super) times: u32,
    pub(super) prominent: bool,
}

impl Count {
    pub(super) fn add(&mut self, more: Count) {
        self.times += more.times;
        self.prominent |= more.prominent;
    }

    /// As `WordPostings::levels` has it.
    pub(super) fn level(self) -> u8 {
        match (self.prominent, self.times) {
            (true, _) => PROMINENT,
            (_, 4..) => 2,
            (_, 2..) => 1,
            _ => 0,
        }
    }
}
