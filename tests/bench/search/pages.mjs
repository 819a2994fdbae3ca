// The pages of a site built by hakusho, as the other engines get them: the text of `<article>`
// without what carries data-search="off", the same that hakusho indexes.

import { htmlPages, read } from "../../browser/lib.mjs";

/**
 * @typedef {{anchor: string, heading: string, parents: string[], text: string}} Section
 * @typedef {{path: string, title: string, sections: Section[], html: string}} Page
 */

/** Runs in the browser: a page's title, sections and HTML as Pagefind gets it, or null. */
function takeApart(source) {
  const page = new DOMParser().parseFromString(source, "text/html");
  const article = page.querySelector("article");
  if (!article || article.dataset.search === "off") {
    return null;
  }
  const title = (article.querySelector("h1") ?? page.querySelector("title")).textContent.trim();
  const silent = article.querySelectorAll("[data-search=off], rt, rp, script, style");
  for (const element of silent) {
    element.setAttribute("data-pagefind-ignore", "");
  }
  article.setAttribute("data-pagefind-body", "");
  const html = page.documentElement.outerHTML;
  for (const element of silent) {
    element.remove();
  }
  const BLOCKS = "address,blockquote,caption,dd,div,dt,figcaption,li,p,pre,section,table,td,th,tr";
  for (const block of article.querySelectorAll(`${BLOCKS},br`)) {
    block.after("\n");
  }
  const sections = [{ anchor: "", heading: title, parents: [], text: "" }];
  const above = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      const level = /^H[1-6]$/.test(child.nodeName) ? Number(child.nodeName[1]) : 0;
      if (level > 0) {
        above.length = Math.min(above.length, level - 1);
        const parents = above.filter(Boolean);
        above[level - 1] = child.textContent.trim();
        sections.push({ anchor: child.id, heading: above[level - 1], parents, text: "" });
      } else if (child.nodeType === Node.TEXT_NODE) {
        sections.at(-1).text += child.data;
      } else {
        walk(child);
      }
    }
  };
  walk(article);
  const filled = sections.filter(({ anchor, text }) => anchor !== "" || text.trim() !== "");
  return filled.length > 0 ? { title, sections: filled, html } : null;
}

/** The pages of a site that hakusho's search finds. @returns {Promise<Page[]>} */
export async function readPages(browser, site) {
  const tab = await browser.newPage();
  const pages = [];
  for (const path of htmlPages(site)) {
    const parts = await tab.evaluate(takeApart, read(site, path));
    if (parts) {
      pages.push({ path, ...parts });
    }
  }
  await tab.close();
  return pages;
}
