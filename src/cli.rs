//! The command line: arguments and options. What they do is in `commands`.

mod editions;
mod revise;

mod import;

use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::diag::{Code, Format, Lang, Severity};
use crate::load;
pub use editions::{EditionCommand, FreezeArgs, ReportArgs, ShowArgs, StatusArgs};
pub use import::{EncodingArg, ImportArgs};
pub use revise::{MergeArgs, RenameArgs, RenumberArgs, ReviseArgs, SplitArgs, WithdrawArgs};

/// 構造化された Markdown から、相互参照と日本語全文検索を備えたサイトを作る。
///
/// Builds a cross-linked site with Japanese full-text search from structured Markdown.
#[derive(Parser, Debug)]
#[command(name = "hakusho", version, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// 見本から新しいサイトを始める (start a site from examples)
    Init(InitArgs),
    /// 記録かページを一件加える (add a record or a page)
    New(NewArgs),
    /// 表（Markdown、TSV、CSV、Excel）から、記録を作り、改める (make and update records from a table)
    Import(ImportArgs),
    /// サイトを作る (build the site)
    Build(BuildArgs),
    /// 書き出さずに、すべての検査をする (run every check, write nothing)
    Check(SiteArgs),
    /// 版を凍結し、調べる (freeze editions and look at them)
    #[command(subcommand)]
    Edition(EditionCommand),
    /// 前の版から何が変わったかを示す (what changed since the last edition)
    Status(StatusArgs),
    /// 記録の番号を変え、その番号を書いた所をすべて直す (change numbers of records, wherever they are printed)
    Renumber(RenumberArgs),
    /// 記録を廃止する。ファイルとページは残る (withdraw a record; its file and its page stay)
    Withdraw(WithdrawArgs),
    /// 記録を一つの記録に統合し、引く所をすべて直す (merge records into one, and whatever refers to them)
    Merge(MergeArgs),
    /// 記録をいくつかの記録に分割する (split a record into several)
    Split(SplitArgs),
    /// 記録の ID を変え、引く所をすべて直す (change the id of a record, and whatever refers to it)
    Rename(RenameArgs),
    /// サイトを ZIP に、コレクションを JSON か CSV か Excel に書き出す (the site as a ZIP, a collection as JSON, CSV or Excel)
    Export(ExportArgs),
    /// サイトを手元で表示し、保存するたびに作り直す (show the site here, rebuild on every save)
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// 診断の名前を説明する (explain a diagnostic code)
    Explain {
        /// 診断の名前。例: broken-reference (a diagnostic's name)
        code: String,
        /// 言語 (language of the explanation)
        #[arg(long, value_enum)]
        lang: Option<LangArg>,
    },
    /// シェルの補完を表示する (print a script that completes commands and options in a shell)
    Completions {
        /// シェル (the shell)
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// The script by which `shell` completes this command line.
pub(crate) fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "hakusho", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// Options of `init`.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// 新しいサイトのフォルダー。なければ作る (the folder, made where there is none)
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// 見本 (what to start from)
    #[arg(long, value_enum, default_value_t = Starter::Requirements)]
    pub preset: Starter,
    /// 言語 (language of the messages) [既定 default: LANG に従う follows LANG]
    #[arg(long, value_enum)]
    pub lang: Option<LangArg>,
}

/// The sites to start from. The names are folders of `starters/`.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Starter {
    /// 要件と試験の台帳 (a register of requirements and tests)
    Requirements,
    /// 設計の決定の記録 (architecture decision records)
    Adr,
    /// 章と条からなる規程と、その改正 (rules in chapters and articles, and their amendments)
    Ordinance,
    /// 組み込みの定義による、計画のフォローアップ (the follow-up of a plan, with the built-in preset)
    Followup,
    /// Markdown のページだけの手引 (a guide of plain pages)
    Docs,
}

impl Starter {
    /// Its folder below `starters/`, which is what the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Starter::Requirements => "requirements",
            Starter::Adr => "adr",
            Starter::Ordinance => "ordinance",
            Starter::Followup => "followup",
            Starter::Docs => "docs",
        }
    }
}

/// Options of `new`.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// コレクションの名前。ページなら page (a collection's key, or `page`)
    #[arg(value_name = "KEY")]
    pub key: String,
    /// ファイル名から .md を除いたもの。フォルダーも書ける (the file's name without .md; may be in a folder)
    #[arg(value_name = "ID")]
    pub id: String,
    /// 題名 (the title)
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Options of `build`.
#[derive(Args, Debug)]
pub struct BuildArgs {
    /// Where the site is and how to report.
    #[command(flatten)]
    pub site: SiteArgs,
    /// 前の結果を使わず、残しもしない (neither use nor keep what builds have worked out)
    #[arg(long)]
    pub no_cache: bool,
    /// 段階ごとの時間を表示する (print the time of each stage)
    #[arg(long)]
    pub timings: bool,
}

/// Options of `serve`.
#[cfg(feature = "serve")]
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Where the site is and how to report.
    #[command(flatten)]
    pub source: SourceArgs,
    /// 127.0.0.1 のポート (port of 127.0.0.1) [既定 default: 8000、使われていれば次 or the next free one]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// 変更の知らせが届かないネットワークドライブなどで、ファイルを見回る (look at the files again and again, for drives that tell of no changes)
    #[arg(long)]
    pub poll: bool,
}

