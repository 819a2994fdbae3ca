// MiniSearch over sections; a page is found by its best section.

import MiniSearch from "minisearch";
import { SEGMENTER, VITEPRESS } from "./minisearch-options.mjs";

let index;

window.engine = {
  async open() {
    const { options, json } = await (await fetch("index.json")).json();
    index = MiniSearch.loadJSON(json, options === "SEGMENTER" ? SEGMENTER : VITEPRESS);
  },

  async search(query, limit) {
    const paths = new Set();
    for (const { id } of index.search(query)) {
      paths.add(id.replace(/#.*/, ""));
    }
    return Array.from(paths, (url) => ({ url })).slice(0, limit);
  },
};
