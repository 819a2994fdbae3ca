// The text of a site's pages as a reader of the HTML sees it, made without any of hakusho's code:
// what the search must find is compared with this.

import { htmlPages, read } from "./lib.mjs";

/**
 * Runs in the browser. The text blocks of a page's `<article>`: block elements begin and end a
 * block, what carries `data-search="off"` is left out, of ruby the reading is left out. The LaTeX
 * of a formula is a block of its own.
 */
function blocksOf(html) {
  const BLOCKS = new Set(
    (
      "ADDRESS ARTICLE ASIDE BLOCKQUOTE CAPTION DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER " +
      "FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE " +
      "TBODY TD TFOOT TH THEAD TR UL"
    ).split(" "),
  );
  const SILENT = new Set(["RT", "RP", "SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);
  const blocks = [];
  let current = "";
  let formulas = [];
  const cut = () => {
    blocks.push(...[current, ...formulas].filter((text) => text.trim() !== ""));
    current = "";
    formulas = [];
  };
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        current += child.data;
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        const off = child.dataset?.search === "off" || SILENT.has(child.tagName);
        const isBlock = BLOCKS.has(child.tagName);
        if (isBlock) {
          cut();
        }
        if (child.tagName === "BR") {
          current += "\n";
        } else if (!off) {
          walk(child);
        } else {
          for (const formula of child.querySelectorAll("math[alttext]")) {
            formulas.push(formula.getAttribute("alttext"));
          }
        }
        if (isBlock) {
          cut();
        }
      }
    }
  };
  const article = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  if (article && article.dataset.search !== "off") {
    walk(article);
    cut();
  }
  return blocks;
}

/** The pages that have text to find: `[{path, blocks}]`. */
export async function readTexts(browser, site) {
  const page = await browser.newPage();
  const texts = [];
  for (const path of htmlPages(site)) {
    const blocks = await page.evaluate(blocksOf, read(site, path));
    if (blocks.length > 0) {
      texts.push({ path, blocks });
    }
  }
  await page.close();
  return texts;
}

/** What the fold deletes: white space, `ー`, what Unicode says may be ignored. */
const DELETED = /[\p{White_Space}\p{Default_Ignorable_Code_Point}ー]/gu;

/** Case folding of one code point to one: its small letter, by way of its capital. */
function foldCase(char) {
  const capital = char.toUpperCase();
  const [small] = Array.from(capital).length === 1 ? capital.toLowerCase() : char;
  return small;
}

/**
 * The fold of the search: written anew here, so that a fault in the shipped table shows.
 * @param {Map<string, string>} kanji old and new kanji, which only the index knows
 */
export function fold(text, kanji = new Map()) {
  const kept = text.normalize("NFKC").replace(DELETED, "");
  return Array.from(kept, (char) => kanji.get(char) ?? foldCase(char)).join("");
}

/** The pairs of old and new kanji that a site's index folds. */
export function kanjiPairs(site) {
  let pairs = new Map();
  const take = (head, { fold: { kanji } }) => {
    const letters = Array.from(kanji);
    const old = letters.filter((_, index) => index % 2 === 0);
    pairs = new Map(old.map((letter, index) => [letter, letters[2 * index + 1]]));
  };
  new Function("hakushoSearch", read(site, "search/manifest.js"))(take);
  return pairs;
}

/** The paths of the pages that hold a query under the fold, sorted. */
export function pagesWith(texts, query) {
  const folded = fold(query);
  return texts
    .filter(({ blocks }) => blocks.some((block) => fold(block).includes(folded)))
    .map(({ path }) => path);
}
