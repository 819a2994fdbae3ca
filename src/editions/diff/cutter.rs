//! Cuts a text into words, with the dictionary or without it.

use std::borrow::Cow;
use std::ops::Range;

use super::clusters::clusters;
use super::scripts::script_pieces;
use super::word::{Class, Script, Word, is_digit};
use crate::text::cjk::is_hiragana;
use crate::text::fold::nfkc;
use crate::words::{PartOfSpeech, Tokenizer};

/// Where words come from.
#[derive(Clone, Copy)]
pub enum Cutter<'a> {
    /// From a dictionary.
    Dictionary(&'a Tokenizer),
    /// From changes of script: kanji, hiragana, katakana, letters, digits; each mark by itself.
    Scripts,
}

/// A piece of a text that is a word if nothing joins it: its bytes, and its class.
pub(super) type Piece = (Range<usize>, Class);

impl Cutter<'_> {
    /// The words of `text`, white space included: they follow each other without gaps.
    pub(super) fn words(self, text: &str) -> Vec<Word> {
        let pieces = match self {
            Self::Dictionary(tokenizer) => dictionary_pieces(tokenizer, text),
            Self::Scripts => script_pieces(text),
        };
        let whole = join_numbers(text, pieces);
        let words = whole.into_iter().map(|(range, class)| {
            let mut letters = text[range.clone()].chars().map(Script::of);
            let head = letters.next().unwrap_or(Script::None);
            // Combining marks at the end have no script of their own.
            let tail = letters.rfind(|&script| script != Script::None);
            // Of the legal persons' names 独立行政法人 is one word to its readers.
            let is_suffix = matches!(&text[range.clone()], surface if surface == "法人")
                || text[range.clone()].chars().count() == 1;
            Word {
                range,
                class,
                is_suffix,
                head,
                tail: tail.unwrap_or(head),
            }
        });
        words.collect()
    }
}

fn first_char(text: &str, range: &Range<usize>) -> char {
    text[range.clone()].chars().next().unwrap_or(' ')
}

/// Joins neighbouring clusters of the same key; marks stay alone.
pub(super) fn grouped<K: PartialEq>(
    text: &str,
    mut key: impl FnMut(&Range<usize>, char) -> (Option<K>, Class),
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Option<K> = None;
    for cluster in clusters(text) {
        let c = first_char(text, &cluster);
        let (key, class) = match Class::of_mark(c) {
            Some(class) => (None, class),
            None => key(&cluster, c),
        };
        match pieces.last_mut() {
            Some((range, _)) if key.is_some() && key == open => range.end = cluster.end,
            _ => pieces.push((cluster, class)),
        }
        open = key;
    }
    pieces
}

/// The words that the dictionary finds, cut nowhere but between clusters.
fn dictionary_pieces(tokenizer: &Tokenizer, text: &str) -> Vec<Piece> {
    let (normal, offsets) = normalised(text);
    let tokens = tokenizer.tokens(&normal);
    let mut next = 0;
    let mut cluster_number = 0;
    grouped(text, |cluster, c| {
        // Marks do not come here, so clusters are found by their bytes.
        while offsets
            .get(cluster_number)
            .is_some_and(|&(at, _)| at < cluster.start)
        {
            cluster_number += 1;
        }
        let start = offsets.get(cluster_number).map_or(0, |&(_, at)| at);
        while tokens.get(next).is_some_and(|token| token.end <= start) {
            next += 1;
        }
        match tokens.get(next) {
            Some(token) if token.start <= start => {
                (Some(next), class_of(token.part, token.surface))
            }
            _ => (None, class_of(PartOfSpeech::Other, &c.to_string())),
        }
    })
}

/// `text` as the dictionary wants it, and where each cluster of it starts in both.
fn normalised(text: &str) -> (Cow<'_, str>, Vec<(usize, usize)>) {
    if matches!(nfkc(text), Cow::Borrowed(_)) {
        let offsets = clusters(text).map(|cluster| (cluster.start, cluster.start));
        return (Cow::Borrowed(text), offsets.collect());
    }
    let mut normal = String::with_capacity(text.len());
    let mut offsets = Vec::new();
    for cluster in clusters(text) {
        offsets.push((cluster.start, normal.len()));
        normal.push_str(&nfkc(&text[cluster]));
    }
    (Cow::Owned(normal), offsets)
}

