//! Compounds of verbs whose kana writers leave out as they like: 申し込み, 申込み, 申込.

/// Groups of a first verb and what may follow it, each a kanji and its kana, with spaces between the
/// groups: `申し込み出` are 申し込み and 申し出. The search engine in the browser takes them from the
/// manifest and tries the other spellings of a query.
pub const COMPOUNDS: &str = "\
受け付け取り入れ渡し持ち継ぎ \
取り扱い消し付け出し下げ替え調べ立て組み込み止め戻し引き決め分け上げ \
申し込み出立て入れ合わせ 引き渡し取り受け継ぎ換え当て上げ下げ出し戻し続き 引っ越し \
打ち合わせ切り 問い合わせ 組み合わせ立て込み替え 切り替え換え捨て下げ取り \
繰り返し越し上げ下げ入れ延べ 割り当て増し込み振り引き 積み立て込み上げ 売り上げ出し切り場 \
買い上げ取り入れ物 貸し出し付け 借り入れ換え上げ 差し押さえ引き替え止め戻し出し \
立ち入り会い退き 立て替え 呼び出し掛け 読み込み取り替え 書き換え込み出し 持ち込み出し分 \
払い込み出し戻し下げ 振り込み替え 締め切り 乗り換え入れ継ぎ物場 落とし物 置き換え場 \
植え替え 据え置き 埋め立て 言い渡し 話し合い 届け出 張り替え 貼り付け 預け入れ \
預かり金 請け負い 備え付け 建て替え 待ち合わせ 入れ替え 入り口組 付き添い 雇い入れ \
見積もり合わせ直し込み 手続き 支払い";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::cjk::is_kanji;
    use std::collections::BTreeSet;

    #[test]
    fn every_group_is_kanji_with_their_kana_and_no_compound_stands_twice() {
        let mut seen = BTreeSet::new();
        for group in COMPOUNDS.split(' ') {
            assert!(group.starts_with(is_kanji), "{group}");
            assert!(
                group
                    .chars()
                    .all(|c| is_kanji(c) || ('ぁ'..='ん').contains(&c)),
                "{group}"
            );
            let mut kanji = group.chars().filter(|&c| is_kanji(c));
            let first = kanji.next();
            let seconds: Vec<char> = kanji.collect();
            assert!(!seconds.is_empty(), "{group} has no second verb");
            for second in seconds {
                assert!(
                    seen.insert((first, second)),
                    "{group}: {second} stands twice"
                );
            }
        }
    }
}
