//! Pairs of official Japanese, with what an official would underline.

use super::*;

/// A pair of `pairs.txt`.
struct Case {
    old: String,
    new: String,
    /// With the dictionary.
    words: String,
    /// Without it.
    scripts: String,
}

fn cases() -> Vec<Case> {
    let blocks = include_str!("pairs.txt").split("\n\n");
    let cases = blocks.filter_map(|block| {
        let lines = block.lines().filter(|line| !line.starts_with('#'));
        let mut lines = lines.map(|line| line.replace('⏎', "\n"));
        let old = lines.next()?;
        let new = lines.next().expect("a new version");
        let words = lines.next().expect("what is underlined");
        let scripts = lines.next().map_or(words.clone(), |line| {
            let line = line.strip_prefix("scripts: ");
            line.expect("a line for scripts").to_owned()
        });
        Some(Case {
            old,
            new,
            words,
            scripts,
        })
    });
    cases.collect()
}

#[test]
fn what_is_underlined_is_what_an_official_would_underline() {
    let tokenizer = tokenizer();
    let cases = cases();
    assert!(cases.len() >= 80, "{} pairs", cases.len());
    let mut wrong = String::new();
    for case in &cases {
        for (name, cutter, expected) in [
            ("words", Cutter::Dictionary(&tokenizer), &case.words),
            ("scripts", Cutter::Scripts, &case.scripts),
        ] {
            let found = marked(&case.old, &case.new, cutter);
            if found != *expected {
                wrong += &format!("\n{name}:\n  expected {expected}\n  found    {found}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
