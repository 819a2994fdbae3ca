//! Nothing is lost, whatever the texts.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::clusters::clusters;
use super::*;

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(tokenizer);

fn cutters() -> [Cutter<'static>; 2] {
    [Cutter::Dictionary(&TOKENIZER), Cutter::Scripts]
}

/// Pieces of which texts are made: words, endings, numbers, marks, and characters that are easily
/// torn apart.
const PIECES: &[&str] = &[
    "介護",
    "事務",
    "事業",
    "所",
    "工程",
    "表",
    "支援",
    "国",
    "県",
    "第",
    "条",
    "年",
    "への",
    "の",
    "を",
    "は",
    "する",
    "した",
    "設けて",
    "いる",
    "ロード",
    "ブロック",
    "サーバー",
    "ｶﾞｽ",
    "か\u{3099}",
    "\u{3099}",
    "辻󠄀",
    "葛\u{FE00}",
    "㈱",
    "①",
    "PHR",
    "ＰＨＲ",
    "e\u{301}",
    "100",
    "1,200",
    "１０",
    "三十",
    "万",
    "、",
    "。",
    "（",
    "）",
    "「",
    "」",
    "・",
    " ",
    "\u{3000}",
    "\n",
    "\r\n",
    "\r",
    "🇯🇵",
    "👨\u{200D}👩",
    "\u{200D}",
    "𠮷",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A text and what a few edits make of it.
fn versions() -> impl Strategy<Value = (String, String)> {
    let piece = || prop::sample::select(PIECES);
    let pieces = prop::collection::vec(piece(), 0..40);
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, piece()), 0..6);
    (pieces, edits).prop_map(|(pieces, edits)| {
        let mut edited = pieces.clone();
        for (at, edit, piece) in edits {
            let at = at.index(edited.len() + 1);
            match edit {
                0 => edited.insert(at, piece),
                1 if at < edited.len() => edited[at] = piece,
                2 if at < edited.len() => _ = edited.remove(at),
                _ => {}
            }
        }
        (pieces.concat(), edited.concat())
    })
}

fn check(old: &str, new: &str, cutter: Cutter<'_>) -> Result<(), TestCaseError> {
    let runs = text_diff(old, new, cutter);
    let side = |kinds: [RunKind; 2]| -> String {
        let runs = runs.iter().filter(|run| kinds.contains(&run.kind));
        runs.map(|run| run.text(old, new)).collect()
    };
    prop_assert_eq!(side([RunKind::Same, RunKind::Removed]), old);
    prop_assert_eq!(side([RunKind::Same, RunKind::Added]), new);
    for (text, of_run) in [
        (
            old,
            (|run: &Run| run.old.clone()) as fn(&Run) -> std::ops::Range<usize>,
        ),
        (new, |run: &Run| run.new.clone()),
    ] {
        let ends: Vec<usize> = clusters(text).map(|cluster| cluster.end).collect();
        let mut end = 0;
        for run in &runs {
            let range = of_run(run);
            prop_assert_eq!(range.start, end, "without gaps");
            end = range.end;
            prop_assert!(
                end == 0 || ends.binary_search(&end).is_ok(),
                "a letter is torn from its marks"
            );
        }
        prop_assert_eq!(end, text.len());
    }
    for run in &runs {
        let is_right = match run.kind {
            RunKind::Same => old[run.old.clone()] == new[run.new.clone()] && !run.old.is_empty(),
            RunKind::Removed => !run.old.is_empty() && run.new.is_empty(),
            RunKind::Added => run.old.is_empty() && !run.new.is_empty(),
        };
        prop_assert!(is_right, "{:?}", run);
    }
    for pair in runs.windows(2) {
        let kinds = (pair[0].kind, pair[1].kind);
        let is_replacement = kinds == (RunKind::Removed, RunKind::Added);
        prop_assert!(is_replacement || (kinds.0 == RunKind::Same) != (kinds.1 == RunKind::Same));
    }
    prop_assert_eq!(&runs, &text_diff(old, new, cutter), "the same again");
    Ok(())
}

fn turned(runs: Vec<Run>) -> Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> {
    let same = runs.into_iter().filter(|run| run.kind == RunKind::Same);
    same.map(|run| (run.new, run.old)).collect()
}

proptest! {
    #[test]
    fn runs_give_both_texts_back((old, new) in versions()) {
        for cutter in cutters() {
            check(&old, &new, cutter)?;
        }
    }

    #[test]
    fn runs_of_strangers_give_both_texts_back(old in texts(), new in texts()) {
        for cutter in cutters() {
            check(&old, &new, cutter)?;
        }
    }

    #[test]
    fn the_way_back_is_the_way_there((old, new) in versions()) {
        for cutter in cutters() {
            let there: Vec<_> = turned(text_diff(&new, &old, cutter));
            let same = text_diff(&old, &new, cutter).into_iter();
            let same = same.filter(|run| run.kind == RunKind::Same);
            let same: Vec<_> = same.map(|run| (run.old, run.new)).collect();
            prop_assert_eq!(there, same);
        }
    }

    #[test]
    fn what_was_only_added_is_only_added(before in texts(), added in texts(), after in texts()) {
        // Only where no word can reach over the seams.
        let (old, new) = (format!("{before}\n{after}"), format!("{before}\n{added}\n{after}"));
        let runs = text_diff(&old, &new, Cutter::Scripts);
        prop_assert!(runs.iter().all(|run| run.kind != RunKind::Removed), "{:?}", runs);
    }
}

/// A long text of different sentences.
fn long(sentences: usize, salt: usize) -> String {
    let sentence = |number: usize| {
        let word = |step: usize| PIECES[(number * 7 + step * (salt + 3)) % 20];
        let words: String = (0..24).map(word).collect();
        format!("{number}{words}。")
    };
    (0..sentences).map(sentence).collect()
}

#[test]
fn a_line_that_came_in_is_no_replacement_whatever_ends_the_one_before() {
    let (old, new) = ("\u{200d}\r\n事務", "\u{200d}\r\n介護\n事務");
    let runs = text_diff(old, new, Cutter::Scripts);
    assert!(
        runs.iter().all(|run| run.kind != RunKind::Removed),
        "{runs:?}"
    );
}

#[test]
fn long_texts_are_compared_in_bounded_time() {
    let old = long(1800, 1);
    assert!(old.len() > 200_000, "{}", old.len());
    let edited = old.replacen("介護", "障害福祉", 50);
    let strange = long(1800, 8);
    let in_one_line = old.replace('。', "");
    let strange_line = strange.replace('。', "");
    let edited_line = edited.replace('。', "");
    for (old, new) in [
        (&old, &edited),
        (&old, &strange),
        (&in_one_line, &edited),
        (&in_one_line, &strange_line),
    ] {
        for cutter in cutters() {
            check(old, new, cutter).expect("both texts come back");
        }
    }
    let runs = text_diff(&in_one_line, &edited_line, Cutter::Scripts);
    assert!(
        runs.len() > 20,
        "a long line is no single replacement: {}",
        runs.len()
    );
}
