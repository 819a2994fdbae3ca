//! The commands that change what records are.

use clap::Args;

use super::ReportArgs;

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

/// Options of `withdraw`.
#[derive(Args, Debug)]
pub struct WithdrawArgs {
    /// 廃止する記録 (the record)
    #[arg(value_name = "NAME")]
    pub name: String,
    /// 番号を欠番として残す（削除）。なければ空いた番号は他が使える（削る） (keep its number's place, empty)
    #[arg(long)]
    pub reserved: bool,
    /// 引き継いだ記録。繰り返せる (what took its place; repeatable)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub to: Vec<String>,
    /// 理由 (why)
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub revise: ReviseArgs,
}

/// Options of `merge`.
#[derive(Args, Debug)]
pub struct MergeArgs {
    /// なくなる記録 (the records that go)
    #[arg(value_name = "NAME", required = true)]
    pub names: Vec<String>,
    /// 残る記録 (the one that stays)
    #[arg(long, value_name = "NAME")]
    pub into: String,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub revise: ReviseArgs,
}

/// Options of `split`.
#[derive(Args, Debug)]
pub struct SplitArgs {
    /// 分ける記録 (the record)
    #[arg(value_name = "NAME")]
    pub name: String,
    /// 新しい記録の ID。二つ以上 (the ids of the new records, two or more)
    #[arg(long, value_name = "ID,ID", value_delimiter = ',', required = true)]
    pub into: Vec<String>,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub revise: ReviseArgs,
}

/// Options of `rename`.
#[derive(Args, Debug)]
pub struct RenameArgs {
    /// 改名する記録 (the record)
    #[arg(value_name = "NAME")]
    pub name: String,
    /// 新しい ID (its new id)
    #[arg(value_name = "ID")]
    pub id: String,
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
    /// Where the site is and how to report.
    #[command(flatten)]
    pub report: ReportArgs,
}
