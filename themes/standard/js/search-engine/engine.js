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
 * @typedef {{limit?: number, collection?: string, filters?: Record<string, string[]>,
 *   editions?: boolean|string[], literal?: boolean}} Options
 * @typedef {"exact"|"folded"|"variant"|"lemma"|"synonym"|"date"|"reading"|"loose"} Tier
 * @typedef {{url: string, title: string, titleMarks: Span[], collection: string|null, heading: string,
 *   excerpt: {text: string, mark: boolean}[], tier: Tier, score: number, edition?: Edition}} Hit
 * @typedef {{id: string, title: string, date: string}} Edition an old one
 * @typedef {{total: number, exact: boolean, hits: Hit[]}} Result
 * @typedef {Map<string, [number, number]>} Counts pages at least and at most
 * @typedef {{format: number, site: string, version: string, file: string}} Head
 * @typedef {[number, number]} Span start and end, UTF-16 code units
 * @typedef {{units: number[], prominent: Set<number>}} Gram
 * @typedef {{units: number[], levels: number[], forms: string[], display?: string}} Word
 * @typedef {{gram: Gram|null, word: Word|null}} Entry
 * @typedef {{surface: string, reading: string, inflects: boolean}} Reading
 * @typedef {{collection: string, field: string, label: {ja: string, en: string},
 *   values: {value: string, label: string, pages: number[]}[]}} Filter
 * @typedef {{field: string, anchor: string, raw: string, folded: string, section: number,
 *   origins?: Span[]}} Block
 * @typedef {{heading: string, length: number}} Section
 * @typedef {{url: string, title: string, blocks: Block[], sections: Section[]}} Unit
 * @typedef {{raw: string, near: string, variant: string, folded: string, exact: boolean,
 *   literal: boolean}} Term
 * @typedef {Map<number, number[]>} Pages units by page
 * @typedef {{tier: number, pages: Pages, needles: string[], levels?: Map<number, number>,
 *   variants?: string[], otherwise?: number, date?: string, located?: string}} Alternative another
 *   way to say a term: folded texts, or a date; with neither, the page itself says that it is meant;
 *   other spellings than `variants` are of the tier `otherwise` or no match; pages are those of the
 *   grams of `located`, where it is given
 * @typedef {{term: Term, pages: Pages, prominent: Set<number>, levels: Map<number, number>,
 *   others: Alternative[], weight: number, located: string}} Found
 * @typedef {{terms: Found[], whole: Found|null, without: Found[], spelledOut: boolean}} Question
 * @typedef {{unit: number, block: number, spans: Span[]}} Match
 * @typedef {{tier: number, matches: Match[]}} Comparison
 * @typedef {{page: number, tier: number, score: number, unit: number, block: number,
 *   spans: Span[]}} Ranked
 * @typedef {{fold: (text: string, near?: boolean) => string, units: number,
 *   shard: (number: number) => Promise<Map<string, Entry>>, shardOf: (key: string) => number,
 *   entry: (key: string) => Promise<Entry|undefined>,
 *   word: (key: string) => Promise<Word|null|undefined>, fileOf: (unit: number) => number,
 *   byPage: (units: number[]) => Pages, collectionOf: (page: number) => string|null,
 *   text: (unit: number) => Promise<Unit>, hasSynonyms: boolean,
 *   compoundsOf: (text: string) => [text: string, tier: number][], filters: () => Promise<Filter[]>,
 *   readings: (key: string, prefix?: boolean) => Promise<Reading[]>}} Site
 */

/** Pages whose texts are loaded at a time, and at first, while it is not known how many match. */
const BATCH = 32, FIRST = 4;

/** Text files that are loaded beyond one for each hit shown in order to give an exact total. */
const FEW = 2;

/** Grams of each text that are looked up in addition when most candidates do not match. */
const STEP = 3;

/** Hits that are shown unless a limit says otherwise. */
const SHOWN = 20;

