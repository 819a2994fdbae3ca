// Usage: node compare.mjs SITE [GOLD]
//
// The same queries over the same pages against every engine, by turns. GOLD is a folder of judged
// queries; without it literal queries are drawn from the pages and a scan is the truth.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "../../browser/lib.mjs";
import { kanjiPairs, readTexts } from "../../browser/text.mjs";
import { drawQueries, scan, spread } from "./draw.mjs";
import { flexSearch } from "./engines/flexsearch.mjs";
import { hakusho } from "./engines/hakusho.mjs";
import { lunrJapanese } from "./engines/lunr.mjs";
import { segmented, vitepress } from "./engines/minisearch.mjs";
import { pagefind } from "./engines/pagefind.mjs";
import { readGold } from "./gold.mjs";
import { mark } from "./judge.mjs";
import { Contestant } from "./measure.mjs";
import { readPages } from "./pages.mjs";
import { serveCounting } from "./server.mjs";
import { printTables } from "./tables.mjs";

const ALL_ENGINES = [hakusho, pagefind, vitepress, segmented, lunrJapanese, flexSearch];
const wanted = process.env.ENGINES?.split(",");
const ENGINES = ALL_ENGINES.filter(({ folder }) => !wanted || wanted.includes(folder));
/** Literal queries of each kind, where they are drawn. */
const DRAWN = Number(process.env.DRAWN || 30);
const SEED = 1;
/** Cold queries take a new browser profile each: this many, spread over all queries. */
const COLD = Number(process.env.COLD || 40);
const WARM_RUNS = 3;

const [site, gold] = process.argv.slice(2);

/** Tells where the run is, on the line where it was. */
function progress(text) {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
}

async function queriesFor(browser, pages) {
  if (gold) {
    return readGold(gold, new Set(pages.map(({ path }) => path)));
  }
  const texts = await readTexts(browser, site);
  return scan(texts, drawQueries(texts, DRAWN, SEED), kanjiPairs(site));
}

async function buildAll(pages, home) {
  for (const engine of ENGINES) {
    progress(`indexing ${pages.length} pages with ${engine.name}`);
    await engine.build(pages, join(home, engine.folder), site);
  }
}

/** Every engine answers every query; the files that the queries need are loaded by this. */
async function judgeAll(contestants, queries) {
  for (const [at, judged] of queries.entries()) {
    if (at % 50 === 0) {
      progress(`judging, query ${at} of ${queries.length}`);
    }
    for (const contestant of contestants) {
      const hits = await contestant.find(judged.query);
      contestant.answers.push({ class: judged.class, hits, marks: mark(judged, hits.map(({ path }) => path)) });
    }
  }
}

/** Times every query with the one before it in between: no engine may just repeat its last answer. */
async function timeWarm(contestants, queries) {
  for (const [at, { query }] of queries.entries()) {
    const another = queries.at(at - 1).query;
    for (const contestant of contestants) {
      const times = [];
      for (let run = 0; run < WARM_RUNS; run += 1) {
        await contestant.warm(another);
        times.push(await contestant.warm(query));
      }
      contestant.warmTimes.push(times.sort((a, b) => a - b)[WARM_RUNS >> 1]);
    }
  }
}

async function timeCold(contestants, queries) {
  const chosen = spread(queries, COLD);
  for (const [at, { query }] of chosen.entries()) {
    progress(`cold query ${at + 1} of ${chosen.length}`);
    for (const contestant of contestants) {
      contestant.colds.push(await contestant.cold(query));
    }
  }
}

/** Tries a query that the engine has answered. */
async function tryFromFile(contestants, queries) {
  for (const contestant of contestants) {
    const answered = contestant.answers.findIndex(({ hits }) => hits.length > 0);
    contestant.fromFile = answered >= 0 && (await contestant.worksFromFile(queries[answered].query));
  }
}

function versions(browser) {
  const file = new URL("../package.json", import.meta.url);
  const pinned = JSON.parse(readFileSync(file, "utf8")).devDependencies;
  const named = Object.entries(pinned).map(([name, version]) => `${name} ${version}`);
  return [...named, `Chromium ${browser.version()}`, `Node ${process.versions.node}`].join(", ");
}

const home = mkdtempSync(join(tmpdir(), "hakusho-bench-"));
process.on("exit", () => rmSync(home, { recursive: true, force: true }));
const browser = await launch();
const pages = await readPages(browser, site);
const queries = await queriesFor(browser, pages);
await buildAll(pages, home);
const server = await serveCounting(home);
const contestants = ENGINES.map((engine) =>
  Object.assign(new Contestant(engine, { browser, server, home }), {
    answers: [],
    warmTimes: [],
    colds: [],
  }),
);
for (const contestant of contestants) {
  await contestant.open();
}
await judgeAll(contestants, queries);
progress("warm queries");
await timeWarm(contestants, queries);
await timeCold(contestants, queries);
await tryFromFile(contestants, queries);
await browser.close();
server.close();
progress("");
printTables({ contestants, pages, queries, isGold: Boolean(gold), versions: versions(browser) });
