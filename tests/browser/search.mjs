// Usage: node search.mjs SITE
//
// The sample site's search finds exactly the right pages, from file:// and over http under a
// sub-path, when scripts ask for them and when a reader types into the dialog.

import { bothRoots, closeDialog, difference, pageOf, pageUrl, run, typeIntoDialog } from "./lib.mjs";
import { pagesWith, readTexts } from "./text.mjs";

const site = process.argv[2];

/** By hand, from the source document: what the derived sets must come to. */
const KNOWN = {
  画像診断: [
    "fields/gazou-shindan.html",
    "measures/m01.html",
    "measures/m04.html",
    "works/hyouka-shihyou.html",
  ],
  // Printed `P H R`.
  PHR: ["measures/m12.html", "organisations/phr-kentoukai.html"],
  介護ロボット: ["measures/m14.html", "targets/health-3.html"],
  令和2年3月: ["figures/ryouiki.html"],
  // No letter in common with the site.
  象形和音炭酸: [],
};

/** Compared with the text of the built pages only. Across morphemes, half width, Latin. */
const DERIVED = ["断支", "ﾃﾞｰﾀ", "AMED"];

/** The dialog shows no more than so many results. */
const DIALOG_HITS = 20;

/** The dialog's results as page paths, once they are those expected; else those last seen. */
async function readDialog(page, root, query, expected) {
  const count = Math.min(expected.length, DIALOG_HITS);
  let found = [];
  let status = "";
  for (let tries = 0; tries < 100; tries += 1) {
    ({ found, status } = await page.evaluate(() => ({
      status: document.querySelector("dialog[open] [role=status]").textContent,
      found: Array.from(document.querySelectorAll("dialog[open] [role=option]"), ({ href }) => href),
    })));
    found = found.map((url) => pageOf(url.slice(root.length))).sort();
    const settled = count > 0 ? status !== "" : status.includes(query);
    if (settled && found.length === count && found.every((path) => expected.includes(path))) {
      return { found, status, right: true };
    }
    await page.waitForTimeout(50);
  }
  return { found, status, right: false };
}

/** The page paths that `window.hakusho.search` finds. */
async function ask(page, query) {
  const results = await page.evaluate(
    (text) => window.hakusho.search(text, { limit: Infinity }),
    query,
  );
  return { ...results, found: results.hits.map(({ url }) => pageOf(url)).sort() };
}

async function checkQuery(page, report, root, opener, query, expected) {
  const where = `${page.url()} 「${query}」`;
  const { found, total, exact } = await ask(page, query);
  const wrong = difference(expected, found);
  report.expect(wrong === "", `${where}: search ${wrong}`);
  report.expect(new Set(found).size === found.length, `${where}: a page stands twice`);
  report.expect(total === found.length && exact, `${where}: total ${total}, exact ${exact}`);
  await typeIntoDialog(page, query, opener);
  const typed = await readDialog(page, root, query, expected);
  report.expect(
    typed.right,
    `${where}: dialog ${difference(expected, typed.found)} (「${typed.status}」)`,
  );
  await closeDialog(page);
}

await run(async (browser, report) => {
  const texts = await readTexts(browser, site);
  const expected = new Map();
  for (const query of [...Object.keys(KNOWN), ...DERIVED]) {
    expected.set(query, pagesWith(texts, query));
  }
  for (const [query, paths] of Object.entries(KNOWN)) {
    const wrong = difference(paths, expected.get(query));
    report.expect(wrong === "", `the pages' text for 「${query}」 ${wrong}`);
  }
  for (const query of DERIVED) {
    report.expect(expected.get(query).length > 0, `no page holds 「${query}」`);
  }

  const { roots, server } = await bothRoots(site);
  for (const root of roots) {
    // From the site's root and from a folder below it: results are relative to the page.
    for (const [start, opener] of [
      ["index.html", "/"],
      ["measures/m08.html", "Control+k"],
    ]) {
      const page = await browser.newPage();
      page.on("pageerror", (error) => report.fault(`${start}: ${error.message}`));
      await page.goto(pageUrl(root, start));
      for (const [query, paths] of expected) {
        await checkQuery(page, report, root, opener, query, paths);
      }
      await page.close();
    }
  }
  server.close();
  report.expect(server.strays.length === 0, `strays: ${server.strays.join(" ")}`);
  return `${expected.size} queries on ${texts.length} pages with text`;
});
