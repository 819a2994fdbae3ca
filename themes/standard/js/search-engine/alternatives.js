// @ts-check
/* Other ways to say what a term says: spellings, inflected forms, synonyms, dates. */

/**
 * All that may stand for a term and costs little to know.
 * @param {Site} site @param {Term} term @returns {Promise<Alternative[]>}
 */
async function alternativesOf(site, term) {
  if (term.exact || term.literal || !term.folded) return [];
  const kinds = [variantsOf, lemmasOf, synonymsOf, datesOf, readingsOf];
  return (await Promise.all(kinds.map((kind) => kind(site, term)))).flat();
}

/**
 * Pages that hold another text.
 * @param {Site} site @param {string} text @param {number} tier
 * @param {{strict?: boolean, needles?: string[]}} [options] strict: without ー it matches loosely
 * @returns {Promise<Alternative[]>}
 */
async function spelled(site, text, tier, { strict = false, needles } = {}) {
  const term = makeTerm(site, text, false, true);
  if (!term.folded) return [];
  const { units } = await locate(site, term.folded, FEWEST);
  if (!units.length) return [];
  return [{ tier, pages: site.byPage(units), needles: needles || [term.folded], term: strict ? term : undefined }];
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

/** @param {Site} site @param {Term} term @returns {Promise<Alternative[]>} */
async function lemmasOf(site, { folded }) {
  const bases = [...basesOf(folded)];
  const entries = await Promise.all(bases.map(([base]) => site.entry(base)));
  /** @type {Alternative[]} */
  const out = [];
  bases.forEach(([base, ichidan], i) => {
    const word = entries[i] && entries[i].word;
    if (!word || (ichidan && isGodan(base, word.forms))) return;
    // Nouns that end like verbs have no forms.
    if (!word.forms.length && (base === folded || /^[ぁ-ゖ]*$|い$/.test(base))) return;
    out.push({ tier: LEMMA, ...placesOf(site, word), needles: [base, ...word.forms] });
  });
  const suru = SURU.exec(folded);
  if (suru && !/^[ぁ-ゖ]/.test(folded)) {
    const needles = [...SURU_FORMS.map((form) => suru[1] + form), suru[1]];
    out.push(...(await spelled(site, suru[1], LEMMA, { needles })));
  }
  return out;
}

/** Where a word stands. @param {Site} site @param {Word} word */
const placesOf = (site, { units, levels }) =>
  ({ pages: site.byPage(units), levels: new Map(units.map((unit, i) => [unit, levels[i]])) });

/** @param {Site} site @param {Term} term @returns {Promise<Alternative[]>} */
async function synonymsOf(site, { folded }) {
  const entry = await site.entry("=" + folded);
  if (!entry || !entry.word) return [];
  const { units, forms } = entry.word;
  const others = await Promise.all(forms.map((form) => spelled(site, form, SYNONYM)));
  const declared = { tier: SYNONYM, pages: site.byPage(units), needles: [] };
  return units.length ? [...others.flat(), declared] : others.flat();
}

/** @param {Site} site @param {Term} term @returns {Promise<Alternative[]>} */
async function datesOf(site, { raw }) {
  const date = dateOf(raw.normalize("NFKC").trim().toUpperCase());
  const entry = date ? await site.entry(date) : undefined;
  return entry && entry.word ? [{ tier: DATE, pages: site.byPage(entry.word.units), needles: [], date }] : [];
}
