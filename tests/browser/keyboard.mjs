// Usage: node keyboard.mjs SITE
//
// The search by keyboard alone, and what is left of it without scripts.

import {
  closeDialog,
  compose,
  each,
  fileRoot,
  openPage,
  pageOf,
  pageUrl,
  run,
  settled,
  typeIntoDialog,
} from "./lib.mjs";

const site = process.argv[2];
const QUERY = "画像診断";
const START = "measures/m08.html";

const dialog = "dialog[open]";
const options = `${dialog} [role=option]`;
const selected = `${dialog} [role=option][aria-selected=true]`;

/** Opens the dialog and waits for results. */
async function find(page) {
  await typeIntoDialog(page, QUERY);
  await page.locator(options).first().waitFor();
}

const isOpen = (page) => page.locator(dialog).count().then((count) => count === 1);

async function arrowsMoveAndEnterGoes(browser, report) {
  const page = await openPage(browser, fileRoot(site), START);
  await find(page);
  const hits = await page.locator(options).evaluateAll((links) => links.map(({ href }) => href));
  const at = async () => hits.indexOf(await page.locator(selected).evaluate(({ href }) => href));
  const first = await at();
  await page.keyboard.press("ArrowDown");
  report.expect((await at()) === (first + 1) % hits.length, "↓ does not move to the next hit");
  await page.keyboard.press("ArrowUp");
  report.expect((await at()) === first, "↑ does not move back");
  // A hit in a page's text leads to its place there; one in a title to the page.
  const place = hits.findIndex((href) => new URL(href).hash !== "");
  report.expect(place >= 0, `no hit names a place in its page: ${hits}`);
  for (let steps = 0; steps < hits.length && (await at()) !== place; steps += 1) {
    await page.keyboard.press("ArrowDown");
  }
  const target = hits[await at()];
  await page.keyboard.press("Enter");
  await page.waitForURL(target);
  report.expect(page.url() === target, `Enter went to ${page.url()}, not ${target}`);
  const isThere = await page.locator("article :target").count();
  report.expect(isThere === 1, `${target} names no place in the page`);
  await page.close();
}

async function homeAndEndMeanTheListOnceOneMoves(browser, report) {
  const page = await openPage(browser, fileRoot(site), START);
  await find(page);
  const input = page.locator(`${dialog} input`).first();
  const caret = () => input.evaluate((field) => field.selectionStart);
  const at = () => page.locator(selected).getAttribute("id");
  const last = (await page.locator(options).count()) - 1;
  await page.keyboard.press("Home");
  report.expect((await caret()) === 0, "Home does not move the caret before one moves in the list");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  report.expect((await at()) === `search-hit-${last}`, `End goes to ${await at()}, not ${last}`);
  await page.keyboard.press("Home");
  report.expect((await at()) === "search-hit-0", `Home goes to ${await at()}`);
  const active = await input.getAttribute("aria-activedescendant");
  report.expect(active === "search-hit-0", `screen readers hear of ${active}`);
  await page.close();
}

async function controlEnterOpensATab(browser, report) {
  const page = await openPage(browser, fileRoot(site), START);
  await find(page);
  const target = await page.locator(selected).evaluate(({ href }) => href);
  const opened = page.context().waitForEvent("page", { timeout: 10_000 });
  await page.keyboard.press("Control+Enter");
  const tab = await opened;
  await tab.waitForURL(target);
  report.expect(await isOpen(page), "Ctrl+Enter closes the dialog");
  report.expect(pageOf(page.url()).endsWith(START), `Ctrl+Enter leaves the page for ${page.url()}`);
  await tab.close();
  await page.close();
}

async function escapeClosesAndFocusReturns(browser, report) {
  const page = await openPage(browser, fileRoot(site), START);
  const link = page.locator("article a[href]").first();
  await link.focus();
  await find(page);
  await closeDialog(page);
  const back = await link.evaluate((element) => element === document.activeElement);
  report.expect(back, "focus does not return to where it was");
  await page.close();
}

