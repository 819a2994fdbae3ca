// Calls pure functions of the search engine, without an index.
//
//   node tables.mjs ENGINE_FOLDER COMPOUNDS < REQUEST.json > ANSWER.json
//
// The request is [[function, argument …] …], the answer what each call gives.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";

const [sources, compounds] = process.argv.slice(2);
const parts = readdirSync(sources).sort().map((name) => readFileSync(join(sources, name), "utf8"));
const call = runInThisContext(`(() => {\n"use strict";\n${parts.join("\n")}
const compoundsOf = makeCompounds(${JSON.stringify(compounds)});
const functions = {
  readingKey, beginnings, datesIn, dateOf, gramsOf,
  spellings: (text) => spellingsOf(text, compoundsOf).map(([spelling]) => spelling),
  soundsLike: (kana, reading, free) => new RegExp("^" + soundsLike(kana, free) + "$").test(soundOf(reading)),
  // The pages of a question for one term that stands in so many units of one page.
  candidatesOf: (count) => candidates({
    terms: [{
      pages: new Map([[0, Array.from({ length: count }, (_, unit) => unit)]]),
      prominent: new Set(), levels: new Map(), others: [],
    }],
    whole: null, without: [],
  }),
  romaji: (text) => fromRomaji(text).map(({ kana, tail }) => kana + tail),
  bases: (text) => [...basesOf(text).keys()],
};
return (name, ...values) => functions[name](...values);
})()`);
const request = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(request.map((line) => call(...line))));
