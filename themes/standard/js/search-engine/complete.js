// @ts-check
/* What a reader may be about to type, and what a page marks. */

/** Completions that are offered. */
const OFFERED = 6;

/**
 * Words and titles that go on where the last word of a query ends.
 * @param {Site} site @param {string} query @returns {Promise<string[]>}
 */
async function complete(site, query) {
  const last = (query.split(/[\s"]/).pop() || "").replace(/^-/, "").normalize("NFKC");
  const prefix = site.fold(last);
  if (!prefix) return [];
  const [kana, tail] = kanaOf(site.fold(last, true));
  const [words, readings] = await Promise.all([
    wordsFrom(site, prefix, 2),
    readOn(site, toHiragana(kana), tail, false),
  ]);
  /** Frequent words and long ones first. */
  const value = (/** @type {{key: string, word: Word}} */ { key, word }) =>
    word.units.length * Math.min(4, [...key].length - [...prefix].length);
  const continued = words.filter(({ key }) => key !== prefix && !/^[@=]/.test(key)).sort((a, b) => value(b) - value(a));
  const found = [...continued.map(({ key, word }) => word.display || key), ...readings.map(({ surface }) => surface)];
  return [...new Set(found)].filter((text) => text !== last).slice(0, OFFERED);
}

/**
 * For each text the ranges that a query would mark in it.
 * @param {Site} site @param {string} query @param {string[]} texts
 */
const highlight = async (site, query, texts) => marksIn(site, await ask(site, query, false), texts, meantBy);

/**
 * The same for a question: the words themselves where they stand in one of the texts, else their
 * forms, readings, synonyms and dates.
 * @param {Site} site @param {Question} question @param {string[]} texts
 * @param {typeof meantBy} [more] what a term may mean that is not converted yet
 * @returns {Promise<Span[][]>}
 */
async function marksIn(site, question, texts, more = async () => []) {
  const blocks = texts.map((raw) => makeBlock(site.fold, raw, "b", "", 0));
  const unit = { url: "", title: "", blocks, sections: [] };
  /** @type {Span[][]} */
  const spans = texts.map(() => []);
  /** @param {Comparison[]} results */
  const add = (results) => {
    for (const { matches } of results) for (const { block, spans: more } of matches) spans[block] = spans[block].concat(more);
    return results.some(({ matches }) => matches.length);
  };
  const isWhole = question.whole && add([compare(site, question.whole.term, 0, unit)]);
  for (const { term, others } of isWhole && question.spelledOut ? [] : question.terms) {
    const literal = compare(site, term, 0, unit);
    if (literal.tier <= VARIANT) add([literal]);
    else {
      /** @param {Alternative[]} list */
      const look = (list) =>
        add(list.filter(({ needles, date }) => needles.length || date).map((other) => compareOther(site, other, 0, unit)));
      if (!look(others) && !look(await more(site, term))) add([literal]);
    }
  }
  return blocks.map((block, i) => marks(site.fold, block, spans[i]));
}
