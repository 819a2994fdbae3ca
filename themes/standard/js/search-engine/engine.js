// @ts-check
/*
 * The search engine: finds pages in the files below search/, without a server and a dictionary.
 *
 *   parse the query → candidates from the postings of its grams → compare their texts with the
 *   query → rank → cut excerpts
 *
 * What is found is decided by comparing folded texts alone: F = g ∘ NFKC, where g maps each code
 * point by itself (case, old kanji; white space, ー and invisible characters vanish). Postings only
 * narrow down which texts are looked at, and words only decide what comes first.
 *
 * The files of this folder become one classic script, wrapped in a function of its own, that is
 * loaded on first use, also from file://. Node gives it a loader (`hakusho.engine.create`).
 */

/**
 * @typedef {{limit?: number, collection?: string, literal?: boolean}} Options
 * @typedef {"exact"|"folded"|"variant"|"lemma"|"loose"} Tier
 * @typedef {{url: string, title: string, collection: string|null, heading: string,
 *   excerpt: {text: string, mark: boolean}[], tier: Tier, score: number}} Hit
 * @typedef {{total: number, exact: boolean, hits: Hit[]}} Result
 * @typedef {{format: number, site: string, file: string}} Head
 * @typedef {{units: number[], prominent: Set<number>}} Gram
 * @typedef {{units: number[], levels: number[], display: string, forms: string[]}} Word
 * @typedef {{gram: Gram|null, word: Word|null}} Entry
 * @typedef {{field: string, anchor: string, raw: string, folded: string, section: number}} Block
 * @typedef {{heading: string, length: number}} Section
 * @typedef {{url: string, title: string, blocks: Block[], sections: Section[]}} Unit
 * @typedef {{raw: string, near: string, variant: string, folded: string, exact: boolean,
 *   literal: boolean}} Term
 * @typedef {Map<number, number[]>} Pages units by page
 * @typedef {{pages: Pages, forms: string[]}} Inflection
 * @typedef {{term: Term, pages: Pages, prominent: Set<number>, levels: Map<number, number>,
 *   inflections: Inflection[], weight: number}} Found
 * @typedef {{unit: number, block: number, count: number, needles: string[]}} Match
 * @typedef {{page: number, tier: number, score: number, unit: number, block: number,
 *   needles: string[]}} Ranked
 * @typedef {{fold: (text: string, near?: boolean) => string, units: number,
 *   shard: (number: number) => Promise<Map<string, Entry>>, shardOf: (key: string) => number,
 *   entry: (key: string) => Promise<Entry|undefined>, fileOf: (unit: number) => number,
 *   byPage: (units: number[]) => Pages, collectionOf: (page: number) => string|null,
 *   text: (unit: number) => Promise<Unit>}} Site
 */

/** Pages whose texts are loaded at a time. */
const BATCH = 32;

/** Text files that are loaded beyond what is shown in order to give an exact total. */
const FEW = 8;

/** Hits that are shown unless a limit says otherwise. */
const SHOWN = 20;

/** A whole number of hits, whatever a page's own script asks for. @param {unknown} wanted */
const limitOf = (wanted) => (Number.isNaN(Number(wanted)) ? SHOWN : Math.max(0, Math.floor(Number(wanted))));

/**
 * Verifies and ranks candidates until there are enough.
 * @param {Site} site @param {Found[]} terms @param {Found|null} whole @param {Found[]} without
 * @param {number[]} queue pages @param {number} limit
 */
