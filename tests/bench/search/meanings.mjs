// Queries by what a reader means, drawn from a site that hakusho built: readings, verbs and dates
// come from the files of its index, the rest from its pages.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { randomNumbers } from "../../browser/random.mjs";
import { drawQueries } from "./draw.mjs";
import { toRomaji } from "./romaji.mjs";

const SEED = 1;
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The data of the files in a folder of the index; none if the site has no such folder. */
function shards(site, folder) {
  const data = [];
  const path = join(site, "search", folder);
  for (const name of existsSync(path) ? readdirSync(path) : []) {
    const take = new Function("hakushoSearch", readFileSync(join(path, name), "utf8"));
    take((_head, value) => data.push(value));
  }
  return data;
}

/** The keys of a shard: each begins with a digit whose high bits say how much it shares. */
function keysOf(names) {
  let key = "";
  return names.split(" ").map((name) => {
    key = key.slice(0, BASE64.indexOf(name[0]) >> 3) + name.slice(1);
    return key;
  });
}

/** Nouns and verbs of the index with their readings. */
function wordsOf(site) {
  const nouns = [];
  const verbs = [];
  for (const [key, ...words] of shards(site, "r").flat()) {
    for (const word of words) {
      const [surface, reading, inflects] = Array.isArray(word) ? word : [word, "", 0];
      (inflects ? verbs : nouns).push({ surface, reading: reading || key });
    }
  }
  return { nouns, verbs };
}

/** Up to `count` of the values, each once. */
function pick(values, count, random) {
  const left = [...new Set(values)];
  const picked = [];
  while (left.length > 0 && picked.length < count) {
    const at = Math.floor(random() * left.length);
    picked.push(left[at]);
    left[at] = left.at(-1);
    left.pop();
  }
  return picked;
}

/** Two words of one page. */
function twoWords({ blocks }, random) {
  const words = blocks.join("\n").match(/[\p{Script=Han}\p{Script=Katakana}ー]{2,6}/gu) ?? [];
  const two = pick(words, 2, random);
  return two.length === 2 ? [two.join(" ")] : [];
}

/** What a reader types for a key like `@2018-12-19` or `@2018`: the common way, or with the era. */
function dateAsTyped(key, at) {
  const [year, month, day] = key.slice(1).split("-").map(Number);
  const era = key.slice(1) >= "2019-05" ? `令和${year - 2018}` : `平成${year - 1988}`;
  const parts = [`${at % 2 === 0 ? year : era}年`, month && `${month}月`, day && `${day}日`];
  return parts.filter(Boolean).join("");
}

/** A word of which the last consonant is typed, but not yet its vowel. */
function halfTyped(kana) {
  const last = toRomaji(kana.at(-1));
  return last.length > 1 ? `${kana.slice(0, -1)}${last[0]}` : kana.slice(0, -1);
}

/** @returns {Record<string, string[]>} queries by kind, about `count` of each */
export function drawMeanings(site, texts, count) {
  const random = randomNumbers(SEED);
  const { nouns, verbs } = wordsOf(site);
  const readings = nouns.map(({ reading }) => reading).filter(({ length }) => length >= 3);
  const keys = shards(site, "k").flatMap(([names]) => keysOf(names));
  const dates = keys.filter((key) => /^@(199|20[0-4])\d/.test(key));
  const literal = {};
  for (const { class: kind, query } of drawQueries(texts, count, SEED)) {
    (literal[kind] ??= []).push(query);
  }
  return {
    ...literal,
    "two words": pick(texts, count, random).flatMap((text) => twoWords(text, random)),
    reading: pick(readings, count, random),
    romaji: pick(readings, count, random).map(toRomaji),
    "half-typed": pick(readings, count, random).map(halfTyped),
    lemma: pick(verbs.map(({ surface }) => surface), count, random),
    date: pick(dates, count, random).map(dateAsTyped),
  };
}
