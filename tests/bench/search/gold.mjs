// The judged queries of a folder of *.txt files, as tests/cases/search holds them:
//
//     [class]
//     q what the reader types
//     = another query by which the reader means the same
//     ^ pages that the reader wants, one of them before all others
//     + pages that the reader wants, all of them
//     ~ pages that the reader would not mind
//     ! pages that must not appear (any other page is wrong, too: these are named as traps)

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{class: string, query: string, wanted: Set<string>, neutral: Set<string>}} Judged
 */

/** Reads one file into `judged`; `pages` are the addresses that the site has. */
function readQueries(file, pages, judged) {
  let currentClass;
  /** The last query and those that mean the same. */
  let alike = [];
  readFileSync(file, "utf8").split("\n").forEach((line, index) => {
    const fail = (message) => {
      throw new Error(`${file}:${index + 1}: ${message}`);
    };
    const [, mark, rest] = line.trim().match(/^(\S+)\s*(.*)$/) ?? [];
    if (mark === undefined || mark.startsWith("#")) {
      return;
    }
    if (mark.startsWith("[")) {
      currentClass = mark.slice(1, mark.indexOf("]"));
      alike = [];
    } else if (mark === "q" || (mark === "=" && alike.length)) {
      const query = { class: currentClass, query: rest, wanted: new Set(), neutral: new Set() };
      alike = mark === "q" ? [query] : [...alike, query];
      judged.push(query);
    } else if ("^+~!".includes(mark) && alike.length) {
      const named = rest.replace(/(^|\s)#.*$/, "").split(/\s+/).filter(Boolean);
      for (const path of named.map((name) => `${name}.html`)) {
        if (!pages.has(path)) {
          fail(`no page ${path}`);
        }
        for (const query of mark === "!" ? [] : alike) {
          query[mark === "~" ? "neutral" : "wanted"].add(path);
        }
      }
    } else {
      fail(`what is ${JSON.stringify(mark)}?`);
    }
  });
}

/** All judged queries of a folder, in the order of the files' names. @returns {Judged[]} */
export function readGold(folder, pages) {
  const judged = [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".txt")).sort();
  for (const name of files) {
    readQueries(join(folder, name), pages, judged);
  }
  return judged;
}
