//! The commands that change what records are.

use std::path::PathBuf;

use clap::Args;

use super::{FormatArg, LangArg};

/// Options of `renumber`.
#[derive(Args, Debug)]
pub struct RenumberArgs {
    /// 記録と新しい番号の組。いくつでも並べられ、番号の入れ替えもできる (records and their new numbers, in pairs: numbers can be exchanged)
    #[arg(value_name = "NAME NO", required = true, num_args = 2..)]
    pub pairs: Vec<String>,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub revise: ReviseArgs,
}

/// Options of the commands that change what records are.
#[derive(Args, Debug)]
pub struct ReviseArgs {
    /// 何も書かず、何が変わるかだけを表示する (write nothing, show what would change)
    #[arg(long)]
    pub dry_run: bool,
    /// サイトのフォルダー (the site's folder)
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// 出力の形式 (format of the output)
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub format: FormatArg,
    /// 言語 (language of the messages) [既定 default: LANG に従う follows LANG]
    #[arg(long, value_enum)]
    pub lang: Option<LangArg>,
}
