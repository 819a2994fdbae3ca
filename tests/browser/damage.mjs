// Usage: node damage.mjs SITE
//
// A copy of the site that lost files of its index says so, in words, wherever one searches; it
// neither waits for ever nor claims that there is nothing.

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { copySite, fileRoot, run, typeIntoDialog } from "./lib.mjs";

const site = process.argv[2];
const QUERY = "画像診断";
const PATIENCE = 10_000;

/** What a damaged copy answers: to a script, in the dialog, on the search page. */
async function tryDamage(browser, report, name, damage) {
  const copy = copySite(site);
  damage(copy);
  const root = fileRoot(copy);
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${root}index.html`);
  const words = await page.evaluate(() => window.hakusho.words);
  const rejected = await Promise.race([
    page.evaluate(
      (query) =>
        window.hakusho.search(query).then(
          () => false,
          () => true,
        ),
      QUERY,
    ),
    page.waitForTimeout(PATIENCE).then(() => "no answer"),
  ]);
  report.expect(rejected === true, `${name}: the promise is not rejected (${rejected})`);

  await typeIntoDialog(page, QUERY);
  const inDialog = page.locator("dialog[open] [role=status]", { hasText: words.failed });
  await inDialog.waitFor().catch(() => report.fault(`${name}: no message in the dialog`));

  await page.goto(`${root}search.html?q=${encodeURIComponent(QUERY)}`);
  const onPage = page.locator("#search-results", { hasText: words.failed });
  await onPage.waitFor().catch(() => report.fault(`${name}: no message on the search page`));
  await page.close();
}

/** Deletes the scripts of one folder of the index. */
function without(folder) {
  return (copy) => {
    const home = join(copy, "search", folder);
    for (const file of readdirSync(home)) {
      rmSync(join(home, file));
    }
  };
}

await run(async (browser, report) => {
  const damages = {
    "no key shards": without("k"),
    "no page texts": without("t"),
    "no manifest": (copy) => rmSync(join(copy, "search/manifest.js")),
    "no engine": (copy) => rmSync(join(copy, "assets/search-engine.js")),
  };
  for (const [name, damage] of Object.entries(damages)) {
    await tryDamage(browser, report, name, damage);
  }
  return `${Object.keys(damages).length} kinds of damage`;
});
