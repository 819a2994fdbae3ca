// @ts-check
/* From a query to the units that may match it. */

/** Grams of a query whose shards are loaded, and of one term at least; further grams in the same
 *  shards are free. */
const GRAMS = 4, FEWEST = 2;

/**
 * Operators are read before NFKC: white space = AND, "…" = exact, -word = without.
 * @param {string} query @param {boolean} literal there are none
 */
function parse(query, literal) {
  /** @type {{text: string, exact: boolean}[]} */
  const terms = [];
  /** @type {{text: string, exact: boolean}[]} */
  const without = [];
  let plain = true;
  // A word that is written twice asks for no more than once; a letter may spell a word out (A A).
  const seen = new Set();
  for (const [token, minus, phrase] of literal ? [] : query.matchAll(/(-?)"([^"]*)"?|\S+/g)) {
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

/** How much a character narrows a search down. @param {string} c */
const narrowing = (c) => (/\p{Script=Han}/u.test(c) ? 3 : /[ァ-ヺ]/.test(c) ? 2 : /[ぁ-ゖ]/.test(c) ? 0 : 1);

/** @param {Site} site @param {string} text @param {boolean} exact @param {boolean} literal @returns {Term} */
function makeTerm(site, text, exact, literal) {
  const normal = text.normalize("NFKC");
  const near = site.fold(normal, true);
  const raw = exact || literal ? text : text.trim();
  return { raw, near: near.trim(), variant: variantOf(near), folded: site.fold(normal), exact, literal };
}

/**
 * The grams of a folded text: pairs of neighbours, and three in place of two pairs where all are
 * ASCII letters or digits; those first that narrow a search down most.
 * @param {string} folded
 */
function gramsOf(folded) {
  const chars = [...folded];
  if (chars.length < 2) return chars;
  /** @param {number} at */
  const isLatin = (at) => at >= 0 && /^[a-z0-9]{3}$/.test(chars.slice(at, at + 3).join(""));
  /** @type {Map<string, number>} */
  const weights = new Map();
  for (let at = 0; at + 1 < chars.length; at++) {
    const size = isLatin(at) ? 3 : isLatin(at - 1) ? 0 : 2;
    const gram = chars.slice(at, at + size);
    if (size) weights.set(gram.join(""), gram.reduce((sum, c) => sum + narrowing(c), 0) + (size - 2) * 2);
  }
  return [...weights.keys()].sort((a, b) => Number(weights.get(b)) - Number(weights.get(a)));
}

/**
 * The units that may hold a folded text, from its grams.
 * @param {Site} site @param {string} folded
 * @param {number} budget how many grams may cost a shard
 * @param {string} [known] a folded text whose grams are looked up anyway
 */
async function locate(site, folded, budget, known = "") {
  const free = gramsOf(known), sorted = gramsOf(folded);
  const costly = sorted.filter((gram) => !free.includes(gram)).slice(0, budget);
  const needed = new Set([sorted[0], ...costly, ...free.slice(0, GRAMS), folded].map(site.shardOf));
  const usable = sorted.filter((gram) => needed.has(site.shardOf(gram)));
  const entries = await Promise.all(usable.map(site.entry));
  const postings = entries.map((entry) => (entry && entry.gram) || { units: [], prominent: new Set() });
  postings.sort((a, b) => a.units.length - b.units.length);
  const units = postings.map((gram) => gram.units).reduce(intersect);
  return { units, prominent: new Set(units.filter((unit) => postings.every((gram) => gram.prominent.has(unit)))) };
}

/**
 * Where a term may be.
 * @param {Site} site @param {Term} term @param {number} budget
 * @returns {Promise<Found>}
 */
async function find(site, term, budget) {
  const [{ units, prominent }, word, others] = await Promise.all([
    locate(site, term.folded, budget),
    site.word(term.folded),
    alternativesOf(site, term),
  ]);
  const levels = word ? levelsOf(word) : new Map();
  const weight = Math.log(1 + (site.units - units.length + 0.5) / (units.length + 0.5));
  return { term, pages: site.byPage(units), prominent, levels, others, weight, located: term.folded };
}

/** How many grams there are at most to look up for a question. @param {Question} question */
const mostGrams = ({ terms, whole }) =>
  Math.max(0, ...listsOf(whole ? [...terms, whole] : terms).map(({ located }) => (located ? gramsOf(located).length : 0)));

/**
 * The same question with fewer candidates.
 * @param {Site} site @param {Question} question
 * @param {number} budget how many grams of each text may cost a shard
 * @returns {Promise<Question>}
 */
async function narrow(site, { terms, whole, ...rest }, budget) {
  /** @template {{pages: Pages, located?: string}} T @param {T} list @returns {Promise<T>} */
  const fewer = async (list) =>
    list.located && list.pages.size ? { ...list, pages: site.byPage((await locate(site, list.located, budget)).units) } : list;
  /** @param {Found} found @returns {Promise<Found>} */
  const narrower = async (found) => ({ ...(await fewer(found)), others: await Promise.all(found.others.map(fewer)) });
  const [all, one] = await Promise.all([Promise.all(terms.map(narrower)), whole && narrower(whole)]);
  return { ...rest, terms: all, whole: one };
}

/**
 * A query and where its terms may be.
 * @param {Site} site @param {string} query @param {boolean} literal
 * @returns {Promise<Question>}
 */
async function ask(site, query, literal) {
  const parsed = parse(query, literal);
  const several = parsed.plain && parsed.terms.length > 1;
  const budget = parsed.terms.length > 1 ? FEWEST : GRAMS;
  /** @param {{text: string, exact: boolean}[]} parts @param {boolean} [all] */
  const findAll = (parts, all = literal) => {
    const terms = parts.map(({ text, exact }) => makeTerm(site, text, exact, all));
    return Promise.all(terms.filter(({ folded }) => folded).map((term) => find(site, term, budget)));
  };
  const [terms, [whole = null], without] = await Promise.all([
    findAll(parsed.terms),
    findAll(several ? [{ text: query, exact: false }] : []),
    findAll(parsed.without, true),
  ]);
  // Single letters with spaces between them are one word spelled out.
  const spelledOut = !!whole && terms.every(({ term }) => /^[a-z0-9]$/.test(term.folded));
  return { terms, whole, without, spelledOut };
}

/**
 * The same question with the meanings of what is not converted yet; null if there are none.
 * @param {Site} site @param {Question} question
 * @returns {Promise<Question|null>}
 */
async function convert(site, question) {
  const more = await Promise.all(question.terms.map(({ term }) => meantBy(site, term)));
  if (!more.some((others) => others.length)) return null;
  const terms = question.terms.map((found, i) => ({ ...found, others: [...found.others, ...more[i]] }));
  return { ...question, terms };
}

/**
 * Pages that may match, the most promising first.
 * @param {Question} question
 */
function candidates({ terms, whole, without }) {
  /** @param {Found} found @param {number} page */
  const holds = (found, page) =>
    found.pages.has(page) || found.others.some(({ pages }) => pages.has(page));
  const [first, ...others] = terms;
  /** @type {Set<number>} */
  const pages = new Set(whole ? listsOf([whole]).flatMap((list) => [...list.pages.keys()]) : []);
  for (const { pages: more } of first ? listsOf([first]) : []) {
    for (const page of more.keys()) if (others.every((found) => holds(found, page))) pages.add(page);
  }
  /** Better kinds of match and whole words first, and what need not be checked for -words. */
  const promise = (/** @type {number} */ page) => {
    let sum = whole && whole.pages.has(page) ? 100 : 0;
    if (without.some(({ pages: held }) => held.has(page))) sum -= 1000;
    for (const { pages: literal, levels, prominent, others: alternatives } of terms) {
      let best = 0, other = 0;
      for (const unit of literal.get(page) || []) {
        best = Math.max(best, 20 + (levels.has(unit) ? 4 + 2 * Number(levels.get(unit)) : 0) + (prominent.has(unit) ? 1 : 0));
      }
      for (const { pages: held, tier, levels: as } of alternatives) {
        for (const unit of held.get(page) || []) other = Math.max(other, 2 * (LOOSE - tier) + ((as && as.get(unit)) || 0) / 2);
      }
      // What holds the grams need not hold the term.
      sum += best ? best + other / 100 : other;
    }
    return sum;
  };
  const ranked = [...pages].map((page) => /** @type {const} */ ([page, promise(page)]));
  return ranked.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([page]) => page);
}