/** The key that comes right after Esc must neither be lost nor go to the field that is closing. */
async function slashRightAfterEscapeOpensAgain(browser, report) {
  const page = await openPage(browser, fileRoot(site), START);
  await find(page);
  // Both keys in one task: nothing of the browser's runs in between.
  await page.evaluate(() => {
    const press = (key) =>
      document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
      );
    press("Escape");
    press("/");
  });
  const { right } = await settled(page, () => isOpen(page), Boolean, 20);
  report.expect(right, "/ right after Esc is lost");
  const value = await page.locator(`${dialog} input`).first().inputValue();
  report.expect(value === QUERY, `/ right after Esc makes 「${value}」`);
  await page.close();
}

async function slashIsALetterInFields(browser, report) {
  const page = await openPage(browser, fileRoot(site), START);
  await find(page);
  await page.keyboard.press("/");
  const value = await page.locator(`${dialog} input`).first().inputValue();
  report.expect(value === `${QUERY}/`, `/ in the field makes 「${value}」`);
  await page.close();
}

/** Enter that ends a conversion must not follow a hit. */
async function enterWhileComposingDoesNothing(browser, report) {
  const page = await openPage(browser, fileRoot(site), START);
  const before = page.url();
  await find(page);
  await compose(page, "しんだn");
  await page.locator(`${dialog} input`).first().evaluate((input) => {
    const composing = { key: "Enter", bubbles: true, cancelable: true };
    input.dispatchEvent(new KeyboardEvent("keydown", { ...composing, isComposing: true }));
    // What some browsers send for the Enter that ends a conversion.
    input.dispatchEvent(new KeyboardEvent("keydown", { ...composing, keyCode: 229 }));
  });
  await page.waitForTimeout(300);
  report.expect(page.url() === before, "Enter while composing leaves the page");
  report.expect(await isOpen(page), "Enter while composing closes the dialog");
  await page.close();
}

async function searchPageReadsItsAddress(browser, report) {
  const page = await browser.newPage();
  const root = fileRoot(site);
  await page.goto(`${root}search.html?q=${encodeURIComponent(QUERY)}`);
  const links = page.locator("#search-results a[href]");
  await links.first().waitFor({ timeout: 10_000 });
  const hrefs = await links.evaluateAll((found) => found.map(({ href }) => href));
  const paths = hrefs.map((href) => pageOf(href.slice(root.length)));
  report.expect(paths.includes("measures/m01.html"), `the search page shows ${paths}`);
  const value = await page.locator("#search-page input").inputValue();
  report.expect(value === QUERY, `the search page's field holds 「${value}」`);
  await page.close();
}

async function withoutScriptsTheFormLeadsToTables(browser, report) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const root = fileRoot(site);
  await page.goto(pageUrl(root, START));
  const form = page.locator("header form[role=search]");
  await form.locator("input").fill(QUERY);
  await form.locator("button").click();
  await page.waitForURL(/search\.html\?q=/);
  const notice = page.locator("article noscript");
  report.expect(await notice.isVisible(), "no notice without scripts");
  for (const folder of ["measures", "targets", "fields"]) {
    const link = notice.locator(`a[href="${folder}/index.html"]`);
    report.expect((await link.count()) === 1, `the notice has no link to ${folder}`);
  }
  await context.close();
}

await run(async (browser, report) =>
  each(
    report,
    [
      arrowsMoveAndEnterGoes,
      homeAndEndMeanTheListOnceOneMoves,
      controlEnterOpensATab,
      escapeClosesAndFocusReturns,
      slashRightAfterEscapeOpensAgain,
      slashIsALetterInFields,
      enterWhileComposingDoesNothing,
      searchPageReadsItsAddress,
      withoutScriptsTheFormLeadsToTables,
    ],
    browser,
    report,
  ),
);
