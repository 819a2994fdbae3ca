//! The command line of `import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReportArgs;
use crate::load::TextEncoding;

/// Options of `import`.
#[derive(Args, Debug)]
pub struct ImportArgs {
    /// 表のファイル。.md、.txt、.tsv、.csv、.xlsx (the table's file)
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// コレクション (the collection)
    #[arg(long, value_name = "KEY")]
    pub collection: String,
    /// 見出しの列を項目に当てる。項目は front matter のキーか id、title、body。= の後を空にすると取り込まない (which key a heading stands for: a front matter key, id, title or body; nothing leaves the column out)
    #[arg(long, value_name = "HEADING=KEY", value_delimiter = ',')]
    pub map: Vec<String>,
    /// 空の欄に、上の欄の値を入れる項目 (keys whose empty cells take the value above)
    #[arg(long, value_name = "KEY", value_delimiter = ',')]
    pub fill_down: Vec<String>,
    /// --fill-down で入れた関係を、推定として記す (mark relations that --fill-down fills as inferred)
    #[arg(long)]
    pub inferred: bool,
    /// 空の欄の値を消す (let empty cells take values away)
    #[arg(long)]
    pub clear_empty: bool,
    /// 何も書かず、何が変わるかだけを表示する (write nothing, say what would change)
    #[arg(long)]
    pub dry_run: bool,
    /// 表の文字コード (the encoding of the table) [既定 default: utf-8]
    #[arg(long, value_enum, value_name = "NAME")]
    pub encoding: Option<EncodingArg>,
    /// .xlsx のシート (the sheet of a workbook) [既定 default: 最初のもの the first]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Where the site is and how to report.
    #[command(flatten)]
    pub report: ReportArgs,
}

/// Encodings of tables.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingArg {
    /// UTF-8
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// Shift_JIS、CP932
    #[value(name = "shift_jis", aliases = ["shift-jis", "sjis", "cp932", "windows-31j"])]
    ShiftJis,
    /// EUC-JP
    #[value(name = "euc-jp", alias = "eucjp")]
    EucJp,
    /// ISO-2022-JP
    #[value(name = "iso-2022-jp", alias = "jis")]
    Iso2022Jp,
    /// UTF-16
    #[value(name = "utf-16", alias = "utf16")]
    Utf16,
}

impl EncodingArg {
    /// The encoding of that name.
    pub fn encoding(self) -> TextEncoding {
        match self {
            EncodingArg::Utf8 => TextEncoding::Utf8,
            EncodingArg::ShiftJis => TextEncoding::ShiftJis,
            EncodingArg::EucJp => TextEncoding::EucJp,
            EncodingArg::Iso2022Jp => TextEncoding::Iso2022Jp,
            EncodingArg::Utf16 => TextEncoding::Utf16,
        }
    }
}
