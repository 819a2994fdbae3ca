// Usage: node keys.mjs CROWD
//
// Keys, clicks and taps in the search do what readers of other searches expect.

import { each, fileRoot, openPage, run, settled, typeIntoDialog } from "./lib.mjs";

const root = fileRoot(process.argv[2]);
const START = "notes/ferry.html";

const dialog = "dialog[open]";
const options = (page) => page.locator(`${dialog} [role=option]`);
const field = (page) => page.locator(`${dialog} input`).first();
const isOpen = async (page) => (await page.locator(dialog).count()) === 1;
/** The place of the chosen hit in the list. */
const chosen = (page) =>
  options(page).evaluateAll((links) => links.findIndex((link) => link.ariaSelected === "true"));

/** Opens the dialog and waits until the list is as long as it gets. */
async function find(page, query, count) {
  await typeIntoDialog(page, query);
  await settled(page, () => options(page).count(), (found) => found === count);
}

async function pagesOfHitsByKey(browser, report) {
  const page = await openPage(browser, root, START);
  await find(page, "水門", 20);
  const isInView = () =>
    page.evaluate(() => {
      const hit = document.querySelector("dialog[open] [aria-selected=true]").getBoundingClientRect();
      const view = document.querySelector("dialog[open] .scroll").getBoundingClientRect();
      return hit.top >= view.top - 1 && hit.bottom <= view.bottom + 1;
    });
  await page.keyboard.press("PageDown");
  const first = await chosen(page);
  report.expect(first > 1 && first < 19, `PageDown goes to hit ${first}`);
  report.expect(await isInView(), "PageDown leaves the hit out of view");
  for (let count = 0; count < 20; count += 1) await page.keyboard.press("PageDown");
  report.expect((await chosen(page)) === 19, `PageDown ends at hit ${await chosen(page)}`);
  await page.keyboard.press("PageUp");
  report.expect((await chosen(page)) === 19 - first, `PageUp goes to hit ${await chosen(page)}`);
  for (let count = 0; count < 20; count += 1) await page.keyboard.press("PageUp");
  report.expect((await chosen(page)) === 0, `PageUp ends at hit ${await chosen(page)}`);
  const top = await page.locator(`${dialog} .scroll`).evaluate((box) => box.scrollTop);
  report.expect(top === 0, "what stands above the first hit stays out of view");
  await page.close();
}

async function moreHitsDoNotMoveTheList(browser, report) {
  const page = await openPage(browser, root, START);
  await typeIntoDialog(page, "水門");
  await options(page).first().waitFor();
  const scroll = page.locator(`${dialog} .scroll`);
  await scroll.evaluate((box) => box.scrollTo(0, 150));
  await settled(page, () => options(page).count(), (count) => count === 20);
  const top = await scroll.evaluate((box) => box.scrollTop);
  report.expect(top === 150, `the list that was scrolled to 150 jumps to ${top}`);
  await field(page).fill("水門の");
  const { value } = await settled(page, () => scroll.evaluate((box) => box.scrollTop), (at) => at === 0);
  report.expect(value === 0, "hits of another query do not begin at the top");
  await page.close();
}

/** Enter means what stands in the field, not hits of before. */
async function enterWaitsForTheHits(browser, report) {
  const page = await openPage(browser, root, START);
  await find(page, "水門", 20);
  await field(page).evaluate((input) => {
    input.value = "扱い";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  });
  await page.waitForURL(/\?q=/).catch(() => report.fault("Enter right after typing is lost"));
  report.expect(page.url().includes("notes/data.html"), `Enter right after typing leads to ${page.url()}`);
  await page.close();
}

async function enterWithoutHitsStays(browser, report) {
  const page = await openPage(browser, root, START);
  await typeIntoDialog(page, "象形和音炭酸");
  await page.locator(`${dialog} [role=status]`, { hasText: "象形" }).waitFor();
  report.expect(!(await page.locator(`${dialog} .foot a`).isVisible()), "no hits, and a way to all of them");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  report.expect(page.url().endsWith(START) && (await isOpen(page)), `Enter without hits leads to ${page.url()}`);
  await page.close();
}

async function middleClickOpensATab(browser, report) {
  const context = await browser.newContext();
  const page = await openPage(context, root, START);
  await find(page, "渡し舟", 2);
  const opened = context.waitForEvent("page", { timeout: 10_000 });
  await options(page).first().click({ button: "middle" });
  const tab = await opened;
  await tab.waitForURL(/\?q=/);
  report.expect(await isOpen(page), "a middle click closes the dialog");
  await tab.close();
  // It led somewhere, so it comes back.
  await field(page).fill("");
  const kept = await page.locator(`${dialog} button.recent`).allTextContents();
  report.expect(kept.join() === "渡し舟", `kept after a middle click: ${kept}`);
  await context.close();
}

async function theFieldIsEmptiedByAButton(browser, report) {
  const page = await openPage(browser, root, START);
  await page.keyboard.press("/");
  await field(page).waitFor();
  const empty = page.getByRole("button", { name: "検索の言葉を消す" });
  report.expect(!(await empty.isVisible()), "an empty field can be emptied");
  await page.keyboard.insertText("渡し舟");
  await empty.click();
  report.expect((await field(page).inputValue()) === "", "the button does not empty the field");
  const inField = await field(page).evaluate((input) => input === document.activeElement);
  report.expect(inField, "emptying takes the focus out of the field");
  report.expect((await options(page).count()) === 0, "hits of no query stay");
  await page.close();
}

/** On a screen that is touched, Enter of the keyboard on it puts that away. */
async function enterOfATouchKeyboardShowsTheHits(browser, report) {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } });
  const page = await openPage(context, root, START);
  await find(page, "渡し舟", 2);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  report.expect(page.url().endsWith(START), `Enter of a touch keyboard leads to ${page.url()}`);
  const inField = await field(page).evaluate((input) => input === document.activeElement);
  report.expect(!inField && (await isOpen(page)), "the keyboard stays in front of the hits");
  await options(page).first().tap();
  await page.waitForURL(/\?q=/);
  await context.close();
}

/** Who has followed a hit and searches again goes on from there. */
async function aMarkedPageSearchesOn(browser, report) {
  const page = await openPage(browser, root, START);
  await page.goto(`${root}${START}?q=${encodeURIComponent("渡し舟")}`);
  await page.locator(".found-bar").waitFor();
  await page.keyboard.press("/");
  await field(page).waitFor();
  const { value, selected } = await field(page).evaluate((input) => ({
    value: input.value,
    selected: input.value.slice(input.selectionStart, input.selectionEnd),
  }));
  report.expect(value === "渡し舟" && selected === value, `the field holds 「${value}」, selected 「${selected}」`);
  const { value: count } = await settled(page, () => options(page).count(), (found) => found === 2);
  report.expect(count === 2, `${count} hits are there again`);
  await page.keyboard.press("Escape");
  report.expect((await page.locator(".found-bar").count()) === 1, "Esc in the dialog takes the marks away");
  await page.close();
}

await run(async (browser, report) =>
  each(
    report,
    [
      pagesOfHitsByKey,
      moreHitsDoNotMoveTheList,
      enterWaitsForTheHits,
      enterWithoutHitsStays,
      middleClickOpensATab,
      theFieldIsEmptiedByAButton,
      enterOfATouchKeyboardShowsTheHits,
      aMarkedPageSearchesOn,
    ],
    browser,
    report,
  ),
);
