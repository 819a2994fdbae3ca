// Counts what cold queries load: see loads.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

import { asset } from "../browser/assets.mjs";

/** Hits that a reader sees first. */
const SHOWN = 8;

/** The kinds of files, by the folder or name below search/. */
const KINDS = { manifest: "manifest", k: "keys", r: "readings", filters: "filters", t: "texts" };

const [site, wanted = "200", seed = "1"] = process.argv.slice(2);
const search = join(site, "search");

/** Bytes of a file as most hosts send it. @type {Map<string, number>} */
const sizes = new Map();
function sizeOf(file) {
  const path = join(search, `${file}.js`);
  if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(path)).length);
  return sizes.get(path);
}

const kindOf = (file) => KINDS[file.split("/")[0]];

/** All files of a folder of the index, without their ending. */
function filesIn(folder) {
  const path = join(search, folder);
  if (!existsSync(path)) return existsSync(`${path}.js`) ? [folder] : [];
  return readdirSync(path).map((name) => `${folder}/${name.replace(/\.js$/, "")}`);
}

/** An engine that has loaded nothing yet, and the files that it loads. */
function coldEngine() {
  const loaded = [];
  const engine = globalThis.hakusho.engine.create(async (file) => {
    loaded.push(file);
    runInThisContext(readFileSync(join(search, `${file}.js`), "utf8"));
  });
  return { engine, loaded };
}

/** Titles of the pages, each once, as the texts name them. */
function titles() {
  const receive = globalThis.hakushoSearch;
  const found = new Set();
  globalThis.hakushoSearch = (head, units) => units.forEach((unit) => found.add(unit[1]));
  for (const file of filesIn("t")) runInThisContext(readFileSync(join(search, `${file}.js`), "utf8"));
  globalThis.hakushoSearch = receive;
  return [...found];
}

/** Numbers below `end`, the same for the same seed: a linear congruential generator. */
function random(start) {
  let state = start >>> 0;
  return (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

/** Words of titles: runs of kanji, of katakana, of letters and digits. */
function draw(count) {
  const words = titles().map((title) => title.match(/\p{sc=Han}{2,6}|[\p{sc=Katakana}ー]{3,12}|\w{3,12}/gu) || []);
  const named = words.filter((list) => list.length);
  if (!named.length) throw new Error("no title has a word to draw");
  const below = random(Number(seed));
  return Array.from({ length: count }, () => {
    const list = named[below(named.length)];
    return list[below(list.length)];
  });
}

function queries() {
  if (/^\d+$/.test(wanted)) return draw(Number(wanted));
  return readFileSync(wanted, "utf8").split(/\r?\n/).filter((line) => line.trim());
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const p95 = (numbers) => numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * 0.95) - 1];
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(9);

/** Bytes by kind that one cold query loads. */
async function measure(query) {
  const { engine, loaded } = coldEngine();
  const { hits } = await engine.search(query, { limit: SHOWN });
  const bytes = Object.fromEntries(Object.values(KINDS).map((kind) => [kind, 0]));
  for (const file of loaded) bytes[kindOf(file)] += sizeOf(file);
  const index = bytes.manifest + bytes.keys + bytes.readings;
  return { query, hits: hits.length, files: loaded.length, bytes, index, all: index + bytes.texts };
}

function printIndex() {
  console.log("The index (kB, gzip)     files      mean     total");
  let total = 0;
  for (const [folder, kind] of Object.entries(KINDS)) {
    const list = filesIn(folder).map(sizeOf);
    const sum = list.reduce((a, b) => a + b, 0);
    total += sum;
    if (list.length) console.log(`  ${kind.padEnd(20)}${String(list.length).padStart(8)} ${kb(sum / list.length)} ${kb(sum)}`);
  }
  const engine = gzipSync(readFileSync(asset(site, "search-engine.js"))).length;
  console.log(`  ${"all".padEnd(38)} ${kb(total)}\n  ${"engine".padEnd(38)} ${kb(engine)}\n`);
}

function printLoads(results) {
  console.log(`A cold query for ${SHOWN} hits, ${results.length} queries (kB, gzip)     mean       p95`);
  const row = (name, of) => {
    const numbers = results.map(of);
    console.log(`  ${name.padEnd(50)} ${kb(mean(numbers))} ${kb(p95(numbers))}`);
  };
  for (const kind of ["manifest", "keys", "readings", "texts"]) row(kind, ({ bytes }) => bytes[kind]);
  row("manifest, keys and readings", ({ index }) => index);
  row("with texts", ({ all }) => all);
  const found = results.filter(({ hits }) => hits).length;
  const files = results.map(({ files }) => files);
  console.log(`  files: ${mean(files).toFixed(1)} on average, p95 ${p95(files)}; ${found} of ${results.length} queries find pages`);
  const heaviest = results.toSorted((a, b) => b.all - a.all).slice(0, 5);
  console.log(`  most: ${heaviest.map(({ query, all }) => `${query} ${kb(all).trim()}`).join(", ")}`);
}

runInThisContext(readFileSync(asset(site, "search-engine.js"), "utf8"));
printIndex();
const results = [];
for (const query of queries()) results.push(await measure(query));
printLoads(results);
