// Usage: node filters.mjs FIXTURE
//
// Searches narrowed down by collection and by fields: by keyboard, in the address, in history, in
// the dialog; from file:// and over http.

import { bothRoots, difference, each, openPage, run, settled, shownHits, typeIntoDialog } from "./lib.mjs";

const site = process.argv[2];
const QUERY = "水門";
const q = `q=${encodeURIComponent(QUERY)}`;
const CLEANING = encodeURIComponent("清掃");
const RULES = ["lock", "lamp", "boat", "leaf", "weed", "fest"].map((id) => `rules/${id}.html`);
const CLEANING_RULES = ["rules/leaf.html", "rules/weed.html"];

/** Waits for exactly these pages. */
async function expectPages(page, report, root, place, expected, what) {
  const look = async () => (await shownHits(page, root, place)).map(({ path }) => path);
  const { value } = await settled(page, look, (paths) => difference(expected, paths) === "");
  report.expect(difference(expected, value) === "", `${what}: ${difference(expected, value)}`);
}

const search = (page) => new URL(page.url()).search;

async function theAddressNarrowsDown(browser, report, root) {
  const page = await openPage(browser, root, "index.html");
  const cases = {
    [`?${q}`]: [...RULES, "marks.html"],
    [`?${q}&in=rule`]: RULES,
    [`?${q}&in=rule&f.kind=${CLEANING}`]: CLEANING_RULES,
    // Values of one field add up, fields narrow down.
    [`?${q}&in=rule&f.kind=${CLEANING}&f.kind=${encodeURIComponent("行事")}&f.paid=true`]: [
      "rules/weed.html",
      "rules/fest.html",
    ],
    [`?${q}&in=no-such-collection`]: [...RULES, "marks.html"],
  };
  for (const [address, pages] of Object.entries(cases)) {
    await page.goto(`${root}search.html${address}`);
    await expectPages(page, report, root, "#search-results", pages, address);
  }
  await page.close();
}

/** Tab until the focus is where it should be. */
async function tabTo(page, report, selector) {
  for (let steps = 0; steps < 30; steps += 1) {
    const there = await page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
    if (there) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  report.fault(`Tab does not reach ${selector}`);
}

async function keysNarrowDownAndHistoryGoesBack(browser, report, root) {
  const page = await openPage(browser, root, "search.html");
  const expect = (pages, what) => expectPages(page, report, root, "#search-results", pages, what);
  await page.keyboard.insertText(QUERY);
  await expect([...RULES, "marks.html"], "typed");
  await tabTo(page, report, ".filters select");
  await page.keyboard.press("ArrowDown");
  await expect(RULES, "collection by ↓");
  await page.locator(".facets summary").first().waitFor();
  await tabTo(page, report, ".facets summary");
  await page.keyboard.press("Enter");
  await tabTo(page, report, ".facets details[open] input[type=checkbox]");
  // The values stand in the order of the schema: 安全, 清掃, 行事.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(CLEANING_RULES, "value by space");
  report.expect(search(page) === `?${q}&in=rule&f.kind=${CLEANING}`, `address: ${search(page)}`);
  const said = await page.locator(".facets summary").first().textContent();
  report.expect(said === "分類（1）", `the field says ${said}`);
  // The numbers are those of hits that this field would leave.
  const look = () => page.locator(".facets details:last-child label").allTextContents();
  const { value: labels } = await settled(page, look, (texts) => texts.join() === "いいえ 1件,はい 1件");
  report.expect(labels.join() === "いいえ 1件,はい 1件", `paid: ${labels}`);

  await page.goBack();
  await expect(RULES, "back");
  report.expect(search(page) === `?${q}&in=rule`, `address after back: ${search(page)}`);
  await page.goForward();
  await expect(CLEANING_RULES, "forward");
  await page.locator(".filters > button").press("Enter");
  await expect([...RULES, "marks.html"], "reset");
  report.expect(search(page) === `?${q}`, `address after the reset: ${search(page)}`);
  await page.close();
}

async function theDialogNarrowsDownAndHandsOver(browser, report, root) {
  const page = await openPage(browser, root, "diary/run.html");
  await typeIntoDialog(page, QUERY);
  const expect = (pages, what) => expectPages(page, report, root, "dialog[open]", pages, what);
  await expect([...RULES, "marks.html"], "dialog");
  await tabTo(page, report, ".filters select");
  await page.keyboard.press("ArrowDown");
  await expect(RULES, "dialog, collection");
  const all = await page.locator("dialog[open] .foot a").getAttribute("href");
  report.expect(all === `../search.html?${q}&in=rule`, `all results: ${all}`);

  // One list of values at a time, and hits in view below it.
  await page.locator("dialog[open] summary").first().click();
  await page.locator("dialog[open] summary").last().click();
  const lists = await page.locator("dialog[open] details[open]").count();
  report.expect(lists === 1, `${lists} lists of values are open`);
  const foot = await page.locator("dialog[open] .foot").boundingBox();
  const hit = await page.locator("dialog[open] .hit").first().boundingBox();
  report.expect(hit.y + hit.height <= foot.y, "an open list of values pushes the hits away");

  await page.locator("dialog[open] [role=combobox]").fill("");
  const leads = await page.locator("dialog[open] .foot a").isVisible();
  report.expect(!leads, "an empty field leads to all results");
  await page.close();
}

/** Who cannot see that hits have changed hears their number after each choice, the same one, too. */
async function everyChoiceIsAnswered(browser, report, root) {
  const page = await openPage(browser, root, "diary/run.html");
  await typeIntoDialog(page, "舟を借りる");
  const status = page.locator("dialog[open] [role=status]");
  await settled(page, () => status.textContent(), (text) => text === "1件");
  await page.evaluate(() => {
    globalThis.heard = [];
    const place = document.querySelector("dialog[open] [role=status]");
    new MutationObserver(() => globalThis.heard.push(place.textContent.trim())).observe(place, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const heard = () => page.evaluate(() => globalThis.heard);
  await page.locator("dialog[open] select").selectOption("rule");
  const first = await settled(page, heard, (texts) => texts.length > 0);
  report.expect(`${first.value}` === "1件", `after choosing a collection: ${first.value}`);
  await page.locator("dialog[open] summary").first().click();
  await page.locator("dialog[open] .facets input").first().check();
  const second = await settled(page, heard, (texts) => texts.length > 1);
  report.expect(`${second.value}` === "1件,1件", `after ticking a value: ${second.value}`);
  // Nothing is said twice of one choice, not when more is loaded either.
  await page.waitForTimeout(600);
  report.expect((await heard()).length === 2, `heard: ${await heard()}`);
  await page.close();
}

await run(async (browser, report) => {
  const { roots, server } = await bothRoots(site);
  const behaviours = [
    theAddressNarrowsDown,
    keysNarrowDownAndHistoryGoesBack,
    theDialogNarrowsDownAndHandsOver,
    everyChoiceIsAnswered,
  ];
  for (const root of roots) {
    await each(report, behaviours, browser, report, root);
  }
  server.close();
  return `${behaviours.length} behaviours from ${roots.length} roots`;
});
