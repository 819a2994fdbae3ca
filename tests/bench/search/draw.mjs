// Literal queries drawn from the pages themselves, with the pages that a plain scan finds.

import { randomNumbers } from "../../browser/random.mjs";
import { fold } from "../../browser/text.mjs";

/** A letter as nouns have them. */
const NOUN = "[\\p{Script=Han}々\\p{Script=Katakana}ー]";

/** What is drawn: a pattern for a run of text, and how many of its letters make the query, if not all. */
const KINDS = {
  kanji: { run: /[\p{Script=Han}々]{2,6}/gu },
  katakana: { run: /[\p{Script=Katakana}ー]{3,}/gu },
  latin: { run: /(?<![A-Za-z0-9_])[A-Za-z][A-Za-z0-9_]{2,}(?![A-Za-z0-9_])/gu },
  "part of a run": { run: /[\p{Script=Han}々]{4,}|[\p{Script=Katakana}ー]{6,}/gu, length: [2, 3] },
  "latin and kanji": { run: /(?<![A-Za-z0-9_])[A-Za-z]{2,}[\p{Script=Han}々]{2,4}/gu },
  // 値を返す関数: what stands between is mostly particles and endings of verbs.
  phrase: { run: new RegExp(`(?<!${NOUN})${NOUN}{1,8}\\p{Script=Hiragana}{1,4}${NOUN}{2,8}`, "gu") },
};

/** Up to `count` of a list, evenly spread over it. */
export function spread(list, count) {
  const step = Math.max(1, list.length / count);
  const chosen = [];
  for (let at = 0; at < list.length && chosen.length < count; at += step) {
    chosen.push(list[Math.floor(at)]);
  }
  return chosen;
}

/** One query of a kind from one block, or nothing. */
function drawFrom(block, { run, length }, below) {
  const runs = block.match(run) ?? [];
  if (runs.length === 0) {
    return undefined;
  }
  let letters = Array.from(runs[below(runs.length)]);
  if (length) {
    const count = Math.min(length[0] + below(length[1] - length[0] + 1), letters.length);
    const start = below(letters.length - count + 1);
    letters = letters.slice(start, start + count);
  }
  return letters.join("");
}

/**
 * Draws queries of every kind that the pages have, each page as likely as any other.
 * @returns {{class: string, query: string}[]}
 */
export function drawQueries(texts, countOfEach, seed) {
  const random = randomNumbers(seed);
  const below = (limit) => Math.floor(random() * limit);
  const drawn = [];
  for (const [name, kind] of Object.entries(KINDS)) {
    const queries = new Set();
    // A kind that the pages do not have, or hardly, is given up.
    for (let tries = 0; tries < countOfEach * 200 && queries.size < countOfEach; tries += 1) {
      const { blocks } = texts[below(texts.length)];
      const query = drawFrom(blocks[below(blocks.length)].normalize("NFKC"), kind, below);
      if (query) {
        queries.add(query);
      }
    }
    drawn.push(...Array.from(queries, (query) => ({ class: name, query })));
  }
  return drawn;
}

/**
 * Adds the truth: wanted is every page with a block that holds the query but for width and case;
 * pages that hold it only without spaces and `ー`, or in old kanji, are neutral.
 * @param {Map<string, string>} kanji pairs of old and new kanji
 */
export function scan(texts, drawn, kanji) {
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const scanned = texts.map(({ path, blocks }) => ({
    path,
    plain: blocks.map(plain),
    folded: blocks.map((block) => fold(block, kanji)),
  }));
  return drawn.map(({ class: name, query }) => {
    const pagesWhere = (key, text) =>
      scanned.filter((page) => page[key].some((block) => block.includes(text)));
    const paths = (pages) => new Set(pages.map(({ path }) => path));
    return {
      class: name,
      query,
      wanted: paths(pagesWhere("plain", plain(query))),
      neutral: paths(pagesWhere("folded", fold(query, kanji))),
    };
  });
}
