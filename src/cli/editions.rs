//! The commands on editions.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FormatArg, LangArg, SourceArgs};

/// What to do with editions.
#[derive(Subcommand, Debug)]
pub enum EditionCommand {
    /// いまの記録のすべてを、一つの版として書き留める (keep all records as they are as an edition)
    Freeze(FreezeArgs),
    /// 版を並べる (list the editions)
    List(ReportArgs),
    /// 版か、その中の一件を表示する (show an edition, or one record of it as it was written)
    Show(ShowArgs),
    /// 版が凍結したときのままかを確かめる (verify that the editions are what was frozen)
    Verify(ReportArgs),
}

/// Where a site is, and how a command reports.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// サイトのフォルダー (the site's folder)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// 出力の形式 (format of the output)
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub format: FormatArg,
    /// 言語 (language of what is said and written) [既定 default: LANG に従う follows LANG]
    #[arg(long, value_enum)]
    pub lang: Option<LangArg>,
}

/// Options of `edition freeze`.
#[derive(Args, Debug)]
pub struct FreezeArgs {
    /// 版の ID。例: 2020 (the edition's id)
    #[arg(value_name = "ID")]
    pub id: String,
    /// 版の日付。2020、2020-06、令和2年6月 など (its date, as exact as it is known)
    #[arg(long, value_name = "DATE")]
    pub date: String,
    /// 版の題名 (its title)
    #[arg(long, value_name = "TITLE")]
    pub title: String,
    /// 版についての注 (a remark about it)
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub source: SourceArgs,
}

/// Options of `edition show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
    /// 版の ID (the edition's id)
    #[arg(value_name = "ID")]
    pub id: String,
    /// 記録の名前。例: measure:m08 (a record)
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Options of `status`.
#[derive(Args, Debug)]
pub struct StatusArgs {
    /// 比べる版 [既定 default: 最後の版 the last one] (the edition to compare with)
    #[arg(long, value_name = "ID")]
    pub edition: Option<String>,
    /// 変更のない記録も並べる (list the records that did not change, too)
    #[arg(long)]
    pub all: bool,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub report: ReportArgs,
}
