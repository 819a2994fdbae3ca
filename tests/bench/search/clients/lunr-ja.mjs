// lunr with lunr-languages: English and Japanese (TinySegmenter), for the index and the search.

import lunr from "lunr";
import japanese from "lunr-languages/lunr.ja.js";
import multi from "lunr-languages/lunr.multi.js";
import stemmerSupport from "lunr-languages/lunr.stemmer.support.js";
import tinySegmenter from "lunr-languages/tinyseg.js";

stemmerSupport(lunr);
tinySegmenter(lunr);
japanese(lunr);
multi(lunr);

/** The two at once, as lunr-languages says for pages with words of both; Latin words are stemmed. */
export const languages = lunr.multiLanguage("en", "ja");

/** The words of a query that can stand in the index: stop words and signs are left out of it. */
export function wordsOf(query) {
  const filters = new lunr.Pipeline();
  filters.add(lunr.ja.trimmer, lunr.ja.stopWordFilter, lunr.stopWordFilter);
  return filters.run(lunr.ja.tokenizer(query)).map(String).filter(Boolean);
}

export default lunr;
