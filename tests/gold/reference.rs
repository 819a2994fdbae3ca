//! A plain scan of all texts with the dictionary at hand.

use std::collections::BTreeMap;

use hakusho::text::fold::{fold, nfkc};
use hakusho::words::{PartOfSpeech, Token, Tokenizer};

use crate::measure::Hit;
use crate::romaji;
use crate::site::{Site, name};
use crate::spellings::without_honorific;
use crate::texts::{PageText, Sought, Spelling, Text, holds_word, modern, query_date};

/// Pages by number and why they were found.
type Found = BTreeMap<usize, &'static str>;

/// A part of a query as it is typed, and whether it was quoted.
type Term = (String, bool);

/// The texts of a site, read once.
pub(crate) struct Reference<'a> {
    site: &'a Site,
    pages: Vec<PageText>,
}

impl<'a> Reference<'a> {
    /// Reads the texts.
    pub(crate) fn of(site: &'a Site) -> Self {
        let read = |page| PageText::of(page, &site.tokenizer);
        Self {
            site,
            pages: site.pages.iter().map(read).collect(),
        }
    }

    /// The pages that `query` finds.
    pub(crate) fn search(&self, query: &str) -> Vec<Hit> {
        let (mut terms, mut without) = operators(query);
        if terms.is_empty() {
            terms = vec![(query.to_owned(), false)];
            without.clear();
        }
        let is_letter = |(text, exact): &Term| {
            !exact && matches!(nfkc(text).as_bytes(), [one] if one.is_ascii_alphanumeric())
        };
        if without.is_empty() && terms.len() > 1 && terms.iter().all(is_letter) {
            // One word is spelled out.
            terms = vec![(query.to_owned(), false)];
        }
        let mut found = terms
            .iter()
            .map(|(text, exact)| match exact {
                true => self.exactly(text),
                false => self.term(text),
            })
            .reduce(both)
            .unwrap_or_default();
        if without.is_empty() && terms.len() > 1 && terms.iter().all(|(_, exact)| !exact) {
            // A query with spaces may be one word that is spelt with spaces.
            add(&mut found, self.literally(query));
            add(&mut found, self.synonyms(query));
        }
        for (text, exact) in &without {
            let barred = match exact {
                true => self.exactly(text),
                false => self.literally(text),
            };
            found.retain(|page, _| barred.get(page).is_none_or(|tier| *tier == "loose"));
        }
        let hit = |(page, tier): (usize, &str)| Hit {
            page: name(&self.site.pages[page].url),
            tier: tier.to_owned(),
        };
        found.into_iter().map(hit).collect()
    }

    /// The pages of which `test` holds.
    fn pages(&self, tier: &'static str, test: impl Fn(&PageText) -> bool) -> Found {
        let pages = self.pages.iter().enumerate();
        pages
            .filter(|(_, page)| test(page))
            .map(|(number, _)| (number, tier))
            .collect()
    }

    fn texts(&self, tier: &'static str, test: impl Fn(&Text) -> bool) -> Found {
        self.pages(tier, |page| page.texts.iter().any(&test))
    }

    fn term(&self, text: &str) -> Found {
        let mut found = self.literally(text);
        add(&mut found, self.compound(text));
        if let Some(rest) = without_honorific(&nfkc(text)) {
            add(&mut found, self.literally(rest));
            add(&mut found, self.compound(rest));
        }
        add(&mut found, self.lemma(text));
        add(&mut found, self.synonyms(text));
        add(&mut found, self.dates(text));
        let is_firm = |found: &Found| found.values().any(|tier| *tier != "loose");
        let hiragana = text.chars().any(|c| ('ぁ'..='ゖ').contains(&c));
        let prefix = hiragana || !is_firm(&found);
        add(
            &mut found,
            self.read(&kana(text, &self.site.tokenizer), prefix),
        );
        if !is_firm(&found) {
            let typed = romaji::typed(text).into_iter().map(Sought::Latin);
            add(&mut found, self.read(&typed.collect::<Vec<_>>(), true));
        }
        found
    }

    fn exactly(&self, text: &str) -> Found {
        self.texts("exact", |block| block.raw.contains(text))
    }

    fn literally(&self, text: &str) -> Found {
        let sought = Spelling::of(text, &self.site.tokenizer);
        let mut found = self.texts("loose", |block| block.spelling.holds_loosely(&sought));
        found.extend(self.texts("variant", |block| block.spelling.holds_as_written(&sought)));
        found.extend(self.texts("literal", |block| block.spelling.holds(&sought)));
        found
    }

    /// Pages with the same kanji in a row, read in the same way: 申込み and 申し込む.
    fn compound(&self, text: &str) -> Found {
        let text = modern(text.trim());
        let tokens = content(self.site.tokenizer.tokens(&text));
        let end = tokens.last().map_or(0, |token| token.end);
        let sought = Spelling::of(&text[..end], &self.site.tokenizer);
        let readings: Option<String> = tokens.iter().map(Token::reading).collect();
        let mut reading = Spelling::kana(&readings.unwrap_or_default());
        // Verbs and their nouns begin alike.
        if reading.chars().nth(3).is_some() {
            reading.pop();
        }
        if reading.is_empty() {
            return Found::new();
        }
        let read = Sought::Kana(reading, String::new());
        self.texts("variant", |text| {
            text.spelling.holds_kanji(&sought) && text.is_read(&read, true, false)
        })
    }

