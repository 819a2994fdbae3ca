// FlexSearch with its encoder for CJK.

import { Index } from "flexsearch";
import { OPTIONS } from "../clients/flexsearch-options.mjs";
import { SINGLE_FILE, writePeer } from "./peer.mjs";

export const flexSearch = {
  ...SINGLE_FILE,
  name: "FlexSearch (CJK)",
  folder: "flexsearch",
  gives: "addresses",
  notes: "`Charset.CJK` (single letters), `tokenize: \"forward\"`; one document a page",

  async build(pages, folder) {
    const index = new Index(OPTIONS);
    pages.forEach(({ title, sections }, id) => {
      const text = sections.flatMap(({ heading, text }) => [heading, text]).join("\n");
      index.add(id, `${title}\n${text}`);
    });
    const parts = [];
    await index.export((key, data) => {
      parts.push([key, data]);
    });
    const paths = pages.map(({ path }) => path);
    await writePeer(folder, "flexsearch", { "index.json": { paths, parts } });
  },
};