/** A whole number of hits, whatever a page's own script asks for. @param {unknown} wanted */
function limitOf(wanted) {
  const number = Number(wanted ?? SHOWN);
  return Number.isNaN(number) ? SHOWN : Math.max(0, Math.floor(number));
}

/** The lists of candidates of a question's terms. @param {Found[]} all @returns {{pages: Pages, located?: string}[]} */
const listsOf = (all) => all.flatMap((found) => [found, ...found.others]);

/**
 * Compares a page with a question.
 * @param {Site} site @param {Question} question @param {number} page @returns {Promise<Ranked|null>}
 */
async function verifyPage(site, { terms, whole, without }, page) {
  const all = whole ? [...terms, whole] : terms;
  const results = await Promise.all(all.map((found) => matchPage(site, found, page)));
  const asWhole = whole ? results[terms.length].tier : Infinity;
  const apart = results.slice(0, terms.length).reduce((worst, { tier }) => Math.max(worst, tier), terms.length ? EXACT : Infinity);
  const tier = Math.min(asWhole, apart);
  if (tier === Infinity) return null;
  for (const found of without) {
    // Who bars サバ does not bar サーバー.
    if ((await matchPage(site, found, page)).tier < LOOSE) return null;
  }
  return rank(site, page, tier, all.map((found, i) => [found, results[i].matches]));
}

/** The pages left that hold the terms for certain; null if that is not known. @param {Question} question @param {number[]} left */
function sureOf({ terms, whole, without }, left) {
  // A unit that holds a gram holds the term, if the term is no longer than that.
  /** @param {Term} parts */
  const isGram = ({ folded }) => [...folded].length < 3 || /^[a-z0-9]{3}$/.test(folded);
  const certain = !without.length && !(whole && whole.others.length) && terms.every(({ term, others }) => !term.exact && !others.length && isGram(term));
  return certain ? left.filter((page) => terms.every(({ pages }) => pages.has(page))) : null;
}

/**
 * Verifies and ranks candidates until there are enough. Those that few grams let through are
 * narrowed down by more grams before further texts are loaded: a shard weighs as much as two texts.
 * @param {Site} site @param {Question} question
 * @param {number[]} queue pages @param {number} limit
 */
async function verify(site, question, queue, limit) {
  /** @type {Ranked[]} */
  const hits = [];
  /** @type {Set<number>} */
  const loaded = new Set();
  /** The text files that pages need. @param {number[]} pages */
  const files = (pages) => {
    const lists = listsOf(question.whole ? [...question.terms, question.whole] : question.terms);
    return pages.flatMap((page) => lists.flatMap((list) => list.pages.get(page) || [])).map(site.fileOf);
  };
  let grams = GRAMS;
  while (queue.length) {
    const enough = hits.length >= limit;
    if (enough && new Set([...loaded, ...files(queue)]).size > limit + FEW) break;
    const size = enough ? BATCH : Math.min(hits.length || limit === Infinity ? BATCH : FIRST, limit - hits.length);
    const pages = queue.slice(0, size);
    for (const file of files(pages)) loaded.add(file);
    const before = hits.length;
    for (const ranked of await Promise.all(pages.map((page) => verifyPage(site, question, page)))) {
      if (ranked) hits.push(ranked);
    }
    queue = queue.slice(size);
    if ((hits.length - before) * 2 < pages.length && grams < mostGrams(question) && new Set(files(queue)).size > STEP) {
      question = await narrow(site, question, (grams += STEP));
      const left = new Set(queue);
      queue = candidates(question).filter((page) => left.has(page));
    }
  }
  hits.sort((a, b) => a.tier - b.tier || b.score - a.score || a.page - b.page);
  const sure = sureOf(question, queue);
  return { hits, sure: sure || [], maybe: sure ? [] : queue };
}

