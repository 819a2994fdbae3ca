//! The conventions of a table: its preset's, and what the site's configuration says otherwise.
//!
//! There is no one form of a 新旧対照表. The presets follow published practice: plans put 新 beside 旧
//! and say why in 備考; ordinances put 改正後 beside 改正前 and abbreviate what stays; bills put 改正案
//! above 現行; most ministries' newer ordinances mark provisions that come, go or move by double lines
//! on their numbers and put their notes in square brackets.

use crate::diag::Lang;
use crate::model::comparison::Mark;
use crate::model::config::{ComparisonPreset, ComparisonStyle, Omit};

/// All conventions of a table.
pub(super) struct Style {
    pub(super) lang: Lang,
    pub(super) new_first: bool,
    pub(super) pad: bool,
    pub(super) omit: Omit,
    pub(super) bracket: (String, String),
    pub(super) remarks: bool,
    pub(super) vertical: bool,
    /// New, old.
    pub(super) heads: (String, String),
    pub(super) legend: String,
    pub(super) remark: Option<String>,
    /// Double lines and boxes.
    pub(super) detailed: bool,
    /// What stands in the new version's place of what is gone, and how it is marked.
    pub(super) gone: (&'static str, Mark),
}

impl Style {
    pub(super) fn new(own: &ComparisonStyle, lang: Lang) -> Style {
        let preset = own.preset;
        let word = |ja: &str, en: &str| match lang {
            Lang::Ja => ja.to_owned(),
            Lang::En => en.to_owned(),
        };
        let detailed = preset == ComparisonPreset::Detailed;
        let vertical = own.vertical.unwrap_or(preset == ComparisonPreset::Bill);
        let heads = match preset {
            ComparisonPreset::Plan => (word("新", "New"), word("旧", "Old")),
            ComparisonPreset::Mhlw | ComparisonPreset::Detailed => {
                (word("改正後", "After"), word("改正前", "Before"))
            }
            ComparisonPreset::Bill => (word("改正案", "Proposed"), word("現行", "Current")),
        };
        let bracket = own.bracket.clone().unwrap_or_else(|| match detailed {
            true => (word("［", "["), word("］", "]")),
            false => (word("（", "("), word("）", ")")),
        });
        let remark = detailed.then(|| {
            let (open, close) = &bracket;
            match lang {
                Lang::Ja => format!("備考　表中の{open}　{close}の記載は注記である。"),
                Lang::En => format!("Notes of the table stand in {open}{close}."),
            }
        });
        Style {
            lang,
            new_first: own.new_first.unwrap_or(true),
            pad: own.pad.unwrap_or(false),
            omit: own.omit.unwrap_or(match preset {
                ComparisonPreset::Plan => Omit::Records,
                _ => Omit::Lines,
            }),
            bracket,
            remarks: own.remarks.unwrap_or(preset == ComparisonPreset::Plan),
            vertical,
            heads: own.heads.clone().unwrap_or(heads),
            legend: own
                .legend
                .clone()
                .unwrap_or_else(|| legend(preset, vertical, lang)),
            remark,
            detailed,
            gone: match (preset, lang) {
                (ComparisonPreset::Plan, Lang::Ja) => ("削除", Mark::NoteLine),
                (ComparisonPreset::Plan, Lang::En) => ("deleted", Mark::NoteLine),
                (_, Lang::Ja) => ("削る", Mark::Note),
                (_, Lang::En) => ("deleted", Mark::Note),
            },
        }
    }

    /// A note of the table's own: `（略）`.
    pub(super) fn note(&self, words: &str) -> String {
        let (open, close) = &self.bracket;
        format!("{open}{words}{close}")
    }

    /// The note for what is left out.
    pub(super) fn omitted(&self) -> String {
        self.note(match self.lang {
            Lang::Ja => "略",
            Lang::En => "omitted",
        })
    }

    /// The note in the old version's place of what is new.
    pub(super) fn added(&self) -> String {
        self.note(match self.lang {
            Lang::Ja => "新設",
            Lang::En => "new",
        })
    }

    /// What stands between a number and what it numbers.
    pub(super) fn gap(&self) -> &'static str {
        match self.lang {
            Lang::Ja => "　",
            Lang::En => " ",
        }
    }
}

fn legend(preset: ComparisonPreset, vertical: bool, lang: Lang) -> String {
    let line = match vertical {
        true => "傍線",
        false => "下線",
    };
    match (preset, lang) {
        (ComparisonPreset::Detailed, Lang::Ja) => {
            "（傍線部分は字句の改正、番号又は題名の二重傍線は規定の追加、削除又は移動、\
             破線で囲んだ部分は表等の改正）"
                .to_owned()
        }
        (ComparisonPreset::Detailed, Lang::En) => {
            "(A line marks other words; a double line on a number or title, a provision that is new, \
             gone or elsewhere; a broken line around it, a changed table or figure.)"
                .to_owned()
        }
        (ComparisonPreset::Plan, Lang::Ja) => format!("（{line}部分は変更部分）"),
        (_, Lang::Ja) => "（傍線部分は改正部分）".to_owned(),
        (_, Lang::En) => "(What changed is underlined.)".to_owned(),
    }
}
