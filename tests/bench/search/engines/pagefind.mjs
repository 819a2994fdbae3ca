// Pagefind, extended, by its own indexing and search APIs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as service from "pagefind";
import { peerClient, writePeer } from "./peer.mjs";

function orThrow({ errors, ...answer }) {
  if (errors.length > 0) {
    throw new Error(`Pagefind: ${errors.join("; ")}`);
  }
  return answer;
}

export const pagefind = {
  name: "Pagefind",
  folder: "pagefind",
  start: "bench.html",
  gives: "titles, excerpts",
  notes:
    "extended; copies of the pages with `data-pagefind-body` on `<article>` and " +
    "`data-pagefind-ignore` on what hakusho leaves out and on `<rt>`; language ja",

  async build(pages, folder) {
    const { index } = orThrow(await service.createIndex({ forceLanguage: "ja" }));
    for (const { path, html } of pages) {
      orThrow(await index.addHTMLFile({ url: `/${path}`, content: html }));
    }
    orThrow(await index.writeFiles({ outputPath: join(folder, "pagefind") }));
    await service.close();
    await writePeer(folder, "pagefind", {});
    const entry = JSON.parse(readFileSync(join(folder, "pagefind/pagefind-entry.json"), "utf8"));
    const indexed = entry.languages.ja?.page_count;
    if (indexed !== pages.length) {
      throw new Error(`Pagefind took ${indexed} of ${pages.length} pages`);
    }
  },

  /** Of what it writes, the ready-made user interfaces are no part of a search by API. */
  kind(path) {
    if (/^pagefind\/(fragment\/)/.test(path)) {
      return "texts";
    }
    if (/\.(pf_index|pf_meta|pf_filter)$|pagefind-entry\.json$/.test(path)) {
      return "index";
    }
    return /client\.js$|pagefind(-worker)?\.js$|wasm\..*\.pagefind$/.test(path) ? "code" : "frame";
  },

  client: peerClient,
};
