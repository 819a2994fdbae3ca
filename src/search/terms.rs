//! What one unit holds: its grams, its words and the forms in which the words stand.

use std::collections::BTreeSet;

use super::gram_set::{Gram, GramSet, QuickMap};
use crate::model::search::Block;
use crate::text::fold::{fold_nfkc, nfkc};
use crate::words::{PartOfSpeech, Token, Tokenizer};

/// Longer words (identifiers run together, encoded data) are found by their grams alone.
const LONGEST_WORD: usize = 32;

/// The terms of one unit.
#[derive(Default)]
pub(super) struct Terms {
    /// Every gram once, with whether a title or heading holds it.
    pub(super) grams: Vec<(Gram, bool)>,
    /// Folded base forms and how much they weigh: see `WordPostings::levels`.
    pub(super) words: Vec<(String, u8)>,
    /// Base form and other form, both folded.
    pub(super) forms: BTreeSet<(String, String)>,
}

/// The terms of `blocks`. `set` is scratch space that is left empty.
pub(super) fn terms(blocks: &[Block], tokenizer: &Tokenizer, set: &mut GramSet) -> Terms {
    let mut words = Words::default();
    for block in blocks {
        let normal = nfkc(&block.text);
        let prominent = block.field.is_prominent();
        set.add_block(&fold_nfkc(&normal), prominent);
        if normal.is_ascii() {
            // The dictionary has nothing to say about code and English.
            for word in normal.split(|c: char| !c.is_ascii_alphanumeric()) {
                words.count(fold_nfkc(word), prominent);
            }
        } else {
            let tokens = tokenizer.tokens(&normal);
            for (at, token) in tokens.iter().enumerate() {
                words.token(token, tokens.get(at + 1), prominent);
            }
        }
    }
    Terms {
        grams: set.take(),
        words: words.levels(),
        forms: words.forms,
    }
}

#[derive(Default)]
struct Words {
    /// How often, and whether in a title or heading.
    counts: QuickMap<String, (u32, bool)>,
    forms: BTreeSet<(String, String)>,
}

impl Words {
    fn token(&mut self, token: &Token, next: Option<&Token>, prominent: bool) {
        use PartOfSpeech::{Adjective, Auxiliary, Particle, Symbol, Verb};
        if matches!(token.part, Particle | Auxiliary | Symbol) {
            return;
        }
        let base = fold_nfkc(&token.base);
        if matches!(token.part, Verb | Adjective)
            && let Some(form) = form(token, next, &base)
        {
            self.forms.insert((base.clone(), form));
        }
        self.count(base, prominent);
    }

    fn count(&mut self, word: String, prominent: bool) {
        if !word.is_empty() && word.chars().count() <= LONGEST_WORD {
            let entry = self.counts.entry(word).or_default();
            entry.0 += 1;
            entry.1 |= prominent;
        }
    }

    fn levels(&mut self) -> Vec<(String, u8)> {
        std::mem::take(&mut self.counts)
            .into_iter()
            .map(|(word, (count, prominent))| {
                let level = match (prominent, count) {
                    (true, _) => 3,
                    (_, 4..) => 2,
                    (_, 2..) => 1,
                    _ => 0,
                };
                (word, level)
            })
            .collect()
    }
}

/// The folded form of an inflected word, if the base form does not cover it. A form of one
/// character takes the next one along (見て, not 見), so that it does not match inside other words.
fn form(token: &Token, next: Option<&Token>, base: &str) -> Option<String> {
    let mut form = fold_nfkc(token.surface);
    if form.chars().count() == 1 {
        let next = next.filter(|next| next.start == token.end)?;
        form.push(fold_nfkc(next.surface).chars().next()?);
    }
    let related = form.chars().next() == base.chars().next();
    (related && form != base).then_some(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::search::TextField;

    fn terms_of(blocks: &[(TextField, &str)]) -> Terms {
        let blocks: Vec<Block> = blocks
            .iter()
            .map(|&(field, text)| Block {
                field,
                anchor: String::new(),
                text: text.to_owned(),
                rubies: Vec::new(),
            })
            .collect();
        let tokenizer = Tokenizer::embedded(&[]).expect("the embedded dictionary loads");
        terms(&blocks, &tokenizer, &mut GramSet::default())
    }

    fn level(terms: &Terms, word: &str) -> Option<u8> {
        terms.words.iter().find(|(w, _)| w == word).map(|(_, l)| *l)
    }

    #[test]
    fn words_are_base_forms_and_unknown_words_stay() {
        let terms = terms_of(&[
            (TextField::Heading, "介護ロボット"),
            (TextField::Body, "クロージャとＡＭＥＤ。道を走った。走る。"),
        ]);
        assert_eq!(level(&terms, "介護"), Some(3));
        assert_eq!(level(&terms, "クロジャ"), Some(0));
        assert_eq!(level(&terms, "amed"), Some(0));
        assert_eq!(level(&terms, "走る"), Some(1));
        assert_eq!(level(&terms, "を"), None);
        let forms: Vec<_> = terms.forms.iter().cloned().collect();
        assert_eq!(forms, [("走る".to_owned(), "走っ".to_owned())]);
    }

    #[test]
    fn a_form_of_one_character_takes_the_next_along() {
        let terms = terms_of(&[(TextField::Body, "映画を見て、した。")]);
        let forms: Vec<_> = terms.forms.into_iter().collect();
        assert_eq!(forms, [("見る".to_owned(), "見て".to_owned())]);
    }

    #[test]
    fn code_is_words_of_letters_and_digits() {
        let terms = terms_of(&[(TextField::Code, "let PHR_1 = open(\"phr\"); phr;\n")]);
        assert_eq!(level(&terms, "phr"), Some(1));
        assert_eq!(level(&terms, "open"), Some(0));
        assert_eq!(level(&terms, ""), None);
    }
}
