// FlexSearch: one index, its exported parts in one file.

import { Index } from "flexsearch";
import { OPTIONS } from "./flexsearch-options.mjs";

let index;
let paths;

window.engine = {
  async open() {
    const file = await (await fetch("index.json")).json();
    paths = file.paths;
    index = new Index(OPTIONS);
    for (const [key, data] of file.parts) {
      index.import(key, data);
    }
  },

  async search(query, limit) {
    const most = Math.min(limit, paths.length);
    // The encoder takes a space for a letter to find.
    const letters = query.replace(/\s+/g, "");
    return index.search(letters, { limit: most }).map((id) => ({ url: paths[id] }));
  },
};
