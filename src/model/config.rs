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
