// Usage: node damage.mjs SITE
//
// A copy of the site that lost files of its index says so, in words, wherever one searches; it
// neither waits for ever nor claims that there is nothing.

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { asset } from "./assets.mjs";
import { copySite, fileRoot, run, typeIntoDialog } from "./lib.mjs";

const site = process.argv[2];
/** What is asked unless it takes another query to notice. */
const QUERY = "画像診断";
const PATIENCE = 10_000;

/** What a damaged copy answers: to a script, in the dialog, on the search page. */
async function tryDamage(browser, report, name, { damage, query = QUERY }) {
  const copy = copySite(site);
  damage(copy);
  const root = fileRoot(copy);
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${root}index.html`);
  const words = await page.evaluate(() => window.hakusho.words);
  const rejected = await Promise.race([
    page.evaluate(
      (text) =>
        window.hakusho.search(text).then(
          () => false,
          () => true,
        ),
      query,
    ),
    page.waitForTimeout(PATIENCE).then(() => "no answer"),
  ]);
  report.expect(rejected === true, `${name}: the promise is not rejected (${rejected})`);

  await typeIntoDialog(page, query);
  const inDialog = page.locator("dialog[open] [role=status]", { hasText: words.failed });
  await inDialog.waitFor().catch(() => report.fault(`${name}: no message in the dialog`));

  await page.goto(`${root}search.html?q=${encodeURIComponent(query)}`);
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

/** Without the list of fields the search goes on, and says what is missing. */
async function withoutFilters(browser, report) {
  const copy = copySite(site);
  rmSync(join(copy, "search/filters.js"));
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${fileRoot(copy)}search.html?q=${encodeURIComponent(QUERY)}&in=measure`);
  await page.locator("#search-results .hit").first().waitFor();
  const words = await page.evaluate(() => window.hakusho.words);
  const notice = page.locator("#search-results .facets", { hasText: words.filters_failed });
  await notice.waitFor().catch(() => report.fault("no message for missing filters"));
  await page.close();
}

await run(async (browser, report) => {
  const engine = (copy) => rmSync(asset(copy, "search-engine.js"));
  const manifest = (copy) => rmSync(join(copy, "search/manifest.js"));
  const damages = {
    "no key shards": { damage: without("k") },
    "no page texts": { damage: without("t") },
    "no readings": { damage: without("r"), query: "がぞうしんだん" },
    "no manifest": { damage: manifest },
    "no engine": { damage: engine },
  };
  for (const [name, damage] of Object.entries(damages)) {
    await tryDamage(browser, report, name, damage);
  }
  await withoutFilters(browser, report);
  return `${Object.keys(damages).length + 1} kinds of damage`;
});