/// Options of `export`.
#[derive(Args, Debug)]
pub struct ExportArgs {
    /// 作るファイル。.zip、.json、.csv、.xlsx (the file to make)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// .zip のほかで、書き出すコレクション [既定 default: ファイルの名前 the file's name]
    #[arg(long, value_name = "KEY")]
    pub collection: Option<String>,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub source: SourceArgs,
    /// 警告があれば失敗とする (fail when there are warnings)
    #[arg(long)]
    pub deny_warnings: bool,
}

/// Options of commands that make a site's output.
#[derive(Args, Debug)]
pub struct SiteArgs {
    /// Where the site is and how to report.
    #[command(flatten)]
    pub source: SourceArgs,
    /// 書き出し先 (output folder) [既定 default: ROOT/public]
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// 警告があれば失敗とする (fail when there are warnings)
    #[arg(long)]
    pub deny_warnings: bool,
}

/// Options that every command on a site has.
#[derive(Args, Debug)]
pub struct SourceArgs {
    /// サイトのフォルダー (the site's folder)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// 公開先の URL。sitemap などに使う (absolute URL of the published site)
    #[arg(long, value_name = "URL")]
    pub site_url: Option<String>,
    /// 下書きも含める (include pages marked `draft: true`)
    #[arg(long)]
    pub drafts: bool,
    /// 診断の重さを変える。繰り返せる (change a diagnostic's severity; repeatable)
    #[arg(long, value_name = "CODE=LEVEL", value_parser = parse_lint)]
    pub lint: Vec<(Code, Option<Severity>)>,
    /// 診断の形式 (format of the diagnostics)
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub format: FormatArg,
    /// 診断の言語 (language of the messages) [既定 default: LANG に従う follows LANG]
    #[arg(long, value_enum)]
    pub lang: Option<LangArg>,
    /// 診断のほかは何も表示しない (print diagnostics only)
    #[arg(long)]
    pub quiet: bool,
}

impl SiteArgs {
    /// The output folder.
    pub fn output(&self) -> PathBuf {
        self.output
            .clone()
            .unwrap_or_else(|| self.source.root.join("public"))
    }
}

impl SourceArgs {
    /// What reading the site needs to know when it goes to `output`.
    pub fn load_options(&self, output: PathBuf) -> load::Options {
        load::Options {
            output,
            drafts: self.drafts,
            site_url: self.site_url.clone(),
            lint: self.lint.clone(),
        }
    }
}

/// How diagnostics are written.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatArg {
    /// 行と位置を示す (with the source line and a caret)
    Human,
    /// 一件一行 (one line each)
    Short,
    /// 機械用 (one JSON array)
    Json,
}

impl FormatArg {
    /// The format of that name.
    pub fn format(self) -> Format {
        match self {
            FormatArg::Human => Format::Human,
            FormatArg::Short => Format::Short,
            FormatArg::Json => Format::Json,
        }
    }
}

/// The language of messages.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum LangArg {
    /// 日本語
    Ja,
    /// English
    En,
}

impl LangArg {
    /// The language asked for, else that of the environment's locale.
    pub fn or_locale(asked: Option<LangArg>, locale: &str) -> Lang {
        match asked {
            Some(LangArg::Ja) => Lang::Ja,
            Some(LangArg::En) => Lang::En,
            None => Lang::from_tag(locale),
        }
    }
}

fn parse_lint(text: &str) -> Result<(Code, Option<Severity>), String> {
    let (name, level) = text.split_once('=').ok_or("CODE=allow|warn|error")?;
    let code = Code::from_name(name)
        .ok_or_else(|| format!("診断 {name} はありません (there is no diagnostic of that name)"))?;
    match level {
        "allow" => Ok((code, None)),
        "warn" => Ok((code, Some(Severity::Warning))),
        "error" => Ok((code, Some(Severity::Error))),
        _ => Err("allow, warn, error".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_shell_completes_every_command() {
        for shell in Shell::value_variants() {
            let script = completions(*shell);
            for command in Cli::command().get_subcommands() {
                let name = command.get_name();
                assert!(script.contains(name), "{shell} does not complete {name}");
            }
        }
    }

    #[test]
    fn every_starter_is_there_under_its_name() {
        let mut names: Vec<&str> = Starter::value_variants().iter().map(|s| s.name()).collect();
        for starter in Starter::value_variants() {
            let value = starter.to_possible_value();
            assert_eq!(
                value.expect("a name of the command line").get_name(),
                starter.name()
            );
            let files = load::starter(starter.name());
            let has = |path: &str| files.iter().any(|(found, _)| found == path);
            assert!(has("hakusho.toml") && has(".gitignore") && has("content/index.md"));
        }
        names.sort_unstable();
        assert_eq!(load::starters(), names);
    }

    #[test]
    fn lint_levels_are_read() {
        assert_eq!(
            parse_lint("broken-link=warn"),
            Ok((Code::BrokenLink, Some(Severity::Warning)))
        );
        assert_eq!(
            parse_lint("broken-link=allow"),
            Ok((Code::BrokenLink, None))
        );
        assert!(parse_lint("broken-lnk=warn").is_err());
        assert!(parse_lint("broken-link").is_err());
    }
}
