// Usage: node recall.mjs SITE [DRAWS=10000] [SEED=1]
//
// The promise of the search, on any site that hakusho built: random substrings (1–12 code points)
// of the pages' text, searched literally from file://, find their page; and every page that is
// found holds the query. Prints what was missed and what was found wrongly.

import { PATIENCE, fileRoot, pageOf, pageUrl, run } from "./lib.mjs";
import { randomNumbers } from "./random.mjs";
import { fold, kanjiPairs, readTexts } from "./text.mjs";

const [site, drawsArgument = "10000", seedArgument = "1"] = process.argv.slice(2);
const DRAWS = Number(drawsArgument);
const LONGEST = 12;
const BATCH = 100;
/** A large site takes its time for a query that thousands of pages answer, in milliseconds. */
const PATIENCE_PER_DRAW = 100;

/** Draws `{query, path}`, each page as often as any other; queries that fold to nothing are not drawn. */
function draw(texts, random) {
  const below = (limit) => Math.floor(random() * limit);
  for (;;) {
    const { path, blocks } = texts[below(texts.length)];
    const letters = Array.from(blocks[below(blocks.length)].normalize("NFKC"));
    const start = below(letters.length);
    const query = letters.slice(start, start + 1 + below(LONGEST)).join("");
    if (fold(query) !== "") {
      return { query, path };
    }
  }
}

/** Runs in the browser: the addresses found for each query. */
async function searchAll(queries) {
  const answers = [];
  for (const query of queries) {
    const options = { limit: Infinity, literal: true };
    const { total, exact, hits } = await window.hakusho.search(query, options);
    answers.push({ total, exact, urls: hits.map(({ url }) => url) });
  }
  return answers;
}

function checkAnswer(report, { query, path }, answer, { folded, kanji }) {
  const found = answer.urls.map(pageOf);
  const shown = JSON.stringify(query);
  report.expect(found.includes(path), `missed: ${shown} stands on ${path}`);
  report.expect(answer.exact && answer.total === found.length, `${shown}: total not exact`);
  const wanted = fold(query, kanji);
  for (const page of found) {
    const holds = folded.get(page)?.some((block) => block.includes(wanted));
    report.expect(holds, `false hit: ${shown} does not stand on ${page}`);
  }
  return found.length;
}

await run(async (browser, report) => {
  const texts = await readTexts(browser, site);
  const random = randomNumbers(Number(seedArgument));
  const page = await browser.newPage();
  await page.goto(pageUrl(fileRoot(site), texts[0].path));
  const kanji = kanjiPairs(site);
  const folded = new Map(
    texts.map(({ path, blocks }) => [path, blocks.map((block) => fold(block, kanji))]),
  );
  const begin = Date.now();
  let hits = 0;
  for (let done = 0; done < DRAWS; done += BATCH) {
    const count = Math.min(BATCH, DRAWS - done);
    const drawn = Array.from({ length: count }, () => draw(texts, random));
    const answers = await page.evaluate(searchAll, drawn.map(({ query }) => query));
    answers.forEach((answer, index) => {
      hits += checkAnswer(report, drawn[index], answer, { folded, kanji });
    });
  }
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  return `${DRAWS} draws from ${texts.length} pages, ${hits} hits, ${seconds} s`;
}, PATIENCE + DRAWS * PATIENCE_PER_DRAW);
