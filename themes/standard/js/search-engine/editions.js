// @ts-check
/* Searching old editions together with the current one: each has an index of its own. */

/** @typedef {{id: string, title: string, date: string, folder: string, languages: string[]}} Searched */

/**
 * Searches the current edition and those old ones that the options ask for. In each tier current
 * pages come first, then those of newer editions.
 * @param {(folder?: string) => {search: (query: string, options?: Options) => Promise<Result>}} engineOf
 * @param {Searched[]} known the newest first
 * @param {string} query @param {Options} [options] @returns {Promise<Result>}
 */
async function searchEditions(engineOf, known, query, options = {}) {
  const { editions: wanted = false, ...rest } = options;
  const { index = "" } = document.documentElement.dataset;
  const asked = known.filter(({ id, languages }) =>
    (Array.isArray(wanted) ? wanted.includes(id) : wanted) && languages.includes(index));
  const of = async (/** @type {Searched} */ { folder, id, title, date }) => {
    const found = await engineOf(folder).search(query, rest);
    return { ...found, hits: found.hits.map((hit) => ({ ...hit, edition: { id, title, date } })) };
  };
  const results = await Promise.all([engineOf().search(query, rest), ...asked.map(of)]);
  const hits = results.flatMap((result) => result.hits);
  hits.sort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier));
  return {
    total: results.reduce((sum, { total }) => sum + total, 0),
    exact: results.every(({ exact }) => exact),
    hits: hits.slice(0, limitOf(rest.limit ?? SHOWN)),
  };
}
