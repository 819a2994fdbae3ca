//! The names of the faults. A name says what is wrong, never what to do.

use super::Severity;

macro_rules! codes {
    ($($variant:ident = $name:literal, $severity:ident;)*) => {
        /// A kind of problem; its [`name`](Code::name) is what `[lint]`, `--lint` and `explain` take.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Code { $($variant,)* }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The kebab-case name.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// The severity before `[lint]` and `--lint`.
            pub fn default_severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // Reading the disk and the configuration.
    IoError = "io-error", Error;
    MissingRoot = "missing-root", Error;
    NoContent = "no-content", Warning;
    WrongEncoding = "wrong-encoding", Error;
    FileTooLarge = "file-too-large", Error;
    UnsafePath = "unsafe-path", Error;
    SymlinkRefused = "symlink-refused", Warning;
    ReplacementCharacter = "replacement-character", Warning;
    InvalidConfig = "invalid-config", Error;
    UnknownConfigKey = "unknown-config-key", Error;
    InvalidSchema = "invalid-schema", Error;
    BadSearchTerm = "bad-search-term", Error;
    BadSearchDictionary = "bad-search-dictionary", Error;

    // Front matter and Markdown.
    InvalidYaml = "invalid-yaml", Error;
    InvalidToml = "invalid-toml", Error;
    UnclosedFrontMatter = "unclosed-front-matter", Error;
    DuplicateKey = "duplicate-key", Error;
    DisallowedHtml = "disallowed-html", Warning;
    DisallowedAttribute = "disallowed-attribute", Warning;
    DisallowedUrl = "disallowed-url", Warning;
    UnbalancedHtml = "unbalanced-html", Warning;
    NestingTooDeep = "nesting-too-deep", Error;
    DuplicateFootnote = "duplicate-footnote", Warning;
    UndefinedFootnote = "undefined-footnote", Warning;
    UnusedFootnote = "unused-footnote", Warning;
    InvalidMath = "invalid-math", Warning;
    ForeignSyntax = "foreign-syntax", Warning;
    BrokenInclude = "broken-include", Error;

    // Records, fields, numbers.
    UnknownFrontMatterKey = "unknown-front-matter-key", Error;
    MissingField = "missing-field", Error;
    InvalidValue = "invalid-value", Error;
    InvalidDate = "invalid-date", Error;
    ReversedPeriod = "reversed-period", Warning;
    UnknownEnumValue = "unknown-enum-value", Error;
    DuplicateValue = "duplicate-value", Error;
    BrokenRelation = "broken-relation", Error;
    InvalidId = "invalid-id", Error;
    DuplicateId = "duplicate-id", Error;
    DuplicateNumber = "duplicate-number", Error;
    RelationCycle = "relation-cycle", Error;
    SelfRelation = "self-relation", Warning;
    MatrixTooLarge = "matrix-too-large", Warning;

    // References, links, addresses.
    BrokenReference = "broken-reference", Error;
    UnresolvedNumber = "unresolved-number", Warning;
    AmbiguousReference = "ambiguous-reference", Error;
    UnknownEdition = "unknown-edition", Error;
    NotInEdition = "not-in-edition", Error;
    EditionNotShown = "edition-not-shown", Warning;
    MergedReferences = "merged-references", Error;
    ReferenceToDraft = "reference-to-draft", Error;
    BrokenLink = "broken-link", Error;
    MissingAlt = "missing-alt", Warning;
    BrokenAnchor = "broken-anchor", Error;
    LinkOutsideRoot = "link-outside-root", Error;
    DuplicateAnchor = "duplicate-anchor", Error;
    DuplicateOutputPath = "duplicate-output-path", Error;
    RequiredIncoming = "required-incoming", Info;

    // Templates and writing.
    InvalidTemplate = "invalid-template", Error;
    InvalidStrings = "invalid-strings", Error;
    BrokenOutputLink = "broken-output-link", Error;
    OutputNotOurs = "output-not-ours", Error;
    OutputInsideContent = "output-inside-content", Error;
    BuildInProgress = "build-in-progress", Error;
    ExportTarget = "export-target", Error;
    PortUnavailable = "port-unavailable", Error;

    // Editions.
    InvalidEdition = "invalid-edition", Error;
    DamagedEdition = "damaged-edition", Error;
    EditionRefused = "edition-refused", Error;
    VanishedRecord = "vanished-record", Error;
    MissingSuccessor = "missing-successor", Error;
    LineageCycle = "lineage-cycle", Error;
    ShiftedReference = "shifted-reference", Warning;

    // Starting a site and its records.
    AlreadyExists = "already-exists", Error;
    UnknownCollection = "unknown-collection", Error;

    // Changing what records are.
    UnknownRecord = "unknown-record", Error;
    AmbiguousRecord = "ambiguous-record", Error;
    RevisionRefused = "revision-refused", Error;
    RevisionUndone = "revision-undone", Error;
    UneditablePlace = "uneditable-place", Error;
    LostReference = "lost-reference", Error;
    KeptLabel = "kept-label", Warning;
    RangeReference = "range-reference", Warning;
    CapturedReference = "captured-reference", Warning;
    RemainingReference = "remaining-reference", Warning;
    DoubledReference = "doubled-reference", Warning;

    // Importing a table.
    UnreadableTable = "unreadable-table", Error;
    UnreadableCell = "unreadable-cell", Error;
    UnknownColumn = "unknown-column", Error;
    DuplicateColumn = "duplicate-column", Error;
    UnknownImportKey = "unknown-import-key", Error;
    FilledRelation = "filled-relation", Error;
    UnmatchedCell = "unmatched-cell", Error;
    AmbiguousRow = "ambiguous-row", Error;
    DuplicateRow = "duplicate-row", Error;
    UneditableRecord = "uneditable-record", Error;
    IncompleteRow = "incomplete-row", Error;
    UnfaithfulChange = "unfaithful-change", Error;
    ChangedMeanwhile = "changed-meanwhile", Error;
}

impl Code {
    /// The code of that kebab-case name.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether the fault lies in the use or the machine and not in the content: exit code 2.
    pub fn is_misuse(self) -> bool {
        matches!(
            self,
            Code::IoError
                | Code::MissingRoot
                | Code::OutputNotOurs
                | Code::OutputInsideContent
                | Code::BuildInProgress
                | Code::ExportTarget
                | Code::PortUnavailable
                | Code::AlreadyExists
                | Code::UnknownCollection
                | Code::EditionRefused
                | Code::UnknownRecord
                | Code::AmbiguousRecord
                | Code::RevisionRefused
                | Code::UnreadableTable
                | Code::UnknownColumn
                | Code::DuplicateColumn
                | Code::UnknownImportKey
                | Code::FilledRelation
                | Code::ChangedMeanwhile
        )
    }
}