    /// Pages with the same base forms in a row. What follows the last verb or adjective is inflection.
    fn lemma(&self, text: &str) -> Found {
        use PartOfSpeech::{Adjective, Verb};
        let text = modern(text.trim());
        let mut tokens = content(self.site.tokenizer.tokens(&text));
        let inflects = tokens
            .last()
            .is_some_and(|t| matches!(t.part, Verb | Adjective));
        if tokens.len() > 1 && tokens.last().is_some_and(|t| t.base == "する") {
            tokens.pop();
        }
        let sought: Vec<String> = tokens.iter().map(|token| fold(&token.base)).collect();
        if !inflects || sought == ["する"] {
            return Found::new();
        }
        let same = |words: &[Vec<String>]| sought.iter().zip(words).all(|(s, w)| w.contains(s));
        self.texts("lemma", |text| text.bases.windows(sought.len()).any(same))
    }

    fn synonyms(&self, text: &str) -> Found {
        let word = fold(text);
        let groups = self.site.synonyms.iter();
        let groups = groups.filter(|group| group.iter().any(|other| fold(other) == word));
        let others: Vec<&String> = groups
            .flatten()
            .filter(|other| fold(other) != word)
            .collect();
        self.pages("synonym", |page| {
            let holds = |other: &&String| page.texts.iter().any(|text| holds_word(text, other));
            page.synonyms.contains(&word) || others.iter().any(holds)
        })
    }

    fn dates(&self, text: &str) -> Found {
        let sought = query_date(text);
        let is_sought = |date: &String| {
            sought.iter().any(|key| {
                date.strip_prefix(key.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
        };
        self.texts("date", |block| block.dates.iter().any(is_sought))
    }

    /// Pages with words that are read so. With `prefix`, when no noun is, words that begin so.
    fn read(&self, sought: &[Sought], prefix: bool) -> Found {
        let read =
            |one, prefix, nominal| self.texts("reading", |text| text.is_read(one, prefix, nominal));
        let mut found = Found::new();
        for one in sought {
            add(&mut found, read(one, false, false));
        }
        if prefix && sought.iter().all(|one| read(one, false, true).is_empty()) {
            for one in sought {
                add(&mut found, read(one, true, false));
            }
        }
        found
    }
}

/// What a query in kana asks for: the word that is typed, and the base form of an inflected word.
fn kana(text: &str, tokenizer: &Tokenizer) -> Vec<Sought> {
    let text = nfkc(text.trim()).to_lowercase();
    let head = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let (folded, tail) = (Spelling::kana(head), &text[head.len()..]);
    let is_kana = |c: char| ('ぁ'..='ゖ').contains(&c) || c == 'ー';
    if !folded.ends_with(is_kana) || text.chars().count() < 2 || tail.len() > 3 {
        return Vec::new();
    }
    let tail = match tail {
        "sh" => "s",
        "ch" | "c" => "t",
        "j" => "z",
        tail => tail,
    };
    let mut all = vec![Sought::Kana(folded, tail.to_owned())];
    if let Some(base) = inflected(&text, tokenizer) {
        all.push(Sought::Kana(Spelling::kana(&base), String::new()));
    }
    all
}

/// The base form of a text that ends in an inflected verb or adjective.
fn inflected(text: &str, tokenizer: &Tokenizer) -> Option<String> {
    use PartOfSpeech::{Adjective, Verb};
    let tokens = content(tokenizer.tokens(text));
    let last = tokens
        .last()
        .filter(|t| matches!(t.part, Verb | Adjective))?;
    let base = text[..last.start].to_owned() + &last.base;
    (base != "する" && base != text).then_some(base)
}

/// Words without the particles and auxiliaries behind the last.
fn content(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    use PartOfSpeech::{Auxiliary, Particle};
    while tokens
        .last()
        .is_some_and(|t| matches!(t.part, Auxiliary | Particle))
    {
        tokens.pop();
    }
    tokens
}

/// The terms of a query and what it bars, each with whether it is quoted.
fn operators(query: &str) -> (Vec<Term>, Vec<Term>) {
    let (mut terms, mut without) = (Vec::new(), Vec::new());
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let minus =
            rest.len() > 1 && rest.starts_with('-') && !rest[1..].starts_with(char::is_whitespace);
        let list = if minus { &mut without } else { &mut terms };
        let word = if minus { &rest[1..] } else { rest };
        let end = match word.strip_prefix('"') {
            Some(phrase) => {
                let end = phrase.find('"').unwrap_or(phrase.len());
                list.push((phrase[..end].to_owned(), true));
                (end + 2).min(word.len())
            }
            None => {
                let end = word.find(char::is_whitespace).unwrap_or(word.len());
                list.push((word[..end].to_owned(), false));
                end
            }
        };
        rest = word[end..].trim_start();
    }
    (terms, without)
}

/// Adds pages; a reason that is not `loose` wins.
fn add(found: &mut Found, more: Found) {
    for (page, tier) in more {
        let known = found.entry(page).or_insert(tier);
        if *known == "loose" {
            *known = tier;
        }
    }
}

/// Pages that are in both; `loose` if one of them is.
fn both(one: Found, other: Found) -> Found {
    let pages = one.into_iter();
    pages
        .filter_map(|(page, tier)| match (tier, *other.get(&page)?) {
            (_, "loose") => Some((page, "loose")),
            _ => Some((page, tier)),
        })
        .collect()
}
