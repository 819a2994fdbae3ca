//! What the engine promises: what officials would underline, and that nothing is lost.

mod exact;
mod underlined;
mod units;

use crate::words::Tokenizer;

use super::*;

fn tokenizer() -> Tokenizer {
    Tokenizer::embedded(&[]).expect("the embedded dictionary loads")
}

/// Both texts in one: what went in `[-…-]`, what came in `[+…+]`.
fn marked(old: &str, new: &str, cutter: Cutter<'_>) -> String {
    let runs = text_diff(old, new, cutter).into_iter();
    let runs = runs.map(|run| {
        let text = run.text(old, new);
        match run.kind {
            RunKind::Same => text.to_owned(),
            RunKind::Removed => format!("[-{text}-]"),
            RunKind::Added => format!("[+{text}+]"),
        }
    });
    runs.collect()
}
