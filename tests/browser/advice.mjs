// Usage: node advice.mjs FIXTURE
//
// Who finds nothing is told what to try: searches that do find something, with how much, other ways
// to write, the tables; by keyboard, too, and nothing of it beside hits.

import { bothRoots, each, openPage, run, settled, shownHits, typeIntoDialog } from "./lib.mjs";

const site = process.argv[2];
const START = "diary/walk.html";

const advice = (page) => page.locator("dialog[open] .advice");
const offers = (page) => advice(page).locator(".offers button");
const field = (page) => page.locator("dialog[open] input").first();

/** Opens the dialog with a query that finds nothing, and waits for offers. */
async function ask(page, query, count) {
  await typeIntoDialog(page, query);
  const { value } = await settled(page, () => offers(page).allTextContents(), (texts) => texts.length >= count);
  return value;
}

async function otherSearchesAreOffered(browser, report, root) {
  const cases = [
    // Fewer words.
    ["水門 象形", ["水門 7件"]],
    ["水門 象形 灯籠", ["水門 灯籠 1件", "水門 7件", "灯籠 1件"]],
    // A shorter word, from either end.
    ["水門象形", ["水門 7件"]],
    ["象形水門の錠", ["水門の錠 1件"]],
    // Without the signs.
    ['"すいもん"', ["すいもん 7件"]],
    ["灯籠 -水門", ["灯籠 1件"]],
    // Nothing would help.
    ["象形和音炭酸", []],
  ];
  for (const [query, expected] of cases) {
    const page = await openPage(browser, root, START);
    const found = await ask(page, query, expected.length || 1);
    report.expect(`${found}` === `${expected}`, `「${query}」 offers ${found}, not ${expected}`);
    const said = await page.locator("dialog[open] [role=status]").textContent();
    report.expect(said.startsWith(`「${query}」は見つかりませんでした。`), `「${query}」: ${said}`);
    await page.close();
  }
}

async function anOfferFindsWhatItSays(browser, report, root) {
  const page = await openPage(browser, root, START);
  await ask(page, "水門 象形", 1);
  await offers(page).first().click();
  const look = async () => (await shownHits(page, root, "dialog[open]")).length;
  const { value } = await settled(page, look, (count) => count === 7);
  report.expect(value === 7, `the offer finds ${value} hits`);
  report.expect((await field(page).inputValue()) === "水門", "the field does not hold the offer");
  const inField = await field(page).evaluate((input) => input === document.activeElement);
  report.expect(inField, "the focus does not go to the field");
  report.expect(!(await advice(page).isVisible()), "advice stays beside hits");
  await page.close();
}

async function filtersAreTakenBack(browser, report, root) {
  const page = await openPage(browser, root, START);
  await typeIntoDialog(page, "腰掛け");
  await page.locator("dialog[open] .hit").first().waitFor();
  await page.locator("dialog[open] select").selectOption("rule");
  const { value } = await settled(page, () => offers(page).allTextContents(), (texts) => texts.length > 0);
  report.expect(`${value}` === "絞り込みを解除 1件", `with a filter: ${value}`);
  await offers(page).first().click();
  await page.locator("dialog[open] .hit").first().waitFor();
  report.expect((await page.locator("dialog[open] select").inputValue()) === "", "the filter stays");
  await page.close();
}

async function tablesAreInReachOfKeys(browser, report, root) {
  const page = await openPage(browser, root, START);
  await typeIntoDialog(page, "象形和音炭酸");
  const table = advice(page).getByRole("link", { name: "規則一覧" });
  await table.waitFor();
  await page.keyboard.press("ArrowDown");
  const there = await table.evaluate((link) => link === document.activeElement);
  report.expect(there, "↓ does not reach the table");
  await page.keyboard.press("ArrowUp");
  const back = await field(page).evaluate((input) => input === document.activeElement);
  report.expect(back, "↑ does not lead back to the field");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${root}rules/index.html`);
  // On the search page, too.
  await page.goto(`${root}search.html?q=${encodeURIComponent("象形和音炭酸")}`);
  await page.locator("#search-results .advice").getByRole("link", { name: "規則一覧" }).waitFor();
  await page.locator("#search-page input").fill("水門");
  await page.locator("#search-results .hit").first().waitFor();
  const stays = await page.locator("#search-results .advice").isVisible();
  report.expect(!stays, "advice stays beside hits on the search page");
  await page.close();
}

await run(async (browser, report) => {
  const { roots, server } = await bothRoots(site);
  const behaviours = [otherSearchesAreOffered, anOfferFindsWhatItSays, filtersAreTakenBack, tablesAreInReachOfKeys];
  for (const root of roots) {
    await each(report, behaviours, browser, report, root);
  }
  server.close();
  return `${behaviours.length} behaviours from ${roots.length} roots`;
});
