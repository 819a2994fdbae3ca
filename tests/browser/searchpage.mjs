// Usage: node searchpage.mjs CROWD
//
// The search page: arrows reach its hits, its title says what was asked, who comes back finds the
// place again, and paper shows hits and what they are of.

import { bothRoots, each, openPage, run, settled } from "./lib.mjs";

const site = process.argv[2];
const QUERY = "水門";
const q = `?q=${encodeURIComponent(QUERY)}`;

const links = (page) => page.locator("#search-results .hit");

async function openResults(browser, root, more = "") {
  const page = await openPage(browser, root, "index.html");
  await page.goto(`${root}search.html${q}${more}`);
  await links(page).first().waitFor();
  return page;
}

async function arrowsReachTheHits(browser, report, root) {
  const page = await openResults(browser, root);
  const focus = () =>
    page.evaluate(() => {
      const hits = [...document.querySelectorAll("#search-results .hit")];
      return hits.indexOf(document.activeElement);
    });
  const steps = [["ArrowDown", 0], ["ArrowDown", 1], ["ArrowUp", 0], ["ArrowUp", -1]];
  for (const [key, expected] of steps) {
    await page.keyboard.press(key);
    report.expect((await focus()) === expected, `${key} leads to hit ${await focus()}, not ${expected}`);
  }
  const inField = await page.locator("#search-page input").evaluate((input) => input === document.activeElement);
  report.expect(inField, "↑ from the first hit does not lead back to the field");
  await page.close();
}

async function theTitleSaysWhatWasAsked(browser, report, root) {
  const page = await openResults(browser, root);
  report.expect((await page.title()) === "「水門」 検索 | 大きな台帳", `the title is ${await page.title()}`);
  await page.locator("#search-page input").fill("");
  report.expect((await page.title()) === "検索 | 大きな台帳", `without a query it is ${await page.title()}`);
  await page.close();
}

async function whoComesBackFindsThePlace(browser, report, root) {
  const page = await openResults(browser, root);
  await page.getByRole("button", { name: "さらに表示" }).click();
  await settled(page, () => links(page).count(), (count) => count === 40);
  const there = await links(page).nth(33).getAttribute("href");
  await links(page).nth(33).click();
  await page.waitForURL(/items/);
  await page.goBack();
  const { value } = await settled(page, () => links(page).count(), (count) => count === 40);
  report.expect(value === 40, `after coming back ${value} hits are shown, not 40`);
  const focus = await page.evaluate(() => document.activeElement.getAttribute("href"));
  report.expect(focus === there, `after coming back the focus is at ${focus}, not ${there}`);
  const { right } = await settled(page, () => links(page).nth(33).evaluate((link) => {
    const { top, bottom } = link.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }), Boolean);
  report.expect(right, "after coming back the hit is out of view");
  await page.locator("#search-page input").fill("渡し舟");
  await settled(page, () => links(page).count(), (count) => count === 2);
  await page.locator("#search-page input").fill(QUERY);
  const anew = await settled(page, () => links(page).count(), (count) => count === 20);
  report.expect(anew.right, `another query begins with ${anew.value} hits`);
  await page.close();
}

async function paperShowsTheHits(browser, report, root) {
  const page = await openResults(browser, root, `&in=item&f.kind=${encodeURIComponent("清掃")}`);
  const asked = page.locator("#search-results > .on-paper");
  const { value } = await settled(page, () => asked.textContent(), (text) => text === "「水門」 · 項目 · 清掃");
  report.expect(value === "「水門」 · 項目 · 清掃", `asked: ${value}`);
  report.expect(!(await asked.isVisible()), "what is for paper is on the screen");
  await page.emulateMedia({ media: "print" });
  for (const selector of [".hit", ".on-paper", ".search-status"]) {
    const isThere = await page.locator(`#search-results ${selector}`).first().isVisible();
    report.expect(isThere, `${selector} is not on paper`);
  }
  for (const selector of ["#search-page", "#search-results .filters", "#search-results > button", ".chips"]) {
    const isThere = await page.locator(selector).first().isVisible();
    report.expect(!isThere, `${selector} is on paper`);
  }
  await page.close();
}

/** A reader who prints while the dialog is open wants the page. */
async function theDialogIsNotPrinted(browser, report, root) {
  const page = await openPage(browser, root, "notes/ferry.html");
  await page.keyboard.press("/");
  await page.locator("dialog[open]").waitFor();
  await page.emulateMedia({ media: "print" });
  report.expect(!(await page.locator("dialog[open]").isVisible()), "the dialog is printed");
  await page.close();
}

await run(async (browser, report) => {
  const { roots, server } = await bothRoots(site);
  const behaviours = [
    arrowsReachTheHits,
    theTitleSaysWhatWasAsked,
    whoComesBackFindsThePlace,
    paperShowsTheHits,
    theDialogIsNotPrinted,
  ];
  for (const root of roots) {
    await each(report, behaviours, browser, report, root);
  }
  server.close();
  return `${behaviours.length} behaviours from ${roots.length} roots`;
});
