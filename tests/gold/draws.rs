//! Words drawn from the pages and sought as they are read: the page that a word was drawn from has
//! to be found, and no page that the reference does not find. (Romaji may stand in a text by chance:
//! then the letters alone are found, by either.)

use std::collections::BTreeSet;

use hakusho::text::fold::nfkc;
use hakusho::text::kana::to_hiragana;
use hakusho::words::{PartOfSpeech, Token};

use crate::engine;
use crate::measure::Answer;
use crate::reference::Reference;
use crate::romaji::romanise;
use crate::site::{Site, name};

/// Every how manieth word is drawn.
const STEP: usize = 7;

/// A query and the page it was drawn from.
struct Draw {
    query: String,
    word: String,
    page: String,
}

/// Draws words with kanji in them that are read in three kana or more: in hiragana, in romaji and
/// half-typed by turns.
fn draws(site: &Site) -> Vec<Draw> {
    let mut seen = BTreeSet::new();
    let mut draws = Vec::new();
    let texts = site.pages.iter().flat_map(|page| {
        let blocks = page.blocks.iter().filter(|block| block.rubies.is_empty());
        blocks.map(move |block| (name(&page.url), nfkc(&block.text).into_owned()))
    });
    for (page, text) in texts {
        for token in site.tokenizer.tokens(&text) {
            let Some((word, reading)) = sought(&token, site) else {
                continue;
            };
            if reading.chars().count() < 3 || !seen.insert(word.clone()) || seen.len() % STEP != 0 {
                continue;
            }
            let query = match draws.len() % 3 {
                0 => reading,
                1 => romanise(&reading),
                _ => half_typed(&reading),
            };
            let page = page.clone();
            draws.push(Draw { query, word, page });
        }
    }
    draws
}

/// The base form of a word with kanji and how it is read.
fn sought(token: &Token<'_>, site: &Site) -> Option<(String, String)> {
    use PartOfSpeech::{Adjective, Noun, ProperNoun, Verb};
    let has_kanji = token.base.contains(|c: char| ('一'..='龠').contains(&c));
    let is_word = matches!(token.part, Noun | ProperNoun | Verb | Adjective);
    if !token.known || !has_kanji || !is_word {
        return None;
    }
    let reading = match token.part {
        Verb | Adjective => {
            let base = site.tokenizer.tokens(&token.base);
            base.iter().map(Token::reading).collect::<Option<String>>()
        }
        _ => token.reading(),
    };
    Some((token.base.to_string(), to_hiragana(&reading?)))
}

/// A reading whose last syllable has only its consonant: しんだn. Whole where that cannot be.
fn half_typed(reading: &str) -> String {
    let (at, last) = reading.char_indices().next_back().unwrap_or((0, ' '));
    let consonant = romanise(&last.to_string());
    let before = reading[..at].chars().next_back();
    match consonant.chars().next() {
        Some(first)
            if !"aiueoyn".contains(first) && before != Some('っ') && !"ゃゅょ".contains(last) =>
        {
            format!("{}{first}", &reading[..at])
        }
        _ => reading.to_owned(),
    }
}

/// What is wrong with the engine's answers to words drawn from `site`.
pub(crate) fn faults(site: &Site) -> (usize, Vec<String>) {
    let draws = draws(site);
    let queries: Vec<&str> = draws.iter().map(|draw| draw.query.as_str()).collect();
    let answers = engine::answers(site, &queries);
    let reference = Reference::of(site);
    let wrong = draws.iter().zip(&answers).filter_map(|(draw, answer)| {
        let Answer { all, .. } = answer;
        let expected: BTreeSet<String> = reference
            .search(&draw.query)
            .into_iter()
            .map(|hit| hit.page)
            .collect();
        let found: BTreeSet<&String> = all.iter().map(|hit| &hit.page).collect();
        let surplus: Vec<String> = all
            .iter()
            .filter(|hit| hit.tier != "loose" && !expected.contains(&hit.page))
            .map(|hit| format!("{} ({})", hit.page, hit.tier))
            .collect();
        let missed = expected.contains(&draw.page) && !found.contains(&draw.page);
        (missed || !surplus.is_empty()).then(|| {
            let missed = if missed {
                draw.page.as_str()
            } else {
                "nothing"
            };
            format!(
                "{} for {}: misses {missed}; too much: {}",
                draw.query,
                draw.word,
                surplus.join(" ")
            )
        })
    });
    let wrong = wrong.collect();
    (draws.len(), wrong)
}
