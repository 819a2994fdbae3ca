// Usage: node offers.mjs FIXTURE
//
// What the search offers beside hits: words that continue the query, queries of before.

import { closeDialog, compose, each, fileRoot, openPage, run, settled, typeIntoDialog } from "./lib.mjs";

const root = fileRoot(process.argv[2]);
const START = "diary/walk.html";

const field = (page) => page.locator("dialog[open] input").first();
const chips = (page) => page.locator("dialog[open] .chip");
const recents = (page) => page.locator("dialog[open] button.recent");

/** Follows the first hit of a query by Enter. */
async function follow(page, query) {
  await page.goto(`${root}${START}`);
  await typeIntoDialog(page, query);
  await page.locator("dialog[open] .hit").first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?q=/);
}

async function reopen(page) {
  await page.goto(`${root}${START}`);
  await page.keyboard.press("/");
  await field(page).waitFor();
}

async function arrowRightTakesTheFirstCompletion(browser, report) {
  const page = await openPage(browser, root, START);
  await typeIntoDialog(page, "橋 貸し");
  await chips(page).first().waitFor();
  const word = await chips(page).first().textContent();
  report.expect(word.startsWith("貸し") && word !== "貸し", `「貸し」 is continued by 「${word}」`);
  await page.keyboard.press("ArrowRight");
  const value = await field(page).inputValue();
  report.expect(value === `橋 ${word}`, `→ makes 「橋 貸し」 into 「${value}」`);
  const inField = await field(page).evaluate((input) => input === document.activeElement);
  report.expect(inField, "→ takes the focus out of the field");
  await page.close();
}

async function arrowRightInsideTheFieldMovesTheCaret(browser, report) {
  const page = await openPage(browser, root, START);
  await typeIntoDialog(page, "貸し");
  await chips(page).first().waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  const value = await field(page).inputValue();
  report.expect(value === "貸し", `→ before the end makes 「${value}」`);
  await page.close();
}

async function tabReachesCompletions(browser, report) {
  const page = await openPage(browser, root, START);
  await typeIntoDialog(page, "貸し");
  await chips(page).first().waitFor();
  const word = await chips(page).first().textContent();
  const isThere = () => chips(page).first().evaluate((chip) => chip === document.activeElement);
  for (let steps = 0; steps < 8 && !(await isThere()); steps += 1) {
    await page.keyboard.press("Tab");
  }
  report.expect(await isThere(), "Tab does not reach the completions");
  await page.keyboard.press("Enter");
  report.expect((await field(page).inputValue()) === word, "Enter on a completion does not take it");
  await page.locator("dialog[open] .hit").first().waitFor();
  await page.close();
}

async function nothingIsCompletedWhileComposing(browser, report) {
  const page = await openPage(browser, root, START);
  await page.keyboard.press("/");
  await field(page).waitFor();
  await compose(page, "貸し");
  await page.locator("dialog[open] .hit").first().waitFor();
  await page.waitForTimeout(300);
  report.expect((await chips(page).count()) === 0, "words are offered while composing");
  await page.keyboard.insertText("貸し");
  await chips(page).first().waitFor().catch(() => report.fault("no words after composing"));
  await page.close();
}

async function queriesThatLedSomewhereComeBack(browser, report) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  for (const query of ["水門", "堤防", "水門", "灯籠"]) {
    await follow(page, query);
  }
  // What led nowhere is not kept.
  await page.goto(`${root}${START}`);
  await typeIntoDialog(page, "予算");
  await page.locator("dialog[open] .hit").first().waitFor();
  await closeDialog(page);
  await reopen(page);
  const kept = await recents(page).allTextContents();
  report.expect(kept.join() === "灯籠,水門,堤防", `kept: ${kept}`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const value = await field(page).inputValue();
  report.expect(value === "水門", `↓↓ Enter takes 「${value}」`);
  await page.locator("dialog[open] .hit").first().waitFor();
  report.expect((await recents(page).count()) === 0, "queries of before stay beside hits");

  await reopen(page);
  await page.getByRole("button", { name: "「水門」を履歴から消す" }).press("Enter");
  report.expect((await recents(page).allTextContents()).join() === "灯籠,堤防", "one is not removed");
  const left = await page.evaluate(() => document.activeElement.className);
  report.expect(left === "remove", `the focus goes to ${left} after removing`);
  await page.getByRole("button", { name: "履歴を消す", exact: true }).press("Enter");
  report.expect((await recents(page).count()) === 0, "not all are removed");
  const stored = await page.evaluate(() => localStorage.length);
  report.expect(stored === 0, `${stored} entries stay in the browser`);
  await context.close();
}

async function atMostEightAreKept(browser, report) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  for (const query of ["橋", "川", "道", "水", "町", "灯", "草", "舟", "人"]) {
    await follow(page, query);
  }
  await reopen(page);
  const kept = await recents(page).allTextContents();
  report.expect(kept.join("") === "人舟草灯町水道川", `kept: ${kept}`);
  await context.close();
}

async function worksWithoutStorage(browser, report) {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("refused", "SecurityError");
    };
    Object.defineProperty(window, "localStorage", { get: refuse });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => report.fault(`without storage: ${error.message}`));
  await follow(page, "水門");
  await reopen(page);
  const { right } = await settled(page, () => recents(page).count(), (count) => count > 0, 10);
  report.expect(!right, "queries are kept without storage");
  await context.close();
}

await run(async (browser, report) =>
  each(
    report,
    [
      arrowRightTakesTheFirstCompletion,
      arrowRightInsideTheFieldMovesTheCaret,
      tabReachesCompletions,
      nothingIsCompletedWhileComposing,
      queriesThatLedSomewhereComeBack,
      atMostEightAreKept,
      worksWithoutStorage,
    ],
    browser,
    report,
  ),
);
