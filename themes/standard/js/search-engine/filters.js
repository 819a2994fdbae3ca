// @ts-check
/* Narrowing a search down by the fields of a collection. */

/** @param {any[]} data @returns {Filter[]} */
const readFilters = (data) => data.map(({ values, ...filter }) => ({
  ...filter,
  values: values.map((/** @type {string[]} */ [value, label, pages]) => ({ value, label, pages: numbers(pages) })),
}));

/**
 * The pages that options allow; null for all. Values of a field add up, fields narrow down.
 * @param {Site} site @param {Options} options @param {Iterable<number>} pages
 */
async function allowed(site, { collection, filters }, pages) {
  if (!collection) return null;
  let out = [...pages].filter((page) => site.collectionOf(page) === collection);
  const wanted = Object.entries(filters || {}).filter(([, values]) => values && values.length);
  const known = wanted.length ? await site.filters() : [];
  for (const [field, values] of wanted) {
    const filter = known.find((other) => other.collection === collection && other.field === field);
    const held = (filter ? filter.values : []).filter(({ value }) => values.includes(value));
    const any = new Set(held.flatMap(({ pages: some }) => some));
    out = out.filter((page) => any.has(page));
  }
  return new Set(out);
}

/** @param {Counts} counts @param {string} key @param {[number, number]} more */
function add(counts, key, [least, most]) {
  const [a, b] = counts.get(key) || [0, 0];
  counts.set(key, [a + least, b + most]);
}

/**
 * Counts what was found: by collection or, in one, by `field=value`, for each field within what the
 * other fields are narrowed down to.
 * @param {Site} site @param {{hits: Ranked[], sure: number[], maybe: number[]}} found
 * @param {string|undefined} collection @param {Record<string, string[]>} filters
 */
async function tally(site, { hits, sure, maybe }, collection, filters) {
  const known = [...hits.map(({ page }) => page), ...sure];
  /** @type {Counts} */
  const counts = new Map();
  if (!collection) {
    for (const page of known) add(counts, site.collectionOf(page) || "", [1, 1]);
    for (const page of maybe) add(counts, site.collectionOf(page) || "", [0, 1]);
    return counts;
  }
  for (const { field, values } of (await site.filters()).filter((filter) => filter.collection === collection)) {
    const others = { collection, filters: { ...filters, [field]: [] } };
    const [sures, maybes] = await Promise.all([known, maybe].map((pages) => allowed(site, others, pages)));
    for (const { value, pages } of values) {
      const least = pages.filter((page) => sures?.has(page)).length;
      add(counts, `${field}=${value}`, [least, least + pages.filter((page) => maybes?.has(page)).length]);
    }
  }
  return counts;
}