/**
 * An engine for one index.
 * @param {(file: string, version: string) => Promise<unknown>} load runs `search/FILE.js`
 * @param {string} [folder] in which `search/` lies, from the site's root
 */
function create(load, folder = "") {
  const open = library(load, folder);

  /**
   * What a query finds: hits in order, other pages that hold it for certain, those that may, and the
   * question that was asked at last.
   * @param {Site} site @param {string} query @param {Options} options @param {number} limit
   */
  async function seek(site, query, options, limit) {
    const question = await ask(site, String(query ?? ""), !!options.literal);
    /** @param {Question} asked */
    const attempt = async (asked) => {
      const queue = candidates(asked);
      const only = await allowed(site, options, queue);
      return { asked, ...(await verify(site, asked, only ? queue.filter((page) => only.has(page)) : queue, limit)) };
    };
    const { spelledOut } = question;
    let found = await attempt(spelledOut ? { ...question, terms: [] } : question);
    if (spelledOut && !found.hits.length) found = await attempt(question);
    if (!found.hits.some(({ tier }) => tier < LOOSE)) {
      const converted = await convert(site, question);
      if (converted) found = await attempt(converted);
    }
    return found;
  }

  /** @param {string} query @param {Options} [options] @returns {Promise<Result>} */
  async function search(query, options = {}) {
    const site = await open();
    const limit = limitOf(options.limit);
    const found = await seek(site, query, options, limit);
    /** @type {Hit[]} */
    const hits = [];
    while (hits.length < Math.min(limit, found.hits.length)) {
      const some = found.hits.slice(hits.length, Math.min(limit, hits.length + BATCH));
      hits.push(...(await Promise.all(some.map((ranked) => hit(site, found.asked, ranked)))));
    }
    return { total: found.hits.length + found.sure.length, exact: !found.maybe.length, hits };
  }

  /**
   * How many pages a query finds in each collection or, with a collection, for each value of its
   * fields while the other fields stay narrowed down.
   * @param {string} query
   * @param {Options} [options] `limit`: how many pages are compared at least
   * @returns {Promise<Counts>} by collection, or by `field=value`
   */
  async function count(query, { filters = {}, limit, ...options } = {}) {
    const site = await open();
    return tally(site, await seek(site, query, options, limitOf(limit)), options.collection, filters);
  }

  return {
    search,
    count,
    /** The fields by which a search can be narrowed down. */
    facets: async () => (await (await open()).filters()).map(({ values, ...filter }) =>
      ({ ...filter, values: values.map(({ value, label, pages }) => ({ value, label, count: pages.length })) })),
    /** @param {string} query */
    complete: async (query) => complete(await open(), String(query ?? "")),
    /** @param {string} query @param {string[]} texts */
    highlight: async (query, texts) => highlight(await open(), String(query ?? ""), texts),
    /** The fold of the site's index. @param {string} text */
    fold: async (text) => (await open()).fold(text.normalize("NFKC")),
  };
}

/** The engines of the page's own site by the folders of their indexes. @type {Map<string, ReturnType<typeof create>>} */
const engines = new Map();

/** The engine of an index in the page's own language. @param {string} [folder] that of an old edition */
function engine(folder = "") {
  folder += document.documentElement.dataset.index || "";
  const known = engines.get(folder) || create(loaderOf(folder), folder);
  engines.set(folder, known);
  return known;
}
const page = /** @type {any} */ (globalThis);
page.hakusho = page.hakusho || {};
/** Of the page's own site; `create` makes one for another. @type {ReturnType<typeof create> & {create: typeof create}} */
page.hakusho.engine = {
  create,
  search: (query, options) => searchEditions(engine, page.hakusho.site?.editions || [], query, options),
  count: (query, options) => countEditions(engine, page.hakusho.site?.editions || [], query, options),
  facets: () => engine().facets(),
  complete: (query) => engine().complete(query),
  highlight: (query, texts) => engine().highlight(query, texts),
  fold: (text) => engine().fold(text),
};
