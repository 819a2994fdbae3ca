// @ts-check
/* From a query to the units that may match it. */

/** Grams of a query whose shards are loaded, and of one term at least; further grams in the same
 *  shards are free. */
const GRAMS = 4, FEWEST = 2;

const HIRAGANA = /^[ぁ-ゖ]+$/;

/** What may follow the stem of a base form that ends in the key: the rows of 活用. */
const ROWS = /** @type {Record<string, string>} */ ({
  う: "わいうえおっ", く: "かきくけこいっ", ぐ: "がぎぐげごい", す: "さしすせそ", つ: "たちつてとっ",
  ぬ: "なにぬねのん", ぶ: "ばびぶべぼん", む: "まみむめもん", る: "らりるれろったてまなよさずぬつ",
  い: "いくかけさそ",
});

/** A noun with a form of する behind it: 検討した. */
const SURU = /^(.*[^ぁ-ゖ]{2})(?:す[るれ]|し|さ[れせ]|せ|でき)[ぁ-ゖ]*$/u;

const SURU_FORMS = ["す", "し", "さ", "せ", "でき"];

/**
 * Operators are read before NFKC: white space = AND, "…" = exact, -word = without.
 * @param {string} query
 */
function parse(query) {
  /** @type {{text: string, exact: boolean}[]} */
  const terms = [];
  /** @type {{text: string, exact: boolean}[]} */
  const without = [];
  let plain = true;
  // A word that is written twice asks for no more than once; a letter may spell a word out (A A).
  const seen = new Set();
  for (const [token, minus, phrase] of query.matchAll(/(-?)"([^"]*)"?|\S+/g)) {
    const quoted = phrase !== undefined;
    const negative = quoted ? minus === "-" : token.length > 1 && token[0] === "-";
    const text = quoted ? phrase : negative ? token.slice(1) : token;
    if (quoted || negative) plain = false;
    const key = JSON.stringify([negative, quoted, text]);
    if (text.length > 1 && seen.has(key)) continue;
    seen.add(key);
    (negative ? without : terms).push({ text, exact: quoted });
  }
  if (!terms.length) return { terms: [{ text: query, exact: false }], without: [], plain: true };
  return { terms, without, plain };
}

/** @param {string} base folded base form @param {string} text folded text */
function inflects(base, text) {
  const stem = base.slice(0, -1);
  if (!text.startsWith(stem)) return false;
  const row = ROWS[base.slice(-1)];
  const rest = text.slice(stem.length);
  return !!row && HIRAGANA.test(rest) && row.includes(rest[0]);
}

/** How much a character narrows a search down. @param {string} c */
const narrowing = (c) => (/\p{Script=Han}/u.test(c) ? 3 : /[ァ-ヺ]/.test(c) ? 2 : HIRAGANA.test(c) ? 0 : 1);

/** @param {Site} site @param {string} text @param {boolean} exact @param {boolean} literal @returns {Term} */
function makeTerm(site, text, exact, literal) {
  const normal = text.normalize("NFKC");
  const near = site.fold(normal, true);
  const raw = exact || literal ? text : text.trim();
  return { raw, near: near.trim(), variant: variantOf(near), folded: site.fold(normal), exact, literal };
}

/**
 * The units that may hold a term, from the grams of its folded text.
 * @param {Site} site @param {Term} term
 * @param {number} budget how many grams may cost a shard
 * @returns {Promise<Found>}
 */
async function find(site, term, budget) {
  const chars = [...term.folded];
  const grams = chars.length > 1 ? chars.slice(1).map((c, i) => chars[i] + c) : chars;
  const weights = new Map(grams.map((gram) => [gram, [...gram].reduce((sum, c) => sum + narrowing(c), 0)]));
  const sorted = [...weights.keys()].sort((a, b) => Number(weights.get(b)) - Number(weights.get(a)));
  const needed = new Set([...sorted.slice(0, budget), term.folded].map(site.shardOf));
  const usable = sorted.filter((gram) => needed.has(site.shardOf(gram)));
  const [entries, word, inflections] = await Promise.all([
    Promise.all(usable.map(site.entry)),
    site.entry(term.folded),
    inflectionsOf(site, term),
  ]);
  const postings = entries.map((entry) => (entry && entry.gram) || { units: [], prominent: new Set() });
  postings.sort((a, b) => a.units.length - b.units.length);
  const units = postings.map((gram) => gram.units).reduce(intersect);
  const prominent = new Set(units.filter((unit) => postings.every((gram) => gram.prominent.has(unit))));
  const asWord = (word && word.word) || { units: [], levels: [] };
  const levels = new Map(asWord.units.map((unit, i) => [unit, asWord.levels[i]]));
  const weight = Math.log(1 + (site.units - units.length + 0.5) / (units.length + 0.5));
  return { term, pages: site.byPage(units), prominent, levels, inflections, weight };
}

/**
 * Other forms of an inflected term, and where they may stand: 走った → 走る, 走り ….
 * @param {Site} site @param {Term} term @returns {Promise<Inflection[]>}
 */
async function inflectionsOf(site, { folded, exact, literal }) {
  const chars = [...folded];
  if (exact || literal || chars.length < 2 || !HIRAGANA.test(chars[chars.length - 1])) return [];
  let stem = chars.length;
  while (stem && HIRAGANA.test(chars[stem - 1])) stem--;
  const prefix = chars.slice(0, stem || 2).join("");
  /** @type {Inflection[]} */
  const out = [];
  for (let n = site.shardOf(prefix), last = site.shardOf(prefix + "\uffff"); n <= last; n++) {
    for (const [key, { word }] of await site.shard(n)) {
      if (word && word.forms.length && key.startsWith(prefix) && inflects(key, folded)) {
        out.push({ pages: site.byPage(word.units), forms: [key, ...word.forms] });
      }
    }
  }
  const suru = SURU.exec(folded);
  if (suru) {
    const noun = { raw: suru[1], near: suru[1], variant: suru[1], folded: suru[1], exact, literal: true };
    const { pages } = await find(site, noun, FEWEST);
    out.push({ pages, forms: SURU_FORMS.map((form) => suru[1] + form) });
  }
  return out;
}

/**
 * Pages that may match, the most promising first.
 * @param {Found[]} terms all of them must match …
 * @param {Found|null} whole … or this
 * @param {Found[]} without
 */
function candidates(terms, whole, without) {
  const holds = (/** @type {Found} */ found, /** @type {number} */ page) =>
    found.pages.has(page) || found.inflections.some(({ pages }) => pages.has(page));
  const [first, ...others] = terms;
  const pages = new Set(whole ? whole.pages.keys() : []);
  for (const { pages: more } of first ? [first, ...first.inflections] : []) {
    for (const page of more.keys()) if (others.every((found) => holds(found, page))) pages.add(page);
  }
  /** Whole words before parts of words, and what need not be checked for -words first. */
  const promise = (/** @type {number} */ page) => {
    let sum = whole && whole.pages.has(page) ? 100 : 0;
    if (without.some(({ pages }) => pages.has(page))) sum -= 1000;
    for (const { pages: units, levels, prominent } of terms) {
      const value = (/** @type {number} */ unit) =>
        10 + (levels.has(unit) ? 4 + 2 * Number(levels.get(unit)) : 0) + (prominent.has(unit) ? 1 : 0);
      sum += Math.max(0, ...(units.get(page) || []).map(value));
    }
    return sum;
  };
  const ranked = [...pages].map((page) => /** @type {const} */ ([page, promise(page)]));
  return ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([page]) => page);
}
