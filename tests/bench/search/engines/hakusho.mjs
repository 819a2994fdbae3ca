// hakusho as it is built: the search function of every page.

import { cpSync } from "node:fs";

export const hakusho = {
  name: "hakusho",
  folder: "hakusho",
  start: "index.html",
  gives: "titles, excerpts",
  notes:
    "the site as it is built, with the synonyms and words of its configuration, which the others " +
    "do not take; code counts the stub `hakusho.js` that every page has",

  async build(_pages, folder, site) {
    cpSync(site, folder, { recursive: true });
  },

  /** The stub comes with every page, so it is counted though it is there before the first query. */
  kind(path) {
    if (/^assets\/(hakusho|search-engine)\.[0-9a-f]+\.js$/.test(path)) {
      return "code";
    }
    if (path.startsWith("search/t/")) {
      return "texts";
    }
    return path.startsWith("search/") ? "index" : "frame";
  },

  /** Runs in the browser: gives `window.bench(query, limit)`. */
  client: () => {
    window.bench = async (query, limit) => {
      const { hits } = await window.hakusho.search(query, { limit });
      return hits.map(({ url, tier }) => ({ url, tier }));
    };
  },
};
