// @ts-check
/* Other ways to say what a term says: spellings, inflected forms, synonyms, dates. */

/** The longest term that is more than its letters: a sentence has no other spellings. */
const LONGEST = 100;

/**
 * All that may stand for a term and costs little to know.
 * @param {Site} site @param {Term} term @returns {Promise<Alternative[]>}
 */
async function alternativesOf(site, term) {
  if (term.exact || term.literal || !term.folded || term.near.length > LONGEST) return [];
  const kinds = [variantsOf, lemmasOf, synonymsOf, datesOf, readingsOf];
  return (await Promise.all(kinds.map((kind) => kind(site, term)))).flat();
}

/**
 * Pages that hold another text.
 * @param {Site} site @param {string} text @param {number} tier
 * @returns {Promise<Alternative[]>}
 */
async function spelled(site, text, tier) {
  const { folded } = makeTerm(site, text, false, true);
  if (!folded) return [];
  const { units } = await locate(site, folded, FEWEST);
  return units.length ? [{ tier, pages: site.byPage(units), needles: [folded], located: folded }] : [];
}

/** A kana with a voiced sound mark. @param {string} c */
const voiced = (c) => (c + "\u3099").normalize("NFC");

/** Iteration marks spelled out and put in, digits with and without grouping. @param {string} text NFKC */
function respelled(text) {
  const isKana = /[ぁ-ゖァ-ヺ]/, isHan = /\p{Script=Han}/u;
  let before = "";
  const spelledOut = [...text].map((c) => {
    const out = /[々ゝヽ]/.test(c) ? before : /[ゞヾ]/.test(c) && isKana.test(before) ? voiced(before) : c;
    return (before = out || c);
  });
  const marked = [...text].map((c, i, all) => {
    const last = all[i - 1] || "";
    if (c === last && isHan.test(c)) return "々";
    if (!isKana.test(c) || !isKana.test(last)) return c;
    const katakana = c >= "ァ";
    return c === last ? (katakana ? "ヽ" : "ゝ") : c === voiced(last) ? (katakana ? "ヾ" : "ゞ") : c;
  });
  const grouped = text.replace(/(?<![\d,.])[1-9]\d{3,}(?![\d,])/g, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));
  const plain = text.replace(/(?<![\d,])\d{1,3}(,\d{3})+(?![\d,])/g, (digits) => digits.replace(/,/g, ""));
  return [...new Set([spelledOut.join(""), marked.join(""), grouped, plain])].filter((other) => other !== text);
}

/** @param {Site} site @param {Term} term */
const variantsOf = async (site, { near }) =>
  (await Promise.all(respelled(near).map((text) => spelled(site, text, VARIANT)))).flat();

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
    // Nouns that end like verbs have no forms.
    return word.forms.length || (base !== folded && !/^[ぁ-ゖ]*$/.test(base)) ? [{ base, kind, found: word }] : [];
  });
  /** @type {Alternative[]} */
  const out = [];
  for (const { base, found } of likeliest(folded, known)) {
    out.push({ tier: LEMMA, ...placesOf(site, found), needles: [base, ...found.forms] });
    // 選び方 and 呼び出し are nouns.
    const noun = nounOf(base, found.forms);
    const words = noun ? await wordsFrom(site, noun, 1) : [];
    if (words.length) out.push({ tier: LEMMA, pages: pagesOf(site, words.map(({ word }) => word)), needles: [noun] });
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

/** Where a word stands. @param {Site} site @param {Word} word */
const placesOf = (site, { units, levels }) =>
  ({ pages: site.byPage(units), levels: new Map(units.map((unit, i) => [unit, levels[i]])) });

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
