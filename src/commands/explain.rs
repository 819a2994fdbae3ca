//! `explain CODE`: what a diagnostic means.

use super::Outcome;
use crate::diag::{self, Code, Lang};
use crate::text::suggest;

pub(super) fn run(name: &str, lang: Lang) -> Outcome {
    if let Some(code) = Code::from_name(name) {
        return Outcome {
            stdout: format!("{}\n", diag::catalogue::explain(code, lang)),
            ..Outcome::default()
        };
    }
    let nearest = suggest::nearest(name, Code::ALL.iter().map(|code| code.name()));
    let mut stderr = match lang {
        Lang::Ja => format!("診断「{name}」はありません。\n"),
        Lang::En => format!("There is no diagnostic \"{name}\".\n"),
    };
    if let Some(nearest) = nearest {
        stderr.push_str(&match lang {
            Lang::Ja => format!("「{nearest}」のことですか。\n"),
            Lang::En => format!("Did you mean \"{nearest}\"?\n"),
        });
    }
    Outcome {
        stderr,
        exit_code: 2,
        ..Outcome::default()
    }
}
