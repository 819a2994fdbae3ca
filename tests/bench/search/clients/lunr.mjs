// lunr: the query is cut as the text was, all words are required, the last may go on. A Latin word
// may not: words that end in `*` are not stemmed, but those of the index are.

import lunr, { wordsOf } from "./lunr-ja.mjs";

let index;

window.engine = {
  async open() {
    index = lunr.Index.load(await (await fetch("index.json")).json());
  },

  async search(query, limit) {
    const { presence, wildcard } = lunr.Query;
    // lunr's own syntax for what a page must not hold; quotes it has none.
    const without = query.split(/\s+/).filter((part) => /^-./.test(part));
    const words = wordsOf(query.split(/\s+/).filter((part) => !/^-./.test(part)).join(" "));
    if (words.length === 0) {
      return [];
    }
    const found = index.query((terms) => {
      words.forEach((word, at) => {
        const goesOn = at === words.length - 1 && !/^[\x00-\x7f]+$/.test(word);
        const ending = goesOn ? wildcard.TRAILING : wildcard.NONE;
        terms.term(word, { presence: presence.REQUIRED, wildcard: ending });
      });
      for (const word of without.flatMap((part) => wordsOf(part.slice(1)))) {
        terms.term(word, { presence: presence.PROHIBITED });
      }
    });
    return found.slice(0, limit).map(({ ref }) => ({ url: ref }));
  },
};
