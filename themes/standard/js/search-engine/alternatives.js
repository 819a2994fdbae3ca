// @ts-check
/* Other ways to say what a term says: spellings, inflected forms, synonyms, dates. */

/** The longest term that is more than its letters: a sentence has no other spellings. */
const LONGEST = 100;

/**
 * What ways to say a term there are of some kinds.
 * @param {Site} site @param {Term} term
 * @param {((site: Site, term: Term) => Promise<Alternative[]>)[]} kinds
 */
const waysToSay = async (site, term, kinds) =>
  term.exact || term.literal || !term.folded || term.near.length > LONGEST ? []
    : (await Promise.all(kinds.map((kind) => kind(site, term)))).flat();

/** All that may stand for a term and costs little to know. @param {Site} site @param {Term} term */
const alternativesOf = (site, term) => waysToSay(site, term, [variantsOf, lemmasOf, synonymsOf, datesOf, readingsOf]);

/** What may stand for a term that is found nowhere. @param {Site} site @param {Term} term */
const meantBy = (site, term) => waysToSay(site, term, [dottedOf, unconverted]);

/**
 * Pages that hold another text.
 * @param {Site} site @param {string} text @param {number} tier
 * @param {string} [known] the folded text that it is another spelling of
 * @param {number} [budget] how many grams may cost a shard
 * @returns {Promise<Alternative[]>}
 */
async function spelled(site, text, tier, known = "", budget = FEWEST) {
  const { folded, variant } = makeTerm(site, text, false, true);
  if (!folded) return [];
  // 3か and 3ヶ lie in one shard, か月 and ヶ月 do not.
  const [counted, , letter] = COUNTED.exec(folded) || [];
  const located = counted && letter ? counted : folded;
  const { units } = await locate(site, located, budget, known);
  return units.length ? [{ tier, pages: site.byPage(units), needles: [folded], variants: variant === folded ? undefined : [variant], located }] : [];
}

/** @param {Site} site @param {Term} term */
const variantsOf = async (site, { near, folded }) =>
  (await Promise.all(spellingsOf(near, site.compoundsOf).map(([text, tier]) => spelled(site, text, tier, folded, /\p{Script=Han}/u.test(text) ? FEWEST : 1)))).flat();

/**
 * The same words with ・ between them, for what is found nowhere without: クーリングオフ, 医療介護.
 * @param {Site} site @param {Term} term @returns {Promise<Alternative[]>}
 */
async function dottedOf(site, { near, folded }) {
  if (!/^[\p{Script=Han}ァ-ヺー]{4,24}$/u.test(near)) return [];
  const chars = [...near];
  const behind = await Promise.all(chars.map((c) => site.entry("・" + site.fold(c))));
  const texts = chars.reduce((all, c, at) => all.flatMap((text) =>
    behind[at] && at > 1 && at < chars.length - 1 ? [text + c, text + "・" + c] : [text + c]).slice(0, MOST_SPELLINGS), [""]);
  return (await Promise.all(texts.slice(1).map((text) => spelled(site, text, VARIANT, folded, Infinity)))).flat();
}

/** @param {Site} site @param {{folded: string}} term @returns {Promise<Alternative[]>} */
async function lemmasOf(site, { folded }) {
  // 元に戻す: what stands before the verb stays.
  const [, head, verb] = /^(.*[をにがはでと])([^ぁ-ゖ]+[ぁ-ゖ]+)$/.exec(folded) || [];
  if (head) {
    const others = await lemmasOf(site, { folded: verb });
    return others.map((other) => ({ ...other, needles: other.needles.map((needle) => head + needle) }));
  }
  const bases = [...basesOf(folded)];
  const [own, ...entries] = await Promise.all([folded, ...bases.map(([base]) => base)].map(site.word));
  // いろいろ is a word.
  const isWord = own && !own.forms.length && /^[ぁ-ゖ]*$/.test(folded);
  const known = isWord ? [] : bases.flatMap(([base, kind], i) => {
    const word = entries[i];
    if (!word || (kind === ICHIDAN_FORM && isGodan(base, word.forms))) return [];
    // いたい may be 痛い; its いる stands everywhere.
    if (/^[ぁ-ゖ]{2}$/.test(base) && base !== folded) return [];
    // Nouns that end like verbs have no forms.
    return word.forms.length || (base !== folded && !/^[ぁ-ゖ]*$/.test(base)) ? [{ base, kind, found: word }] : [];
  });
  /** @type {Alternative[]} */
  const out = [];
  for (const { base, found } of likeliest(folded, known)) {
    out.push({ tier: LEMMA, ...placesOf(site, found), needles: [base, ...found.forms] });
    // 選び方 and 呼び出し are nouns, 書き換える is another verb.
    const noun = nounOf(base, found.forms);
    const words = noun ? (await wordsFrom(site, noun, 1)).filter(({ key }) => !/[ぁ-ゖ]/.test(key.slice(noun.length))) : [];
    if (words.length) out.push({ tier: LEMMA, pages: pagesOf(site, words.map(({ word }) => word)), needles: [noun] });
    if (noun) out.push(...await spelled(site, "お" + noun, LEMMA));
  }
  const suru = SURU.exec(folded);
  if (suru && !/^[ぁ-ゖ]/.test(folded)) {
    // As a verb it counts twice.
    const noun = await spelled(site, suru[1], LEMMA);
    out.push(...noun, ...noun.map((other) => ({ ...other, needles: SURU_FORMS.map((form) => suru[1] + form) })));
  }
  return out;
}

/** Where any of some words stands. @param {Site} site @param {Word[]} words */
const pagesOf = (site, words) => site.byPage([...new Set(words.flatMap(({ units }) => units))].sort((a, b) => a - b));

/** How much a word is worth in the units that hold it. @param {Word} word */
const levelsOf = ({ units, levels }) => new Map(units.map((unit, i) => [unit, levels[i]]));

/** Where a word stands. @param {Site} site @param {Word} word */
const placesOf = (site, word) => ({ pages: site.byPage(word.units), levels: levelsOf(word) });

/** @param {Site} site @param {Term} term @returns {Promise<Alternative[]>} */
async function synonymsOf(site, { folded }) {
  const word = site.hasSynonyms ? await site.word("=" + folded) : null;
  if (!word) return [];
  const { units, forms } = word;
  const others = await Promise.all(forms.map((form) => spelled(site, form, SYNONYM)));
  const declared = { tier: SYNONYM, pages: site.byPage(units), needles: [] };
  return units.length ? [...others.flat(), declared] : others.flat();
}

/** @param {Site} site @param {Term} term @returns {Promise<Alternative[]>} */
async function datesOf(site, { raw }) {
  const date = dateOf(raw.normalize("NFKC").trim().toUpperCase());
  const word = date ? await site.word(date) : null;
  return word ? [{ tier: DATE, pages: site.byPage(word.units), needles: [], date }] : [];
}
