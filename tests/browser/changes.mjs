// Usage: node changes.mjs SITE
//
// What changed: the list narrowed down by keyboard, the words in a record's history, the 新旧対照表
// horizontally and vertically, on the screen and on A4. The site is the register with two editions.

import { statSync } from "node:fs";
import { join } from "node:path";

import { each, fileRoot, pageUrl, run } from "./lib.mjs";

const site = process.argv[2];
const url = (path) => pageUrl(fileRoot(site), path);

async function open(browser, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  await page.goto(url(path));
  return page;
}

async function narrowsDownByKind(browser, report) {
  const page = await open(browser, "editions/changes/now/index.html");
  const kinds = () => page.locator("table.changes tbody tr:visible td:first-child").allTextContents();
  report.expect((await kinds()).length === 7, `at first: ${await kinds()}`);
  await page.getByLabel("種別").selectOption("新設");
  report.expect((await kinds()).join() === "新設,新設", `narrowed down: ${await kinds()}`);
  await page.reload();
  report.expect((await kinds()).join() === "新設,新設", `after a reload: ${await kinds()}`);
  await page.context().close();
}

async function historyShowsTheWordsByKeyboard(browser, report) {
  const page = await open(browser, "tasks/t01.html");
  const added = page.locator(".history ins").first();
  report.expect(!(await added.isVisible()), "closed at first");
  await page.locator(".history summary").focus();
  await page.keyboard.press("Enter");
  report.expect((await added.textContent()) === "完了", `added: ${await added.textContent()}`);
  report.expect(await added.isVisible(), "open after Enter");
  const underline = await added.evaluate((e) => getComputedStyle(e).textDecorationLine);
  report.expect(underline === "underline", `colour is not all that tells: ${underline}`);
  await page.context().close();
}

async function columnsStandSideBySide(browser, report) {
  const page = await open(browser, "editions/changes/2024/comparison.html");
  const row = page.locator(".comparison tbody tr:has(del)").first();
  const [left, right] = await row.locator("td").evaluateAll((cells) =>
    cells.slice(0, 2).map((cell) => ({ side: cell.className, x: cell.getBoundingClientRect().x })),
  );
  report.expect(left.side === "new" && left.x < right.x, `columns: ${JSON.stringify([left, right])}`);
  await page.context().close();
}

async function verticalStandsAboveAndBelow(browser, report) {
  // As `writing = "vertical"` marks it.
  const page = await open(browser, "editions/changes/2024/comparison.html");
  await page.locator(".table-scroll").evaluate((table) => table.classList.add("vertical"));
  const boxes = await page.locator(".comparison tbody tr:has(del)").first().locator("td").evaluateAll(
    (cells) => cells.map((cell) => cell.getBoundingClientRect().y),
  );
  report.expect(boxes[0] < boxes[1], `the new version is above: ${boxes}`);
  const rows = await page.locator(".comparison tbody tr").evaluateAll((rows) =>
    rows.map((row) => row.getBoundingClientRect().x),
  );
  report.expect(rows[0] > rows.at(-1), `lines run from right to left: ${rows}`);
  const pages = await pagesOnPaper(page);
  report.expect(pages.width > pages.height, `A4 lies: ${JSON.stringify(pages)}`);
  report.expect(pages.count === 1, `fits on a page: ${JSON.stringify(pages)}`);
  await page.context().close();
}

async function printsOnA4(browser, report) {
  const page = await open(browser, "editions/changes/2024/comparison.html");
  const pages = await pagesOnPaper(page);
  report.expect(pages.width < pages.height, `A4 stands: ${JSON.stringify(pages)}`);
  report.expect(pages.count === 1, `one page: ${JSON.stringify(pages)}`);
  await page.context().close();
}

/** How many pages a print has, and their size in points. */
async function pagesOnPaper(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  return { count: boxes.length, width: Number(boxes[0]?.[1]), height: Number(boxes[0]?.[2]) };
}

async function filesLieBeside(browser, report) {
  const page = await open(browser, "editions/changes/2024/comparison.html");
  for (const name of ["comparison.doc", "comparison.csv"]) {
    const link = page.locator(`a[href$="${name}"]`);
    report.expect((await link.count()) === 1, `a link to ${name}`);
    const size = statSync(join(site, "editions/changes/2024", name)).size;
    report.expect(size > 500, `${name}: ${size} bytes`);
  }
  await page.context().close();
}

await run(async (browser, report) =>
  each(
    report,
    [
      narrowsDownByKind,
      historyShowsTheWordsByKeyboard,
      columnsStandSideBySide,
      verticalStandsAboveAndBelow,
      printsOnA4,
      filesLieBeside,
    ],
    browser,
    report,
  ),
);