fn class_of(part: PartOfSpeech, surface: &str) -> Class {
    let is_kana = surface.chars().all(is_hiragana);
    match part {
        _ if surface == "第" => Class::Ordinal,
        PartOfSpeech::Number => Class::Number,
        PartOfSpeech::Noun
        | PartOfSpeech::ProperNoun
        | PartOfSpeech::SuffixNoun
        | PartOfSpeech::Prefix => match is_kana {
            true => Class::Other,
            false => Class::Noun,
        },
        // する, ある, いる and their forms.
        PartOfSpeech::Verb if is_kana && surface.chars().count() <= 2 => Class::Auxiliary,
        PartOfSpeech::Verb | PartOfSpeech::Adjective => Class::Verb,
        PartOfSpeech::Auxiliary => Class::Auxiliary,
        // Particles that belong to the verb before them.
        PartOfSpeech::Particle if matches!(surface, "て" | "ば" | "ながら" | "つつ" | "たり") => {
            Class::Auxiliary
        }
        PartOfSpeech::Particle => Class::Function,
        PartOfSpeech::Adverb => Class::Other,
        PartOfSpeech::Symbol => Class::Mark,
        PartOfSpeech::Other => match surface.chars().count() {
            ..=3 => Class::Function,
            _ => Class::Other,
        },
    }
}

/// Joins what is one number to its reader: `1,200`, `3.5`, `100万`, `三十一`.
fn join_numbers(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.into_iter().peekable();
    while let Some((range, class)) = rest.next() {
        let next = rest.peek().map(|(range, _)| &text[range.clone()]);
        match joined.last_mut() {
            Some((number, Class::Number)) => {
                let before = &text[number.clone()];
                let continues = match class {
                    Class::Number => joins_number(before, &text[range.clone()]),
                    _ => next.is_some_and(|next| separates(before, &text[range.clone()], next)),
                };
                match continues {
                    true => number.end = range.end,
                    false => joined.push((range, class)),
                }
            }
            // 元年 is the first year.
            _ if &text[range.clone()] == "元"
                && next.is_some_and(|next| next.starts_with('年')) =>
            {
                joined.push((range, Class::Number));
            }
            _ => joined.push((range, class)),
        }
    }
    joined
}

/// Whether two numbers side by side are one: not where one of them is ① or the like.
fn joins_number(before: &str, after: &str) -> bool {
    let is_sign = |c: Option<char>| c.and_then(Class::of_mark) == Some(Class::Number);
    !is_sign(before.chars().next_back()) && !is_sign(after.chars().next())
}

/// Whether `mark` stands inside a number: a point, or a comma in front of three digits.
fn separates(before: &str, mark: &str, after: &str) -> bool {
    let digits = after.chars().take_while(|&c| is_digit(c)).count();
    before.ends_with(is_digit)
        && match mark {
            "." | "．" => digits > 0,
            "," | "，" => digits == 3,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, cutter: Cutter<'_>) -> String {
        let words = cutter.words(text).into_iter();
        let words: Vec<&str> = words.map(|word| &text[word.range]).collect();
        words.join("|")
    }

    #[test]
    fn without_a_dictionary_a_change_of_script_ends_a_word() {
        for (text, expected) in [
            ("ロードブロックの解消", "ロードブロック|の|解消"),
            (
                "工程表をとりまとめ、PHRを",
                "工程表|を|とりまとめ|、|PHR|を",
            ),
            (
                "約100万人（1,200円、3.5％）",
                "約|100万|人|（|1,200|円|、|3.5|％|）",
            ),
            ("１，２００円と1,2,3", "１，２００|円|と|1|,|2|,|3"),
            ("①②10 らーめん・ｶﾞｽ", "①|②|10| |らーめん|・|ｶﾞｽ"),
            ("令和2年\n辻󠄀", "令和|2|年|\n|辻󠄀"),
        ] {
            assert_eq!(cut(text, Cutter::Scripts), expected);
        }
    }

    #[test]
    fn the_dictionary_cuts_text_that_is_not_normal_too() {
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        for (text, expected) in [
            ("介護事務所への支援", "介護|事務所|へ|の|支援"),
            ("約１００万人、㈱は①10", "約|１００万|人|、|㈱|は|①|10"),
            (
                "ｻｰﾋﾞｽを 設けた。\r\n第三十一条",
                "ｻｰﾋﾞｽ|を| |設け|た|。|\r\n|第|三十一|条",
            ),
        ] {
            assert_eq!(cut(text, Cutter::Dictionary(&tokenizer)), expected);
        }
    }
}
