// lunr with lunr-languages.

import lunr, { languages } from "../clients/lunr-ja.mjs";
import { SINGLE_FILE, writePeer } from "./peer.mjs";

export const lunrJapanese = {
  ...SINGLE_FILE,
  name: "lunr + lunr-languages",
  folder: "lunr",
  gives: "addresses",
  notes:
    "`multiLanguage(\"en\", \"ja\")`: TinySegmenter for pages and queries; all words required, the last " +
    "may go on; titles ×8, headings ×4",

  async build(pages, folder) {
    const index = lunr(function () {
      this.use(languages);
      this.ref("path");
      this.field("title", { boost: 8 });
      this.field("headings", { boost: 4 });
      this.field("text");
      for (const { path, title, sections } of pages) {
        this.add({
          path,
          title,
          headings: sections.map(({ heading }) => heading).join("\n"),
          text: sections.map(({ text }) => text).join("\n"),
        });
      }
    });
    await writePeer(folder, "lunr", { "index.json": index });
  },
};
