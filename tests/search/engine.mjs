// Runs the search engine of the theme against the files of an index, without a browser.
//
//   node engine.mjs ENGINE_FOLDER SITE_FOLDER < REQUEST.json > ANSWER.json
//
// The request is {folds: [[text, folded] …], queries: [{query, options} …]}; a query with a `call`
// asks another function of the engine, with `texts` for its second argument if it takes such. The
// answer is {wrongFolds: […], results: […]}, where a query that failed has {error} for its result,
// and a map is an object.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";

const [sources, site] = process.argv.slice(2);
// One script in a function of its own, as the site gets it.
const parts = readdirSync(sources).sort().map((name) => readFileSync(join(sources, name), "utf8"));
runInThisContext(`(() => {\n"use strict";\n${parts.join("\n")}})();`);
const engine = globalThis.hakusho.engine.create(async (file) => {
  const path = join(site, "search", `${file}.js`);
  if (!existsSync(path)) throw new Error(`search/${file}.js could not be loaded`);
  runInThisContext(readFileSync(path, "utf8"), { filename: path });
});

const request = JSON.parse(readFileSync(0, "utf8"));
const wrongFolds = [];
for (const [text, folded] of request.folds) {
  // What this version of Node does not know yet, it cannot normalise.
  if (/\p{Unassigned}/u.test(text)) continue;
  if ((await engine.fold(text)) !== folded) wrongFolds.push(text);
}
const results = [];
for (const { call = "search", query, options, texts } of request.queries) {
  // JSON has no Infinity.
  const argument = options ? { ...options, limit: options.limit ?? Infinity } : texts;
  const result = await engine[call](query, argument).catch((error) => ({ error: error.message }));
  results.push(result instanceof Map ? Object.fromEntries(result) : result);
}
process.stdout.write(JSON.stringify({ wrongFolds, results }));
