// Usage: node speed.mjs SITE
//
// hakusho alone, on a site of any size, from file:// in headless Chromium: queries of every kind
// drawn from the site, what a first query loads (gzip), how long it takes when that is loaded.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { asset } from "../../browser/assets.mjs";
import { fileRoot, launch } from "../../browser/lib.mjs";
import { readTexts } from "../../browser/text.mjs";
import { spread } from "./draw.mjs";
import { hakusho } from "./engines/hakusho.mjs";
import { quantile } from "./judge.mjs";
import { drawMeanings } from "./meanings.mjs";
import { table } from "./tables.mjs";

const OF_EACH = Number(process.env.DRAWN || 40);
/** First queries take a new tab each: this many of each kind. */
const COLD = Number(process.env.COLD || 10);
const WARM_RUNS = 3;
const SHOWN = 8;

const [site] = process.argv.slice(2);
const root = fileRoot(site);

const weights = new Map();
function gzipped(file) {
  if (!weights.has(file)) {
    weights.set(file, gzipSync(readFileSync(file), { level: 9 }).length);
  }
  return weights.get(file);
}

async function openTab(browser) {
  const tab = await browser.newPage();
  await tab.addInitScript(hakusho.client);
  await tab.goto(root + hakusho.start);
  return tab;
}

/** Runs in the browser. */
async function ask({ query, limit }) {
  const start = performance.now();
  const { length } = await window.bench(query, limit);
  return { milliseconds: performance.now() - start, hits: length };
}

/** A first query in a new tab: bytes by the part of the index that they belong to. */
async function cold(browser, query) {
  const tab = await openTab(browser);
  const bytes = { manifest: 0, k: 0, r: 0, t: 0, other: 0 };
  let requests = 0;
  tab.on("request", (request) => {
    const path = fileURLToPath(request.url().replace(/[?#].*/, ""));
    const part = decodeURIComponent(request.url()).match(/\/search\/(manifest|[krt](?=\/))/)?.[1];
    if (part || path.includes("/search/")) {
      bytes[part ?? "other"] += gzipped(path);
      requests += 1;
    }
  });
  const { milliseconds } = await tab.evaluate(ask, { query, limit: SHOWN });
  await tab.close();
  return { milliseconds, bytes, requests };
}

/** The time of a query whose files are there; another is asked in between. */
async function warmTime(tab, query, another) {
  const { hits } = await tab.evaluate(ask, { query, limit: SHOWN });
  const times = [];
  for (let run = 0; run < WARM_RUNS; run += 1) {
    await tab.evaluate(ask, { query: another, limit: SHOWN });
    times.push((await tab.evaluate(ask, { query, limit: SHOWN })).milliseconds);
  }
  return { hits, time: times.sort((a, b) => a - b)[WARM_RUNS >> 1] };
}

function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function kilobytes(bytes) {
  return (bytes / 1000).toFixed(1);
}

function rowOf(name, { warm, colds }) {
  const times = warm.map(({ time }) => time);
  const part = (key) => kilobytes(meanOf(colds.map(({ bytes }) => bytes[key])));
  const index = colds.map(({ bytes }) => bytes.manifest + bytes.k + bytes.r + bytes.other);
  return [
    name,
    warm.length,
    warm.filter(({ hits }) => hits === 0).length,
    ...[0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1)),
    quantile(colds.map(({ milliseconds }) => milliseconds), 0.5).toFixed(0),
    meanOf(colds.map(({ requests }) => requests)).toFixed(1),
    ...["manifest", "k", "r"].map(part),
    `${kilobytes(meanOf(index))} / ${kilobytes(Math.max(...index))}`,
    part("t"),
  ];
}

const HEAD = [
  "query",
  "number",
  "found nothing",
  "warm p50, ms",
  "p95",
  "max",
  "cold p50, ms",
  "files",
  "manifest, KB",
  "k, KB",
  "r, KB",
  "index mean / max, KB",
  "texts, KB",
];

/** Says which queries to look at: those that found nothing, the slowest, the heaviest. */
function tellExtremes(queries, { warm, colds }) {
  const lost = queries.filter((_, at) => warm[at].hits === 0);
  if (lost.length > 0) {
    console.error(`  found nothing: ${lost.join(", ")}`);
  }
  const slowest = warm.reduce((most, { time }, at) => (time > warm[most].time ? at : most), 0);
  console.error(`  slowest: ${queries[slowest]}, ${warm[slowest].time.toFixed(1)} ms`);
  for (const part of ["k", "t"]) {
    const most = colds.reduce((one, other) => (other.bytes[part] > one.bytes[part] ? other : one));
    console.error(`  most of ${part}: ${most.query}, ${kilobytes(most.bytes[part])} KB`);
  }
}

function folderWeight(folder) {
  const names = readdirSync(join(site, folder), { recursive: true }).filter((name) => name.endsWith(".js"));
  return names.reduce((sum, name) => sum + gzipped(join(site, folder, name)), 0);
}

const browser = await launch();
const texts = await readTexts(browser, site);
const drawn = drawMeanings(site, texts, OF_EACH);
const tab = await openTab(browser);
const measured = [];
for (const [kind, queries] of Object.entries(drawn)) {
  if (queries.length === 0) {
    console.log(`(the site has nothing to draw for: ${kind})`);
    continue;
  }
  console.error(`${kind}: ${queries.length} queries`);
  const warm = [];
  for (const [at, query] of queries.entries()) {
    warm.push(await warmTime(tab, query, queries.at(at - 1)));
  }
  const colds = [];
  for (const query of spread(queries, COLD)) {
    colds.push({ query, ...(await cold(browser, query)) });
  }
  measured.push({ kind, warm, colds });
  tellExtremes(queries, { warm, colds });
}
await browser.close();

const all = {
  warm: measured.flatMap(({ warm }) => warm),
  colds: measured.flatMap(({ colds }) => colds),
};
const engine = gzipped(asset(site, "search-engine.js"));
const rows = measured.map((part) => rowOf(part.kind, part));
console.log(`${texts.length} pages, ${SHOWN} hits shown, from file://, sizes with gzip (1000 bytes).
Engine ${kilobytes(engine)} KB; all files of the index and the texts ${kilobytes(folderWeight("search"))} KB.

${table(HEAD, [...rows, rowOf("**all**", all)])}`);
