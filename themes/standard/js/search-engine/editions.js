// @ts-check
/* Searching old editions together with the current one: each has an index of its own. */

/** @typedef {{id: string, title: string, date: string, folder: string, languages: string[]}} Searched */

/**
 * @typedef {(folder?: string) => {search: (query: string, options?: Options) => Promise<Result>,
 *   count: (query: string, options?: Options) => Promise<Counts>}} EngineOf
 */

/** The old editions that options ask for. @param {Searched[]} known the newest first @param {Options} options */
function wantedOf(known, { editions: wanted = false }) {
  const { index = "" } = document.documentElement.dataset;
  return known.filter(({ id, languages }) =>
    (Array.isArray(wanted) ? wanted.includes(id) : wanted) && languages.includes(index));
}

/**
 * Searches the current edition and those old ones that the options ask for. In each tier current
 * pages come first, then those of newer editions.
 * @param {EngineOf} engineOf @param {Searched[]} known
 * @param {string} query @param {Options} [options] @returns {Promise<Result>}
 */
async function searchEditions(engineOf, known, query, options = {}) {
  const of = async (/** @type {Searched} */ { folder, id, title, date }) => {
    const found = await engineOf(folder).search(query, options);
    return { ...found, hits: found.hits.map((hit) => ({ ...hit, edition: { id, title, date } })) };
  };
  const results = await Promise.all([engineOf().search(query, options), ...wantedOf(known, options).map(of)]);
  const hits = results.flatMap((result) => result.hits);
  hits.sort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier));
  return {
    total: results.reduce((sum, { total }) => sum + total, 0),
    exact: results.every(({ exact }) => exact),
    hits: hits.slice(0, limitOf(options.limit)),
  };
}

/**
 * Counts hits in the current edition and those old ones that the options ask for.
 * @param {EngineOf} engineOf @param {Searched[]} known
 * @param {string} query @param {Options} [options]
 */
async function countEditions(engineOf, known, query, options = {}) {
  const folders = [undefined, ...wantedOf(known, options).map(({ folder }) => folder)];
  const all = await Promise.all(folders.map((folder) => engineOf(folder).count(query, options)));
  /** @type {Counts} */
  const sums = new Map();
  for (const counts of all) for (const [key, count] of counts) add(sums, key, count);
  return sums;
}