async function verify(site, terms, whole, without, queue, limit) {
  /** @param {number} page @returns {Promise<Ranked|null>} */
  async function one(page) {
    const all = whole ? [...terms, whole] : terms;
    const results = await Promise.all(all.map((found) => matchPage(site, found, page)));
    const tiers = results.map(({ tier }) => tier);
    const asWhole = whole ? tiers[tiers.length - 1] : Infinity;
    const apart = terms.length ? Math.max(...tiers.slice(0, terms.length)) : Infinity;
    const tier = Math.min(asWhole, apart);
    if (tier === Infinity) return null;
    for (const found of without) {
      if ((await matchPage(site, found, page)).tier < Infinity) return null;
    }
    return rank(site, page, tier, all.map((found, i) => [found, results[i].matches]));
  }
  /** The text files that the pages need. @param {number[]} pages */
  const files = (pages) => {
    const lists = [...terms, ...(whole ? [whole] : [])].flatMap((found) => [found, ...found.inflections]);
    const units = pages.flatMap((page) => lists.flatMap((list) => list.pages.get(page) || []));
    return new Set(units.map(site.fileOf)).size;
  };
  /** @type {Ranked[]} */
  const hits = [];
  let next = 0;
  while (next < queue.length) {
    const enough = hits.length >= limit;
    if (enough && files(queue.slice(next)) > Math.max(limit, FEW)) break;
    const size = enough ? BATCH : Math.min(BATCH, limit - hits.length);
    const batch = await Promise.all(queue.slice(next, next + size).map(one));
    for (const ranked of batch) if (ranked) hits.push(ranked);
    next += size;
  }
  hits.sort((a, b) => a.tier - b.tier || b.score - a.score || a.page - b.page);
  return { hits, left: Math.max(0, queue.length - next) };
}

/**
 * An engine for one site.
 * @param {(file: string, version: string) => Promise<unknown>} load runs `search/FILE.js`
 */
function create(load) {
  const open = library(load);

  /** @param {string} query @param {Options} [options] @returns {Promise<Result>} */
  async function search(query, { limit: wanted = SHOWN, collection, literal = false } = {}) {
    const site = await open();
    const limit = limitOf(wanted);
    query = String(query ?? "");
    const parsed = literal ? { terms: [{ text: query, exact: false }], without: [], plain: true } : parse(query);
    /** @param {{text: string, exact: boolean}} part */
    const toTerm = ({ text, exact }) => makeTerm(site, text, exact, literal);
    const budget = parsed.terms.length > 1 ? FEWEST : GRAMS;
    const findAll = (/** @type {Term[]} */ terms) =>
      Promise.all(terms.filter((term) => term.folded).map((term) => find(site, term, budget)));
    const several = parsed.plain && parsed.terms.length > 1;
    const [terms, [whole = null], without] = await Promise.all([
      findAll(parsed.terms.map(toTerm)),
      findAll(several ? [toTerm({ text: query, exact: false })] : []),
      findAll(parsed.without.map((part) => makeTerm(site, part.text, part.exact, true))),
    ]);
    const attempt = async (/** @type {Found[]} */ apart) => {
      let queue = candidates(apart, whole, without);
      if (collection) queue = queue.filter((page) => site.collectionOf(page) === collection);
      return verify(site, apart, whole, without, queue, limit);
    };
    // Single letters with spaces between them are one word spelled out.
    const spelled = whole && parsed.terms.every(({ text }) => /^[A-Za-z0-9]$/.test(text));
    let { hits, left } = await attempt(spelled ? [] : terms);
    if (spelled && !hits.length) ({ hits, left } = await attempt(terms));
    /** @type {Hit[]} */
    const shown = [];
    while (shown.length < Math.min(limit, hits.length)) {
      const some = hits.slice(shown.length, Math.min(limit, shown.length + BATCH));
      shown.push(...(await Promise.all(some.map((ranked) => hit(site, ranked)))));
    }
    // A unit that holds a gram holds the query, if the query is no longer than that.
    const certain = terms.every(({ term, inflections }) =>
      !term.exact && !inflections.length && [...term.folded].length < 3);
    return { total: hits.length + left, exact: left === 0 || (certain && !without.length), hits: shown };
  }

  return {
    search,
    /** The fold of the site's index. @param {string} text */
    fold: async (text) => (await open()).fold(text.normalize("NFKC")),
  };
}

/** @type {ReturnType<typeof create>|null} */
let own = null;
const page = /** @type {any} */ (globalThis);
page.hakusho = page.hakusho || {};
page.hakusho.engine = {
  create: (/** @type {(file: string, version: string) => Promise<unknown>} */ load) => create(load),
  /** @param {string} query @param {Options} [options] */
  search: (query, options) => (own = own || create(loadScript)).search(query, options),
};
