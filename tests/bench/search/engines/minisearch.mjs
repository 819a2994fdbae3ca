// MiniSearch, as VitePress sets it up and with words by Intl.Segmenter.

import MiniSearch from "minisearch";
import { SEGMENTER, VITEPRESS } from "../clients/minisearch-options.mjs";
import { SINGLE_FILE, writePeer } from "./peer.mjs";

function miniSearch(name, folder, optionsName, notes) {
  return {
    ...SINGLE_FILE,
    name,
    folder,
    gives: "titles",
    notes,
    async build(pages, out) {
      const index = new MiniSearch(optionsName === "SEGMENTER" ? SEGMENTER : VITEPRESS);
      for (const { path, title, sections } of pages) {
        index.addAll(
          sections.map(({ anchor, heading, parents, text }) => ({
            id: `${path}#${anchor}`,
            title: heading || title,
            titles: parents.join(" "),
            text,
          })),
        );
      }
      const json = JSON.stringify(index);
      await writePeer(out, "minisearch", { "index.json": { options: optionsName, json } });
    },
  };
}

export const vitepress = miniSearch(
  "MiniSearch (VitePress)",
  "minisearch",
  "VITEPRESS",
  "VitePress's fields and options; one document a section",
);

export const segmented = miniSearch(
  "MiniSearch + Intl.Segmenter",
  "minisearch-segmenter",
  "SEGMENTER",
  "VitePress's fields, words by `Intl.Segmenter`, all of them required, prefixes, not fuzzy",
);
