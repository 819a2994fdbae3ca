//! Which statement became which.

use super::*;

/// Units from texts; `name=text` has the explicit id `name`, others are counted.
fn units<'t>(texts: &[&'t str], counted: &'t [String]) -> Vec<Unit<'t>> {
    let units = texts
        .iter()
        .zip(counted)
        .map(|(text, id)| match text.split_once('=') {
            Some((id, text)) => Unit {
                id,
                explicit_id: true,
                text,
            },
            None => Unit {
                id,
                explicit_id: false,
                text,
            },
        });
    units.collect()
}

/// The rows as text: `=` same, `~` changed, `>` moved, `*` moved and changed, with old and new
/// numbers.
fn rows(old: &[&str], new: &[&str]) -> String {
    let counted: Vec<String> = (1..600).map(|number| format!("s{number}")).collect();
    let pairs = unit_diff(
        &units(old, &counted),
        &units(new, &counted),
        Cutter::Scripts,
    );
    let rows = pairs.iter().map(|pair| {
        let number = |side: Option<usize>| side.map_or(String::new(), |at| at.to_string());
        let sign = match pair.kind {
            PairKind::Same => '=',
            PairKind::Changed => '~',
            PairKind::Moved => '>',
            PairKind::MovedChanged => '*',
            PairKind::Added => '+',
            PairKind::Removed => '-',
        };
        format!("{}{sign}{}", number(pair.old), number(pair.new))
    });
    rows.collect::<Vec<_>>().join(" ")
}

const A: &str = "介護事業所に対して費用を助成した。";
const A2: &str = "介護事業所に対して費用の一部を助成する。";
const B: &str = "工程表を作成し、公表した。";
const B2: &str = "工程表を改訂し、公表した。";
const C: &str = "電子申請の受付を開始した。";
const D: &str = "医療機関の体制を整備する。";

#[test]
fn rows_stand_in_the_order_that_readers_expect() {
    for (old, new, expected) in [
        (&[][..], &[][..], ""),
        (&[A, B, C], &[A, B, C], "0=0 1=1 2=2"),
        // A counted id is no identity.
        (&[A, B, C], &[D, A, B, C], "+0 0=1 1=2 2=3"),
        (&[A, B, C], &[A, C], "0=0 1- 2=1"),
        (&[A, B, C], &[B, C], "0- 1=0 2=1"),
        (&[A, B, C], &[A, B2, C], "0=0 1~1 2=2"),
        (&[A, B, C], &[A2, D, B2, C], "0~0 +1 1~2 2=3"),
        (&[A, B, C], &[C, A, B], "2>0 0=1 1=2"),
        (&[A, B, C], &[C, A2, B], "2>0 0~1 1=2"),
        (&[A, B, C, D], &[D, B2, C, A2], "3>0 1~1 2=2 0*3"),
        // What was removed comes before what was added in its place.
        (&[A, B], &[A, D, "全く別の文。"], "0=0 1- +1 +2"),
        (&[A, A, B], &[A, B], "0=0 1- 2=1"),
        (&[A], &[], "0-"),
        (&[], &[A], "+0"),
    ] {
        assert_eq!(rows(old, new), expected, "{old:?} → {new:?}");
    }
}

#[test]
fn explicit_ids_come_first() {
    for (old, new, expected) in [
        (&["x=甲", "乙"][..], &["乙", "x=丙"][..], "1=0 0*1"),
        (&["x=甲", "y=乙"], &["y=甲", "x=乙"], "1~0 0*1"),
        // The author says that they are two, however alike.
        (&["x=介護事業所の支援"], &["y=介護事業所への支援"], "0- +0"),
        (&["x=介護事業所の支援"], &["介護事業所への支援"], "0~0"),
        // The same text under another name is the same.
        (&["x=介護事業所の支援"], &["y=介護事業所の支援"], "0=0"),
    ] {
        assert_eq!(rows(old, new), expected, "{old:?} → {new:?}");
    }
}

#[test]
fn many_units_are_compared_in_bounded_time() {
    let text =
        |number: usize, end: &str| format!("第{number}号の取組を地域{}で{end}。", number * 7);
    let old: Vec<String> = (0..500).map(|number| text(number, "実施した")).collect();
    let new: Vec<String> = (0..500)
        .rev()
        .map(|number| text(number, "実施する"))
        .collect();
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let found = rows(&old, &new);
    assert_eq!(found.split(' ').count(), 500);
    assert!(!found.contains('+'));
}
