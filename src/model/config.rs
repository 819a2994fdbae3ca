//! What `hakusho.toml` says, after defaults and the preset are applied.

use std::path::PathBuf;

use crate::diag::{Code, Severity};
use crate::model::Schema;

/// The whole configuration of a site.
#[derive(Clone, Debug)]
pub struct Config {
    /// Whether a `hakusho.toml` exists. Without one, broken links and anchors only warn.
    pub has_file: bool,
    /// The site's title; the home page's title when absent.
    pub title: Option<String>,
    /// One sentence about the site, for search engines.
    pub description: Option<String>,
    /// BCP 47 tag of the content's main language.
    pub lang: String,
    /// BCP 47 tags of further languages, whose pages need no original in the main one.
    pub languages: Vec<String>,
    /// Absolute URL of the site's root with a trailing `/`; without it nothing absolute is written.
    pub site_url: Option<String>,
    /// Where a reader can propose a change to a page: an address with `{path}` in it, which stands
    /// for the source file, from the site's folder.
    pub edit_url: Option<String>,
    /// Where a reader can see a page's source, in the same form.
    pub source_url: Option<String>,
    /// Name of the folder under `themes/` that is put in front of the built-in theme.
    pub theme: Option<String>,
    /// Raw HTML is passed through unchecked. Only configuration can say so, never a page.
    pub trusted_html: bool,
    /// Whether a `.md` lies beside each page, and `llms.txt` lists them.
    pub markdown_copies: bool,
    /// How Markdown is read.
    pub markdown: MarkdownConfig,
    /// How search is built.
    pub search: SearchConfig,
    /// How editions are shown.
    pub editions: EditionsConfig,
    /// Severity by code, from `[lint]` and `--lint`; `None` silences.
    pub lint: Vec<(Code, Option<Severity>)>,
    /// The collections: the preset's, then those of `hakusho.toml`.
    pub schema: Schema,
    /// Bounds on what one input may cost.
    pub limits: Limits,
    /// `--drafts`: build pages marked `draft: true`.
    pub drafts: bool,
}

/// `[markdown]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownConfig {
    /// `**施策（1）**の` is bold, as Japanese authors expect. On by default.
    pub cjk_emphasis: bool,
    /// Code is shown in colours. On by default.
    pub highlight: bool,
    /// `$…$` and `$$…$$` are formulas. On by default.
    pub math: bool,
}

/// `[search]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchConfig {
    /// Whether an index is built at all.
    pub enabled: bool,
    /// A compiled lindera dictionary folder in place of the built-in IPADIC.
    pub dictionary: Option<PathBuf>,
    /// A CSV of terms (surface, part of speech, reading).
    pub user_dictionary: Option<PathBuf>,
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Target size of one index shard in bytes before text encoding.
    pub shard_bytes: usize,
}

/// `[editions]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionsConfig {
    /// Which old editions have pages.
    pub shown: ShownEditions,
    /// Whether readers can search them, too. On by default.
    pub search: bool,
    /// How a 新旧対照表 is laid out.
    pub comparison: ComparisonStyle,
}

/// `[editions.comparison]`: a preset, and what differs from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparisonStyle {
    /// The preset.
    pub preset: ComparisonPreset,
    /// Whether the new version stands first: on the left, or above in vertical writing.
    pub new_first: Option<bool>,
    /// Whether a line as long as what was added or removed stands on the other side.
    pub pad: Option<bool>,
    /// What is left out of what did not change.
    pub omit: Option<Omit>,
    /// What stands around the table's own notes, `（` and `）`.
    pub bracket: Option<(String, String)>,
    /// Whether a third column says what happened and why.
    pub remarks: Option<bool>,
    /// Whether the lines run from top to bottom.
    pub vertical: Option<bool>,
    /// Heads of the columns, new and old.
    pub heads: Option<(String, String)>,
    /// What stands above the table.
    pub legend: Option<String>,
}

/// The conventions of a 新旧対照表.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ComparisonPreset {
    /// 新, 旧 and 備考, as plans and guidelines have them.
    #[default]
    Plan,
    /// 改正後 and 改正前, lines under what changed, as the ordinances of the Ministry of Health,
    /// Labour and Welfare have them.
    Mhlw,
    /// 改正案 and 現行 in vertical writing, as bills have them.
    Bill,
    /// Also double lines for provisions that come, go or move, and broken ones around tables.
    Detailed,
}

impl ComparisonPreset {
    /// The presets and their names in `hakusho.toml`.
    pub const ALL: [(ComparisonPreset, &'static str); 4] = [
        (ComparisonPreset::Plan, "plan"),
        (ComparisonPreset::Mhlw, "mhlw"),
        (ComparisonPreset::Bill, "bill"),
        (ComparisonPreset::Detailed, "detailed"),
    ];
}

/// What is left out of what did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Omit {
    /// Nothing.
    Nothing,
    /// Whole records.
    Records,
    /// Records, and the lines of the others.
    Lines,
}

impl Omit {
    /// The choices and their names in `hakusho.toml`.
    pub const ALL: [(Omit, &'static str); 3] = [
        (Omit::Nothing, "nothing"),
        (Omit::Records, "records"),
        (Omit::Lines, "lines"),
    ];
}

/// `[editions] render`: which old editions are shown whole. All are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownEditions {
    /// Every one.
    #[default]
    All,
    /// The newest so many.
    Last(usize),
}

impl ShownEditions {
    /// What the configuration calls it.
    pub fn from_name(name: &str) -> Option<ShownEditions> {
        match name {
            "all" => Some(ShownEditions::All),
            "diff-only" => Some(ShownEditions::Last(0)),
            _ => {
                let count = name.strip_prefix("last:")?.parse().ok()?;
                Some(ShownEditions::Last(count))
            }
        }
    }

    /// The place of the first that is shown among `count`, oldest first.
    pub fn first(self, count: usize) -> usize {
        match self {
            ShownEditions::All => 0,
            ShownEditions::Last(shown) => count.saturating_sub(shown),
        }
    }
}

/// `[limits]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest source file, bytes.
    pub file_bytes: usize,
    /// Deepest nesting of blocks and inlines in one document.
    pub nesting: usize,
    /// Largest front matter, bytes.
    pub front_matter_bytes: usize,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            has_file: false,
            title: None,
            description: None,
            lang: "ja".to_owned(),
            languages: Vec::new(),
            site_url: None,
            edit_url: None,
            source_url: None,
            theme: None,
            trusted_html: false,
            markdown_copies: true,
            markdown: MarkdownConfig {
                cjk_emphasis: true,
                highlight: true,
                math: true,
            },
            search: SearchConfig {
                enabled: true,
                dictionary: None,
                user_dictionary: None,
                synonyms: Vec::new(),
                shard_bytes: 8 * 1024,
            },
            editions: EditionsConfig {
                shown: ShownEditions::All,
                search: true,
                comparison: ComparisonStyle::default(),
            },
            lint: Vec::new(),
            schema: Schema::default(),
            limits: Limits {
                file_bytes: 8 * 1024 * 1024,
                nesting: 100,
                front_matter_bytes: 64 * 1024,
            },
            drafts: false,
        }
    }
}
