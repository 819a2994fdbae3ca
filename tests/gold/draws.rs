//! Words of the pages, sought as they are read: the page that a word stands in has to be found,
//! and no page that the reference does not find. (Romaji may stand in a text by chance:
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

/// A query and the page it was drawn from.
struct Draw {
    query: String,
    word: String,
    page: String,
}

/// Of so many words about one is drawn: the reference reads all pages for each.
const ABOUT: u8 = 3;

/// Draws words with kanji in them that are read in three kana or more: in hiragana, in romaji or
/// half-typed. The word itself decides, so that another text changes no other draw.
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
            let chance = *blake3::hash(word.as_bytes()).as_bytes();
            let is_drawn = chance[0].is_multiple_of(ABOUT) && reading.chars().count() > 2;
            if !is_drawn || !seen.insert(word.clone()) {
                continue;
            }
            let query = match chance[1] % 3 {
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

/// The engine's answers to the words of a site.
#[derive(Default)]
pub(crate) struct Faults {
    /// How many words were sought.
    pub(crate) sought: usize,
    /// Of them those that missed their page.
    pub(crate) missed: usize,
    /// What is wrong with an answer, that or too many pages.
    pub(crate) told: Vec<String>,
}

/// What is wrong with the engine's answers to the words of `site`.
pub(crate) fn faults(site: &Site) -> Faults {
    let draws = draws(site);
    let queries: Vec<&str> = draws.iter().map(|draw| draw.query.as_str()).collect();
    let answers = engine::answers(site, &queries);
    let reference = Reference::of(site);
    let mut faults = Faults {
        sought: draws.len(),
        ..Faults::default()
    };
    for (draw, Answer { all, .. }) in draws.iter().zip(&answers) {
        let expected = reference.search(&draw.query).into_iter();
        let expected: BTreeSet<String> = expected.map(|hit| hit.page).collect();
        let surplus: Vec<String> = all
            .iter()
            .filter(|hit| hit.tier != "loose" && !expected.contains(&hit.page))
            .map(|hit| format!("{} ({})", hit.page, hit.tier))
            .collect();
        let is_found = all.iter().any(|hit| hit.page == draw.page);
        let is_missed = expected.contains(&draw.page) && !is_found;
        faults.missed += usize::from(is_missed);
        if is_missed || !surplus.is_empty() {
            let Draw { query, word, page } = draw;
            let missed = if is_missed { page } else { "nothing" };
            let surplus = surplus.join(" ");
            faults.told.push(format!(
                "{query} for {word}: misses {missed}; too much: {surplus}"
            ));
        }
    }
    faults
}
