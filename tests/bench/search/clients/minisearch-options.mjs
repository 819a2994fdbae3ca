// What both sides, the index and the search, must agree on.

/**
 * VitePress's local search: its fields and search options, MiniSearch's own tokenizer (cuts at
 * spaces and punctuation).
 */
export const VITEPRESS = {
  fields: ["title", "titles", "text"],
  storeFields: ["title", "titles"],
  searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
};

const segmenter = new Intl.Segmenter("ja", { granularity: "word" });

/** Words as the platform cuts them, as MiniSearch's documentation advises for Japanese. */
function words(text) {
  const found = [];
  for (const { segment, isWordLike } of segmenter.segment(text.normalize("NFKC"))) {
    if (isWordLike) {
      found.push(segment);
    }
  }
  return found;
}

/**
 * The same fields cut by Intl.Segmenter. All words of a query must be there, and there is no fuzzy
 * match: both gain more precision than they cost recall.
 */
export const SEGMENTER = {
  ...VITEPRESS,
  tokenize: words,
  searchOptions: { ...VITEPRESS.searchOptions, fuzzy: false, combineWith: "AND" },
};
