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
async function allowed(site, { collection, filters = {} }, pages) {
  if (!collection) return null;
  let out = [...pages].filter((page) => site.collectionOf(page) === collection);
  const wanted = Object.entries(filters).filter(([, values]) => values && values.length);
  const known = wanted.length ? await site.filters() : [];
  for (const [field, values] of wanted) {
    const filter = known.find((other) => other.collection === collection && other.field === field);
    const held = (filter ? filter.values : []).filter(({ value }) => values.includes(value));
    const any = new Set(held.flatMap(({ pages: some }) => some));
    out = out.filter((page) => any.has(page));
  }
  return new Set(out);
}
